//! Takes words as they were read and gives the reasons: why a word is Kazakh or Russian, how its form was taken apart, what
//! negates it. Whatever other parts of this crate can say of their reasons comes in here and nowhere else.

use dauys_kazakh::has_kazakh_letter;
use dauys_model::{Language, Methods, Script};
use rustc_hash::FxHashMap;

use crate::analysis::Given;
use crate::language::Gathering;
use crate::negation::negations;
use crate::reading::{read_kazakh, read_russian};
use crate::words::{Word, Words};

/// A word speaks for its own language when it is ahead by this, in natural-log odds.
pub const AHEAD: f32 = 2.0;

/// Why a word was read in its language.
#[derive(Clone, PartialEq, Debug)]
pub struct LanguageReason {
    /// What decided.
    pub basis: Basis,
    /// By how much the word, taken alone, speaks for Kazakh rather than Russian, in natural-log odds. Below 0: for Russian.
    pub kazakh_ahead: f32,
}

/// What decided the language of a word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Basis {
    /// The language was given with the text.
    Told,
    /// Letters that Kazakh has and Russian has not: these.
    Letters(String),
    /// Letters of an alphabet that is neither's.
    ForeignLetters,
    /// The word itself: it looks like this language.
    Itself,
    /// The words around it; alone it says little, or the other.
    Neighbours,
    /// The text as a whole, whose words are not told apart.
    Whole,
    /// Nothing: it has no letters.
    NoLetters,
}

/// A form taken apart: stem and endings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakenApart {
    /// The parts in order, the stem first as it stands in this form («кітаб», though the stem is «кітап»).
    pub parts: Vec<Part>,
    /// Whether the stem is that of a Russian word in a Kazakh form.
    pub is_loan: bool,
}

/// A part of a word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its letters.
    pub form: String,
    /// What it does to the word, by the name of its slot in the table of endings; of the stem and where it is not known, none.
    pub slot: Option<&'static str>,
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
    let mut gathering = Gathering::under(given.methods);
    for word in &read.words {
        gathering.add(text, word.start, &text[word.start..word.end]);
    }
    let evidence: FxHashMap<usize, _> = gathering.words.iter().map(|word| (word.start, word)).collect();
    let is_cyrillic = read.detection.script == Script::Cyrillic;
    let reason = |word: &Word| {
        let Some(found) = evidence.get(&word.start) else {
            return LanguageReason { basis: Basis::NoLetters, kazakh_ahead: 0.0 };
        };
        let kazakh_ahead = if found.script == Script::Cyrillic { found.kazakh - found.russian } else { 0.0 };
        let towards = match word.language {
            Language::Kazakh => kazakh_ahead,
            Language::Russian => -kazakh_ahead,
            _ => 0.0,
        };
        let basis = if is_told {
            Basis::Told
        } else if word.language == Language::Kazakh && has_kazakh_letter(&word.normal) {
            Basis::Letters(own_letters(&word.normal))
        } else if found.is_foreign {
            Basis::ForeignLetters
        } else if towards >= AHEAD {
            Basis::Itself
        } else if is_cyrillic && found.script == Script::Cyrillic && word.language != Language::Other {
            Basis::Neighbours
        } else {
            Basis::Whole
        };
        LanguageReason { basis, kazakh_ahead }
    };
    read.words.iter().map(reason).collect()
}

/// The distinct letters of a word that Kazakh has and Russian has not, in order.
fn own_letters(normal: &str) -> String {
    let mut letters = String::new();
    let mut buffer = [0; 4];
    for letter in normal.chars() {
        if has_kazakh_letter(letter.encode_utf8(&mut buffer)) && !letters.contains(letter) {
            letters.push(letter);
        }
    }
    letters
}

/// How the form of a word was taken apart.
pub(super) fn taken_apart(word: &Word, methods: Methods) -> TakenApart {
    let is_loan = word.language == Language::Kazakh
        && read_kazakh(&word.normal, methods).stem == read_russian(&word.normal).stem
        && dauys_kazakh::stem(&word.normal).stem != word.stem;
    let shared: usize = word
        .normal
        .chars()
        .zip(word.stem.chars())
        .take_while(|(of_form, of_stem)| of_form == of_stem)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    let part = |form: &str| Part { form: form.to_owned(), slot: None };
    let parts = match word.normal.split_at(shared) {
        (stem, ending) if !stem.is_empty() && !ending.is_empty() => vec![part(stem), part(ending)],
        _ => vec![part(&word.normal)],
    };
    TakenApart { parts, is_loan }
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
