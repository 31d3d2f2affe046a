//! Notices: what a saved search tells, once for every change of its state.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{NoticeId, PostId, SearchId};

/// A notice as it is kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// Its number.
    pub id: NoticeId,
    /// The search that tells it.
    pub search: SearchId,
    /// What is told.
    pub told: Told,
    /// When somebody looked at it; none while nobody has.
    pub seen_at: Option<Timestamp>,
}

/// What a search tells, and as of when.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// The look at which it came about: the same however long after it the run came.
    pub at: Timestamp,
    /// What came about.
    #[serde(flatten)]
    pub news: News,
    /// Some of the posts meant, newest first, at most [`Told::EXAMPLES`].
    pub posts: Vec<PostId>,
}

impl Told {
    /// Most posts that are named.
    pub const EXAMPLES: usize = 5;
}

/// What came about.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "news")]
pub enum News {
    /// Voices that no notice had told of.
    New {
        /// How many.
        voices: u32,
        /// Since when: the notice before, or the making of the search.
        since: Timestamp,
        /// Whether the day had its notice already, and has doubled since.
        doubled: bool,
    },
    /// A day with more voices than the search's own norm lets expect.
    Unusual {
        /// The civil day.
        day: Date,
        /// Its voices up to the look.
        voices: u32,
        /// What was to be expected of the whole day.
        norm: f64,
        /// The chance of so many or more on such a day.
        chance: f64,
        /// The first day of the unusual stretch, when this is a doubling within it.
        since: Option<Date>,
    },
    /// An unusual stretch is over.
    Usual {
        /// The first civil day that was as usual again.
        day: Date,
        /// Its voices.
        voices: u32,
        /// What was to be expected of it.
        norm: f64,
        /// The first day of the stretch.
        since: Date,
    },
    /// The report of an hour.
    Report {
        /// Voices that no report had told of; may be none.
        voices: u32,
        /// Since when: the report before, or the making of the search.
        since: Timestamp,
    },
}
