//! Takes the words of a text and gives the forms in which lexicons compare them, made once for all lexicons.

use dauys_model::Language;

use super::Reading;
use crate::{Words, skeleton};

/// Letters that only a Kazakh keyboard gives.
const KAZAKH_LETTERS: [char; 9] = ['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'];
/// The share of Kazakh words with such letters above which an author types them. Formal Kazakh has 0.64 of them, texts
/// typed on a Russian keyboard none.
const OWN_LETTERS: f32 = 0.25;

/// The comparison forms of a text's words.
pub(crate) struct Keys<'a> {
    words: &'a Words,
    russian: Vec<Option<Form>>,
    kazakh: Vec<Option<Form>>,
    folded: Vec<Option<Form>>,
    has_own_letters: bool,
}

struct Form {
    surface: String,
    stem: String,
}

impl<'a> Keys<'a> {
    /// Prepares the words of a text.
    pub(crate) fn of(words: &'a Words) -> Self {
        let count = words.words.len();
        let mut keys = Self {
            words,
            russian: Vec::with_capacity(count),
            kazakh: Vec::with_capacity(count),
            folded: Vec::with_capacity(count),
            has_own_letters: has_own_letters(words),
        };
        for word in &words.words {
            let sentence =
                words.sentences.get(word.sentence).map_or(Language::Unknown, |sentence| sentence.language);
            let is_kazakh = word.language == Language::Kazakh;
            // A word is read in a language unless both it and its sentence are in the other.
            let may_be_russian = !is_kazakh || sentence != Language::Kazakh;
            let may_be_kazakh = word.language != Language::Russian || sentence != Language::Russian;
            keys.russian.push(
                may_be_russian
                    .then(|| Form { surface: word.normal.replace('ё', "е"), stem: String::new() }),
            );
            keys.kazakh.push(may_be_kazakh.then(|| Form {
                surface: word.normal.clone(),
                stem: if is_kazakh { word.stem.clone() } else { word.normal.clone() },
            }));
            keys.folded.push(may_be_kazakh.then(|| {
                let surface = skeleton(&word.normal);
                let stem = if is_kazakh { word.fold.clone() } else { surface.clone() };
                Form { surface, stem }
            }));
        }
        keys
    }

    pub(crate) fn len(&self) -> usize {
        self.words.words.len()
    }

    fn form(&self, at: usize, reading: Reading) -> Option<&Form> {
        match reading {
            Reading::Russian => self.russian[at].as_ref(),
            Reading::Kazakh => self.kazakh[at].as_ref(),
            Reading::Folded => self.folded[at].as_ref(),
        }
    }

    /// Whether the word may be a word of the language of `reading`.
    pub(crate) fn reads(&self, at: usize, reading: Reading) -> bool {
        self.form(at, reading).is_some()
    }

    /// Whether a lexicon should use `reading` on this text: Kazakh in the letters its author types.
    pub(super) fn suits(&self, reading: Reading) -> bool {
        match reading {
            Reading::Russian => true,
            Reading::Kazakh => self.has_own_letters,
            Reading::Folded => !self.has_own_letters,
        }
    }

    /// The whole word; empty when it is no word of that language.
    pub(crate) fn surface(&self, at: usize, reading: Reading) -> &str {
        self.form(at, reading).map_or("", |form| &form.surface)
    }

    /// The Kazakh stem; empty in Russian, whose nouns are compared by their endings.
    pub(super) fn stem(&self, at: usize, reading: Reading) -> &str {
        self.form(at, reading).map_or("", |form| &form.stem)
    }

    /// The stem with its own letters, whatever the reading.
    pub(super) fn own_stem(&self, at: usize) -> &str {
        &self.words.words[at].stem
    }

    pub(super) fn negated(&self, at: usize) -> bool {
        self.words.words[at].negated
    }

    pub(super) fn sentence(&self, at: usize) -> usize {
        self.words.words[at].sentence
    }
}

fn has_own_letters(words: &Words) -> bool {
    let kazakh = || words.words.iter().filter(|word| word.language == Language::Kazakh);
    let own = kazakh().filter(|word| word.normal.contains(KAZAKH_LETTERS)).count();
    own > 0 && own as f32 >= OWN_LETTERS * kazakh().count() as f32
}
