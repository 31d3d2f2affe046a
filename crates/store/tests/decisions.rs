//! Decisions about topics: kept, obeyed from the right day on, withdrawn, outliving posts; and where texts of topics went.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use dauys_model::{
    CategoryId, DecisionId, ItemId, Kind, Language, Policy, Post, PostId, Role, Ruling, SourceId, Topic,
    TopicId,
};
use dauys_store::{
    Announcement, Check, Grouping, Kept, Moving, Outcome, Reading, SourceState, Store, TopicFilter,
};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

fn at(day: u32) -> Timestamp {
    format!("2026-11-{day:02}T10:00:00+05:00").parse().unwrap()
}

fn day(day: u32) -> Date {
    date(2026, 11, day as i8)
}

fn id(name: &str) -> TopicId {
    TopicId(name.into())
}

fn announcement(number: u32) -> Announcement {
    Announcement {
        key: number.to_string(),
        url: None,
        canonical: None,
        comments: None,
        thread: None,
        title: String::new(),
        text: format!("Су жоқ {number}"),
        truncated: false,
        published_at: at(number),
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

/// Posts 1 to `count`, one a day.
fn store(count: u32) -> Store {
    let mut store = Store::in_memory().unwrap();
    let after = SourceState { state: "working".into(), ..Default::default() };
    let announced = Check {
        source: SourceId::new("dala").unwrap(),
        name: "Дала".into(),
        at: at(28),
        failed: false,
        after,
        announcements: (1..=count).map(announcement).collect(),
        left_out: 0,
        withdrawn: Vec::new(),
        figures: Vec::new(),
        sightings: Vec::new(),
        spent: None,
    };
    store.save_check(&announced).unwrap();
    let read = |number: u32| Reading {
        item: ItemId(i64::from(number)),
        outcome: Outcome::Post(Box::new(Post {
            id: PostId(i64::from(number)),
            source: SourceId::new("dala").unwrap(),
            key: number.to_string(),
            url: None,
            thread: None,
            title: String::new(),
            text: format!("Су жоқ {number}"),
            published_at: at(number),
            kind: Kind::Comment,
            language: Language::Kazakh,
            iso: "kk".into(),
            category: Some(CategoryId("hcs/water".into())),
            category_score: 0.9,
            complaint: 0.9,
            problem: 0.9,
            stance: dauys_model::Stance::Complaint,
            urgent: false,
            subject: None,
            places: Vec::new(),
            place: None,
            terms: vec!["су".into()],
            fingerprint: u64::from(number),
            policy: Policy::Open,
        })),
        extraction: None,
    };
    store.save_readings(&(1..=count).map(read).collect::<Vec<_>>()).unwrap();
    store
}

/// Groups each post into the topic and the strand given, from the first dirty day on; answers which day that was.
fn group(store: &mut Store, of: &[(u32, &str, Option<&str>)]) -> Date {
    let dirty = store.dirty().unwrap().unwrap();
    let later = of.iter().filter(|(number, ..)| day(*number) >= dirty.first);
    let groupings: Vec<(Date, Vec<Grouping>)> = later
        .map(|(number, topic, strand)| {
            let grouping = Grouping {
                post: PostId(i64::from(*number)),
                duplicate_of: None,
                topic: Some(id(topic)),
                strand: strand.map(id),
                role: Role::Voice,
            };
            (day(*number), vec![grouping])
        })
        .collect();
    let mut names: Vec<&str> = of.iter().map(|(_, topic, _)| *topic).collect();
    names.sort_unstable();
    names.dedup();
    let topic = |name: &str| Topic {
        id: id(name),
        category: CategoryId("hcs/water".into()),
        subject: None,
        kato: None,
        place: None,
        first_at: at(1),
        last_at: at(28),
        days: Vec::new(),
        terms: vec!["су".into()],
        quotes: Vec::new(),
        urgent: false,
    };
    store.save_groupings(&dirty, &groupings, &names.into_iter().map(topic).collect::<Vec<_>>()).unwrap();
    dirty.first
}

fn listed(store: &Store) -> Vec<(String, u32)> {
    let topics = store.topics(&TopicFilter { from: day(1), to: day(28) }).unwrap();
    topics.into_iter().map(|topic| (topic.id.0.clone(), topic.voices())).collect()
}

#[test]
fn a_decision_makes_its_days_wait_and_is_never_deleted() {
    let mut store = store(6);
    group(
        &mut store,
        &[(1, "a", None), (2, "a", None), (3, "b", None), (4, "b", None), (5, "a", None), (6, "a", None)],
    );
    assert_eq!(store.dirty().unwrap(), None);
    let apart =
        Ruling::Apart { topic: id("a"), part: id("c"), posts: vec![PostId(5), PostId(6), PostId(99)] };
    let first = store.decide(&apart, at(20)).unwrap();
    assert_eq!(store.dirty().unwrap().unwrap().first, day(5), "the first day of a post that is named");
    let second = store.decide(&Ruling::NotThis { topic: id("b"), post: Some(PostId(4)) }, at(20)).unwrap();
    assert_eq!((first, second), (DecisionId(1), DecisionId(2)));
    let now = [(4, "d", None), (5, "c", None), (6, "c", None)];
    assert_eq!(group(&mut store, &now), day(4));
    assert_eq!(store.dirty().unwrap(), None, "obeyed");

    assert!(store.withdraw(first, at(21)).unwrap());
    assert!(!store.withdraw(first, at(22)).unwrap(), "once");
    assert_eq!(store.dirty().unwrap().unwrap().first, day(5));
    let kept = store.decisions().unwrap();
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[0].withdrawn_at, Some(at(21)));
    assert_eq!(
        kept[0].ruling,
        Ruling::Apart { topic: id("a"), part: id("c"), posts: vec![PostId(5), PostId(6)] }
    );
    assert_eq!(store.decisions_of(&id("c")).unwrap().len(), 1);
}

#[test]
fn what_is_together_is_one_even_when_its_posts_are_gone() {
    let mut store = store(4);
    group(&mut store, &[(1, "a", None), (2, "b", None), (3, "b", None), (4, "a", None)]);
    // The texts of the first days are forgotten; what was counted stays.
    let kept = Kept { raw_days: 7, citizens_days: 0, news_days: 400, sources: vec![] };
    store.prune(&kept, at(28) + 48.hours()).unwrap();
    assert_eq!(listed(&store), [("a".to_owned(), 2), ("b".to_owned(), 2)]);
    let together = store.decide(&Ruling::Together { topic: id("a"), other: id("b") }, at(20)).unwrap();
    assert_eq!(listed(&store), [("a".to_owned(), 4)]);
    assert_eq!(store.shown_as(&id("b")).unwrap(), id("a"));
    assert_eq!(store.heirs(&id("b")).unwrap(), [id("a")]);
    store.withdraw(together, at(21)).unwrap();
    assert_eq!(listed(&store), [("a".to_owned(), 2), ("b".to_owned(), 2)], "nothing is lost by it");
}

#[test]
fn a_post_that_is_erased_is_gone_from_decisions_too() {
    let mut store = store(2);
    group(&mut store, &[(1, "a", None), (2, "a", None)]);
    store.decide(&Ruling::NotThis { topic: id("a"), post: Some(PostId(2)) }, at(20)).unwrap();
    store.erase_post(PostId(2), at(21)).unwrap();
    assert_eq!(store.decisions().unwrap()[0].ruling, Ruling::NotThis { topic: id("a"), post: None });
}

#[test]
fn where_texts_went_is_known() {
    let mut store = store(6);
    let first =
        [(1, "a", None), (2, "a", None), (3, "a", None), (4, "a", None), (5, "b", None), (6, "b", None)];
    group(&mut store, &first);
    // All of b goes to a; a is shown where it was.
    store.group_again().unwrap();
    group(
        &mut store,
        &[(1, "a", None), (2, "a", None), (3, "a", None), (4, "a", None), (5, "a", None), (6, "a", None)],
    );
    let history = store.history(&id("b")).unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!((history[0].change, &history[0].other, history[0].voices), (Moving::Merged, &id("a"), 2));
    assert_eq!(store.heirs(&id("b")).unwrap(), [id("a")]);
    // One voice more or less is a correction; a third of them is a split.
    store.group_again().unwrap();
    group(
        &mut store,
        &[(1, "c", None), (2, "a", None), (3, "a", None), (4, "a", None), (5, "a", None), (6, "a", None)],
    );
    assert!(store.history(&id("c")).unwrap().is_empty());
    store.group_again().unwrap();
    group(
        &mut store,
        &[(1, "c", None), (2, "c", None), (3, "c", None), (4, "a", None), (5, "a", None), (6, "a", None)],
    );
    let history = store.history(&id("c")).unwrap();
    assert_eq!((history[0].change, &history[0].topic, history[0].voices), (Moving::Split, &id("a"), 2));
    // What is gone altogether leads on through everything that came after.
    store.group_again().unwrap();
    group(
        &mut store,
        &[(1, "c", None), (2, "c", None), (3, "c", None), (4, "d", None), (5, "d", None), (6, "c", None)],
    );
    assert_eq!(store.heirs(&id("a")).unwrap(), [id("c"), id("d")]);
    assert_eq!(store.heirs(&id("b")).unwrap(), [id("c"), id("d")]);
    assert!(store.heirs(&id("never")).unwrap().is_empty());
}

#[test]
fn a_strand_is_kept_beside_the_topic_it_is_shown_as() {
    let mut store = store(2);
    group(&mut store, &[(1, "a", None), (2, "a", Some("b"))]);
    let before = store.texts_of(day(2)).unwrap()[0].before.clone().unwrap();
    assert_eq!((before.topic, before.strand), (Some(id("a")), Some(id("b"))));
    // A union that is withdrawn finds the days of both.
    let together = store.decide(&Ruling::Together { topic: id("a"), other: id("b") }, at(20)).unwrap();
    group(&mut store, &[(1, "a", None), (2, "a", Some("b"))]);
    store.withdraw(together, at(21)).unwrap();
    assert!(store.dirty().unwrap().unwrap().first <= day(2));
}

#[test]
fn topics_that_fell_silent_are_found_by_matter() {
    let mut store = store(6);
    group(&mut store, &[(1, "a", None), (2, "b", None), (3, "b", None), (6, "b", None)]);
    let water = CategoryId("hcs/water".into());
    let found = store.dormant(&water, day(1), day(5)).unwrap();
    let found: Vec<(String, Date)> = found.into_iter().map(|dormant| (dormant.id.0, dormant.last)).collect();
    assert_eq!(found, [("a".to_owned(), day(1)), ("b".to_owned(), day(3))], "later days are not looked at");
    assert!(store.dormant(&water, day(4), day(5)).unwrap().is_empty());
    assert!(store.dormant(&CategoryId("hcs/heat".into()), day(1), day(5)).unwrap().is_empty());
}
