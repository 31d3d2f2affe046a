//! Feeds and pages that others collected as hard: every one is read without panic, and floors hold for what is right.
//!
//! The corpora (feedparser BSD-2-Clause, feed-rs MIT, miniflux and readability Apache-2.0) are read where they lie, by
//! `DAUYS_CORPORA`, and are no part of the project; without them these tests say so and pass.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests are tests")]

mod corpora;

use std::collections::BTreeMap;
use std::fs;

use dauys_model::{Page, Source};
use dauys_parse::{Form, Probe, Probed, items, probe};
use jiff::Timestamp;
use scraper::Html;
use serde_json::Value;
use url::Url;

use crate::corpora::{corpora, files};

/// feedparser's own tests serve their files from here, and expect links to be seen from here.
const SERVED_FROM: &str = "http://127.0.0.1:8097/feed.xml";

fn page(body: Vec<u8>, content_type: Option<String>, url: &str) -> Page {
    Page { url: Url::parse(url).unwrap(), content_type, body }
}

fn now() -> Timestamp {
    "2026-11-22T08:00:00Z".parse().unwrap()
}

fn entries(page: &Page) -> Option<Vec<Probed>> {
    match probe(page, Some(Form::Feed), None, now()) {
        Ok(Probe::Items { items, .. }) => Some(items),
        _ => None,
    }
}

/// The texts of a feed by key.
fn texts(page: &Page) -> BTreeMap<String, String> {
    let source: Source = serde_json::from_str(
        r#"{"id":"corpus","name":"corpus","kind":"feed","url":"https://demo.example/"}"#,
    )
    .unwrap();
    let items = items(&source, page, now()).map(|found| found.items).unwrap_or_default();
    items.into_iter().map(|item| (item.key, one_line(&item.text.unwrap_or_default()))).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// HTML as a reader sees it, white space aside.
fn seen(html: &str) -> String {
    let text: String = Html::parse_fragment(html).root_element().text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Right and all answers of one slice.
#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Score {
    fn count(&mut self, is_right: bool, note: impl FnOnce() -> String) {
        self.all += 1;
        self.right += usize::from(is_right);
        if !is_right {
            self.wrong.push(note());
        }
    }

    fn share(&self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

fn report(name: &str, scores: &BTreeMap<String, Score>) {
    for (slice, score) in scores {
        println!("{name} {slice}: {}/{} = {:.3}", score.right, score.all, score.share());
        for note in &score.wrong {
            println!("    {note}");
        }
    }
}

/// The `Expect:` line of a feedparser file and the content type it asks to be served with.
fn expectation(body: &[u8]) -> Option<(String, Option<String>)> {
    let (text, _, _) = match body {
        [0xfe, 0xff, ..] | [0, b'<', ..] => encoding_rs::UTF_16BE.decode(body),
        [0xff, 0xfe, ..] | [b'<', 0, ..] => encoding_rs::UTF_16LE.decode(body),
        _ => encoding_rs::UTF_8.decode(body),
    };
    let line = |key: &str| {
        text.lines().find_map(|line| line.trim().strip_prefix(key)).map(|rest| rest.trim().to_owned())
    };
    let header = line("Header:").and_then(|header| {
        let (name, value) = header.split_once(':')?;
        name.eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
    });
    Some((line("Expect:")?, header))
}

/// The value of `field == 'literal'` or `field == (numbers)` in an expectation.
fn expected<'a>(expectation: &'a str, fields: &[&str]) -> Option<&'a str> {
    fields.iter().find_map(|field| {
        let forms = [format!("entries[0]['{field}'] == "), format!("entries[0].{field} == ")];
        forms.iter().find_map(|form| expectation.split_once(form.as_str()).map(|(_, value)| value))
    })
}

/// A Python string literal.
fn literal(text: &str) -> Option<String> {
    let text = text.strip_prefix('u').unwrap_or(text);
    let quote = text.chars().next().filter(|letter| matches!(letter, '\'' | '"'))?;
    let mut value = String::new();
    let mut letters = text.chars().skip(1);
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                let kind = letters.next()?;
                let digits = match kind {
                    'x' => 2,
                    'u' => 4,
                    'U' => 8,
                    'n' => {
                        value.push('\n');
                        continue;
                    }
                    other => {
                        value.push(other);
                        continue;
                    }
                };
                let code: String = letters.by_ref().take(digits).collect();
                value.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
            }
            _ if letter == quote => return Some(value),
            _ => value.push(letter),
        }
    }
    None
}

