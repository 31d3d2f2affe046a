//! The digests of the demo week: six readers, six different and right digests, in all forms.
//!
//! `snapshots/` holds what was looked at and found right; with `DAUYS_SNAPSHOTS=write` in the environment it is written anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::demo::{demo, text, truth_lines};
use crate::program::{dauys, root, well};

const NOW: &str = "2026-11-22T19:30:00+05:00";

/// The six readers.
const READERS: [&str; 6] = ["deputy", "committee", "qaraghandy", "youth", "press", "reader"];

/// Forms that are text.
const FORMS: [&str; 8] = ["txt", "json", "md", "html", "mail.html", "atom.xml", "feed.json", "ics"];

fn file(reader: &str, ending: &str) -> PathBuf {
    demo().data().join("digests").join(format!("digest-2026-11-22-{reader}.{ending}"))
}

fn json(reader: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(file(reader, "json")).unwrap()).unwrap()
}

fn topics(digest: &Value) -> Vec<Value> {
    let sections = digest["sections"].as_array().unwrap();
    sections.iter().flat_map(|section| section["topics"].as_array().unwrap()).cloned().collect()
}

/// A text without what changes with every version and every change of the settings.
fn masked(written: &str, digest: &Value) -> String {
    let version = text(&digest["provenance"], "version");
    written
        .replace(&text(&digest["provenance"], "configuration"), "CONFIGURATION")
        .replace(&format!("dauys {version}"), "dauys VERSION")
        .replace(&format!("\"version\": \"{version}\""), "\"version\": \"VERSION\"")
}

