#![doc = include_str!("../README.md")]

mod announcements;
mod changes;
mod columns;
mod coverage;
mod erasure;
mod error;
mod groupings;
mod open;
mod pages;
mod posts;
mod readings;
mod schema;
mod sources;
mod topics;
mod voices;

pub use announcements::{Announcement, Saved};
pub use changes::Change;
pub use coverage::{Checked, Tally};
pub use erasure::{Kept, Pruned};
pub use error::Error;
pub use groupings::{Dirty, GroupText, Grouping};
pub use open::Store;
pub use pages::{KeptPage, Wanted};
pub use posts::{Filter, StoredPost};
pub use readings::{Outcome, Reading, Unread};
pub use sources::{Check, SourceState};
pub use topics::TopicFilter;

/// What methods of [`Store`] answer with.
pub type Result<T> = std::result::Result<T, Error>;
