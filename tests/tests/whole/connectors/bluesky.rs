//! Bluesky: a stream of everybody's posts, replayed from where the last run stopped, and refused.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::{Message, WebSocket, accept_hdr};
use url::Url;

use super::installation::Installation;
use super::morning::{ELEVEN, NINE, OF_ASKING, TEN, items};
use super::planted::{Cast, Person};
use super::privacy::{Finder, files_below, kept_and_said};
use super::refusals::listed;
use super::secured::Secured;
use crate::crash;

const SOURCE: &str = r#"
[fetch]
pace_ms = 0
allow_private = true
roots = "ca.pem"

[[source]]
id = "bluesky"
name = "Bluesky: су"
kind = "bluesky"
url = "wss://127.0.0.1:PORT/subscribe"
posts = "comment"
words = ["су жоқ", "нет воды", "водоснабж*"]
every_minutes = 30
"#;

/// How a stream is opened.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    /// It replays and says farewell, as if its instance were restarted: nobody waits for silence then.
    Replays,
    /// The handshake is answered with this status.
    Refuses(u16),
    /// It is opened, and its first message is an error.
    Complains,
}

/// Where it is noted how far everybody has heard of removals, which goes on in the run after one.
const OF_REMOVING: [&str; 2] = ["positions", "removals"];

struct Jetstream {
    server: Secured,
    shared: Arc<Mutex<Shared>>,
}

struct Shared {
    mood: Mood,
    messages: Vec<Value>,
    /// The target of every handshake.
    asked: Vec<String>,
    cast: Cast,
}

impl Jetstream {
    fn start() -> Self {
        let mut cast = Cast::default();
        let messages = of_the_first_hour(&mut cast);
        let shared = Arc::new(Mutex::new(Shared { mood: Mood::Replays, messages, asked: Vec::new(), cast }));
        let served = Arc::clone(&shared);
        let server = Secured::start(move |connection| replay(connection, &served));
        Self { server, shared }
    }

    fn installation(&self) -> Installation {
        let home = Installation::of(&SOURCE.replace("PORT", &self.server.port.to_string()), &[]);
        fs::write(home.beside("ca.pem"), &self.server.certificate).unwrap();
        home
    }

    fn in_mood(&self, mood: Mood) {
        self.shared.lock().unwrap().mood = mood;
    }

    fn go_on(&self) {
        let mut shared = self.shared.lock().unwrap();
        let later = of_the_second_hour(&mut shared.cast);
        shared.messages.extend(later);
    }

    /// The positions that were asked for since the last call.
    fn positions(&self) -> Vec<u64> {
        let asked = std::mem::take(&mut self.shared.lock().unwrap().asked);
        let position = |target: &String| {
            let url = Url::parse("wss://127.0.0.1").unwrap().join(target).unwrap();
            assert_eq!(url.path(), "/subscribe");
            let parameter = |wanted: &str| {
                url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
            };
            assert_eq!(parameter("wantedCollections").as_deref(), Some("app.bsky.feed.post"));
            parameter("cursor").unwrap().parse().unwrap()
        };
        asked.iter().map(position).collect()
    }
}

fn replay(connection: impl Read + Write, shared: &Mutex<Shared>) {
    let mut target = String::new();
    let mood = shared.lock().unwrap().mood;
    #[expect(clippy::result_large_err, reason = "the callback has this form")]
    let upgrade = |request: &Request, response: Response| {
        target = request.uri().to_string();
        shared.lock().unwrap().asked.push(target.clone());
        if let Mood::Refuses(status) = mood {
            let mut refusal = ErrorResponse::new(Some("no".into()));
            *refusal.status_mut() = status.try_into().unwrap();
            return Err(refusal);
        }
        Ok(response)
    };
    // The other side may turn away, before the handshake or amid the messages.
    let Ok(stream) = accept_hdr(connection, upgrade) else { return };
    drop(say(stream, &target, mood, shared));
}

