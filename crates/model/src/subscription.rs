//! Subscriptions: which part of the country and of public matters a reader gets, in which language and form, when and how.
//!
//! A subscription is what an office wishes to read, an entry of `config/subscriptions.toml`. The store knows its id and nothing
//! else of it: addresses of readers stand in the settings alone.

use std::fmt;

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

use crate::{Channel, Format, Interface, Period, TopicId, Weekdays};

/// The lasting name of a subscription: 1 to 64 of `A-Z a-z 0-9 - _`. Part of the names of files and of addresses of pages.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SubscriptionId(String);

impl SubscriptionId {
    /// Checks and wraps an id.
    pub fn new(id: &str) -> Result<Self, InvalidSubscription> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        if id.is_empty() || id.len() > 64 || !id.bytes().all(fits) {
            return Err(InvalidSubscription(format!(
                "subscription id `{id}` must be 1 to 64 letters, digits, `-` and `_`"
            )));
        }
        Ok(Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SubscriptionId {
    type Error = InvalidSubscription;

    fn try_from(id: String) -> Result<Self, InvalidSubscription> {
        Self::new(&id)
    }
}

impl From<SubscriptionId> for String {
    fn from(id: SubscriptionId) -> Self {
        id.0
    }
}

impl fmt::Display for SubscriptionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A subscription that contradicts itself, with what to do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct InvalidSubscription(pub String);

/// One reader's wish.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// The lasting name.
    pub id: SubscriptionId,
    /// The main heading of its digests.
    pub title: String,
    /// The language of everything but the quotes.
    pub language: Interface,
    /// Which language quotes are preferred in. They are never translated.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quotes: QuoteLanguage,
    /// Regions, districts or towns, by name or KATO code; the whole country when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Categories or groups of them; all when this and [`Self::committees`] are empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Committees of `config/institutions.toml`, whose remits on the day count as categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub committees: Vec<String>,
    /// Collections of sources; a topic is told only if a source of one of them raised it. All sources when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub collections: Vec<String>,
    /// Topics that are told of whatever the rest says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicId>,
    /// Saved searches, by name, whose notices are told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<String>,
    /// How pressing a topic must be.
    #[serde(default, skip_serializing_if = "is_default")]
    pub urgency: Urgency,
    /// What one digest tells of.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: Period,
    /// Days on which it is sent: `["mon", "tue"]`. All when absent. A weekly one is sent on the first of them after its week, a
    /// monthly one on the first of them after its month.
    #[serde(default = "every_day", skip_serializing_if = "is_every_day")]
    pub days: Weekdays,
    /// From when on it is sent, in civil time of Kazakhstan: `"07:50"`. A digest sent before noon tells of the day before, a
    /// later one of the very day.
    #[serde(default = "morning")]
    pub hour: Time,
    /// What happens on public holidays and days off of the calendar.
    #[serde(default, skip_serializing_if = "is_default")]
    pub holidays: OnHoliday,
    /// What is sent on a day without a topic, a change or an alert.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quiet_days: OnQuietDay,
    /// The forms that go out: of a folder and a site all of them; of a mail the first is the body, if it is `html` or `text`, and
    /// the others are attached. Telegram and webhooks have a form of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<Format>,
    /// Where it goes; nowhere when absent: it is then read on the pages and from the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Channel>,
    /// Whether an editor approves every edition. Of what is public always; else no when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<bool>,
}

/// Which language quotes are preferred in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteLanguage {
    /// That of the interface; English readers get what speaks best.
    #[default]
    Interface,
    /// Kazakh first.
    #[serde(rename = "kk")]
    Kazakh,
    /// Russian first.
    #[serde(rename = "ru")]
    Russian,
    /// What speaks best, in whichever language.
    Any,
}

/// How pressing a topic must be to be told of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// All topics.
    #[default]
    All,
    /// Those that touch life and limb.
    Urgent,
}

/// What happens on public holidays and days off.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnHoliday {
    /// As on other days.
    #[default]
    Send,
    /// Nothing is sent; the next digest tells what changed since the last one.
    Skip,
    /// Only what is urgent is sent.
    Urgent,
}

/// What is sent on a quiet day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnQuietDay {
    /// One line that says so, with the coverage.
    #[default]
    Line,
    /// Nothing.
    Nothing,
}

impl Subscription {
    /// The whole country and all matters, daily, read on the pages.
    pub fn new(id: SubscriptionId, title: impl Into<String>, language: Interface) -> Self {
        Self {
            id,
            title: title.into(),
            language,
            quotes: QuoteLanguage::default(),
            regions: Vec::new(),
            categories: Vec::new(),
            committees: Vec::new(),
            collections: Vec::new(),
            topics: Vec::new(),
            searches: Vec::new(),
            urgency: Urgency::default(),
            period: Period::default(),
            days: every_day(),
            hour: morning(),
            holidays: OnHoliday::default(),
            quiet_days: OnQuietDay::default(),
            formats: Vec::new(),
            to: None,
            review: None,
        }
    }

    /// Whether everybody can read it.
    pub fn is_public(&self) -> bool {
        self.to.as_ref().is_some_and(Channel::is_public)
    }

    /// Whether an editor approves every edition before it goes out: what is public always is.
    pub fn needs_review(&self) -> bool {
        self.is_public() || self.review == Some(true)
    }

    /// The day that a digest sent on `day` tells of, or the last day of its week or month; `None` on days on which it is not
    /// sent. Holidays are not looked at.
    pub fn tells_of(&self, day: Date) -> Option<Date> {
        if !self.days.holds(day.weekday()) {
            return None;
        }
        let yesterday = day.yesterday().ok()?;
        match self.period {
            Period::Day => Some(if self.hour.hour() < 12 { yesterday } else { day }),
            Period::Week => {
                let sunday = last_before(yesterday, |day| day.weekday() == Weekday::Sunday)?;
                self.is_first_since(sunday, day).then_some(sunday)
            }
            Period::Month => {
                let last = last_before(yesterday, |day| day.last_of_month() == day)?;
                self.is_first_since(last, day).then_some(last)
            }
        }
    }

    /// Whether `day` is the first of its days after `last`.
    fn is_first_since(&self, last: Date, day: Date) -> bool {
        let mut next = last;
        while let Ok(following) = next.tomorrow() {
            next = following;
            if next >= day {
                return next == day;
            }
            if self.days.holds(next.weekday()) {
                return false;
            }
        }
        false
    }
}

/// The last day up to `day` that is meant, within a month.
fn last_before(day: Date, is_meant: impl Fn(Date) -> bool) -> Option<Date> {
    let mut day = day;
    for _ in 0..31 {
        if is_meant(day) {
            return Some(day);
        }
        day = day.yesterday().ok()?;
    }
    None
}

fn every_day() -> Weekdays {
    Weekdays::ALL
}

fn is_every_day(days: &Weekdays) -> bool {
    *days == Weekdays::ALL
}

/// 07:50: a deputy reads it on the way to work.
fn morning() -> Time {
    jiff::civil::time(7, 50, 0, 0)
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
