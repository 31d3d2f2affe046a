//! Jetstream: messages in the order of their times, replayed from a position, some of them twice.

use std::collections::BTreeSet;

use dauys_model::{Kind, Language, Source, SourceKind};
use dauys_parse::Question;
use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use crate::driver::{Errand, Outcome, Reply, now, numbers, parameter, source, unfit};

fn stream() -> Source {
    Source {
        words: vec!["су".into(), "вод*".into()],
        ..source(SourceKind::Bluesky, Kind::Comment, "wss://jetstream.example/subscribe")
    }
}

/// Microseconds since 1970, so many seconds before now.
fn ago(seconds: u64) -> u64 {
    u64::try_from(now().as_microsecond()).unwrap() - seconds * 1_000_000
}

fn record(text: &str) -> Value {
    json!({"$type": "app.bsky.feed.post", "text": text, "langs": ["kk"], "createdAt": "2026-11-22T07:50:00.000Z",
        "reply": {"root": {"uri": "at://did:plc:erlan88/app.bsky.feed.post/3a", "cid": "x"}}})
}

fn message(seconds: u64, operation: &str, rkey: &str, record: Option<Value>) -> Value {
    let mut commit = json!({"rev": format!("r{seconds}"), "operation": operation, "collection": "app.bsky.feed.post", "rkey": rkey});
    if let Some(record) = record {
        commit["record"] = record;
    }
    json!({"did": "did:plc:aigul77", "time_us": ago(seconds), "kind": "commit", "commit": commit})
}

fn create(seconds: u64, text: &str) -> Value {
    message(seconds, "create", &format!("3k{seconds}"), Some(record(text)))
}

fn bytes(messages: &[Value]) -> Vec<Vec<u8>> {
    messages.iter().map(|message| message.to_string().into_bytes()).collect()
}

fn position(question: &Question) -> u64 {
    let Question::Stream(stream) = question else { panic!("no stream was asked") };
    assert!(stream.most == 20_000 && stream.url.host_str() == Some("jetstream.example"));
    assert_eq!(parameter(&stream.url, "wantedCollections").as_deref(), Some("app.bsky.feed.post"));
    parameter(&stream.url, "cursor").unwrap().parse().unwrap()
}

fn serve(messages: &[Value], portion: usize) -> impl FnMut(&Question) -> Reply {
    move |question| {
        let from = position(question);
        let later = messages.iter().filter(|message| message["time_us"].as_u64().unwrap() >= from);
        Reply::Messages(bytes(&later.take(portion).cloned().collect::<Vec<_>>()))
    }
}

fn walk(source: &Source, cursor: Option<&str>, messages: &[Value]) -> Outcome {
    Errand { answers: 99, ..Errand::of(source, cursor) }.walk(serve(messages, 20_000))
}

fn replied(messages: Vec<Vec<u8>>) -> Outcome {
    let source = stream();
    let mut messages = Some(messages);
    Errand { answers: 9, ..Errand::of(&source, None) }
        .walk(|_| Reply::Messages(messages.take().unwrap_or_default()))
}

#[test]
fn a_stream_without_words_is_no_source() {
    assert_eq!(unfit(&stream(), None), "fit");
    assert!(unfit(&Source { words: vec![], ..stream() }, None).contains("`words`"));
    assert!(unfit(&Source { words: vec![" ".into(), "*".into()], ..stream() }, None).contains("`words`"));
    assert!(unfit(&Source { posts: Kind::News, ..stream() }, None).contains("posts = \"comment\""));
    for url in [
        "https://jetstream.example/subscribe",
        "wss://jetstream.example/",
        "ws://jetstream.example/subscribe",
    ] {
        let url = Some(Url::parse(url).unwrap());
        assert!(unfit(&Source { url, ..stream() }, None).contains("wss://HOST/subscribe"));
    }
}

