//! What a digest is made of, as the caller has gathered it: nothing here is worked out, and nothing is HTML.

use std::fmt;
use std::str::FromStr;

use dauys_model::{DayCount, Kind, Language, PostId, TopicId, Trend};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::phrase::Phrase;

/// One day of one subscription.
#[derive(Clone, Debug)]
pub struct Input {
    /// The civil day of Kazakhstan the digest is for.
    pub day: Date,
    /// Nothing after this moment was looked at. Before the end of `day` when the day is not over.
    pub until: Timestamp,
    /// The first moment of the window that topics were formed over; curves begin here.
    pub since: Timestamp,
    /// The language of everything but the quotes.
    pub interface: InterfaceLanguage,
    /// The name of the subscription: the main heading.
    pub title: String,
    /// What the subscription is narrowed to, each as people would say it (`область Абай`, `вода`). May be empty.
    pub filters: Vec<String>,
    /// The topics, in any order.
    pub topics: Vec<DayTopic>,
    /// What was heard and what cannot be seen.
    pub coverage: Coverage,
    /// What the digest was made with.
    pub provenance: Provenance,
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
    /// Whom such a matter usually goes to. A default, not a statement of law.
    pub addressee: Option<String>,
    /// Every post that the counts rest on.
    pub posts: Vec<PostId>,
}

/// A place in the words of the interface language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlaceWords {
    /// Its name: `Риддер`.
    pub name: String,
    /// Where things happen: `в Риддере`, `Риддерде`. Absent when the form is not known for sure.
    pub locative: Option<String>,
    /// The region it lies in, unless it is one.
    pub region: Option<String>,
}

/// Counts of one topic over some time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
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
    /// Names of the sources that answered and spoke.
    pub heard: Vec<String>,
    /// Names of the sources that answered and had nothing new.
    pub silent: Vec<String>,
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

/// A source that did not answer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct FailedSource {
    /// What people call it.
    pub name: String,
    /// Why it failed, in the interface language.
    pub reason: String,
}

/// What a digest was made with, so that it can be made again.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// Hash of the configuration.
    pub configuration: String,
    /// The sequence number of the last record looked at.
    pub position: u64,
}

/// The language of headings, sentences and labels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum InterfaceLanguage {
    /// Kazakh, in Cyrillic.
    #[serde(rename = "kk")]
    Kazakh,
    /// Russian.
    #[serde(rename = "ru")]
    Russian,
}

impl InterfaceLanguage {
    /// `kk` or `ru`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Kazakh => "kk",
            Self::Russian => "ru",
        }
    }

    /// The same language as that of a text.
    pub(crate) fn language(self) -> Language {
        match self {
            Self::Kazakh => Language::Kazakh,
            Self::Russian => Language::Russian,
        }
    }
}

impl fmt::Display for InterfaceLanguage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for InterfaceLanguage {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        match code {
            "kk" => Ok(Self::Kazakh),
            "ru" => Ok(Self::Russian),
            _ => Err(format!("`{code}` is not one of kk, ru")),
        }
    }
}
