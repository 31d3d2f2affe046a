//! Reads the dictionary of rumorph and gives every form with its likeliest lemma, and every verb with its aspects.

use std::collections::BTreeMap;

use fst::Streamer;
use rumorph::{Dictionary, UdTag};

use crate::homonym::{Observed, likeliest};

/// What a form is a form of, `ё` as `е`.
pub(crate) struct Word {
    pub(crate) lemma: String,
    /// Part of speech of Universal Dependencies.
    pub(crate) class: String,
}

/// Forms in the order of their letters.
pub(crate) type Words = BTreeMap<String, Word>;

/// Aspects in which a verb stands in the dictionary.
#[derive(Default, Clone, Copy)]
pub(crate) struct Aspects {
    pub(crate) perfective: bool,
    pub(crate) imperfective: bool,
}

pub(crate) fn open() -> Dictionary {
    Dictionary::bundled().expect("the dictionary comes with its crate")
}

/// Every form written in Russian letters and hyphens.
///
/// The file of rumorph holds sections, each a length of eight bytes and data up to a border of eight, after a head of sixteen
/// bytes: the fifth is the alphabet, the eleventh an `fst` map of the forms in that alphabet.
fn forms() -> Vec<String> {
    const HEAD: usize = 16;
    let data = rumorph_dict_ru::DICTIONARY;
    let mut sections = Vec::new();
    let mut at = HEAD;
    while let Some(length) = data.get(at..at + 8) {
        let length = u64::from_le_bytes(length.try_into().expect("eight bytes")) as usize;
        sections.push(&data[at + 8..at + 8 + length]);
        at = (at + 8 + length).next_multiple_of(8);
    }
    let alphabet: Vec<char> = std::str::from_utf8(sections[4]).expect("letters").chars().collect();
    let map = fst::Map::new(sections[10]).expect("an automaton");
    let mut keys = map.stream();
    let mut forms = Vec::with_capacity(map.len());
    while let Some((key, _)) = keys.next() {
        let form: String = key.iter().map(|letter| alphabet[usize::from(*letter) - 1]).collect();
        // A letter alone is an initial, the name of a house or a slip as often as what the dictionary makes of it.
        if is_russian(&form) && form.chars().nth(1).is_some() {
            forms.push(form);
        }
    }
    forms
}

pub(crate) fn is_russian(form: &str) -> bool {
    form.starts_with(|letter| matches!(letter, 'а'..='я'))
        && form.chars().all(|letter| matches!(letter, 'а'..='я' | '-'))
}

/// Every form with its likeliest lemma.
pub(crate) fn words(dictionary: &Dictionary, observed: &Observed) -> Words {
    let mut words = Words::new();
    for form in forms() {
        if let Some(word) = likeliest(&form, &readings(dictionary, &form), observed) {
            words.insert(form, word);
        }
    }
    words
}

/// What is added for a noun in its first form where the form has no frequencies: «починка» is not of «починок».
const FIRST_FORM: f64 = 0.5;

/// Lemma, class and share of every reading of a form. Case is lost before a stem is looked for: without frequencies of the form
/// itself names and other words are weighed half as rumorph weighs a word in lower case, which it takes for no name, half as one in a capital.
fn readings(dictionary: &Dictionary, form: &str) -> Vec<(String, String, f64)> {
    let mut readings = dictionary.candidate_analyses(form);
    if readings.iter().all(|reading| reading.prob == 0.0) {
        let mut letters = form.chars();
        let capital: String =
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        readings = dictionary.analyze(form);
        readings.extend(dictionary.analyze(&capital));
        for reading in &mut readings {
            let is_first = dictionary.ud_tag(reading.ud).is_some_and(|tag| tag.pos() == "NOUN")
                && reading.lemma.to_lowercase().replace('ё', "е") == form;
            reading.prob = reading.prob / 2.0 + if is_first { FIRST_FORM } else { 0.0 };
        }
    }
    let read = readings.into_iter().map(|reading| {
        let class = dictionary.ud_tag(reading.ud).map_or("", UdTag::pos).to_owned();
        (reading.lemma.to_lowercase().replace('ё', "е"), class, reading.prob)
    });
    read.filter(|(lemma, ..)| is_russian(lemma)).collect()
}

/// Every infinitive.
pub(crate) fn verbs(dictionary: &Dictionary) -> BTreeMap<String, Aspects> {
    let mut verbs: BTreeMap<String, Aspects> = BTreeMap::new();
    for form in forms() {
        if !["ть", "ти", "чь", "ться", "тись", "чься"].iter().any(|ending| form.ends_with(ending))
        {
            continue;
        }
        for reading in dictionary.analyze(&form) {
            let Some(tag) = dictionary.ud_tag(reading.ud) else { continue };
            if tag.pos() == "VERB"
                && tag.feat("VerbForm") == Some("Inf")
                && reading.lemma.replace('ё', "е") == form
            {
                let aspects = verbs.entry(form.clone()).or_default();
                aspects.perfective |= tag.feat("Aspect") == Some("Perf");
                aspects.imperfective |= tag.feat("Aspect") == Some("Imp");
            }
        }
    }
    verbs
}
