//! Asks 300 needs twice, in Kazakh and Russian, with and without Kazakh letters, in other forms and orders, and compares the
//! first ten hits: over the demo week, and in release builds over the news and complaints of the corpora where they are. Without
//! those it says so.
//!
//! The overlap of a pair is the number of common hits by that of the longer answer. Pairs without an answer are left out, and
//! counted. The pairs are invented and stand in `pairs.tsv`; floors lie a little below what is reached.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a failing test should say where")]

mod corpora;
mod demo;

use std::collections::BTreeMap;

use dauys_model::{Kind, Language, Policy, Post, PostId, SourceId};
use dauys_search::{Change, Index, Query};

/// One need, asked twice.
struct Pair {
    class: &'static str,
    queries: [&'static str; 2],
}

fn pairs() -> Vec<Pair> {
    let lines = include_str!("pairs.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [class, one, other] => Pair { class, queries: [one, other] },
            _ => panic!("`{line}` is no pair"),
        })
        .collect()
}

fn post(id: i64, title: &str, text: &str) -> Post {
    let language = match dauys_text::detect(&format!("{title}\n{text}")).language {
        Language::Unknown => Language::Russian,
        language => language,
    };
    Post {
        id: PostId(id),
        source: SourceId::new("pairs").unwrap(),
        key: id.to_string(),
        url: None,
        thread: None,
        title: title.into(),
        text: text.into(),
        published_at: "2026-11-20T00:00:00Z".parse().unwrap(),
        kind: Kind::News,
        language,
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

/// The mean overlap of all pairs over texts, printed by class with the worst.
fn measure(set: &str, texts: &[(String, String)]) -> f64 {
    let posts: Vec<Post> = (1..).zip(texts).map(|(id, (title, text))| post(id, title, text)).collect();
    let mut index = Index::in_memory().unwrap();
    index.apply(posts.iter().map(Change::put), 1).unwrap();
    let mut classes: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut measured = Vec::new();
    let mut silent = 0;
    for pair in pairs() {
        let [one, other] = pair.queries.map(|query| {
            let hits = index.search(&Query::new(query)).unwrap().hits;
            hits.into_iter().map(|hit| hit.post).collect::<Vec<_>>()
        });
        let longer = one.len().max(other.len());
        if longer == 0 {
            silent += 1;
            continue;
        }
        let common = one.iter().filter(|post| other.contains(post)).count();
        let overlap = common as f64 / longer as f64;
        classes.entry(pair.class).or_default().push(overlap);
        measured.push((overlap, pair));
    }
    let mean = |overlaps: &[f64]| overlaps.iter().sum::<f64>() / overlaps.len().max(1) as f64;
    println!("{set}: {} texts, {silent} pairs without an answer", texts.len());
    for (class, overlaps) in &classes {
        println!("  {class:<10} {:.3} over {}", mean(overlaps), overlaps.len());
    }
    measured.sort_by(|left, right| left.0.total_cmp(&right.0));
    for (overlap, pair) in measured.iter().take(10) {
        println!("  {overlap:.1} {} | {}", pair.queries[0], pair.queries[1]);
    }
    let all = mean(&measured.iter().map(|(overlap, _)| *overlap).collect::<Vec<_>>());
    println!("  all        {all:.3}");
    all
}

#[test]
fn there_are_three_hundred_pairs() {
    let pairs = pairs();
    let count = |class| pairs.iter().filter(|pair| pair.class == class).count();
    assert!(pairs.len() >= 300);
    assert!(count("languages") >= 150 && count("letters") >= 50 && count("forms") >= 100);
}

#[test]
fn both_members_of_a_pair_find_the_same_in_the_demo_week() {
    let texts = demo::texts();
    assert!(texts.len() > 500, "{} texts were read", texts.len());
    let overlap = measure("demo week", &texts);
    assert!(overlap >= 0.94, "{overlap}");
}

#[test]
fn both_members_of_a_pair_find_the_same_in_news_and_complaints() {
    if cfg!(debug_assertions) {
        println!("skipped: news and complaints are measured in release builds");
        return;
    }
    let Some(texts) = corpora::texts() else { return };
    let overlap = measure("news and complaints", &texts);
    assert!(overlap >= 0.93, "{overlap}");
}
