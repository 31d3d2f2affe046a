//! Makes `data/lexicon/russian_stems.txt` from openly licensed Russian sentences and word forms:
//! `cargo run --release -p dauys-text --example derive_russian_stems -- [OUT]` with `DAUYS_CORPORA` naming the corpora.
//!
//! The stems of words seen twice or more, by which Russian loans in Kazakh are known.

mod corpus;

use std::collections::BTreeMap;

fn main() -> std::io::Result<()> {
    let out = std::env::args_os().nth(1).unwrap_or_else(|| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/lexicon/russian_stems.txt").into()
    });
    let folder = corpus::folder();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |word: &str| {
        let normal = dauys_text::normal(word);
        if normal.chars().count() >= 5 && normal.chars().all(|letter| matches!(letter, 'а'..='я' | 'ё')) {
            *counts.entry(dauys_text::russian::stem(&normal)).or_default() += 1;
        }
    };
    for sample in corpus::samples(&folder).iter().filter(|sample| sample.is_open() && sample.language == "ru")
    {
        for token in dauys_text::tokens(&sample.text) {
            add(token.surface);
        }
    }
    for row in corpus::rows(&folder.join("morph/ru_ud_form_lemma.tsv")) {
        if row[1] != "PROPN" && row[1] != "X" {
            add(&row[2]);
        }
    }
    let lines: String = counts
        .iter()
        .filter(|(stem, count)| **count > 1 && stem.chars().count() > 3)
        .map(|(stem, _)| format!("{stem}\n"))
        .collect();
    std::fs::write(out, lines)
}
