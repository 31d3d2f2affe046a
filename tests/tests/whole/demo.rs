//! The demo week against its right answer: `data/demo/truth.jsonl` and `topics.jsonl`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

use crate::program::{dauys, lines, root, well};

/// The demo, run once for all tests of this file.
static DEMO: LazyLock<Demo> = LazyLock::new(Demo::run);

pub(crate) struct Demo {
    folder: tempfile::TempDir,
    printed: String,
    /// Exported posts by source and key.
    posts: BTreeMap<(String, String), Value>,
    /// Truth by source and key.
    truth: BTreeMap<(String, String), Value>,
}

pub(crate) fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

pub(crate) fn truth_lines(name: &str) -> Vec<Value> {
    lines(&fs::read_to_string(root().join("data/demo").join(name)).unwrap())
}

impl Demo {
    fn run() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let printed = well(dauys().args(["demo", "--lang", "ru", "--dir"]).arg(folder.path().join("week")));
        let exported = well(dauys().arg("--data").arg(folder.path().join("week")).args(["export", "posts"]));
        let posts = lines(&exported)
            .into_iter()
            .map(|post| ((text(&post, "source"), text(&post, "external_id")), post))
            .collect();
        let truth = truth_lines("truth.jsonl")
            .into_iter()
            .map(|line| ((text(&line, "source"), text(&line, "key")), line))
            .collect();
        Self { folder, printed, posts, truth }
    }

    /// The demo's data folder.
    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("week")
    }

    fn pairs(&self) -> impl Iterator<Item = (&Value, &Value)> {
        self.truth.iter().filter_map(|(key, truth)| Some((truth, self.posts.get(key)?)))
    }

    /// The topic of the program that holds most of a true topic's voices.
    pub(crate) fn found_topic(&self, truth: &str) -> Option<String> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (line, post) in self.pairs() {
            if text(line, "topic") == truth && line["role"] == "voice" && post["topic"].is_string() {
                *counts.entry(text(post, "topic")).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|(topic, count)| (*count, topic.clone())).map(|(topic, _)| topic)
    }
}

pub(crate) fn demo() -> &'static Demo {
    &DEMO
}

