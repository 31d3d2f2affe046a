//! Takes one word in normal form and reads it as Kazakh or as Russian: its stem, whether it is negated, its alias. Decides what
//! hyphens mean, and brings Russian loans in Kazakh («приложениеге») to the stem of the Russian word.

use std::sync::LazyLock;

use dauys_model::Methods;
use rustc_hash::FxHashSet;

use crate::{russian, skeleton};
use dauys_kazakh::{self as kazakh, has_kazakh_letter};

/// One word read in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Reading {
    /// The stem, as the index holds it.
    pub(crate) stem: String,
    /// The skeleton of the Kazakh stem; of a Russian word the stem again.
    pub(crate) fold: String,
    /// Whether its own endings negate it.
    pub(crate) negated: bool,
}

/// Stems of frequent Russian words, by which loans are known.
static RUSSIAN_STEMS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("../../../data/lexicon/russian_stems.txt").lines().collect());

/// Kazakh endings that are written with a hyphen after digits, abbreviations and foreign names.
const KAZAKH_TAILS: &str = " ші шы да де та те дан ден тан тен нан нен ға ге қа ке на не ның нің дың дің тың тің ны ні ды ді ты ті і ы сы сі ін ын \
    інші ыншы нші ншы мен бен пен дағы дегі тағы тегі лар лер дар дер тар тер ақ ау ай мыс міс га ка нын дын тын дагы тагы ";

/// The same for Russian.
const RUSSIAN_TAILS: &str = " й го му х м ый ая ое ые ой ому ого ых ым ти ми ю я е то либо нибудь ка таки ";

/// Reads a word as Kazakh.
pub(crate) fn read_kazakh(normal: &str, methods: Methods) -> Reading {
    if let Some((head, tail)) = normal.rsplit_once('-').filter(|(head, _)| !head.is_empty()) {
        if is_among(tail, KAZAKH_TAILS) {
            return if head.contains(|letter: char| letter.is_ascii_digit()) {
                plain(head)
            } else {
                read_kazakh(head, methods)
            };
        }
        let read = read_kazakh(tail, methods);
        let fold = format!("{}{}", skeleton(head), read.fold);
        return Reading { stem: format!("{head}-{}", read.stem), fold, negated: read.negated };
    }
    if !normal.contains(char::is_alphabetic) {
        return plain(normal);
    }
    let found = match methods {
        Methods::All => kazakh::stem(normal),
        Methods::RulesOnly => kazakh::stem_of_listed(normal),
    };
    let fold = skeleton(&found.stem);
    let stem = loan(&found.stem).unwrap_or(found.stem);
    Reading { stem, fold, negated: found.negated }
}

/// Reads a word as Russian.
pub(crate) fn read_russian(normal: &str) -> Reading {
    if let Some((head, tail)) = normal.rsplit_once('-').filter(|(head, _)| !head.is_empty())
        && is_among(tail, RUSSIAN_TAILS)
    {
        return if head.contains(|letter: char| letter.is_ascii_digit()) {
            plain(head)
        } else {
            read_russian(head)
        };
    }
    let stem = russian::stem(normal);
    Reading { fold: stem.clone(), stem, negated: false }
}

/// Reads a word of another language, or of none that is known: as it is, but for what the Russian dictionary has. A word alone tells
/// of no language, and must yet meet itself in a text.
pub(crate) fn read_other(normal: &str) -> Reading {
    if let Some((head, tail)) = normal.rsplit_once('-').filter(|(head, _)| !head.is_empty())
        && (is_among(tail, KAZAKH_TAILS) || is_among(tail, RUSSIAN_TAILS))
    {
        return plain(head);
    }
    if russian::is_known(normal) {
        return read_russian(normal);
    }
    plain(normal)
}

fn plain(word: &str) -> Reading {
    Reading { stem: word.to_owned(), fold: skeleton(word), negated: false }
}

fn is_among(tail: &str, list: &str) -> bool {
    list.split(' ').any(|known| known == tail) && !tail.is_empty()
}

/// Whether the stem of a Russian word is among the frequent ones.
pub(crate) fn is_form_of_frequent_russian(normal: &str) -> bool {
    RUSSIAN_STEMS.contains(russian::stem(normal).as_str())
}

/// The Russian stem of a Kazakh stem that is a form of a frequent Russian word and has no Kazakh letter.
fn loan(stem: &str) -> Option<String> {
    const SHORTEST: usize = 5;
    if has_kazakh_letter(stem) || stem.chars().count() < SHORTEST {
        return None;
    }
    let russian = russian::stem(stem);
    (russian != stem && RUSSIAN_STEMS.contains(russian.as_str())).then_some(russian)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &str) {
        assert_eq!(read_kazakh(word, Methods::All).stem, expected, "{word}");
    }

    #[test]
    fn hyphens_after_digits_and_abbreviations_are_endings() {
        check("2025-те", "2025");
        check("5-ке", "5");
        check("қр-ның", "қр");
        assert_eq!(read_russian("5-го").stem, "5");
        assert_eq!(read_russian("кто-то").stem, "кто");
        assert_eq!(read_other("iphone-ды").stem, "iphone");
        assert_eq!(read_other("капитана").stem, "капитан");
        check("мұң-мұқтажы", "мұң-мұқтаж");
    }

    #[test]
    fn russian_loans_meet_the_russian_word() {
        for (kazakh, russian) in
            [("приложениеге", "приложение"), ("больницаға", "больница"), ("комиссияның", "комиссии")]
        {
            assert_eq!(read_kazakh(kazakh, Methods::All).stem, read_russian(russian).stem, "{kazakh}");
        }
    }
}
