//! Similar posts, newness, and where scores come from.

use dauys_model::{CategoryId, Kato, Language, Post, PostId};
use dauys_search::{Change, Entry, Filter, Filters, Index, Query, Role, Way};
use proptest::prelude::*;

use crate::posts::{full_post, ids, index, post};

fn dated(post: Post, day: u32) -> Post {
    Post { published_at: format!("2026-03-{day:02}T06:00:00Z").parse().unwrap(), ..post }
}

#[test]
fn of_equal_texts_the_fresh_one_stands_first_and_newness_does_not_outweigh_words() {
    let index = index(&[
        dated(post(1, "нет воды и света"), 28),
        dated(post(2, "в доме нет воды"), 1),
        dated(post(3, "в доме нет воды"), 20),
        dated(post(4, "опять нет света, нет газа, нет связи, никто не отвечает на звонки жителей"), 30),
    ]);
    assert_eq!(ids(&index, &Query::new("в доме нет воды")), [3, 2, 1, 4]);
    let late = Query {
        now: Some("2030-01-01T00:00:00Z".parse().unwrap()), ..Query::new("в доме нет воды")
    };
    let hits = index.search(&late).unwrap().hits;
    assert!((hits[0].score - hits[1].score).abs() < 1e-6, "in four years both are old");
}

#[test]
fn posts_about_the_same_are_similar_and_repetitions_are_not_shown() {
    let water = "Третий день в доме по улице Садовой нет холодной воды, водоканал молчит";
    let posts = [
        full_post(1, water, Language::Russian, "hcs/water", 750_000_000),
        full_post(2, water, Language::Russian, "hcs/water", 750_000_000),
        full_post(
            3,
            "На Садовой снова нет холодной воды, в водоканал не дозвониться",
            Language::Russian,
            "hcs/water",
            750_000_000,
        ),
        full_post(
            4,
            "Холодной воды нет вторые сутки, водоканал обещал починить",
            Language::Russian,
            "hcs/water",
            710_000_000,
        ),
        full_post(
            5,
            "Дорогу возле школы отремонтировали в мае",
            Language::Russian,
            "roads/repair",
            750_000_000,
        ),
        full_post(6, "В музее открылась выставка", Language::Russian, "culture/museum", 710_000_000),
    ];
    let mut index = Index::in_memory().unwrap();
    let changes = posts.iter().map(|post| {
        Change::Put(Entry { post, duplicate_of: (post.id == PostId(2)).then_some(PostId(1)), topic: None })
    });
    index.apply(changes, 1).unwrap();
    let like = |post: &Post, filters: &Filters| -> Vec<i64> {
        index.similar(post, filters, 5).unwrap().iter().map(|hit| hit.post.0).collect()
    };
    let all = Filters::default();
    assert_eq!(like(&posts[0], &all), [3, 4]);
    assert_eq!(like(&posts[1], &all), [3, 4]);
    let there = Filters { regions: vec![Kato(710_000_000)], ..Filters::default() };
    assert_eq!(like(&posts[0], &there), [4]);
    assert_eq!(like(&post(99, "Погода"), &all), [] as [i64; 0]);
    let unknown = Post { category: Some(CategoryId("hcs/water".into())), ..post(99, water) };
    assert_eq!(like(&unknown, &all).len(), 3, "one of the two that are the same");
}

#[test]
fn every_part_of_a_score_is_told() {
    let index = index(&[
        Post {
            title: "Нет воды".into(), ..post(1, "В доме нет воды, электричество отключают")
        },
        post(2, "Су жоқ"),
        full_post(3, "дорога", Language::Russian, "roads/repair", 750_000_000),
    ]);
    let query = Query::new("нет воды электрический -мост");
    let why = index.explain(&query, PostId(1)).unwrap().unwrap();
    assert!(why.matches && why.missing == 1, "{why:?}");
    let part = |role, typed: &str| {
        why.parts
            .iter()
            .find(|part| part.role == role && part.typed == typed)
            .unwrap_or_else(|| panic!("{why:?}"))
    };
    let water = &part(Role::Word, "воды").terms[0];
    assert_eq!((water.term.as_str(), water.way, water.occurrences, water.in_title), ("вода", Way::Own, 2, 1));
    assert_eq!(part(Role::Word, "электрический").terms[0].way, Way::Related);
    assert!(part(Role::Pair, "нет воды").points > 0.0);
    assert_eq!(index.explain(&query, PostId(9)).unwrap(), None);
    let other = index.explain(&Query::new("су жок"), PostId(2)).unwrap().unwrap();
    assert!(other.parts[1].terms.iter().any(|term| term.way == Way::Alias), "{other:?}");
    let filters = Filters { languages: vec![Language::Kazakh], ..Filters::default() };
    let failing = index.explain(&Query { filters, ..Query::new("дорога") }, PostId(3)).unwrap().unwrap();
    assert_eq!((failing.matches, failing.failing), (false, vec![Filter::Language]));
}

const WORDS: [&str; 10] = ["су", "судың", "жоқ", "вода", "воды", "нет", "дорога", "дорожный", "в", "жарық"];
const QUERIES: [&str; 9] = [
    "су жоқ",
    "нет воды",
    "\"нет воды\" дорога",
    "су OR (вода AND нет)",
    "дорога -нет",
    "жа* в",
    "жарык жок",
    "«нет воды» в дорогу",
    "дорожные воды в",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn the_parts_of_a_score_sum_up_to_it(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(&WORDS[..]), 1..9), 1..12),
    ) {
        let posts: Vec<Post> = (1..)
            .zip(&texts)
            .map(|(id, words)| dated(Post { title: words[0].into(), ..post(id, &words.join(" ")) }, id as u32))
            .collect();
        let index = index(&posts);
        for text in QUERIES {
            let query = Query { limit: 50, ..Query::new(text) };
            let hits = index.search(&query).unwrap().hits;
            for post in &posts {
                let why = index.explain(&query, post.id).unwrap().unwrap();
                let hit = hits.iter().find(|hit| hit.post == post.id);
                prop_assert_eq!(why.matches, hit.is_some());
                let Some(hit) = hit else { continue };
                prop_assert_eq!((why.score, why.missing), (hit.score, hit.missing));
                let sum = why.parts.iter().map(|part| part.points).sum::<f32>() * why.recency;
                prop_assert!((sum - hit.score).abs() <= 1e-4 * hit.score.max(1.0), "{}: {} {:?}", text, hit.score, why);
            }
        }
    }
}
