//! Text found and text expected in; how much of each is in the other out.
//!
//! A word is a longest run of letters and digits, lower-cased. Texts are compared as multisets: of words, which asks for
//! the right content, and of shingles of four words in a row, which asks for the right order too and punishes words
//! glued together at the border of two paragraphs.

use std::collections::HashMap;
use std::hash::Hash;

/// Words of one shingle, as in scrapinghub's benchmark of article extraction.
const SHINGLE: usize = 4;

/// Shares between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    /// What share of the text found is expected.
    pub(crate) precision: f64,
    /// What share of the text expected was found.
    pub(crate) recall: f64,
}

impl Score {
    /// Counts out of what was found and what was expected. Nothing found of nothing expected is all.
    pub(crate) fn new(common: usize, found: usize, expected: usize) -> Self {
        let share = |of: usize, other: usize| match of {
            0 => f64::from(u8::from(other == 0)),
            _ => common as f64 / of as f64,
        };
        Self { precision: share(found, expected), recall: share(expected, found) }
    }

    /// The harmonic mean of both.
    pub(crate) fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }
}

/// The score by words.
pub(crate) fn words(found: &str, expected: &str) -> Score {
    of(&words_of(found), &words_of(expected))
}

/// The score by shingles. Texts shorter than one shingle are one.
pub(crate) fn shingles(found: &str, expected: &str) -> Score {
    let (found, expected) = (words_of(found), words_of(expected));
    of(&shingles_of(&found), &shingles_of(&expected))
}

fn words_of(text: &str) -> Vec<String> {
    // A soft hyphen or a zero-width space is seen by nobody and ends no word.
    let seen: String = text
        .chars()
        .filter(|letter| !matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}'))
        .collect();
    seen.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn shingles_of(words: &[String]) -> Vec<&[String]> {
    if words.is_empty() {
        return Vec::new();
    }
    words.windows(SHINGLE.min(words.len())).collect()
}

fn of<T: Eq + Hash>(found: &[T], expected: &[T]) -> Score {
    let mut left: HashMap<&T, usize> = HashMap::new();
    for part in expected {
        *left.entry(part).or_default() += 1;
    }
    let mut common = 0;
    for part in found {
        if let Some(count) = left.get_mut(part).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    Score::new(common, found.len(), expected.len())
}
