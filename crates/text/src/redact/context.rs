//! The words of a text as redaction sees them. Takes a text and gives each word with its place, its normal form, its skeleton and
//! what it says of its neighbours, so that every rule asks in constant time what stands beside a number or a name.

use std::ops::Range;

use dauys_kazakh::{fold_into, is_plain, lower_plain};

use super::cue::{Cue, Cues, cues, floor};
use crate::token::{each_token, normal};

/// How two words stand beside each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Joint {
    /// Spaces on one line.
    Plain,
    /// A full stop, with or without a space: what follows an initial.
    Stop,
    /// Anything else.
    Apart,
}

/// One word.
#[derive(Debug)]
pub(crate) struct Word {
    /// Byte offset of its beginning.
    pub start: usize,
    /// Byte offset of its end.
    pub end: usize,
    normal: Range<usize>,
    folded: Range<usize>,
    /// What it says of its neighbours.
    pub cues: Cues,
    /// Whether it begins with a capital.
    pub is_capital: bool,
    /// Whether it is one capital letter.
    pub is_initial: bool,
    /// How it is joined to the next word.
    pub joint: Joint,
}

/// A text with its words.
pub(crate) struct Context<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words, in order. Links, addresses and marks are none.
    pub words: Vec<Word>,
    letters: String,
}

impl<'a> Context<'a> {
    /// Reads a text.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut words: Vec<Word> = Vec::with_capacity(text.len() / 12 + 1);
        let mut letters = String::with_capacity(text.len() * 2 + 16);
        each_token(text, |token| {
            if let Some(last) = words.last_mut() {
                last.joint = joint(&text[last.end..token.start]);
            }
            let mut rest = token.surface.chars();
            let first = rest.next().unwrap_or(' ');
            let is_capital = !first.is_ascii_digit() && first.is_uppercase();
            let start = letters.len();
            push_normal(token.surface, &mut letters);
            let middle = letters.len();
            push_folded(start, &mut letters);
            words.push(Word {
                start: token.start,
                end: token.end,
                normal: start..middle,
                folded: middle..letters.len(),
                cues: cues(&letters[middle..]),
                is_capital,
                is_initial: is_capital && rest.as_str().is_empty(),
                joint: Joint::Apart,
            });
        });
        Self { text, words, letters }
    }

    /// A word as written.
    pub(crate) fn surface(&self, word: usize) -> &'a str {
        &self.text[self.words[word].start..self.words[word].end]
    }

    /// A word in its normal form.
    pub(crate) fn normal(&self, word: usize) -> &str {
        &self.letters[self.words[word].normal.clone()]
    }

    /// The skeleton of a word.
    pub(crate) fn folded(&self, word: usize) -> &str {
        &self.letters[self.words[word].folded.clone()]
    }

    /// The text between a word and the next.
    pub(crate) fn gap(&self, word: usize) -> &'a str {
        match self.words.get(word + 1) {
            Some(next) => &self.text[self.words[word].end..next.start],
            None => &self.text[self.words[word].end..],
        }
    }

    /// The number of the first word that begins at `at` or later.
    pub(crate) fn word_at(&self, at: usize) -> usize {
        self.words.partition_point(|word| word.start < at)
    }

    /// Whether a cue ends within the last `reach` bytes before `at`, in the same line.
    pub(crate) fn stands_before(&self, cue: Cue, at: usize, reach: usize) -> bool {
        let floor = at.saturating_sub(reach);
        let mut next = at;
        for word in self.words[..self.word_at(at)].iter().rev() {
            if word.end <= floor || self.text.get(word.end..next).is_some_and(|gap| gap.contains('\n')) {
                return false;
            }
            if word.cues.has(cue) {
                return true;
            }
            next = word.start;
        }
        false
    }

    /// Whether the last word before `at`, with nothing but signs between, is such a cue.
    pub(crate) fn stands_right_before(&self, cue: Cue, at: usize) -> bool {
        self.word_at(at).checked_sub(1).is_some_and(|last| {
            let word = &self.words[last];
            let gap = self.text.get(word.end..at).unwrap_or("x");
            word.cues.has(cue) && gap.chars().all(|letter| !letter.is_alphanumeric() && letter != '\n')
        })
    }

    /// Whether the next word after `at`, with nothing but spaces or a hyphen between, is such a cue.
    pub(crate) fn follows(&self, cue: Cue, at: usize) -> bool {
        let next = self.word_at(at);
        // «12-үй» is one word: the number and what follows it are told apart by the letters.
        if let Some(last) = next.checked_sub(1).filter(|last| self.words[*last].end > at) {
            let rest = &self.text[at..self.words[last].end];
            let rest = &rest[..floor(rest, 40)];
            let rest = rest.trim_start_matches(['-', '‑', '–']);
            let mut letters = String::with_capacity(rest.len() * 2);
            push_normal(rest, &mut letters);
            let middle = letters.len();
            push_folded(0, &mut letters);
            return cues(&letters[middle..]).has(cue);
        }
        self.words.get(next).is_some_and(|word| {
            let gap = &self.text[at..word.start];
            gap.len() <= 4
                && gap.chars().all(|letter| matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '-'))
                && word.cues.has(cue)
        })
    }
}

