//! What persons say of posts: set, changed, taken back, counted, exported; gone with the post; and which posts wait in which order.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use dauys_model::{
    CategoryId, ItemId, Kind, Language, Mark, Policy, Post, PostId, Role, SourceId, Topic, TopicId,
};
use dauys_store::{Announcement, Check, Grouping, MarkCounts, Outcome, Reading, Shown, SourceState, Store};
use jiff::Timestamp;
use jiff::civil::date;

const SHOWN: Shown = Shown { voices: 5, urgent_voices: 2 };

fn at(hour: u32) -> Timestamp {
    format!("2026-11-20T{hour:02}:00:00+05:00").parse().unwrap()
}

fn announcement(key: u32) -> Announcement {
    Announcement {
        key: key.to_string(),
        url: None,
        canonical: None,
        comments: None,
        thread: None,
        title: String::new(),
        text: format!("Су жоқ {key}"),
        truncated: false,
        published_at: at(key),
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

fn post(id: i64, hour: u32) -> Post {
    Post {
        id: PostId(id),
        source: SourceId::new("dala").unwrap(),
        key: hour.to_string(),
        url: None,
        thread: None,
        title: String::new(),
        text: format!("Су жоқ {hour}"),
        published_at: at(hour),
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
        fingerprint: u64::from(hour),
        policy: Policy::Open,
    }
}

/// Posts 1 to `count`, published at the hours of their numbers.
fn store(count: u32) -> Store {
    let mut store = Store::in_memory().unwrap();
    let after = SourceState { state: "working".into(), ..Default::default() };
    let announced = Check {
        source: SourceId::new("dala").unwrap(),
        name: "Дала".into(),
        at: at(23),
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
    let read = |hour: u32| Reading {
        item: ItemId(i64::from(hour)),
        outcome: Outcome::Post(Box::new(post(i64::from(hour), hour))),
        extraction: None,
    };
    store.save_readings(&(1..=count).map(read).collect::<Vec<_>>()).unwrap();
    store
}

/// Groups posts: number, topic, the post it repeats.
fn group(store: &mut Store, of: &[(i64, Option<&str>, Option<i64>)]) {
    let dirty = store.dirty().unwrap().unwrap();
    let grouping = |(post, topic, repeats): &(i64, Option<&str>, Option<i64>)| Grouping {
        strand: None,
        post: PostId(*post),
        duplicate_of: repeats.map(PostId),
        topic: topic.map(|topic| TopicId(topic.into())),
        role: if repeats.is_some() { Role::Echo } else { Role::Voice },
    };
    let mut names: Vec<&str> = of.iter().filter_map(|(_, topic, _)| *topic).collect();
    names.sort_unstable();
    names.dedup();
    let topic = |name: &str| Topic {
        subject: None,
        id: TopicId(name.into()),
        category: CategoryId("hcs/water".into()),
        kato: None,
        place: None,
        first_at: at(1),
        last_at: at(1),
        days: Vec::new(),
        terms: vec!["су".into()],
        quotes: Vec::new(),
        urgent: name.contains("urgent"),
    };
    let topics: Vec<Topic> = names.into_iter().map(topic).collect();
    store
        .save_groupings(&dirty, &[(date(2026, 11, 20), of.iter().map(grouping).collect())], &topics)
        .unwrap();
}

fn waiting(store: &Store, limit: usize, after: Option<i64>) -> Vec<i64> {
    let found = store.waiting_for_triage(SHOWN, limit, after.map(PostId)).unwrap();
    found.into_iter().map(|stored| stored.post.id.0).collect()
}

fn marks(store: &Store) -> Vec<(i64, Mark)> {
    let mut marks = Vec::new();
    store
        .each_mark(|marked| -> dauys_store::Result<()> {
            marks.push((marked.post.post.id.0, marked.mark));
            Ok(())
        })
        .unwrap();
    marks
}

#[test]
fn a_mark_is_set_changed_and_taken_back() {
    let mut store = store(3);
    assert!(store.set_mark(PostId(1), Mark::Complaint, at(9)).unwrap());
    assert!(store.set_mark(PostId(2), Mark::News, at(10)).unwrap());
    assert!(store.set_mark(PostId(1), Mark::NotOurs, at(11)).unwrap());
    assert!(!store.set_mark(PostId(9), Mark::News, at(11)).unwrap(), "there is no such post");
    assert_eq!(store.mark(PostId(1)).unwrap(), Some((Mark::NotOurs, at(11))));
    assert_eq!(marks(&store), [(1, Mark::NotOurs), (2, Mark::News)]);
    let last = store.last_marks(1).unwrap();
    assert_eq!((last[0].post.post.id, last[0].at), (PostId(1), at(11)));
    assert_eq!(store.mark_counts().unwrap(), MarkCounts { marked: [0, 1, 0, 1], waiting: 1 });
    assert!(store.clear_mark(PostId(1)).unwrap());
    assert!(!store.clear_mark(PostId(1)).unwrap());
    assert_eq!(store.mark(PostId(1)).unwrap(), None);
    assert_eq!(store.mark_counts().unwrap().all(), 1);
}

#[test]
fn erasing_a_post_or_its_source_takes_the_mark() {
    let mut store = store(3);
    for post in 1..=3 {
        store.set_mark(PostId(post), Mark::Complaint, at(9)).unwrap();
    }
    store.erase_post(PostId(2), at(12)).unwrap();
    assert_eq!(marks(&store), [(1, Mark::Complaint), (3, Mark::Complaint)]);
    assert_eq!(store.mark(PostId(2)).unwrap(), None);
    store.erase_source(&SourceId::new("dala").unwrap(), at(13)).unwrap();
    assert_eq!(store.mark_counts().unwrap(), MarkCounts::default());
}

#[test]
fn small_topics_wait_first_and_the_newest_of_each() {
    let mut store = store(12);
    // Topic a has two voices, the urgent one enough, b five; 12 repeats 1; 11 and 5 have no topic.
    group(
        &mut store,
        &[
            (1, Some("ta"), None),
            (2, Some("tb"), None),
            (3, Some("ta"), None),
            (4, Some("turgent"), None),
            (5, None, None),
            (6, Some("tb"), None),
            (7, Some("turgent"), None),
            (8, Some("tb"), None),
            (9, Some("tb"), None),
            (10, Some("tb"), None),
            (11, None, None),
            (12, Some("ta"), Some(1)),
        ],
    );
    let all = [3, 1, 11, 10, 9, 8, 7, 6, 5, 4, 2];
    assert_eq!(waiting(&store, 50, None), all);
    for per_page in 1..=5 {
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = waiting(&store, per_page, after);
            let Some(last) = page.last().copied() else { break };
            assert!(page.len() <= per_page);
            seen.extend(page);
            after = Some(last);
        }
        assert_eq!(seen, all, "{per_page} a page");
    }
    store.set_mark(PostId(3), Mark::Complaint, at(23)).unwrap();
    store.set_mark(PostId(9), Mark::News, at(23)).unwrap();
    assert_eq!(waiting(&store, 50, None), [1, 11, 10, 8, 7, 6, 5, 4, 2]);
    assert_eq!(waiting(&store, 50, Some(9)), [8, 7, 6, 5, 4, 2], "a marked post still tells where to go on");
    assert_eq!(store.mark_counts().unwrap().waiting, 9);
}
