//! Takes a text taken apart and gives the terms an index holds, and for a word of a query the terms it may be found under.
//!
//! A word stands in the index under its stem; when negated also under `¬` and its stem; and when it may be Kazakh under `~`
//! and the skeleton of its stem, by which a word meets itself however it was typed. No word is dropped for being common: «су
//! жоқ» and «нет воды» are made of nothing else.
//!
//! A skeleton merges words («қол», «көл»), so aliases have two levels. Who types «қол» with its letters looks under `қол` and under
//! `~~кол`, where only words stand whose writers left the letters open («кол», «qol»); who types «кол» looks under `~кол`, where
//! all stand. So «көл» in Kazakh letters never answers «қол», and nothing typed without them is lost.

use std::sync::LazyLock;

use dauys_model::{Language, Methods};
use rustc_hash::FxHashSet;

use crate::memo::Memo;
use crate::reading::{kazakh_fold, read_kazakh, read_other, read_russian};
use crate::russian;
use crate::stop::is_stop_word;
use crate::token::normal;
use crate::words::{Word, Words};
use dauys_kazakh::cyrillic::spellings;
use dauys_kazakh::has_kazakh_letter;
use dauys_kazakh::homoglyph::{is_cyrillic, is_latin};
use dauys_kazakh::{Alphabet, is_listed, skeleton};

/// What a term is to its word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TermKind {
    /// The stem of the word, or of a part of it divided by hyphens.
    Stem,
    /// A mark: `¬` and the stem of a negated word.
    Mark,
    /// An alias of a Kazakh word: `~` and the skeleton of its stem; of a word whose letters leave it open which word it is also
    /// `~~` and the skeletons of its stem and of the whole word.
    Fold,
}

/// One entry of the index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// What is indexed.
    pub text: String,
    /// What it is to its word.
    pub kind: TermKind,
    /// The number of the word in its text; all terms of a word share it.
    pub position: usize,
    /// Byte offset of the word's beginning.
    pub start: usize,
    /// Byte offset of the word's end.
    pub end: usize,
}

/// How much an alias counts beside a stem. It merges words («қол», «көл»), so it must not outweigh the word that was meant.
const ALIAS_BOOST: f32 = 0.4;

/// From this score on the language of a text is beyond doubt.
const SURE: f32 = 0.9;

/// How much a part of a word divided by hyphens counts beside the whole.
const PART_BOOST: f32 = 0.5;

/// How much a word of the same family counts beside the word itself: «отключение» beside «отключили».
const KIN_BOOST: f32 = 0.7;

/// Russian stems of Kazakh stems that may be loans, skeletons of words, and Kazakh ones of words of other languages.
static LOANS: LazyLock<Memo<(), Option<String>>> = LazyLock::new(Memo::new);
static SKELETONS: LazyLock<Memo<(), String>> = LazyLock::new(Memo::new);
static FOLDS: LazyLock<Memo<Methods, String>> = LazyLock::new(Memo::new);

/// The terms of a text, in order: for each word its stem, the stems of its parts, its mark, its alias.
pub fn terms(words: &Words) -> Vec<Term> {
    let by_word = TermsByWord::new(words);
    let mut terms = Vec::with_capacity(words.words.len() * 2);
    for (position, word) in words.words.iter().enumerate() {
        by_word.each(position, |text, kind| {
            terms.push(Term { text, kind, position, start: word.start, end: word.end })
        });
    }
    terms
}

/// The terms of a text word by word.
#[derive(Clone, Copy, Debug)]
pub struct TermsByWord<'a> {
    words: &'a Words,
    may_be_kazakh: bool,
}

impl<'a> TermsByWord<'a> {
    /// Those of a text.
    pub fn new(words: &'a Words) -> Self {
        let may_be_kazakh =
            words.detection.score < SURE || words.words.iter().any(|word| word.language == Language::Kazakh);
        Self { words, may_be_kazakh }
    }

    /// Calls `see` with every term of the word at a position, in the order of [`terms`]. Nothing where no word is.
    pub fn each(&self, position: usize, mut see: impl FnMut(String, TermKind)) {
        let methods = self.words.methods;
        let Some(word) = self.words.words.get(position) else { return };
        see(word.stem.clone(), TermKind::Stem);
        for part in parts(word, methods) {
            see(part, TermKind::Stem);
        }
        if word.language == Language::Kazakh
            && let Some(loan) = LOANS.get(&word.stem, (), || unlisted_loan(word))
        {
            see(loan, TermKind::Stem);
        }
        if word.negated {
            see(format!("¬{}", word.stem), TermKind::Mark);
        }
        if let Some((fold, is_loose)) = alias(word, self.may_be_kazakh, methods) {
            see(format!("~{fold}"), TermKind::Fold);
            if is_loose {
                let whole = SKELETONS.get(&word.normal, (), || skeleton(&word.normal));
                if whole != fold {
                    see(format!("~~{whole}"), TermKind::Fold);
                }
                see(format!("~~{fold}"), TermKind::Fold);
            }
        }
    }

