//! Measures retrieval on public question sets and holds it above floors. Without the corpora it says so and passes.
//!
//! KazQAD (questions to Kazakh Wikipedia, CC BY-SA 4.0) and the Russian part of XQuAD (CC BY-SA 4.0): questions in plain
//! words, each with the passages that answer it. Floors lie a little below what is reached.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a failing test should say where")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use dauys_model::{Kind, Language, Policy, Post, PostId, SourceId};
use dauys_search::{Change, Index, Query, Syntax};
use serde_json::Value;

/// What a set of questions scores.
#[derive(Debug)]
struct Scores {
    recall: f64,
    reciprocal_rank: f64,
}

fn corpora() -> PathBuf {
    let given = std::env::var_os("DAUYS_CORPORA").map(PathBuf::from);
    given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"))
}

fn lines(file: &str) -> Option<Vec<Value>> {
    let path = corpora().join("retrieval").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no `{}`", path.display());
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn post(id: i64, title: &str, text: &str, language: Language) -> Post {
    Post {
        id: PostId(id),
        source: SourceId::new("set").unwrap(),
        key: id.to_string(),
        url: None,
        thread: None,
        title: title.into(),
        text: text.into(),
        published_at: "2026-01-01T00:00:00Z".parse().unwrap(),
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

/// Mean recall and mean reciprocal rank of the first ten hits, the questions typed as `typed` makes them.
fn measure(set: &str, language: Language, typed: impl Fn(&str) -> String) -> Option<Scores> {
    let mut ids = BTreeMap::new();
    let mut posts = Vec::new();
    for (number, line) in (1_i64..).zip(lines(&format!("{set}_docs.jsonl"))?) {
        ids.insert(line["id"].as_str().unwrap().to_owned(), PostId(number));
        let title = line["title"].as_str().unwrap_or_default().replace('_', " ");
        posts.push(post(number, &title, line["text"].as_str().unwrap(), language));
    }
    let mut index = Index::in_memory().unwrap();
    index.apply(posts.iter().map(Change::put), 1).unwrap();

    let questions = lines(&format!("{set}_queries.jsonl"))?;
    let mut scores = Scores { recall: 0.0, reciprocal_rank: 0.0 };
    for question in &questions {
        let relevant: Vec<PostId> =
            question["relevant"].as_array().unwrap().iter().map(|id| ids[id.as_str().unwrap()]).collect();
        let query = Query { syntax: Syntax::Plain, ..Query::new(typed(question["query"].as_str().unwrap())) };
        let hits = match index.search(&query) {
            Ok(answer) => answer.hits,
            Err(error) => panic!("{}: {error}", query.text),
        };
        let found = hits.iter().filter(|hit| relevant.contains(&hit.post)).count();
        scores.recall += found as f64 / relevant.len() as f64;
        if let Some(first) = hits.iter().position(|hit| relevant.contains(&hit.post)) {
            scores.reciprocal_rank += 1.0 / (first + 1) as f64;
        }
    }
    scores.recall /= questions.len() as f64;
    scores.reciprocal_rank /= questions.len() as f64;
    println!("{set}: recall@10 {:.3}, MRR@10 {:.3}", scores.recall, scores.reciprocal_rank);
    Some(scores)
}

#[test]
fn kazakh_questions_find_their_passages() {
    let Some(scores) = measure("kk_kazqad", Language::Kazakh, str::to_owned) else { return };
    assert!(scores.recall >= 0.92, "{scores:?}");
    assert!(scores.reciprocal_rank >= 0.80, "{scores:?}");
}

/// As typed on a Russian keyboard: `су жок`.
#[test]
fn kazakh_questions_without_kazakh_letters_find_their_passages() {
    let bare = |question: &str| {
        let letters = question.to_lowercase();
        letters
            .chars()
            .map(|letter| {
                "әғқңөұүһі"
                    .chars()
                    .position(|own| own == letter)
                    .map_or(letter, |at| "агкноуухи".chars().nth(at).unwrap())
            })
            .collect()
    };
    let Some(scores) = measure("kk_kazqad", Language::Kazakh, bare) else { return };
    assert!(scores.recall >= 0.90, "{scores:?}");
    assert!(scores.reciprocal_rank >= 0.75, "{scores:?}");
}

/// As typed on a Latin keyboard without signs: `su joq`.
#[test]
fn kazakh_questions_in_latin_letters_find_their_passages() {
    const FROM: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
    const TO: &str =
        "a a b v g g d e e j z i i k q l m n n o o p r s t u u u f h h ts ch sh sh - y i - e iu ia";
    let latin = |question: &str| {
        let letters = question.to_lowercase();
        let write = |letter: char| match FROM.chars().position(|own| own == letter) {
            Some(at) => TO.split(' ').nth(at).unwrap().replace('-', ""),
            None => letter.to_string(),
        };
        letters.chars().map(write).collect()
    };
    let Some(scores) = measure("kk_kazqad", Language::Kazakh, latin) else { return };
    assert!(scores.recall >= 0.85, "{scores:?}");
    assert!(scores.reciprocal_rank >= 0.71, "{scores:?}");
}

#[test]
fn russian_questions_find_their_passages() {
    let Some(scores) = measure("ru_xquad", Language::Russian, str::to_owned) else { return };
    assert!(scores.recall >= 0.98, "{scores:?}");
    assert!(scores.reciprocal_rank >= 0.947, "{scores:?}");
}
