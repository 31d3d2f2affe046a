//! Collection as its operator meets it: a site on loopback changes from run to run, and the program says what a person should
//! hear, once, and keeps what it must.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Output;
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::program::{dauys, lines, stderr};

/// A site that answers what it was last told to.
struct Site {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Status line with headers, and body, by path.
    answers: BTreeMap<String, (String, String)>,
    asked: Vec<String>,
}

impl Site {
    fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State::default()));
        let served = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                drop(serve(stream, &served));
            }
        });
        Self { port, state }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// From now on `path` answers so; `head` is the status and headers, a line each.
    fn tell(&self, path: &str, head: &str, body: &str) {
        self.state.lock().unwrap().answers.insert(path.into(), (head.into(), body.into()));
    }

    /// How often a path was asked.
    fn asked(&self, path: &str) -> usize {
        self.state.lock().unwrap().asked.iter().filter(|asked| *asked == path).count()
    }
}

fn serve(mut stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut lines = BufReader::new(&stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let (head, body) = {
        let mut state = state.lock().unwrap();
        let answer = state.answers.get(&path).cloned();
        state.asked.push(path);
        answer.unwrap_or_else(|| ("404 Not Found".into(), String::new()))
    };
    let head = head.replace('\n', "\r\n");
    let length = body.len();
    write!(stream, "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}")
}

const FEED: &str = "200 OK\nContent-Type: application/rss+xml; charset=utf-8";
const PAGE: &str = "200 OK\nContent-Type: text/html; charset=utf-8";

/// A feed of `(guid, title, day and hour)`.
fn feed(site: &Site, entries: &[(String, String, String)]) -> String {
    let mut text = String::from("<rss version=\"2.0\"><channel><title>Дала</title>");
    for (guid, title, at) in entries {
        let address = site.url(&format!("/news/{}", title.replace(' ', "-")));
        text.push_str(&format!(
            "<item><title>{title}</title><link>{address}</link><guid isPermaLink=\"false\">{guid}</guid><pubDate>{at}</pubDate>\
             <description>Көшеде су жоқ деп тұрғындар айтады: {title}</description></item>"
        ));
    }
    text + "</channel></rss>"
}

/// An installation that listens to a site.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn new(sources: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = "sources = \"sources.toml\"\n[fetch]\nallow_private = true\npace_ms = 0\ntries = 1\n";
        fs::write(folder.path().join("dauys.toml"), settings).unwrap();
        fs::write(folder.path().join("sources.toml"), sources).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, now: &str, arguments: &[&str]) -> Output {
        let mut command = dauys();
        command.arg("--config").arg(self.path("dauys.toml")).arg("--data").arg(self.path("var"));
        let output = command.args(["--now", now]).args(arguments).output().unwrap();
        assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
        output
    }

    /// What a command says on stdout; it must end with `code`.
    fn says(&self, code: i32, now: &str, arguments: &[&str]) -> String {
        let output = self.run(now, arguments);
        let said = String::from_utf8(output.stdout.clone()).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{said}\n{}", stderr(&output));
        said
    }

    /// What a poll tells a person, without its summary.
    fn polled(&self, now: &str) -> Vec<String> {
        let said = stderr(&self.run(now, &["poll"]));
        said.lines().filter(|line| !line.starts_with("poll: ")).map(str::to_owned).collect()
    }

    /// One source as `source list` shows it.
    fn listed(&self, id: &str) -> Value {
        let listed = lines(&self.says(0, "2026-11-22T12:00:00Z", &["source", "list", "--json"]));
        listed.into_iter().find(|source| source["id"] == id).unwrap()
    }
}

fn source(id: &str, url: &str) -> String {
    format!("[[source]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"feed\"\ntext = \"item\"\nurl = \"{url}\"\n")
}

fn entry(number: u32, at: &str) -> (String, String, String) {
    (format!("g{number}"), format!("Үш күн су жоқ {number}"), at.into())
}

