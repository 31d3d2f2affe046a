//! Saved searches: a question that an office keeps, and what of it is told without asking.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::SearchId;

/// A search that an office keeps under a name.
#[derive(Clone, PartialEq, Debug)]
pub struct SavedSearch {
    /// Its number.
    pub id: SearchId,
    /// What it says.
    pub draft: SearchDraft,
    /// When it was made.
    pub made_at: Timestamp,
    /// Up to when its rules were applied; none while it never was due.
    pub looked_at: Option<Timestamp>,
    /// What its rules remember, as they wrote it; means nothing to anybody else.
    pub standing: String,
}

/// What a person says of a search to be kept: all that one form asks for.
#[derive(Clone, PartialEq, Debug)]
pub struct SearchDraft {
    /// What people call it, checked by [`checked_name`].
    pub name: String,
    /// The question in the query language, filters included.
    pub query: String,
    /// Whether what it asks for in one language is asked for in the other as well.
    pub expanded: bool,
    /// When something of it is told; none for a search that is merely kept.
    pub alert: Option<Alert>,
}

/// When something of a saved search is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Alert {
    /// What fires it.
    pub trigger: Trigger,
    /// When it is looked at.
    pub schedule: Schedule,
    /// When nobody wants to hear of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<QuietHours>,
}

/// What fires an alert.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// So many voices that no notice has told of yet.
    New {
        /// How many; at least 1.
        at_least: u32,
    },
    /// More voices on a day than this search's own norm lets expect.
    Unusual,
    /// The clock alone: a report at every look, even when nothing is new.
    Scheduled,
}

/// When an alert is looked at, in civil time of Kazakhstan.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Schedule {
    /// At every whole quarter of an hour: as soon as runs bring something.
    EveryRun,
    /// At an hour of some days of the week.
    At {
        /// The hour, 0 to 23.
        hour: u8,
        /// The days.
        days: Weekdays,
    },
}

/// Hours of the civil day in which nothing is told: what fires in them waits for their end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QuietHours {
    /// The first quiet hour, 0 to 23 …
    pub from: u8,
    /// … and the first that is not, 0 to 23: `22` and `7` are the night.
    pub to: u8,
}

/// Some days of the week, at least one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Weekdays(u8);

/// What cannot be meant by an alert or the name of a search: the message says what to write instead.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct InvalidAlert(pub String);

/// Most characters of a name.
const NAME_CHARS: usize = 120;

/// The name of a search with blanks around it taken off.
///
/// # Errors
///
/// When nothing is left, it is longer than 120 characters, or holds more than one line.
pub fn checked_name(name: &str) -> Result<String, InvalidAlert> {
    let name = name.trim();
    let invalid = |message: &str| Err(InvalidAlert(message.to_owned()));
    if name.is_empty() {
        return invalid("a saved search needs a name");
    }
    if name.chars().count() > NAME_CHARS {
        return invalid("the name of a saved search has 120 characters at most");
    }
    if name.chars().any(char::is_control) {
        return invalid("the name of a saved search is one line of text");
    }
    Ok(name.to_owned())
}

impl Alert {
    /// An alert whose parts fit each other.
    ///
    /// # Errors
    ///
    /// A threshold of nothing, an hour that no day has, quiet hours that are none or all of the day, a report that names no
    /// hour.
    pub fn new(
        trigger: Trigger,
        schedule: Schedule,
        quiet: Option<QuietHours>,
    ) -> Result<Self, InvalidAlert> {
        let invalid = |message: &str| Err(InvalidAlert(message.to_owned()));
        if trigger == (Trigger::New { at_least: 0 }) {
            return invalid("an alert waits for at least one new voice");
        }
        if let Schedule::At { hour, .. } = schedule
            && hour > 23
        {
            return invalid("an hour is a number from 0 to 23");
        }
        if trigger == Trigger::Scheduled && schedule == Schedule::EveryRun {
            return invalid("a report at its hours needs an hour");
        }
        if quiet.is_some_and(|quiet| quiet.from > 23 || quiet.to > 23 || quiet.from == quiet.to) {
            return invalid("quiet hours go from one hour of the day to another, like 22-07");
        }
        Ok(Self { trigger, schedule, quiet })
    }
}

impl Trigger {
    /// `new`, `unusual` or `scheduled`.
    pub fn code(self) -> &'static str {
        match self {
            Self::New { .. } => "new",
            Self::Unusual => "unusual",
            Self::Scheduled => "scheduled",
        }
    }
}

/// `new:5`, `unusual`, `scheduled`.
impl fmt::Display for Trigger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New { at_least } => write!(formatter, "new:{at_least}"),
            other => formatter.write_str(other.code()),
        }
    }
}

/// The inverse of its text; `new` alone means one voice.
impl FromStr for Trigger {
    type Err = InvalidAlert;

    fn from_str(text: &str) -> Result<Self, InvalidAlert> {
        match text.split_once(':').map_or((text, None), |(name, number)| (name, Some(number))) {
            ("new", None) => Ok(Self::New { at_least: 1 }),
            ("new", Some(number)) => match number.parse() {
                Ok(at_least) if at_least > 0 => Ok(Self::New { at_least }),
                _ => Err(InvalidAlert(format!("`{number}` is no number of voices: write `new:5`"))),
            },
            ("unusual", None) => Ok(Self::Unusual),
            ("scheduled", None) => Ok(Self::Scheduled),
            _ => Err(InvalidAlert(format!("`{text}` is not one of new:NUMBER, unusual, scheduled"))),
        }
    }
}

