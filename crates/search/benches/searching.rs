//! How fast posts are indexed and queries answered, over invented posts that are made anew in the same way each time.

use dauys_model::{Kind, Language, Policy, Post, PostId, SourceId};
use dauys_search::{Change, Highlighter, Index, Need, Query, Syntax};
use divan::counter::ItemsCount;

const POSTS: i64 = 5_000;

/// Words of both languages, the frequent first.
const WORDS: &str = "және бұл су жоқ в на не что нет воды бойынша деп үшін жол мектеп аудан әкімдік жөндеу жылу вода дом улица \
    школа ремонт акимат дорога свет отопление жарық көше тұрғындар шағым арыз қала ауыл облыс жители жалоба город село \
    область автобус мусор қоқыс емхана поликлиника врач дәрігер балабақша садик очередь кезек төлем тариф квитанция лифт \
    подъезд двор аула светофор бағдаршам остановка аялдама яма шұңқыр газ көмір уголь котельная қазандық труба құбыр";

/// A number that looks random and is the same each time: a linear congruential generator (Knuth's MMIX).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

fn posts(count: i64) -> Vec<Post> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = 1;
    (1..=count)
        .map(|id| {
            let length = 20 + next(&mut state) % 200;
            let mut text = String::new();
            for _ in 0..length {
                // Squaring favours the front of the list, as language does.
                let place = next(&mut state) % 1_000;
                text.push_str(words[(place * place) as usize * words.len() / 1_000_000]);
                text.push(' ');
            }
            Post {
                id: PostId(id),
                source: SourceId::new("bench").expect("a valid id"),
                key: id.to_string(),
                url: None,
                thread: None,
                title: text.chars().take(60).collect(),
                text,
                published_at: jiff::Timestamp::from_second(1_770_000_000 + id).expect("a valid time"),
                kind: Kind::News,
                language: Language::Mixed,
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
        })
        .collect()
}

fn index(posts: &[Post]) -> Index {
    let mut index = Index::in_memory().expect("an index in memory");
    index.apply(posts.iter().map(Change::put), 1).expect("posts are put");
    index
}

#[divan::bench(sample_count = 5)]
fn put(bencher: divan::Bencher<'_, '_>) {
    let posts = posts(POSTS);
    bencher.counter(ItemsCount::new(posts.len())).bench(|| index(&posts));
}

#[divan::bench(args = ["су жоқ", "нет воды в доме", "\"су жоқ\"", "вода OR су", "жөнд* -мектеп", "su joq"])]
fn ask(bencher: divan::Bencher<'_, '_>, text: &str) {
    let index = index(&posts(POSTS));
    let query = Query { need: Need::Any, ..Query::new(text) };
    bencher.bench(|| index.search(&query));
}

#[divan::bench]
fn snippet(bencher: divan::Bencher<'_, '_>) {
    let post = posts(1).remove(0);
    let highlighter = Highlighter::new("нет воды", Syntax::Full).expect("a valid query");
    bencher.bench(|| highlighter.snippet(&post.text, &dauys_text::Given::of(&post), 200));
}

fn main() {
    divan::main();
}
