//! Nobody can be found: every byte that the program left on the disk or put out is searched for the marks of everybody who was
//! planted in the invented internet, and for the keys by which it was asked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;

use super::installation::{Installation, SECRETS};
use super::morning::{ELEVEN, MORNING, NINE};
use super::planted::Person;
use super::server::Internet;

/// The kinds of marks that a platform carries and its mock must have served.
const CARRIED: [(&str, &[&str]); 16] = [
    ("feed", &["handle", "name", "number", "email", "phone", "avatar"]),
    ("comments", &["handle", "name", "email", "phone", "avatar"]),
    ("list", &["handle", "name", "avatar"]),
    ("sitemap", &["handle"]),
    ("pages", &["handle", "name", "number", "email", "phone", "avatar"]),
    ("wordpress", &["handle", "name", "email", "phone", "avatar"]),
    ("youtube", &["handle", "name", "phone", "avatar"]),
    ("vk", &["handle", "name", "number", "phone", "avatar"]),
    ("vksearch", &["handle", "name", "number", "phone", "avatar"]),
    ("telegram", &["handle", "name", "phone", "avatar"]),
    ("mastodon", &["handle", "name", "number", "email", "avatar"]),
    ("threads", &["handle", "name", "number"]),
    ("govkz", &["handle", "name", "number", "email", "phone"]),
    ("egov", &["handle", "name", "number", "email", "phone"]),
    ("google", &["handle", "name"]),
    ("inbox", &["handle", "name", "number", "email", "phone"]),
];

/// All files below a folder, with their bytes.
pub(crate) fn files_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if let Ok(bytes) = fs::read(&path) {
            // The write-ahead log goes when the last reader of the database does.
            found.push((path, bytes));
        }
    }
    found
}

/// Looks for texts in bytes, in whatever form they may stand there.
pub(crate) struct Finder {
    forms: AhoCorasick,
    /// The text that each form is one of.
    texts: Vec<String>,
}

impl Finder {
    pub(crate) fn new(needles: &BTreeSet<String>, numbers: &BTreeSet<i64>) -> Self {
        let mut forms: Vec<Vec<u8>> = Vec::new();
        let mut texts = Vec::new();
        let mut add = |form: Vec<u8>, text: &str| {
            forms.push(form);
            texts.push(text.to_owned());
        };
        for needle in needles {
            // The haystack is lowered as text too, so that only lower case is needed beyond the text as it is.
            for text in [needle.clone(), needle.to_lowercase()] {
                add(text.clone().into_bytes(), needle);
                add(text.encode_utf16().flat_map(u16::to_le_bytes).collect(), needle);
                add(text.encode_utf16().flat_map(u16::to_be_bytes).collect(), needle);
                add(
                    escaped(&text, |letter| {
                        letter.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
                    }),
                    needle,
                );
                add(escaped(&text, |letter| format!("\\u{:04x}", u32::from(letter))), needle);
                add(escaped(&text, |letter| format!("&#{};", u32::from(letter))), needle);
            }
        }
        for number in numbers {
            let bytes = number.to_be_bytes();
            // SQLite keeps such a number in six bytes, an index in eight.
            add(bytes[2..].to_vec(), &number.to_string());
            add(number.to_le_bytes().to_vec(), &number.to_string());
        }
        let forms = AhoCorasick::builder().ascii_case_insensitive(true).build(forms).unwrap();
        Self { forms, texts }
    }

    /// What is found in bytes.
    pub(crate) fn find(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let lowered = String::from_utf8_lossy(bytes).to_lowercase();
        let found = self.forms.find_overlapping_iter(bytes).chain(self.forms.find_overlapping_iter(&lowered));
        found.map(|found| self.texts[found.pattern().as_usize()].as_str()).collect()
    }

    /// What is found in many places, each with its place.
    pub(crate) fn find_all(&self, places: &[(String, Vec<u8>)]) -> Vec<String> {
        let found = |(name, bytes): &(String, Vec<u8>)| {
            let found = self.find(bytes).into_iter();
            found.map(|text| format!("`{text}` in {name}")).collect::<Vec<_>>()
        };
        places.iter().flat_map(found).collect()
    }
}

/// A text with the letters beyond ASCII written otherwise.
fn escaped(text: &str, other: impl Fn(char) -> String) -> Vec<u8> {
    text.chars()
        .map(|letter| if letter.is_ascii() { letter.to_string() } else { other(letter) })
        .collect::<String>()
        .into_bytes()
}

