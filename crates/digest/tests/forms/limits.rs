//! Bounds of mail, messages, channels and calendars, whatever a digest holds.

use crate::made::{day, heating, water, week};
use dauys_digest::{Digest, Entry, Interface, ics, mail, telegram, webhook};
use dauys_model::{PostId, TopicId};
use proptest::prelude::*;
use scraper::{Html, Selector};

/// Bytes of the largest mail.
const MAIL: usize = 100_000;

/// A digest of `topics` topics whose texts are `text`.
fn large(topics: usize, text: &str) -> Digest {
    let mut digest = week(Interface::Russian);
    let topic = |number: usize| {
        let mut topic: Entry =
            if number.is_multiple_of(3) { heating(Interface::Russian) } else { water(Interface::Russian) };
        topic.id = TopicId(format!("t{number}"));
        topic.title.text = format!("{number} {text}");
        topic.fact.text = text.to_owned();
        for (quote, post) in topic.quotes.iter_mut().zip(1..) {
            quote.text = text.to_owned();
            quote.post = PostId(number as i64 * 10 + post);
        }
        topic
    };
    digest.sections[0].topics = (0..topics).map(topic).collect();
    let changes = digest.changes.items.clone();
    digest.changes.items = changes.iter().cycle().take(topics).cloned().collect();
    digest.alerts = vec![digest.alerts[0].clone(); topics / 4];
    let rollup = digest.rollup.as_mut().unwrap();
    rollup.rows = vec![rollup.rows[0].clone(); topics];
    digest.coverage.silent = (0..topics).map(|number| format!("{text} {number}")).collect();
    digest.corrections = vec![digest.corrections[0].clone(); topics / 4];
    digest
}

/// The digest with `text` in every sentence and name that a mail sets around its topics.
fn wordy(text: &str) -> Digest {
    let mut digest = large(40, text);
    digest.title = text.to_owned();
    digest.date = text.to_owned();
    digest.as_of = text.to_owned();
    digest.pages = Some(format!("https://dauys.example.kz/{}", "p&".repeat(120)));
    digest.summary.sentence.text = text.to_owned();
    digest.changes.lead.text = text.to_owned();
    let lists = [
        &mut digest.corrections,
        &mut digest.missed,
        &mut digest.review,
        &mut digest.made_with,
        &mut digest.how_to_read,
        &mut digest.coverage.sentences,
    ];
    for list in lists {
        let Some(first) = list.first().cloned() else { continue };
        list.resize(40, first);
        list.iter_mut().for_each(|sentence| sentence.text = text.to_owned());
    }
    for change in &mut digest.changes.items {
        change.label = text.to_owned();
        change.sentence.text = text.to_owned();
    }
    for source in &mut digest.coverage.failed {
        (source.name, source.reason) = (text.to_owned(), text.to_owned());
    }
    digest.coverage.unseen = vec![text.to_owned(); 40];
    digest
}

#[test]
fn a_mail_of_many_long_topics_stays_small_and_whole() {
    let text = "Третий день в квартирах плюс одиннадцать, батареи холодные. ".repeat(40);
    for digest in
        [large(500, &text), large(500, "\"<&>\""), wordy(&"\"<&>\" ".repeat(400)), wordy(&"'".repeat(3000))]
    {
        let page = mail(&digest);
        assert!(page.len() < MAIL, "{}", page.len());
        assert!(page.contains("остальное — на странице обзора"), "what was left out is owned up to");
        assert!(page.trim_end().ends_with("</html>"));
        let read = Html::parse_document(&page);
        let count = |selector| read.select(&Selector::parse(selector).unwrap()).count();
        let topics = count("h3");
        assert!(topics >= 1, "topics have room whatever stands around them");
        // A topic ends with its responsible bodies, which each of these has.
        assert_eq!(page.matches("Ответственный орган").count(), topics);
    }
}

#[test]
fn a_mail_that_has_room_leaves_nothing_out() {
    for digest in [day(Interface::Russian), week(Interface::Russian), large(12, "Воды нет третий день.")]
    {
        assert!(!mail(&digest).contains("остальное — на странице обзора"));
    }
}

/// The texts of a message, and its length in UTF-16 units after tags and references are read, as Telegram counts; a tag that it does
/// not know, or that is not closed in its message, fails.
fn read(message: &str) -> (String, usize) {
    let mut open: Vec<&str> = Vec::new();
    let mut text = String::new();
    let mut rest = message;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let end = start + rest[start..].find('>').unwrap_or_else(|| panic!("no end of a tag in {message}"));
        let tag = &rest[start + 1..end];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        assert!(["b", "i", "a", "blockquote"].contains(&name), "<{tag}>");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{message}");
        } else {
            assert!(open.is_empty(), "tags are not nested");
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?} left open in {message}");
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let units = text.encode_utf16().count();
    (text, units)
}

