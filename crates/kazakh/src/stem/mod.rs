//! Takes a Kazakh word in any of its spellings and gives its stem, and whether the word was a negated verb.
//!
//! Endings are taken off in the order in which Kazakh puts them on, under its rules of vowel harmony and assimilation; a list of
//! stems with their frequencies, made from openly licensed texts, decides between the ways that remain. The same engine runs on
//! skeletons, for words typed without Kazakh letters or in Latin or Arabic script; where only one full spelling of the stem
//! that is found is at all common, the stem is given in it.

mod analysis;
mod ending;
mod lexicon;
mod sound;
mod strip;
mod trie;

/// Letters as numbers, and trees of them.
pub(crate) mod letters {
    pub(crate) use super::sound::{OTHER, number};
    pub(crate) use super::trie::{Place, ROOT, Trie};
}

use std::sync::LazyLock;

pub use analysis::{Alternation, Analysis, Found, Part};
use ending::Endings;
pub use ending::Slot;
use lexicon::Lexicon;
pub use lexicon::{Kind, Lists, Weights};
use sound::Letters;
pub use sound::Spelling;
use strip::{Change, Way, are_endings, cheapest, write_stem};

use crate::skeleton;

/// What is left of a Kazakh word without its endings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stem {
    /// The stem; of a word typed otherwise its full spelling when that is clear, else its skeleton.
    pub stem: String,
    /// Whether an ending negates: `-ма` and its kin, or `-сыз` "without".
    pub negated: bool,
}

/// The table of endings; its heading explains it.
const ENDINGS: &str = include_str!("../../../../data/lexicon/kazakh_suffixes.tsv");

/// The lists that are compiled in.
const LISTS: Lists<'_> = Lists {
    stems: include_str!("../../../../data/lexicon/kazakh_stems.tsv"),
    exceptions: include_str!("../../../../data/lexicon/kazakh_exceptions.tsv"),
    elision: include_str!("../../../../data/lexicon/kazakh_elision.txt"),
};

pub(crate) static STEMMER: LazyLock<Stemmer> = LazyLock::new(Stemmer::default);

/// The stem of a word in normal form.
pub fn stem(word: &str) -> Stem {
    stem_with(word, Weights::Counted)
}

/// The same for a word of a text to which no counted weights may be applied: the list then tells which stems there are, not
/// how frequent they are. Of running words, two in a hundred get another stem.
pub fn stem_of_listed(word: &str) -> Stem {
    stem_with(word, Weights::Listed)
}

fn stem_with(word: &str, weights: Weights) -> Stem {
    let mut stem = String::new();
    let negated = STEMMER.stem_into(word, weights, &mut stem);
    Stem { stem, negated }
}

/// How [`stem`] takes a word apart.
pub fn analyse(word: &str) -> Analysis {
    STEMMER.analyse(word, Weights::Counted)
}

/// Whether a word is a form of a listed stem, in its own spelling or as a skeleton.
pub fn is_form_of_listed(word: &str) -> bool {
    let stemmer = &*STEMMER;
    let is_known = |word: &str, spelling| {
        stemmer.cheapest(word, Weights::Listed, spelling).is_some_and(|way| way.is_known)
    };
    (is_cyrillic(word) && is_known(word, Spelling::Own)) || is_known(&skeleton(word), Spelling::Skeleton)
}

/// Appends the stem of a word in its own letters to `stem` and says what the word costs in natural-log odds, and whether the stem is
/// known.
pub(crate) fn weigh(word: &str, weights: Weights, stem: &mut String) -> (f32, bool) {
    match STEMMER.cheapest(word, weights, Spelling::Own) {
        Some(way) => {
            write_stem(word, &way, stem);
            (way.cost, way.is_known)
        }
        None => {
            stem.push_str(word);
            (f32::INFINITY, false)
        }
    }
}

/// Whether a stem is among the known ones, in full spelling.
pub fn is_listed(stem: &str) -> bool {
    let entry = STEMMER.lexicon.find(stem, Spelling::Own);
    entry.is_some_and(|entry| {
        [Kind::Noun, Kind::Verb].into_iter().any(|kind| entry.cost(kind, Weights::Counted).is_some())
    })
}

/// Whether the stem of a word is told by the list of exceptions and not by its letters («оның», «ол»).
pub(crate) fn is_exception(word: &str) -> bool {
    STEMMER.lexicon.exception(word, Spelling::Own).is_some()
}