#[test]
fn six_readers_get_the_digests_that_were_found_right() {
    let folder = root().join("tests/tests/whole/snapshots");
    let is_written = std::env::var_os("DAUYS_SNAPSHOTS").is_some_and(|value| value == "write");
    let mut wrong = Vec::new();
    for reader in READERS {
        let digest = json(reader);
        for form in FORMS {
            let made = masked(&fs::read_to_string(file(reader, form)).unwrap(), &digest);
            let kept = folder.join(format!("{reader}.{form}"));
            if is_written {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&kept, made).unwrap();
                continue;
            }
            let kept = fs::read_to_string(kept).unwrap_or_default();
            if kept != made {
                let first = kept.lines().zip(made.lines()).position(|(kept, made)| kept != made);
                let line = first.unwrap_or(kept.lines().count().min(made.lines().count()));
                wrong.push(format!(
                    "{reader}.{form}, line {}: `{}` was `{}`",
                    line + 1,
                    made.lines().nth(line).unwrap_or_default(),
                    kept.lines().nth(line).unwrap_or_default()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "DAUYS_SNAPSHOTS=write writes them anew\n{}", wrong.join("\n"));
}

#[test]
fn every_reader_gets_what_was_wished_for_and_nothing_else() {
    let all: BTreeSet<String> = topics(&json("ru")).iter().map(|topic| text(topic, "id")).collect();
    let kato = |topic: &Value| text(&topic["title"], "kato");
    let check = |reader: &str, language: &str, fits: &dyn Fn(&Value) -> bool| {
        let digest = json(reader);
        assert_eq!(digest["language"], language, "{reader}");
        let told = topics(&digest);
        assert!(!told.is_empty(), "{reader} is told of nothing");
        for topic in &told {
            assert!(fits(topic), "{reader} is told of {}", topic["title"]["text"]);
            assert!(all.contains(&text(topic, "id")), "{reader}: {} is in no whole digest", topic["id"]);
        }
        let fitting = topics(&json("ru")).into_iter().filter(|topic| fits(topic)).count();
        assert_eq!(told.len(), fitting, "{reader} is told of all that fits");
    };
    check("deputy", "kk", &|topic| ["47", "63"].contains(&kato(topic).get(..2).unwrap_or_default()));
    check("qaraghandy", "ru", &|topic| kato(topic).starts_with("35"));
    check("reader", "en", &|topic| topic["urgent"] == true);
    check("press", "ru", &|_| true);
    let youth = ["Көше дауысы", "Сары бел"];
    let told = |topic: &Value, sources: &[&str]| {
        let own = topic["sources"].as_array().unwrap();
        own.iter().any(|source| sources.contains(&source.as_str().unwrap()))
    };
    for topic in topics(&json("youth")) {
        assert!(told(&topic, &youth), "{} of no source for the young", topic["title"]["text"]);
    }
    let digests: BTreeSet<Vec<String>> = READERS
        .iter()
        .map(|reader| topics(&json(reader)).iter().map(|topic| text(topic, "id")).collect())
        .collect();
    assert_eq!(digests.len(), READERS.len(), "six different digests");
}

#[test]
fn true_topics_stand_in_the_digests_that_they_belong_to() {
    let remit =
        ["health/", "edu/", "social/", "labour/", "soc/language", "soc/culture_sport", "soc/religion"];
    let young = ["edu/", "labour/", "transport/public", "gov/telecom", "soc/culture_sport", "housing/queue"];
    let within = |category: &str, wanted: &[&str]| wanted.iter().any(|wanted| category.starts_with(wanted));
    let (mut committee, mut youth) = (0, 0);
    let told = |reader: &str| -> BTreeSet<String> {
        topics(&json(reader)).iter().map(|topic| text(topic, "id")).collect()
    };
    let (all, of_committee, of_youth) = (told("ru"), told("committee"), told("youth"));
    for topic in truth_lines("topics.jsonl") {
        let category = text(&topic, "category");
        let Some(found) = demo().found_topic(&text(&topic, "topic")).filter(|found| all.contains(found))
        else {
            continue;
        };
        if within(&category, &remit) {
            committee += 1;
            assert!(of_committee.contains(&found), "the committee is not told of {}", topic["topic"]);
        } else {
            assert!(!of_committee.contains(&found), "the committee is told of {}", topic["topic"]);
        }
        youth += u32::from(within(&category, &young) && of_youth.contains(&found));
        assert!(
            within(&category, &young) || !of_youth.contains(&found),
            "the young are told of {}",
            topic["topic"]
        );
    }
    assert!(committee >= 5, "{committee} topics of the committee");
    assert!(youth >= 2, "{youth} topics of the young");
}

#[test]
fn mails_are_small_and_documents_are_what_their_names_say() {
    for reader in READERS {
        let size = |ending: &str| fs::metadata(file(reader, ending)).unwrap().len();
        assert!(size("mail.html") < 100_000, "the mail of {reader} has {} bytes", size("mail.html"));
        for (ending, begins) in [("docx", &b"PK\x03\x04"[..]), ("pdf", b"%PDF-")] {
            let bytes = fs::read(file(reader, ending)).unwrap();
            assert!(bytes.starts_with(begins) && bytes.len() > 5_000, "{reader}.{ending}");
        }
    }
}

#[test]
fn the_same_data_give_the_same_bytes_in_every_form() {
    let config = demo().data().join("config/demo.toml");
    for format in ["docx", "pdf", "html", "mail", "ics", "atom"] {
        let folder = tempfile::tempdir().unwrap();
        well(
            dauys()
                .arg("--config")
                .arg(&config)
                .arg("--data")
                .arg(demo().data())
                .args(["--now", NOW, "digest", "--subscription", "committee", "--format", format, "-o"])
                .arg(folder.path()),
        );
        for made in fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()) {
            let before = demo().data().join("digests").join(made.file_name().unwrap());
            assert!(fs::read(&made).unwrap() == fs::read(before).unwrap(), "{} differs", made.display());
        }
    }
}

#[test]
fn a_week_is_told_with_its_counts() {
    let config = demo().data().join("config/demo.toml");
    let run = |period: &str| -> Value {
        let told = well(
            dauys()
                .arg("--config")
                .arg(&config)
                .arg("--data")
                .arg(demo().data())
                .args([
                    "--now",
                    NOW,
                    "digest",
                    "--subscription",
                    "qaraghandy",
                    "--format",
                    "json",
                    "--period",
                ])
                .arg(period),
        );
        serde_json::from_str(&told).unwrap()
    };
    assert!(run("day")["rollup"].is_null());
    for (period, since) in [("week", "2026-11-16"), ("month", "2026-11-01")] {
        let digest = run(period);
        assert_eq!(digest["period"], period);
        let rows = digest["rollup"]["rows"].as_array().unwrap();
        assert!(!rows.is_empty(), "{period}");
        for row in rows {
            let region = text(row, "region");
            assert!(region.is_empty() || region.starts_with("35"), "{period}: {row}");
        }
        assert!(text(&digest, "since").as_str() <= since, "{period} begins on {}", digest["since"]);
    }
}