    /// The same terms and [`exact_term`] as one text, with [`BETWEEN`] between them: made once for every word and remembered with it.
    pub fn joined(&self, position: usize) -> &'a str {
        let Some(word) = self.words.words.get(position) else { return "" };
        let circumstance = usize::from(word.is_loose)
            | usize::from(word.negated) << 1
            | usize::from(self.may_be_kazakh) << 2;
        word.joined[circumstance].get_or_init(|| {
            let mut joined = String::new();
            let mut add = |term: &str| {
                if !term.is_empty() && !term.contains(char::is_control) {
                    if !joined.is_empty() {
                        joined.push(BETWEEN);
                    }
                    joined.push_str(term);
                }
            };
            self.each(position, |term, _| add(&term));
            add(&exact_term(&word.normal));
            joined.into()
        })
    }
}

/// What stands between terms that are one text. No term holds it, nor any other control character.
pub const BETWEEN: char = '\u{1}';

/// The term under which a word stands in just the form in which it was written, but for capitals and `ё`. It is none of [`terms`].
pub fn exact_term(word: &str) -> String {
    format!("={}", normal(word).replace('ё', "е"))
}

/// The stems of the parts of a word divided by hyphens.
fn parts(word: &Word, methods: Methods) -> Vec<String> {
    if !word.stem.contains('-') {
        return Vec::new();
    }
    word.normal
        .split('-')
        .filter(|part| part.chars().count() > 1 || part.contains(|letter: char| letter.is_ascii_digit()))
        .map(|part| match word.language {
            Language::Kazakh => read_kazakh(part, methods).stem,
            Language::Russian => read_russian(part).stem,
            _ => read_other(part).stem,
        })
        .collect()
}

/// The Russian stem of a word in Kazakh whose own stem no list knows: it may be a loan («упаковканың»).
fn unlisted_loan(word: &Word) -> Option<String> {
    let may_be_loan = word.language == Language::Kazakh
        && !has_kazakh_letter(&word.stem)
        && !is_listed(&word.stem)
        && word.stem.chars().all(is_cyrillic);
    let stem = may_be_loan.then(|| read_russian(&word.stem).stem)?;
    (stem != word.stem).then_some(stem)
}

/// The skeleton a word is also found under, and whether its letters leave it open which word it is. Beside Kazakh, or where the
/// language is not sure, a word that was taken for another language may be Kazakh typed in haste, and a name in Latin
/// letters is inflected and spelled both ways.
fn alias(word: &Word, may_be_kazakh: bool, methods: Methods) -> Option<(String, bool)> {
    if !word.normal.contains(char::is_alphabetic) {
        return None;
    }
    match word.language {
        Language::Kazakh => Some((word.fold.clone(), word.is_loose)),
        // A few words of Arabic script are taken for any language that has it.
        _ if Alphabet::of(&word.normal) == Alphabet::Arabic => {
            Some((read_kazakh(&word.normal, methods).fold, true))
        }
        _ => may_be_kazakh
            .then(|| (FOLDS.get(&word.normal, methods, || kazakh_fold(&word.normal, methods)), true)),
    }
}

/// The terms one word of a query may be indexed under, each once, with boosts, the likeliest first.
///
/// A query has no context: unless its letters rule one out, a word is read both as Kazakh and as Russian.
pub fn query_terms(word: &str) -> Vec<(String, f32)> {
    let normal = normal(word.trim());
    if normal.is_empty() {
        return Vec::new();
    }
    if !normal.contains(char::is_alphabetic) {
        return vec![(normal, 1.0)];
    }
    let kazakh = read_kazakh(&normal, Methods::All);
    let has_kazakh_letter = has_kazakh_letter(&normal);
    let mut found = Vec::new();
    if normal.contains(is_latin) {
        found.push((read_other(&normal).stem, 1.0));
    } else if !has_kazakh_letter {
        found.push((read_russian(&normal).stem, 1.0));
    }
    found.push((kazakh.stem.clone(), 1.0));
    if !has_kazakh_letter || kazakh.stem.contains('-') {
        found.extend(
            normal
                .split('-')
                .filter(|part| normal != *part && part.chars().count() > 2)
                .map(|part| (read_russian(part).stem, PART_BOOST)),
        );
    }
    if !has_kazakh_letter {
        let kin = russian::kin(&russian::stem(&normal));
        found.extend(kin.iter().map(|word| ((*word).to_owned(), KIN_BOOST)));
    }
    if kazakh.fold.chars().count() > 1 {
        let aliases = if has_kazakh_letter && !kazakh.is_loose { "~~" } else { "~" };
        found.push((format!("{aliases}{}", kazakh.fold), ALIAS_BOOST));
        found.push((format!("~~{}", skeleton(&normal)), ALIAS_BOOST));
        if aliases == "~" {
            found.push((format!("~{}", skeleton(&normal)), ALIAS_BOOST));
            found.extend(other_folds(&normal).into_iter().map(|fold| (format!("~{fold}"), ALIAS_BOOST)));
        }
    }
    let mut seen = FxHashSet::default();
    found.retain(|(term, _)| !term.is_empty() && seen.insert(term.clone()));
    found
}

