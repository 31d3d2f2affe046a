//! Merging: which frequent words share an alias, and whether a query for one brings the other.
//!
//! Words are those of Kazakh sentences in Kazakh letters (KazNERD, SIB-200, KazQAD, reviews of KazSAnDRA) and of Russian ones (SIB-200,
//! XQuAD). A word is frequent from [`FREQUENT`] occurrences of its stem on. Found and confused are measured on the same words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dauys_model::Language;
use dauys_text::kazakh::has_kazakh_letter;
use dauys_text::{Words, query_terms, skeleton, terms, words};

use crate::measure::{Share, folder, hold};
use crate::{corpus, written};

/// How often a stem stands in the corpora to count as frequent.
const FREQUENT: usize = 10;

/// Sentences tried for each word.
const TRIED: usize = 3;

/// One alias for all, as it was before aliases had two levels, would merge every pair.
const FLOORS: [(&str, f64); 8] = [
    ("pairs apart, query in Kazakh letters", 0.62),
    ("words of such pairs apart, query in Kazakh letters", 0.985),
    ("Russian words not brought by Kazakh ones", 0.985),
    ("found in Cyrillic without Kazakh letters", 0.99),
    ("found in chat with k and zh", 0.99),
    ("found in decree of 2017", 0.99),
    ("found in decree of 2018", 0.995),
    ("found in töte jazu", 0.995),
];

/// A sentence with what an index holds of it.
struct Read {
    text: String,
    words: Words,
    /// The terms of each word.
    held: Vec<BTreeSet<String>>,
}

fn read(text: String) -> Read {
    let words = words(&text, None);
    let mut held = vec![BTreeSet::new(); words.words.len()];
    for term in terms(&words) {
        held[term.position].insert(term.text);
    }
    Read { text, words, held }
}

/// The `text` of each line of JSON objects.
fn json_texts(path: &Path) -> Vec<String> {
    let lines = std::fs::read_to_string(path).unwrap_or_default();
    lines
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|value| value["text"].as_str().map(str::to_owned))
        .collect()
}

fn sentences_of(text: &str) -> Vec<String> {
    dauys_text::sentences(text).into_iter().map(|range| text[range].to_owned()).collect()
}

fn kazakh(folder: &Path) -> Vec<Read> {
    let mut texts = Vec::new();
    for sample in corpus::samples(folder) {
        let is_open = sample.language == "kk"
            && ["sib200", "kaznerd"].iter().any(|name| sample.source.starts_with(name));
        if is_open || sample.source == "kazsandra-review-kkletters" {
            texts.push(sample.text);
        }
    }
    texts.extend(
        json_texts(&folder.join("retrieval/kk_kazqad_docs.jsonl")).iter().flat_map(|text| sentences_of(text)),
    );
    let own = |text: &String| {
        text.chars().filter(|letter| has_kazakh_letter(&letter.to_lowercase().to_string())).count() * 12
    };
    texts.retain(|text| own(text) > text.chars().count());
    texts.into_iter().map(read).filter(|read| read.words.detection.language == Language::Kazakh).collect()
}

fn russian(folder: &Path) -> Vec<Read> {
    let mut texts: Vec<String> = corpus::rows(&folder.join("topic/sib200_kk_ru_en.tsv"))
        .into_iter()
        .filter(|row| row[1] == "ru")
        .map(|row| row[3].clone())
        .collect();
    texts.extend(
        json_texts(&folder.join("retrieval/ru_xquad_docs.jsonl")).iter().flat_map(|text| sentences_of(text)),
    );
    texts.into_iter().map(read).filter(|read| read.words.detection.language == Language::Russian).collect()
}

/// Where each stem stands: sentence and word.
fn places(read: &[Read]) -> BTreeMap<&str, Vec<(usize, usize)>> {
    let mut places: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (sentence, read) in read.iter().enumerate() {
        for (at, word) in read.words.words.iter().enumerate() {
            if word.stem.chars().all(char::is_alphabetic) && word.stem.chars().count() > 1 {
                places.entry(&word.stem).or_default().push((sentence, at));
            }
        }
    }
    places.retain(|_, places| places.len() >= FREQUENT);
    places
}

/// The word as typed most often with this stem.
fn usual<'a>(read: &'a [Read], places: &[(usize, usize)]) -> &'a str {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (sentence, at) in places {
        *counts.entry(&read[*sentence].words.words[*at].normal).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or("", |(word, _)| word)
}

