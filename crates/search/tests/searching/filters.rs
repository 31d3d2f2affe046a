//! Filters, order, and stretches of an answer.

use dauys_model::{Kato, Kind, Language, Post};
use dauys_search::{Index, Order, Query};

use crate::posts::{full_post, ids, index, post};

fn sample() -> Index {
    let at = |post: Post, day: u32| Post {
        published_at: format!("2026-03-{day:02}T06:00:00Z").parse().unwrap(),
        ..post
    };
    index(&[
        at(full_post(1, "нет воды", Language::Russian, "hcs/water", 751_210_000), 1),
        at(full_post(2, "нет воды", Language::Russian, "hcs/heating", 751_000_000), 2),
        at(full_post(3, "су жоқ", Language::Kazakh, "hcs/water", 633_457_100), 3),
        at(full_post(4, "нет воды", Language::Russian, "eco/flood", 710_000_000), 4),
        at(post(5, "нет воды"), 5),
    ])
}

fn check(query: Query, expected: &[i64]) {
    assert_eq!(ids(&sample(), &query), expected, "{query:?}");
}

#[test]
fn filters_of_the_query_must_hold() {
    let all = || Query::new("");
    check(all(), &[5, 4, 3, 2, 1]);
    check(Query { language: Some(Language::Kazakh), ..all() }, &[3]);
    check(Query { kind: Some(Kind::Comment), ..all() }, &[5]);
    check(Query { category: Some("hcs".into()), ..all() }, &[3, 2, 1]);
    check(Query { category: Some("hcs/water".into()), ..all() }, &[3, 1]);
    check(Query { region: Some(Kato(750_000_000)), ..all() }, &[2, 1]);
    check(Query { region: Some(Kato(751_200_000)), ..all() }, &[1]);
    check(Query { region: Some(Kato(633_457_100)), ..all() }, &[3]);
    check(Query { region: Some(Kato(633_400_000)), ..all() }, &[3]);
    check(Query { from: Some("2026-03-02T06:00:00Z".parse().unwrap()), ..all() }, &[5, 4, 3, 2]);
    check(
        Query {
            from: Some("2026-03-02T00:00:00Z".parse().unwrap()),
            to: Some("2026-03-04T06:00:00Z".parse().unwrap()),
            ..Query::new("воды")
        },
        &[2],
    );
}

#[test]
fn filters_can_be_typed() {
    check(Query::new("lang:kk"), &[3]);
    check(Query::new("category:hcs воды"), &[2, 1]);
    check(Query::new("воды -category:hcs"), &[5, 4]);
    check(Query::new("(category:eco OR kind:comment) воды"), &[5, 4]);
    check(Query::new("region:750000000 source:demo"), &[2, 1]);
    check(Query::new("region:Алматы"), &[2, 1]);
    check(Query::new("source:other"), &[]);
}

#[test]
fn equal_matches_come_newest_first() {
    check(Query::new("воды"), &[5, 4, 2, 1]);
    check(Query { order: Order::Newest, ..Query::new("су воды") }, &[5, 4, 3, 2, 1]);
}

#[test]
fn stretches_of_an_answer_join() {
    let index = sample();
    let stretch = |offset, limit| ids(&index, &Query { offset, limit, ..Query::new("воды") });
    assert_eq!(stretch(0, 2), [5, 4]);
    assert_eq!(stretch(2, 2), [2, 1]);
    assert_eq!(stretch(4, 2), [] as [i64; 0]);
    assert_eq!(stretch(0, 0), [] as [i64; 0]);
    assert_eq!(stretch(usize::MAX, usize::MAX), [] as [i64; 0]);
    assert_eq!(index.search(&Query { limit: 0, ..Query::new("воды") }).unwrap().total, 4);
}