#[test]
fn posts_in_our_languages_with_our_words_are_brought() {
    let mut english = record("су");
    english["langs"] = json!(["en"]);
    let mut russian =
        record("@erlan88.bsky.social Третий день нет воды, bsky.app/profile/aigul77.bsky.social");
    russian["langs"] = json!(["en", "ru-RU"]);
    let mut labelled = record("су");
    labelled["labels"] =
        json!({"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "graphic-media"}]});
    let mut mention = record("Айгүл Вымыслова, су жоқ");
    mention["facets"] = json!([{"index": {"byteStart": 0, "byteEnd": "Айгүл Вымыслова".len()},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:aigul77"}]}]);
    let messages = [
        create(500, "Үйде су жоқ"),
        json!({"did": "did:plc:aigul77", "time_us": ago(499), "kind": "identity", "identity": {"handle": "aigul77.bsky.social"}}),
        message(498, "create", "a", Some(english)),
        message(497, "create", "b", Some(russian)),
        message(496, "create", "c", Some(labelled)),
        message(495, "create", "d", Some(mention)),
        create(494, "Ауа райы"),
        create(500, "Үйде су жоқ"),
    ];
    let outcome = walk(&stream(), None, &messages);
    let mut texts = outcome.texts();
    texts.sort_unstable();
    assert_eq!(texts, ["Третий день нет воды,", "су жоқ", "Үйде су жоқ"]);
    assert_eq!(
        outcome.walked.left_out, 2,
        "the labelled one and the one without a word; other languages are not counted"
    );
    for item in &outcome.walked.items {
        assert!(item.author.is_some() && item.url.is_none() && item.thread.is_none());
        assert!(item.key.len() == 16 && item.language != Some(Language::Other) && item.language.is_some());
    }
}

#[test]
fn what_is_withdrawn_or_written_anew_follows() {
    let messages = [
        create(500, "Су жоқ"),
        message(400, "create", "x", Some(record("Су бар"))),
        message(300, "update", "x", Some(record("Су кетті"))),
        message(290, "create", "y", Some(record("Су мен жарық"))),
        message(280, "update", "y", Some(record("Жарық"))),
        message(200, "delete", "3k500", None),
    ];
    let source = stream();
    let whole = walk(&source, None, &messages);
    assert_eq!((whole.texts(), whole.walked.withdrawn.len()), (vec!["Су кетті"], 2));
    let first = walk(&source, None, &messages[..2]);
    let second = walk(&source, first.walked.cursor.as_deref(), &messages);
    let keys: BTreeSet<&String> = first.walked.items.iter().map(|item| &item.key).collect();
    assert_eq!(second.texts(), ["Су кетті"]);
    assert!(keys.contains(&second.walked.items[0].key), "the same key");
    assert!(second.walked.withdrawn.iter().any(|key| keys.contains(key)), "the one that was deleted");
}

#[test]
fn the_newer_form_is_read_too() {
    let url =
        Some(Url::parse("wss://jetstream.example/xrpc/network.bsky.jetstream.subscribeEvents").unwrap());
    let source = Source { url, ..stream() };
    let frame = json!({"$type": "message", "payload": {"$type": "network.bsky.jetstream.subscribeEvents#commit", "seq": 7,
        "did": "did:plc:aigul77", "time": "2026-11-22T07:55:00.5Z", "rev": "r", "operation": "create",
        "collection": "app.bsky.feed.post", "rkey": "3k", "record": record("Су жоқ 7"), "cid": "c"}});
    let outcome = Errand { answers: 9, ..Errand::of(&source, None) }.walk(|question| {
        let Question::Stream(stream) = question else { panic!("no stream was asked") };
        assert_eq!(parameter(&stream.url, "kinds").as_deref(), Some("commit"));
        assert_eq!(parameter(&stream.url, "collections").as_deref(), Some("app.bsky.feed.post"));
        Reply::Messages(bytes(std::slice::from_ref(&frame)))
    });
    assert_eq!((numbers(&outcome), outcome.asked.len()), (vec![7], 2));
}

#[test]
fn a_first_walk_begins_a_quarter_of_an_hour_ago_and_a_second_where_it_ended() {
    let source = stream();
    let mut messages: Vec<Value> =
        (0..90).rev().map(|minute| create(minute * 10 + 60, &format!("Су жоқ {minute}"))).collect();
    let first = walk(&source, None, &messages);
    assert_eq!(position(&first.asked[0]), ago(15 * 60 + 5));
    let second = walk(&source, first.walked.cursor.as_deref(), &messages);
    assert!(second.walked.items.is_empty() && second.walked.left_out == 0 && !second.walked.is_cut);
    messages.push(create(30, "Су жоқ 1000"));
    let third = walk(&source, second.walked.cursor.as_deref(), &messages);
    assert_eq!(numbers(&third), [1000]);
}

#[test]
fn a_long_absence_is_said() {
    let source = stream();
    let first = walk(&source, None, &[create(800, "Су жоқ 1")]);
    let later = now().checked_add(SignedDuration::from_hours(50)).unwrap();
    let errand = Errand { now: later, answers: 9, ..Errand::of(&source, first.walked.cursor.as_deref()) };
    let mut frame = create(0, "Су жоқ 2");
    frame["time_us"] = json!(ago(0) + 36 * 3_600_000_000);
    let outcome = errand.walk(|_| Reply::Messages(bytes(std::slice::from_ref(&frame))));
    assert_eq!(numbers(&outcome), [2]);
    assert!(
        outcome.walked.warnings.iter().any(|warning| warning.contains("no longer has")),
        "{:?}",
        outcome.walked.warnings
    );
}

#[test]
fn what_cannot_be_read_is_counted_and_a_new_form_is_an_error() {
    let mut messages = bytes(&[create(500, "Су жоқ 1")]);
    messages.extend([b"{".to_vec(), b"\xff".to_vec(), b"[]".to_vec()]);
    let outcome = replied(messages);
    assert_eq!((numbers(&outcome), outcome.walked.left_out), (vec![1], 3));
    assert!(outcome.walked.warnings.contains(&"messages that could not be read: 3".to_owned()));

    assert_eq!(replied(vec![b"<html>aigul77</html>".to_vec()]).code(), "parse: drift");
    assert_eq!(
        replied(vec![br#"{"error":"ConsumerTooSlow","message":"aigul77"}"#.to_vec()]).code(),
        "refused: trouble"
    );
    let renamed = |from: &str, to: &str| {
        let messages: Vec<Value> = (1..=60).map(|seconds| create(seconds, "Су жоқ")).collect();
        replied(
            bytes(&messages)
                .into_iter()
                .map(|message| String::from_utf8(message).unwrap().replace(from, to).into())
                .collect(),
        )
    };
    assert_eq!(renamed("\"text\"", "\"body\"").code(), "parse: drift");
    assert_eq!(renamed("\"langs\"", "\"languages\"").code(), "parse: drift");
    assert_eq!(renamed("\"time_us\"", "\"time_ns\"").code(), "parse: drift");
    assert_eq!(renamed("\"did\"", "\"repo\"").code(), "parse: drift");
    // A time from the future would set the position where nothing ever comes.
    let mut late = create(0, "Су жоқ 1");
    late["time_us"] = json!(u64::MAX);
    assert_eq!(replied(bytes(&[late])).code(), "parse: drift");
}

#[test]
fn an_unread_portion_is_asked_for_again() {
    let source = stream();
    let messages: Vec<Value> =
        (100..400).rev().map(|seconds| create(seconds, &format!("Су жоқ {seconds}"))).collect();
    let mut portions = 0;
    let mut serve_well = serve(&messages, 100);
    let first = Errand { answers: 9, ..Errand::of(&source, None) }.walk(|question| {
        portions += 1;
        if portions == 2 { Reply::Messages(vec![b"?".to_vec(); 500]) } else { serve_well(question) }
    });
    // Readable messages came before, so this is no other form; the position does not move.
    assert_eq!(first.code(), "well");
    let second = walk(&source, first.walked.cursor.as_deref(), &messages);
    let found: BTreeSet<u64> = numbers(&first).into_iter().chain(numbers(&second)).collect();
    assert_eq!(found, (100..400).collect());
}

#[test]
fn a_huge_stream_is_cut_and_made_good() {
    let source = Source { pages: Some(2), ..stream() };
    let messages: Vec<Value> =
        (10..700).rev().map(|seconds| create(seconds, &format!("Су жоқ {seconds}"))).collect();
    let (mut cursor, mut found) = (None::<String>, Vec::new());
    let mut cuts = 0;
    for _ in 0..9 {
        let errand = Errand { answers: 99, ..Errand::of(&source, cursor.as_deref()) };
        let outcome = errand.walk(serve(&messages, 100));
        found.extend(numbers(&outcome));
        cursor = outcome.walked.cursor;
        cuts += usize::from(outcome.walked.is_cut);
        if !outcome.walked.is_cut {
            break;
        }
    }
    assert!(cuts > 1);
    assert_eq!((found.len(), BTreeSet::from_iter(found).len()), (690, 690));
}

proptest! {
    #[test]
    fn nothing_is_missed(
        seconds in prop::collection::btree_set(1_u64..890, 0..200),
        walks in prop::collection::vec((0_u64..600, 0_usize..4), 1..8),
        portion in 12_usize..60,
    ) {
        let source = Source { pages: Some(3), ..stream() };
        let messages: Vec<Value> = seconds.iter().rev().map(|second| create(*second, &format!("Су жоқ {second}"))).collect();
        let (mut cursor, mut found, mut brought) = (None::<String>, BTreeSet::new(), 0);
        for (hidden, answers) in walks.into_iter().chain(std::iter::repeat_n((0, 99), 99)) {
            // Of the stream, only what is older has happened yet.
            let happened: Vec<Value> =
                messages.iter().filter(|message| message["time_us"].as_u64().unwrap() <= ago(hidden)).cloned().collect();
            let errand = Errand { answers, ..Errand::of(&source, cursor.as_deref()) };
            let outcome = errand.walk(serve(&happened, portion));
            prop_assert!(outcome.error.is_none());
            brought += outcome.walked.items.len();
            found.extend(numbers(&outcome));
            let is_done = answers == 99 && !outcome.walked.is_cut;
            cursor = outcome.walked.cursor.or(cursor);
            if is_done {
                break;
            }
        }
        prop_assert_eq!(&found, &seconds);
        prop_assert_eq!(brought, found.len(), "nothing twice");
    }
}
