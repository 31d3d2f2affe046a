//! Reads the dictionary of rumorph and gives every form with its likeliest lemma, and every verb with its aspects.

use std::collections::BTreeMap;

use rumorph::{Dictionary, UdTag};

use crate::forms::{forms, is_russian};
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
