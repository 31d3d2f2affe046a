//! What a digest is made of, as the caller has gathered it: nothing here is worked out, and nothing is HTML.

use dauys_model::{
    CategoryId, Confirmation, DayCount, Due, EditionKey, Interface, Kato, Kind, Language, NoticeId, Period,
    PostId, Reviewed, SearchId, SourceId, SubscriptionId, Told, TopicId, Trend,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::phrase::Phrase;

/// One day, week or month of one subscription.
#[derive(Clone, Debug)]
pub struct Input {
    /// Whose it is.
    pub subscription: SubscriptionId,
    /// Of a day, a week or a month.
    pub period: Period,
    /// The first day that it tells of: `day` itself, or the first one of the week or month.
    pub from: Date,
    /// The civil day of Kazakhstan the digest is for, or the last one of the week or month.
    pub day: Date,
    /// Nothing after this moment was looked at. Before the end of `day` when the day is not over.
    pub until: Timestamp,
    /// The first moment of the window that topics were formed over; curves begin here.
    pub since: Timestamp,
    /// The language of everything but the quotes.
    pub interface: Interface,
    /// The name of the subscription: the main heading.
    pub title: String,
    /// What the subscription is narrowed to, each as people would say it (`область Абай`, `вода`). May be empty.
    pub filters: Vec<String>,
    /// The topics, in any order.
    pub topics: Vec<DayTopic>,
    /// The last edition that this reader got.
    pub last_sent: Option<LastSent>,
    /// What earlier editions had wrong, as is known now.
    pub corrections: Vec<Correction>,
    /// Editions that did not reach this reader.
    pub missed: Vec<EditionKey>,
    /// Answers waited for that are due within a week, or overdue.
    pub dues: Vec<DueAnswer>,
    /// What saved searches told since the last edition.
    pub alerts: Vec<FiredAlert>,
    /// Counts by region and category; of weeks and months only.
    pub counts: Vec<PeriodCount>,
    /// Whether there are counts of the period before, and of last year.
    pub has_before: bool,
    /// See [`Self::has_before`].
    pub has_last_year: bool,
    /// What editors did.
    pub reviewed: Reviewed,
    /// What was heard and what cannot be seen.
    pub coverage: Coverage,
    /// What the digest was made with.
    pub provenance: Provenance,
    /// Where the pages of this installation are, without a slash at the end.
    pub pages: Option<String>,
}

impl Input {
    /// A day of which nothing is known.
    pub fn new(
        subscription: SubscriptionId,
        title: impl Into<String>,
        interface: Interface,
        day: Date,
    ) -> Self {
        Self {
            subscription,
            period: Period::Day,
            from: day,
            day,
            until: dauys_model::day_end(day),
            since: dauys_model::day_start(day),
            interface,
            title: title.into(),
            filters: Vec::new(),
            topics: Vec::new(),
            last_sent: None,
            corrections: Vec::new(),
            missed: Vec::new(),
            dues: Vec::new(),
            alerts: Vec::new(),
            counts: Vec::new(),
            has_before: false,
            has_last_year: false,
            reviewed: Reviewed::default(),
            coverage: Coverage::default(),
            provenance: Provenance::default(),
            pages: None,
        }
    }
}

/// An edition that a reader got.
#[derive(Clone, Debug)]
pub struct LastSent {
    /// Which.
    pub edition: EditionKey,
    /// The topics it told of.
    pub topics: Vec<ToldBefore>,
}

/// A topic as an earlier edition told of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToldBefore {
    /// Which.
    pub topic: TopicId,
    /// How it stood then.
    pub trend: Trend,
    /// Its voices by then.
    pub voices: u32,
}

/// What an earlier edition had wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    /// Which edition.
    pub edition: EditionKey,
    /// The topic it told of.
    pub topic: TopicId,
    /// What the topic was called there: `Риддер: отопление`.
    pub title: String,
    /// What was wrong.
    pub was: WhatWasWrong,
}

/// What an earlier edition had wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WhatWasWrong {
    /// So many voices were told, and of that day so many are known now: texts were erased, or decided to be another matter.
    Voices {
        /// As told.
        told: u32,
        /// As known now.
        known: u32,
    },
    /// The topic turned out to be the same as another.
    Merged {
        /// The one that stands.
        into: TopicId,
        /// What that is called.
        title: String,
    },
    /// None of its texts stands any more.
    Gone,
}

/// An answer waited for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueAnswer {
    /// Until when, what, of whom.
    pub due: Due,
    /// What its topic is called, if it has one.
    pub title: Option<String>,
}

/// A notice of a saved search.
#[derive(Clone, PartialEq, Debug)]
pub struct FiredAlert {
    /// Its number.
    pub notice: NoticeId,
    /// The search.
    pub of: SearchId,
    /// The name of the search.
    pub search: String,
    /// What it told.
    pub told: Told,
}