#[test]
fn frequent_words_are_not_merged() {
    let Some(folder) = folder() else { return };
    let kazakh = kazakh(&folder);
    let russian = russian(&folder);
    let places = places(&kazakh);
    let mass: usize = places.values().map(Vec::len).sum();
    let mut by_fold: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for stem in places.keys() {
        by_fold.entry(skeleton(stem)).or_default().push(stem);
    }
    let mut figures = BTreeMap::new();
    let groups: Vec<&Vec<&str>> = by_fold.values().filter(|stems| stems.len() > 1).collect();
    let types: usize = groups.iter().map(|stems| stems.len()).sum();
    let lesser: usize = groups
        .iter()
        .map(|stems| {
            let counts = stems.iter().map(|stem| places[stem].len());
            counts.clone().sum::<usize>() - counts.max().unwrap_or(0)
        })
        .sum();
    println!(
        "{} sentences, {} frequent stems, {mass} words; {types} stems share a skeleton ({:.4} of stems, {:.4} of words are the lesser ones)",
        kazakh.len(),
        places.len(),
        types as f64 / places.len() as f64,
        lesser as f64 / mass as f64
    );

    // Confused: a word asked for in Kazakh letters must not bring a sentence for another word of its skeleton.
    let (mut apart, mut apart_by_mass) = (Share::default(), (0, 0));
    let mut without_letters = Share::default();
    let mut confused = Vec::new();
    for stems in &groups {
        for asked in stems.iter() {
            let query = usual(&kazakh, &places[asked]);
            let wanted: Vec<String> = query_terms(query).into_iter().map(|(term, _)| term).collect();
            for other in stems.iter().filter(|other| *other != asked) {
                let mut met = false;
                for (sentence, at) in &places[other] {
                    let hit = wanted.iter().any(|term| kazakh[*sentence].held[*at].contains(term));
                    met |= hit;
                    if has_kazakh_letter(query) {
                        apart_by_mass = (apart_by_mass.0 + usize::from(hit), apart_by_mass.1 + 1);
                    }
                }
                if has_kazakh_letter(query) {
                    apart.add(!met);
                    if met {
                        confused.push(format!("{query} → {other}"));
                    }
                } else {
                    without_letters.add(!met);
                }
            }
        }
    }
    figures.insert("pairs apart, query in Kazakh letters".to_owned(), apart.value());
    figures.insert(
        "words of such pairs apart, query in Kazakh letters".to_owned(),
        1.0 - apart_by_mass.0 as f64 / f64::from(u32::try_from(apart_by_mass.1).unwrap_or(1).max(1)),
    );
    println!(
        "{} pairs asked for in Kazakh letters, {} of them apart; one alias for all would merge each; without letters {} of {} are apart",
        apart.all, apart.right, without_letters.right, without_letters.all
    );
    println!("  not in every sentence apart: {}", confused.join(", "));

    // The same against Russian texts: a Kazakh word in its letters brings no Russian one.
    let asked: Vec<BTreeSet<String>> = places
        .values()
        .map(|places| usual(&kazakh, places))
        .filter(|word| has_kazakh_letter(word))
        .map(|word| query_terms(word).into_iter().map(|(term, _)| term).collect())
        .collect();
    let all: BTreeSet<&String> = asked.iter().flatten().collect();
    let mut in_russian = Share::default();
    for read in &russian {
        for held in &read.held {
            in_russian.add(!held.iter().any(|term| all.contains(term)));
        }
    }
    figures.insert("Russian words not brought by Kazakh ones".to_owned(), in_russian.value());

    // Found: the same words, their sentences typed otherwise.
    let mut found: BTreeMap<String, Share> = BTreeMap::new();
    for places in places.values().step_by(4) {
        let query = usual(&kazakh, places);
        let wanted: Vec<String> = query_terms(query).into_iter().map(|(term, _)| term).collect();
        for (sentence, at) in places.iter().step_by(places.len() / TRIED + 1) {
            let original = &kazakh[*sentence];
            for (name, table) in written::ALPHABETS {
                let mut typed = String::new();
                let mut last = 0;
                let mut start = 0;
                for (number, word) in original.words.words.iter().enumerate() {
                    typed.push_str(&original.text[last..word.start]);
                    if number == *at {
                        start = typed.len();
                    }
                    typed.push_str(&written::write(&word.normal, table));
                    last = word.end;
                }
                let held = terms(&words(&typed, None));
                let met = held.iter().any(|term| {
                    term.start >= start && term.start <= start + 3 && wanted.contains(&term.text)
                });
                found.entry(format!("found in {name}")).or_default().add(met);
            }
            let met = wanted.iter().any(|term| original.held[*at].contains(term));
            found.entry("found as written".into()).or_default().add(met);
        }
    }
    figures.extend(found.into_iter().map(|(slice, share)| (slice, share.value())));
    hold("found and confused", &figures, &FLOORS);
}
