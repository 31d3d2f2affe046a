//! How fast text becomes the terms of an index, beside what a search engine does by default: words at white space and punctuation,
//! lower case, the Russian Snowball stemmer. That chain knows no Kazakh, no negation and no other spelling.
//!
//! `cargo bench -p dauys-text --bench terms`. The texts are those of `tests/fixtures/matching.tsv`, by how they are typed, each kind over
//! and over until it fills [`SIZE`]; divan says bytes and words a second.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot read its texts has failed")]

use std::borrow::Cow;

use dauys_text::{terms, tokens, words};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use rust_stemmers::{Algorithm, Stemmer};

/// Bytes of text a round, a news article and its comments.
const SIZE: usize = 20_000;

/// Which texts: kinds of the fixture.
const KINDS: [&str; 5] = ["kk", "plain", "latin", "ru", "mixed"];

fn main() {
    divan::main();
}

fn text(kind: &str) -> String {
    let texts: Vec<&str> = include_str!("../tests/fixtures/matching.tsv")
        .lines()
        .filter(|line| line.split('\t').next() == Some(kind))
        .filter_map(|line| line.split('\t').nth(3))
        .collect();
    let mut whole = String::new();
    for text in texts.iter().cycle() {
        whole.push_str(text);
        whole.push_str(". ");
        if whole.len() > SIZE {
            break;
        }
    }
    whole
}

fn measure(bencher: Bencher<'_, '_>, kind: &str, run: impl Fn(&str) -> usize + Sync) {
    let text = text(kind);
    bencher
        .counter(BytesCount::of_str(&text))
        .counter(ItemsCount::new(tokens(&text).len()))
        .bench(|| run(divan::black_box(&text)));
}

#[divan::bench(args = KINDS)]
fn ours(bencher: Bencher<'_, '_>, kind: &str) {
    measure(bencher, kind, |text| terms(&words(text, None)).len());
}

#[divan::bench(args = KINDS)]
fn lower_case_and_snowball(bencher: Bencher<'_, '_>, kind: &str) {
    let stemmer = Stemmer::create(Algorithm::Russian);
    measure(bencher, kind, |text| {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let stems: Vec<String> = words
            .map(|word| {
                let lower = word.to_lowercase();
                match stemmer.stem(&lower) {
                    Cow::Borrowed(stem) => stem.to_owned(),
                    Cow::Owned(stem) => stem,
                }
            })
            .collect();
        stems.len()
    });
}
