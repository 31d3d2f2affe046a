//! Counts of voices and signals, through the public methods alone.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use dauys_model::{
    CategoryId, ItemId, Kato, Kind, Language, Policy, Post, PostId, Role, Signal, SignalPlace, SignalSubject,
    SourceId, Stance, Topic, TopicId,
};
use dauys_store::{
    Announcement, Check, Grouping, Kept, Outcome, Reading, SignalsDue, SourceState, Store, VoiceCount,
};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

const DAY: Date = date(2026, 11, 20);

fn at(time: &str) -> Timestamp {
    format!("2026-11-{time}:00+05:00").parse().unwrap()
}

fn source(name: &str) -> SourceId {
    SourceId::new(name).unwrap()
}

fn announcement(key: &str, time: &str) -> Announcement {
    Announcement {
        key: key.into(),
        url: None,
        canonical: None,
        comments: None,
        thread: None,
        title: String::new(),
        text: format!("су жоқ {key}"),
        truncated: false,
        published_at: at(time),
        dated: true,
        kind: Kind::Comment,
        language: None,
        region: None,
        place: None,
        policy: Policy::Open,
        voice: None,
        wants_page: false,
    }
}

fn check(name: &str, time: &str, failed: bool, announcements: Vec<Announcement>) -> Check {
    Check {
        source: source(name),
        name: name.into(),
        at: at(time),
        failed,
        after: SourceState { state: "working".into(), ..Default::default() },
        announcements,
        left_out: 0,
        withdrawn: Vec::new(),
        figures: Vec::new(),
        sightings: Vec::new(),
        spent: None,
    }
}

/// Announces posts of a source and reads them: all are of water, in a village of a district or in a place without a code.
fn bring(store: &mut Store, name: &str, keys: &[(&str, &str)], place: Option<&str>) {
    let announcements = keys.iter().map(|(key, time)| announcement(key, time)).collect();
    store.save_check(&check(name, "20T09:00", false, announcements)).unwrap();
    let readings: Vec<Reading> = store
        .unread(ItemId(0), 100)
        .unwrap()
        .into_iter()
        .map(|unread| Reading {
            item: unread.item,
            outcome: Outcome::Post(Box::new(Post {
                id: PostId(unread.item.0),
                source: unread.source.clone(),
                key: unread.key.clone(),
                url: None,
                thread: None,
                title: String::new(),
                text: unread.text.clone(),
                published_at: unread.published_at,
                kind: unread.kind,
                language: Language::Kazakh,
                iso: "kk".into(),
                category: Some(CategoryId("hcs/water".into())),
                category_score: 1.0,
                subject: None,
                complaint: 0.9,
                problem: 0.9,
                stance: Stance::Complaint,
                urgent: false,
                places: vec![Kato(391_643_200)],
                place: place.map(str::to_owned),
                terms: vec!["су".into()],
                fingerprint: 0,
                policy: Policy::Open,
            })),
            extraction: None,
        })
        .collect();
    store.save_readings(&readings).unwrap();
}

/// Groups every day of the dirty ones: `role` says what the posts are.
fn group(store: &mut Store, role: impl Fn(PostId) -> Role) {
    let dirty = store.dirty().unwrap().expect("something changed");
    let mut groupings = Vec::new();
    let mut day = dirty.first;
    while day <= dirty.last {
        let of_day = store.texts_of(day).unwrap().into_iter().map(|text| Grouping {
            post: text.id,
            duplicate_of: None,
            topic: Some(TopicId("taaaaaaaaaaa".into())),
            strand: None,
            role: role(text.id),
        });
        groupings.push((day, of_day.collect()));
        day = day.tomorrow().unwrap();
    }
    let topic = Topic {
        subject: None,
        id: TopicId("taaaaaaaaaaa".into()),
        category: CategoryId("hcs/water".into()),
        kato: None,
        place: None,
        first_at: at("20T08:00"),
        last_at: at("20T08:00"),
        days: Vec::new(),
        terms: Vec::new(),
        quotes: Vec::new(),
        urgent: false,
    };
    store.save_groupings(&dirty, &groupings, &[topic]).unwrap();
}

