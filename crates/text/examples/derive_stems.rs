//! Makes `data/lexicon/kazakh_stems.tsv` from openly licensed Kazakh texts and word lists:
//! `cargo run --release -p dauys-text --example derive_stems -- [OUT] [texts-only]` with `DAUYS_CORPORA` naming the corpora.
//!
//! Every form that occurs is taken apart in the way that costs least under the stems found so far; stems are then counted by the
//! forms that they explain, and all is done again, until stems that explain one form only have lost theirs to better ones (hard
//! expectation maximization). Lemmas of Universal Dependencies and UniMorph start the count unless `texts-only` is given,
//! which leaves them for an honest measurement.

#![expect(clippy::print_stdout, reason = "a command for developers, who read its output")]

mod corpus;

use std::collections::BTreeMap;
use std::path::Path;

use dauys_text::kazakh::{Kind, Lexicon, analyse};

/// Rounds of taking apart and counting.
const ROUNDS: usize = 8;

/// What a lemma of a hand-made list counts for beside the forms that texts give it.
const LEMMA: f32 = 4.0;

/// Stems too short to be found by counting, written by hand.
const SHORT: &str = include_str!("../../../data/lexicon/kazakh_short_stems.tsv");

/// A stem from texts is kept when it explains this many forms,
const FORMS: f32 = 2.0;

/// or when it stands alone this often.
const ALONE: usize = 3;

fn is_kazakh_word(word: &str) -> bool {
    word.chars().count() >= 2
        && word.chars().all(|letter| {
            matches!(letter, 'а'..='я' | 'ё' | 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
        })
}

/// Lower-case words of a text. Words with a capital inside a sentence count too: names have endings like all others.
fn add_words(text: &str, forms: &mut BTreeMap<String, usize>) {
    for token in dauys_text::tokens(text) {
        for part in dauys_text::normal(token.surface).split('-') {
            if is_kazakh_word(part) {
                *forms.entry(part.to_owned()).or_default() += 1;
            }
        }
    }
}

fn read_forms(folder: &Path) -> BTreeMap<String, usize> {
    let mut forms = BTreeMap::new();
    for sample in corpus::samples(folder) {
        if sample.is_open() && sample.language == "kk" {
            add_words(&sample.text, &mut forms);
        }
    }
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap_or_default();
    for line in read("ner/kk_kaznerd_valid.iob2").lines() {
        add_words(line.split(' ').next().unwrap_or(""), &mut forms);
    }
    for line in read("retrieval/kk_kazqad_docs.jsonl").lines() {
        let text = line.split_once("\"text\": \"").map_or("", |(_, text)| text);
        add_words(&text.replace("\\n", " "), &mut forms);
    }
    forms
}

/// Lemmas of the hand-made lists.
fn read_lemmas(folder: &Path) -> Vec<(String, Kind)> {
    let mut lemmas = Vec::new();
    for row in corpus::rows(&folder.join("morph/kk_ud_form_lemma.tsv")) {
        let kind = if matches!(row[1].as_str(), "VERB" | "AUX") { Kind::Verb } else { Kind::Noun };
        if !matches!(row[1].as_str(), "X" | "PRON" | "DET") {
            lemmas.push((dauys_text::normal(&row[3]), kind));
        }
    }
    for row in corpus::rows(&folder.join("morph/kk_unimorph_nouns.tsv")) {
        lemmas.push((dauys_text::normal(&row[0]), Kind::Noun));
    }
    for row in corpus::rows(&folder.join("morph/kk_unimorph_verbs.tsv")) {
        if let Some(stem) = dauys_text::normal(&row[0]).strip_suffix('у') {
            lemmas.push((stem.to_owned(), Kind::Verb));
        }
    }
    lemmas.retain(|(lemma, _)| is_kazakh_word(lemma));
    lemmas.sort();
    lemmas.dedup();
    lemmas
}

/// Whether a noun is only the verbal noun of a known verb, whose forms belong to the verb.
fn is_verbal_noun(stem: &str, lexicon: &Lexicon) -> bool {
    stem.strip_suffix('у').is_some_and(|verb| lexicon.knows(verb, Kind::Verb))
}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().unwrap_or_else(|| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/lexicon/kazakh_stems.tsv").into()
    });
    let texts_only = arguments.next().is_some();
    let folder = corpus::folder();
    let forms = read_forms(&folder);
    let lemmas = if texts_only { Vec::new() } else { read_lemmas(&folder) };
    let start = || {
        let mut lexicon = Lexicon::default();
        for line in SHORT.lines() {
            if let Some((stem, kind)) = line.split_once('\t') {
                lexicon.insert(stem, if kind == "V" { Kind::Verb } else { Kind::Noun }, LEMMA);
            }
        }
        for (lemma, kind) in &lemmas {
            lexicon.insert(lemma, *kind, LEMMA);
        }
        lexicon
    };
    let mut lexicon = start();
    for round in 0..ROUNDS {
        let mut counts: BTreeMap<(String, Kind), (f32, usize)> = BTreeMap::new();
        for (form, times) in &forms {
            let found = analyse(form, &lexicon);
            let count = counts.entry((found.stem, found.kind)).or_default();
            count.0 += 1.0;
            if found.endings == 0 {
                count.1 += times;
            }
        }
        let mut next = start();
        for ((stem, kind), (explained, alone)) in counts {
            if explained >= FORMS || alone >= ALONE {
                next.insert(&stem, kind, explained);
            }
        }
        let kept = next.entries();
        println!("round {round}: {} forms, {} stems", forms.len(), kept.len());
        let mut clean = Lexicon::default();
        for (stem, kind, count) in kept {
            if kind == Kind::Verb || !is_verbal_noun(stem, &next) {
                clean.insert(stem, kind, count);
            }
        }
        lexicon = clean;
    }
    let lines: String = lexicon
        .entries()
        .into_iter()
        .map(|(stem, kind, count)| {
            format!("{stem}\t{}\t{count}\n", if kind == Kind::Verb { "V" } else { "N" })
        })
        .collect();
    std::fs::write(out, lines)
}
