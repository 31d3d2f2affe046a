#![doc = include_str!("../README.md")]

pub mod alert;
mod answer;
mod beginning;
mod cursor;
mod error;
mod evaluate;
mod expand;
mod explain;
mod facets;
mod fault;
mod fields;
mod filter;
mod finds;
mod ids;
mod index;
mod lift;
mod lookup;
mod named;
mod phrase;
mod plan;
mod postings;
mod query;
mod reason;
mod refusal;
mod score;
mod search;
mod similar;
mod snapshot;
mod snippet;
mod syntax;
mod together;
mod tokens;
mod top;
mod values;
mod wanted;
mod window;

pub use answer::{Answer, Bar, Facet, Facets, Histogram, Hit, Meaning, Step, Translation};
pub use dauys_text::person::Refused;
pub use error::Error;
pub use explain::{Filter, Matched, Points, Role, Way, Why as Explained};
pub use fault::Fault;
pub use index::{Applied, Change, Entry, Index};
pub use query::{Cursor, Filters, Need, Order, Query, Syntax};
pub use reason::{Reason, Why};
pub use snippet::{Highlighter, Shown, Snippet};
pub use syntax::Field;

/// What the functions of this crate give.
pub type Result<T> = std::result::Result<T, Error>;
