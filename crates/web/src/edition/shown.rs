//! The fields of a digest's JSON that pages show. Whatever an older edition does not have is empty.

use std::fmt;

use dauys_digest::Sentence;
use dauys_model::{
    Confirmation, DayCount, Interface, Kato, Language, Period, PostId, SubscriptionId, TopicId, Trend,
};
use jiff::civil::Date;
use serde::Deserialize;

/// A digest. The fields mean what those of [`dauys_digest::Digest`] mean.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Shown {
    pub(crate) subscription: SubscriptionId,
    #[serde(default)]
    pub(crate) period: Period,
    pub(crate) language: Interface,
    pub(crate) title: String,
    pub(crate) day: Date,
    pub(crate) date: String,
    pub(crate) as_of: String,
    #[serde(default)]
    pub(crate) filters: Vec<String>,
    pub(crate) summary: Summary,
    pub(crate) reading: Reading,
    #[serde(default)]
    pub(crate) quiet_day: Option<Sentence>,
    pub(crate) changes: Changes,
    #[serde(default)]
    pub(crate) corrections: Vec<Sentence>,
    #[serde(default)]
    pub(crate) missed: Vec<Sentence>,
    #[serde(default)]
    pub(crate) rollup: Option<Rollup>,
    #[serde(default)]
    pub(crate) sections: Vec<Section>,
    #[serde(default)]
    pub(crate) alerts: Vec<Alert>,
    #[serde(default)]
    pub(crate) regions: Vec<RegionCount>,
    #[serde(default)]
    pub(crate) languages: Languages,
    #[serde(default)]
    pub(crate) coverage: Coverage,
    #[serde(default)]
    pub(crate) how_to_read: Vec<Sentence>,
    #[serde(default)]
    pub(crate) review: Vec<Sentence>,
    #[serde(default)]
    pub(crate) made_with: Vec<Sentence>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Summary {
    pub(crate) sentence: Sentence,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Reading {
    pub(crate) text: String,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Changes {
    pub(crate) lead: Sentence,
    #[serde(default)]
    pub(crate) items: Vec<Change>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Change {
    /// `new`, `growing`, `came_back`, `quiet_now`, `answer_due`.
    pub(crate) kind: String,
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) topic: Option<TopicId>,
    pub(crate) sentence: Sentence,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Section {
    pub(crate) trend: Trend,
    pub(crate) heading: String,
    pub(crate) topics: Vec<Entry>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Entry {
    pub(crate) id: TopicId,
    #[serde(default)]
    pub(crate) urgent: bool,
    pub(crate) title: Title,
    pub(crate) fact: Sentence,
    #[serde(default)]
    pub(crate) norm: Option<Norm>,
    #[serde(default)]
    pub(crate) confirmation: Confirmation,
    #[serde(default)]
    pub(crate) confirmation_name: String,
    pub(crate) counts: Sentence,
    #[serde(default)]
    pub(crate) days: Vec<DayCount>,
    #[serde(default)]
    pub(crate) sources: Vec<String>,
    #[serde(default)]
    pub(crate) responsible: Vec<String>,
    #[serde(default)]
    pub(crate) quotes: Vec<Quote>,
    #[serde(default)]
    pub(crate) note: Option<Note>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Norm {
    pub(crate) sentence: Sentence,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Title {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) region: Option<String>,
    #[serde(default)]
    pub(crate) group: String,
    #[serde(default)]
    pub(crate) phrase: Option<Phrase>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Phrase {
    pub(crate) text: String,
    pub(crate) language: Language,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Quote {
    pub(crate) post: PostId,
    pub(crate) text: String,
    pub(crate) language: Language,
    pub(crate) kind_name: String,
    pub(crate) source: String,
    pub(crate) published: String,
    #[serde(default)]
    pub(crate) url: Option<String>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Note {
    pub(crate) text: String,
    pub(crate) by: String,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Alert {
    pub(crate) search: String,
    pub(crate) sentence: Sentence,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct RegionCount {
    pub(crate) kato: Kato,
    pub(crate) voices: u32,
}

#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
pub(crate) struct Languages {
    #[serde(default)]
    pub(crate) sentence: Option<Sentence>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct Rollup {
    pub(crate) columns: Vec<String>,
    #[serde(default)]
    pub(crate) rows: Vec<RollupRow>,
    pub(crate) appeared: Sentence,
    pub(crate) ended: Sentence,
    #[serde(default)]
    pub(crate) notes: Vec<Sentence>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct RollupRow {
    pub(crate) region_name: String,
    pub(crate) category_name: String,
    pub(crate) voices: u32,
    #[serde(default)]
    pub(crate) before: Option<u32>,
    #[serde(default)]
    pub(crate) last_year: Option<u32>,
}

#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
pub(crate) struct Coverage {
    #[serde(default)]
    pub(crate) silent: Vec<String>,
    #[serde(default)]
    pub(crate) failed: Vec<FailedSource>,
    #[serde(default)]
    pub(crate) unseen: Vec<String>,
    #[serde(default)]
    pub(crate) sentences: Vec<Sentence>,
    #[serde(default)]
    pub(crate) warning: Option<Sentence>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub(crate) struct FailedSource {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) reason: String,
}

/// A text that is no JSON of a digest.
#[derive(Debug)]
pub(crate) struct Unreadable(serde_json::Error);

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a digest cannot be read at line {}, column {}", self.0.line(), self.0.column())
    }
}

impl std::error::Error for Unreadable {}

impl Shown {
    /// Reads the JSON of a digest.
    pub(crate) fn read(json: &str) -> Result<Self, Unreadable> {
        serde_json::from_str(json).map_err(Unreadable)
    }

    /// All topics, in order.
    pub(crate) fn topics(&self) -> impl Iterator<Item = &Entry> {
        self.sections.iter().flat_map(|section| &section.topics)
    }
}
