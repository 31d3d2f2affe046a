//! What a walk remembers until the next one: a cursor as JSON, and in it the marks of what was brought last.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::hash::name_of;

/// What the last walk remembered; none before the first, or where it cannot be read, as after a change of its form: then the walk
/// begins anew, with a warning.
pub(super) fn recalled<T: DeserializeOwned>(cursor: Option<&str>, warnings: &mut Vec<String>) -> Option<T> {
    let found = serde_json::from_str(cursor?).ok();
    if found.is_none() {
        warnings.push("what was remembered of this source cannot be read: it is read anew".to_owned());
    }
    found
}

/// Writes a cursor.
pub(super) fn kept<T: Serialize>(memory: &T) -> Option<String> {
    serde_json::to_string(memory).ok()
}

/// Digits of a mark: 40 bits, so that of a thousand remembered ones a new one is mistaken for known once in a billion.
const DIGITS: usize = 10;

/// Marks that are remembered.
const MOST: usize = 1000;

/// Marks of what was brought last, hashed, so that no id of a person stands in a cursor.
///
/// They only save repetition: what is forgotten is brought again and met by the store, which knows its key.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub(super) struct Marks {
    /// In the order in which they were last met.
    met: Vec<String>,
    known: BTreeSet<String>,
}

impl Marks {
    /// Notes a mark; whether it was not known.
    pub(super) fn note(&mut self, mark: &str) -> bool {
        let name = short(mark);
        self.met.push(name.clone());
        self.known.insert(name)
    }

    /// Whether a mark is known.
    pub(super) fn knows(&self, mark: &str) -> bool {
        self.known.contains(&short(mark))
    }
}

/// A mark as it is remembered.
pub(super) fn short(mark: &str) -> String {
    name_of(&["mark", mark]).chars().take(DIGITS).collect()
}

/// The marks that stand one after another in a text.
pub(super) fn parted(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    let count = if text.is_ascii() { text.len() / DIGITS } else { 0 };
    (0..count).filter_map(move |index| text.get(index * DIGITS..(index + 1) * DIGITS))
}

impl From<String> for Marks {
    fn from(text: String) -> Self {
        let met: Vec<String> = parted(&text).map(str::to_owned).collect();
        let known = met.iter().cloned().collect();
        Self { met, known }
    }
}

impl From<Marks> for String {
    fn from(marks: Marks) -> Self {
        let mut seen = BTreeSet::new();
        let newest = marks.met.iter().rev().filter(|mark| seen.insert(mark.as_str())).take(MOST);
        let mut newest: Vec<&str> = newest.map(String::as_str).collect();
        newest.reverse();
        newest.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_marks_are_kept_and_those_met_again_stay() {
        let mut marks = Marks::default();
        for number in 0..MOST {
            assert!(marks.note(&number.to_string()));
        }
        assert!(!marks.note("0"));
        assert!(marks.note("one more"));
        let text = kept(&marks).unwrap();
        assert_eq!(text.len(), MOST * DIGITS + 2);
        let mut marks: Marks = recalled(Some(&text), &mut Vec::new()).unwrap();
        assert!(!marks.note("0") && !marks.note("one more") && marks.note("1"));
    }

    #[test]
    fn a_cursor_of_another_form_is_none() {
        let mut warnings = Vec::new();
        assert!(recalled::<Marks>(None, &mut warnings).is_none() && warnings.is_empty());
        assert!(recalled::<Marks>(Some("{\"x\":1}"), &mut warnings).is_none() && warnings.len() == 1);
        assert!(!recalled::<Marks>(Some("\"ы\""), &mut warnings).unwrap().knows("ы"));
    }
}
