//! Takes one Kazakh word typed in Latin letters, in Arabic script or in Cyrillic without Kazakh letters and gives its proper
//! Cyrillic spelling.
//!
//! Every typed letter may stand for several. The list of stems says which of them spell a known stem; its ending is spelled by
//! vowel harmony, and the stemmer chooses the reading whose stem and endings are likeliest. A word of which no stem is known is spelled by
//! rule alone.

mod alphabet;
mod spell;
mod stems;

use std::ops::Range;
use std::sync::LazyLock;

pub use alphabet::Alphabet;
use rustc_hash::FxHashSet;

use crate::stem::{Weights, stem, stem_of_listed};
use alphabet::Typed;
use spell::{Before, Harmony, Speller};

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

/// No word of a known stem costs less than this, none of an unknown one less than that: the commonest stem in the list costs
/// six; an unknown one of three letters ten.
const LEAST: f32 = 4.0;
const UNKNOWN_LEAST: f32 = 10.0;

/// How much more than the likeliest a way to read a word may cost to be credible, in natural-log odds.
const CREDIBLE: f32 = 4.0;

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
            let found = Found::of(part, alphabet, Weights::Counted, 0.0);
            found.ways.first().map_or_else(|| part.to_owned(), |best| found.spelling(best).word)
        })
        .collect::<Vec<String>>()
        .join("-")
}

/// The spelling of a typed word whose stem is meant beyond reasonable doubt, if there is one: of an exact alphabet the likeliest,
/// of the others one that is far likelier than any with another stem.
pub fn clear_spelling(word: &str, alphabet: Alphabet) -> Option<Spelling> {
    clear(word, alphabet, Weights::Counted)
}

/// The same for a word of a text to which no counted weights may be applied.
pub fn clear_spelling_of_listed(word: &str, alphabet: Alphabet) -> Option<Spelling> {
    clear(word, alphabet, Weights::Listed)
}

fn clear(word: &str, alphabet: Alphabet, weights: Weights) -> Option<Spelling> {
    let found = Found::of(word, alphabet, weights, if alphabet.is_exact() { 0.0 } else { CLEARLY });
    let (best, others) = found.ways.split_first()?;
    let stem = &found.letters[best.stem.clone()];
    let rival = others.iter().find(|other| found.letters[other.stem.clone()] != *stem);
    let is_clear = rival.is_none_or(|rival| rival.cost >= best.cost + CLEARLY);
    (alphabet.is_exact() || (best.is_known && is_clear)).then(|| found.spelling(best))
}

/// The ways to read a typed word without hyphens that are credible beside the likeliest, from the likeliest on. Empty for what has no
/// letters or is no word.
pub fn spellings(word: &str, alphabet: Alphabet) -> Vec<Spelling> {
    let found = Found::of(word, alphabet, Weights::Counted, CREDIBLE);
    found.ways.iter().map(|way| found.spelling(way)).collect()
}

/// One way to read a typed word.
struct Way {
    /// The word, among [`Found::letters`].
    word: Range<usize>,
    /// Its stem, likewise.
    stem: Range<usize>,
    cost: f32,
    is_known: bool,
}

/// The ways to read a typed word, the likeliest first, with the letters of all in one.
#[derive(Default)]
struct Found {
    letters: String,
    ways: Vec<Way>,
    /// Where a stem is written before it is kept.
    spare: String,
}

impl Found {
    /// Reads a typed word. Ways that cost more than the likeliest by `reach` need not be found.
    fn of(word: &str, alphabet: Alphabet, weights: Weights, reach: f32) -> Self {
        let mut found = Self::default();
        let fronting = ['\u{674}', 'ء'];
        let mut typed: Vec<char> = Vec::with_capacity(word.len());
        typed.extend(word.chars().filter(|letter| *letter != 'ـ'));
        let is_marked = typed.iter().any(|letter| fronting.contains(letter));
        typed.retain(|letter| !fronting.contains(letter));
        if typed.is_empty() || typed.len() > LONGEST || !typed.iter().any(|letter| letter.is_alphabetic()) {
            return found;
        }
        let is_front = match alphabet {
            Alphabet::Arabic if is_marked => Some(true),
            // These letters make a word front without a sign; but loans have them beside back vowels.
            Alphabet::Arabic if typed.iter().any(|letter| "كگەک".contains(*letter)) => None,
            Alphabet::Arabic => Some(false),
            _ => evident_harmony(&typed),
        };
        let typed = Typed::new(typed, alphabet);
        let mut speller = Speller::new(&typed, Harmony { is_front, is_marked });
        found.letters.reserve(512);
        found.ways.reserve(8);
        let mut best = found.known(&typed, &mut speller, (alphabet, is_front), weights, reach);
        if best + reach >= UNKNOWN_LEAST {
            let length = typed.letters().len();
            for rule in speller.spell(0, Before::default(), BY_RULE) {
                let spelled = &speller.found[rule];
                let written = &speller.letters[spelled.written.clone()];
                let start = found.letters.len();
                found.letters.push_str(written);
                let shorter = length as f32 - written.chars().count() as f32;
                found.weigh(start, weights, |known, is_known| {
                    Some(known + spelled.cost + if is_known { 0.0 } else { UNKNOWN_LETTER * shorter })
                });
            }
        }
        let letters = &found.letters;
        found.ways.sort_by(|one, other| {
            let words = || letters[one.word.clone()].cmp(&letters[other.word.clone()]);
            one.cost.total_cmp(&other.cost).then_with(words)
        });
        best = found.ways.first().map_or(f32::INFINITY, |way| way.cost);
        found.ways.retain(|way| way.cost <= best + reach);
        found
    }