fn counts(store: &Store) -> Vec<(Date, String, u32)> {
    let counts = store.voice_counts(Date::MIN, Date::MAX).unwrap();
    counts.into_iter().map(|count| (count.day, count.source.to_string(), count.voices)).collect()
}

fn signal(day: Date) -> Signal {
    Signal {
        subject: SignalSubject::Cell {
            category: CategoryId("hcs/water".into()),
            place: SignalPlace::Known(Kato(391_600_000)),
        },
        day,
        span: 1,
        voices: 7,
        today: 7,
        expected: 0.25,
        chance: 1.0e-9,
        adjusted: 1.0e-5,
        factor: 28.0,
        history: 40,
        heard: 3,
        sources: vec![(source("dala"), 7)],
        young: Vec::new(),
    }
}

#[test]
fn voices_are_counted_and_echo_is_not() {
    let mut store = Store::in_memory().unwrap();
    let times = [("1", "20T08:00"), ("2", "20T08:00"), ("3", "20T08:00"), ("4", "20T08:00")];
    bring(&mut store, "dala", &times, Some("Ащыбұлақ  ауылы"));
    group(&mut store, |post| match post.0 {
        1 | 2 => Role::Voice,
        3 => Role::Echo,
        _ => Role::Context,
    });
    let expected = VoiceCount {
        day: DAY,
        source: source("dala"),
        category: CategoryId("hcs/water".into()),
        kato: Some(Kato(391_600_000)),
        name: Some("ащыбұлақ ауылы".into()),
        topic: Some(TopicId("taaaaaaaaaaa".into())),
        voices: 2,
    };
    assert_eq!(store.voice_counts(DAY, DAY).unwrap(), std::slice::from_ref(&expected));
    assert_eq!(store.voice_counts_of_topic(&TopicId("taaaaaaaaaaa".into())).unwrap(), [expected]);
    assert_eq!(store.first_voice_day().unwrap(), Some(DAY));
}

#[test]
fn voices_stand_when_their_texts_go_and_when_the_day_is_grouped_again() {
    let mut store = Store::in_memory().unwrap();
    bring(&mut store, "dala", &[("1", "20T08:00"), ("2", "20T08:00")], None);
    group(&mut store, |_| Role::Voice);
    let kept = |days| Kept { raw_days: 7, citizens_days: days, news_days: 400, sources: Vec::new() };
    assert_eq!(store.prune(&kept(90), at("20T09:00") + (91 * 24).hours()).unwrap().items, 2);
    assert_eq!(counts(&store), [(DAY, "dala".into(), 2)]);
    // A late text of the same day: the day is grouped again, without those that are gone.
    bring(&mut store, "dala", &[("3", "20T10:00")], None);
    group(&mut store, |_| Role::Voice);
    assert_eq!(counts(&store), [(DAY, "dala".into(), 3)]);
    // Numbers of rows that are gone are given again.
    assert!(store.erase_post(PostId(1), at("21T00:00")).unwrap());
    group(&mut store, |_| Role::Voice);
    assert_eq!(counts(&store), [(DAY, "dala".into(), 2)], "what is erased never counted");
}

#[test]
fn an_erased_source_leaves_no_count_and_no_signal() {
    let mut store = Store::in_memory().unwrap();
    bring(&mut store, "dala", &[("1", "20T08:00")], None);
    bring(&mut store, "other", &[("2", "20T08:00")], None);
    group(&mut store, |_| Role::Voice);
    let due = store.signals_due(DAY).unwrap().unwrap();
    store.save_signals(&due, &[(DAY, vec![signal(DAY)])], Some((DAY, b"learnt"))).unwrap();
    store.erase_source(&source("dala"), at("20T12:00")).unwrap();
    assert_eq!(counts(&store), [(DAY, "other".into(), 1)]);
    assert!(store.heard_records(DAY, DAY).unwrap().iter().all(|(of, _, _)| *of == source("other")));
    assert!(store.signals(DAY).unwrap().is_empty());
    assert!(store.signal_state(date(2026, 12, 1)).unwrap().is_none());
    assert_eq!(store.signals_due(DAY).unwrap(), Some(SignalsDue { from: DAY, to: DAY }));
}