#[test]
fn a_change_of_state_is_told_once_and_so_is_its_end() {
    let site = Site::start();
    let office = Office::new(&source("dala", &site.url("/rss")));
    site.tell("/rss", FEED, &feed(&site, &[entry(1, "Sun, 15 Nov 2026 10:00:00 +0500")]));
    assert_eq!(office.polled("2026-11-16T05:00:00Z"), [""; 0]);
    site.tell("/rss", "404 Not Found", "");
    let mut told = Vec::new();
    for hour in 6..24 {
        told.extend(office.polled(&format!("2026-11-17T{hour:02}:00:00Z")));
    }
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("`dala` fails since 2026-11-17") && told[0].contains("http 404"), "{told:?}");
    for hour in 6..24 {
        told.extend(office.polled(&format!("2026-11-18T{hour:02}:00:00Z")));
    }
    assert_eq!(told.len(), 2, "after a day it is told again: {told:?}");
    assert!(told[1].contains("fails for a day"), "{told:?}");
    let listed = office.listed("dala");
    assert_eq!((&listed["state"], listed["failures"].as_u64() > Some(1)), (&"http 404".into(), true));
    let advice = office.says(1, "2026-11-18T23:30:00Z", &["doctor"]);
    assert!(advice.contains("http 404") && advice.contains("source probe"), "{advice}");

    site.tell("/rss", FEED, &feed(&site, &[entry(2, "Thu, 19 Nov 2026 10:00:00 +0500")]));
    let mut told = Vec::new();
    for day in 20..26 {
        told.extend(office.polled(&format!("2026-11-{day}T05:00:00Z")));
    }
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("`dala` works again"), "{told:?}");
}

#[test]
fn a_weekly_paper_that_falls_silent_is_noticed_once_and_greeted_once() {
    let site = Site::start();
    let office = Office::new(&source("audan", &site.url("/rss")));
    let weekly: Vec<_> = (0..20)
        .map(|week| {
            let at = jiff::civil::date(2026, 7, 2).saturating_add(jiff::Span::new().weeks(week));
            entry(week as u32, &at.strftime("%a, %d %b %Y 10:00:00 +0500").to_string())
        })
        .collect();
    site.tell("/rss", FEED, &feed(&site, &weekly));
    let first = jiff::civil::date(2026, 11, 12);
    let poll = |days: i64| {
        let day = first.saturating_add(jiff::Span::new().days(days));
        office.polled(&format!("{day}T08:00:00Z"))
    };
    for days in 1..=7 {
        assert_eq!(poll(days), [""; 0], "a week is not silence for a weekly paper");
    }
    let told: Vec<_> =
        (8..30).flat_map(|days| poll(days).into_iter().map(move |line| (days, line))).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].1.contains("`audan` has told nothing since 2026-11-12"), "{told:?}");
    assert!((9..22).contains(&told[0].0), "noticed after {} days", told[0].0);

    let mut again = weekly;
    again.insert(0, entry(99, "Fri, 11 Dec 2026 10:00:00 +0500"));
    site.tell("/rss", FEED, &feed(&site, &again));
    let told: Vec<_> = (30..34).flat_map(poll).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("`audan` speaks again"), "{told:?}");
}

#[test]
fn our_own_outage_is_one_line_and_nobody_pays_for_it() {
    let closed: Vec<u16> = (0..4)
        .map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port())
        .collect();
    let sources: Vec<String> = closed
        .iter()
        .map(|port| source(&format!("s{port}"), &format!("http://127.0.0.1:{port}/rss")))
        .collect();
    let office = Office::new(&sources.join(""));
    for hour in 5..9 {
        let told = office.polled(&format!("2026-11-16T{hour:02}:00:00Z"));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("see to the network of this machine"), "{told:?}");
    }
    assert_eq!(office.listed(&format!("s{}", closed[0]))["failures"], 0);
}

