//! Alerts over an index: what is counted, what would have been told, and that a look tells the same.

use dauys_model::{
    Alert, Kind, Language, News, Policy, Post, PostId, SavedSearch, Schedule, SearchDraft, SearchId,
    SourceId, Trigger, Weekdays,
};
use dauys_search::alert::{begin, check, dry_run, look};
use dauys_search::{Change, Entry, Error, Index, Need, Query};

use crate::week::{local, minute};

const DAY: i64 = 24 * 60;

fn post(id: i64, published: i64, text: &str) -> Post {
    Post {
        id: PostId(id),
        source: SourceId::new(if id % 2 == 0 { "even" } else { "odd" }).unwrap(),
        key: id.to_string(),
        url: None,
        thread: None,
        title: String::new(),
        text: text.into(),
        published_at: minute(published),
        kind: Kind::Comment,
        language: Language::Kazakh,
        iso: String::new(),
        category: None,
        category_score: 0.0,
        complaint: 0.0,
        problem: 0.0,
        stance: dauys_model::Stance::Complaint,
        urgent: false,
        subject: None,
        places: Vec::new(),
        place: None,
        terms: Vec::new(),
        fingerprint: 0,
        policy: Policy::Open,
    }
}

fn index(posts: &[(Post, Option<i64>)]) -> Index {
    let mut index = Index::in_memory().unwrap();
    let entry = |(post, root): &'_ (Post, Option<i64>)| (post.clone(), root.map(PostId));
    let owned: Vec<(Post, Option<PostId>)> = posts.iter().map(entry).collect();
    let changes = owned
        .iter()
        .map(|(post, duplicate_of)| Change::Put(Entry { post, duplicate_of: *duplicate_of, topic: None }));
    index.apply(changes, 1).unwrap();
    index
}

/// Three voices about water on each of three days, one of them repeated by two others; light every day.
fn water() -> Index {
    let mut posts = Vec::new();
    for day in 0..3 {
        for at in 0..3 {
            posts.push((post(10 * day + at + 1, day * DAY + 600 + at, "Көшеде су жоқ"), None));
        }
        posts.push((post(10 * day + 4, day * DAY + 620, "Көшеде су жоқ"), Some(10 * day + 1)));
        posts.push((post(10 * day + 5, day * DAY + 500, "Көшеде су жоқ"), Some(10 * day + 1)));
        posts.push((post(10 * day + 6, day * DAY + 630, "Ауылда жарық жоқ"), None));
    }
    index(&posts)
}

fn draft(query: &str, trigger: Trigger) -> SearchDraft {
    let alert = Alert::new(trigger, Schedule::At { hour: 12, days: Weekdays::ALL }, None).unwrap();
    SearchDraft { name: "Су".into(), query: query.into(), expanded: false, alert: Some(alert) }
}

#[test]
fn the_earliest_of_repetitions_is_the_voice() {
    let index = water();
    let ids = |text: &str| {
        let query = Query { need: Need::All, ..Query::new(text) };
        index.finds(&query).unwrap().iter().map(|find| find.post.0).collect::<Vec<i64>>()
    };
    // 5 repeats 1 and is older.
    assert_eq!(ids("су жоқ source:odd"), [5, 3, 15, 13, 25, 23]);
    // What they repeat is not of this source, and they are voices of this question all the same.
    assert_eq!(ids("су жоқ source:even"), [2, 4, 12, 14, 22, 24]);
    assert_eq!(index.heard(minute(DAY)).unwrap().values().copied().collect::<Vec<u32>>(), [6, 6]);
}

#[test]
fn a_dry_run_tells_what_looks_tell() {
    let index = water();
    let draft = draft("су жоқ", Trigger::New { at_least: 3 });
    let trial = dry_run(&index, &draft, minute(3 * DAY)).unwrap();
    let told: Vec<(String, u32)> = trial
        .told
        .iter()
        .map(|told| match told.news {
            News::New { voices, .. } => (local(told.at), voices),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [("16 12:00", 3), ("17 12:00", 3), ("18 12:00", 3)].map(|(at, n)| (at.to_owned(), n)));
    assert_eq!(trial.told[0].posts, [3, 2, 5].map(PostId));
    assert_eq!(trial.days.len(), 30);
    assert_eq!(trial.days.iter().map(|day| day.voices).sum::<u32>(), 9);
    assert_eq!(trial.days[26].voices, 3);
    assert!(trial.short_of_days.is_some() && trial.days[29].norm.is_none());
    assert_eq!(local(trial.next_look.unwrap()), "19 12:00");

    let standing = begin(&index, &draft, minute(0)).unwrap();
    let mut search =
        SavedSearch { id: SearchId(1), draft, made_at: minute(0), looked_at: Some(minute(0)), standing };
    let mut told = Vec::new();
    for hour in 0..72 {
        let now = minute(hour * 60 + 30);
        if let Some(look) = look(&index, &search, now).unwrap() {
            (search.standing, search.looked_at) = (look.standing, Some(now));
            told.extend(look.told);
        }
    }
    // The first of the dry run counts from its own beginning.
    let mut expected = trial.told;
    expected[0].news = News::New { voices: 3, since: minute(0), doubled: false };
    assert_eq!(told, expected);
}

#[test]
fn nothing_is_looked_at_before_it_is_due() {
    let index = water();
    let draft = draft("су жоқ", Trigger::Scheduled);
    let standing = begin(&index, &draft, minute(0)).unwrap();
    let search =
        SavedSearch { id: SearchId(1), draft, made_at: minute(0), looked_at: Some(minute(0)), standing };
    assert_eq!(look(&index, &search, minute(11 * 60)).unwrap(), None);
    assert_eq!(look(&index, &search, minute(12 * 60)).unwrap().unwrap().told.len(), 1);
    let merely_kept = SearchDraft { alert: None, ..search.draft.clone() };
    assert_eq!(begin(&index, &merely_kept, minute(0)).unwrap(), "");
    let search = SavedSearch { draft: merely_kept, standing: String::new(), ..search };
    assert_eq!(look(&index, &search, minute(5 * DAY)).unwrap(), None);
}

#[test]
fn nobody_is_watched() {
    let index = water();
    let by_query = draft("Нұрлан Ахметов", Trigger::New { at_least: 1 });
    assert!(matches!(check(&index, &by_query, minute(0)), Err(Error::Refused(_))));
    assert!(matches!(begin(&index, &by_query, minute(0)), Err(Error::Refused(_))));
    assert!(matches!(dry_run(&index, &by_query, minute(0)), Err(Error::Refused(_))));
    let mut by_name = draft("су", Trigger::New { at_least: 1 });
    by_name.name = "Ахметов Нұрлан Серікұлы".into();
    assert!(matches!(check(&index, &by_name, minute(0)), Err(Error::Refused(_))));
    by_name.name = "Абай облысының әкімі".into();
    assert!(check(&index, &by_name, minute(0)).is_ok(), "an office is none");
}

#[test]
fn a_query_that_cannot_be_read_is_not_kept() {
    let index = water();
    let broken = draft("су (жоқ", Trigger::New { at_least: 1 });
    assert!(matches!(check(&index, &broken, minute(0)), Err(Error::Syntax { .. })));
    assert!(matches!(dry_run(&index, &broken, minute(0)), Err(Error::Syntax { .. })));
    let spoilt = SavedSearch {
        id: SearchId(4),
        draft: draft("су", Trigger::Scheduled),
        made_at: minute(0),
        looked_at: None,
        standing: "{".into(),
    };
    let said = look(&index, &spoilt, minute(DAY)).unwrap_err().to_string();
    assert!(said.contains("saved search 4"), "{said}");
}
