//! Whether one word, or the beginning of one, may be the name of a place whatever stands beside it. For queries, which have no sentence to
//! judge by; in texts the words around a name decide.

use std::sync::LazyLock;

use super::gazetteer::{Mode, gazetteer};
use super::index::{Meaning, hyphened, index};
use crate::skeleton;

/// Whether words in normal form are together a form of the name of a place.
pub(crate) fn is_place_name(words: &[&str]) -> bool {
    let folded: Vec<String> = words.iter().map(|word| hyphened(word)).collect();
    let mut is_found = false;
    let mut found =
        |end: usize, meaning: Meaning, _: &str| is_found |= end == words.len() && counts(&meaning);
    index().russian.find(0, |at| words.get(at).copied(), &mut found);
    index().kazakh.find(0, |at| folded.get(at).map(String::as_str), &mut found);
    is_found
}

/// One of the many villages «Иваново» does not make a place of «Иванова».
fn counts(meaning: &Meaning) -> bool {
    meaning.mode != Mode::Region || !["ово", "ево", "ино"].iter().any(|end| meaning.listed.ends_with(end))
}

/// Names of places as they stand and in skeleton letters, in order.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rows = gazetteer().rows.iter();
    let mut names: Vec<String> = rows
        .flat_map(|row| {
            let kazakh = row.names_kk.iter().map(|(name, _)| *name);
            kazakh
                .chain(row.names_ru.iter().map(|(name, ..)| *name))
                .chain(row.adjectives.iter().map(|(stem, _)| *stem))
        })
        .flat_map(|name| {
            let lower = name.to_lowercase().replace('ё', "е");
            [skeleton(&lower), lower]
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
});

/// Whether the name of a place begins so.
pub(crate) fn begins_place_name(beginning: &str) -> bool {
    [beginning, &skeleton(beginning)].iter().any(|beginning| {
        let at = NAMES.partition_point(|name| name.as_str() < *beginning);
        NAMES.get(at).is_some_and(|name| name.starts_with(beginning))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_one_word_is_a_place() {
        for row in &gazetteer().rows {
            let name = row.place.kk.to_lowercase();
            let is_one = !name.contains([' ', '-', '(', '.']);
            let is_shared = ["ово", "ево", "ино"].iter().any(|end| name.ends_with(end));
            assert!(!is_one || is_shared || is_place_name(&[&name.replace('ё', "е")]), "{name}");
            assert!(!is_one || begins_place_name(&name.replace('ё', "е")), "{name}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for word in ["сатыбалдиев", "вода", "айгүл", "ивановой"] {
            assert!(!is_place_name(&[word]), "{word}");
        }
    }
}
