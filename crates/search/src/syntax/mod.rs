//! Takes the text of a query and gives its meaning as a [`Clause`], or says at which characters it cannot be read. It knows nothing
//! of the index and of stems.
//!
//! ```text
//! any   = list { OR list }
//! list  = { [ NOT | - ] all }             words side by side
//! all   = one { AND one }                 binds closer than standing side by side
//! one   = ( any ) | [=]"phrase"[~number] | «phrase» | field:value{,value} | [=]word | beginning*
//! ```
//!
//! Operators are Latin capitals only: Russian `НЕ` and `И` would turn a complaint typed in capitals (`ЛИФТ НЕ РАБОТАЕТ`)
//! into its opposite. Guillemets and curly quotes are what phones and documents put around titles by themselves; such a
//! phrase is preferred, not demanded, and may stay open. A minus is an exclusion only before a letter, a quote or a
//! bracket: `-30` is a temperature. `~3` has a meaning only behind a quote: `~300 тенге` is about a price.

mod day;
mod field;
mod lexer;
mod month;
#[cfg(test)]
mod pages;
mod parser;
#[cfg(test)]
mod tests;
mod value;
mod written;

pub use field::Field;
pub(crate) use parser::parse;
pub(crate) use value::Filter;

use crate::fault::Fault;

/// The meaning of a query or of a part of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Clause {
    /// A word.
    Word(Word),
    /// Words that stand together.
    Phrase(Phrase),
    /// Words that had better stand one after another.
    Preferred(Vec<Word>),
    /// Words and phrases one of which stands in the title.
    Title(Vec<Clause>),
    /// A filter.
    Filter(Filter),
    /// What must not be.
    Not(Box<Clause>),
    /// All of them.
    All(Vec<Clause>),
    /// At least one of them.
    Any(Vec<Clause>),
    /// Side by side: ranked, the more the better.
    List(Vec<Clause>),
}

/// A word as typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) form: Form,
}

/// In which forms a word is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Form {
    /// In any inflected form.
    Any,
    /// In this form only.
    Exact,
    /// In whatever begins so.
    Beginning,
}

/// Words that stand together: one after another, or within a distance in any order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Phrase {
    pub(crate) words: Vec<Word>,
    /// How many other words may stand between, at most; nothing for a phrase proper.
    pub(crate) within: Option<u32>,
}

/// Other words that may stand between words near one another. What is farther apart than a long sentence is not near.
pub(crate) const MAX_WITHIN: u32 = 50;
/// Words that can be near one another.
pub(crate) const MAX_NEAR: usize = 10;

/// A fault and the characters it stands at.
type Wrong = (Fault, std::ops::Range<usize>);

impl Clause {
    /// Nothing to look for.
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Self::List(items) if items.is_empty())
    }

    /// Whether it holds filters only, which demand and do not rank.
    pub(crate) fn is_filter(&self) -> bool {
        match self {
            Self::Filter(_) => true,
            Self::Not(inner) => inner.is_filter(),
            Self::All(inner) | Self::Any(inner) | Self::List(inner) => {
                !inner.is_empty() && inner.iter().all(Self::is_filter)
            }
            _ => false,
        }
    }
}
