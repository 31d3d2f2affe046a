//! A digest ready to be shown: every text is final and plain, every list is in order, and escaping for a format is all
//! that is left to do.

use dauys_model::{
    CategoryId, Confirmation, DayCount, Interface, Kato, Kind, Language, Note, NoticeId, Period, PostId,
    SubscriptionId, TopicId, Trend,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::curve::Curve;
use crate::input::{FailedSource, Provenance, Tally};
use crate::phrase::Phrase;
use crate::reading::Reading;
use crate::statement::Sentence;
use crate::wording::{Wording, fill};

/// What one subscription gets for one day, week or month.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Digest {
    /// The form of the JSON; changes when a field changes its meaning or goes.
    #[serde(skip_deserializing, default = "crate::kept::schema")]
    pub schema: &'static str,
    /// Whose it is.
    pub subscription: SubscriptionId,
    /// Of a day, a week or a month.
    pub period: Period,
    /// The language of everything but the quotes.
    pub language: Interface,
    /// The name of the subscription.
    pub title: String,
    /// The day it is for, or the last one of its week or month.
    pub day: Date,
    /// The day, week or month in words.
    pub date: String,
    /// The first day of the window that topics were formed over; of a week or month, its first day.
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
    pub quiet_day: Option<Sentence>,
    /// What changed since the last edition that this reader got.
    pub changes: Changes,
    /// What earlier editions had wrong, as is known now.
    pub corrections: Vec<Sentence>,
    /// Which earlier editions did not reach this reader.
    pub missed: Vec<Sentence>,
    /// Counts by region and category of the period beside earlier ones; of weeks and months only.
    pub rollup: Option<Rollup>,
    /// The topics, by how they stand. A way of standing that no topic has is absent.
    pub sections: Vec<Section>,
    /// What saved searches told.
    pub alerts: Vec<Alert>,
    /// Voices by region, for the map: regions of the whole country, those without a voice included.
    pub regions: Vec<RegionCount>,
    /// Texts by language.
    pub languages: Languages,
    /// What was heard and what cannot be seen.
    pub coverage: CoverageBox,
    /// How to understand the counts.
    pub how_to_read: Vec<Sentence>,
    /// What editors did: approved by whom and when, how many topics they left out. Empty when nobody reviewed.
    pub review: Vec<Sentence>,
    /// What it was made with.
    pub provenance: Provenance,
    /// The same in words, and that texts are extracted, not generated.
    pub made_with: Vec<Sentence>,
    /// Where the pages of this installation are: links to topics and texts begin with it. None: no such links are written.
    pub pages: Option<String>,
}

/// How many topics stand how.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
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
    pub sentence: Sentence,
}

/// What changed since the last edition that this reader got.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Changes {
    /// The day of that edition; none when this is the first.
    pub since: Option<Date>,
    /// Since when, or that this is the first edition, in words.
    pub lead: Sentence,
    /// The changes: new, growing, came back, quiet now, answers due; in this order.
    pub items: Vec<Change>,
}

/// One change.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Change {
    /// What kind.
    pub kind: ChangeKind,
    /// The kind in one or two words: `новая`.
    pub label: String,
    /// The topic, unless an answer without one is due.
    pub topic: Option<TopicId>,
    /// What changed, in one short line that fits a phone: place and matter, and the count.
    pub sentence: Sentence,
    /// Until when an answer is due.
    pub due: Option<Date>,
}

/// What kind of change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// This reader was not told of the topic before.
    New,
    /// It grows.
    Growing,
    /// It came back.
    CameBack,
    /// It fell silent.
    QuietNow,
    /// An answer is due within the next days, or overdue.
    AnswerDue,
}

/// The topics that stand in one way.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its lasting identity.
    pub id: TopicId,
    /// Whether it touches life and limb.
    pub urgent: bool,
    /// What it is called.
    pub title: Title,
    /// What is known, in one sentence.
    pub fact: Sentence,
    /// How the count of the day stands to its norm, when a norm is known.
    pub norm: Option<Norm>,
    /// How sure it is.
    pub confirmation: Confirmation,
    /// The same in words.
    pub confirmation_name: String,
    /// Counts of the day, or of the week or month.
    pub today: Tally,
    /// Counts of all days.
    pub all: Tally,
    /// Both counts in words.
    pub counts: Sentence,
    /// Texts that are no voice of their own.
    pub echo: u32,
    /// When it was first raised.
    pub first_at: Timestamp,
    /// When it was last raised.
    pub last_at: Timestamp,
    /// What was raised when, ascending, without days of nothing.
    pub days: Vec<DayCount>,
    /// What was to be expected on days, ascending; for the curve.
    pub norms: Vec<(Date, f64)>,
    /// The names of all its sources.
    pub sources: Vec<String>,
    /// Whose business such a matter is on that day.
    pub responsible: Vec<String>,
    /// The quotes that speak for it.
    pub quotes: Vec<Evidence>,
    /// What a desk says of it, in its own words.
    pub note: Option<Note>,
    /// The page of the topic, where the address of the pages is known.
    pub link: Option<String>,
    /// The first day that the curve shows.
    pub curve_since: Date,
    /// The days of the picture; the JSON has their counts in `days` and `norms`.
    #[serde(skip, default = "crate::kept::no_curve")]
    pub curve: Curve,
    /// What the curve shows, in short.
    pub curve_caption: String,
    /// What the curve shows, day by day, for those who cannot see it.
    pub curve_in_words: String,
}

