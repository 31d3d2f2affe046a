//! Takes a word and says which abbreviation it is, also as it is declined in speech: «кск», «в цоне», «цон-ы».

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

static ABBREVIATIONS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("../../../../data/lexicon/russian_protected.txt").lines().collect());

/// Case endings that an abbreviation in a consonant takes.
const ENDINGS: [&str; 9] = ["а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"];

const VOWELS: [char; 10] = ['а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я'];

/// The abbreviation that the word is, as it stands.
pub(super) fn abbreviation(word: &str) -> Option<&'static str> {
    ABBREVIATIONS.get(word).copied()
}

/// The abbreviation of which the word is a case. Ask only of words that no dictionary knows: «ниша» is none of «ниш».
pub(super) fn declined(word: &str) -> Option<&'static str> {
    ENDINGS
        .iter()
        .filter_map(|ending| abbreviation(word.strip_suffix(ending)?))
        .find(|abbreviation| !abbreviation.ends_with(VOWELS))
}

/// The abbreviation that takes its ending after a hyphen.
pub(super) fn with_ending(head: &str, tail: &str) -> Option<&'static str> {
    ENDINGS.contains(&tail).then(|| abbreviation(head)).flatten()
}
