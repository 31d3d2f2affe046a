//! `topic`: one topic with its curve, what it is made of, why its texts are together, and what became of it.

use std::collections::BTreeMap;

use dauys_model::{Decision, Language, Role, Ruling, Topic, TopicId, Trend, decision};
use dauys_store::{Makeup, Moved, Moving, Standing, Store, StoredPost, TopicFilter};
use dauys_text::title::{Reader, Title};
use dauys_topics::{Member, Related, Why, related, why};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::chart::chart;
use crate::cli::TopicArgs;
use crate::commands::{decide, topic_json};
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::{naming, out};

/// How many posts are shown, newest first.
const POSTS: usize = 500;
/// Quotes shown above all posts.
const QUOTES: usize = 3;
/// Topics raised within so many days may be related.
const RELATED_DAYS: i64 = 28;

/// Everything that is told of a topic.
pub(crate) struct Told {
    pub(crate) topic: Topic,
    pub(crate) trend: Trend,
    pub(crate) today: u32,
    pub(crate) day: Date,
    pub(crate) titles: [Title; 3],
    pub(crate) makeup: Makeup,
    /// Voices in Kazakh, in Russian and in both or others, of the texts that are kept.
    pub(crate) tongues: [u32; 3],
    pub(crate) posts: Vec<StoredPost>,
    pub(crate) related: Vec<(Related, Option<Topic>)>,
    pub(crate) why: Why,
    pub(crate) history: Vec<Moved>,
    pub(crate) decisions: Vec<Decision>,
    /// What was to be expected on every day but the first.
    pub(crate) norms: BTreeMap<Date, f64>,
}

/// The languages of [`Told::titles`].
pub(crate) const READERS: [Reader; 3] = [Reader::Kazakh, Reader::Russian, Reader::English];

/// Shows a topic, or keeps what is decided about it.
pub(crate) fn run(home: &Home, arguments: &TopicArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let mut store = home.existing_store()?;
    let asked = TopicId(arguments.id.clone());
    let id = store.shown_as(&asked)?;
    let known = match store.topic(&id)? {
        Some(topic) => Some(topic),
        None => lead_on(&store, &asked, arguments)?,
    };
    let Some(topic) = known else { return Ok(Exit::Well) };
    if topic.id != asked {
        out::say(format!("topic {asked} is {} now", topic.id));
    }
    if arguments.decide.is_given() {
        decide::decide(&mut store, &topic, &arguments.decide, now)?;
        return Ok(Exit::Well);
    }
    let told = told(&store, topic, now)?;
    let mut data = out::data();
    if arguments.json {
        data.json(&topic_json::shown(&told, &asked))?;
    } else {
        let reader = naming::reader(arguments.lang);
        for line in lines(&told, reader) {
            data.line(line)?;
        }
    }
    data.finish()?;
    Ok(Exit::Well)
}

/// The one topic that has the texts of a topic which is no more; where there are several they are listed, and nothing is given.
fn lead_on(store: &Store, asked: &TopicId, arguments: &TopicArgs) -> anyhow::Result<Option<Topic>> {
    let heirs = store.heirs(asked)?;
    match &heirs[..] {
        [] => Err(Misuse(format!("there is no topic `{asked}`: `dauys topics` lists them")).into()),
        [heir] => Ok(store.topic(heir)?),
        heirs if arguments.decide.is_given() => {
            let heirs: Vec<&str> = heirs.iter().map(|heir| heir.0.as_str()).collect();
            Err(Misuse(format!(
                "topic {asked} was split into {}: decide about one of them",
                heirs.join(", ")
            ))
            .into())
        }
        heirs => {
            let mut data = out::data();
            if arguments.json {
                data.json(&topic_json::split(asked, heirs))?;
            } else {
                for moved in store.history(asked)?.iter().filter(|moved| moved.topic == *asked) {
                    data.line(moved_in_words(moved, asked))?;
                }
                let reader = naming::reader(arguments.lang);
                for heir in heirs {
                    if let Some(topic) = store.topic(heir)? {
                        data.line(format!("{heir}  {}", naming::title(store, &topic, reader)?.line()))?;
                    }
                }
            }
            data.finish()?;
            Ok(None)
        }
    }
}