#[test]
fn every_form_is_found() {
    let finder = Finder::new(
        &BTreeSet::from(["Жанар Сұңқарова".to_owned(), "sunqar_7".to_owned()]),
        &BTreeSet::from([91_730_000_077]),
    );
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for bytes in [
        "… жАНАР сҰҢҚАРОВА …".as_bytes().to_vec(),
        utf16("жанар сұңқарова"),
        b"%d0%96%D0%B0%D0%BD%D0%B0%D1%80 %D0%A1%D2%B1%D2%A3%D2%9B%D0%B0%D1%80%D0%BE%D0%B2%D0%B0".to_vec(),
        b"\\u0436\\u0430\\u043d\\u0430\\u0440 \\u0441\\u04b1\\u04a3\\u049b\\u0430\\u0440\\u043e\\u0432\\u0430".to_vec(),
        b"https://x.example/@SunQar_7?a".to_vec(),
        91_730_000_077_i64.to_be_bytes()[1..].to_vec(),
        91_730_000_077_i64.to_le_bytes().to_vec(),
    ] {
        assert_eq!(finder.find(&bytes).len(), 1, "{bytes:?}");
    }
    assert!(finder.find("Жанар Сұңқар".as_bytes()).is_empty());
}

/// A finder of everybody who was planted; fails where a platform's mock did not carry what the platform would.
fn everybody(internet: &Internet) -> Finder {
    let cast = internet.cast();
    assert_eq!(cast.unserved(), Vec::<String>::new(), "persons of whom nothing was served");
    let served = cast.served();
    let expected: BTreeMap<&str, &[&str]> = CARRIED.into_iter().collect();
    assert_eq!(served.keys().copied().collect::<Vec<_>>(), expected.keys().copied().collect::<Vec<_>>());
    for (platform, kinds) in &expected {
        for kind in *kinds {
            assert!(served[platform][kind] > 0, "no {kind} was served on {platform}");
        }
    }
    let mut needles: BTreeSet<String> = cast.persons().flat_map(|person| person.needles()).collect();
    assert!(needles.len() > 300, "{}", needles.len());
    needles.extend(SECRETS.iter().map(|(_, secret)| (*secret).to_owned()));
    Finder::new(&needles, &cast.persons().map(|person| person.number).collect())
}

/// What an installation keeps and has said, by where it stands.
pub(crate) fn kept_and_said(home: &Installation) -> Vec<(String, Vec<u8>)> {
    let files = files_below(&home.data()).into_iter();
    let mut all: Vec<_> = files.map(|(path, bytes)| (path.display().to_string(), bytes)).collect();
    for (command, output) in home.said() {
        all.push((format!("stdout of {command}"), output.stdout));
        all.push((format!("stderr of {command}"), output.stderr));
    }
    all
}

/// Everything of an installation that could hold somebody, by what it is.
fn everything(home: &Installation) -> Vec<(String, Vec<u8>)> {
    let mut all = kept_and_said(home);
    let digests = files_below(&home.beside("digests")).into_iter();
    all.extend(digests.map(|(path, bytes)| (path.display().to_string(), bytes)));
    let database = home.database();
    let mut statement = database.prepare("SELECT url, body FROM pages").unwrap();
    let pages = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .unwrap()
        .map(Result::unwrap);
    for (url, body) in pages {
        let body = zstd::decode_all(body.as_slice()).unwrap();
        assert!(!body.is_empty(), "{url}");
        all.push((format!("the page {url}"), body));
    }
    all
}

#[test]
fn nobody_can_be_found() {
    let home = &MORNING.home;
    for arguments in [
        vec!["search", "су жоқ", "--json"],
        vec!["search", "жарық", "--csv"],
        vec!["search", "вода"],
        vec!["topics", "--all"],
        vec!["topics", "--all", "--json"],
        vec!["export", "posts"],
        vec!["export", "posts", "--format", "csv"],
        vec!["source", "list"],
        vec!["source", "check"],
        vec!["source", "check", "--json"],
        vec!["poll", "--dry-run"],
        vec!["doctor"],
    ] {
        home.ends(0, ELEVEN, &arguments);
    }
    let digests = home.beside("digests");
    for format in ["html", "md", "json", "text"] {
        home.ends(0, ELEVEN, &["digest", "-o", digests.to_str().unwrap(), "--format", format]);
    }
    let topics = home.ends(0, ELEVEN, &["topics", "--all", "--json"]);
    for topic in crate::program::lines(&topics).iter().take(5) {
        home.ends(0, ELEVEN, &["topic", topic["id"].as_str().unwrap(), "--json"]);
    }
    // One post of every source.
    let posts = crate::program::lines(&home.ends(0, ELEVEN, &["export", "posts"]));
    let of_sources: BTreeMap<&str, i64> =
        posts.iter().map(|post| (post["source"].as_str().unwrap(), post["id"].as_i64().unwrap())).collect();
    for id in of_sources.values() {
        home.ends(0, ELEVEN, &["explain", &id.to_string(), "--json"]);
    }
    let finder = everybody(&MORNING.internet);
    let everything = everything(home);
    let has = |part: &str| everything.iter().any(|(name, bytes)| name.contains(part) && !bytes.is_empty());
    for part in [
        "dauys.db",
        "index",
        "digest-2026-11-22",
        "the page http://tizim.example/kz/11",
        "stderr of [\"run\"]",
    ] {
        assert!(has(part), "nothing of `{part}` was searched");
    }
    let found = finder.find_all(&everything);
    let total: usize = everything.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{} forms looked for in {} places, {total} bytes", finder.texts.len(), everything.len());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_page_of_citizens_is_kept() {
    let database = MORNING.home.database();
    let mut statement = database
        .prepare("SELECT DISTINCT source FROM pages JOIN items ON id = item ORDER BY source")
        .unwrap();
    let sources: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(sources, ["list", "rss", "sitemap"]);
}