/// Checks what holds for every message of a digest, and gives their texts.
fn check_messages(digest: &Digest) -> Vec<String> {
    let messages = telegram::messages(digest);
    let texts = messages.iter().enumerate().map(|(index, message)| {
        let (text, units) = read(message);
        assert!((1..=4096).contains(&units), "{units}");
        let marks = ["<b>", "<i>", "<a ", "<blockquote>"].map(|mark| message.matches(mark).count());
        assert!(marks.iter().sum::<usize>() <= 100, "Telegram drops what is beyond a hundred");
        let number = format!("({}/{})\n", index + 1, messages.len());
        assert_eq!(text.starts_with(&number), messages.len() > 1);
        text
    });
    texts.collect()
}

#[test]
fn one_message_is_not_numbered_and_many_are() {
    let mut small = day(Interface::Russian);
    small.sections.truncate(1);
    assert_eq!(check_messages(&small).len(), 1);
    let many = check_messages(&large(60, "Воды нет третий день."));
    assert!(many.len() > 3);
    assert!(many[0].contains("Области Абай и Восточно-Казахстанская"));
}

#[test]
fn messages_are_parted_between_topics() {
    let digest = large(60, "Воды нет третий день.");
    let texts = check_messages(&digest);
    for topic in digest.topics().filter(|topic| !topic.responsible.is_empty()) {
        let holders = texts
            .iter()
            .filter(|text| text.contains(&format!("{}\n{} · ", topic.title.text, topic.title.group)));
        for holder in holders {
            let after = &holder[holder.find(&topic.title.text).unwrap()..];
            assert!(after.contains("Ответственный орган"), "{} is parted", topic.title.text);
        }
    }
}

#[test]
fn a_channel_gets_one_text_of_bounded_length() {
    for digest in
        [day(Interface::Russian), large(500, "Воды нет третий день."), wordy(&"слово & < > ".repeat(90))]
    {
        let text = webhook(&digest);
        assert!(text.chars().count() <= 3500, "{}", text.chars().count());
        assert!(text.contains("Срочно") || !text.contains("нет воды"));
    }
    let page = "<https://dauys.example.kz/digests/2026-11-22/east|Открыть обзор на странице>";
    assert!(webhook(&day(Interface::Russian)).contains(page));
    let cut = webhook(&large(500, "Воды нет третий день."));
    assert!(cut.contains("остальное — на странице обзора"), "{cut}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn messages_hold_whatever_a_topic_says(text in r"(?s)(.{0,40}[.!? ]){0,300}", topics in 1usize..12) {
        let texts = check_messages(&large(topics, &text));
        prop_assert!(!texts.is_empty());
    }

    #[test]
    fn no_word_of_a_long_quote_is_lost(words in prop::collection::vec("[а-яa-z😀]{1,30}[.!?]?", 1..900)) {
        let mut digest = day(Interface::Russian);
        digest.sections.truncate(1);
        let quote = words.join(" ");
        digest.sections[0].topics[0].quotes[0].text = quote;
        let whole = check_messages(&digest).concat();
        let mut from = 0;
        for word in &words {
            let found = whole[from..].find(word.as_str());
            prop_assert!(found.is_some(), "{word} is lost");
            from += found.unwrap() + word.len();
        }
    }

    #[test]
    fn a_mail_stays_small(text in r#"(["'&<>а ]{1,9}|[^\x00]){0,200}"#, topics in 1usize..120) {
        prop_assert!(mail(&large(topics, &text)).len() < MAIL);
        prop_assert!(mail(&wordy(&text)).len() < MAIL);
    }

    #[test]
    fn lines_of_a_calendar_are_folded_and_read_back(text in r"(?s).{0,300}") {
        let mut digest = day(Interface::Russian);
        digest.title = text.clone();
        digest.changes.items.iter_mut().for_each(|change| change.sentence.text = text.clone());
        let calendar = ics(&digest);
        for line in calendar.split("\r\n") {
            prop_assert!(line.len() <= 75, "{line}");
            prop_assert!(!line.chars().any(char::is_control), "{line:?}");
        }
        prop_assert!(calendar.ends_with("END:VCALENDAR\r\n"));
        let unfolded = calendar.replace("\r\n ", "");
        prop_assert_eq!(unfolded.matches("\r\nBEGIN:VEVENT\r\n").count(), 2);
        prop_assert_eq!(unfolded.matches("\r\nSUMMARY;LANGUAGE=ru:").count(), 2);
        prop_assert!(calendar.parse::<icalendar::Calendar>().is_ok());
    }
}
