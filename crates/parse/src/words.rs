//! The words of a source, by which of what it announced the rest is left out.
//!
//! A word is met as a whole word, a phrase as its words in a row; with a star at its end (`жарық*`) also in longer words, which is
//! what languages of suffixes need. Letter case does not matter. Nothing is stemmed: what a source is narrowed by should be
//! what its owner wrote, to the letter.

use dauys_model::{Item, Source};

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

    /// Takes the items without any of the words out of `items`, and gives their number.
    pub(crate) fn sift(&self, items: &mut Vec<Item>) -> u32 {
        let before = items.len();
        items.retain(|item| self.are_in(item.title.as_deref(), item.text.as_deref()));
        u32::try_from(before - items.len()).unwrap_or(u32::MAX)
    }
}

/// Takes the items without any of the [words of the source](Source::words) out of `items`, and gives their number; none are taken
/// out where the source has no words. What a [`Walk`](crate::Walk) brings was sifted already.
pub fn sift(items: &mut Vec<Item>, source: &Source) -> u32 {
    Words::of(source).sift(items)
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
        let item = |title: &str, text: Option<&str>| {
            let mut item = Item::new(title);
            item.title = Some(title.to_owned());
            item.text = text.map(str::to_owned);
            item
        };
        let mut kept =
            vec![item("Су жоқ", None), item("Хабар", Some("Ауылда су жоқ")), item("Жол", Some("Жол жоқ"))];
        assert_eq!(words(&["су"]).sift(&mut kept), 1);
        assert_eq!(kept.len(), 2);
    }
}