/// `(2003, 12, 31, 10, 14, 55, …)` as a moment.
fn tuple(text: &str) -> Option<Timestamp> {
    let inside = text.strip_prefix('(')?.split(')').next()?;
    let numbers: Vec<&str> = inside.split(',').map(str::trim).collect();
    let [year, month, day, hour, minute, second, ..] = numbers.as_slice() else { return None };
    format!("{year:0>4}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute:0>2}:{second:0>2}Z").parse().ok()
}

#[test]
fn feeds_of_feedparser() {
    let Some(folder) = corpora("feeds/feedparser") else { return };
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for path in files(&folder) {
        let body = fs::read(&path).unwrap();
        let Some((expectation, content_type)) = expectation(&body) else { continue };
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let page = page(body, content_type, SERVED_FROM);
        let found = entries(&page);
        let first = found.as_ref().and_then(|entries| entries.first());
        let texts = texts(&page);
        let mut check = |slice: &str, expected: Option<String>, found: Option<String>| {
            let Some(expected) = expected else { return };
            let found = found.unwrap_or_default();
            let is_right = [expected.trim().to_owned(), seen(&expected)].contains(&found);
            scores
                .entry(slice.to_owned())
                .or_default()
                .count(is_right, || format!("{name}: `{found}` for `{expected}`"));
        };
        if expectation.contains("entries[0]") && !expectation.contains("not entries[0]") {
            check("entry", Some("found".into()), first.map(|_| "found".into()));
        }
        let literal_of = |fields: &[&str]| expected(&expectation, fields).and_then(literal);
        check("title", literal_of(&["title"]), first.and_then(|entry| entry.title.clone()));
        check("link", literal_of(&["link"]), first.and_then(|entry| entry.url.as_ref().map(Url::to_string)));
        check("id", literal_of(&["id"]), first.map(|entry| entry.key.clone()));
        check(
            "text",
            literal_of(&["summary", "description"]),
            first.and_then(|entry| texts.get(&entry.key)).cloned(),
        );
        let dated =
            expected(&expectation, &["published_parsed", "updated_parsed", "created_parsed"]).and_then(tuple);
        check(
            "date",
            dated.map(|at| at.to_string()),
            first.and_then(|entry| entry.published_at).map(|at| at.to_string()),
        );
    }
    report("feedparser", &scores);
    // What is left is an entry without any content, dates of which the first is taken, ids that are kept as they stand,
    // hosts in capitals, and what HTML hides.
    hold(
        &scores,
        &[("entry", 0.99), ("text", 0.97), ("title", 0.98), ("link", 0.88), ("date", 0.85), ("id", 0.85)],
    );
}

/// Floors go down only in a change of their own that says why.
fn hold(scores: &BTreeMap<String, Score>, floors: &[(&str, f64)]) {
    for (slice, floor) in floors {
        let share = scores[*slice].share();
        assert!(share >= *floor, "{slice}: {share:.3} is below {floor}");
    }
}