#[test]
fn what_a_host_asks_for_is_remembered_from_run_to_run() {
    let site = Site::start();
    let office = Office::new(&(source("a", &site.url("/a")) + &source("b", &site.url("/b"))));
    site.tell("/robots.txt", "200 OK\nContent-Type: text/plain", "User-agent: *\nDisallow: /b\n");
    site.tell("/a", FEED, &feed(&site, &[entry(1, "Sun, 15 Nov 2026 10:00:00 +0500")]));
    office.polled("2026-11-16T05:00:00Z");
    office.polled("2026-11-16T07:00:00Z");
    assert_eq!((site.asked("/robots.txt"), site.asked("/b")), (1, 0), "robots.txt holds for a day");
    assert_eq!(office.listed("b")["state"], "robots");
    office.polled("2026-11-17T09:00:00Z");
    assert_eq!(site.asked("/robots.txt"), 2);

    site.tell("/a", "429 Too Many Requests\nRetry-After: 3000", "");
    office.polled("2026-11-17T12:00:00Z");
    let asked = site.asked("/a");
    let output = office.run("2026-11-17T12:30:00Z", &["poll", "--source", "a"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(site.asked("/a"), asked, "the host is left alone for as long as it asked");
    office.run("2026-11-17T13:00:00Z", &["poll", "--source", "a"]);
    assert_eq!(site.asked("/a"), asked + 1);
}

#[test]
fn careless_feeds_bring_nothing_twice() {
    let site = Site::start();
    let office = Office::new(&source("dala", &site.url("/rss")));
    let mut entries: Vec<_> =
        (1..=5).map(|number| entry(number, "Sun, 15 Nov 2026 10:00:00 +0500")).collect();
    site.tell("/rss", FEED, &feed(&site, &entries));
    let summary = |now: &str| {
        let said = stderr(&office.run(now, &["poll", "--source", "dala"]));
        said.lines().find(|line| line.starts_with("poll: ")).unwrap().to_owned()
    };
    assert!(summary("2026-11-16T05:00:00Z").contains("5 entries = 5 new + 0 changed + 0 known + 0 left out"));
    for (number, entry) in entries.iter_mut().enumerate() {
        entry.0 = format!("session-{number}");
    }
    site.tell("/rss", FEED, &feed(&site, &entries));
    let said = summary("2026-11-16T06:00:00Z");
    assert!(said.contains("5 entries = 0 new + 0 changed + 5 known"), "other ids: {said}");
    for entry in &mut entries {
        entry.2 = "Mon, 16 Nov 2026 11:00:00 +0500".into();
    }
    site.tell("/rss", FEED, &feed(&site, &entries));
    let said = summary("2026-11-16T07:00:00Z");
    assert!(said.contains("5 entries = 0 new + 0 changed + 5 known"), "other dates: {said}");
    assert_eq!(office.listed("dala")["state"], "nothing new");
}

#[test]
fn a_dry_run_asks_and_keeps_nothing() {
    let site = Site::start();
    let office = Office::new(&source("dala", &site.url("/rss")));
    site.tell("/rss", FEED, &feed(&site, &[entry(1, "Sun, 15 Nov 2026 10:00:00 +0500")]));
    for _ in 0..2 {
        let said = office.says(0, "2026-11-16T05:00:00Z", &["poll", "--dry-run"]);
        assert!(said.contains("1 entries: 1 new"), "{said}");
    }
    assert!(!office.path("var").exists(), "not even the folder was made");
}

#[test]
fn a_site_becomes_a_source_in_one_command() {
    let site = Site::start();
    let office = Office::new("");
    site.tell(
        "/",
        PAGE,
        "<html><head><title>Дала</title><link rel=alternate type='application/rss+xml' title='Дала жаңалықтары' href='/rss'>\
         </head><body><p>Су жоқ</p></body></html>",
    );
    let entries: Vec<_> = (1..=7).map(|number| entry(number, "Sun, 15 Nov 2026 10:00:00 +0500")).collect();
    site.tell("/rss", FEED, &feed(&site, &entries));
    let now = "2026-11-16T05:00:00Z";
    let said = office.says(0, now, &["source", "probe", &site.url("/"), "--add"]);
    assert!(said.contains("7 items, 7 dated") && said.contains("7 kk"), "{said}");
    assert!(said.contains("no address in common"), "{said}");
    let written = fs::read_to_string(office.path("sources.toml")).unwrap();
    assert!(written.contains("kind = \"feed\"") && written.contains("language = \"kk\""), "{written}");
    let listed = lines(&office.says(0, now, &["source", "list", "--json"]));
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(listed[0]["name"], "Дала жаңалықтары");

    let said = office.says(0, now, &["source", "check", &id]);
    assert!(said.contains("7 items, the newest of 2026-11-15T05:00:00Z"), "{said}");
    let said = office.says(0, now, &["source", "check", "--saved"]);
    assert!(said.contains("1 kept pages are read as they were, 0 differently"), "{said}");
    let kept = office.path(&format!("probes/{id}.page"));
    let page = fs::read_to_string(&kept).unwrap().replace("Үш күн су жоқ 3", "Су берілді");
    fs::write(&kept, page).unwrap();
    let said = office.says(1, now, &["source", "check", "--saved"]);
    assert!(said.contains("is read differently") && said.contains("Су берілді"), "{said}");
}

#[test]
fn a_site_without_a_feed_is_read_by_guessed_selectors() {
    let site = Site::start();
    let office = Office::new("");
    let mut page = String::from("<html><body><nav><a href='/about'>Біз туралы</a></nav><main>");
    for number in 1..=9 {
        page.push_str(&format!(
            "<div class='news-item'><a class='title' href='/news/2026/11/{number}-su-zhoq'>Тұрғындар үш күн сусыз отыр, {number} көше</a>\
             <span class='date'>15.11.2026 1{number}:00</span></div>"
        ));
    }
    page.push_str("</main></body></html>");
    site.tell("/", PAGE, &page);
    let said = office.says(0, "2026-11-16T05:00:00Z", &["source", "probe", &site.url("/"), "--add"]);
    assert!(said.contains("9 items, 9 dated"), "{said}");
    let said = stderr(&office.run("2026-11-16T06:00:00Z", &["poll"]));
    assert!(said.contains("9 entries = 9 new"), "{said}");
}

#[test]
fn lists_of_feeds_come_in_switched_off_and_go_out() {
    let office = Office::new(&source("dala", "https://dala.example/rss"));
    let opml = "<?xml version=\"1.0\"?><opml version=\"2.0\"><body><outline text=\"Аймақ\">\
        <outline type=\"rss\" text=\"Дала\" xmlUrl=\"http://www.dala.example/rss/\"/>\
        <outline type=\"rss\" text=\"Жайық &amp; Қала\" xmlUrl=\"https://zhaiyq.example/feed\" language=\"kk\"/></outline></body></opml>";
    fs::write(office.path("feeds.opml"), opml).unwrap();
    let file = office.path("feeds.opml").display().to_string();
    let now = "2026-11-16T05:00:00Z";
    let said = office.says(0, now, &["source", "import-opml", &file, "--dry-run"]);
    assert!(said.contains("Жайық & Қала") && !said.contains("dala.example"), "{said}");
    office.says(0, now, &["source", "import-opml", &file]);
    let said = stderr(&office.run(now, &["source", "import-opml", &file]));
    assert!(said.contains("nothing to add: 2 feeds are known"), "{said}");
    let added = office.listed("zhaiyq.example");
    assert!(added["off"].as_str().unwrap().contains("probe"), "{added}");
    let out = office.says(0, now, &["source", "export-opml", "--off"]);
    assert!(out.contains("xmlUrl=\"https://zhaiyq.example/feed\"") && out.contains("dala.example"), "{out}");
    let out = office.says(0, now, &["source", "export-opml"]);
    assert!(!out.contains("zhaiyq"), "{out}");
}

#[test]
fn two_sources_that_are_one_feed_are_found() {
    let site = Site::start();
    let office = Office::new(&(source("a", &site.url("/rss")) + &source("b", &site.url("/feed"))));
    let entries: Vec<_> = (1..=12).map(|number| entry(number, "Sun, 15 Nov 2026 10:00:00 +0500")).collect();
    site.tell("/rss", FEED, &feed(&site, &entries));
    site.tell("/feed", FEED, &feed(&site, &entries));
    office.polled("2026-11-16T05:00:00Z");
    let said = office.says(0, "2026-11-16T06:00:00Z", &["source", "twins"]);
    assert!(said.contains("`a` and `b` are the same feed (12 addresses in common)"), "{said}");
    let said = office.says(1, "2026-11-16T06:00:00Z", &["doctor"]);
    assert!(said.contains("are the same feed"), "{said}");
}

#[test]
fn every_item_is_explained_and_the_ledger_adds_up() {
    let site = Site::start();
    let sources = source("dala", &site.url("/rss")).replace("text = \"item\"", "text = \"page\"");
    let office = Office::new(&sources);
    let entries: Vec<_> = (1..=3).map(|number| entry(number, "Sun, 15 Nov 2026 10:00:00 +0500")).collect();
    site.tell("/rss", FEED, &feed(&site, &entries));
    site.tell("/news/Үш-күн-су-жоқ-1", PAGE, "");
    office.polled("2026-11-16T05:00:00Z");
    let said = office.says(0, "2026-11-16T05:10:00Z", &["explain", "1"]);
    assert!(said.contains("pending") && said.contains("`dauys pull` fetches it"), "{said}");
    office.run("2026-11-16T05:20:00Z", &["run"]);
    for item in ["1", "2", "3"] {
        let said = office.says(0, "2026-11-16T05:30:00Z", &["explain", item]);
        assert!(said.contains("item "), "{said}");
    }
    office.says(0, "2026-11-16T05:30:00Z", &["erase", "--post", "2"]);
    let output = office.run("2026-11-16T05:30:00Z", &["doctor"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!said.contains('!') && !said.contains("do not add up"), "{said}");
    assert!(said.contains("3"), "{said}");
    let output = office.run("2026-11-16T05:30:00Z", &["explain", "2"]);
    assert!(stderr(&output).contains("there is no item 2"), "{}", stderr(&output));
    // What was erased does not come back while its source lists it.
    site.tell("/rss", FEED, &(feed(&site, &entries) + "<!-- -->"));
    let said = stderr(&office.run("2026-11-16T09:00:00Z", &["poll", "--source", "dala"]));
    assert!(said.contains("3 entries = 0 new + 0 changed + 3 known"), "{said}");
}

/// A page with an article of some length.
fn article(title: &str, head: &str) -> String {
    let sentence = "Тұрғындар көшеде үш күн бойы су жоқ екенін, әкімдіктің үндемей отырғанын айтады. ";
    let text = sentence.repeat(6);
    format!(
        "<html><head>{head}<title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p><p>{text}</p></article></body></html>"
    )
}

#[test]
fn a_text_that_is_reserved_is_known_by_title_and_address_only() {
    let site = Site::start();
    let office =
        Office::new(&source("dala", &site.url("/rss")).replace("text = \"item\"", "text = \"page\""));
    let entries: Vec<_> = (1..=3).map(|number| entry(number, "Sun, 15 Nov 2026 10:00:00 +0500")).collect();
    site.tell("/rss", FEED, &feed(&site, &entries));
    let path = |number: u32| {
        let url = url::Url::parse(&site.url(&format!("/news/Үш-күн-су-жоқ-{number}"))).unwrap();
        url.path().to_owned()
    };
    site.tell(&path(1), PAGE, &article("Үш күн су жоқ 1", ""));
    site.tell(&path(2), PAGE, &article("Үш күн су жоқ 2", "<meta name=robots content='noarchive'>"));
    site.tell(&path(3), &format!("{PAGE}\ntdm-reservation: 1"), &article("Үш күн су жоқ 3", ""));
    office.says(0, "2026-11-16T05:00:00Z", &["run"]);
    let posts = lines(&office.says(0, "2026-11-16T05:10:00Z", &["export", "posts"]));
    assert_eq!(posts.len(), 3);
    let database = rusqlite::Connection::open(office.path("var/dauys.db")).unwrap();
    let mut items = database.prepare("SELECT key, policy, length(text), (SELECT count(*) FROM pages WHERE item = id) FROM items ORDER BY key").unwrap();
    let items: Vec<(String, String, i64, i64)> = items
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(items[0].1 == "open" && items[0].2 > 500 && items[0].3 == 1, "{items:?}");
    for item in &items[1..] {
        assert_eq!((item.1.as_str(), item.2, item.3), ("metadata_only", 0, 0), "{items:?}");
    }
}

#[test]
fn a_site_that_was_made_anew_is_noticed_once() {
    let site = Site::start();
    let office =
        Office::new(&source("dala", &site.url("/rss")).replace("text = \"item\"", "text = \"page\""));
    let mut told = Vec::new();
    for day in 1..=8_u32 {
        let entries: Vec<_> = (0..10)
            .map(|number| {
                let number = day * 100 + number;
                let entry = entry(number, &format!("{day:02} Nov 2026 10:00:00 +0500"));
                let url =
                    url::Url::parse(&site.url(&format!("/news/{}", entry.1.replace(' ', "-")))).unwrap();
                let page = if day <= 5 {
                    article(&entry.1, "")
                } else {
                    "<html><body><div id=app></div><script src=/app.js></script></body></html>".to_owned()
                };
                site.tell(url.path(), PAGE, &page);
                entry
            })
            .collect();
        site.tell("/rss", FEED, &feed(&site, &entries));
        let said = stderr(&office.run(&format!("2026-11-{day:02}T12:00:00Z"), &["run"]));
        told.extend(
            said.lines()
                .filter(|line| line.contains("pages"))
                .filter(|line| line.contains("`dala`"))
                .map(str::to_owned),
        );
    }
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("of pages give no text") && told[0].contains("selectors"), "{told:?}");
}
