//! Files as people write them: what is read, what is refused, and that reading goes on.

use super::*;
use dauys_model::{Kind, Precision};
use proptest::prelude::*;

/// One line a record: what matters of it, or the error.
fn shown(records: impl Iterator<Item = Result<Record, RecordError>>) -> Vec<String> {
    records
        .map(|record| match record {
            Err(error) => error.to_string(),
            Ok(Record { line, source, item }) => {
                let at = item.published_at.unwrap();
                let (kind, text) = (item.kind.unwrap(), item.text.unwrap());
                format!("{line} {source} {} {at} {kind} {text}", item.key)
            }
        })
        .collect()
}

fn check_jsonl(text: &str, expected: &[&str]) {
    assert_eq!(shown(jsonl(text.as_bytes())), expected);
}

fn check_csv(bytes: &[u8], expected: &[&str]) {
    assert_eq!(shown(csv(bytes)), expected);
}

const AT: &str = "2026-09-21T05:00:00Z";

#[test]
fn lines_of_json_are_read() {
    check_jsonl(
        &format!(
            "\u{feff}{{\"id\":7,\"source\":\"demo\",\"text\":\"Су жоқ\",\"published_at\":\"{AT}\",\"lang\":\"kk\"}}\r\n\n\
             {{\"id\":\"8\",\"source\":\"demo\",\"text\":\"Нет\\nводы\",\"published_at\":\"2026-09-21T10:00:00+05:00\",\"author\":\"Айгүл\"}}"
        ),
        &["1 demo 7 2026-09-21T05:00:00Z news Су жоқ", "3 demo 8 2026-09-21T05:00:00Z comment Нет\nводы"],
    );
}

#[test]
fn a_wrong_line_is_named_and_reading_goes_on() {
    let good = format!("{{\"id\":\"1\",\"source\":\"demo\",\"text\":\"Су\",\"published_at\":\"{AT}\"}}");
    check_jsonl(
        &format!(
            "{{\"id\":\n[1]\n{{\"source\":\"demo\",\"text\":\"Су\",\"published_at\":\"вчера\"}}\n{{\"source\":\"demo\",\"published_at\":\"{AT}\"}}\n\
             {{\"source\":\"demo\",\"text\":\"Су\",\"published_at\":\"{AT}\",\"kind\":\"post\"}}\n{{\"source\":[1],\"text\":\"Су\"}}\n{good}"
        ),
        &[
            "line 1: not JSON: EOF while parsing a value at column 6",
            "line 2: not a JSON object",
            "line 3: `published_at` `вчера` is not RFC 3339",
            "line 4: `text` is missing",
            "line 5: `kind` `post` is not one of news, comment, appeal, notice",
            "line 6: `source` is an array, not a string",
            "7 demo 1 2026-09-21T05:00:00Z news Су",
        ],
    );
}

#[test]
fn a_line_too_long_costs_no_memory_and_not_the_next_line() {
    let long = format!("{{\"text\":\"{}\"}}\n", "a".repeat(LONGEST_LINE_BYTES));
    let good = format!("{{\"id\":\"1\",\"source\":\"demo\",\"text\":\"Су\",\"published_at\":\"{AT}\"}}");
    check_jsonl(
        &format!("{long}{good}"),
        &["line 1: longer than 8 MB", "2 demo 1 2026-09-21T05:00:00Z news Су"],
    );
}

#[test]
fn deep_json_is_an_error() {
    let deep = "[".repeat(100_000);
    assert!(jsonl(deep.as_bytes()).next().unwrap().is_err());
}

#[test]
fn a_day_is_a_day() {
    let line = "{\"source\":\"demo\",\"text\":\"Су\",\"published_at\":\"2026-09-21\",\"region\":\"750000000\",\"place\":\"Самал\"}";
    let item = jsonl(line.as_bytes()).next().unwrap().unwrap().item;
    assert_eq!(item.precision, Precision::Day);
    assert_eq!(
        (item.region.unwrap().to_string().as_str(), item.place.as_deref()),
        ("750000000", Some("Самал"))
    );
    let named = jsonl(
        "{\"source\":\"demo\",\"text\":\"Су\",\"published_at\":\"2026-09-21\",\"region\":\"Ұлытау\"}"
            .as_bytes(),
    )
    .next();
    let item = named.unwrap().unwrap().item;
    assert_eq!((item.region, item.place.as_deref()), (None, Some("Ұлытау")));
    assert_eq!(item.key.len(), 16, "a key is made where no id is given");
}

