//! Texts from the web that try to be more than text: they stay text in every form.

use crate::invented::day;
use dauys_digest::{Digest, Input, Interface, build, html, json, markdown, text};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use scraper::Html;

/// The invented day with `text` in every place that holds a text.
fn day_of(text: &str) -> Input {
    let mut input = day(Interface::Russian);
    let list = || vec![text.to_owned()];
    input.title = text.to_owned();
    input.filters = list();
    for topic in &mut input.topics {
        topic.matter = text.to_owned();
        topic.group = text.to_owned();
        topic.sources = list();
        topic.responsible = list();
        topic.terms = text.split_whitespace().map(str::to_owned).collect();
        if let Some(place) = &mut topic.place {
            place.name = text.to_owned();
            place.locative = Some(text.to_owned());
            place.region = Some(text.to_owned());
        }
        for quote in &mut topic.quotes {
            quote.text = text.to_owned();
            quote.source = text.to_owned();
        }
    }
    input.coverage.silent[0].name = text.to_owned();
    input.coverage.unseen = list();
    input.coverage.failed[0].name = text.to_owned();
    input.coverage.failed[0].reason = text.to_owned();
    input.provenance.version = text.to_owned();
    input
}

/// The elements of a page, in order, without what may come and go with a text (the phrase and a region equal to
/// the place).
fn elements(digest: &Digest) -> Vec<String> {
    let page = Html::parse_document(&html(digest));
    let named = page.tree.nodes().filter_map(|node| node.value().as_element());
    named
        .filter(|element| !element.has_class("phrase", scraper::CaseSensitivity::CaseSensitive))
        .map(|element| element.name().to_owned())
        .collect()
}

fn check(hostile: &str) {
    let digest = build(day_of(hostile));
    let plain = build(day_of("text"));
    if digest.topics().all(|topic| !topic.quotes.is_empty()) {
        assert_eq!(elements(&digest), elements(&plain), "{hostile:?} made or broke an element");
    }
    for event in Parser::new_ext(&markdown(&digest), Options::all()) {
        match event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Code(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {
                panic!("{hostile:?} became {event:?}")
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(
                    dest_url.starts_with("https://example.kz/"),
                    "{hostile:?} became a link to {dest_url}"
                );
            }
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Table(_) | Tag::Strikethrough) => {
                panic!("{hostile:?} became {event:?}")
            }
            _ => {}
        }
    }
    let plain_text = text(&digest);
    assert!(!plain_text.chars().any(|letter| letter.is_control() && letter != '\n'), "{hostile:?}");
    serde_json::from_str::<serde_json::Value>(&json(&digest)).unwrap();
}

#[test]
fn known_tricks() {
    for hostile in [
        "</title><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</style></svg></details></article>",
        "&lt;script&gt; &amp; &#60;",
        "]]> <!-- --> <![CDATA[",
        "[x](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
        "`code` $x$ ~~x~~ **x** | a | b | [^1] [ ] ==x==",
        "# заголовок",
        "1. пункт",
        "12) пункт",
        "- пункт",
        "+ пункт",
        "> цитата",
        "---",
        "===",
        "```",
        "    код",
        "строка\n\n# вторая\r\n- третья\u{2028}четвёртая",
        "\u{1b}[31mкрасный\u{7}\u{8}",
        "\u{202e}ьтсонпо\u{2066}",
        "{{ 7 * 7 }} {n} {place} {% if %}",
        "ААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААААА",
    ] {
        check(hostile);
    }
}

#[test]
fn addresses_that_are_no_web_pages_are_not_linked() {
    let mut input = day(Interface::Kazakh);
    for quote in input.topics.iter_mut().flat_map(|topic| &mut topic.quotes) {
        quote.url = Some("javascript:alert(1)".parse().unwrap());
    }
    let digest = build(input);
    assert!(digest.topics().flat_map(|topic| &topic.quotes).all(|quote| quote.url.is_none()));
    assert!(!html(&digest).contains("javascript"));
}

#[test]
fn an_address_cannot_leave_its_place() {
    let mut input = day(Interface::Kazakh);
    let trick = "https://example.kz/a>b\"c'd<e (f) `g` [h]?q=\"><script>#\"><b>";
    for quote in input.topics.iter_mut().flat_map(|topic| &mut topic.quotes) {
        quote.url = Some(trick.parse().unwrap());
    }
    let digest = build(input);
    assert!(!html(&digest).contains("<script") && !html(&digest).contains("<b>\""));
    let links = Parser::new(&markdown(&digest))
        .filter(|event| matches!(event, Event::Start(Tag::Link { dest_url, .. }) if dest_url.contains("/a%3Eb%22c'd%3Ce")))
        .count();
    assert_eq!(links, digest.topics().map(|topic| topic.quotes.len()).sum::<usize>());
}

#[test]
fn empty_texts_are_survived() {
    check("");
    check(" \u{200b}\n");
    let mut input = day(Interface::Russian);
    for topic in &mut input.topics {
        topic.quotes.clear();
        topic.sources.clear();
        topic.days.clear();
        topic.terms.clear();
        topic.place = None;
    }
    input.coverage = Default::default();
    let digest = build(input);
    for form in [html(&digest), markdown(&digest), text(&digest), json(&digest)] {
        assert!(!form.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_text_stays_text(hostile in ".{0,40}") {
        check(&hostile);
    }

    #[test]
    fn marks_stay_text(hostile in r#"[-#*_`~<>\[\]()!|&$@^+=.:;/\\"'{}0-9a-c \n]{1,24}"#) {
        check(&hostile);
    }
}
