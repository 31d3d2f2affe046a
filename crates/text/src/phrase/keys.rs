//! Takes the words of a text and gives the forms in which lexicons compare them, made once for all lexicons of a language.

use dauys_model::Language;

use crate::{Words, russian, skeleton};

/// The comparison forms of a text's words.
pub(crate) struct Keys<'a> {
    words: &'a Words,
    russian: Vec<Form>,
    kazakh: Vec<Form>,
}

#[derive(Default)]
struct Form {
    reads: bool,
    surface: String,
    stem: String,
}

impl<'a> Keys<'a> {
    /// Prepares the words of a text.
    pub(crate) fn of(words: &'a Words) -> Self {
        let count = words.words.len();
        let mut keys = Self { words, russian: Vec::with_capacity(count), kazakh: Vec::with_capacity(count) };
        for word in &words.words {
            let sentence =
                words.sentences.get(word.sentence).map_or(Language::Unknown, |sentence| sentence.language);
            let is_kazakh = word.language == Language::Kazakh;
            // A word is read in a language unless both it and its sentence are in the other.
            let russian = !is_kazakh || sentence != Language::Kazakh;
            let kazakh = word.language != Language::Russian || sentence != Language::Russian;
            keys.russian.push(if russian {
                let surface = word.normal.replace('ё', "е");
                let is_russian = word.language == Language::Russian;
                let stem = if is_russian { word.stem.clone() } else { russian::stem(&word.normal) };
                Form { reads: true, surface, stem }
            } else {
                Form::default()
            });
            keys.kazakh.push(if kazakh {
                let stem = if is_kazakh { word.fold.clone() } else { skeleton(&word.normal) };
                Form { reads: true, surface: skeleton(&word.normal), stem }
            } else {
                Form::default()
            });
        }
        keys
    }

    pub(crate) fn len(&self) -> usize {
        self.words.words.len()
    }

    fn form(&self, at: usize, language: Language) -> &Form {
        if language == Language::Kazakh { &self.kazakh[at] } else { &self.russian[at] }
    }

    /// Whether the word may be a word of `language`.
    pub(crate) fn reads(&self, at: usize, language: Language) -> bool {
        self.form(at, language).reads
    }

    /// The whole word: lower case with `е` for `ё`, for Kazakh its skeleton.
    pub(crate) fn surface(&self, at: usize, language: Language) -> &str {
        &self.form(at, language).surface
    }

    /// The stem, for Kazakh its skeleton.
    pub(super) fn stem(&self, at: usize, language: Language) -> &str {
        &self.form(at, language).stem
    }

    /// The stem with its own letters.
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
