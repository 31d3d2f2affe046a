//! Texts from the web that try to be more than text: they stay text in every form.

use crate::made::week;
use crate::snapshots::{feed_of, forms};
use dauys_digest::feed::atom;
use dauys_digest::{Digest, Interface, Sentence, html, ics, mail, telegram, webhook};
use proptest::prelude::*;
use scraper::Html;

/// The invented week with `text` in every place that holds a text.
fn week_of(text: &str) -> Digest {
    let mut digest = week(Interface::Russian);
    let set = |place: &mut String| *place = text.to_owned();
    let tell = |sentences: &mut [Sentence]| {
        sentences.iter_mut().for_each(|sentence| sentence.text = text.to_owned())
    };
    set(&mut digest.title);
    set(&mut digest.date);
    set(&mut digest.as_of);
    digest.filters = vec![text.to_owned()];
    set(&mut digest.summary.sentence.text);
    set(&mut digest.changes.lead.text);
    for change in &mut digest.changes.items {
        set(&mut change.label);
        set(&mut change.sentence.text);
    }
    for list in [&mut digest.corrections, &mut digest.missed, &mut digest.review, &mut digest.made_with] {
        tell(list);
    }
    tell(&mut digest.how_to_read);
    tell(&mut digest.coverage.sentences);
    for section in &mut digest.sections {
        set(&mut section.heading);
        for topic in &mut section.topics {
            set(&mut topic.title.text);
            set(&mut topic.title.group);
            topic.title.region = Some(text.to_owned());
            topic.title.phrase.iter_mut().for_each(|phrase| set(&mut phrase.text));
            set(&mut topic.fact.text);
            topic.norm.iter_mut().for_each(|norm| set(&mut norm.sentence.text));
            topic.note.iter_mut().for_each(|note| set(&mut note.text));
            set(&mut topic.curve_caption);
            set(&mut topic.curve_in_words);
            topic.sources.iter_mut().chain(&mut topic.responsible).for_each(set);
            for quote in &mut topic.quotes {
                set(&mut quote.text);
                set(&mut quote.source);
            }
        }
    }
    for alert in &mut digest.alerts {
        set(&mut alert.search);
        set(&mut alert.sentence.text);
    }
    let rollup = digest.rollup.as_mut().unwrap();
    rollup.columns.iter_mut().for_each(set);
    for row in &mut rollup.rows {
        set(&mut row.category_name);
        set(&mut row.sentence.text);
    }
    digest.regions.iter_mut().for_each(|region| set(&mut region.name));
    digest.coverage.silent = vec![text.to_owned()];
    digest.coverage.unseen = vec![text.to_owned()];
    for source in &mut digest.coverage.failed {
        set(&mut source.name);
        set(&mut source.reason);
    }
    digest
}

/// The elements of a page, in order.
fn elements(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    page.tree
        .nodes()
        .filter_map(|node| node.value().as_element())
        .map(|element| element.name().to_owned())
        .collect()
}

fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')
}

fn check(hostile: &str) {
    let digest = week_of(hostile);
    let plain = week_of("text");
    assert_eq!(
        elements(&html(&digest)),
        elements(&html(&plain)),
        "{hostile:?} made or broke an element of the page"
    );
    // One that is cut, and says so, has fewer.
    let letter = mail(&digest);
    if !letter.contains("остальное — на странице обзора") {
        let broken = "made or broke an element of the mail";
        assert_eq!(elements(&letter), elements(&mail(&plain)), "{hostile:?} {broken}");
    }
    for (form, text) in forms(&digest) {
        // JSON escapes control characters, and its readers undo that.
        if form != "feed" {
            assert!(!text.contains(is_hidden), "{hostile:?} in {form}");
        }
    }
    let feed = atom(&feed_of(&digest));
    let read: atom_syndication::Feed = feed.parse().unwrap_or_else(|error| panic!("{hostile:?}: {error}"));
    let inner = read.entries()[0].content().unwrap().value().unwrap();
    let plain_feed: atom_syndication::Feed = atom(&feed_of(&plain)).parse().unwrap();
    let plain_inner = plain_feed.entries()[0].content().unwrap().value().unwrap();
    assert_eq!(elements(inner), elements(plain_inner), "{hostile:?} made or broke an element of the feed");
    for message in telegram::messages(&digest) {
        for tag in message.split('<').skip(1) {
            let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap();
            assert!(["b", "i", "a", "blockquote"].contains(&name), "{hostile:?} became <{tag}");
        }
        for link in message.split("<a href=\"").skip(1) {
            let target = link.split('"').next().unwrap();
            assert!(
                target.starts_with("https://dauys.example.kz/") || target.starts_with("https://example.kz/"),
                "{target}"
            );
        }
    }
    for link in webhook(&digest).split('<').skip(1) {
        assert!(link.starts_with("https://dauys.example.kz/"), "{hostile:?} became <{link}");
    }
    let calendar = ics(&digest).replace("\r\n ", "");
    assert_eq!(calendar.lines().count(), ics(&plain).replace("\r\n ", "").lines().count(), "{hostile:?}");
}

#[test]
fn known_tricks() {
    for hostile in [
        "</title><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</style></svg></details></article></table>",
        "&lt;script&gt; &amp; &#60;",
        "]]> <!-- --> <![CDATA[",
        "[x](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
        "<!channel> <@U123> <https://evil.example|bank>",
        "</b></blockquote><a href=\"https://evil.example\">x</a>",
        "строка\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:x",
        "\u{1b}[31mкрасный\u{7}\u{8}\u{0}",
        "\u{202e}ьтсонпо\u{2066}\u{feff}",
        "{{ 7 * 7 }} {n} {place} {% if %}",
        &"А".repeat(9000),
        &"😀".repeat(900),
    ] {
        check(hostile);
    }
}

#[test]
fn nobody_is_called_in_a_channel() {
    let text = webhook(&week_of("@channel ![x](https://evil.example/x.png)"));
    assert!(!text.contains("@channel") && !text.contains("](http"), "{text}");
    let messages = telegram::messages(&week_of("@somebody")).concat();
    assert!(!messages.contains("@somebody"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_text_stays_text(hostile in "[^\\s\\p{Cc}\\p{Cf}](?s:.){0,40}") {
        check(&hostile);
    }

    #[test]
    fn marks_stay_text(hostile in r#"[a-c][-#*_`~<>\[\]()!|&$@^+=.:;/\\"'{}0-9a-c \n\r\t]{1,24}"#) {
        check(&hostile);
    }
}
