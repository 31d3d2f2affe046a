//! The law of a derived index: grown by batches with updates and removals, it answers as one made at once.

use std::collections::BTreeMap;

use dauys_model::{Post, PostId};
use dauys_search::{Answer, Change, Index, Need, Query};
use proptest::prelude::*;

use crate::posts::{index, post};

const WORDS: [&str; 12] =
    ["су", "судың", "жоқ", "вода", "воды", "нет", "нету", "жол", "дорога", "мектеп", "в", "жарық"];
const QUERIES: [&str; 8] =
    ["су жоқ", "нет воды", "\"нет воды\"", "су OR вода", "дорога -нет", "жо* в", "жарык жок", ""];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..8).prop_map(|words| words.join(" "))
}

/// `None` removes.
fn batches() -> impl Strategy<Value = Vec<Vec<(i64, Option<String>)>>> {
    // Enough posts that some removed ones wait in their segment.
    let change = (1..60_i64, prop::option::weighted(0.85, text()));
    prop::collection::vec(prop::collection::vec(change, 0..25), 1..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn an_index_rebuilt_equals_the_index_grown(batches in batches()) {
        let mut grown = Index::in_memory().unwrap();
        let mut store: BTreeMap<i64, Post> = BTreeMap::new();
        for (position, batch) in (1..).zip(&batches) {
            let posts: Vec<(i64, Option<Post>)> = batch
                .iter()
                .map(|(id, text)| (*id, text.as_ref().map(|text| post(*id, text))))
                .collect();
            let changes = posts.iter().map(|(id, post)| match post {
                Some(post) => Change::put(post),
                None => Change::Remove(PostId(*id)),
            });
            grown.apply(changes, position).unwrap();
            for (id, post) in posts {
                match post {
                    Some(post) => store.insert(id, post),
                    None => store.remove(&id),
                };
            }
        }
        prop_assert_eq!(grown.position().unwrap(), batches.len() as i64);
        prop_assert_eq!(grown.posts(), store.len() as u64);
        let rebuilt = index(&store.into_values().collect::<Vec<_>>());
        for query in QUERIES {
            for need in [Need::Any, Need::All] {
                let query = Query { need, limit: 100, facets: true, ..Query::new(query) };
                let ask = |index: &Index| Answer { position: 0, ..index.search(&query).unwrap() };
                prop_assert_eq!(ask(&grown), ask(&rebuilt), "{:?}", query);
            }
        }
    }
}
