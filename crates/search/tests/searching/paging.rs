//! Going on behind an answer.

use dauys_model::{Post, PostId};
use dauys_search::{Change, Cursor, Entry, Error, Index, Order, Query};
use proptest::prelude::*;

use crate::posts::post;

fn texts(count: i64) -> Vec<Post> {
    let text = |id: i64| format!("нет воды{}", " и света".repeat(id as usize % 7));
    (1..=count).map(|id| post(id, &text(id))).collect()
}

/// Every third post repeats the one before it.
fn put(index: &mut Index, posts: &[Post], position: i64) {
    let changes = posts.iter().map(|post| {
        let PostId(id) = post.id;
        Change::Put(Entry { post, duplicate_of: (id % 3 == 0).then_some(PostId(id - 1)), topic: None })
    });
    index.apply(changes, position).unwrap();
}

fn all(index: &Index, query: &Query) -> Vec<PostId> {
    let mut found = Vec::new();
    let mut query = query.clone();
    loop {
        let answer = index.search(&query).unwrap();
        assert!(!answer.moved);
        found.extend(answer.hits.iter().map(|hit| hit.post));
        match answer.next {
            Some(next) => query.after = Some(next),
            None => return found,
        }
    }
}

#[test]
fn answers_that_go_on_are_the_long_answer_in_pieces() {
    let mut index = Index::in_memory().unwrap();
    put(&mut index, &texts(100), 1);
    for order in [Order::Relevance, Order::Newest, Order::Oldest] {
        for fold in [true, false] {
            let query = Query { order, fold, limit: 7, ..Query::new("воды света") };
            let long = index.search(&Query { limit: 1_000, ..query.clone() }).unwrap();
            assert_eq!(long.next, None);
            assert_eq!(long.hits.len(), if fold { 67 } else { 100 });
            assert_eq!(all(&index, &query), long.hits.iter().map(|hit| hit.post).collect::<Vec<_>>());
        }
    }
}

#[test]
fn what_is_indexed_meanwhile_does_not_move_posts_over_the_border() {
    let mut index = Index::in_memory().unwrap();
    put(&mut index, &texts(50), 1);
    let query = Query { limit: 10, ..Query::new("воды света") };
    let whole: Vec<PostId> = all(&index, &query);
    let first = index.search(&query).unwrap();
    put(&mut index, &texts(80)[50..], 2);
    let second = index.search(&Query { after: first.next.clone(), ..query.clone() }).unwrap();
    assert_eq!((second.moved, second.position), (false, 1));
    assert_eq!(second.hits.iter().map(|hit| hit.post).collect::<Vec<_>>(), whole[10..20]);
    // Only so many states are held; what comes later goes on by its place among the posts.
    for position in 3..8 {
        index.apply([Change::Remove(PostId(1_000 + position))], position).unwrap();
    }
    let later = index.search(&Query { after: first.next, ..query }).unwrap();
    assert_eq!((later.moved, later.position), (true, 7));
    let last = whole[9];
    assert!(!later.hits.is_empty() && later.hits.iter().all(|hit| hit.post != last));
}

#[test]
fn newness_counts_from_the_first_answer_on() {
    let mut index = Index::in_memory().unwrap();
    put(&mut index, &texts(30), 1);
    let at =
        |now: &str| Query { limit: 10, now: Some(now.parse().unwrap()), ..Query::new("воды света") };
    let early = index.search(&at("2026-03-01T00:00:00Z")).unwrap();
    let expected = index.search(&Query { after: early.next.clone(), ..at("2026-03-01T00:00:00Z") }).unwrap();
    let later = index.search(&Query { after: early.next, ..at("2026-05-01T00:00:00Z") }).unwrap();
    assert_eq!(later, expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn forged_places_are_refused_and_never_panic(text in "\\PC{0,40}|a(\\.[0-9a-f]{1,16}){7}|a(\\.[0-9a-f]{1,4}){7}") {
        let mut index = Index::in_memory().unwrap();
        put(&mut index, &texts(5), 1);
        for order in [Order::Relevance, Order::Newest] {
            let query = Query { order, after: Some(Cursor(text.clone())), ..Query::new("воды") };
            match index.search(&query) {
                Ok(answer) => prop_assert!(answer.hits.len() <= 5),
                Err(error) => prop_assert!(matches!(error, Error::Cursor), "{error}"),
            }
        }
    }
}
