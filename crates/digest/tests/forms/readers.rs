//! Calendars and feeds as other programs read them.

use crate::made::{day, every, quiet_day};
use crate::snapshots::feed_of;
use dauys_digest::feed::{atom, edition_id, json_feed};
use dauys_digest::{ChangeKind, Interface, ics};
use dauys_model::{EditionKey, Period, SubscriptionId};
use icalendar::{Calendar, CalendarComponent, Component};

/// The events of a calendar as (identity, first day, what).
fn events(text: &str) -> Vec<(String, String, String)> {
    let calendar: Calendar = text.parse().unwrap();
    let event = |component: &CalendarComponent| match component {
        CalendarComponent::Event(event) => {
            let start = event.property_value("DTSTART")?.to_owned();
            Some((event.get_uid()?.to_owned(), start, event.get_summary()?.to_owned()))
        }
        _ => None,
    };
    calendar.components.iter().filter_map(event).collect()
}

#[test]
fn answers_due_are_days_of_a_calendar() {
    assert_eq!(
        events(&ics(&day(Interface::Russian))),
        [
            ("due-4", "20261120", "Срок ответа истёк 20 ноября: отчёт о ремонте котельной"),
            ("due-3", "20261124", "Аягоз: водоснабжение — срок 24 ноября: ответ акимата на запрос № 17"),
        ]
        .map(|(id, day, what)| (format!("{id}@dauys.example.kz"), day.to_owned(), what.to_owned()))
    );
}

#[test]
fn a_calendar_without_answers_holds_its_time_zone() {
    let text = ics(&quiet_day(Interface::Kazakh));
    let calendar: Calendar = text.parse().unwrap();
    assert!(events(&text).is_empty());
    assert_eq!(calendar.components.len(), 1);
    assert!(text.contains("\r\nBEGIN:VTIMEZONE\r\n"));
}

#[test]
fn an_answer_keeps_its_identity_in_every_edition() {
    let mut digest = day(Interface::Russian);
    let first = events(&ics(&digest));
    digest.until += jiff::SignedDuration::from_hours(24);
    digest.day = digest.day.tomorrow().unwrap();
    assert_eq!(events(&ics(&digest)), first);
    // Told twice, it is one event; told of nothing but a day, it has an identity still.
    let due =
        digest.changes.items.iter().find(|change| change.kind == ChangeKind::AnswerDue).unwrap().clone();
    digest.changes.items.push(due.clone());
    assert_eq!(events(&ics(&digest)), first);
    let mut bare = due;
    (bare.topic, bare.sentence.refs) = (None, Vec::new());
    digest.changes.items.push(bare);
    assert_eq!(events(&ics(&digest))[2].0, "due-east-20261120@dauys.example.kz");
}

#[test]
fn feeds_are_read_by_others() {
    for digest in every() {
        let feed = feed_of(&digest);
        let read: atom_syndication::Feed = atom(&feed).parse().unwrap();
        assert_eq!(read.id(), feed.id);
        assert_eq!(read.title().as_str(), digest.title);
        assert_eq!(read.lang(), Some(digest.language.code()));
        let entry = &read.entries()[0];
        assert_eq!(entry.id(), feed.entries[0].id);
        assert_eq!(entry.content().unwrap().value(), Some(feed.entries[0].html.as_str()));
        assert_eq!(entry.content().unwrap().content_type(), Some("html"));
        let json: serde_json::Value = serde_json::from_str(&json_feed(&feed)).unwrap();
        assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(json["items"][0]["content_html"], feed.entries[0].html);
        assert_eq!(json["items"][0].get("url").is_some(), digest.pages.is_some());
    }
}

#[test]
fn identities_last() {
    let key = EditionKey {
        subscription: SubscriptionId::new("east").unwrap(),
        period: Period::Week,
        day: jiff::civil::date(2026, 11, 22),
    };
    assert_eq!(
        edition_id("https://dauys.example.kz/here", &key),
        "tag:dauys.example.kz,2026:dauys/east/week/2026-11-22"
    );
    assert_eq!(edition_id("", &key), "tag:dauys.invalid,2026:dauys/east/week/2026-11-22");
}