/// Whether a word has a letter that Kazakh has and Russian has not.
pub fn has_kazakh_letter(word: &str) -> bool {
    word.contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'])
}

fn is_cyrillic(word: &str) -> bool {
    word.chars().all(crate::homoglyph::is_cyrillic)
}

/// Particles that are written with a hyphen after any word.
const PARTICLES: [&str; 12] = ["ақ", "ау", "ай", "мыс", "міс", "да", "де", "та", "те", "ғой", "қой", "шы"];

/// What the skeleton of an unknown stem must save, in natural-log odds, to be given for the letters that were typed.
const GUESSED_SKELETON: f32 = 2.0;

/// Endings and stems of Kazakh, ready to take words apart. [`stem`] and [`analyse`] use one with the lists that are compiled in;
/// who has a list of their own builds their own.
#[derive(Debug)]
pub struct Stemmer {
    endings: [Endings; 2],
    lexicon: Lexicon,
}

/// How a word was read: by which way, or as an exception.
enum Reading<'a> {
    Exception(&'a str, Spelling),
    Way(Way, Spelling),
    /// Too long to be a word.
    Whole,
}

impl Default for Stemmer {
    /// A stemmer of the lists that are compiled in.
    fn default() -> Self {
        Self::new(ENDINGS, &LISTS)
    }
}

impl Stemmer {
    /// Builds a stemmer of a table of endings, in the form of `data/lexicon/kazakh_suffixes.tsv`, and lists of stems.
    pub fn new(endings: &str, lists: &Lists<'_>) -> Self {
        Self {
            endings: [Spelling::Own, Spelling::Skeleton].map(|spelling| Endings::new(endings, spelling)),
            lexicon: Lexicon::new(lists),
        }
    }

    /// A stemmer of the compiled table of endings and exceptions with other stems.
    pub fn with_stems(stems: &str) -> Self {
        Self::new(ENDINGS, &Lists { stems, ..LISTS })
    }

    /// Appends the stem of a word in normal form to `stem` and says whether an ending negates.
    pub fn stem_into(&self, word: &str, weights: Weights, stem: &mut String) -> bool {
        let (head, word) = self.split(word);
        stem.push_str(head);
        if word.is_empty() {
            return false;
        }
        self.read(word, weights, |skeleton, reading| match reading {
            Reading::Exception(found, _) => {
                stem.push_str(found);
                false
            }
            Reading::Way(way, Spelling::Own) => {
                write_stem(word, way, stem);
                way.negated
            }
            Reading::Way(way, Spelling::Skeleton) => {
                let start = stem.len();
                write_stem(skeleton, way, stem);
                if let Some(full) = self.lexicon.full_spelling(&stem[start..], way.kind, weights) {
                    stem.truncate(start);
                    stem.push_str(full);
                }
                way.negated
            }
            Reading::Whole => {
                stem.push_str(word);
                false
            }
        })
    }

    /// Takes a word in normal form apart. Of a word with a hyphen the last part is taken apart, or the one before its endings.
    pub fn analyse(&self, word: &str, weights: Weights) -> Analysis {
        let mut stem = String::new();
        let negated = self.stem_into(word, weights, &mut stem);
        let mut analysis = Analysis {
            stem,
            kind: Kind::Noun,
            negated,
            found: Found::Guessed,
            spelling: Spelling::Own,
            change: None,
            endings: Vec::new(),
        };
        let (_, last) = self.split(word);
        self.read(last, weights, |skeleton, reading| match reading {
            Reading::Whole => {}
            Reading::Exception(_, spelling) => {
                analysis.found = Found::Exception;
                analysis.spelling = *spelling;
            }
            Reading::Way(way, spelling) => {
                let (word, endings) = match spelling {
                    Spelling::Own => (last, &self.endings[0]),
                    Spelling::Skeleton => (skeleton, &self.endings[1]),
                };
                analysis.spelling = *spelling;
                analysis.kind = way.kind;
                analysis.endings = way.endings[..way.count]
                    .iter()
                    .rev()
                    .map(|index| endings.get(*index))
                    .map(|ending| Part { form: ending.form.clone(), slot: ending.slot })
                    .collect();
                analysis.change = alternation(word, way);
                let mut stem = String::new();
                write_stem(word, way, &mut stem);
                let entry = self.lexicon.find(&stem, *spelling);
                analysis.found = match entry.and_then(|entry| entry.cost(way.kind, weights)) {
                    Some(_) => Found::Listed,
                    None if way.is_known => Found::Made,
                    None => Found::Guessed,
                };
            }
        });
        analysis
    }

