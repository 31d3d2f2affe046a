//! Topics: posts about one concrete problem, with an identity that survives days.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{CategoryId, Kato, PostId, SubjectId, TopicId};

/// A cluster of posts about one concrete problem.
#[derive(Clone, PartialEq, Debug)]
pub struct Topic {
    /// Its lasting identity.
    pub id: TopicId,
    /// The matter.
    pub category: CategoryId,
    /// What exactly is wrong, where most of the voices that say so say the same.
    pub subject: Option<SubjectId>,
    /// Where, if the posts say so: the most exact place they share.
    pub kato: Option<Kato>,
    /// A place that the gazetteer does not know, as the posts name it.
    pub place: Option<String>,
    /// When it was first raised.
    pub first_at: Timestamp,
    /// When it was last raised.
    pub last_at: Timestamp,
    /// What was raised when, ascending by day, without days of nothing.
    pub days: Vec<DayCount>,
    /// Terms that set it apart, most telling first.
    pub terms: Vec<String>,
    /// The posts that say best what it is about, best first: medoids among first-hand complaints.
    pub quotes: Vec<PostId>,
    /// Whether it touches life and limb (heating in frost, flood, gas, unsafe water, collapse).
    pub urgent: bool,
}

/// Counts of one topic on one civil day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DayCount {
    /// The civil day of Kazakhstan.
    pub day: Date,
    /// Independent raisings: reprints, near-duplicates and one author's further texts folded.
    pub voices: u32,
    /// All texts, echo included.
    pub texts: u32,
}

/// How a topic stands on a given day, from its counts alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// First raised within the day.
    New,
    /// Raised clearly more often than on the days before.
    Growing,
    /// Raised again after days of silence.
    CameBack,
    /// Raised about as often as before.
    Steady,
    /// Raised before, silent now.
    Quiet,
}

/// What a post is to its topic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// One independent raising of the problem.
    Voice,
    /// A reprint, a near-duplicate, or a further text of one author on one day.
    Echo,
    /// About the problem without raising it: a notice, an answer, thanks.
    Context,
}

impl Topic {
    /// Independent raisings over all days.
    pub fn voices(&self) -> u32 {
        self.days.iter().map(|day| day.voices).sum()
    }

    /// Whether it lies in a place: at it, or at a part of it.
    pub fn lies_in(&self, place: Kato) -> bool {
        self.kato.is_some_and(|kato| kato.is_within(place))
    }

    /// All texts over all days.
    pub fn texts(&self) -> u32 {
        self.days.iter().map(|day| day.texts).sum()
    }
}
