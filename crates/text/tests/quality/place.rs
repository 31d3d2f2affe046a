//! Measures places. On the entities of KazNERD: every GPE or LOCATION that begins with a name of the gazetteer should be found, and
//! what is found outside any GPE or LOCATION is wrong, even where the corpus has the name inside an airport, an office or the word
//! for inhabitants; beside it stands the figure that counts only names outside all entities as wrong. And on invented sentences,
//! each with the places it names and their codes (`tests/places/sentences.tsv`).

use std::collections::BTreeMap;
use std::path::Path;

use aho_corasick::{AhoCorasick, MatchKind};
use dauys_model::{Kato, Language};
use dauys_text::place::gazetteer;
use dauys_text::{places_from, skeleton, words};

use crate::measure::{folder, hold};

/// Right, missed and wrong.
#[derive(Default, Clone, Copy)]
struct Tally {
    right: usize,
    missed: usize,
    wrong: usize,
}

impl Tally {
    fn precision(self) -> f64 {
        share(self.right, self.wrong)
    }

    fn recall(self) -> f64 {
        share(self.right, self.missed)
    }

    /// One where nothing was to be found and nothing was.
    fn f1(self) -> f64 {
        if self.right + self.missed + self.wrong == 0 {
            return 1.0;
        }
        2.0 * self.right as f64 / (2 * self.right + self.missed + self.wrong).max(1) as f64
    }
}

/// The share of the right among all; all of nothing is right.
fn share(right: usize, other: usize) -> f64 {
    if right + other == 0 { 1.0 } else { right as f64 / (right + other) as f64 }
}

fn report(title: &str, tallies: &BTreeMap<String, Tally>) {
    let mut sorted: Vec<_> = tallies.iter().collect();
    sorted.sort_by(|one, other| one.1.f1().total_cmp(&other.1.f1()));
    println!("{title}\n  F1     precision recall  right missed wrong");
    for (slice, tally) in sorted {
        println!(
            "  {:.4} {:.4}    {:.4}  {:5} {:6} {:5}  {slice}",
            tally.f1(),
            tally.precision(),
            tally.recall(),
            tally.right,
            tally.missed,
            tally.wrong
        );
    }
}

/// Endings with which a name may open an entity, in skeleton letters.
const ENDINGS: [&str; 30] = [
    "", "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "нын", "дын", "тын", "га", "ге",
    "ка", "ке", "ны", "ды", "ты", "дагы", "дегы", "тагы", "тегы", "мен", "бен", "пен", "лык", "дык",
];

/// Kazakh and Russian names of the tables in skeleton letters, each with the level of the first table row that has it.
fn names() -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for table in ["places", "towns"] {
        let path = format!("{}/../../data/lexicon/places/{table}.tsv", env!("CARGO_MANIFEST_DIR"));
        let rows = crate::corpus::rows(Path::new(&path));
        for level in ["capital", "city", "region", "district", "city_district", "town", "village"] {
            for row in rows.iter().filter(|row| row[1] == level) {
                for name in [&row[2], &row[3]] {
                    let key = skeleton(&name.to_lowercase());
                    names.entry(key).or_insert_with(|| level.to_owned());
                }
            }
        }
    }
    names
}

/// The level of the name that an entity begins with, if the gazetteer has it.
fn level_of(entity: &str, names: &BTreeMap<String, String>) -> Option<String> {
    let words: Vec<String> = entity.split(' ').map(|word| skeleton(&word.to_lowercase())).collect();
    (1..=words.len().min(3)).rev().find_map(|count| {
        let head = words[..count].join(" ");
        let level = ENDINGS.iter().find_map(|ending| names.get(head.strip_suffix(ending)?))?;
        let is_region = words[count..].iter().any(|word| word.starts_with("облыс"));
        Some(if is_region { "region".to_owned() } else { level.clone() })
    })
}

/// An entity of the corpus: its kind and its bytes in the sentence.
struct Entity<'a> {
    kind: &'a str,
    start: usize,
    end: usize,
}

/// A sentence of the corpus and its entities.
fn sentence(lines: &str) -> (String, Vec<Entity<'_>>) {
    let mut text = String::new();
    let mut entities: Vec<Entity> = Vec::new();
    for (word, tag) in lines.lines().filter_map(|line| line.rsplit_once(' ')) {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        match tag.split_once('-') {
            Some(("B", kind)) => entities.push(Entity { kind, start, end: text.len() }),
            Some(("I", _)) => entities.iter_mut().last().unwrap().end = text.len(),
            _ => {}
        }
    }
    (text, entities)
}

/// The names of the gazetteer as they stand: what a search without endings, kinds and regions would find.
fn bare_names() -> AhoCorasick {
    let names = gazetteer().flat_map(|place| [place.kk, place.ru]);
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).unwrap()
}