#[test]
fn feeds_of_feed_rs() {
    let Some(folder) = corpora("feeds/feed-rs/fixture") else { return };
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for path in files(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".serde.json") else { continue };
        let expected: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let expected = expected["entries"].as_array().unwrap();
        let source = ["xml", "json"]
            .iter()
            .map(|kind| path.with_file_name(format!("{stem}.{kind}")))
            .find(|path| path.exists());
        let Some(source) = source else { continue };
        let found =
            entries(&page(fs::read(source).unwrap(), None, "http://example.com/feed")).unwrap_or_default();
        scores.entry("feeds".into()).or_default().count(found.len() == expected.len(), || {
            format!("{name}: {} for {}", found.len(), expected.len())
        });
        for (entry, expected) in found.iter().zip(expected) {
            let mut check = |slice: &str, expected: Option<&str>, found: Option<String>| {
                let Some(expected) = expected else { return };
                let found = found.unwrap_or_default();
                scores
                    .entry(slice.into())
                    .or_default()
                    .count(seen(&found) == seen(expected), || format!("{name}: `{found}` for `{expected}`"));
            };
            check("title", expected["title"]["content"].as_str(), entry.title.clone());
            let links = expected["links"].as_array().unwrap();
            let is_text = |link: &&Value| link["rel"].as_str().is_none_or(|relation| relation == "alternate");
            check(
                "link",
                links.iter().find(is_text).and_then(|link| link["href"].as_str()),
                entry.url.as_ref().map(Url::to_string),
            );
            let date = expected["published"].as_str().or(expected["updated"].as_str());
            check("date", date, entry.published_at.map(|at| at.to_string()));
        }
    }
    report("feed-rs", &scores);
    // Links differ where we drop tracking and handles, dates where a day has no time.
    hold(&scores, &[("feeds", 1.0), ("title", 1.0), ("link", 0.92), ("date", 0.97)]);
}

#[test]
fn pages_of_readability() {
    let Some(folder) = corpora("pages/readability") else { return };
    let (mut sum, mut count, mut rows) = (0.0, 0, Vec::new());
    let mut titles = Score::default();
    for path in files(&folder) {
        if path.file_name().unwrap() != "source.html" {
            continue;
        }
        let name = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let expected = fs::read_to_string(path.with_file_name("expected.html")).unwrap();
        let metadata: Value =
            serde_json::from_slice(&fs::read(path.with_file_name("expected-metadata.json")).unwrap())
                .unwrap();
        let page = page(
            fs::read(&path).unwrap(),
            Some("text/html; charset=utf-8".into()),
            "http://fakehost/test/page.html",
        );
        let (text, title, by) = match probe(&page, Some(Form::Page), None, now()) {
            Ok(Probe::Page { text, title, by, .. }) => (text, title, format!("{by:?}")),
            Ok(Probe::Items { .. }) => panic!("{name} is a page"),
            Err(error) => (String::new(), None, error.to_string()),
        };
        let f1 =
            f1(&text, &Html::parse_document(&expected).root_element().text().collect::<Vec<_>>().join(" "));
        rows.push((f1, name.clone(), by));
        sum += f1;
        count += 1;
        if let Some(expected) = metadata["title"].as_str() {
            let found = title.unwrap_or_default();
            titles.count(found == expected, || format!("{name}: `{found}` for `{expected}`"));
        }
    }
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (f1, name, by) in rows.iter().take(12) {
        println!("{f1:.3} {name} {by}");
    }
    let scores = BTreeMap::from([("title".to_owned(), titles)]);
    report("readability", &scores);
    // The expected titles keep names of sites that we drop.
    hold(&scores, &[("title", 0.84)]);
    let mean = sum / f64::from(count);
    println!("readability text: mean F1 {mean:.4} of {count} pages");
    assert!(mean >= 0.99, "{mean}");
}

/// F1 of words, each as often as it occurs.
fn f1(found: &str, expected: &str) -> f64 {
    let count = |text: &str| {
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *words.entry(word.to_lowercase()).or_default() += 1;
        }
        words
    };
    let (found, expected) = (count(found), count(expected));
    let common: usize = found.iter().map(|(word, times)| times.min(expected.get(word).unwrap_or(&0))).sum();
    let sizes: usize = found.values().sum::<usize>() + expected.values().sum::<usize>();
    if sizes == 0 { 1.0 } else { 2.0 * common as f64 / sizes as f64 }
}

#[test]
fn nothing_panics_in_any_form() {
    let Some(folder) = corpora("") else { return };
    let files = files(&folder);
    for path in &files {
        let body = fs::read(path).unwrap();
        for form in [None, Some(Form::Feed), Some(Form::Sitemap), Some(Form::Page)] {
            let _ = probe(&page(body.clone(), None, "https://demo.example/"), form, None, now());
        }
    }
    println!("read {} files in four forms", files.len());
}
