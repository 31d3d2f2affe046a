//! The words that invented posts are made of, in falling frequency: those of real texts where a folder of corpora is there,
//! else those of the demo week and of the lexicons. What people complain of comes from the lexicon of categories.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Words of one language.
pub(crate) struct Vocabulary {
    /// In falling frequency.
    pub(crate) words: Vec<String>,
    /// Per category, words and phrases by which people name it.
    pub(crate) matters: Vec<(String, Vec<String>)>,
}

/// Files of the corpora with texts of each language, and which column holds the text.
const RUSSIAN: [&str; 4] = [
    "complaints/ru_gorod_spb.tsv",
    "news/ru_tengrinews_comments_2024-04.tsv",
    "usertext/ru_sentirueval2016_tweets.tsv",
    "news/ru_nurkz_headlines_2019.tsv",
];
const KAZAKH: [&str; 3] = [
    "complaints/kk_places_lowstar.tsv",
    "usertext/kk_kazsandra_polarity.tsv",
    "usertext/kk_kazsandra_stars_places_market.tsv",
];

/// The words of Kazakh and of Russian, and where they are from.
pub(crate) fn vocabularies() -> (Vocabulary, Vocabulary, &'static str) {
    let root = crate::root();
    let corpora =
        std::env::var_os("DAUYS_CORPORA").map_or_else(|| root.join("../shared/corpora"), PathBuf::from);
    let are_there = corpora.join(RUSSIAN[0]).exists();
    let origin = if are_there { "real texts" } else { "the demo week and the lexicons" };
    let of = |files: &[&str], language: &str| {
        let mut text =
            fs::read_to_string(root.join(format!("data/lexicon/categories/terms_{language}.tsv"))).unwrap();
        let mut further = String::new();
        if are_there {
            for file in files {
                further.push_str(&last_columns(&corpora.join(file)));
            }
        } else {
            let list = if language == "kk" { "kazakh_stems.tsv" } else { "russian_additions.tsv" };
            further.push_str(&fs::read_to_string(root.join("data/lexicon").join(list)).unwrap());
        }
        let matters = matters(&text);
        text.push_str(&further);
        Vocabulary { words: by_frequency(&text), matters }
    };
    (of(&KAZAKH, "kk"), of(&RUSSIAN, "ru"), origin)
}

fn last_columns(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().skip(1).filter_map(|line| line.rsplit('\t').next()).collect::<Vec<_>>().join("\n")
}

/// Words that occur twice, the most frequent first.
fn by_frequency(text: &str) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<(&str, usize)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    words.sort_unstable_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(right.0)));
    words.into_iter().map(|(word, _)| word.to_owned()).collect()
}

/// The plain words and phrases of each category of the lexicon.
fn matters(table: &str) -> Vec<(String, Vec<String>)> {
    let mut matters: Vec<(String, Vec<String>)> = Vec::new();
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [category, weight, terms] = columns[..] else { continue };
        if weight == "-" {
            continue;
        }
        let is_plain = |term: &&str| term.chars().all(|letter| letter.is_alphabetic() || letter == ' ');
        let plain = terms.split(';').map(str::trim).filter(is_plain).map(str::to_owned);
        match matters.iter_mut().find(|(known, _)| known == category) {
            Some((_, words)) => words.extend(plain),
            None => matters.push((category.to_owned(), plain.collect())),
        }
    }
    matters.retain(|(_, words)| !words.is_empty());
    matters
}
