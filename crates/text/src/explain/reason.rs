//! Takes words as they were read and gives the reasons: why a word is Kazakh or Russian, how its form was taken apart, what
//! negates it. Whatever other parts of this crate can say of their reasons comes in here and nowhere else.

use dauys_kazakh::{self as kazakh, Alternation, Slot, Spelling};
use dauys_model::{Language, Methods};
use rustc_hash::FxHashMap;

use crate::analysis::Given;
use crate::language::{Reason, Run, weigh};
use crate::negation::negations;
use crate::russian::{self, Lemma};
use crate::skeleton;
use crate::words::{Word, Words};

/// A word speaks plainly for a language when it is ahead by this, in natural-log odds.
pub const PLAIN: f32 = 2.0;

/// Why a word was read in its language.
#[derive(Clone, PartialEq, Debug)]
pub struct LanguageReason {
    /// What decided.
    pub basis: Basis,
    /// What the word says by itself: natural-log odds of Kazakh against Russian.
    pub odds: f32,
    /// The runs of letters that say most for the side the odds are on; `·` is an edge of the word.
    pub runs: Vec<Run>,
}

/// What decided the language of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// The language was given with the text.
    Told,
    /// Nothing: it has no letters.
    NoLetters,
    /// What the detector found.
    Found(Reason),
}

/// A form taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakenApart {
    /// The parts in order, the stem first as it stands in this form («кітаб», though the stem is «кітап»).
    pub parts: Vec<Part>,
    /// How the stem was found.
    pub origin: Origin,
    /// What had changed at the end of a Kazakh stem.
    pub change: Option<Alternation>,
    /// Whether the parts are of the rough spelling, since the word is typed without Kazakh letters or in another script.
    pub is_rough: bool,
}

/// How the stem of a word was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// As Kazakh.
    Kazakh(kazakh::Found),
    /// As Russian: by way of this lemma.
    Russian(Lemma),
    /// The word is taken as it is, or how it was found is not told.
    AsItIs,
}

/// A part of a word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its letters.
    pub form: String,
    /// What it does to the word; none of the stem, and where it is not known.
    pub slot: Option<Slot>,
}

/// What negates a word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Negator {
    /// Its own ending.
    OwnEnding,
    /// This word beside it.
    Word(String),
}

/// Why each word was read in its language.
pub(super) fn language_reasons(
    text: &str,
    read: &Words,
    given: &Given,
    is_told: bool,
) -> Vec<LanguageReason> {
    let evidence = weigh(text, given.methods, given.claimed);
    let mut evidence: FxHashMap<usize, _> = evidence.into_iter().map(|word| (word.start, word)).collect();
    let reason = |word: &Word| match evidence.remove(&word.start) {
        None => LanguageReason { basis: Basis::NoLetters, odds: 0.0, runs: Vec::new() },
        Some(found) => LanguageReason {
            basis: match found.reason {
                _ if is_told => Basis::Told,
                // The text below a title decided otherwise.
                _ if found.language != word.language => Basis::Found(Reason::Text),
                reason => Basis::Found(reason),
            },
            odds: found.odds,
            runs: found.runs,
        },
    };
    read.words.iter().map(reason).collect()
}

/// How the form of a word was taken apart.
pub(super) fn taken_apart(word: &Word, methods: Methods) -> TakenApart {
    match word.language {
        // How it is done under rules alone is not told; then the stem is only set apart from the rest.
        Language::Kazakh if methods == Methods::All => taken_apart_as_kazakh(word),
        // A Russian lemma is a word, not a part of one.
        Language::Russian => whole(&word.normal, Origin::Russian(russian::lemma(&word.normal))),
        _ => TakenApart { parts: stem_and_rest(word), ..whole("", Origin::AsItIs) },
    }
}

/// A word that is not taken apart.
fn whole(form: &str, origin: Origin) -> TakenApart {
    let parts = vec![Part { form: form.to_owned(), slot: None }];
    TakenApart { parts, origin, change: None, is_rough: false }
}

fn taken_apart_as_kazakh(word: &Word) -> TakenApart {
    let analysis = kazakh::analyse(&word.normal);
    let is_rough = analysis.spelling == Spelling::Skeleton;
    let form = if is_rough { skeleton(&word.normal) } else { word.normal.clone() };
    let endings: String = analysis.endings.iter().map(|ending| ending.form.as_str()).collect();
    let parts = match form.strip_suffix(&endings) {
        Some(base) if !base.is_empty() && !endings.is_empty() => {
            let base = Part { form: base.to_owned(), slot: None };
            let endings = analysis.endings.into_iter();
            let endings = endings.map(|ending| Part { form: ending.form, slot: Some(ending.slot) });
            std::iter::once(base).chain(endings).collect()
        }
        _ => stem_and_rest(word),
    };
    TakenApart { parts, origin: Origin::Kazakh(analysis.found), change: analysis.change, is_rough }
}

/// The part of a word that it shares with its stem, and what follows.
fn stem_and_rest(word: &Word) -> Vec<Part> {
    let shared: usize = word
        .normal
        .chars()
        .zip(word.stem.chars())
        .take_while(|(of_form, of_stem)| of_form == of_stem)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    let part = |form: &str| Part { form: form.to_owned(), slot: None };
    match word.normal.split_at(shared) {
        (stem, ending) if !stem.is_empty() && !ending.is_empty() => vec![part(stem), part(ending)],
        _ => vec![part(&word.normal)],
    }
}

/// What negates each word.
pub(super) fn negators(text: &str, read: &Words) -> Vec<Option<Negator>> {
    let mut found: Vec<Option<Negator>> = vec![None; read.words.len()];
    for negation in negations(text, &read.words) {
        let by = &read.words[negation.by];
        found[negation.of].get_or_insert_with(|| Negator::Word(text[by.start..by.end].to_owned()));
    }
    for (word, negator) in read.words.iter().zip(&mut found) {
        if word.negated && negator.is_none() {
            *negator = Some(Negator::OwnEnding);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn check(word: &str, language: Language, expected: &str) -> TakenApart {
        let read = words(word, Some(language));
        let apart = taken_apart(&read.words[0], Methods::All);
        let parts: Vec<&str> = apart.parts.iter().map(|part| part.form.as_str()).collect();
        assert_eq!(parts.join("·"), expected);
        apart
    }

    #[test]
    fn kazakh_forms_come_apart_slot_by_slot() {
        let apart = check("мектептеріміздегілердің", Language::Kazakh, "мектеп·тер·іміз·дегі·лер·дің");
        let slots: Vec<_> = apart.parts.iter().filter_map(|part| part.slot).collect();
        use Slot::{Attribute, Case, Plural, Possessive};
        assert_eq!(slots, [Plural, Possessive, Attribute, Plural, Case]);
        assert_eq!(apart.origin, Origin::Kazakh(kazakh::Found::Listed));
        assert_eq!(check("кітабы", Language::Kazakh, "кітаб·ы").change, Some(Alternation::Voiced('п', 'б')));
        assert!(check("auylda", Language::Kazakh, "ауыл·да").is_rough);
        check("больницаға", Language::Kazakh, "больница·ға");
        check("су", Language::Kazakh, "су");
    }

    #[test]
    fn russian_forms_have_their_lemma() {
        for (form, expected) in [("воды", "вода"), ("людей", "человек")] {
            match check(form, Language::Russian, form).origin {
                Origin::Russian(lemma) => assert_eq!(lemma.lemma, expected),
                other => panic!("{form}: {other:?}"),
            }
        }
    }
}
