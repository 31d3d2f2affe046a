//! Takes one entry of a lexicon and gives the tests its words must pass. The notation is that of [`crate::phrase`].

use super::{Keys, Reading, declension};
use crate::{ending, kazakh};

/// A parsed entry: alternatives of the one side, and of the other where the entry has a `~`.
pub(super) struct Pattern {
    pub(super) left: Vec<Vec<Element>>,
    pub(super) right: Option<Vec<Vec<Element>>>,
}

/// What one word must be.
pub(super) struct Element {
    pub(super) tests: Vec<Test>,
    negated: bool,
}

/// One way in which a word may fit.
pub(super) enum Test {
    /// A Russian noun in any case.
    Noun(String),
    /// A Kazakh stem, or the entry itself with any nominal endings.
    Stem { stem: String, noun: String },
    /// The Kazakh stem with its own letters; the first string is the letters of the reading.
    Own((String, String)),
    /// The whole word.
    Exact(String),
    /// A beginning.
    Prefix(String),
}

impl Test {
    /// The strings under which the test is found.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let (first, second) = match self {
            Self::Noun(noun) => (declension::root(noun).0, None),
            Self::Stem { stem, noun } => (stem.as_str(), Some(noun.as_str())),
            Self::Own((key, _)) | Self::Exact(key) | Self::Prefix(key) => (key.as_str(), None),
        };
        std::iter::once(first).chain(second)
    }
}

impl Pattern {
    pub(super) fn parse(text: &str, reading: Reading) -> Result<Self, String> {
        let broken = || format!("`{text}` is not a lexicon entry");
        let lower = text.to_lowercase().replace('ё', "е");
        let mut sides = lower.split('~').map(str::trim);
        let left = sides.next().filter(|side| !side.is_empty()).ok_or_else(broken)?;
        let right = sides.next();
        if sides.next().is_some() || right == Some("") {
            return Err(broken());
        }
        // Beside `~` a bar divides phrases, elsewhere words.
        let phrases = |side: &str| -> Option<Vec<Vec<Element>>> {
            side.split('|').map(|phrase| elements(phrase, reading)).collect()
        };
        match right {
            Some(right) => Ok(Self {
                left: phrases(left).ok_or_else(broken)?,
                right: Some(phrases(right).ok_or_else(broken)?),
            }),
            None => Ok(Self { left: vec![elements(left, reading).ok_or_else(broken)?], right: None }),
        }
    }
}

fn elements(phrase: &str, reading: Reading) -> Option<Vec<Element>> {
    let elements: Option<Vec<Element>> =
        phrase.split_whitespace().map(|word| element(word, reading)).collect();
    elements.filter(|elements| !elements.is_empty())
}

fn element(word: &str, reading: Reading) -> Option<Element> {
    let (word, negated) = word.strip_prefix('¬').map_or((word, false), |rest| (rest, true));
    let tests: Option<Vec<Test>> = word.split('|').map(|alternative| test(alternative, reading)).collect();
    Some(Element { tests: tests?, negated })
}

fn test(word: &str, reading: Reading) -> Option<Test> {
    let compared = |word: &str| reading.letters(word);
    let test = if let Some(beginning) = word.strip_suffix('*') {
        Test::Prefix(compared(beginning))
    } else if let Some(whole) = word.strip_prefix('=') {
        Test::Exact(compared(whole))
    } else if let Some(own) = word.strip_prefix('^') {
        let stem = kazakh::stem(own).stem;
        Test::Own((compared(&stem), stem))
    } else if reading.is_kazakh() {
        // An entry is a noun or an infinitive. Where stemming cuts more than their endings («сусыз» to «су»), the entry
        // stands for itself.
        let found = kazakh::stem(word);
        let cut = word.chars().count().saturating_sub(found.stem.chars().count());
        let is_entry = cut <= 2 && !found.negated && found.stem.chars().count() >= 2;
        Test::Stem { stem: compared(if is_entry { &found.stem } else { word }), noun: compared(word) }
    } else {
        Test::Noun(word.to_owned())
    };
    let is_word = |key: &str| {
        !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || "-./".contains(letter))
    };
    let is_sound = test.keys().all(is_word);
    is_sound.then_some(test)
}

impl Element {
    pub(super) fn accepts(&self, keys: &Keys<'_>, at: usize, reading: Reading) -> bool {
        keys.reads(at, reading)
            && (!self.negated || keys.negated(at))
            && self.tests.iter().any(|test| match test {
                Test::Noun(noun) => declension::declines(noun, keys.surface(at, reading)),
                Test::Stem { stem, noun } => {
                    keys.stem(at, reading) == stem || ending::inflects(noun, keys.surface(at, reading))
                }
                Test::Own((_, stem)) => keys.own_stem(at) == stem,
                Test::Exact(whole) => keys.surface(at, reading) == whole,
                Test::Prefix(beginning) => keys.surface(at, reading).starts_with(beginning),
            })
    }
}
