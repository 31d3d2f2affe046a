//! Makes `data/lexicon/names/russian_names.tsv` and `russian_name_words.txt` from the dictionary of rumorph (OpenCorpora and
//! Wiktionary): `cargo run --release -p dauys-text --example derive_names`.
//!
//! The first holds the surnames and first names of the dictionary, each with the number of letters from which on its beginning
//! begins no other word; the second the forms of names that are forms of other words as well.

#![expect(clippy::print_stdout, reason = "a command for developers, who read its output")]

#[path = "../derive_russian_words/forms.rs"]
mod forms;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rumorph::Dictionary;

/// Letters that two words begin with at the least before a beginning is asked for.
const SHORTEST: usize = 4;

/// A reading that names no person counts from this share of the occurrences of a form on.
const SHARE: f64 = 0.02;

/// The same of a reading that names a place.
const PLACE_SHARE: f64 = 0.05;

/// Rare words that have forms with a name in common and are hardly ever meant.
const RARE: [&str; 1] = ["токай"];

/// What the dictionary says of a form.
#[derive(Default)]
struct Said {
    /// The surnames it is a form of.
    surnames: BTreeSet<String>,
    /// The first names it is a form of.
    given: BTreeSet<String>,
    /// Whether it is a patronymic.
    is_patronymic: bool,
    /// The words it is a form of that name no person.
    words: BTreeSet<String>,
    /// How much of its occurrences these have.
    share: f64,
}

impl Said {
    fn is_person(&self) -> bool {
        self.is_patronymic || !self.surnames.is_empty() || !self.given.is_empty()
    }
}

fn said(dictionary: &Dictionary, form: &str) -> Said {
    let mut said = Said::default();
    for (_, tag, lemma, share) in dictionary.opencorpora(form) {
        let lemma = lemma.to_lowercase().replace('ё', "е");
        let has = |grammeme: &str| tag.split([',', ' ']).any(|one| one == grammeme);
        // «Иванова» is a form of the town «Иваново», too, and of places there is but one.
        let is_place_of_name = has("Geox")
            && (has("plur")
                || share < PLACE_SHARE
                || ["ово", "ево", "ино"].iter().any(|end| lemma.ends_with(end)));
        if has("Surn") {
            said.surnames.insert(lemma);
        } else if has("Name") {
            said.given.insert(lemma);
        } else if has("Patr") {
            said.is_patronymic = true;
        } else if !has("Init") && !has("Abbr") && !has("Poss") && !is_place_of_name {
            said.share += if RARE.contains(&lemma.as_str()) { 0.0 } else { share };
            said.words.insert(lemma);
        }
    }
    said
}

/// Whether a word is made of a name: «ивановский», «Ивановка».
fn is_derived(lemma: &str, names: &BTreeMap<String, &str>) -> bool {
    ["ский", "ка", "ск", "ец", "щина"]
        .iter()
        .any(|end| lemma.strip_suffix(end).is_some_and(|base| names.contains_key(base)))
}

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/lexicon/names");
    let dictionary = Dictionary::bundled().expect("the dictionary comes with its crate");
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    let mut both = BTreeSet::new();
    let mut others: Vec<(String, BTreeSet<String>)> = Vec::new();
    for form in forms::forms() {
        let said = said(&dictionary, &form);
        if said.is_person() && said.share >= SHARE {
            both.insert(form.clone());
        }
        names.extend(said.surnames.into_iter().map(|name| (name, "surname")));
        names.extend(said.given.into_iter().map(|name| (name, "given")));
        if !said.words.is_empty() {
            others.push((form, said.words));
        }
    }
    let own = others.into_iter().filter(|(_, words)| words.iter().any(|word| !is_derived(word, &names)));
    let words: Vec<String> = own.map(|(form, _)| form).collect();
    println!("{} names, {} forms that are words as well", names.len(), both.len());
    let mut lines = String::new();
    for (name, kind) in &names {
        lines.push_str(&format!("{kind}\t{name}\t{}\n", beginning(name, &words)));
    }
    std::fs::write(folder.join("russian_names.tsv"), lines)?;
    let lines: String = both.iter().map(|form| format!("{form}\n")).collect();
    std::fs::write(folder.join("russian_name_words.txt"), lines)
}

/// From how many letters on the beginning of a name begins no other word; one more than it has letters when there is none.
fn beginning(name: &str, words: &[String]) -> usize {
    let letters: Vec<usize> = name.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect();
    let is_free = |end: usize| {
        let beginning = &name[..end];
        let at = words.partition_point(|word| word.as_str() < beginning);
        !words.get(at).is_some_and(|word| word.starts_with(beginning))
    };
    (SHORTEST..=letters.len()).find(|count| is_free(letters[count - 1])).unwrap_or(letters.len() + 1)
}
