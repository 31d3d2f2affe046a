//! Every invented fixture, read and shown as text: what stands beside it as `.expected` must come out.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use dauys_model::{Item, Kind, ListSelectors, Page, Source, SourceId, SourceKind};
use dauys_parse::{Extract, article, csv, items, jsonl, probe};
use jiff::Timestamp;
use url::Url;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name)
}

fn now() -> Timestamp {
    "2026-11-22T13:00:00+05:00".parse().unwrap()
}

fn source(kind: SourceKind, posts: Kind) -> Source {
    let list = ListSelectors {
        entry: ".row".into(),
        link: Some(".link".into()),
        title: None,
        date: Some(".when".into()),
        text: None,
        author: None,
        place: None,
        paging: None,
        at_least: 2,
    };
    Source { posts, list: Some(list), ..Source::new(SourceId::new("demo").unwrap(), "Демо", kind, None) }
}

fn page(body: Vec<u8>) -> Page {
    Page { url: Url::parse("https://demo.example/feed/").unwrap(), content_type: None, body }
}

/// All that was read of an item, one line.
fn shown(item: &Item) -> String {
    let mut line = item.key.clone();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            write!(line, " | {name}={}", value.replace('\n', "⏎")).unwrap();
        }
    };
    add("kind", item.kind.map(|kind| kind.to_string()));
    add("title", item.title.clone());
    add("url", item.url.as_ref().map(Url::to_string));
    add("at", item.published_at.map(|at| format!("{at} {:?}", item.precision)));
    add("language", item.language.map(|language| language.to_string()));
    add("thread", item.thread.as_ref().map(Url::to_string));
    add("region", item.region.map(|region| region.to_string()));
    add("place", item.place.clone());
    add("text", item.text.clone().map(|text| if item.truncated { format!("{text} (cut)") } else { text }));
    add("comments", item.comments.map(|count| count.to_string()));
    add("author", item.author.as_ref().map(|_| "some".to_owned()));
    line
}

/// Reads all files of a folder and compares. `DAUYS_BLESS=1` writes what comes out instead.
#[expect(clippy::disallowed_methods, reason = "the expectation may be written anew by hand")]
fn check(name: &str, read: impl Fn(&str, Vec<u8>) -> String) {
    let bless = std::env::var("DAUYS_BLESS").is_ok();
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind != "expected"));
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let found = read(&name, fs::read(&file).unwrap());
        let expected = file.with_file_name(format!("{name}.expected"));
        if bless {
            fs::write(&expected, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&expected).unwrap_or_default(), "{}", file.display());
    }
}

fn read_items(source: &Source, body: Vec<u8>) -> String {
    match items(source, &page(body), now()) {
        Err(error) => format!("{error}\n"),
        Ok(found) => {
            let mut text = String::new();
            for item in &found.items {
                writeln!(text, "{}", shown(item)).unwrap();
            }
            for warning in &found.warnings {
                writeln!(text, "warning: {warning}").unwrap();
            }
            if let Some(fresh_for) = found.fresh_for {
                writeln!(text, "fresh for {} s", fresh_for.as_secs()).unwrap();
            }
            text
        }
    }
}

#[test]
fn feeds() {
    check("feeds", |name, body| {
        let posts = if name.starts_with("comments") { Kind::Comment } else { Kind::News };
        read_items(&source(SourceKind::Feed, posts), body)
    });
}

#[test]
fn lists() {
    check("lists", |_, body| read_items(&source(SourceKind::List, Kind::News), body));
}

#[test]
fn pages() {
    check("pages", |name, body| {
        if name == "sitemap.xml" {
            let probed = probe(&page(body), None, None, now()).unwrap();
            return serde_json::to_string_pretty(&probed).unwrap() + "\n";
        }
        match article(&page(body), None, now()) {
            Err(error) => format!("{error}\n"),
            Ok(found) => format!(
                "{} ({})\n{:?} {:?}\n{:?} {}\n{}\n",
                found.title.unwrap_or_default(),
                found.reason,
                found.published_at.map(|at| at.to_string()),
                found.precision,
                found.language,
                found
                    .canonical
                    .iter()
                    .chain(found.alternates.iter().map(|(_, url)| url))
                    .map(Url::as_str)
                    .collect::<Vec<_>>()
                    .join(" "),
                found.text
            ),
        }
    });
}

#[test]
fn posts() {
    check("posts", |name, body| {
        let mut text = String::new();
        let records: Vec<_> = if name.ends_with("csv") {
            csv(body.as_slice()).collect()
        } else {
            jsonl(body.as_slice()).collect()
        };
        for record in records {
            match record {
                Ok(record) => {
                    writeln!(text, "line {}: {} {}", record.line, record.source, shown(&record.item)).unwrap()
                }
                Err(error) => writeln!(text, "{error}").unwrap(),
            }
        }
        text
    });
}

#[test]
fn the_rules_of_real_sites_are_css() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/extract.toml");
    let extract: Extract = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    extract.check().unwrap();
    for site in &extract.site {
        let url = Url::parse(&format!("https://www.{}/news/1", site.host)).unwrap();
        assert_eq!(extract.of(&url), Some(site), "each host once");
    }
    let error = toml::from_str::<Extract>("[[site]]\nhost = \"a.kz\"\ntexts = \"p\"").unwrap_err();
    assert!(error.to_string().contains("texts"));
}
