#![doc = include_str!("../README.md")]

mod announcements;
mod changes;
mod columns;
mod coverage;
mod decisions;
mod dormant;
mod erasure;
mod error;
mod extractions;
mod figures;
mod groupings;
mod heard;
mod history;
mod identity;
mod makeup;
mod manners;
mod marks;
mod open;
mod pages;
mod posts;
mod quotas;
mod readings;
mod repeats;
mod schema;
mod searches;
mod sightings;
mod sources;
mod standing;
mod topics;
mod voices;

pub use announcements::{Announcement, Saved};
pub use changes::Change;
pub use coverage::{Announced, Checked, Ends, ItemStands, Tally};
pub use dormant::StoredDormant;
pub use erasure::{Kept, Pruned};
pub use error::Error;
pub use extractions::Extraction;
pub use groupings::{Dirty, GroupText, Grouping};
pub use heard::{Asked, DayAsked, DayHeard, RegionHeard, SourceHeard};
pub use history::{Moved, Moving};
pub use makeup::Makeup;
pub use manners::{KeptRobots, RestingHost};
pub use marks::{MarkCounts, Marked, Shown};
pub use open::Store;
pub use pages::{KeptPage, Wanted};
pub use posts::{Filter, StoredPost};
pub use readings::{Outcome, Reading, Unread};
pub use searches::{LookedAt, NoticeFilter};
pub use sightings::Headline;
pub use sources::{Check, SourceState, Spent};
pub use standing::Standing;
pub use topics::TopicFilter;

/// What methods of [`Store`] answer with.
pub type Result<T> = std::result::Result<T, Error>;
