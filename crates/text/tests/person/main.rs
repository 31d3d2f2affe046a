//! Whether queries that are only a person's name are told from all others: invented queries, and every place, matter, office and usual
//! word that the lexicons have. `unseen_*` were written after the rules and are not used to improve them.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a failing test should say where")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use dauys_text::person::{Asked, only_a_name};
use dauys_text::{normal, tokens};

mod automatic;

/// Whether the words of a query without operators are only a name.
fn is_refused(query: &str) -> bool {
    let words: Vec<&str> = tokens(query).into_iter().map(|token| token.surface).collect();
    let is_beginning = query.ends_with('*');
    let asked: Vec<Asked> = words.iter().map(|word| Asked { word, is_beginning }).collect();
    only_a_name(&asked).is_some()
}

fn lines(list: &'static str) -> Vec<&'static str> {
    list.lines().filter(|line| !line.is_empty()).collect()
}

/// Queries that are answered otherwise than expected.
fn wrong(queries: &[&'static str], is_name: bool) -> Vec<&'static str> {
    queries.iter().copied().filter(|query| is_refused(query) != is_name).collect()
}

#[test]
fn names_are_refused() {
    let names = lines(include_str!("names.txt"));
    let wrong = wrong(&names, true);
    println!("refused {} of {}: not {wrong:?}", names.len() - wrong.len(), names.len());
    assert!(names.len() >= 400 && wrong.len() * 100 <= names.len() * 2, "{wrong:#?}");
}

#[test]
fn other_queries_are_answered() {
    let mut others = lines(include_str!("others.txt"));
    others.extend(lines(include_str!("analyst.txt")));
    let wrong = wrong(&others, false);
    println!("answered {} of {}: not {wrong:?}", others.len() - wrong.len(), others.len());
    assert!(others.len() >= 800 && wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn unseen_queries_are_told_apart() {
    let names = lines(include_str!("unseen_names.txt"));
    let others = lines(include_str!("unseen_others.txt"));
    let (missed, refused) = (wrong(&names, true), wrong(&others, false));
    println!("refused {} of {}: not {missed:?}", names.len() - missed.len(), names.len());
    println!("answered {} of {}: not {refused:?}", others.len() - refused.len(), others.len());
    assert!(missed.len() * 100 <= names.len() * 12, "{missed:#?}");
    assert!(refused.len() * 100 <= others.len() * 2, "{refused:#?}");
}

#[test]
fn questions_of_public_sets_are_answered() {
    let default = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let folder = std::env::var_os("DAUYS_CORPORA").map_or(default, PathBuf::from).join("retrieval");
    for file in ["kk_kazqad_queries.jsonl", "ru_xquad_queries.jsonl"] {
        let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
            println!("skipped: no `{file}`");
            continue;
        };
        let parsed = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let questions: Vec<String> = parsed.map(|line| line["query"].as_str().unwrap().to_owned()).collect();
        let refused: Vec<&String> = questions.iter().filter(|question| is_refused(question)).collect();
        println!("{file}: {} refused of {}", refused.len(), questions.len());
        assert!(refused.is_empty(), "{refused:#?}");
    }
}

#[test]
fn words_of_the_lexicons_are_answered() {
    let mut all = Vec::new();
    for (what, words) in automatic::sets() {
        let refused: Vec<String> = words.iter().filter(|word| is_refused(word)).cloned().collect();
        println!("{what}: {} refused of {}", refused.len(), words.len());
        assert!(words.len() >= 50, "{what}");
        all.extend(refused);
    }
    assert!(all.is_empty(), "{all:?}");
}

/// Words that are told apart once however they are written.
fn distinct(words: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    words.into_iter().filter(|word| !normal(word).is_empty()).collect()
}
