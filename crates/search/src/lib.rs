#![doc = include_str!("../README.md")]

pub mod alert;
mod answer;
mod beginning;
mod cursor;
mod error;
mod evaluate;
mod explain;
mod facets;
mod fields;
mod filter;
mod finds;
mod ids;
mod index;
mod lookup;
mod named;
mod phrase;
mod plan;
mod postings;
mod query;
mod refusal;
mod score;
mod search;
mod similar;
mod snapshot;
mod snippet;
mod syntax;
mod tokens;
mod top;
mod values;
mod window;

pub use answer::{Answer, Bar, Facet, Facets, Histogram, Hit, Meaning, Step, Translation};
pub use dauys_text::person::Refused;
pub use error::Error;
pub use explain::{Filter, Matched, Points, Role, Way, Why};
pub use index::{Applied, Change, Entry, Index};
pub use query::{Cursor, Filters, Need, Order, Query, Syntax};
pub use snippet::{Highlighter, Snippet};

/// What the functions of this crate give.
pub type Result<T> = std::result::Result<T, Error>;