fn say(
    mut stream: WebSocket<impl Read + Write>,
    target: &str,
    mood: Mood,
    shared: &Mutex<Shared>,
) -> Result<(), tokio_tungstenite::tungstenite::Error> {
    let from: u64 = target.split_once("cursor=").unwrap().1.parse().unwrap();
    let mut messages: Vec<String> = Vec::new();
    if mood == Mood::Complains {
        let to = shared.lock().unwrap().cast.person("bluesky", 0);
        let told = format!("too slow, {} of {}", to.handle, to.name);
        messages.push(json!({"error": "ConsumerTooSlow", "message": told}).to_string());
    }
    {
        let mut shared = shared.lock().unwrap();
        let later = shared.messages.iter().filter(|message| message["time_us"].as_u64().unwrap() >= from);
        messages.extend(later.map(Value::to_string).collect::<Vec<_>>());
        messages.iter().for_each(|message| shared.cast.serve(message));
    }
    for message in messages {
        stream.send(Message::text(message))?;
    }
    stream.close(None)?;
    loop {
        stream.read()?;
    }
}

/// Microseconds since 1970, so many seconds before a moment.
fn before(moment: &str, seconds: u64) -> u64 {
    let moment: Timestamp = moment.parse().unwrap();
    u64::try_from(moment.as_microsecond()).unwrap() - seconds * 1_000_000
}

/// The number of a repository: letters and digits only.
fn did(person: &Person) -> String {
    format!("did:plc:{}", person.handle.replace('_', ""))
}

/// The handle as a name of a host.
fn host(person: &Person) -> String {
    format!("{}.bsky.social", person.handle.replace('_', "-"))
}

fn message(by: &Person, time: u64, operation: &str, record: &str, post: Option<Value>) -> Value {
    let mut commit = json!({"rev": format!("3r{time}"), "operation": operation, "collection": "app.bsky.feed.post",
        "rkey": record});
    if let Some(post) = post {
        commit["record"] = post;
        commit["cid"] = "bafyreidemo".into();
    }
    json!({"did": did(by), "time_us": time, "kind": "commit", "commit": commit})
}

/// A post that answers `to` and shows a picture; the words of its beginning that name `to` are marked as a mention.
fn post(text: &str, language: &str, written_at: &str, to: &Person) -> Value {
    let thread = json!({"uri": format!("at://{}/app.bsky.feed.post/3root", did(to)), "cid": "bafyreidemo"});
    let mut post = json!({"$type": "app.bsky.feed.post", "text": text, "langs": [language], "createdAt": written_at,
        "reply": {"root": thread, "parent": thread},
        "embed": {"$type": "app.bsky.embed.external", "external": {"uri": format!("https://img.example/{}", to.avatar),
            "title": to.name, "description": ""}}});
    if let Some(end) = text.starts_with(&to.name).then_some(to.name.len()) {
        post["facets"] = json!([{"index": {"byteStart": 0, "byteEnd": end},
            "features": [{"$type": "app.bsky.richtext.facet#mention", "did": did(to)}]}]);
    }
    post
}

fn of_the_first_hour(cast: &mut Cast) -> Vec<Value> {
    let [one, two, three, four] = [0, 1, 2, 3].map(|number| cast.person("bluesky", number));
    let at = |seconds| before(NINE, seconds);
    let kazakh = format!("{} Кентауда үшінші күн су жоқ, шелекпен тасимыз.", two.name);
    let russian = format!(
        "@{} Третий день нет воды в Кентау, bsky.app/profile/{} Звоните: {}, {}, {}",
        host(&three),
        host(&three),
        two.name,
        two.phone,
        two.email
    );
    let beside = |text: &str, language| Some(post(text, language, "2026-11-22T03:50:40Z", &four));
    vec![
        message(&one, at(600), "create", "3a", Some(post(&kazakh, "kk", "2026-11-22T03:50:00Z", &two))),
        json!({"did": did(&one), "time_us": at(590), "kind": "identity",
            "identity": {"did": did(&one), "handle": host(&one), "seq": 7, "time": "2026-11-22T03:50:10Z"}}),
        message(&two, at(580), "create", "3b", Some(post(&russian, "ru", "2026-11-22T03:50:20Z", &three))),
        message(&three, at(570), "create", "3c", beside("Сегодня в Кентау красивый закат.", "ru")),
        message(&four, at(560), "create", "3d", beside("They say нет воды in Kentau.", "en")),
        message(&two, at(550), "create", "3e", beside("Нет воды в Кентау, а сосед моет машину.", "ru")),
        message(&one, at(540), "create", "3f", beside("Кентауда кешке де су жоқ болды.", "kk")),
    ]
}

