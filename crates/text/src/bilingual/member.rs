//! Takes a word or phrase of a ring and gives what stands in the index where a text has it.

use dauys_model::Language;

use crate::words::Word;
use crate::{russian, skeleton, words};

/// How much an alias counts beside a stem, as for typed words.
const ALIAS_BOOST: f32 = 0.4;
/// How much a word of the same family counts, as for typed words.
const KIN_BOOST: f32 = 0.7;

/// A word or phrase of a ring.
#[derive(Clone, Debug)]
pub struct Member {
    /// As the list has it.
    pub text: &'static str,
    /// Its language: Kazakh or Russian.
    pub language: Language,
    /// Its words in order: for each the terms that it may stand under in the index, with boosts, the first its own. A word of
    /// negation has none of its own: «не работает» and «істемейді» are the mark of a negated verb.
    pub slots: Vec<Vec<(String, f32)>>,
}

impl Member {
    pub(super) fn new(text: &'static str, language: Language) -> Self {
        let read = words(text, Some(language)).words;
        let is_negated = read.iter().any(|word| word.negated);
        let slots = read
            .iter()
            .filter(|word| word.negated || !(is_negated && is_negation(&word.stem)))
            .map(|word| terms(word, language))
            .collect();
        Self { text, language, slots }
    }

    /// Whether it is one word in the index.
    pub fn is_single(&self) -> bool {
        self.slots.len() == 1
    }
}

fn terms(word: &Word, language: Language) -> Vec<(String, f32)> {
    if word.negated {
        return vec![(format!("¬{}", word.stem), 1.0)];
    }
    let mut terms = vec![(word.stem.clone(), 1.0)];
    if language == Language::Russian {
        terms.extend(russian::kin(&word.stem).iter().map(|kin| ((*kin).to_owned(), KIN_BOOST)));
    } else {
        terms.push((format!("~~{}", skeleton(&word.stem)), ALIAS_BOOST));
        terms.push((format!("~~{}", skeleton(&word.normal)), ALIAS_BOOST));
        terms.dedup_by(|one, other| one.0 == other.0);
    }
    terms
}

fn is_negation(stem: &str) -> bool {
    matches!(stem, "жоқ" | "емес" | "не" | "ни" | "без" | "нет" | "нету" | "нельзя" | "невозможно")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &'static str, language: Language, expected: &[&str]) {
        let member = Member::new(text, language);
        let first: Vec<&str> = member.slots.iter().map(|slot| slot[0].0.as_str()).collect();
        assert_eq!(first, expected, "{text}");
    }

    #[test]
    fn negated_words_are_marks() {
        check("істемейді", Language::Kazakh, &["¬істе"]);
        check("жұмыс істемейді", Language::Kazakh, &["жұмыс", "¬істе"]);
        check("не работает", Language::Russian, &["¬работать"]);
        check("без воды", Language::Russian, &["¬вода"]);
        check("жоқ", Language::Kazakh, &["жоқ"]);
        check("детский сад", Language::Russian, &["детский", "сад"]);
    }
}
