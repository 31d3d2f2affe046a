//! Statements: a text, what it rests on, and every value it holds, so that a program can check each word that could be wrong.

use std::fmt;

use dauys_model::{DueId, EditionKey, Kato, NoticeId, PostId, SourceId, SubscriptionId, TopicId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A statement, what it rests on, and the values in it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Sentence {
    /// The statement.
    pub text: String,
    /// What it rests on; never empty.
    pub refs: Vec<Ref>,
    /// Every number, day, moment, place and name that was filled into it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
}

impl fmt::Display for Sentence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Sentence {
    /// A statement without values of its own.
    pub(crate) fn plain(text: impl Into<String>, refs: impl IntoIterator<Item = Ref>) -> Self {
        Self { text: text.into(), refs: refs.into_iter().collect(), facts: Vec::new() }
    }

    /// What explains a method.
    pub(crate) fn method(text: impl Into<String>, method: &str) -> Self {
        Self::plain(text, [Ref::Method(method.to_owned())])
    }

    /// The posts it rests on, ascending.
    pub fn posts(&self) -> Vec<PostId> {
        let mut posts: Vec<PostId> = self
            .refs
            .iter()
            .filter_map(|reference| match reference {
                Ref::Post(post) => Some(*post),
                _ => None,
            })
            .collect();
        posts.sort_unstable();
        posts
    }
}

/// A document or record that a statement rests on. Written as `post:4711`, `topic:t…`, `method:voices`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ref {
    /// A text.
    Post(PostId),
    /// A topic.
    Topic(TopicId),
    /// What was asked of a source, and what it answered.
    Source(SourceId),
    /// A notice of a saved search.
    Notice(NoticeId),
    /// An answer waited for.
    Due(DueId),
    /// An earlier edition.
    Edition(EditionKey),
    /// What a subscription says.
    Subscription(SubscriptionId),
    /// The counts of a day, which are kept when the texts are gone.
    Counts(Date),
    /// An account that reviewed.
    Review(String),
    /// How something is counted or made, explained in the help of the pages: `voices`, `norm`, `redaction`.
    Method(String),
    /// The run of the program that made this.
    Run(u64),
}

/// A value in a statement.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// What it is of: `voices`, `since`, `place`.
    pub name: String,
    /// The value.
    #[serde(flatten)]
    pub value: Value,
    /// As it stands in the text: `12 независимых голосов`.
    pub shown: String,
}

/// What kind of value.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A count or a measure.
    Number(f64),
    /// A civil day.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
    /// A place: its code, where the gazetteer has it.
    Place(Option<Kato>),
    /// The name of a source, a body, a search, a category.
    Name(String),
}