    /// Finds ways of known stems; says what the likeliest costs.
    fn known(
        &mut self,
        typed: &Typed,
        speller: &mut Speller<'_>,
        (alphabet, is_front): (Alphabet, Option<bool>),
        weights: Weights,
        reach: f32,
    ) -> f32 {
        let beginnings = stems::beginnings(typed);
        // What the letters cost, with the numbers of the beginning and of the ending.
        let mut tried: Vec<(f32, usize, usize)> = Vec::with_capacity(64);
        for (number, beginning) in beginnings.found.iter().enumerate() {
            let written = &beginnings.letters[beginning.written.clone()];
            let is_wrong = alphabet == Alphabet::Arabic && is_wrong(written, is_front);
            if is_wrong && beginning.taken == typed.letters().len() {
                continue;
            }
            let cost = beginning.cost + if is_wrong { WRONG_SIGN } else { 0.0 };
            for ending in speller.spell(beginning.taken, Before::of(written), ENDINGS) {
                tried.push((cost + speller.found[ending].cost, number, ending));
            }
        }
        tried.sort_by(|one, other| one.0.total_cmp(&other.0));
        let far = tried.first().map_or(0.0, |(cost, ..)| cost + FAR);
        let mut best = f32::INFINITY;
        for (cost, beginning, ending) in tried {
            if cost > far || cost + LEAST > best + reach {
                break;
            }
            let start = self.letters.len();
            self.letters.push_str(&beginnings.letters[beginnings.found[beginning].written.clone()]);
            self.letters.push_str(&speller.letters[speller.found[ending].written.clone()]);
            if let Some(known) =
                self.weigh(start, weights, |known, is_known| is_known.then_some(known + cost))
            {
                best = best.min(known);
            }
        }
        best
    }

    /// Weighs the word that stands at the end of the letters, unless it was weighed before, and keeps it if `cost` says what it costs.
    fn weigh(
        &mut self,
        start: usize,
        weights: Weights,
        cost: impl FnOnce(f32, bool) -> Option<f32>,
    ) -> Option<f32> {
        let end = self.letters.len();
        let (before, word) = self.letters.split_at(start);
        if self.ways.iter().any(|way| before[way.word.clone()] == *word) {
            self.letters.truncate(start);
            return None;
        }
        let (known, is_known) = if WHOLE.contains(word) {
            let stem = match weights {
                Weights::Counted => stem(word),
                Weights::Listed => stem_of_listed(word),
            };
            self.letters.push_str(&stem.stem);
            (WHOLE_COST, true)
        } else {
            let mut stem = std::mem::take(&mut self.spare);
            stem.clear();
            let found = crate::stem::weigh(word, weights, &mut stem);
            self.letters.push_str(&stem);
            self.spare = stem;
            found
        };
        let cost = cost(known, is_known);
        match cost {
            Some(cost) => {
                self.ways.push(Way { word: start..end, stem: end..self.letters.len(), cost, is_known })
            }
            None => self.letters.truncate(start),
        }
        cost
    }

    fn spelling(&self, way: &Way) -> Spelling {
        Spelling {
            word: self.letters[way.word.clone()].to_owned(),
            stem: self.letters[way.stem.clone()].to_owned(),
            cost: way.cost,
            is_known: way.is_known,
        }
    }
}

/// Whether a word that is marked front has back vowels, or the reverse.
fn is_wrong(written: &str, is_front: Option<bool>) -> bool {
    let first = written.chars().find_map(spell::harmony_of);
    is_front.is_some() && first.is_some() && first != is_front
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