fn of_the_second_hour(cast: &mut Cast) -> Vec<Value> {
    let [one, two, three] = [0, 1, 2].map(|number| cast.person("bluesky", number));
    let at = |seconds| before(TEN, seconds);
    let written = |text: &str, language| Some(post(text, language, "2026-11-22T04:40:00Z", &two));
    vec![
        message(&two, at(1300), "delete", "3e", None),
        message(
            &one,
            at(1290),
            "update",
            "3a",
            written("Кентауда төртінші күн су жоқ, шелекпен тасимыз.", "kk"),
        ),
        message(
            &three,
            at(1280),
            "create",
            "3g",
            written("Ночью в Кентау опять нет воды, дети не умыты.", "ru"),
        ),
    ]
}

/// A finder of everybody in the stream, who were all served with what a stream carries.
fn everybody(stream: &Jetstream) -> Finder {
    let cast = stream.shared.lock().unwrap().cast.clone();
    assert_eq!(cast.unserved(), Vec::<String>::new());
    for kind in ["name", "email", "phone", "avatar"] {
        assert!(cast.served()["bluesky"][kind] > 0, "no {kind} was served");
    }
    let mut needles: BTreeSet<String> = cast.persons().flat_map(Person::needles).collect();
    let messages = stream.shared.lock().unwrap().messages.iter().map(Value::to_string).collect::<String>();
    assert!(cast.persons().all(|person| messages.contains(&did(person))));
    assert!(cast.persons().filter(|person| messages.contains(&host(person))).count() > 1);
    for person in cast.persons() {
        needles.extend([person.handle.replace('_', ""), person.handle.replace('_', "-")]);
    }
    Finder::new(&needles, &BTreeSet::new())
}

#[test]
fn a_stream_is_read_on_from_where_it_was_left() {
    let stream = Jetstream::start();
    let home = stream.installation();
    let texts = || items(&home).into_iter().map(|item| item.text.trim().to_owned()).collect::<Vec<_>>();
    let state = |now| listed(&home, now)["bluesky"]["state"].as_str().unwrap().to_owned();

    home.ends(0, NINE, &["poll"]);
    home.ends(0, NINE, &["read"]);
    home.ends(0, NINE, &["run"]);
    assert_eq!(state(NINE), "working");
    // A quarter of an hour and the overlap; then, after the farewell, whether there is more.
    let last = before(NINE, 540);
    assert_eq!(stream.positions(), [before(NINE, 905), last - 5_000_000]);
    let first = texts();
    assert_eq!(first.len(), 4, "{first:#?}");
    let deleted = "Нет воды в Кентау, а сосед моет машину.";
    for words in ["Кентауда үшінші күн су жоқ", "Третий день нет воды в Кентау", deleted, "кешке де су жоқ"]
    {
        assert_eq!(first.iter().filter(|text| text.contains(words)).count(), 1, "`{words}` in {first:#?}");
    }
    let found = |query: &str| home.ends(0, ELEVEN, &["search", query, "--json"]);
    assert!(found("\"сосед моет\"").contains("сосед моет"));

    stream.go_on();
    home.ends(0, TEN, &["run"]);
    assert_eq!(state(TEN), "working");
    assert_eq!(stream.positions(), [last - 5_000_000, before(TEN, 1285)]);
    let all = items(&home);
    assert_eq!(all.len(), 4, "one was deleted and one is new: {:#?}", texts());
    let one = |words: &str| all.iter().find(|item| item.text.contains(words)).unwrap();
    assert_eq!(one("төртінші күн су жоқ").revision, 2);
    assert_eq!(one("опять нет воды").revision, 1);
    assert!(
        !texts().iter().any(|text| text.contains("үшінші күн") || text.contains("сосед")),
        "{:?}",
        texts()
    );
    assert_eq!(found("\"сосед моет\""), "");
    let deleted = Finder::new(&BTreeSet::from([deleted.to_owned()]), &BTreeSet::new());
    for (path, bytes) in files_below(&home.data()) {
        assert!(deleted.find(&bytes).is_empty(), "the deleted post in {}", path.display());
    }
    for item in &all {
        assert!(item.kind == "comment" && item.url.is_none() && item.voice.is_some());
    }
    assert_eq!(one("төртінші күн").voice, one("кешке де су жоқ").voice, "one person is one voice a day");
    assert_ne!(one("төртінші күн").voice, one("Третий день").voice);

    let before_the_third = crash::tables(&home.data());
    home.ends(0, ELEVEN, &["run"]);
    assert_eq!(state(ELEVEN), "nothing new");
    for (table, rows) in crash::tables(&home.data()) {
        if !OF_ASKING.contains(&table.as_str()) && !OF_REMOVING.contains(&table.as_str()) {
            assert_eq!(rows, before_the_third[&table], "table `{table}`");
        }
    }
    let doctor = home.ends(0, ELEVEN, &["doctor"]);
    for told in [
        // What the overlap repeats is not announced again.
        "announced 7 = 5 new + 1 changed + 0 known + 1 left out",
        "items 5 = 4 posts + 0 rejected + 0 pending + 1 forgotten",
    ] {
        assert!(doctor.contains(told), "no `{told}` in {doctor}");
    }
}

