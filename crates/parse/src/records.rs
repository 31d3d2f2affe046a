//! Files of posts in, records out, one at a time: what `import posts` reads. A file may be larger than memory.
//!
//! One wrong line is one error that names the line, and reading goes on.

mod csv;
mod jsonl;
mod letters;
mod row;
mod slug;

use std::fmt;

use dauys_model::{Item, SourceId};

pub use csv::csv;
pub use jsonl::jsonl;
pub use letters::utf8;

/// One post of a file.
pub struct Record {
    /// The line it begins on, counted from 1.
    pub line: u64,
    /// The source it names; a name that is no id was made into one.
    pub source: SourceId,
    /// The post. Its kind is always set; [`Item::region`] only where the file gave a KATO code, else what it gave as
    /// region is in [`Item::place`], unless a place was given too.
    pub item: Item,
}

/// What is wrong with a line.
#[derive(Debug, PartialEq, Eq)]
pub struct RecordError {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with it. Values are shown of dates, kinds and ids only, never of texts.
    pub reason: String,
    /// Whether lines after it may still be read. When not, the reader gives nothing more.
    pub goes_on: bool,
}

impl fmt::Display for RecordError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for RecordError {}

/// The longest line, in bytes. Texts of citizens have some thousand, articles some ten thousand.
const LONGEST_LINE_BYTES: usize = 8 * 1024 * 1024;

#[cfg(test)]
mod tests;