#[test]
fn places_of_television_news() {
    let Some(folder) = folder() else { return };
    let Ok(corpus) = std::fs::read_to_string(folder.join("ner/kk_kaznerd_valid.iob2")) else { return };
    let names = names();
    let is_place = |kind: &str| matches!(kind, "GPE" | "LOCATION");
    let mut slices: BTreeMap<String, Tally> = BTreeMap::new();
    let mut within: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut all, mut lenient, mut peer) = (Tally::default(), Tally::default(), Tally::default());
    let bare_names = bare_names();
    for lines in corpus.split("\n\n") {
        let (text, entities) = sentence(lines);
        let found = places_from(&text, &words(&text, Some(Language::Kazakh)), None);
        let bare: Vec<(usize, usize)> = bare_names
            .find_iter(&text)
            .map(|found| (found.start(), found.end()))
            .filter(|(start, _)| !text[..*start].ends_with(char::is_alphabetic))
            .collect();
        for (start, end) in &bare {
            let is_right = entities
                .iter()
                .any(|entity| is_place(entity.kind) && *start < entity.end && entity.start < *end);
            peer.wrong += usize::from(!is_right);
        }
        for entity in entities.iter().filter(|entity| is_place(entity.kind)) {
            let Some(level) = level_of(&text[entity.start..entity.end], &names) else { continue };
            let hit = found.iter().any(|found| found.start < entity.end && entity.start < found.end);
            let is_bare = bare.iter().any(|(start, end)| *start < entity.end && entity.start < *end);
            peer.right += usize::from(is_bare);
            peer.missed += usize::from(!is_bare);
            let of_level = format!("kk {} {level}", entity.kind);
            for tally in [&mut all, &mut lenient, slices.entry(of_level).or_default()] {
                tally.right += usize::from(hit);
                tally.missed += usize::from(!hit);
            }
        }
        for found in &found {
            let over: Vec<&Entity> = entities
                .iter()
                .filter(|entity| found.start < entity.end && entity.start < found.end)
                .collect();
            if !over.iter().any(|entity| is_place(entity.kind)) {
                all.wrong += 1;
                lenient.wrong +=
                    usize::from(over.is_empty() || over.iter().any(|entity| entity.kind == "PERSON"));
                *within.entry(over.first().map_or("no entity", |entity| entity.kind)).or_default() += 1;
            }
        }
    }
    slices.insert("peer: bare names by aho-corasick at the beginning of words".into(), peer);
    slices.insert("all, names within other entities wrong".into(), all);
    slices.insert("all, names within other entities not counted".into(), lenient);
    report("places of television news (KazNERD)", &slices);
    println!("  found within: {within:?}");
    let figures = [("F1".to_owned(), all.f1()), ("lenient precision".to_owned(), lenient.precision())];
    hold("places of television news", &figures.into(), &[("F1", 0.88), ("lenient precision", 0.99)]);
}

/// One sentence of the invented set: its slice, the region of its source, its text, and the places it names with their codes.
struct Sentence<'a> {
    slice: &'a str,
    region: Option<Kato>,
    text: &'a str,
    places: Vec<(usize, usize, Kato)>,
}

fn sentences() -> impl Iterator<Item = Sentence<'static>> {
    include_str!("../places/sentences.tsv").lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[slice, region, text, places] = fields.as_slice() else { panic!("four fields: {line}") };
        // Two digits for a region, nine for any place.
        let region = (region != "-").then(|| Kato(format!("{region:0<9}").parse().unwrap()));
        let places = places.split("; ").filter(|place| !place.is_empty()).map(|place| {
            let (name, kato) = place.split_once('=').unwrap();
            let start = text.find(name).unwrap_or_else(|| panic!("{name} stands in {text}"));
            (start, start + name.len(), kato.parse().unwrap())
        });
        Sentence { slice, region, text, places: places.collect() }
    })
}

#[test]
fn places_of_invented_sentences() {
    let mut slices: BTreeMap<String, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    let mut count = 0;
    for sentence in sentences() {
        count += 1;
        let found = places_from(sentence.text, &words(sentence.text, None), sentence.region);
        let fits = |&(start, end, kato): &(usize, usize, Kato), found: &dauys_model::PlaceMention| {
            found.kato == kato && found.start < end && start < found.end
        };
        let right =
            sentence.places.iter().filter(|place| found.iter().any(|found| fits(place, found))).count();
        let wrong =
            found.iter().filter(|found| !sentence.places.iter().any(|place| fits(place, found))).count();
        let missed = sentence.places.len() - right;
        if wrong + missed > 0 {
            println!("  {} {:?}: {found:?}", sentence.slice, sentence.text);
        }
        for tally in [&mut all, slices.entry(sentence.slice.to_owned()).or_default()] {
            tally.right += right;
            tally.missed += missed;
            tally.wrong += wrong;
        }
    }
    slices.insert(format!("all {count} sentences"), all);
    report("places of invented sentences", &slices);
    assert!(all.f1() >= 0.98 && all.precision() >= 0.98);
}
