#![doc = include_str!("../README.md")]

pub mod alert;
mod answer;
mod error;
mod evaluate;
mod facets;
mod fields;
mod finds;
mod index;
mod lookup;
mod named;
mod phrase;
mod plan;
mod query;
mod refusal;
mod score;
mod search;
mod snapshot;
mod snippet;
mod syntax;

pub use answer::{Answer, Bar, Facet, Facets, Histogram, Hit, Meaning, Step, Translation};
pub use dauys_text::person::Refused;
pub use error::Error;
pub use index::{Applied, Change, Entry, Index};
pub use query::{Cursor, Filters, Need, Order, Query, Syntax};
pub use snippet::{Highlighter, Snippet};

/// What the functions of this crate give.
pub type Result<T> = std::result::Result<T, Error>;