/// The skeletons of all stems a word typed without Kazakh letters may have, of known ones where there are any: «турде» is a form of
/// «түр» as well as of «ту».
pub(crate) fn other_folds(normal: &str) -> Vec<String> {
    let mut read = spellings(normal, Alphabet::of(normal));
    let is_known = read.iter().any(|spelling| spelling.is_known);
    read.retain(|spelling| spelling.is_known == is_known);
    read.iter().map(|spelling| skeleton(&spelling.stem)).collect()
}

/// The distinct stems that tell what a text is about, in order: no stop words, no bare numbers, no single letters. Words of one
/// Russian family stand under its first: «отключение» under «отключить».
pub fn topic_terms(words: &Words) -> Vec<String> {
    let mut seen = FxHashSet::default();
    words
        .words
        .iter()
        .filter(|word| word.stem.chars().count() > 1 && word.stem.contains(char::is_alphabetic))
        .filter(|word| !is_stop_word(&word.stem, word.language) && !is_stop_word(&word.normal, word.language))
        .map(|word| match word.language {
            Language::Russian => russian::topic(&word.stem),
            _ => word.stem.as_str(),
        })
        .filter(|term| seen.insert(*term))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn texts(text: &str) -> Vec<String> {
        terms(&words(text, None)).into_iter().map(|term| term.text).collect()
    }

    /// Every word of `query` has a term in common with `text`.
    fn check(text: &str, query: &str) {
        let held = texts(text);
        for word in query.split(' ') {
            let wanted = query_terms(word);
            assert!(wanted.iter().any(|(term, _)| held.contains(term)), "{word}: {wanted:?} not in {held:?}");
        }
    }

    #[test]
    fn a_query_meets_every_spelling_and_inflection() {
        for text in [
            "Ауылда су жоқ, жарығымыз жоқ",
            "ауылда су жок жарык жок",
            "auylda sý joq, jaryq joq",
            "اۋىلدا سۋ جوق، جارىق جوق",
        ] {
            for query in ["су жоқ", "жарық", "жарык жок", "zharyq joq", "су"] {
                check(text, query);
            }
        }
        for query in ["вода", "нет воды", "дом", "домах"] {
            check("Второй день нет воды в домах по улице Абая", query);
        }
        check("Мектептеріміздегілердің арызы", "мектеп");
        check("Каспиге төледім, приложениеге кірмейді", "каспи приложение");
        check("Онлайн-услуги не работают", "услуга онлайн");
        check("Аварийное отключение света", "отключили");
        check("Опять не решают вопрос", "решить");
    }

    #[test]
    fn negation_is_marked() {
        for (text, mark) in [
            ("Жол жөнделмейді", "¬жөнде"),
            ("Су жоқ", "¬су"),
            ("Ауылымызда су мүлдем жоқ", "¬су"),
            ("Нет воды", "¬вода"),
            ("Воды нет, света нет", "¬вода"),
            ("Лифт не работает", "¬работать"),
        ] {
            assert!(texts(text).contains(&mark.to_owned()), "{text}: {:?}", texts(text));
        }
        assert!(!texts("Жол жөнделді, су бар").iter().any(|term| term.starts_with('¬')));
        assert!(!texts("Дали воду. Нет слов").contains(&"¬вода".to_owned()));
    }

    #[test]
    fn joined_terms_are_those_of_the_word_however_it_was_met_before() {
        for text in [
            "Ауылда су жоқ, жарығымыз жоқ. Вода есть, воды нет",
            "ауылда су жок жарык жок, воды нет, кара",
            "auylda sý joq, онлайн-услуги не работают iphone-ды",
            "Қара су. Кара, кара! Нет воды. Судың упаковканың 2025-те",
            "Второй день нет воды в домах, кара, су",
        ] {
            for methods in [Methods::All, Methods::RulesOnly] {
                let words = crate::words_given(text, &crate::Given { methods, ..crate::Given::default() });
                let by_word = TermsByWord::new(&words);
                for (position, word) in words.words.iter().enumerate() {
                    let mut own = Vec::new();
                    by_word.each(position, |term, _| own.push(term));
                    own.push(exact_term(&word.normal));
                    let joined: Vec<&str> = by_word.joined(position).split(BETWEEN).collect();
                    assert_eq!(joined, own, "{text}");
                }
            }
        }
    }

    #[test]
    fn a_word_gives_its_stem_first() {
        assert_eq!(texts("мектептерімізде"), ["мектеп", "~мектеп"]);
        assert_eq!(texts("жөнделмейді"), ["жөнде", "¬жөнде", "~жонде"]);
        assert_eq!(texts("воды"), ["вода"]);
        assert_eq!(texts("2025-те").first().map(String::as_str), Some("2025"));
    }

    #[test]
    fn topics_are_made_of_content_words() {
        assert_eq!(
            topic_terms(&words("Бұл ауылда және қалада су жоқ, 2026 жылы да су жоқ", None)),
            ["ауыл", "қала", "су", "жоқ"]
        );
        assert_eq!(
            topic_terms(&words("Отключили свет, об отключении не сообщили", None)),
            ["отключить", "свет", "не", "сообщить"]
        );
    }
}
