#![doc = include_str!("../README.md")]

mod answer;
mod error;
mod evaluate;
mod facets;
mod fault;
mod fields;
mod index;
mod lift;
mod lookup;
mod phrase;
mod plan;
mod query;
mod reason;
mod refusal;
mod score;
mod search;
mod snapshot;
mod snippet;
mod syntax;
mod together;
mod wanted;

pub use answer::{Answer, Bar, Facet, Facets, Histogram, Hit, Meaning, Step, Translation};
pub use dauys_text::person::Refused;
pub use error::Error;
pub use fault::Fault;
pub use index::{Applied, Change, Entry, Index};
pub use query::{Cursor, Filters, Need, Order, Query, Syntax};
pub use reason::{Reason, Why};
pub use snippet::{Highlighter, Shown, Snippet};
pub use syntax::Field;

/// What the functions of this crate give.
pub type Result<T> = std::result::Result<T, Error>;
