//! The words of a source and its policy, which hold for every kind.

use dauys_model::{Kind, Policy, Source, SourceKind};
use dauys_parse::Get;
use serde_json::json;

use crate::driver::{Outcome, Reply, source, walk};

const FEED: &str = "<rss><channel><title>Демо</title>
    <item><title>Су жоқ</title><link>https://demo.example/1</link></item>
    <item><title>Хабар</title><link>https://demo.example/2</link><description>Ауылда СУ үш күн жоқ</description></item>
    <item><title>Суббота</title><link>https://demo.example/3</link></item></channel></rss>";

const LIST: &str = "<ul><li><a href='/1'>Су жоқ</a></li><li><a href='/2'>Жол жөндеу</a></li></ul>";

fn narrowed(source: Source, policy: Policy, answer: &str) -> Outcome {
    let source = Source { words: vec!["су".to_owned()], policy, ..source };
    walk(&source, None, &mut |_: &Get| Reply::ok(answer))
}

fn list() -> Source {
    let list = toml::from_str("entry = \"li\"").unwrap();
    Source { list: Some(list), ..source(SourceKind::List, Kind::News, "https://demo.example/") }
}

fn post(id: u32, title: &str) -> serde_json::Value {
    json!({"id": id, "date_gmt": "2026-11-21T05:00:00", "link": format!("https://demo.example/{id}"),
        "guid": {"rendered": format!("https://demo.example/?p={id}")}, "title": {"rendered": title}, "content": {"rendered": ""}})
}

#[test]
fn what_has_none_of_the_words_is_left_out_whatever_the_kind() {
    let feed = source(SourceKind::Feed, Kind::News, "https://demo.example/feed");
    let found = narrowed(feed, Policy::Open, FEED);
    assert_eq!((found.keys().len(), found.walked.left_out), (2, 1));
    let found = narrowed(list(), Policy::Open, LIST);
    assert_eq!((found.keys().len(), found.walked.left_out), (1, 1));
    let site = source(SourceKind::Wordpress, Kind::News, "https://demo.example/");
    let found = narrowed(site, Policy::Open, &json!([post(1, "Су жоқ"), post(2, "Жол")]).to_string());
    assert_eq!((found.keys(), found.walked.left_out), (vec!["https://demo.example/?p=1"], 1));
}

#[test]
fn words_are_met_in_a_text_that_is_not_kept() {
    let feed = source(SourceKind::Feed, Kind::News, "https://demo.example/feed");
    let found = narrowed(feed, Policy::MetadataOnly, FEED);
    assert_eq!((found.keys().len(), found.texts().len()), (2, 0));
}

#[test]
fn what_was_left_out_is_known_ground() {
    let first = narrowed(list(), Policy::Open, LIST);
    assert!(first.walked.cursor.is_some());
    let source = Source { words: vec!["ешқашан".to_owned()], ..list() };
    let without = walk(&source, None, &mut |_: &Get| Reply::ok(LIST));
    assert!(without.keys().is_empty());
    assert_eq!(without.walked.cursor, first.walked.cursor);
}
