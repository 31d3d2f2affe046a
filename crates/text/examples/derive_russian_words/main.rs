//! Makes `data/lexicon/russian.dictionary` and `russian_aspects.tsv` from the dictionary of rumorph (OpenCorpora and Wiktionary):
//! `cargo run --release -p dauys-text --example derive_russian_words` with `DAUYS_CORPORA` naming the corpora.
//!
//! Of a form with several lemmas the likeliest stays: by the frequencies in the dictionary and by the word forms of UD Russian,
//! but for the sentences that are kept for measuring. Words of Kazakhstan are added from `russian_additions.tsv` and the gazetteer, each
//! declined like a word of the dictionary.

#![expect(clippy::print_stdout, reason = "a command for developers, who read its output")]

mod addition;
mod aspect;
mod automaton;
#[path = "../corpus/mod.rs"]
mod corpus;
mod ending;
mod forms;
mod homonym;
mod lexicon;
mod rule;

use std::path::Path;

use automaton::Automaton;
use rule::Rules;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/lexicon");
    let source = lexicon::open();
    let observed = homonym::observe(&corpus::folder());
    let mut words = lexicon::words(&source, &observed);
    addition::add(&source, &folder, &mut words);
    homonym::settle(&mut words);

    let mut rules = Rules::default();
    let mut dictionary = Automaton::default();
    for (form, word) in &words {
        dictionary.add(&rule::letters(form), rules.number(form, &word.lemma));
    }
    let mut endings = Automaton::default();
    for (ending, rule) in ending::derive(&words) {
        let backwards: Vec<u8> = rule::letters(&ending).into_iter().rev().collect();
        endings.add(&backwards, rules.number_of(rule));
    }
    let bytes = automaton::write(dictionary, endings, &rules);
    println!("{} forms, {} rules, {} bytes", words.len(), rules.len(), bytes.len());
    std::fs::write(folder.join("russian.dictionary"), bytes)?;

    let pairs = aspect::derive(&lexicon::verbs(&source));
    println!("{} pairs of aspects", pairs.len());
    let lines: String =
        pairs.iter().map(|(imperfective, perfective)| format!("{perfective}\t{imperfective}\n")).collect();
    std::fs::write(folder.join("russian_aspects.tsv"), lines)
}