fn told(store: &Store, topic: Topic, now: Timestamp) -> anyhow::Result<Told> {
    let today = dauys_model::civil_day(now);
    // A topic that is raised later than the moment asked for is shown as it stands on its last day.
    let last = topic.days.iter().map(|count| count.day).max().unwrap_or(today);
    let first = topic.days.iter().map(|count| count.day).min().unwrap_or(today);
    let day = if today < first { last } else { today };
    let Some(Standing { topic, trend, today }) = Standing::of(topic, day) else {
        return Err(Misuse("the topic was not raised by then".into()).into());
    };
    let voices = naming::voices(store, &topic)?;
    let posts = store.posts_of_topic(&topic.id, day, POSTS)?;
    let from = day.checked_sub(jiff::Span::new().days(RELATED_DAYS)).unwrap_or(Date::MIN);
    let others = store.topics(&TopicFilter { from, to: day })?;
    let related = related(&topic, &others);
    let related = related
        .into_iter()
        .map(|related| {
            let other = others.iter().find(|other| other.id == related.id).cloned();
            (related, other)
        })
        .collect();
    let mut tongues = [0; 3];
    for stored in posts.iter().filter(|stored| stored.role == Some(Role::Voice)) {
        tongues[match stored.post.language {
            Language::Kazakh => 0,
            Language::Russian => 1,
            _ => 2,
        }] += 1;
    }
    Ok(Told {
        titles: READERS.map(|reader| naming::title_of(&topic, &voices, reader)),
        makeup: store.makeup(&topic.id)?,
        tongues,
        why: why_of(&topic, &posts),
        related,
        history: store.history(&topic.id)?,
        decisions: store.decisions_of(&topic.id)?,
        norms: dauys_signals::norms(&topic.days, day)
            .into_iter()
            .map(|norm| (norm.day, norm.expected))
            .collect(),
        posts,
        topic,
        trend,
        today,
        day,
    })
}

fn why_of(topic: &Topic, posts: &[StoredPost]) -> Why {
    let raising = posts.iter().filter(|stored| matches!(stored.role, Some(Role::Voice | Role::Echo)));
    let members: Vec<Member> = raising
        .map(|stored| Member {
            post: stored.post.id,
            category: stored.post.category.as_ref(),
            places: &stored.post.places,
            place: stored.post.place.as_deref(),
            terms: &stored.post.terms,
            thread: stored.post.thread.as_ref().map(url::Url::as_str),
            repeats: stored.duplicate_of,
        })
        .collect();
    why(topic, &members)
}

/// Voices among the posts that say best what it is about: the topic's own choice, then the newest.
pub(crate) fn quotes(told: &Told) -> Vec<&StoredPost> {
    let voices = told.posts.iter().filter(|stored| stored.role == Some(Role::Voice));
    let mut quotes: Vec<&StoredPost> = voices.collect();
    let rank = |stored: &StoredPost| told.topic.quotes.iter().position(|quote| *quote == stored.post.id);
    quotes.sort_by_key(|stored| rank(stored).unwrap_or(usize::MAX));
    quotes.truncate(QUOTES);
    quotes
}

fn lines(told: &Told, reader: Reader) -> Vec<String> {
    let topic = &told.topic;
    let title = READERS.iter().position(|known| *known == reader).map(|at| &told.titles[at]);
    let urgent = if topic.urgent { " · urgent" } else { "" };
    let mut lines = vec![
        format!("{} · {}{urgent} · {}", topic.id, naming::trend(told.trend), topic.category),
        title.map(Title::line).unwrap_or_default(),
        format!(
            "{} · {} on {}",
            naming::counted(topic.voices(), topic.texts()),
            voices_in_words(told.today),
            told.day
        ),
    ];
    let tongues = [("kk", told.tongues[0]), ("ru", told.tongues[1]), ("other", told.tongues[2])];
    let tongues: Vec<String> = tongues
        .into_iter()
        .filter(|(_, voices)| *voices > 0)
        .map(|(code, voices)| format!("{code} {voices}"))
        .collect();
    if !tongues.is_empty() {
        lines.push(format!("voices by language: {}", tongues.join(", ")));
    }
    lines.push(String::new());
    lines.extend(chart(&topic.days, &told.norms, told.day));
    let mut section = |heading: &str, rows: Vec<String>| {
        if !rows.is_empty() {
            lines.push(String::new());
            lines.push(heading.to_owned());
            lines.extend(rows.into_iter().map(|row| format!("  {row}")));
        }
    };
    let places = told.makeup.places.iter().take(8);
    section(
        "Places",
        places.map(|(kato, posts)| format!("{}: {posts}", place_name(*kato, reader))).collect(),
    );
    section("Quotes", quotes(told).into_iter().map(quote).collect());
    section("Why together", why_in_words(told));
    section(
        "Related",
        told.related
            .iter()
            .map(|(related, other)| related_in_words(related, other.as_ref(), reader))
            .collect(),
    );
    section("History", told.history.iter().map(|moved| moved_in_words(moved, &topic.id)).collect());
    let overruled = decision::overruled(&told.decisions);
    section(
        "Decisions",
        told.decisions
            .iter()
            .map(|decision| decision_in_words(decision, overruled.get(&decision.id).copied()))
            .collect(),
    );
    section("Texts", told.posts.iter().map(post).collect());
    lines
}

