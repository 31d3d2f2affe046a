//! Takes one Kazakh word typed in Latin letters, in Arabic script or in Cyrillic without Kazakh letters and gives its proper
//! Cyrillic spelling.
//!
//! Every typed letter may stand for several. The list of stems says which of them spell a known stem; its ending is spelled by
//! vowel harmony, and the stemmer chooses the reading whose stem and endings are likeliest. A word of which no stem is known is spelled by
//! rule alone.

mod alphabet;
mod spell;
mod stems;

use std::sync::LazyLock;

pub use alphabet::Alphabet;
use rustc_hash::FxHashSet;

use crate::stem::{Lexicon, analyse};

/// One way to read a typed word.
#[derive(Clone, PartialEq, Debug)]
pub struct Spelling {
    /// The word in proper Cyrillic.
    pub word: String,
    /// Its stem.
    pub stem: String,
    /// How unlikely it is: natural-log odds up to a constant.
    pub cost: f32,
    /// Whether its stem is a listed one.
    pub is_known: bool,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(include_str!("../../../../data/lexicon/kazakh_stems.tsv")));

/// Words that no stem and ending make up, of the lists of exceptions and of stop words: they stand for themselves.
static WHOLE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let exceptions = include_str!("../../../../data/lexicon/kazakh_exceptions.tsv").lines();
    let common = include_str!("../../../../data/lexicon/stop_words_kk.txt").lines();
    exceptions.filter_map(|line| line.split('\t').next()).chain(common).collect()
});

/// What a word of [`WHOLE`] costs: as a frequent stem does.
const WHOLE_COST: f32 = 4.0;

/// What each letter of an unknown stem costs in the stemmer, taken back so that short spellings do not win by length.
const UNKNOWN_LETTER: f32 = 1.15;

/// The longest word that is read letter by letter, in letters.
const LONGEST: usize = 40;

/// How many endings are tried after one stem.
const ENDINGS: usize = 4;

/// The proper Cyrillic spelling of one Kazakh word in normal form, the alphabet told by the letters of the word.
///
/// Letters that no alphabet of Kazakh has stay as they are, and so does a word of Cyrillic letters whose stem is listed.
pub fn to_cyrillic(word: &str) -> String {
    to_cyrillic_from(word, Alphabet::of(word))
}

/// The same for a word that stands in a text whose alphabet is known.
pub fn to_cyrillic_from(word: &str, alphabet: Alphabet) -> String {
    word.split('-')
        .map(|part| {
            let best = spellings(part, alphabet).into_iter().next();
            best.map_or_else(|| part.to_owned(), |best| best.word)
        })
        .collect::<Vec<String>>()
        .join("-")
}

/// The ways to read a typed word without hyphens, the likeliest first. Empty for what has no letters or is no word.
pub fn spellings(word: &str, alphabet: Alphabet) -> Vec<Spelling> {
    let fronting = ['\u{674}', 'ء'];
    let mut typed: Vec<char> = word.chars().filter(|letter| *letter != 'ـ').collect();
    let is_marked = typed.iter().any(|letter| fronting.contains(letter));
    typed.retain(|letter| !fronting.contains(letter));
    if typed.is_empty() || typed.len() > LONGEST || !typed.iter().any(|letter| letter.is_alphabetic()) {
        return Vec::new();
    }
    let is_front = match alphabet {
        Alphabet::Arabic => Some(is_marked || typed.iter().any(|letter| "كگەک".contains(*letter))),
        _ => evident_harmony(&typed),
    };
    let mut found: Vec<Spelling> = Vec::new();
    for beginning in stems::beginnings(&typed, alphabet) {
        let rest = &typed[beginning.taken..];
        if alphabet == Alphabet::Arabic && rest.is_empty() && is_wrong(&beginning.written, is_front) {
            continue;
        }
        let front = spell::is_front(&beginning.written).or(is_front);
        for spelled in spell::spellings(rest, alphabet, &beginning.written, front).into_iter().take(ENDINGS) {
            let (stem, known, is_known) = weigh(&spelled.written);
            if is_known {
                let mut cost = known + beginning.cost + spelled.cost;
                if alphabet == Alphabet::Arabic && is_wrong(&beginning.written, is_front) {
                    cost += 3.0;
                }
                add(&mut found, Spelling { word: spelled.written, stem, cost, is_known });
            }
        }
    }
    for spelled in spell::spellings(&typed, alphabet, "", is_front).into_iter().take(2) {
        let (stem, known, is_known) = weigh(&spelled.written);
        let longer = if is_known { 0.0 } else { typed.len() as f32 - spelled.written.chars().count() as f32 };
        let cost = known + spelled.cost + UNKNOWN_LETTER * longer;
        add(&mut found, Spelling { word: spelled.written, stem, cost, is_known });
    }
    found.sort_by(|one, other| one.cost.total_cmp(&other.cost).then_with(|| one.word.cmp(&other.word)));
    found
}

