//! Takes a Russian word and gives its stem: Snowball's, mended where Snowball parts words that a search must keep together.
//!
//! `russian_families.txt` lists such words by line: aspect pairs and verbal nouns of what people complain of («отключили»,
//! «отключают», «отключение») and words with two stems («человек», «люди»). Abbreviations that look inflected (КСК, ОСИ) stay.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

static PROTECTED: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("../../../data/lexicon/russian_protected.txt").lines().collect());

/// From the Snowball stem of a word to that of the first word of its family.
static FAMILIES: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let mut families = FxHashMap::default();
    for line in include_str!("../../../data/lexicon/russian_families.txt").lines() {
        let mut stems = line.split(' ').map(snowball);
        let Some(first) = stems.next() else { continue };
        for other in stems.filter(|other| *other != first) {
            families.entry(other).or_insert_with(|| first.clone());
        }
    }
    families
});

/// From a word, `ё` as `е`, to the first word of its line in `russian_irregular.txt`, whole: its stem would be that of other words
/// too («стать», «статья»).
static IRREGULAR: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for line in include_str!("../../../data/lexicon/russian_irregular.txt").lines() {
        let first = line.split(' ').next().unwrap_or(line).replace('ё', "е");
        for word in line.split(' ') {
            words.entry(word.replace('ё', "е")).or_insert_with(|| first.clone());
        }
    }
    words
});

/// The stem of a word in normal form, with `ё` as `е`. Of a word of several parts the last is inflected: «пресс-служб».
pub fn stem(word: &str) -> String {
    if PROTECTED.contains(word) {
        return word.to_owned();
    }
    let word = word.replace('ё', "е");
    if let Some(stem) = IRREGULAR.get(&word) {
        return stem.clone();
    }
    let stem = match word.rsplit_once('-') {
        Some((head, tail)) if !head.is_empty() => format!("{head}-{}", snowball(tail)),
        _ => snowball(&word),
    };
    FAMILIES.get(&stem).cloned().unwrap_or(stem)
}

fn snowball(word: &str) -> String {
    let word = word.replace('ё', "е");
    Stemmer::create(Algorithm::Russian).stem(&word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str]) {
        for word in words {
            assert_eq!(stem(word), stem(words[0]), "{word}");
        }
    }

    #[test]
    fn forms_of_a_word_meet() {
        check(&["вода", "воды", "воду", "водой", "воде"]);
        check(&["ёлка", "елки"]);
        check(&["отключили", "отключают", "отключение", "отключён"]);
        check(&["человек", "люди", "людей"]);
        check(&["жалуюсь", "жаловаться", "жалобы"]);
        check(&["лёд", "льда"]);
    }

    #[test]
    fn abbreviations_stay() {
        for word in ["кск", "оси", "цон", "тэц"] {
            assert_eq!(stem(word), word);
        }
    }

    #[test]
    fn words_apart_stay_apart() {
        for (one, other) in [("вода", "водитель"), ("свет", "светофор"), ("стать", "статья")]
        {
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
    }
}