fn joint(gap: &str) -> Joint {
    match gap {
        " " | "  " | "\u{a0}" => Joint::Plain,
        "." | ". " | ".\u{a0}" => Joint::Stop,
        _ => Joint::Apart,
    }
}

/// Appends the normal form, without a detour for words of one script that need nothing but lower case.
fn push_normal(surface: &str, letters: &mut String) {
    let start = letters.len();
    let (mut has_ascii, mut has_other) = (false, false);
    let (mut last, mut run) = ('\0', 1);
    for letter in surface.chars() {
        if !is_plain(letter) {
            has_ascii = true;
            has_other = true;
            break;
        }
        has_ascii |= letter.is_ascii_alphabetic();
        has_other |= !letter.is_ascii();
        let lower = lower_plain(letter);
        run = if lower == last && lower.is_alphabetic() { run + 1 } else { 1 };
        if run == 3 {
            has_ascii = true;
            has_other = true;
            break;
        }
        last = lower;
        letters.push(lower);
    }
    if has_ascii && has_other {
        letters.truncate(start);
        letters.push_str(&normal(surface));
    }
}

/// Appends the skeleton of the normal form that begins at `start`.
fn push_folded(start: usize, letters: &mut String) {
    // The letters are read while they are written: split by copying the word, which is short.
    let mut word = [0_u8; 96];
    let length = letters.len() - start;
    if length <= word.len() {
        word[..length].copy_from_slice(&letters.as_bytes()[start..]);
        if let Ok(word) = std::str::from_utf8(&word[..length]) {
            fold_into(word, letters);
        }
    } else {
        let word = letters[start..].to_owned();
        fold_into(&word, letters);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::skeleton;

    proptest! {
        #[test]
        fn words_are_read_as_everywhere_else(text in "[\\PC\u{301}\u{ad}aаіқAЖІ -]{0,30}") {
            let context = Context::new(&text);
            let tokens = crate::token::tokens(&text);
            prop_assert_eq!(tokens.len(), context.words.len());
            for (at, token) in tokens.iter().enumerate() {
                prop_assert_eq!(context.normal(at), normal(token.surface));
                prop_assert_eq!(context.folded(at), skeleton(&normal(token.surface)));
            }
        }
    }

    #[test]
    fn neighbours_are_found() {
        let context = Context::new("тел. менің: 123456\n222222, 150 000 тенге");
        let at = |part: &str| context.text.find(part).unwrap();
        assert!(context.stands_before(Cue::Phone, at("123456"), 44));
        assert!(!context.stands_before(Cue::Phone, at("222222"), 44));
        assert!(!context.stands_before(Cue::Phone, at("123456"), 8));
        assert!(context.follows(Cue::Money, at(" тенге")));
        assert!(Context::new("12-метр").follows(Cue::Measure, 2));
    }
}
