//! Takes a word and gives the word it is a form of, where the dictionary chooses badly or form and lemma share nothing.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// From a word to the first word of its line.
static IRREGULAR: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for line in include_str!("../../../../data/lexicon/russian_irregular.txt").lines() {
        let first = line.split(' ').next().unwrap_or(line);
        for word in line.split(' ') {
            words.entry(word).or_insert(first);
        }
    }
    words
});

/// The lemma of an irregular form, `ё` as `е`.
pub(super) fn irregular(word: &str) -> Option<&'static str> {
    IRREGULAR.get(word).copied()
}