    /// Divides a word with a hyphen into what stays and what is to be taken apart.
    fn split<'a>(&self, word: &'a str) -> (&'a str, &'a str) {
        const MOST_PARTS: usize = 3;
        let mut word = word;
        for _ in 0..MOST_PARTS {
            let Some((head, tail)) = word.rsplit_once(['-', '\'']).filter(|(head, _)| !head.is_empty())
            else {
                return ("", word);
            };
            if !PARTICLES.contains(&tail) && !self.is_ending(tail) {
                return word.split_at(word.len() - tail.len());
            }
            // Numbers, foreign names and abbreviations in Latin letters have no endings but these.
            if !head.chars().all(|letter| letter == '-' || crate::homoglyph::is_cyrillic(letter)) {
                return (head, "");
            }
            word = head;
        }
        ("", word)
    }

    /// Whether what stands after a hyphen is endings of a noun.
    fn is_ending(&self, tail: &str) -> bool {
        const LONGEST: usize = 14;
        [Spelling::Own, Spelling::Skeleton].into_iter().zip(&self.endings).any(|(spelling, endings)| {
            tail.chars().count() <= LONGEST
                && Letters::new(tail, spelling)
                    .is_some_and(|letters| are_endings(&letters, endings, letters.len(), u64::MAX))
        })
    }

    fn cheapest(&self, word: &str, weights: Weights, spelling: Spelling) -> Option<Way> {
        let endings = &self.endings[spelling as usize];
        Letters::new(word, spelling)
            .map(|letters| cheapest(&letters, endings, &self.lexicon, weights, spelling))
    }

    /// Reads a word without a hyphen in its own spelling and, when that tells no known stem, as a skeleton.
    fn read<T>(&self, word: &str, weights: Weights, take: impl FnOnce(&str, &Reading<'_>) -> T) -> T {
        if let Some(stem) = self.lexicon.exception(word, Spelling::Own) {
            return take("", &Reading::Exception(stem, Spelling::Own));
        }
        let own = if is_cyrillic(word) { self.cheapest(word, weights, Spelling::Own) } else { None };
        if let Some(way) = own.filter(|way| way.is_known) {
            return take("", &Reading::Way(way, Spelling::Own));
        }
        let skeleton = skeleton(word);
        if let Some(stem) = self.lexicon.exception(&skeleton, Spelling::Skeleton) {
            return take(&skeleton, &Reading::Exception(stem, Spelling::Skeleton));
        }
        let folded = self.cheapest(&skeleton, weights, Spelling::Skeleton);
        match (own, folded) {
            (None, None) => take(&skeleton, &Reading::Whole),
            (Some(own), None) => take(&skeleton, &Reading::Way(own, Spelling::Own)),
            (None, Some(folded)) => take(&skeleton, &Reading::Way(folded, Spelling::Skeleton)),
            (Some(own), Some(folded)) => {
                let folded_is_better = match self.full_spelling(&skeleton, &folded, weights) {
                    Some(full) => word == skeleton || may_be_typed(full, word),
                    None => {
                        let doubt = if folded.is_known || word == skeleton { 0.0 } else { GUESSED_SKELETON };
                        !has_kazakh_letter(word) && folded.cost + doubt < own.cost
                    }
                };
                let reading = if folded_is_better {
                    Reading::Way(folded, Spelling::Skeleton)
                } else {
                    Reading::Way(own, Spelling::Own)
                };
                take(&skeleton, &reading)
            }
        }
    }

    /// The clear full spelling of the stem of a skeleton.
    fn full_spelling(&self, skeleton: &str, way: &Way, weights: Weights) -> Option<&str> {
        let mut stem = String::new();
        write_stem(skeleton, way, &mut stem);
        self.lexicon.full_spelling(&stem, way.kind, weights)
    }
}

