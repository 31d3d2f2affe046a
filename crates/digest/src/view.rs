//! A digest ready to be shown: every text is final and plain, every list is in order, and escaping for a format is all
//! that is left to do.

use dauys_model::{DayCount, Kind, Language, PostId, TopicId, Trend};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::curve::Curve;
use crate::input::{FailedSource, InterfaceLanguage, Provenance, Tally};
use crate::phrase::Phrase;
use crate::reading::Reading;
use crate::wording::{Wording, fill};

/// What one subscription gets for one day.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Digest {
    /// The form of the JSON; changes when a field changes its meaning or goes.
    pub schema: &'static str,
    /// The language of everything but the quotes.
    pub language: InterfaceLanguage,
    /// The name of the subscription.
    pub title: String,
    /// The day it is for.
    pub day: Date,
    /// The day in words.
    pub date: String,
    /// The first day of the window that topics were formed over.
    pub since: Date,
    /// Nothing after this moment was looked at.
    pub until: Timestamp,
    /// `until` in words.
    pub as_of: String,
    /// What the subscription is narrowed to.
    pub filters: Vec<String>,
    /// What changed, in one line.
    pub summary: Summary,
    /// How long it takes to read.
    pub reading: Reading,
    /// The one sentence of a day on which no topic is active.
    pub quiet_day: Option<String>,
    /// The topics, by how they stand. A way of standing that no topic has is absent.
    pub sections: Vec<Section>,
    /// What was heard and what cannot be seen.
    pub coverage: CoverageBox,
    /// How to understand the counts.
    pub how_to_read: Vec<String>,
    /// What it was made with.
    pub provenance: Provenance,
    /// The same in words.
    pub made_with: String,
}

/// How many topics stand how.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Summary {
    /// Topics that are not quiet and touch life and limb.
    pub urgent: u32,
    /// Topics first raised on the day.
    pub new: u32,
    /// Topics raised clearly more often than before.
    pub growing: u32,
    /// Topics raised again after days of silence.
    pub came_back: u32,
    /// Topics raised about as often as before.
    pub steady: u32,
    /// Topics silent on the day.
    pub quiet: u32,
    /// All of it in words.
    pub text: String,
}

/// The topics that stand in one way.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Section {
    /// How they stand.
    pub trend: Trend,
    /// The same in words.
    pub heading: String,
    /// How many, in words: `3 новые`.
    pub count: String,
    /// The topics: urgent first, then by voices of the day, then by voices in all.
    pub topics: Vec<Entry>,
}

/// One topic.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Entry {
    /// Its lasting identity.
    pub id: TopicId,
    /// Whether it touches life and limb.
    pub urgent: bool,
    /// What it is called.
    pub title: Title,
    /// What is known, in one sentence.
    pub fact: Sentence,
    /// Counts of the day.
    pub today: Tally,
    /// Counts of all days.
    pub all: Tally,
    /// Both counts in words.
    pub counts: String,
    /// Texts that are no voice of their own.
    pub echo: u32,
    /// When it was first raised.
    pub first_at: Timestamp,
    /// When it was last raised.
    pub last_at: Timestamp,
    /// What was raised when, ascending, without days of nothing.
    pub days: Vec<DayCount>,
    /// The names of all its sources.
    pub sources: Vec<String>,
    /// Whom such a matter usually goes to.
    pub addressee: Option<String>,
    /// The quotes that speak for it.
    pub quotes: Vec<Evidence>,
    #[serde(skip)]
    pub(crate) curve: Curve,
    /// What the curve shows, in short.
    #[serde(skip)]
    pub(crate) curve_caption: String,
    /// What the curve shows, day by day, for those who cannot see it.
    #[serde(skip)]
    pub(crate) curve_in_words: String,
}

/// What a topic is called: place, matter, and a clause from a quote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Title {
    /// Place and matter: `Риддер: отопление`.
    pub text: String,
    /// Where, if known.
    pub place: Option<String>,
    /// The region of the place, unless it is one.
    pub region: Option<String>,
    /// The matter.
    pub matter: String,
    /// The group of the matter.
    pub group: String,
    /// A clause that characterises it, when a quote has one.
    pub phrase: Option<Phrase>,
}

/// A statement and the posts it rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Sentence {
    /// The statement.
    pub text: String,
    /// The posts, ascending.
    pub posts: Vec<PostId>,
}

/// A text that speaks for a topic.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Evidence {
    /// The post it was taken from.
    pub post: PostId,
    /// The text, or its beginning when it is long.
    pub text: String,
    /// The language of the text.
    pub language: Language,
    /// What kind of text it is.
    pub kind: Kind,
    /// The same in words.
    pub kind_name: String,
    /// The name of its source.
    pub source: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// The same in words.
    pub published: String,
    /// Its public address, `http` or `https`.
    pub url: Option<String>,
}

/// What was heard and what cannot be seen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CoverageBox {
    /// Names of the sources that spoke.
    pub heard: Vec<String>,
    /// Names of the sources that had nothing new.
    pub silent: Vec<String>,
    /// The sources that did not answer.
    pub failed: Vec<FailedSource>,
    /// Posts read.
    pub read: u32,
    /// Items that became no post.
    pub rejected: u32,
    /// Items still waiting.
    pub pending: u32,
    /// Platforms that are not listened to.
    pub unseen: Vec<String>,
    /// Topics with too few voices to be shown.
    pub waiting: u32,
    /// The counts in words: sources, texts, topics that wait.
    pub sentences: Vec<String>,
    /// How many sources did not answer, in words; said at the top, since it makes silence doubtful.
    pub warning: Option<String>,
}

/// The digest as JSON: fields in the order of the types above, texts final, every sentence with its posts.
pub fn json(digest: &Digest) -> String {
    let mut text = serde_json::to_string_pretty(digest).expect("no map has a key that is not text");
    text.push('\n');
    text
}

impl Digest {
    /// What the subscription is narrowed to, as one line.
    pub(crate) fn filter_line(&self) -> Option<String> {
        let wording = Wording::of(self.language);
        let filters = self.filters.join(&wording.list_separator);
        (!filters.is_empty()).then(|| fill(&wording.filters, &[("filters", &filters)]))
    }

    /// All topics, in order.
    pub fn topics(&self) -> impl Iterator<Item = &Entry> {
        self.sections.iter().flat_map(|section| &section.topics)
    }
}
