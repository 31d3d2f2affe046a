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

use crate::stem::{Weights, stem, stem_of_listed};
use alphabet::Typed;
use spell::Harmony;

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

/// How many times likelier than the next another stem must be to be taken for the one that is meant, in natural-log odds: three times.
const CLEARLY: f32 = 1.1;

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

/// How many endings are tried after one stem, and how many spellings of the whole word by rule alone.
const ENDINGS: usize = 4;
const BY_RULE: usize = 2;

/// How much more than the likeliest the letters of a word may cost.
const FAR: f32 = 6.0;

/// What a stem of back vowels costs in a word with the fronting sign, and the reverse.
const WRONG_SIGN: f32 = 3.0;

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

/// The spelling of a typed word whose stem is meant beyond reasonable doubt, if there is one: of an exact alphabet the likeliest,
/// of the others one that is far likelier than any with another stem.
pub fn clear_spelling(word: &str, alphabet: Alphabet) -> Option<Spelling> {
    clear(spellings(word, alphabet), alphabet)
}

/// The same for a word of a text to which no counted weights may be applied.
pub fn clear_spelling_of_listed(word: &str, alphabet: Alphabet) -> Option<Spelling> {
    clear(spellings_among(word, alphabet, Weights::Listed), alphabet)
}

fn clear(found: Vec<Spelling>, alphabet: Alphabet) -> Option<Spelling> {
    let (best, others) = found.split_first()?;
    let rival = others.iter().find(|other| other.stem != best.stem);
    let is_clear = rival.is_none_or(|rival| rival.cost >= best.cost + CLEARLY);
    (alphabet.is_exact() || (best.is_known && is_clear)).then(|| best.clone())
}

/// The ways to read a typed word without hyphens, the likeliest first. Empty for what has no letters or is no word.
pub fn spellings(word: &str, alphabet: Alphabet) -> Vec<Spelling> {
    spellings_among(word, alphabet, Weights::Counted)
}

fn spellings_among(word: &str, alphabet: Alphabet, weights: Weights) -> Vec<Spelling> {
    let fronting = ['\u{674}', 'ء'];
    let mut typed: Vec<char> = word.chars().filter(|letter| *letter != 'ـ').collect();
    let is_marked = typed.iter().any(|letter| fronting.contains(letter));
    typed.retain(|letter| !fronting.contains(letter));
    if typed.is_empty() || typed.len() > LONGEST || !typed.iter().any(|letter| letter.is_alphabetic()) {
        return Vec::new();
    }
    let is_front = match alphabet {
        Alphabet::Arabic if is_marked => Some(true),
        // These letters make a word front without a sign; but loans have them beside back vowels.
        Alphabet::Arabic if typed.iter().any(|letter| "كگەک".contains(*letter)) => None,
        Alphabet::Arabic => Some(false),
        _ => evident_harmony(&typed),
    };
    let harmony = Harmony { is_front, is_marked };
    let typed = Typed::new(typed, alphabet);
    let mut tried: Vec<(String, f32)> = Vec::new();
    for beginning in stems::beginnings(&typed) {
        let is_wrong = alphabet == Alphabet::Arabic && is_wrong(&beginning.written, is_front);
        if is_wrong && beginning.taken == typed.letters().len() {
            continue;
        }
        let cost = beginning.cost + if is_wrong { WRONG_SIGN } else { 0.0 };
        let endings = spell::spellings(&typed, beginning.taken, &beginning.written, harmony);
        endings
            .into_iter()
            .take(ENDINGS)
            .for_each(|ending| add(&mut tried, ending.written, cost + ending.cost));
    }
    // Many stems lead to one word; each word is weighed once, and what its letters make unlikely is not.
    let best = tried.iter().map(|(_, cost)| *cost).fold(f32::INFINITY, f32::min);
    tried.retain(|(_, cost)| *cost <= best + FAR);
    let mut found: Vec<Spelling> = tried
        .into_iter()
        .filter_map(|(word, cost)| {
            let (stem, known, is_known) = weigh(&word, weights);
            is_known.then_some(Spelling { word, stem, cost: known + cost, is_known })
        })
        .collect();
    for spelled in spell::spellings(&typed, 0, "", harmony).into_iter().take(BY_RULE) {
        if found.iter().any(|known| known.word == spelled.written) {
            continue;
        }
        let (stem, known, is_known) = weigh(&spelled.written, weights);
        let shorter = typed.letters().len() as f32 - spelled.written.chars().count() as f32;
        let cost = known + spelled.cost + if is_known { 0.0 } else { UNKNOWN_LETTER * shorter };
        found.push(Spelling { word: spelled.written, stem, cost, is_known });
    }
    found.sort_by(|one, other| one.cost.total_cmp(&other.cost).then_with(|| one.word.cmp(&other.word)));
    found
}

/// The stem of a proper word, what the word costs, and whether the stem is known.
fn weigh(word: &str, weights: Weights) -> (String, f32, bool) {
    if !WHOLE.contains(word) {
        return crate::stem::weigh(word, weights);
    }
    let stem = match weights {
        Weights::Counted => stem(word),
        Weights::Listed => stem_of_listed(word),
    };
    (stem.stem, WHOLE_COST, true)
}

/// Whether a word that is marked front has back vowels, or the reverse.
fn is_wrong(written: &str, is_front: Option<bool>) -> bool {
    let first = written.chars().find_map(|letter| spell::is_front(letter.encode_utf8(&mut [0; 4])));
    is_front.is_some() && first.is_some() && first != is_front
}

fn add(tried: &mut Vec<(String, f32)>, word: String, cost: f32) {
    match tried.iter_mut().find(|(known, _)| *known == word) {
        Some((_, known)) => *known = known.min(cost),
        None => tried.push((word, cost)),
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
        for word in
            ["", "'", "ٴ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "🙂", "x-", "123", "ыыыыы"]
        {
            to_cyrillic(word);
        }
    }
}
