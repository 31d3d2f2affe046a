//! Answers that nobody would give: every walk takes them without panic and comes to an end.

use dauys_model::{Kind, Source, SourceKind};
use dauys_parse::{Answer, Get, Walk};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::driver::{Reply, SECRET, source, start, walk};

/// Names that the platforms use, so that what is made at random gets as deep as possible.
const NAMES: [&str; 34] = [
    "items",
    "response",
    "error",
    "error_code",
    "errors",
    "reason",
    "code",
    "id",
    "owner_id",
    "from_id",
    "date",
    "text",
    "type",
    "object_id",
    "thread",
    "count",
    "deleted",
    "comments",
    "post_id",
    "next_from",
    "nextPageToken",
    "snippet",
    "topLevelComment",
    "publishedAt",
    "textOriginal",
    "contentDetails",
    "videoId",
    "statistics",
    "commentCount",
    "totalReplyCount",
    "date_gmt",
    "link",
    "content",
    "rendered",
];

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), Just(1_790_000_000), any::<i64>()]
            .prop_map(Value::from),
        prop_oneof![
            Just("group".to_owned()),
            Just("2026-11-21T05:00:00Z".to_owned()),
            Just("2026-11-21T05:00:00".to_owned()),
            Just("https://demo.example/1#comment-2".to_owned()),
            Just("99999999999999999999".to_owned()),
            "[@\\[\\]|*(), a-zа-я0-9]{0,20}",
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(&NAMES[..]), inner), 0..8).prop_map(|fields| {
                Value::Object(
                    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>(),
                )
            }),
        ]
    })
}

fn sources() -> [Source; 11] {
    let channel = "https://www.youtube.com/channel/UCdemo00000000000000000A";
    [
        source(SourceKind::Youtube, Kind::Comment, channel),
        source(SourceKind::Vk, Kind::News, "https://vk.com/demo"),
        source(SourceKind::Vk, Kind::Comment, "https://vk.com/club1"),
        source(SourceKind::Vk, Kind::News, "https://vk.com/search?q=су"),
        source(SourceKind::Wordpress, Kind::News, "https://demo.example/"),
        source(SourceKind::Wordpress, Kind::Comment, "https://demo.example/"),
        source(SourceKind::Sitemap, Kind::News, "https://demo.example/sitemap.xml"),
        source(SourceKind::Govkz, Kind::Notice, "https://www.gov.kz/memleket/entities/krem/documents"),
        source(SourceKind::Egov, Kind::Notice, "https://data.egov.kz/datasets/view?index=demo_set_1"),
        source(
            SourceKind::Taldau,
            Kind::Notice,
            "https://taldau.stat.gov.kz/ru/Api/GetIndexData/703831?period=7&dics=67",
        ),
        source(SourceKind::GoogleNews, Kind::News, "https://news.google.com/rss/search?q=x"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_taken(answers in prop::collection::vec((json(), 0..4_usize), 1..6), status in prop::sample::select(vec![200_u16, 400, 404])) {
        for source in sources() {
            let mut at = 0;
            let mut platform = |_: &Get| {
                let (answer, wrap) = &answers[at % answers.len()];
                at += 1;
                let body = match wrap {
                    0 => answer.to_string(),
                    1 => format!("[{answer}]"),
                    2 => format!("{{\"items\":[{answer}],\"nextPageToken\":\"x\"}}"),
                    _ => format!("{{\"response\":{{\"items\":[{answer}],\"next_from\":\"x\"}}}}"),
                };
                Reply::refusal(status, body)
            };
            let first = walk(&source, None, &mut platform);
            walk(&source, first.walked.cursor.as_deref(), &mut platform);
        }
    }

    #[test]
    fn any_text_is_taken(body: String, cursor: String) {
        for source in sources() {
            for body in [body.clone(), format!("<urlset><url><loc>{body}"), format!("{{\"items\":{body}")] {
                walk(&source, Some(&cursor), &mut |_: &Get| Reply::ok(&body));
            }
        }
    }
}

#[test]
fn a_list_that_never_ends_is_left() {
    for source in sources() {
        let endless = "{\"items\":[{\"id\":\"a\",\"contentDetails\":{\"videoId\":\"a\"},\"statistics\":{\"commentCount\":\"9\"},\
                       \"snippet\":{\"totalReplyCount\":9,\"topLevelComment\":{\"id\":\"a\",\"snippet\":{\"publishedAt\":\"2026-11-21T05:00:00Z\",\
                       \"textOriginal\":\"су\"}}}}],\"nextPageToken\":\"x\",\"response\":{\"type\":\"group\",\"object_id\":1,\"next_from\":\"x\",\
                       \"items\":[{\"id\":1,\"owner_id\":-1,\"from_id\":-1,\"date\":1795200000,\"text\":\"су\",\"comments\":{\"count\":9}}]}}";
        let outcome = walk(&source, None, &mut |_: &Get| Reply::ok(endless));
        assert!(outcome.asked.len() <= 40);
    }
}

#[test]
fn no_kind_brings_anything_of_what_was_not_asked_for() {
    let bodies = [
        "",
        "[]",
        "{}",
        "null",
        "[[[[",
        "\u{0}",
        "<rss>",
        "[{}]",
        "[1,2]",
        "{\"a\":{\"b\":[]}}",
        "\"x\"",
        "\u{feff}",
    ];
    for source in sources() {
        for status in [100, 200, 204, 301, 304, 400, 451, 500] {
            for body in bodies {
                let outcome = walk(&source, Some(body), &mut |_: &Get| Reply::refusal(status, body));
                assert!(outcome.asked.len() < 30 && outcome.walked.items.is_empty());
            }
        }
        let mut walk = Walk::new(&start(&source, None, Some(SECRET))).unwrap();
        assert!(walk.take(&Answer::Messages(&[])).is_err());
        assert!(walk.end().items.is_empty());
    }
}
