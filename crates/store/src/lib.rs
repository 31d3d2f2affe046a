#![doc = include_str!("../README.md")]

mod announcements;
mod changes;
mod columns;
mod coverage;
mod erasure;
mod error;
mod extractions;
mod figures;
mod groupings;
mod heard;
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
mod signals;
mod sources;
mod standing;
mod topics;
mod voice_days;
mod voices;

pub use announcements::{Announcement, Saved};
pub use changes::Change;
pub use coverage::{Announced, Checked, Ends, ItemStands, Tally};
pub use erasure::{Kept, Pruned};
pub use error::Error;
pub use extractions::Extraction;
pub use groupings::{Dirty, GroupText, Grouping};
pub use heard::{Asked, DayAsked, DayHeard, RegionHeard, SourceHeard};
pub use makeup::Makeup;
pub use manners::{KeptRobots, RestingHost};
pub use marks::{MarkCounts, Marked, Shown};
pub use open::Store;
pub use pages::{KeptPage, Wanted};
pub use posts::{Filter, StoredPost};
pub use readings::{Outcome, Reading, Unread};
pub use searches::{LookedAt, NoticeFilter};
pub use sightings::Headline;
pub use signals::SignalsDue;
pub use sources::{Check, SourceState, Spent};
pub use standing::Standing;
pub use topics::TopicFilter;
pub use voice_days::VoiceCount;

/// What methods of [`Store`] answer with.
pub type Result<T> = std::result::Result<T, Error>;
