//! Posts: cleaned, redacted text with a known language, the unit of search; and what becomes of items that are none.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{CategoryId, Kato, Language, Policy, PostId, SourceId, Stance, SubjectId};

/// What kind of text a post is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Written by an outlet.
    News,
    /// Written by a citizen under something else.
    Comment,
    /// Written by a citizen to an office.
    Appeal,
    /// Written by an authority or utility to the public.
    Notice,
}

impl Kind {
    /// `news`, `comment`, `appeal` or `notice`.
    pub fn code(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Comment => "comment",
            Self::Appeal => "appeal",
            Self::Notice => "notice",
        }
    }

    /// Whether a citizen wrote it: shorter retention, no raw page, an author who becomes a voice.
    pub fn is_of_citizens(self) -> bool {
        matches!(self, Self::Comment | Self::Appeal)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        match code {
            "news" => Ok(Self::News),
            "comment" => Ok(Self::Comment),
            "appeal" => Ok(Self::Appeal),
            "notice" => Ok(Self::Notice),
            _ => Err(format!("`{code}` is not one of news, comment, appeal, notice")),
        }
    }
}

/// A text that was read: redacted, with everything later passes need to know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Its number; lasting.
    pub id: PostId,
    /// The source that announced it.
    pub source: SourceId,
    /// The item's key at that source.
    pub key: String,
    /// Its public address.
    pub url: Option<Url>,
    /// The address of what it answers.
    pub thread: Option<Url>,
    /// Its title, redacted; empty when it has none.
    pub title: String,
    /// Its text, redacted, without the title.
    pub text: String,
    /// When it was published, or first seen.
    pub published_at: Timestamp,
    /// What it is.
    pub kind: Kind,
    /// The language of title and text together.
    pub language: Language,
    /// ISO 639 code of the best guess.
    pub iso: String,
    /// The matter it is about, if it is one of the tree.
    pub category: Option<CategoryId>,
    /// How sure the category is, 0 to 1.
    pub category_score: f32,
    /// What exactly is wrong, if the text says so.
    pub subject: Option<SubjectId>,
    /// How much it is a complaint, 0 to 1: someone raises a problem first-hand. News about a problem are none.
    pub complaint: f32,
    /// How much it raises a problem, 0 to 1, whoever tells it.
    pub problem: f32,
    /// In what way it speaks of a problem.
    pub stance: Stance,
    /// Whether life or limb is at risk in what it tells.
    pub urgent: bool,
    /// Places it names, without repetition, most telling first.
    pub places: Vec<Kato>,
    /// A place given by the source that the gazetteer does not know.
    pub place: Option<String>,
    /// Terms that clustering may use: distinct stems without stop words and marks.
    pub terms: Vec<String>,
    /// SimHash of its text; near-duplicates differ in few bits.
    pub fingerprint: u64,
    /// The policy of its source.
    pub policy: Policy,
}

impl Post {
    /// The region the post speaks of, if any place is known.
    pub fn region(&self) -> Option<Kato> {
        self.places.first().map(|kato| kato.region())
    }
}

/// Why an item became no post.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rejection {
    /// The class of reason.
    pub reason: Reason,
    /// What was seen, without any text of a citizen.
    pub detail: String,
}

/// The classes of [`Rejection`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No text was left after extraction.
    Empty,
    /// Fewer letters than a post needs.
    TooShort,
    /// Neither Kazakh nor Russian.
    Language,
    /// The page was gone when it was asked for.
    Gone,
    /// The site does not allow us to read it.
    Blocked,
    /// The page could not be had or read after repeated tries.
    Unreadable,
}

impl Reason {
    /// The reason as it stands in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooShort => "too_short",
            Self::Language => "language",
            Self::Gone => "gone",
            Self::Blocked => "blocked",
            Self::Unreadable => "unreadable",
        }
    }
}