#[test]
fn comments_have_a_thread_and_news_have_no_author() {
    let line = |kind: &str| {
        format!(
            "{{\"source\":\"demo\",\"text\":\"Су\",\"published_at\":\"{AT}\",\"url\":\"https://demo.example/1?utm_source=x#comment-5\",\"author\":\"А\",\"kind\":\"{kind}\"}}"
        )
    };
    let item = jsonl(line("comment").as_bytes()).next().unwrap().unwrap().item;
    assert_eq!(item.url.unwrap().as_str(), "https://demo.example/1#comment-5");
    assert_eq!(item.thread.unwrap().as_str(), "https://demo.example/1");
    assert!(item.author.is_some());
    let item = jsonl(line("news").as_bytes()).next().unwrap().unwrap().item;
    assert!(item.author.is_none() && item.thread.is_none() && item.kind == Some(Kind::News));
}

#[test]
fn tables_are_read_however_they_are_written() {
    let rows = ["1 demo 7 2026-09-21T05:00:00Z news x"];
    let expected = "2 demo 7 2026-09-21T05:00:00Z news Нет; воды, \"три\" дня";
    let _ = rows;
    for mark in [",", ";", "\t"] {
        let text = format!(
            "Id{mark}SOURCE{mark}text{mark}published_at{mark}note\n7{mark}demo{mark}\"Нет; воды, \"\"три\"\" дня\"{mark}21.09.2026 10:00{mark}\n"
        );
        check_csv(text.as_bytes(), &[expected]);
        check_csv(format!("\u{feff}{text}").as_bytes(), &[expected]);
        check_csv(&encoding_rs::WINDOWS_1251.encode(&text).0, &[expected]);
    }
    check_csv(
        format!("sep=;\nid;source;text;published_at\n7;demo;Су;{AT}\n").as_bytes(),
        &["3 demo 7 2026-09-21T05:00:00Z news Су"],
    );
}

#[test]
fn wrong_tables_are_named() {
    check_csv(
        b"id,text\n1,a\n",
        &["line 1: no column `source`, `published_at`; the first line names the columns"],
    );
    check_csv(b"", &[]);
    check_csv(
        format!("id,source,text,published_at\n1,demo,Су,{AT},x,y\n\n2,demo,,{AT}\n3,demo\n4,demo,Су,{AT}\n")
            .as_bytes(),
        &[
            "line 2: 6 fields where the first line names 4",
            "line 4: `text` is missing",
            "line 5: `text` is missing",
            "6 demo 4 2026-09-21T05:00:00Z news Су",
        ],
    );
}

#[test]
fn an_open_quotation_mark_ends_the_reading_not_the_memory() {
    let text = format!("id,source,text,published_at\n1,demo,\"{}", "a".repeat(2 * LONGEST_LINE_BYTES));
    let found = shown(csv(text.as_bytes()));
    assert_eq!(found, ["line 2: longer than 8 MB; is a quotation mark left open?"]);
}

#[test]
fn a_mark_left_open_ends_the_table_instead_of_hiding_what_follows() {
    let table = "source,text,published_at\na,one,2026-11-16T09:00:00Z\na,\"two,2026-11-16T09:00:00Z\na,three,2026-11-16T09:00:00Z\n";
    let found: Vec<_> = csv(table.as_bytes()).collect();
    assert_eq!(found.len(), 2);
    assert!(found[0].is_ok());
    let Err(error) = &found[1] else { panic!("read as a record") };
    assert!(error.to_string().starts_with("line 3: "), "{error}");
    assert!(error.to_string().ends_with("lines were read as one; is a quotation mark left open?"), "{error}");
    assert!(!error.goes_on);
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let lines = bytes.split(|byte| *byte == b'\n').count();
        prop_assert!(jsonl(bytes.as_slice()).count() <= lines);
        prop_assert!(csv(bytes.as_slice()).count() <= lines + 1);
    }
}
