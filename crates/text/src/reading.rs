//! Takes one word in normal form and reads it as Kazakh or as Russian: its stem, whether it is negated, its alias. Decides what
//! hyphens mean, and brings Russian loans in Kazakh («приложениеге») to the stem of the Russian word.

use std::sync::LazyLock;

use dauys_model::Methods;
use rustc_hash::FxHashSet;

use crate::{russian, skeleton};
use dauys_kazakh::homoglyph::is_cyrillic;
use dauys_kazakh::{self as kazakh, Alphabet, has_kazakh_letter};

/// One word read in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Reading {
    /// The stem, as the index holds it.
    pub(crate) stem: String,
    /// The skeleton of the Kazakh stem; of a Russian word the stem again.
    pub(crate) fold: String,
    /// Whether its own endings negate it.
    pub(crate) negated: bool,
    /// Whether its letters leave open which Kazakh word it is: none of a listed stem that is spelled out, and no Kazakh letter.
    pub(crate) is_loose: bool,
}

/// Stems of frequent Russian words, by which loans are known.
static RUSSIAN_STEMS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("../../../data/lexicon/russian_stems.txt").lines().collect());

/// Kazakh endings that are written with a hyphen after digits, abbreviations and foreign names.
const KAZAKH_TAILS: &str = " ші шы да де та те дан ден тан тен нан нен ға ге қа ке на не ның нің дың дің тың тің ны ні ды ді ты ті і ы сы сі ін ын \
    інші ыншы нші ншы мен бен пен дағы дегі тағы тегі лар лер дар дер тар тер ақ ау ай мыс міс га ка нын дын тын дагы тагы ак ";

/// The same for Russian.
const RUSSIAN_TAILS: &str = " й го му х м ый ая ое ые ой ому ого ых ым ти ми ю я е то либо нибудь ка таки ";

/// Reads a word as Kazakh, typed in the alphabet its own letters speak for.
pub(crate) fn read_kazakh(normal: &str, methods: Methods) -> Reading {
    read_kazakh_in(normal, Alphabet::of(normal), methods)
}

/// Reads a word as Kazakh in a sentence of a given alphabet.
pub(crate) fn read_kazakh_in(normal: &str, alphabet: Alphabet, methods: Methods) -> Reading {
    if let Some((head, tail)) = normal.rsplit_once('-').filter(|(head, _)| !head.is_empty()) {
        if is_among(tail, KAZAKH_TAILS) {
            return if head.contains(|letter: char| letter.is_ascii_digit()) {
                plain(head)
            } else {
                read_kazakh_in(head, alphabet, methods)
            };
        }
        let read = read_kazakh_in(tail, alphabet, methods);
        let fold = format!("{}{}", skeleton(head), read.fold);
        let is_loose = read.is_loose || (!has_kazakh_letter(head) && !kazakh::is_listed(head));
        return Reading { stem: format!("{head}-{}", read.stem), fold, negated: read.negated, is_loose };
    }
    if !normal.contains(char::is_alphabetic) {
        return plain(normal);
    }
    if alphabet != Alphabet::Cyrillic && !normal.contains(is_cyrillic) {
        return read_transliterated(normal, alphabet, methods);
    }
    read_cyrillic(normal, methods)
}

/// Reads a Kazakh word of another script by its Cyrillic spelling, where that is clear, else by its skeleton.
fn read_transliterated(normal: &str, alphabet: Alphabet, methods: Methods) -> Reading {
    let clear = match methods {
        Methods::All => kazakh::cyrillic::clear_spelling(normal, alphabet),
        Methods::RulesOnly => kazakh::cyrillic::clear_spelling_of_listed(normal, alphabet),
    };
    let Some(clear) = clear else { return read_cyrillic(normal, methods) };
    let read = read_cyrillic(&clear.word, methods);
    Reading { is_loose: !(clear.is_known && alphabet.is_exact()), ..read }
}

/// Reads a Kazakh word of Cyrillic letters. One whose stem is not known is read once more by what habits of typing may have made
/// of it, and without a particle that was not set apart («болмайма», «жахсы»).
fn read_cyrillic(normal: &str, methods: Methods) -> Reading {
    let stem = |word: &str| match methods {
        Methods::All => kazakh::stem(word),
        Methods::RulesOnly => kazakh::stem_of_listed(word),
    };
    let is_open =
        |word: &str, stem: &str| !kazakh::is_spelled_out(word, stem) || !kazakh::keeps_harmony(word, stem);
    let mut found = stem(normal);
    let mut is_loose = is_open(normal, &found.stem);
    let is_listed = kazakh::is_listed(&found.stem);
    if is_listed && is_loose {
        // The skeleton alone told the stem; the letters may tell another.
        if let Some(clear) = respelled(normal, methods) {
            found = stem(&clear);
        }
    } else if !is_listed {
        is_loose |= !has_kazakh_letter(normal);
        if let Some(clear) = respelled(normal, methods) {
            found = stem(&clear);
            is_loose = true;
        } else {
            // «болмайма» is «болмай ма»; «в ауыле» has a Russian ending.
            let others =
                without_particle(normal).map(str::to_owned).into_iter().chain([russian::stem(normal)]);
            let read =
                others.map(|word| (stem(&word), word)).find(|(other, _)| kazakh::is_listed(&other.stem));
            if let Some((other, word)) = read {
                is_loose = is_open(&word, &other.stem);
                found = other;
            }
        }
    }
    let fold = skeleton(&found.stem);
    let stem = loan(&found.stem).unwrap_or(found.stem);
    Reading { stem, fold, negated: found.negated, is_loose }
}

/// What a word without Kazakh letters was clearly meant to be. Frequent Russian words are meant as they stand.
fn respelled(normal: &str, methods: Methods) -> Option<String> {
    if has_kazakh_letter(normal) || is_form_of_frequent_russian(normal) {
        return None;
    }
    let clear = match methods {
        Methods::All => kazakh::cyrillic::clear_spelling(normal, Alphabet::Cyrillic),
        Methods::RulesOnly => kazakh::cyrillic::clear_spelling_of_listed(normal, Alphabet::Cyrillic),
    };
    clear.filter(|clear| clear.is_known && clear.word != normal).map(|clear| clear.word)
}

/// The skeleton of the Kazakh stem of a word that was taken for one of another language, by its letters alone.
pub(crate) fn kazakh_fold(normal: &str, methods: Methods) -> String {
    let found = match methods {
        Methods::All => kazakh::stem(normal),
        Methods::RulesOnly => kazakh::stem_of_listed(normal),
    };
    skeleton(&found.stem)
}

/// A word without the question particle or «де» that was written together with it.
fn without_particle(normal: &str) -> Option<&str> {
    const PARTICLES: [&str; 10] = ["ма", "ме", "ба", "бе", "па", "пе", "да", "де", "та", "те"];
    const SHORTEST: usize = 4;
    let word = PARTICLES.iter().find_map(|particle| normal.strip_suffix(particle))?;
    (word.chars().count() >= SHORTEST).then_some(word)
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
    Reading { fold: stem.clone(), stem, negated: false, is_loose: true }
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
    Reading { stem: word.to_owned(), fold: skeleton(word), negated: false, is_loose: true }
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
