//! Takes what is allowed and gives the trained model to ask, or none: nothing but a [`Model`] reaches the tables of weights and
//! the detector of the great languages, and only [`Model::under`] makes one. So a text to which no model may be applied cannot
//! come near them by mistake.

use dauys_model::{Methods, Script};

use super::table::{CYRILLIC_TABLE, LATIN_TABLE, Scores, UNIT};

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

    /// What each run of letters of a word adds to the natural-log odds of Kazakh against Russian: calls `visit` with where the
    /// run begins, how many letters it has, both counted with the edges of the word, and what it adds.
    pub(super) fn explain(self, script: Script, letters: &[char], mut visit: impl FnMut(usize, usize, f32)) {
        note();
        let table = match script {
            Script::Cyrillic => &CYRILLIC_TABLE,
            Script::Latin => &LATIN_TABLE,
            _ => return,
        };
        table.explain(letters, |start, length, weight| visit(start, length, f32::from(weight) * UNIT));
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