/// The stem of a proper word, what the word costs, and whether the stem is known.
fn weigh(word: &str) -> (String, f32, bool) {
    if WHOLE.contains(word) {
        return (crate::stem::stem(word).stem, WHOLE_COST, true);
    }
    let analysis = analyse(word, &LEXICON);
    (analysis.stem, analysis.cost, analysis.known)
}

/// Whether a word that is marked front has back vowels, or the reverse.
fn is_wrong(written: &str, is_front: Option<bool>) -> bool {
    let first = written.chars().find_map(|letter| spell::is_front(letter.encode_utf8(&mut [0; 4])));
    is_front.is_some() && first.is_some() && first != is_front
}

fn add(found: &mut Vec<Spelling>, spelling: Spelling) {
    match found.iter_mut().find(|known| known.word == spelling.word) {
        Some(known) if known.cost <= spelling.cost => {}
        Some(known) => *known = spelling,
        None => found.push(spelling),
    }
}

/// Whether Latin or Cyrillic letters alone say that a word has front vowels: `e` and letters with signs do, `q` and `ğ` say it
/// has not.
fn evident_harmony(typed: &[char]) -> Option<bool> {
    typed.iter().find_map(|letter| match letter {
        'e' | 'ä' | 'á' | 'ö' | 'ó' | 'ü' | 'ú' | 'ə' | 'е' | 'ә' | 'ө' | 'ү' | 'і' => Some(true),
        'q' | 'ğ' | 'ǵ' | 'ǧ' | 'қ' | 'ғ' | 'ұ' | 'ы' | 'ū' => Some(false),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: &str, words: &[&str]) {
        for word in words {
            assert_eq!(to_cyrillic(word), expected, "{word}");
        }
    }

    #[test]
    fn every_alphabet_is_read() {
        check("шешілсін", &["s'es'ilsin", "sheshilsin", "şeşılsın", "شەشىلسىن"]);
        check("өңірдегі", &["o'n'irdegi", "óńirdegi", "öñırdegı"]);
        check("қаланың", &["qalanyn'", "qalanyń", "qalanyñ", "قالانىڭ"]);
        check("ауылда", &["ay'ylda", "aýylda", "auylda", "اۋىلدا"]);
        check("көл", &["ko'l", "kól", "köl", "كول"]);
        check("қол", &["qol", "قول"]);
        check("бір", &["ٴبىر", "bir"]);
        check("жарығымыз", &["jaryǵymyz", "jarygymyz", "zharygymyz"]);
        check("қояды", &["qoıady", "qoyady"]);
        check("күшті", &["kúshti", "kushti", "kuwti"]);
    }

    #[test]
    fn any_word_is_survived() {
        for word in ["", "'", "ٴ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "🙂", "x-", "123", "ыыыыы"] {
            to_cyrillic(word);
        }
    }
}
