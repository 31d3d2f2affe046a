//! Takes what is allowed and gives the trained model to ask, or none: nothing but a [`Model`] reaches the tables of weights and
//! the detector of the great languages, and only [`Model::under`] makes one. So a text to which no model may be applied cannot
//! come near them by mistake.

use dauys_model::Methods;

use super::table::{CYRILLIC_TABLE, LATIN_TABLE, Scores};

/// The permission to ask what was trained on texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model(());

impl Model {
    /// The model, where it may be applied.
    pub(super) fn under(methods: Methods) -> Option<Self> {
        match methods {
            Methods::All => Some(Self(())),
            Methods::RulesOnly => None,
        }
    }

    /// What each language of the Cyrillic table makes of a word.
    pub(super) fn cyrillic(self, letters: &[char]) -> Scores {
        note();
        CYRILLIC_TABLE.score(letters)
    }

    /// What each language of the Latin table makes of a word.
    pub(super) fn latin(self, letters: &[char]) -> Scores {
        note();
        LATIN_TABLE.score(letters)
    }

    /// What a detector made for the great languages of the web thinks of a text.
    pub(super) fn detector(self, text: &str) -> Option<whatlang::Info> {
        note();
        whatlang::detect(text)
    }
}

#[cfg(not(test))]
fn note() {}

/// Counts, for tests, how often the model was asked.
#[cfg(test)]
fn note() {
    ASKED.set(ASKED.get() + 1);
}

#[cfg(test)]
thread_local! {
    /// How often this thread has asked the model.
    pub(super) static ASKED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}
