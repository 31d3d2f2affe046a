//! Answers that are damaged or made to be slow: nothing panics, nothing takes long.

use std::time::{Duration, Instant};

use dauys_model::{Kind, Policy, Source, SourceKind};
use dauys_parse::Question;
use proptest::prelude::*;

use crate::driver::{Errand, Reply, source};

/// Generous for a busy machine and a build without optimisation; what is quadratic takes minutes.
const LONGEST: Duration = Duration::from_secs(20);
const SIZE: usize = 400_000;

const TELEGRAM: &str = "<section class=\"tgme_channel_history\"><div class=\"tgme_widget_message\" data-post=\"demo_kz/7\"><a \
    href=\"https://t.me/demo_kz/9?single\"></a><div class=\"tgme_widget_message_text js-message_text\">Су жоқ @aigul<br>2</div><a \
    class=\"tgme_widget_message_date\"><time datetime=\"2026-11-21T07:24:01+00:00\"></time></a></div></section>";
const MASTODON: &str = r#"[{"id":"115","uri":"https://m.example/users/a/statuses/1","created_at":"2026-11-21T05:00:00.000Z",
    "language":"kk","content":"<p>Су жоқ <a class=\"mention\">@a</a></p>","visibility":"public","reblog":null,
    "account":{"acct":"a@m.example","bot":false}}]"#;
const THREADS: &str = r#"{"data":[{"id":"1","text":"Су жоқ @a","timestamp":"2026-11-21T05:00:00+0000","media_type":"TEXT_POST"}],
    "paging":{"cursors":{"before":"x","after":"y"}}}"#;
const BLUESKY: &str = r#"{"did":"did:plc:a","time_us":1795334400000000,"kind":"commit","commit":{"rev":"r","operation":"create",
    "collection":"app.bsky.feed.post","rkey":"3k","record":{"text":"Су жоқ @a","langs":["kk"],"createdAt":"2026-11-21T05:00:00Z",
    "facets":[{"index":{"byteStart":12,"byteEnd":14},"features":[{"$type":"app.bsky.richtext.facet#mention"}]}]}}}"#;

fn sources() -> [(Source, &'static str); 4] {
    let of = |kind, url| Source { words: vec!["су".into()], ..source(kind, Kind::Comment, url) };
    let telegram = Source {
        posts: Kind::News,
        permission: Some("Письмо № 7".into()),
        policy: Policy::RulesOnly,
        ..of(SourceKind::Telegram, "https://t.me/s/demo_kz")
    };
    [
        (telegram, TELEGRAM),
        (of(SourceKind::Mastodon, "https://m.example/tags/su"), MASTODON),
        (of(SourceKind::Threads, "https://www.threads.net/search?q=su"), THREADS),
        (of(SourceKind::Bluesky, "wss://jetstream.example/subscribe"), BLUESKY),
    ]
}

/// Walks with the same answer to everything; how many items it brings.
fn walk(source: &Source, cursor: Option<&str>, body: &[u8]) -> usize {
    let errand = Errand { answers: 3, ..Errand::of(source, cursor) };
    let outcome = errand.walk(|question| match question {
        Question::Get(_) => Reply::Page { status: 200, url: None, headers: Vec::new(), body: body.to_vec() },
        _ => Reply::Messages(vec![body.to_vec()]),
    });
    outcome.walked.items.len()
}

#[test]
fn undamaged_answers_bring_an_item() {
    for (source, body) in sources() {
        assert_eq!(walk(&source, None, body.as_bytes()), 1, "{}", source.kind.code());
    }
}

#[test]
fn answers_made_to_be_slow_are_not() {
    let [telegram, mastodon, threads, bluesky] = sources();
    let filled = |(source, body): &(Source, &str), unit: &str| {
        let unit = unit.repeat(SIZE / unit.len());
        let body = body.replace("Су жоқ", &format!("су {unit}"));
        let started = Instant::now();
        walk(source, None, body.as_bytes());
        let took = started.elapsed();
        assert!(took < LONGEST, "{} took {took:?}", source.kind.code());
    };
    for unit in ["@", "@a", "a@", "@.", "/", "a.b/", "https://", "https://a.b/@c ", "су", "су ", "😀"] {
        for source in [&telegram, &mastodon, &threads, &bluesky] {
            filled(source, unit);
        }
    }
    let text = "<div class='tgme_widget_message_text js-message_text'>";
    let message = "<div class='tgme_widget_message' data-post='demo_kz/7'>су";
    let closed = format!("{message}</div>");
    for unit in [
        text,
        message,
        &closed,
        "<a class='tgme_widget_message_reply'>",
        "<time datetime='2026'>",
        "<a href='?single'>",
    ] {
        filled(&telegram, unit);
    }
    for unit in ["<a class='mention'>", "<p>", "<a href='https://m.example/@a'>", "<span>су</span>"] {
        filled(&mastodon, unit);
    }
}

proptest! {
    #[test]
    fn damaged_answers_do_not_panic(
        which in 0_usize..4,
        at in 0.0..1.0_f64,
        length in 0_usize..40,
        put in prop::collection::vec(any::<u8>(), 0..12),
    ) {
        let (source, body) = &sources()[which];
        let mut body = body.as_bytes().to_vec();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a length")]
        let at = (at * body.len() as f64) as usize;
        let end = (at + length).min(body.len());
        body.splice(at..end, put);
        walk(source, None, &body);
    }

    #[test]
    fn damaged_memories_do_not_panic(which in 0_usize..4, cursor in "[\\[\\]{}0-9,\":a-z]{0,60}", numbers in any::<[u64; 4]>()) {
        let (source, body) = &sources()[which];
        walk(source, Some(&cursor), body.as_bytes());
        let [a, b, c, d] = numbers;
        for cursor in [
            format!("{{\"seen\":[[{a},{b}],[{c},{d}]],\"depth\":4294967295}}"),
            format!("{{\"seen\":[[{a},{b}],[0,{d}]],\"depth\":1}}"),
            format!("{{\"seen\":[[{a},{b}],[0,{d}]],\"known\":{{\"x\":{c}}}}}"),
            format!("{{\"time\":{a},\"known\":{{\"x\":{b}}}}}"),
            format!("{{\"newest\":\"{a}\"}}"),
        ] {
            walk(source, Some(&cursor), body.as_bytes());
        }
    }
}
