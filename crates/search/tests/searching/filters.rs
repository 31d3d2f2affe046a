//! Filters, order, and stretches of an answer.

use dauys_model::{CategoryId, Kato, Kind, Language, Post, PostId, TopicId};
use dauys_search::{Change, Entry, Filters, Index, Order, Query};

use crate::posts::{full_post, ids, index, post, typed};

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
    let all = Filters::default;
    let check = |filters, expected| check(Query { filters, ..typed("") }, expected);
    check(all(), &[5, 4, 3, 2, 1]);
    check(Filters { languages: vec![Language::Kazakh], ..all() }, &[3]);
    check(Filters { kinds: vec![Kind::Comment], ..all() }, &[5]);
    check(Filters { categories: vec![CategoryId("hcs".into())], ..all() }, &[3, 2, 1]);
    check(Filters { categories: vec![CategoryId("hcs/water".into())], ..all() }, &[3, 1]);
    check(Filters { regions: vec![Kato(750_000_000)], ..all() }, &[2, 1]);
    check(Filters { regions: vec![Kato(751_200_000)], ..all() }, &[1]);
    check(Filters { regions: vec![Kato(633_457_100)], ..all() }, &[3]);
    check(Filters { regions: vec![Kato(633_400_000)], ..all() }, &[3]);
    check(Filters { from: Some("2026-03-02T06:00:00Z".parse().unwrap()), ..all() }, &[5, 4, 3, 2]);
    check(
        Filters {
            from: Some("2026-03-02T00:00:00Z".parse().unwrap()),
            to: Some("2026-03-04T06:00:00Z".parse().unwrap()),
            ..all()
        },
        &[3, 2],
    );
}

#[test]
fn filters_can_be_typed() {
    check(typed("lang:kk"), &[3]);
    check(typed("category:hcs воды"), &[2, 1]);
    check(typed("воды -category:hcs"), &[5, 4]);
    check(typed("(category:eco OR kind:comment) воды"), &[5, 4]);
    check(typed("region:750000000 source:demo"), &[2, 1]);
    check(typed("region:Алматы"), &[2, 1]);
    check(typed("source:other"), &[]);
}

#[test]
fn equal_matches_come_newest_first() {
    check(typed("воды"), &[5, 4, 2, 1]);
    check(Query { order: Order::Newest, ..typed("су воды") }, &[5, 4, 3, 2, 1]);
}

#[test]
fn stretches_of_an_answer_join() {
    let index = sample();
    let first = index.search(&Query { limit: 3, ..typed("воды") }).unwrap();
    assert_eq!(first.texts, 4);
    let rest = index.search(&Query { limit: 3, after: first.next, ..typed("воды") }).unwrap();
    assert_eq!(rest.hits.iter().map(|hit| hit.post.0).collect::<Vec<_>>(), [1]);
    assert_eq!(rest.next, None);
    let none = index.search(&Query { limit: 0, ..typed("воды") }).unwrap();
    assert_eq!((none.texts, none.hits.len()), (4, 0));
}

#[test]
fn texts_that_repeat_one_another_are_one_hit() {
    let posts = [post(1, "нет воды"), post(2, "нет воды"), post(3, "нет воды совсем, третий день")];
    let topic = TopicId("tabcdefghijk".into());
    let mut index = Index::in_memory().unwrap();
    let entries = posts.iter().map(|post| {
        let duplicate_of = (post.id.0 == 2).then_some(PostId(1));
        Change::Put(Entry { post, duplicate_of, topic: Some(&topic) })
    });
    index.apply(entries, 1).unwrap();
    let query = Query { facets: true, ..typed("воды") };
    let answer = index.search(&query).unwrap();
    assert_eq!((answer.texts, answer.voices, answer.hits.len()), (3, 2, 2));
    assert_eq!(answer.hits.iter().map(|hit| hit.repeats).sum::<u32>(), 1);
    assert_eq!(answer.facets.unwrap().topics[0].texts, 3);
    assert_eq!(index.search(&Query { fold: false, ..query }).unwrap().hits.len(), 3);
}
