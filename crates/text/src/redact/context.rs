//! The words of a text as redaction sees them. Takes a text and gives each word with its place, its normal form, its skeleton and
//! what it says of its neighbours, so that every rule asks in constant time what stands beside a number or a name.

use std::ops::Range;
use std::sync::LazyLock;

use dauys_kazakh::{fold_into, is_plain, lower_plain};

use super::cue::{Cue, Cues, cues, floor};
use super::work;
use crate::skeleton;
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
        let mut folded = String::new();
        each_token(text, |token| {
            if let Some(last) = words.last_mut() {
                last.joint = joint(&text[last.end..token.start]);
            }
            let mut rest = token.surface.chars();
            let first = rest.next().unwrap_or(' ');
            let is_capital = !first.is_ascii_digit() && first.is_uppercase();
            let start = letters.len();
            let middle = push_spellings(token.surface, &mut letters, &mut folded);
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
            work::count(1);
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
            let middle = push_spellings(rest, &mut letters, &mut String::new());
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

/// What becomes of a Cyrillic letter that needs nothing but lower case.
#[derive(Clone, Copy)]
struct Spelling {
    lower: char,
    /// The one or two letters of its skeleton; NUL for none.
    folded: [char; 2],
}

const FIRST: u32 = 0x400;
const LAST: u32 = 0x52f;

static SPELLINGS: LazyLock<Vec<Option<Spelling>>> = LazyLock::new(|| {
    (FIRST..=LAST)
        .map(|code| {
            let letter = char::from_u32(code).filter(|letter| is_plain(*letter))?;
            let lower = lower_plain(letter);
            let folded = skeleton(lower.encode_utf8(&mut [0; 4]));
            let mut folded = folded.chars();
            let mut next = || folded.next().unwrap_or('\0');
            Some(Spelling { lower, folded: [next(), next()] })
        })
        .collect()
});

/// Appends the normal form and then the skeleton, and says where the skeleton begins. `scratch` is for what is not needed after.
///
/// Words of Cyrillic letters alone, which are nearly all, are spelled by a table; the others take the ordinary way.
fn push_spellings(surface: &str, letters: &mut String, scratch: &mut String) -> usize {
    let start = letters.len();
    scratch.clear();
    if push_cyrillic(surface, letters, scratch) {
        let middle = letters.len();
        letters.push_str(scratch);
        return middle;
    }
    letters.truncate(start);
    let normal = normal(surface);
    letters.push_str(&normal);
    let middle = letters.len();
    fold_into(&normal, letters);
    middle
}

/// Appends normal form and skeleton of a word of Cyrillic letters, digits and hyphens; otherwise says that it is none.
fn push_cyrillic(surface: &str, normal: &mut String, folded: &mut String) -> bool {
    let spellings = SPELLINGS.as_slice();
    let (mut last, mut run) = ('\0', 1);
    let mut last_folded = '\0';
    for letter in surface.chars() {
        if letter.is_ascii_digit() {
            normal.push(letter);
            folded.push(letter);
            (last, last_folded, run) = (letter, letter, 1);
            continue;
        }
        if letter == '-' {
            normal.push(letter);
            (last, run) = (letter, 1);
            continue;
        }
        let spelling = (letter as u32).checked_sub(FIRST).and_then(|at| spellings.get(at as usize)?.as_ref());
        let Some(spelling) = spelling else {
            return false;
        };
        run = if spelling.lower == last { run + 1 } else { 1 };
        if run == 3 {
            return false;
        }
        last = spelling.lower;
        normal.push(last);
        for letter in spelling.folded {
            if letter != '\0' && !(letter == last_folded && matches!(letter, 'ы' | 'а' | 'о' | 'у' | 'е'))
            {
                folded.push(letter);
                last_folded = letter;
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
