#![doc = include_str!("../README.md")]

mod error;
mod evaluate;
mod fields;
mod index;
mod lookup;
mod phrase;
mod plan;
mod query;
mod score;
mod search;
mod snapshot;
mod snippet;
mod syntax;

pub use error::Error;
pub use index::{Applied, Change, Index};
pub use query::{Hit, Hits, Need, Order, Query, Syntax};
pub use snippet::{Highlighter, Snippet};

/// What the functions of this crate give.
pub type Result<T> = std::result::Result<T, Error>;
