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

/// What each spelling cannot tell: 2017 and 2018 write `и` and `й` alike, all but Cyrillic drop `ь` and `э`, the chat drops nearly all.
const FLOORS: [(&str, f64); 20] = [
    ("decree of 2017, news", 0.98),
    ("decree of 2018, news", 0.98),
    ("proposal of 2019, news", 0.97),
    ("project of 2021, news", 0.975),
    ("töte jazu, news", 0.97),
    ("Cyrillic without Kazakh letters, news", 0.95),
    ("chat with q and sh, news", 0.92),
    ("chat with k and zh, news", 0.92),
    ("decree of 2017, reviews", 0.96),
    ("decree of 2018, reviews", 0.965),
    ("proposal of 2019, reviews", 0.94),
    ("project of 2021, reviews", 0.955),
    ("töte jazu, reviews", 0.95),
    ("Cyrillic without Kazakh letters, reviews", 0.87),
    ("chat with q and sh, reviews", 0.85),
    ("chat with k and zh, reviews", 0.85),
    ("decree of 2017, reviews, no listed stem", 0.89),
    ("decree of 2018, reviews, no listed stem", 0.89),
    ("project of 2021, reviews, no listed stem", 0.89),
    ("töte jazu, reviews, no listed stem", 0.82),
];

#[test]
fn transliterations() {
    let Some(folder) = folder() else { return };
    let mut figures: BTreeMap<String, Share> = BTreeMap::new();
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
            }
        }
    }
    let figures = figures.into_iter().map(|(slice, share)| (slice, share.value())).collect();
    hold("words restored to Cyrillic", &figures, &FLOORS);
}