/// A count beside what was to be expected.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Norm {
    /// The mean that was to be expected on the day.
    pub expected: f64,
    /// Both in words: `обычно около 0,4 в день`.
    pub sentence: Sentence,
}

/// What a topic is called: place, matter, and a clause from a quote.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Title {
    /// Place and matter: `Риддер: отопление`.
    pub text: String,
    /// Where, if known.
    pub place: Option<String>,
    /// The code of the place, if known.
    pub kato: Option<Kato>,
    /// The region of the place, unless it is one.
    pub region: Option<String>,
    /// The matter.
    pub matter: String,
    /// The group of the matter.
    pub group: String,
    /// A clause that characterises it, when a quote has one.
    pub phrase: Option<Phrase>,
}

/// A text that speaks for a topic.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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
    /// Its page, where the address of the pages is known.
    pub link: Option<String>,
}

/// What a saved search told since the last edition.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Alert {
    /// The notice.
    pub notice: NoticeId,
    /// The name of the search.
    pub search: String,
    /// What it told.
    pub sentence: Sentence,
    /// The page of the search, where the address of the pages is known.
    pub link: Option<String>,
}

/// Voices of the digest in one region.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RegionCount {
    /// The region.
    pub kato: Kato,
    /// Its name.
    pub name: String,
    /// The same in one or two words of at most ten letters, for a tile of a map.
    pub short: String,
    /// Voices of the topics shown, on the day or in the period.
    pub voices: u32,
}

/// Texts of the topics shown, by the language they are in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Languages {
    /// Kazakh.
    pub kazakh: u32,
    /// Russian.
    pub russian: u32,
    /// Both in one text, or another.
    pub mixed: u32,
    /// All of it in words; none when there is no text.
    pub sentence: Option<Sentence>,
}

/// Counts of a week or month beside earlier ones.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Rollup {
    /// What the columns are of: this period, the one before, the same a year ago; in words.
    pub columns: Vec<String>,
    /// Categories by region, most voices first.
    pub rows: Vec<RollupRow>,
    /// What appeared in the period: how many topics, in words.
    pub appeared: Sentence,
    /// What ended in the period.
    pub ended: Sentence,
    /// What cannot be compared and why: no data of last year, say.
    pub notes: Vec<Sentence>,
}

/// One category in one region.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RollupRow {
    /// The region; the whole country when absent.
    pub region: Option<Kato>,
    /// Its name.
    pub region_name: String,
    /// The category.
    pub category: CategoryId,
    /// Its name.
    pub category_name: String,
    /// Voices of this period.
    pub voices: u32,
    /// Voices of the period before; none without data.
    pub before: Option<u32>,
    /// Voices of the same weeks or month of last year; none without data.
    pub last_year: Option<u32>,
    /// The row as a statement.
    pub sentence: Sentence,
}

/// What was heard and what cannot be seen.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
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
    pub sentences: Vec<Sentence>,
    /// How many sources did not answer, in words; said at the top, since it makes silence doubtful.
    pub warning: Option<Sentence>,
}

/// The digest as JSON: fields in the order of the types above, texts final, every sentence with its posts.
pub fn json(digest: &Digest) -> String {
    let mut text = serde_json::to_string_pretty(digest).expect("no map has a key that is not text");
    text.push('\n');
    text
}

impl Digest {
    /// What the subscription is narrowed to, as one line.
    pub fn filter_line(&self) -> Option<String> {
        let wording = Wording::of(self.language);
        let filters = self.filters.join(&wording.list_separator);
        (!filters.is_empty()).then(|| fill(&wording.filters, &[("filters", &filters)]))
    }

    /// All topics, in order.
    pub fn topics(&self) -> impl Iterator<Item = &Entry> {
        self.sections.iter().flat_map(|section| &section.topics)
    }
}
