//! The words of a source, by which of what it announced the rest is left out.
//!
//! A word is met as a whole word, a phrase as its words in a row; with a star at its end (`жарық*`) also in longer words, which is
//! what languages of suffixes need. Letter case does not matter. Nothing is stemmed: what a source is narrowed by should be
//! what its owner wrote, to the letter.

use dauys_model::Source;

use crate::items::Entry;

/// The words of a source.
pub(crate) struct Words(Vec<Word>);

struct Word {
    /// Lower case, single spaces.
    text: String,
    /// Whether longer words count.
    is_beginning: bool,
}

impl Words {
    /// The words of `source` that say something.
    pub(crate) fn of(source: &Source) -> Self {
        let words = source.words.iter().map(|word| {
            let word = folded(word);
            let beginning = word.strip_suffix('*').map(|beginning| beginning.trim_end().to_owned());
            Word { is_beginning: beginning.is_some(), text: beginning.unwrap_or(word) }
        });
        Self(words.filter(|word| !word.text.is_empty()).collect())
    }

    /// Whether there is none: then everything is taken.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a title or text has one of the words; true where there are none.
    pub(crate) fn are_in(&self, title: Option<&str>, text: Option<&str>) -> bool {
        self.is_empty()
            || [title, text]
                .into_iter()
                .flatten()
                .map(folded)
                .any(|folded| self.0.iter().any(|word| word.is_in(&folded)))
    }

    /// Adds to `kept` the entries that have one of the words, and gives the number of the others.
    pub(crate) fn sift(&self, entries: impl IntoIterator<Item = Entry>, kept: &mut Vec<Entry>) -> u32 {
        let mut left_out = 0;
        for entry in entries {
            if self.are_in(entry.title.as_deref(), entry.text.as_deref()) {
                kept.push(entry);
            } else {
                left_out += 1;
            }
        }
        left_out
    }
}

impl Word {
    fn is_in(&self, folded: &str) -> bool {
        folded.match_indices(&self.text).any(|(at, found)| {
            let before = folded.get(..at).and_then(|before| before.chars().next_back());
            let after = folded.get(at + found.len()..).and_then(|after| after.chars().next());
            let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            !is_letter(before) && (self.is_beginning || !is_letter(after))
        })
    }
}

fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use dauys_model::{SourceId, SourceKind};

    use super::*;

    fn words(words: &[&str]) -> Words {
        let mut source = Source::new(SourceId::new("demo").unwrap(), "Демо", SourceKind::Feed, None);
        source.words = words.iter().map(|word| (*word).to_owned()).collect();
        Words::of(&source)
    }

    fn check(given: &[&str], text: &str, expected: bool) {
        assert_eq!(words(given).are_in(None, Some(text)), expected, "{given:?} in {text}");
    }

    #[test]
    fn whole_words_are_met_in_any_case() {
        check(&["су"], "Үйде СУ жоқ!", true);
        check(&["су"], "В субботу дождь", false);
        check(&["су"], "#су", true);
        check(&["жарық жоқ"], "Ауылда Жарық\n ЖОҚ", true);
        check(&["ҚҰБЫР", "ёлка"], "құбыр жарылды", true);
        check(&["вода"], "воды нет", false);
    }

    #[test]
    fn a_star_stands_for_any_ending() {
        check(&["жарық*"], "Жарықсыз отырмыз", true);
        check(&["жарық*"], "Өшпейтін сәуле", false);
        check(&["вод*"], "нет воды", true);
        check(&["вод*"], "завод", false);
    }

    #[test]
    fn without_words_everything_is_taken() {
        check(&[], "Су жоқ", true);
        check(&[" ", "*"], "Су жоқ", true);
        assert!(words(&["*"]).is_empty());
    }

    #[test]
    fn the_others_are_counted() {
        let entry = |text: &str| Entry { text: Some(text.to_owned()), ..Entry::default() };
        let mut kept = Vec::new();
        assert_eq!(words(&["су"]).sift([entry("Су жоқ"), entry("Жол жоқ"), Entry::default()], &mut kept), 2);
        assert_eq!(kept.len(), 1);
    }
}