/// Voices of one category in one region over a week or month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeriodCount {
    /// The region; none where texts name none.
    pub region: Option<Kato>,
    /// Its name.
    pub region_name: String,
    /// The leaf or group.
    pub category: CategoryId,
    /// Its name.
    pub category_name: String,
    /// Voices of the period.
    pub voices: u32,
    /// Voices of the period before.
    pub before: u32,
    /// Voices of the same week or month of last year.
    pub last_year: u32,
}

/// A topic as it stands on the day. Names are in the language of the interface.
#[derive(Clone, Debug)]
pub struct DayTopic {
    /// Its lasting identity.
    pub id: TopicId,
    /// How it stands.
    pub trend: Trend,
    /// The leaf of its category, as a headline would name it: `Отопление`.
    pub matter: String,
    /// The group of its category: `ЖКХ`.
    pub group: String,
    /// Where, if known.
    pub place: Option<PlaceWords>,
    /// When it was first raised.
    pub first_at: Timestamp,
    /// When it was last raised.
    pub last_at: Timestamp,
    /// What was raised when. Order does not matter; days of nothing may be absent.
    pub days: Vec<DayCount>,
    /// Counts of the day alone.
    pub today: Tally,
    /// Counts of all days.
    pub all: Tally,
    /// Texts of all days that are no voice of their own: reprints, near-duplicates, further texts of one author.
    pub echo: u32,
    /// The names of all sources it was raised at, without repetition.
    pub sources: Vec<String>,
    /// Whether it touches life and limb.
    pub urgent: bool,
    /// The posts that say best what it is about, best first.
    pub quotes: Vec<Quote>,
    /// Stems that set it apart, most telling first.
    pub terms: Vec<String>,
    /// What many of its voices say, if that is known; else a clause of the quotes characterises it.
    pub phrase: Option<Phrase>,
    /// Whose business such a matter is on that day, by the dated list of institutions; the nearest body first.
    pub responsible: Vec<String>,
    /// How sure it is.
    pub confirmation: Confirmation,
    /// What was to be expected on days, where a norm is known. Order does not matter.
    pub norms: Vec<(Date, f64)>,
    /// Texts in Kazakh, in Russian, in both or another.
    pub languages: [u32; 3],
    /// Every post that the counts rest on.
    pub posts: Vec<PostId>,
}

/// A place in the words of the interface language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlaceWords {
    /// Its name: `Риддер`.
    pub name: String,
    /// Its code, where the gazetteer has it.
    pub kato: Option<Kato>,
    /// Where things happen: `в Риддере`, `Риддерде`. Absent when the form is not known for sure.
    pub locative: Option<String>,
    /// The region it lies in, unless it is one.
    pub region: Option<String>,
}

/// Counts of one topic over some time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Independent raisings.
    pub voices: u32,
    /// All texts, echo included.
    pub texts: u32,
}

/// A text that speaks for a topic.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The post it was taken from.
    pub post: PostId,
    /// Its text, redacted.
    pub text: String,
    /// The language of the text.
    pub language: Language,
    /// What kind of text it is.
    pub kind: Kind,
    /// The name of its source.
    pub source: String,
    /// Its public address, where one exists that names nobody.
    pub url: Option<Url>,
    /// When it was published, or first seen.
    pub published_at: Timestamp,
}

/// What was heard on the day and what cannot be seen.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The sources that answered and spoke.
    pub heard: Vec<SourceName>,
    /// The sources that answered and had nothing new.
    pub silent: Vec<SourceName>,
    /// The sources that did not answer.
    pub failed: Vec<FailedSource>,
    /// Posts read on the day.
    pub read: u32,
    /// Items of the day that became no post.
    pub rejected: u32,
    /// Items still waiting to be read.
    pub pending: u32,
    /// Platforms and kinds of talk that are not listened to, in the interface language.
    pub unseen: Vec<String>,
    /// Voices a topic needs to be shown.
    pub min_voices: u32,
    /// Voices a topic of life-safety needs to be shown.
    pub min_voices_urgent: u32,
    /// Topics that have fewer and wait for a person's decision.
    pub waiting: u32,
}

/// A source and what people call it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct SourceName {
    /// What people call it; first, so that lists are in the order of names.
    pub name: String,
    /// Its lasting name.
    pub id: SourceId,
}

/// A source that did not answer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct FailedSource {
    /// What people call it.
    pub name: String,
    /// Its lasting name.
    pub id: SourceId,
    /// Why it failed, in the interface language.
    pub reason: String,
}

/// What a digest was made with, so that it can be made again.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// Hash of the configuration.
    pub configuration: String,
    /// The sequence number of the last record looked at.
    pub position: u64,
}