/// Whether a Cyrillic word may have been typed for a form of a stem: every letter but the last, which endings change, stands or
/// is a letter that people type for it. Who types «бөл» does not mean «бол».
fn may_be_typed(stem: &str, word: &str) -> bool {
    let letters = stem.chars().count();
    stem.chars().zip(word.chars()).take(letters.saturating_sub(1)).all(|(meant, typed)| {
        meant == typed
            || matches!(
                (meant, typed),
                ('ә', 'а' | 'э')
                    | ('ғ', 'г')
                    | ('қ', 'к' | 'х')
                    | ('ң', 'н')
                    | ('ө', 'о')
                    | ('ұ' | 'ү', 'у')
                    | ('ұ', 'ү')
                    | ('ү', 'ұ')
                    | ('һ', 'х')
                    | ('х', 'һ')
                    | ('і', 'и' | 'ы')
                    | ('ы', 'і')
                    | ('й', 'и')
                    | ('и', 'й')
                    | ('е', 'э')
                    | ('э', 'е')
            )
    })
}

/// What had changed at the end of the stem.
fn alternation(word: &str, way: &Way) -> Option<Alternation> {
    let letter = |number| lexicon::letter(number);
    match way.change {
        Change::None => None,
        Change::Last(last) => {
            Some(Alternation::Voiced(letter(last)?, word.chars().nth(way.length.checked_sub(1)?)?))
        }
        Change::Lost(lost) => Some(Alternation::Fused(letter(lost)?)),
        Change::Elided(vowel) => Some(Alternation::Elided(letter(vowel)?)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All `forms` have `stem`.
    fn check(expected: &str, forms: &[&str]) {
        for form in forms {
            assert_eq!(stem(form).stem, expected, "{form}");
        }
    }

    #[test]
    fn endings_come_off_in_order() {
        check("мектеп", &["мектептеріміздегілердің", "мектебі", "мектепте"]);
        check("қазақстан", &["қазақстандағы", "қазақстанда"]);
        check("ел", &["елдегі", "елдің"]);
        check("су", &["суы", "суды", "сумен"]);
        check("үй", &["үйі", "үйге", "үйдегі"]);
    }

    #[test]
    fn words_that_look_inflected_stay() {
        check("сенім", &["сенім", "сеніміміз"]);
        check("кісі", &["кісі", "кісілер"]);
        check("барыс", &["барысы", "барысында"]);
        check("жұмыс", &["жұмысы", "жұмысқа"]);
        check("соғыс", &["соғысы", "соғыстан"]);
        check("кезең", &["кезең", "кезеңі"]);
        check("ислам", &["ислам", "исламның"]);
        check("әкім", &["әкім", "әкімге", "әкімі"]);
    }

    #[test]
    fn changes_at_the_end_of_the_stem_are_undone() {
        check("халық", &["халқы", "халыққа", "халқымыз"]);
        check("кітап", &["кітабы", "кітаптар", "кітап"]);
        check("шық", &["шығамын", "шыққан", "шығу"]);
        check("тап", &["табуға", "тауып", "тапты"]);
        check("оқы", &["оқиды", "оқыған"]);
        check("қой", &["қояды", "қою", "қойды"]);
        check("орын", &["орны", "орында", "орындар"]);
    }

    #[test]
    fn negation_is_kept() {
        for (word, negated) in [
            ("жөнделмейді", true),
            ("жөндеңіздер", false),
            ("жөнделген", false),
            ("келмеді", true),
            ("сусыз", true),
            ("бармаймын", true),
        ] {
            assert_eq!(stem(word).negated, negated, "{word}");
        }
        check("жөнде", &["жөнделмейді", "жөндеңіздер", "жөнделген"]);
    }

    #[test]
    fn words_typed_otherwise_meet_the_full_spelling() {
        check("жарық", &["жарық", "жарык", "zharyq", "jaryq", "жарығы", "жарыгы", "جارىق"]);
        check("жоқ", &["жоқ", "жок", "joq"]);
        check("мектеп", &["mektepterde", "مەكتەپ"]);
        check("тұрғын", &["тургындар", "turgyndar", "тұрғындарға"]);
        assert!(stem("истемейди").negated);
        check("істе", &["истемейди", "істемейді", "istemeidi"]);
    }

    #[test]
    fn a_plain_list_of_stems_does_nearly_as_well() {
        for (word, expected) in [
            ("мектептеріміздегілердің", "мектеп"),
            ("жөнделмейді", "жөнде"),
            ("халқымыз", "халық"),
            ("жарыгы", "жарық"),
            ("auylda", "ауыл"),
        ] {
            assert_eq!(stem_of_listed(word).stem, expected, "{word}");
        }
        assert!(stem_of_listed("жөнделмейді").negated);
        // That «қолдан» is rather an order of «қолдан» than an ablative of «қол» is told by counts alone.
        assert_ne!(stem("өтеді").stem, stem_of_listed("өтеді").stem);
    }

    #[test]
    fn hyphens_divide_endings_from_what_they_are_put_on() {
        check("2025", &["2025", "2025-те", "2025-тегі"]);
        check("қр", &["қр-ның", "қр-да"]);
        check("iphone", &["iphone-ды", "iphone-дар"]);
        check("жан-жақ", &["жан-жақтан"]);
    }

    #[test]
    fn any_word_is_survived() {
        for word in ["", "-", "а", "ъ", "лардың", "ыы", "🙂", "ңңң", "2025-те", "x"] {
            stem(word);
        }
    }
    proptest! {
        #[test]
        fn no_text_is_too_strange(word in ".*", letters in "[а-яәғқңөұүһі'-]{0,60}") {
            for word in [word, letters] {
                let found = stem(&word);
                prop_assert_eq!(&analyse(&word).stem, &found.stem);
                prop_assert_eq!(analyse(&word).negated, found.negated);
                stem_of_listed(&word);
                is_form_of_listed(&word);
            }
        }
    }

    #[test]
    fn hostile_words_cost_no_more_than_others() {
        for part in ["дағы", "лардың", "ыңыңыз", "майды", "а", "ы"] {
            stem(&part.repeat(12));
            stem(&format!("{part}-").repeat(100_000));
            stem(&part.repeat(100_000));
        }
    }

    /// The stem of a listed stem is the stem itself, but for homonyms: «орында» is a verb, and a place with its ending.
    #[test]
    fn most_listed_stems_are_their_own_stems() {
        let stems: Vec<&str> = LISTS.stems.lines().filter_map(|line| line.split('\t').next()).collect();
        let own = stems.iter().filter(|listed| stem(listed).stem == **listed).count();
        let share = own as f64 / stems.len() as f64;
        assert!(share > 0.95, "{share}");
        let settled =
            stems.iter().map(|listed| stem(listed).stem).filter(|found| stem(found).stem == *found).count();
        let share = settled as f64 / stems.len() as f64;
        assert!(share > 0.99, "{share}");
    }

    #[test]
    fn a_word_is_shown_taken_apart() {
        let check =
            |word: &str, stem: &str, found: Found, change: Option<Alternation>, endings: &[(&str, Slot)]| {
                let analysis = analyse(word);
                let parts: Vec<(&str, Slot)> =
                    analysis.endings.iter().map(|part| (part.form.as_str(), part.slot)).collect();
                assert_eq!(
                    (analysis.stem.as_str(), analysis.found, analysis.change, parts.as_slice()),
                    (stem, found, change, endings),
                    "{word}"
                );
            };
        check(
            "мектептеріміздегілердің",
            "мектеп",
            Found::Listed,
            None,
            &[
                ("тер", Slot::Plural),
                ("іміз", Slot::Possessive),
                ("дегі", Slot::Attribute),
                ("лер", Slot::Plural),
                ("дің", Slot::Case),
            ],
        );
        check(
            "кітабыма",
            "кітап",
            Found::Listed,
            Some(Alternation::Voiced('п', 'б')),
            &[("ым", Slot::Possessive), ("а", Slot::Case)],
        );
        check("халқы", "халық", Found::Listed, Some(Alternation::Elided('ы')), &[("ы", Slot::Possessive)]);
        check(
            "қояды",
            "қой",
            Found::Listed,
            Some(Alternation::Fused('й')),
            &[("я", Slot::Tense), ("ды", Slot::Person)],
        );
        check(
            "жөнделмейді",
            "жөнде",
            Found::Listed,
            None,
            &[("л", Slot::Voice), ("ме", Slot::Negation), ("й", Slot::Tense), ("ді", Slot::Person)],
        );
        check("маған", "мен", Found::Exception, None, &[]);
        check("шұқанамдарға", "шұқанам", Found::Guessed, None, &[("дар", Slot::Plural), ("ға", Slot::Case)]);
        assert!(analyse("жөнделмейді").negated);
        assert_eq!(analyse("жөнделмейді").kind, Kind::Verb);
        assert_eq!(analyse("zharyqty").spelling, Spelling::Skeleton);
    }
}