#[test]
fn every_item_of_the_week_becomes_a_post() {
    let missing: Vec<_> = DEMO.truth.keys().filter(|key| !DEMO.posts.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{} items became no post: {missing:?}", missing.len());
    let unknown: Vec<_> = DEMO.posts.keys().filter(|key| !DEMO.truth.contains_key(*key)).collect();
    assert!(unknown.is_empty(), "{} posts are not in the truth: {unknown:?}", unknown.len());
}

#[test]
fn languages_are_told() {
    let (mut right, mut all, mut kazakh_lost) = (0, 0, Vec::new());
    for (truth, post) in DEMO.pairs() {
        all += 1;
        right += usize::from(truth["lang"] == post["lang"]);
        if truth["lang"] == "kk" && post["lang"] != "kk" && post["lang"] != "mixed" {
            kazakh_lost.push((text(truth, "key"), text(post, "lang")));
        }
    }
    println!("demo languages: {right} of {all} right; Kazakh called something else: {kazakh_lost:?}");
    assert!(right * 100 >= all * 96, "{right} of {all}");
    assert!(kazakh_lost.is_empty(), "{kazakh_lost:?}");
}

#[test]
fn reprints_are_folded() {
    let (mut folded, mut all) = (0, 0);
    let mut missed = Vec::new();
    for (truth, post) in DEMO.pairs().filter(|(truth, _)| truth["of"].is_object()) {
        all += 1;
        let is_folded =
            post["duplicate_of"].is_number() || text(truth, "role") == "echo" && post["topic"].is_string();
        folded += usize::from(is_folded);
        if !is_folded {
            missed.push(text(truth, "key"));
        }
    }
    println!("demo reprints and copies: {folded} of {all} folded; missed {missed:?}");
    assert!(folded * 100 >= all * 85, "{folded} of {all}: {missed:?}");
}

#[test]
fn categories_of_topics_are_right() {
    let (mut right, mut all) = (0, 0);
    let mut by_category: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for (truth, post) in DEMO.pairs().filter(|(truth, _)| truth["role"] == "voice") {
        all += 1;
        let hit = truth["category"] == post["category"];
        right += usize::from(hit);
        let slice = by_category.entry(text(truth, "category")).or_default();
        slice.1 += 1;
        slice.0 += u32::from(hit);
    }
    let worst = by_category.iter().min_by_key(|(_, (right, all))| right * 1000 / all);
    println!("demo categories of voices: {right} of {all}; worst {worst:?}");
    assert!(right * 100 >= all * 78, "{right} of {all}, worst {worst:?}");
}

/// Mean precision and recall over texts of how their clusters overlap with the true ones (Bagga and Baldwin 1998),
/// over the true voices and echoes.
#[test]
fn topics_are_those_of_the_truth() {
    let texts: Vec<(String, String)> = DEMO
        .pairs()
        .filter(|(truth, _)| truth["topic"].is_string() && truth["role"] != "context")
        .map(|(truth, post)| {
            let found = post["topic"].as_str().map_or_else(|| format!("alone {}", post["id"]), str::to_owned);
            (text(truth, "topic"), found)
        })
        .collect();
    let (mut precision, mut recall) = (0.0, 0.0);
    for (truth, found) in &texts {
        let same_found = texts.iter().filter(|(_, other)| other == found).count() as f64;
        let same_truth = texts.iter().filter(|(other, _)| other == truth).count() as f64;
        let both = texts.iter().filter(|other| &other.0 == truth && &other.1 == found).count() as f64;
        precision += both / same_found;
        recall += both / same_truth;
    }
    let (precision, recall) = (precision / texts.len() as f64, recall / texts.len() as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    let noise: Vec<_> = DEMO.pairs().filter(|(truth, _)| truth["topic"].is_null()).collect();
    let drawn_in = noise.iter().filter(|(_, post)| post["topic"].is_string()).count();
    println!(
        "demo topics: B-cubed precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}; {drawn_in} of {} texts without a topic drawn in",
        noise.len()
    );
    assert!(precision >= 0.95, "precision {precision:.3}");
    assert!(recall >= 0.73, "recall {recall:.3}");
}

#[test]
fn the_digest_tells_how_topics_stand() {
    let digest = well(dauys().arg("--data").arg(DEMO.data()).args([
        "--now",
        "2026-11-22T20:00:00+05:00",
        "topics",
        "--date",
        "2026-11-22",
        "--json",
    ]));
    let shown: BTreeMap<String, Value> =
        lines(&digest).into_iter().map(|topic| (text(&topic, "id"), topic)).collect();
    let mut wrong = Vec::new();
    let mut missing = Vec::new();
    let topics = truth_lines("topics.jsonl");
    for topic in &topics {
        let name = text(topic, "topic");
        let Some(found) = DEMO.found_topic(&name).and_then(|id| shown.get(&id)) else {
            missing.push(name);
            continue;
        };
        if found["kato"] != topic["kato"] && !text(found, "kato").starts_with(&text(topic, "kato")[..2]) {
            wrong.push(format!("{name}: place {} for {}", found["kato"], topic["kato"]));
        }
        let state = text(topic, "state_on_22");
        if ["growing", "came_back", "quiet", "new"].contains(&state.as_str())
            && found["trend"] != state.as_str()
        {
            wrong.push(format!("{name}: {} for {state}", found["trend"]));
        }
    }
    println!(
        "demo topics shown on 22.11: {} for {} true ones; missing {missing:?}; wrong {wrong:?}",
        shown.len(),
        topics.len()
    );
    assert!(missing.len() <= 2, "{missing:?}");
    // One state hangs on single voices: the smog of Temirtau, of which some voices name another matter, stays below its threshold.
    assert!(wrong.len() <= 1, "{wrong:?}");
}

#[test]
fn the_demo_says_where_to_look_and_what_to_try() {
    for word in ["digest-2026-11-22-kk.html", "digest-2026-11-22-ru.html", "search", "topics", "export posts"]
    {
        assert!(DEMO.printed.contains(word), "no `{word}` in\n{}", DEMO.printed);
    }
    let own_name = format!("{} ", env!("CARGO_BIN_EXE_dauys-under-test"));
    let commands: Vec<&str> =
        DEMO.printed.lines().filter_map(|line| line.trim().strip_prefix(&own_name)).collect();
    let (serving, telling): (Vec<&str>, Vec<&str>) =
        commands.into_iter().partition(|command| command.ends_with("serve"));
    assert_eq!(serving.len(), 1, "the pages are told of");
    assert_eq!(telling.len(), 3, "three commands to try next");
    for command in telling {
        let arguments: Vec<&str> = if command.contains('\'') {
            let mut parts = command.splitn(3, '\'');
            let mut arguments: Vec<&str> = parts.next().unwrap().split_whitespace().collect();
            arguments.push(parts.next().unwrap());
            arguments
        } else {
            command.split_whitespace().collect()
        };
        assert!(!well(dauys().args(arguments)).is_empty(), "`dauys {command}` says nothing");
    }
}

#[test]
fn a_second_digest_of_the_same_data_is_the_same() {
    let digest = |folder: &Path| {
        well(
            dauys()
                .arg("--data")
                .arg(DEMO.data())
                .args(["--now", "2026-11-22T20:00:00+05:00", "digest", "--date", "2026-11-22", "-o"])
                .arg(folder),
        );
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
            .into_iter()
            .map(|path| (path.file_name().unwrap().to_owned(), fs::read(&path).unwrap()))
            .collect::<Vec<_>>()
    };
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (digest(first.path()), digest(second.path()));
    assert_eq!(first.len(), 4, "two languages, HTML and Markdown");
    assert_eq!(first, second);
}

#[test]
fn nobody_can_be_found_in_what_is_kept() {
    let mut names: BTreeSet<String> = fs::read_to_string(root().join("data/demo/authors.txt"))
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    // Nicknames of one plain word would be found in any text.
    names.retain(|name| name.contains('_') || name.chars().any(|letter| letter.is_ascii_digit()));
    assert!(names.len() > 50);
    for line in truth_lines("private.jsonl") {
        names.extend(
            line["secrets"].as_array().unwrap().iter().map(|secret| secret.as_str().unwrap().to_owned()),
        );
    }
    let mut kept = Vec::new();
    files_below(&DEMO.data(), &mut kept);
    let mut found = Vec::new();
    for path in kept {
        // What the demo lays out for the file source is the world, not what is kept of it.
        if path.ends_with("office-appeals.jsonl") {
            continue;
        }
        // The write-ahead log goes when the last reader of the database does.
        let Ok(bytes) = fs::read(&path) else { continue };
        for name in &names {
            if bytes.windows(name.len()).any(|window| window == name.as_bytes()) {
                found.push(format!("`{name}` in {}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

fn files_below(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

#[test]
fn both_languages_and_any_spelling_find_the_same_problem() {
    let hits = |query: &str| {
        let found =
            well(dauys().arg("--data").arg(DEMO.data()).args(["search", query, "--limit", "60", "--json"]));
        lines(&found).iter().map(|hit| hit["id"].as_i64().unwrap()).collect::<BTreeSet<_>>()
    };
    let (proper, plain) = (hits("су жоқ"), hits("су жок"));
    assert!(proper.len() >= 10, "{}", proper.len());
    let common = proper.intersection(&plain).count();
    assert!(
        common * 10 >= proper.len() * 8,
        "{common} of {} also found without Kazakh letters",
        proper.len()
    );
    assert!(hits("нет воды").len() >= 10);
    assert!(!hits("отопление").is_disjoint(&hits("отопления")));
}

#[test]
fn an_index_built_anew_answers_as_the_grown_one() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("var");
    fs::create_dir(&copy).unwrap();
    fs::copy(DEMO.data().join("dauys.db"), copy.join("dauys.db")).unwrap();
    let wal = DEMO.data().join("dauys.db-wal");
    if wal.exists() {
        fs::copy(wal, copy.join("dauys.db-wal")).unwrap();
    }
    well(dauys().arg("--data").arg(&copy).args(["index", "--rebuild"]));
    for query in ["су жоқ", "отопление Степногорск", "жарық", "автобус"]
    {
        // Scores depend on how long ago it was.
        let now = ["--now", "2026-11-22T20:00:00+05:00"];
        let search =
            |data: &Path| well(dauys().arg("--data").arg(data).args(now).args(["search", query, "--json"]));
        assert_eq!(search(&DEMO.data()), search(&copy), "{query}");
    }
}

#[test]
fn grouping_anew_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("var");
    fs::create_dir(&copy).unwrap();
    fs::copy(DEMO.data().join("dauys.db"), copy.join("dauys.db")).unwrap();
    let wal = DEMO.data().join("dauys.db-wal");
    if wal.exists() {
        fs::copy(wal, copy.join("dauys.db-wal")).unwrap();
    }
    well(dauys().arg("--data").arg(&copy).args(["group", "--again"]));
    let export = |data: &Path| well(dauys().arg("--data").arg(data).args(["export", "posts"]));
    assert_eq!(export(&DEMO.data()), export(&copy));
}
