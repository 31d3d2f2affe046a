//! Queries against invented texts of both languages, mixed and typed in every way: what must be found and what must not be.

use dauys_text::{query_terms, terms, tokens, words};

/// Whether every word of the query stands under one of its terms among those of the text.
fn matches(query: &str, text: &str) -> bool {
    let held: Vec<String> = terms(&words(text, None)).into_iter().map(|term| term.text).collect();
    tokens(query).iter().all(|word| query_terms(word.surface).iter().any(|(term, _)| held.contains(term)))
}

#[test]
fn queries_find_what_they_must_and_nothing_they_must_not() {
    let mut failures = Vec::new();
    for line in include_str!("fixtures/matching.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, sign @ ("+" | "-"), query, text] = columns[..] else { panic!("{line}") };
        if matches(query, text) != (sign == "+") {
            let held: Vec<String> = terms(&words(text, None)).into_iter().map(|term| term.text).collect();
            let wanted: Vec<Vec<(String, f32)>> =
                tokens(query).iter().map(|word| query_terms(word.surface)).collect();
            failures.push(format!("{kind} {sign} «{query}» in «{text}»: {wanted:?} in {held:?}"));
        }
    }
    assert!(failures.is_empty(), "{} fail:\n{}", failures.len(), failures.join("\n"));
}