/// The log may name sources and items by their numbers, at its most talkative too.
#[test]
fn no_word_and_no_address_of_a_citizen_is_logged() {
    let mut texts = BTreeSet::new();
    for item in MORNING.items.iter().filter(|item| item.is_of_citizen()) {
        texts.extend(item.text.lines().filter(|line| line.chars().count() > 20).map(str::to_owned));
        texts.extend(item.url.clone());
    }
    assert!(texts.len() > 30);
    let finder = Finder::new(&texts, &BTreeSet::new());
    for (command, output) in MORNING.home.said() {
        let is_pass = command.starts_with("[\"run\"]") || command.starts_with("[\"poll\"");
        let logged = if is_pass { [output.stdout, output.stderr].concat() } else { output.stderr };
        assert_eq!(finder.find(&logged), BTreeSet::new(), "{command}");
    }
}

#[test]
fn a_search_for_somebody_finds_nothing() {
    let mut queries = String::new();
    for person in MORNING.internet.cast().persons() {
        for needle in [&person.handle, &person.email, &person.phone, &person.avatar, &person.name] {
            queries.push_str(&format!("{}\n", serde_json::json!({"query": format!("\"{needle}\"")})));
        }
        let surname = person.name.split(' ').nth(1).unwrap();
        queries.push_str(&format!("{}\n", serde_json::json!({"query": surname})));
    }
    let file = MORNING.home.beside("queries.jsonl");
    fs::write(&file, queries).unwrap();
    let answers = MORNING.home.unnoted(ELEVEN, &["search", "--batch", file.to_str().unwrap()]);
    assert!(answers.status.success());
    let answers = String::from_utf8(answers.stdout).unwrap();
    let answers = crate::program::lines(&answers);
    assert!(answers.len() > 200);
    for answer in answers {
        assert_eq!(answer["hits"].as_array().map(Vec::len), Some(0), "{answer}");
    }
}

/// Platforms where outlets and bodies speak: their pages stand in an archive as they came, bylines and all.
const OF_OUTLETS: [&str; 7] = ["feed", "pages", "list", "sitemap", "google", "govkz", "egov"];

#[test]
fn no_citizen_is_in_the_archive_of_a_run() {
    let internet = Internet::start();
    let home = Installation::new(&internet, |settings| {
        settings.replace("[fetch]", "[fetch]\narchive = \"archive\"")
    });
    home.ends(0, NINE, &["run"]);
    let mut archived = Vec::new();
    for (path, bytes) in files_below(&home.beside("archive")) {
        let mut plain = Vec::new();
        let is_packed = path.extension().is_some_and(|ending| ending == "gz");
        if is_packed {
            flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).unwrap();
        }
        archived.extend(if is_packed { plain } else { bytes });
    }
    let text = String::from_utf8_lossy(&archived).into_owned();
    assert!(
        text.contains("http://habar.example/rss") && text.contains("http://tizim.example/kz/11"),
        "nothing was archived"
    );
    let cast = internet.cast();
    let of_citizens = || cast.persons_but(&OF_OUTLETS);
    let mut needles: BTreeSet<String> = of_citizens().flat_map(Person::needles).collect();
    assert!(needles.len() > 200);
    needles.extend(SECRETS.iter().map(|(_, secret)| (*secret).to_owned()));
    let finder = Finder::new(&needles, &of_citizens().map(|person| person.number).collect());
    assert_eq!(finder.find(&archived), BTreeSet::new());
}

#[test]
fn a_failing_run_tells_nobody_either() {
    let internet = Internet::start();
    let home = Installation::new(&internet, |settings| settings);
    // Answers that break off amid names and texts.
    internet.cut_short();
    home.ends(3, NINE, &["run"]);
    home.ends(3, NINE, &["source", "check"]);
    home.at(NINE, &["doctor"]);
    let cast = internet.cast();
    let needles: BTreeSet<String> = cast.persons().flat_map(|person| person.needles()).collect();
    assert!(needles.len() > 100);
    let finder = Finder::new(&needles, &cast.persons().map(|person| person.number).collect());
    let found = finder.find_all(&kept_and_said(&home));
    assert!(found.is_empty(), "{found:#?}");
}