#[test]
fn nobody_of_a_stream_can_be_found() {
    let stream = Jetstream::start();
    let home = stream.installation();
    home.ends(0, NINE, &["source", "check"]);
    home.ends(0, NINE, &["run"]);
    let logged = home.said();
    let texts: BTreeSet<String> = items(&home)
        .iter()
        .flat_map(|item| item.text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    stream.go_on();
    home.ends(0, TEN, &["run"]);
    for arguments in [
        &["export", "posts"][..],
        &["search", "су жоқ"],
        &["digest", "--date", "2026-11-22"],
        &["source", "list", "--json"],
        &["doctor"],
    ] {
        home.ends(0, TEN, arguments);
    }
    stream.in_mood(Mood::Complains);
    home.ends(3, ELEVEN, &["run"]);
    home.ends(3, ELEVEN, &["source", "check"]);
    assert_eq!(listed(&home, ELEVEN)["bluesky"]["state"], "refused: trouble");
    let everything = kept_and_said(&home);
    assert!(everything.iter().any(|(name, bytes)| name.ends_with("dauys.db") && !bytes.is_empty()));
    assert_eq!(everybody(&stream).find_all(&everything), Vec::<String>::new());
    let words = Finder::new(&texts.into_iter().filter(|text| text.len() > 20).collect(), &BTreeSet::new());
    for (command, output) in logged.iter().filter(|(command, _)| command.starts_with("[\"run\"]")) {
        assert_eq!(words.find(&[&output.stdout[..], &output.stderr].concat()), BTreeSet::new(), "{command}");
    }
    let pages: i64 = home.database().query_row("SELECT count(*) FROM pages", [], |row| row.get(0)).unwrap();
    assert_eq!(pages, 0);
}

#[test]
fn a_refused_stream_has_a_named_state_and_loses_nothing() {
    let stream = Jetstream::start();
    let home = stream.installation();
    home.ends(0, NINE, &["run"]);
    stream.positions();
    stream.go_on();
    for (status, state) in [(403, "http 403"), (429, "http 429")] {
        stream.in_mood(Mood::Refuses(status));
        home.ends(3, TEN, &["poll", "--source", "bluesky"]);
        let listed = listed(&home, TEN);
        assert_eq!(listed["bluesky"]["state"], state);
    }
    assert_eq!(items(&home).len(), 4);
    stream.positions();
    stream.in_mood(Mood::Replays);
    home.ends(0, ELEVEN, &["poll", "--source", "bluesky"]);
    assert_eq!(stream.positions().first(), Some(&before(NINE, 545)), "it goes on where it was heard last");
    assert!(items(&home).iter().any(|item| item.text.contains("опять нет воды")));
}
