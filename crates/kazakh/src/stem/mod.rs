//! Takes a Kazakh word in any of its spellings and gives its stem, and whether the word was a negated verb.
//!
//! Endings are taken off in the order in which Kazakh puts them on, under its rules of vowel harmony and assimilation; a list of
//! stems with their frequencies, made from openly licensed texts, decides between the ways that remain. The same engine runs on
//! skeletons, for words typed without Kazakh letters or in Latin or Arabic script; where only one full spelling of the stem
//! that is found is at all common, the stem is given in it.

mod ending;
mod lexicon;
mod sound;
mod strip;

use std::sync::LazyLock;

use ending::{Endings, endings};
pub use lexicon::{Kind, Lexicon};
use rustc_hash::FxHashMap;
use sound::Spelling;
pub use strip::Analysis;
use strip::Stripper;

use crate::skeleton;

/// What is left of a Kazakh word without its endings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stem {
    /// The stem; of a word typed otherwise its full spelling when that is clear, else its skeleton.
    pub stem: String,
    /// Whether an ending negates: `-ма` and its kin, or `-сыз` "without".
    pub negated: bool,
}

/// The list of stems with how many forms of each were seen.
const STEMS: &str = include_str!("../../../../data/lexicon/kazakh_stems.tsv");

static COUNTED: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(STEMS));
static LISTED: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of_equals(STEMS));
static FULL: LazyLock<Endings> = LazyLock::new(|| endings(Spelling::Full));
static FOLDED: LazyLock<Endings> = LazyLock::new(|| endings(Spelling::Folded));
static ELIDED: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../../../../data/lexicon/kazakh_elision.txt").lines().collect());
static EXCEPTIONS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("../../../../data/lexicon/kazakh_exceptions.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect()
});
static FOLDED_EXCEPTIONS: LazyLock<FxHashMap<String, &str>> =
    LazyLock::new(|| EXCEPTIONS.iter().map(|(word, stem)| (skeleton(word), *stem)).collect());

/// The stem of a word in normal form.
pub fn stem(word: &str) -> Stem {
    stem_among(word, &COUNTED)
}

/// The same for a word of a text to which no counted weights may be applied: the list then tells which stems there are, not
/// how frequent they are. One Kazakh word in thirty gets another stem.
pub fn stem_of_listed(word: &str) -> Stem {
    stem_among(word, &LISTED)
}

/// Whether a word is a form of a listed stem, in its own spelling or as a skeleton.
pub fn is_form_of_listed(word: &str) -> bool {
    (word.chars().all(crate::homoglyph::is_cyrillic) && analyse(word, &LISTED).known)
        || analyse_folded(&skeleton(word), &LISTED).known
}

fn stem_among(word: &str, lexicon: &Lexicon) -> Stem {
    if let Some(stem) = EXCEPTIONS.get(word) {
        return Stem { stem: (*stem).to_owned(), negated: false };
    }
    let full = word.chars().all(crate::homoglyph::is_cyrillic).then(|| analyse(word, lexicon));
    if let Some(full) = full.as_ref().filter(|full| full.known) {
        return Stem { stem: full.stem.clone(), negated: full.negated };
    }
    let skeleton = skeleton(word);
    if let Some(stem) = FOLDED_EXCEPTIONS.get(&skeleton) {
        return Stem { stem: (*stem).to_owned(), negated: false };
    }
    let folded = analyse_folded(&skeleton, lexicon);
    if let Some(stem) = lexicon.full_spelling(&folded.stem, folded.kind) {
        return Stem { stem: stem.to_owned(), negated: folded.negated };
    }
    match full {
        // Of a word with Kazakh letters its own spelling says more than its skeleton.
        Some(full) if has_kazakh_letter(word) || full.cost <= folded.cost => {
            Stem { stem: full.stem, negated: full.negated }
        }
        _ => Stem { stem: folded.stem, negated: folded.negated },
    }
}

/// Whether a word has a letter that Kazakh has and Russian has not.
pub fn has_kazakh_letter(word: &str) -> bool {
    word.contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'])
}

/// The cheapest analysis of a word in full spelling with a given list of stems.
pub fn analyse(word: &str, lexicon: &Lexicon) -> Analysis {
    Stripper { endings: &FULL, lexicon, elided: &ELIDED, spelling: Spelling::Full }.best(word)
}

/// The cheapest analysis of a skeleton.
fn analyse_folded(skeleton: &str, lexicon: &Lexicon) -> Analysis {
    Stripper { endings: &FOLDED, lexicon, elided: &ELIDED, spelling: Spelling::Folded }.best(skeleton)
}

#[cfg(test)]
mod tests {
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
        // That «жасалған» is rather a passive of the frequent «жаса» than a form of the rare «жасал» is told by counts alone.
        assert_eq!(stem("жасалған").stem, "жаса");
        assert_eq!(stem_of_listed("жасалған").stem, "жасал");
    }

    #[test]
    fn any_word_is_survived() {
        for word in ["", "-", "а", "ъ", "лардың", "ыы", "🙂", "ңңң", "2025-те", "x"] {
            stem(word);
        }
    }
}
