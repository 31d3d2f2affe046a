//! How a Kazakh word was taken apart, for those who want to see it: stem, endings, and what had changed where they meet.

use super::ending::Slot;
use super::lexicon::Kind;
use super::sound::Spelling;

/// A Kazakh word taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Analysis {
    /// What [`crate::stem`] gives.
    pub stem: String,
    /// Whether the stem is a noun or a verb.
    pub kind: Kind,
    /// Whether an ending negates.
    pub negated: bool,
    /// How sure the stem is.
    pub found: Found,
    /// In which spelling the word was taken apart.
    pub spelling: Spelling,
    /// What had changed at the end of the stem and was undone.
    pub change: Option<Alternation>,
    /// The endings, in the order in which they stand in the word.
    pub endings: Vec<Part>,
}

/// One ending of a word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its letters, in the spelling in which the word was taken apart.
    pub form: String,
    /// What it is.
    pub slot: Slot,
}

/// How a stem was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// The stem stands in the list of stems.
    Listed,
    /// It is made of a stem in the list by an ending that stays, as «тазалық» of «таза».
    Made,
    /// The word stands in the list of exceptions with its stem.
    Exception,
    /// The stem is unknown; endings were taken off by rule.
    Guessed,
}

/// What happens to the end of a stem before some endings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alternation {
    /// The last letter of the stem, written first, became the second: `п` and `б` of «кітап», «кітабы».
    Voiced(char, char),
    /// The last vowel fell out: `ы` of «халық», «халқы».
    Elided(char),
    /// The last letter ran together with the ending: `й` of «қой», «қояды»; `п` of «тап», «тауып».
    Fused(char),
}
