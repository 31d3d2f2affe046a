//! Makes `crates/topics/data/usual_terms.tsv`, how frequent the content stems of both languages usually are, from openly licensed texts:
//! `cargo run --release -p dauys-text --example derive_usual_terms -- [OUT]` with `DAUYS_CORPORA` naming the corpora.
//!
//! Each line holds a stem and how many of a million stems of texts it makes up, where it stood in [`LEAST_TEXTS`] texts or more.

#![expect(clippy::print_stdout, reason = "a command for developers, who read its output")]
#![allow(clippy::unwrap_used, reason = "the corpora are known")]

mod corpus;

use std::collections::BTreeMap;
use std::path::Path;

use dauys_model::Language;
use dauys_text::{topic_terms, words};

/// Stems of fewer texts are left out: that they are rare is what is assumed anyway.
const LEAST_TEXTS: u32 = 3;
/// So many sentences make a text of about the length of a post.
const SENTENCES: usize = 3;

fn main() -> std::io::Result<()> {
    let out = std::env::args()
        .nth(1)
        .unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../topics/data/usual_terms.tsv").into());
    let folder = corpus::folder();
    let mut lines = String::from("term\tof_a_million\n");
    let mut all: BTreeMap<String, u64> = BTreeMap::new();
    for language in [Language::Russian, Language::Kazakh] {
        let texts = texts(&folder, language);
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut stems = 0_u64;
        for text in &texts {
            for term in topic_terms(&words(text, Some(language))) {
                stems += 1;
                *counts.entry(term).or_default() += 1;
            }
        }
        println!("{language}: {} texts, {stems} stems, {} distinct", texts.len(), counts.len());
        for (term, count) in counts.into_iter().filter(|&(_, count)| count >= LEAST_TEXTS) {
            let share = all.entry(term).or_default();
            *share = (*share).max(u64::from(count) * 1_000_000 / stems);
        }
    }
    println!("{} terms", all.len());
    for (term, share) in all {
        lines.push_str(&format!("{term}\t{share}\n"));
    }
    std::fs::write(out, lines)
}

/// Texts whose licence lets word counts be made from them: the open sources of the language file, the passages of XQuAD and KazQAD,
/// the sentences of KazNERD; sentences that stand alone by threes.
fn texts(folder: &Path, language: Language) -> Vec<String> {
    let code = language.code();
    let mut sentences: Vec<String> = corpus::samples(folder)
        .into_iter()
        .filter(|sample| sample.language == code && sample.is_open() && !sample.source.contains("wordpair"))
        .map(|sample| sample.text)
        .collect();
    let passages = if language == Language::Russian {
        "retrieval/ru_xquad_docs.jsonl"
    } else {
        "retrieval/kk_kazqad_docs.jsonl"
    };
    if language == Language::Kazakh {
        sentences.extend(named_sentences(&folder.join("ner/kk_kaznerd_valid.iob2")));
    }
    let mut texts: Vec<String> = sentences.chunks(SENTENCES).map(|chunk| chunk.join(" ")).collect();
    let passages = std::fs::read_to_string(folder.join(passages)).unwrap_or_default();
    texts.extend(passages.lines().filter_map(|line| {
        let passage: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(passage["text"].as_str()?.to_owned())
    }));
    texts
}

/// The sentences of a file with one word and its label a line.
fn named_sentences(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let sentences = text.split("\n\n").map(|block| {
        block.lines().filter_map(|line| line.split_whitespace().next()).collect::<Vec<_>>().join(" ")
    });
    sentences.filter(|sentence| !sentence.is_empty()).collect()
}
