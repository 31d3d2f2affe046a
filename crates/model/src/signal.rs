//! Signals: counts above their own norm, for a matter in a place or for a topic.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{CategoryId, Kato, SourceId, TopicId};

/// Where voices are counted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalPlace {
    /// The whole country, whatever place a voice names.
    Country,
    /// A district, a district of a city of republican significance or such a city as a whole; or a region, then of voices that name
    /// nothing more exact in it.
    Known(Kato),
    /// A place that the gazetteer does not know, by its name in small letters, within the district or region its voices name.
    Named {
        /// Its name.
        name: String,
        /// What it lies in.
        within: Option<Kato>,
    },
}

/// What is counted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalSubject {
    /// A matter in a place.
    Cell {
        /// A leaf of the tree.
        category: CategoryId,
        /// Where.
        place: SignalPlace,
    },
    /// A topic, wherever it is raised.
    Topic(TopicId),
}

/// A count above its own norm.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Signal {
    /// What was counted.
    pub subject: SignalSubject,
    /// The last day counted.
    pub day: Date,
    /// Over how many days: 1, 2, 3 or 7, whichever is least probable.
    pub span: u8,
    /// The voices of these days.
    pub voices: u32,
    /// Those of the last of them.
    pub today: u32,
    /// How many were to be expected over the same days from the same sources.
    pub expected: f64,
    /// The chance of so many or more, were nothing out of the ordinary: of this count alone.
    pub chance: f64,
    /// The share of false ones to be expected among the signals of the day that are no more probable than this one, all cells
    /// and spans of the day weighed (Benjamini and Hochberg's adjusted chance for discrete counts); may be above 1.
    pub adjusted: f64,
    /// Voices over expected.
    pub factor: f64,
    /// Days that the norm was learnt from.
    pub history: u32,
    /// Sources heard on the day.
    pub heard: u32,
    /// Voices of the day by source, most first.
    pub sources: Vec<(SourceId, u32)>,
    /// Those among them that have been heard for less than two weeks: their share of the norm is a guess.
    pub young: Vec<SourceId>,
}

impl Signal {
    /// The first day counted.
    pub fn since(&self) -> Date {
        self.day.checked_sub(jiff::Span::new().days(i64::from(self.span) - 1)).unwrap_or(self.day)
    }
}
