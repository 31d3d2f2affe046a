//! Takes the words of a text and gives them in the letters in which names of places are compared: Russian with `е` for `ё`, and
//! skeletons. Names are few and distinct, so Kazakh ones are compared in skeletons always.

use std::borrow::Cow;

use dauys_model::Language;

use super::index::hyphened;
use crate::Words;

/// The words of a text as names are compared.
pub(super) struct Spelling<'a> {
    text: &'a str,
    words: &'a Words,
    russian: Vec<Cow<'a, str>>,
    /// Skeletons that keep their hyphens.
    folded: Vec<String>,
    /// Whether a third of the letters or more are Cyrillic.
    is_cyrillic: bool,
}

impl<'a> Spelling<'a> {
    pub(super) fn of(text: &'a str, words: &'a Words) -> Self {
        let russian = words.words.iter().map(|word| {
            if word.normal.contains('ё') {
                Cow::Owned(word.normal.replace('ё', "е"))
            } else {
                Cow::Borrowed(word.normal.as_str())
            }
        });
        let folded = words.words.iter().map(|word| hyphened(&word.normal));
        let cyrillic = text.chars().filter(|letter| matches!(letter, 'Ѐ'..='ԯ')).count();
        let latin = text.chars().filter(char::is_ascii_alphabetic).count();
        Self {
            text,
            words,
            russian: russian.collect(),
            folded: folded.collect(),
            is_cyrillic: 2 * cyrillic > latin,
        }
    }

    /// Whether the word is in Latin letters and the text is not: a brand or a term more often than Kazakh.
    pub(super) fn is_foreign(&self, at: usize) -> bool {
        self.is_cyrillic
            && self.words.words[at].normal.starts_with(|letter: char| letter.is_ascii_alphabetic())
    }

    pub(super) fn len(&self) -> usize {
        self.words.words.len()
    }

    /// The word in Russian letters; nothing past the end.
    pub(super) fn russian(&self, at: usize) -> Option<&str> {
        self.russian.get(at).map(Cow::as_ref)
    }

    /// The skeleton of the word; nothing past the end.
    pub(super) fn folded(&self, at: usize) -> Option<&str> {
        self.folded.get(at).map(String::as_str)
    }

    /// The word as it is written.
    pub(super) fn surface(&self, at: usize) -> &'a str {
        let word = &self.words.words[at];
        self.text.get(word.start..word.end).unwrap_or_default()
    }

    /// First byte of the word and first byte after it.
    pub(super) fn range(&self, at: usize) -> (usize, usize) {
        (self.words.words[at].start, self.words.words[at].end)
    }

    /// The letters between two words, or between a word and the end of the text.
    pub(super) fn between(&self, left: usize, right: usize) -> &'a str {
        let end = self.words.words.get(right).map_or(self.text.len(), |word| word.start);
        self.text.get(self.words.words[left].end..end).unwrap_or_default()
    }

    /// The text before a word.
    pub(super) fn before(&self, at: usize) -> &'a str {
        self.text.get(..self.words.words[at].start).unwrap_or_default()
    }

    /// The text after a word.
    pub(super) fn after(&self, at: usize) -> &'a str {
        self.text.get(self.words.words[at].end..).unwrap_or_default()
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.surface(at).chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn is_same_sentence(&self, one: usize, other: usize) -> bool {
        self.words.words[one].sentence == self.words.words[other].sentence
    }

    /// Whether the word may be Kazakh: unless both it and its sentence are Russian.
    pub(super) fn may_be_kazakh(&self, at: usize) -> bool {
        self.words.words[at].language != Language::Russian || self.sentence(at) != Language::Russian
    }

    /// Whether the word may be Russian: unless both it and its sentence are Kazakh.
    pub(super) fn may_be_russian(&self, at: usize) -> bool {
        self.words.words[at].language != Language::Kazakh || self.sentence(at) != Language::Kazakh
    }

    /// Whether the word stands in a sentence of another language than Russian.
    pub(super) fn is_foreign_to_russian(&self, at: usize) -> bool {
        matches!(self.sentence(at), Language::Kazakh | Language::Other)
    }

    fn sentence(&self, at: usize) -> Language {
        let number = self.words.words[at].sentence;
        self.words.sentences.get(number).map_or(Language::Unknown, |sentence| sentence.language)
    }

    /// Whether two words stand side by side in one sentence with nothing between them that divides.
    pub(super) fn are_close(&self, left: usize, right: usize) -> bool {
        right < self.len() && self.is_same_sentence(left, right) && {
            let between = self.between(left, right);
            between.len() <= 4 && !between.contains([',', ';', '(', ')', '!', '?', ':', '\n'])
        }
    }
}