fn voices_in_words(voices: u32) -> String {
    format!("{voices} voice{}", if voices == 1 { "" } else { "s" })
}

fn place_name(kato: dauys_model::Kato, reader: Reader) -> String {
    dauys_text::place(kato).map_or_else(
        || kato.to_string(),
        |place| if reader == Reader::Kazakh { place.full_kk.clone() } else { place.full_ru.clone() },
    )
}

fn why_in_words(told: &Told) -> Vec<String> {
    let why = &told.why;
    let mut rows = vec![format!("{} of {} texts are of this matter", why.of_matter, why.texts)];
    if told.topic.kato.is_some() || told.topic.place.is_some() {
        rows.push(format!("{} of {} texts name this place or one in it", why.in_place, why.texts));
    }
    if !why.terms.is_empty() {
        let terms: Vec<String> = why.terms.iter().map(|(term, texts)| format!("{term} {texts}")).collect();
        rows.push(format!("telling terms, by texts of {}: {}", why.originals, terms.join(", ")));
    }
    rows.extend(why.threads.iter().map(|(thread, texts)| format!("{texts} texts under {thread}")));
    let decided = told.decisions.iter().filter(|decision| decision.withdrawn_at.is_none()).count();
    if decided > 0 {
        rows.push("and as decided, see below".into());
    }
    rows
}

fn related_in_words(related: &Related, other: Option<&Topic>, reader: Reader) -> String {
    let called = other.map_or_else(String::new, |other| dauys_text::title::title(other, &[], reader).line());
    let mut why = Vec::new();
    if related.is_in_place {
        why.push("same place".to_owned());
    }
    if related.is_of_matter {
        why.push("same matter".to_owned());
    }
    if !related.terms.is_empty() {
        why.push(related.terms.join(" "));
    }
    format!("{}  {called} ({})", related.id, why.join(", "))
}

fn moved_in_words(moved: &Moved, of: &TopicId) -> String {
    let Moved { topic, other, change, day, voices } = moved;
    let voices = voices_in_words(*voices);
    match change {
        Moving::Merged if other == of => format!("{day}: {topic} was merged into this one, {voices}"),
        Moving::Merged => format!("{day}: merged into {other}, {voices}"),
        Moving::Split if other == of => format!("{day}: {voices} came from {topic}"),
        Moving::Split => format!("{day}: {voices} went to {other}"),
    }
}

/// A decision in one line.
pub(crate) fn decision_in_words(decision: &Decision, overruled: Option<dauys_model::DecisionId>) -> String {
    let what = match &decision.ruling {
        Ruling::Together { topic, other } => format!("{other} is {topic}"),
        Ruling::Apart { topic, part, posts } => {
            format!("of {topic} {} posts are another problem, {part}", posts.len())
        }
        Ruling::NotThis { topic, post: Some(post) } => format!("post {post} is not of {topic}"),
        Ruling::NotThis { topic, post: None } => format!("a post that is no longer kept is not of {topic}"),
    };
    let ends = match (decision.withdrawn_at, overruled) {
        (Some(at), _) => format!(" (withdrawn {})", dauys_model::civil_day(at)),
        (None, Some(by)) => format!(" (holds no longer: decision {by} came later)"),
        (None, None) => String::new(),
    };
    format!("{} · {} · {what}{ends}", decision.id, dauys_model::civil_day(decision.at))
}

fn quote(stored: &StoredPost) -> String {
    let post = &stored.post;
    let text = if post.text.is_empty() { &post.title } else { &post.text };
    let mut said: String = text.chars().take(240).collect::<String>().replace('\n', " ");
    if text.chars().count() > 240 {
        said.push('…');
    }
    let url = post.url.as_ref().map_or_else(String::new, |url| format!(" · {url}"));
    format!("«{said}»\n    {} · {}{url}", post.source, dauys_model::civil_day(post.published_at))
}

fn post(stored: &StoredPost) -> String {
    let post = &stored.post;
    let at = dauys_model::KAZAKHSTAN.to_datetime(post.published_at).strftime("%d.%m %H:%M").to_string();
    let role = match stored.role {
        Some(Role::Voice) => "voice",
        Some(Role::Echo) => "echo",
        Some(Role::Context) => "context",
        None => "",
    };
    let text: String =
        if post.title.is_empty() { &post.text } else { &post.title }.chars().take(160).collect();
    format!("{} · {role} · {at} · {} · {} · {}", post.id, post.source, post.kind, text.replace('\n', " "))
}
