//! The ways in which lexicons compare words: which letters count, and which words take part.

use dauys_model::Language;

use crate::skeleton;

/// A way of comparing words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reading {
    /// Russian, with `е` for `ё`.
    Russian,
    /// Kazakh in its own letters: for texts whose author types them, where «тоң» and «тонна» are different beginnings.
    Kazakh,
    /// Kazakh in skeleton letters: for texts typed without Kazakh letters, in Latin or in Arabic script.
    Folded,
}

impl Reading {
    /// The readings of a language.
    pub(crate) fn of(language: Language) -> &'static [Self] {
        if language == Language::Kazakh { &[Self::Kazakh, Self::Folded] } else { &[Self::Russian] }
    }

    /// A word of a lexicon in the letters of this reading.
    pub(super) fn letters(self, word: &str) -> String {
        if self == Self::Folded { skeleton(word) } else { word.to_owned() }
    }

    pub(super) fn is_kazakh(self) -> bool {
        self != Self::Russian
    }
}
