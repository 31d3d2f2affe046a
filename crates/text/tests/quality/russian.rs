//! Russian stems against the lemmas of UD Russian, beside other stemmers, and words that a search must keep together or apart.

use std::collections::BTreeMap;

use dauys_text::{Term, russian, terms, words};
use rust_stemmers::{Algorithm, Stemmer};

use crate::conflation::{Conflation, Lemmas, conflation, lemmas};
use crate::corpus;
use crate::measure::{Share, folder, hold};

/// One sentence in so many was kept from the making of the dictionary.
const HELD_OUT: u64 = 5;

fn without_yo(word: &str) -> String {
    word.replace('ё', "е")
}

/// The stem as the index holds it: the first term of the word alone.
fn term(word: &str) -> String {
    terms(&words(word, Some(dauys_model::Language::Russian)))
        .into_iter()
        .next()
        .map_or_else(String::new, |term: Term| term.text)
}

fn rows(of: impl Fn(&str) -> bool) -> Option<Lemmas> {
    let rows = corpus::rows(&folder()?.join("morph/ru_ud_form_lemma.tsv"));
    let rows: Vec<(String, String)> = rows
        .iter()
        .filter(|row| of(&row[0]))
        .map(|row| (without_yo(&row[2].to_lowercase()), without_yo(&row[3].to_lowercase())))
        .collect();
    Some(lemmas(rows.iter().map(|(form, lemma)| (form.as_str(), lemma.as_str()))))
}

/// A name, and the sentences that belong to it.
type Slice = (&'static str, fn(&str) -> bool);

/// A name, and the key it gives a word.
type Peer<'a> = (&'static str, &'a dyn Fn(&str) -> String);

#[test]
fn russian_stems_meet_as_lemmas_do() {
    let slices: [Slice; 5] = [
        ("all", |_| true),
        ("held out", |sentence| corpus::is_one_of(HELD_OUT, sentence)),
        ("news", |sentence| sentence.starts_with("dev")),
        ("posts", |sentence| sentence.starts_with("instagram")),
        ("verse and prose", |sentence| sentence.starts_with("poetry") || sentence.starts_with("xud")),
    ];
    let dictionary = rumorph::Dictionary::bundled().unwrap();
    let snowball = Stemmer::create(Algorithm::Russian);
    let peers: [Peer<'_>; 5] = [
        ("ours", &term),
        ("ours, aspects apart", &|word| {
            let found = russian::lemma(word);
            if found.found == russian::Found::Ending { found.stem } else { found.lemma }
        }),
        ("rumorph", &|word| {
            dictionary
                .analyze(word)
                .into_iter()
                .next()
                .map_or_else(|| word.to_owned(), |found| without_yo(&found.lemma.to_lowercase()))
        }),
        ("Snowball", &|word| snowball.stem(word).into_owned()),
        ("identity", &str::to_owned),
    ];
    let mut figures = BTreeMap::new();
    for (slice, of) in slices {
        let Some(lemmas) = rows(of) else { return };
        for (peer, key) in peers {
            let found: Conflation = conflation(&lemmas, key);
            println!(
                "{slice}, {peer}: precision {:.4}, recall {:.4}, F1 {:.4} ({} words)",
                found.precision,
                found.recall,
                found.f1(),
                lemmas.len()
            );
            figures.insert(format!("{slice}, {peer}"), found.f1());
        }
    }
    hold(
        "Russian stems, F1 of pairs",
        &figures,
        &[("all, ours", 0.96), ("held out, ours", 0.965), ("posts, ours", 0.95)],
    );
    for (slice, _) in slices {
        assert!(figures[&format!("{slice}, ours")] > figures[&format!("{slice}, Snowball")], "{slice}");
    }
}

/// Words that must have one stem, invented for this project.
const TOGETHER: &str = include_str!("russian_together.txt");
/// Words of which no two may have one stem.
const APART: &str = include_str!("russian_apart.txt");

#[test]
fn words_of_complaints_and_public_service_meet() {
    let mut together = Share::default();
    for line in TOGETHER.lines() {
        let mut words = line.split(' ');
        let first = term(words.next().unwrap());
        for word in words {
            together.add(term(word) == first);
            if term(word) != first {
                println!("  {line}: {word} is {}, not {first}", term(word));
            }
        }
    }
    let mut apart = Share::default();
    for line in APART.lines() {
        let stems: Vec<String> = line.split(' ').map(term).collect();
        for (at, one) in stems.iter().enumerate() {
            for other in &stems[at + 1..] {
                apart.add(one != other);
                if one == other {
                    println!("  {line}: {one} twice");
                }
            }
        }
    }
    let figures =
        BTreeMap::from([("together".to_owned(), together.value()), ("apart".to_owned(), apart.value())]);
    hold("Russian words of complaints", &figures, &[("together", 1.0), ("apart", 1.0)]);
}
