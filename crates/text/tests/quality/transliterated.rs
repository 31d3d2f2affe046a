//! Transliteration: Kazakh written in each of its other spellings, by tables of this file, and brought back to Cyrillic.

use std::collections::BTreeMap;

use dauys_text::kazakh::{Alphabet, is_listed, stem, to_cyrillic_from};
use dauys_text::{normal, tokens};

use crate::measure::{Share, folder, hold};
use crate::written;

/// Kazakh with its letters and little else: reviews that the list of stems never saw, and sentences of SIB-200.
fn sentences(folder: &std::path::Path) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for sample in crate::corpus::samples(folder) {
        match sample.source.as_str() {
            "kazsandra-review-kkletters" => found.push(("reviews", sample.text)),
            "sib200-flores" if sample.language == "kk" => found.push(("news", sample.text)),
            _ => {}
        }
    }
    found
}

#[test]
fn transliterations() {
    let Some(folder) = folder() else { return };
    let mut figures: BTreeMap<String, Share> = BTreeMap::new();
    let mut misses: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (corpus, sentence) in sentences(&folder) {
        let words: Vec<String> = tokens(&sentence)
            .iter()
            .map(|token| normal(token.surface))
            .filter(|word| word.chars().all(|letter| written::LETTERS.contains(letter)))
            .collect();
        for (name, table) in written::ALPHABETS {
            let typed: Vec<String> = words.iter().map(|word| written::write(word, table)).collect();
            let alphabet = Alphabet::of(&typed.join(" "));
            for (word, typed) in words.iter().zip(&typed) {
                let restored = to_cyrillic_from(&normal(typed), alphabet);
                let right = restored == *word;
                let known = if is_listed(&stem(word).stem) { "listed stem" } else { "no listed stem" };
                figures.entry(format!("{name}, {corpus}")).or_default().add(right);
                figures.entry(format!("{name}, {corpus}, {known}")).or_default().add(right);
                if !right {
                    misses.entry(name.into()).or_default().push(format!("{word}/{typed}/{restored}"));
                }
            }
        }
    }
    if std::env::var_os("DAUYS_MISSES").is_some() {
        for (name, list) in &misses {
            println!("{name}: {}", list.iter().step_by(1 + list.len() / 150).cloned().collect::<Vec<_>>().join(" "));
        }
    }
    let figures = figures.into_iter().map(|(slice, share)| (slice, share.value())).collect();
    hold("words restored to Cyrillic", &figures, &[]);
}