#[test]
fn days_are_judged_again_from_the_first_that_changed() {
    let mut store = Store::in_memory().unwrap();
    assert_eq!(store.signals_due(DAY).unwrap(), None, "nothing was ever said");
    bring(&mut store, "dala", &[("1", "18T08:00"), ("2", "20T08:00")], None);
    assert_eq!(store.signals_due(DAY).unwrap(), None, "nothing was grouped");
    group(&mut store, |_| Role::Voice);
    let due = store.signals_due(DAY).unwrap().unwrap();
    assert_eq!((due.from, due.to), (date(2026, 11, 18), DAY));
    store.save_signals(&due, &[(DAY, vec![signal(DAY)])], Some((due.from, b"learnt"))).unwrap();
    assert_eq!(store.signals_due(DAY).unwrap(), None);
    assert_eq!(store.signals(DAY).unwrap(), [signal(DAY)]);
    assert!(store.signals(due.from).unwrap().is_empty());
    // The next day judges the last one again, which may not have been over.
    let next = DAY.tomorrow().unwrap();
    assert_eq!(store.signals_due(next).unwrap(), Some(SignalsDue { from: DAY, to: next }));
    assert_eq!(store.signal_state(DAY).unwrap(), Some((due.from, b"learnt".to_vec())));
    assert_eq!(store.signal_state(due.from).unwrap(), None, "what was learnt up to a day is of use after it");
    // Grouped again with nothing changed: nothing to judge.
    store.group_again().unwrap();
    group(&mut store, |_| Role::Voice);
    assert_eq!(store.signals_due(DAY).unwrap(), None);
    // A voice less on the 18th.
    store.group_again().unwrap();
    group(&mut store, |post| if post.0 == 1 { Role::Echo } else { Role::Voice });
    let due = store.signals_due(DAY).unwrap().unwrap();
    assert_eq!(due.from, date(2026, 11, 18));
    store.save_signals(&due, &[], None).unwrap();
    assert!(
        store.signal_state(Date::MAX).unwrap().is_none(),
        "what was learnt of a day that changed is wrong"
    );
    assert!(store.signals(DAY).unwrap().is_empty());
}

#[test]
fn it_is_on_record_who_was_heard_and_who_was_asked_in_vain() {
    let mut store = Store::in_memory().unwrap();
    store.save_check(&check("dala", "19T09:00", true, Vec::new())).unwrap();
    store.save_check(&check("other", "19T09:00", true, Vec::new())).unwrap();
    store.signals_due(DAY).unwrap();
    let records = |store: &Store| -> Vec<(String, i8, bool)> {
        let records = store.heard_records(Date::MIN, Date::MAX).unwrap();
        records.into_iter().map(|(source, day, heard)| (source.to_string(), day.day(), heard)).collect()
    };
    assert_eq!(records(&store), [("dala".into(), 19, false), ("other".into(), 19, false)]);
    // Heard on the 20th, of a text of the 19th.
    bring(&mut store, "dala", &[("1", "19T08:00")], None);
    group(&mut store, |_| Role::Voice);
    let due = store.signals_due(DAY).unwrap().unwrap();
    assert_eq!(due.from, date(2026, 11, 19));
    let expected = [("dala".into(), 19, true), ("other".into(), 19, false), ("dala".into(), 20, true)];
    assert_eq!(records(&store), expected);
    store.save_signals(&due, &[], None).unwrap();
    // A check of midnight belongs to the day that begins in Kazakhstan.
    store.save_check(&check("dala", "21T00:30", false, Vec::new())).unwrap();
    store.signals_due(DAY).unwrap();
    assert_eq!(records(&store).last().unwrap(), &("dala".into(), 21, true));
}