impl QuietHours {
    /// Whether an hour of the day is quiet.
    pub fn holds(self, hour: u8) -> bool {
        if self.from < self.to {
            (self.from..self.to).contains(&hour)
        } else {
            hour >= self.from || hour < self.to
        }
    }
}

/// `22-07`.
impl fmt::Display for QuietHours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}-{:02}", self.from, self.to)
    }
}

impl FromStr for QuietHours {
    type Err = InvalidAlert;

    fn from_str(text: &str) -> Result<Self, InvalidAlert> {
        let hours = text.split_once('-').and_then(|(from, to)| Some((hour(from)?, hour(to)?)));
        match hours {
            Some((from, to)) if from != to => Ok(Self { from, to }),
            _ => Err(InvalidAlert(format!(
                "`{text}` are no quiet hours: write from and to as hours of the day, like 22-07"
            ))),
        }
    }
}

fn hour(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|hour| *hour < 24)
}

/// Monday first.
const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Monday, "mon"),
    (Weekday::Tuesday, "tue"),
    (Weekday::Wednesday, "wed"),
    (Weekday::Thursday, "thu"),
    (Weekday::Friday, "fri"),
    (Weekday::Saturday, "sat"),
    (Weekday::Sunday, "sun"),
];

impl Weekdays {
    /// Every day.
    pub const ALL: Self = Self(0b111_1111);

    /// The days named by their first three English letters; none when one is no day or there is no day.
    pub fn of_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidAlert> {
        let mut days = 0;
        for code in codes {
            let code = code.trim().to_ascii_lowercase();
            let Some(place) = WEEK.iter().position(|(_, known)| *known == code) else {
                return Err(InvalidAlert(format!(
                    "`{code}` is not one of mon, tue, wed, thu, fri, sat, sun"
                )));
            };
            days |= 1 << place;
        }
        if days == 0 {
            return Err(InvalidAlert("choose at least one day of the week".into()));
        }
        Ok(Self(days))
    }

    /// Whether a day is among them.
    pub fn holds(self, day: Weekday) -> bool {
        self.0 & (1 << day.to_monday_zero_offset()) != 0
    }

    /// The codes of the days, Monday first.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        WEEK.into_iter().filter(move |(day, _)| self.holds(*day)).map(|(_, code)| code)
    }
}

/// `mon,fri`.
impl fmt::Display for Weekdays {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.codes().collect::<Vec<_>>().join(","))
    }
}

impl FromStr for Weekdays {
    type Err = InvalidAlert;

    fn from_str(text: &str) -> Result<Self, InvalidAlert> {
        Self::of_codes(text.split(','))
    }
}

impl TryFrom<Vec<String>> for Weekdays {
    type Error = InvalidAlert;

    fn try_from(codes: Vec<String>) -> Result<Self, InvalidAlert> {
        Self::of_codes(codes.iter().map(String::as_str))
    }
}

impl From<Weekdays> for Vec<String> {
    fn from(days: Weekdays) -> Self {
        days.codes().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_survives_being_written() {
        let days: Weekdays = "fri,mon".parse().unwrap();
        let alert = Alert::new(
            Trigger::New { at_least: 5 },
            Schedule::At { hour: 8, days },
            Some("22-07".parse().unwrap()),
        )
        .unwrap();
        let text = serde_json::to_string(&alert).unwrap();
        assert_eq!(
            text,
            r#"{"trigger":{"new":{"at_least":5}},"schedule":{"at":{"hour":8,"days":["mon","fri"]}},"quiet":{"from":22,"to":7}}"#
        );
        assert_eq!(serde_json::from_str::<Alert>(&text).unwrap(), alert);
        assert_eq!(days.to_string(), "mon,fri");
        assert_eq!(Weekdays::ALL.codes().count(), 7);
    }

    #[test]
    fn triggers_are_read_as_they_are_written() {
        for text in ["new:5", "unusual", "scheduled"] {
            assert_eq!(text.parse::<Trigger>().unwrap().to_string(), text);
        }
        assert_eq!("new".parse(), Ok(Trigger::New { at_least: 1 }));
        for wrong in ["new:", "new:0", "new:-1", "newer", "unusual:3", ""] {
            assert!(wrong.parse::<Trigger>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn quiet_hours_may_cross_midnight() {
        let night: QuietHours = "22-7".parse().unwrap();
        assert_eq!(night.to_string(), "22-07");
        assert!(night.holds(23) && night.holds(0) && night.holds(6) && !night.holds(7) && !night.holds(21));
        let noon: QuietHours = "12-14".parse().unwrap();
        assert!(noon.holds(12) && !noon.holds(14) && !noon.holds(0));
        for wrong in ["22", "7-7", "24-3", "a-b", "-", "1-2-3"] {
            assert!(wrong.parse::<QuietHours>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn parts_that_do_not_fit_are_refused() {
        let at = |hour| Schedule::At { hour, days: Weekdays::ALL };
        assert!(Alert::new(Trigger::Scheduled, Schedule::EveryRun, None).is_err());
        assert!(Alert::new(Trigger::Unusual, at(24), None).is_err());
        assert!(Alert::new(Trigger::New { at_least: 0 }, at(8), None).is_err());
        assert!(Alert::new(Trigger::Unusual, at(8), Some(QuietHours { from: 8, to: 8 })).is_err());
        assert!("mon,funday".parse::<Weekdays>().is_err() && "".parse::<Weekdays>().is_err());
    }

    #[test]
    fn names_are_one_line() {
        assert_eq!(checked_name("  Су жоқ ").unwrap(), "Су жоқ");
        assert!(checked_name(" ").is_err() && checked_name("a\nb").is_err());
        assert!(checked_name(&"ә".repeat(120)).is_ok() && checked_name(&"ә".repeat(121)).is_err());
    }
}
