//! Statements: a text, what it rests on, and every value it holds, so that a program can check each word that could be wrong.

use std::fmt;
use std::str::FromStr;

use dauys_model::{DueId, EditionKey, Kato, NoticeId, Period, PostId, SourceId, SubscriptionId, TopicId};
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

/// A document or record that a statement rests on. Written as `post:4711`, `topic:t…`, `edition:east/day/2026-11-22`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
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

impl fmt::Display for Ref {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Post(post) => write!(formatter, "post:{}", post.0),
            Self::Topic(topic) => write!(formatter, "topic:{}", topic.0),
            Self::Source(source) => write!(formatter, "source:{source}"),
            Self::Notice(notice) => write!(formatter, "notice:{}", notice.0),
            Self::Due(due) => write!(formatter, "due:{}", due.0),
            Self::Edition(EditionKey { subscription, period, day }) => {
                write!(formatter, "edition:{subscription}/{}/{day}", period.code())
            }
            Self::Subscription(subscription) => write!(formatter, "subscription:{subscription}"),
            Self::Counts(day) => write!(formatter, "counts:{day}"),
            Self::Review(account) => write!(formatter, "review:{account}"),
            Self::Method(method) => write!(formatter, "method:{method}"),
            Self::Run(position) => write!(formatter, "run:{position}"),
        }
    }
}

impl From<Ref> for String {
    fn from(reference: Ref) -> Self {
        reference.to_string()
    }
}

impl TryFrom<String> for Ref {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Ref {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` names no document or record");
        let (kind, name) = text.split_once(':').ok_or_else(wrong)?;
        let number = || name.parse::<i64>().map_err(|_| wrong());
        Ok(match kind {
            "post" => Self::Post(PostId(number()?)),
            "topic" => Self::Topic(TopicId(name.to_owned())),
            "source" => Self::Source(SourceId::new(name).map_err(|_| wrong())?),
            "notice" => Self::Notice(NoticeId(number()?)),
            "due" => Self::Due(DueId(number()?)),
            "edition" => {
                let mut parts = name.split('/');
                let (Some(subscription), Some(period), Some(day), None) =
                    (parts.next(), parts.next(), parts.next(), parts.next())
                else {
                    return Err(wrong());
                };
                Self::Edition(EditionKey {
                    subscription: SubscriptionId::new(subscription).map_err(|_| wrong())?,
                    period: [Period::Day, Period::Week, Period::Month]
                        .into_iter()
                        .find(|known| known.code() == period)
                        .ok_or_else(wrong)?,
                    day: day.parse().map_err(|_| wrong())?,
                })
            }
            "subscription" => Self::Subscription(SubscriptionId::new(name).map_err(|_| wrong())?),
            "counts" => Self::Counts(name.parse().map_err(|_| wrong())?),
            "review" => Self::Review(name.to_owned()),
            "method" => Self::Method(name.to_owned()),
            "run" => Self::Run(name.parse().map_err(|_| wrong())?),
            _ => return Err(wrong()),
        })
    }
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
    /// A count or a measure; written without a point when it is whole.
    #[serde(serialize_with = "whole_or_not")]
    Number(f64),
    /// A civil day.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
    /// A place: its code, where the gazetteer has it.
    Place(Option<Kato>),
    /// The name of a source, a body, a search, a category.
    #[serde(rename = "called")]
    Name(String),
}

fn whole_or_not<S: serde::Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    /// Up to here every whole number is one of the floats.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < WHOLE {
        serializer.serialize_i64(*number as i64)
    } else {
        serializer.serialize_f64(*number)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_a_statement_rests_on_is_written_and_read() {
        let subscription = || SubscriptionId::new("east").unwrap();
        let edition =
            EditionKey { subscription: subscription(), period: Period::Week, day: date(2026, 11, 22) };
        for (reference, written) in [
            (Ref::Post(PostId(4711)), "post:4711"),
            (Ref::Topic(TopicId("tq3:x".into())), "topic:tq3:x"),
            (Ref::Source(SourceId::new("kurchatov").unwrap()), "source:kurchatov"),
            (Ref::Notice(NoticeId(3)), "notice:3"),
            (Ref::Due(DueId(4)), "due:4"),
            (Ref::Edition(edition), "edition:east/week/2026-11-22"),
            (Ref::Subscription(subscription()), "subscription:east"),
            (Ref::Counts(date(2026, 11, 22)), "counts:2026-11-22"),
            (Ref::Review("editor".into()), "review:editor"),
            (Ref::Method("voices".into()), "method:voices"),
            (Ref::Run(118_204), "run:118204"),
        ] {
            assert_eq!(reference.to_string(), written);
            assert_eq!(written.parse::<Ref>().unwrap(), reference);
            assert_eq!(serde_json::to_string(&reference).unwrap(), format!("\"{written}\""));
        }
        for wrong in ["", "post", "post:x", "edition:east/year/2026-11-22", "edition:east/day", "person:1"] {
            assert!(wrong.parse::<Ref>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn values_are_written_and_read() {
        for (value, written) in [
            (Value::Number(2.0), r#"{"name":"x","number":2,"shown":"s"}"#),
            (Value::Number(0.4), r#"{"name":"x","number":0.4,"shown":"s"}"#),
            (Value::Day(date(2026, 11, 22)), r#"{"name":"x","day":"2026-11-22","shown":"s"}"#),
            (Value::Place(Some(Kato(100_000_000))), r#"{"name":"x","place":"100000000","shown":"s"}"#),
            (Value::Place(None), r#"{"name":"x","place":null,"shown":"s"}"#),
            (Value::Name("Риддер онлайн".into()), r#"{"name":"x","called":"Риддер онлайн","shown":"s"}"#),
        ] {
            let fact = Fact { name: "x".into(), value, shown: "s".into() };
            assert_eq!(serde_json::to_string(&fact).unwrap(), written);
            assert_eq!(serde_json::from_str::<Fact>(written).unwrap(), fact);
        }
    }
}
