//! The demo week, read source by source as the passes would: every text of the truth is found under its key, and no name.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use dauys_model::{Item, Page, Source, SourceKind};
use dauys_parse::{By, Extract, article, items, jsonl};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

#[derive(Deserialize)]
struct Demo {
    source: Vec<Source>,
    #[serde(default)]
    site: Vec<dauys_parse::SiteRules>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The answers to one address, each with the hour from which it was given.
fn answers(url: &Url) -> Vec<(Timestamp, Page)> {
    let host = root().join("data/demo/hosts").join(url.host_str().unwrap());
    let mut hours: Vec<PathBuf> = fs::read_dir(host).unwrap().map(|entry| entry.unwrap().path()).collect();
    hours.sort();
    let moved = hours.iter().find_map(|hour| {
        let head =
            fs::read_to_string(hour.join(format!("{}.head", url.path().trim_start_matches('/')))).ok()?;
        head.lines().find_map(|line| line.strip_prefix("Location:")).map(|to| url.join(to.trim()).unwrap())
    });
    let url = moved.as_ref().unwrap_or(url);
    hours.iter().filter_map(|hour| answer(hour, url)).collect()
}

fn answer(hour: &Path, url: &Url) -> Option<(Timestamp, Page)> {
    let mut path = url.path().trim_start_matches('/').to_owned();
    if let Some(query) = url.query() {
        path = format!("{path}@{query}");
    }
    let names = [path.clone(), format!("{path}.html"), format!("{path}index.html")];
    let file = names.iter().map(|name| hour.join(name)).find(|file| file.is_file())?;
    let head = fs::read_to_string(format!("{}.head", file.display())).unwrap_or_default();
    let header = |name: &str| {
        head.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned())
    };
    if header("Status:").is_some_and(|status| status != "200") {
        return None;
    }
    let name = hour.file_name()?.to_str()?;
    let at = format!("{name}:30:00+05:00").parse().unwrap();
    Some((
        at,
        Page { url: url.clone(), content_type: header("Content-Type:"), body: fs::read(file).unwrap() },
    ))
}

fn demo() -> Demo {
    toml::from_str::<toml::Table>(&fs::read_to_string(root().join("config/demo.toml")).unwrap())
        .map(|mut table| {
            table.retain(|key, _| matches!(key, "source" | "site"));
            table.try_into().unwrap()
        })
        .unwrap()
}

/// All items of a source over the week; where a key comes again, as it was last.
fn week(source: &Source) -> BTreeMap<String, Item> {
    let mut found = BTreeMap::new();
    if source.kind == SourceKind::File {
        let file = root().join("config").join(source.path.as_ref().unwrap());
        for record in jsonl(BufReader::new(File::open(file).unwrap())) {
            let record = record.unwrap();
            found.insert(record.item.key.clone(), record.item);
        }
        return found;
    }
    for (now, page) in answers(source.url.as_ref().unwrap()) {
        let items = items(source, &page, now).unwrap_or_else(|error| panic!("{}: {error}", source.id));
        assert_eq!(items.warnings, Vec::<String>::new(), "{}", source.id);
        for item in items.items {
            assert!(item.published_at.is_some(), "{} {} has a date", source.id, item.key);
            found.insert(item.key.clone(), item);
        }
    }
    found
}

fn lines(name: &str) -> Vec<Value> {
    let text = fs::read_to_string(root().join("data/demo").join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_text_of_the_week_is_found_under_its_key() {
    let truth = lines("truth.jsonl");
    for source in demo().source {
        let of_source = truth.iter().filter(|line| line["source"] == source.id.as_str());
        let expected: BTreeSet<&str> = of_source.map(|line| line["key"].as_str().unwrap()).collect();
        if expected.is_empty() {
            continue;
        }
        let found = week(&source);
        let found: BTreeSet<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(found, expected, "{}", source.id);
    }
}

#[test]
fn no_writer_is_named_and_every_voice_has_a_thread() {
    let authors = fs::read_to_string(root().join("data/demo/authors.txt")).unwrap();
    let authors: Vec<&str> = authors.lines().filter(|line| line.chars().count() > 4).collect();
    for source in demo().source {
        for (key, item) in week(&source) {
            let shown = format!("{key} {:?} {:?} {:?} {:?}", item.url, item.title, item.text, item.thread);
            for author in &authors {
                assert!(!shown.contains(author), "{}: {author} in {shown}", source.id);
            }
            if source.posts.is_of_citizens() {
                assert!(item.author.is_some(), "{} {key}", source.id);
            } else {
                assert!(item.author.is_none(), "{} {key}", source.id);
            }
            if source.posts == dauys_model::Kind::Comment {
                let thread = item.thread.unwrap();
                assert!(thread.fragment().is_none() && thread.path().len() > 1, "{thread}");
            }
        }
    }
}

#[test]
fn pages_give_their_articles() {
    let demo = demo();
    let extract = Extract { site: demo.site };
    extract.check().unwrap();
    let authors = fs::read_to_string(root().join("data/demo/authors.txt")).unwrap();
    for source in
        demo.source.iter().filter(|source| ["tustik-tynysy", "teristik-kz"].contains(&source.id.as_str()))
    {
        for item in week(source).into_values() {
            let url = item.url.unwrap();
            let Some((now, page)) = answers(&url).pop() else { panic!("{url} has a page") };
            let rules = extract.of(&url);
            let found = article(&page, rules, now).unwrap();
            let chars = found.text.chars().count();
            println!("{chars:5} {:?} {} | {:?} | {}", found.by, url.path(), found.title, found.reason);
            assert_eq!(
                found.by == By::Site,
                rules.is_some_and(|rules| rules.text.is_some()),
                "{url}: {}",
                found.reason
            );
            assert_eq!(found.title, item.title, "{url}");
            assert!(found.published_at.is_some(), "{url}");
            for foreign in ["Читайте также", "Оқи отырыңыз", "©", "Пікірлер", "Комментарии"]
                .into_iter()
                .chain(authors.lines())
            {
                assert!(
                    foreign.chars().count() < 5 && foreign != "©" || !found.text.contains(foreign),
                    "{url}: {foreign} in {}",
                    found.text
                );
            }
        }
    }
}
