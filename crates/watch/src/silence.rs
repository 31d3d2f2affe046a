//! Whether a source's silence is improbable: judged by its own gaps, so that a weekly paper is noticed after what is
//! long *for it*.
//!
//! A source has working hours, and news comes in clusters. So gaps are measured on the source's own clock, which runs
//! fast in the hours in which it usually speaks and nearly stands still in its nights and weekends; and of each day on
//! which it spoke only the longest gap that ended there counts, so that the hundreds of gaps of an agency's day, which
//! depend on one another, do not count as hundreds of observations. The long end of these gaps is continued beyond
//! what was ever seen by a generalised Pareto tail. An alarm is due when a living source would be silent so long less
//! than [`Settings::false_alarms_a_year`] times a year.

mod alarm;
mod calendar;
mod deaf;
mod rhythm;
mod tail;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use alarm::{Alarm, Heard, hear};
pub use calendar::Calendar;
pub use deaf::deaf;
pub use rhythm::Rhythm;

/// When a silence is improbable. The defaults were chosen by simulation, see the README.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How often a year a living source may be taken for silent.
    pub false_alarms_a_year: f64,
    /// No silence is improbable before so many hours, however fast the source: nobody would act on it sooner.
    pub least_hours: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { false_alarms_a_year: 0.5, least_hours: 4.0 }
    }
}

/// The silence of a source at a moment.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Silence {
    /// Its last news.
    pub since: Timestamp,
    /// By when it should have spoken: after this its silence is improbable.
    pub expected_by: Timestamp,
    /// The chance that a gap of this source, the longest of its day, is so long.
    pub probability: f64,
    /// How often a year it would be silent so long, were it alive.
    pub times_a_year: f64,
    /// What this is judged by.
    pub basis: Basis,
}

impl Silence {
    /// Whether it is improbable at `now`.
    pub fn is_improbable(&self, now: Timestamp) -> bool {
        now > self.expected_by
    }
}

/// What a silence is judged by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// By so many gaps of the source itself.
    Learned {
        /// Days on which it spoke, each with its longest gap.
        gaps: u32,
    },
    /// By what sources of its pace do, since its own gaps are too few.
    Prior {
        /// Gaps known so far.
        gaps: u32,
        /// Gaps needed.
        needed: u32,
    },
}

/// How often sources of a kind speak: what is expected of one whose own gaps are too few.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pace {
    /// Several times a day.
    Hourly,
    /// Most days.
    Daily,
    /// Most weeks.
    Weekly,
    /// Most months.
    Monthly,
    /// Nothing is known.
    #[default]
    Unknown,
}

impl Pace {
    /// The pace of a source that brings so many items an hour, taking several items at a time for usual.
    pub fn of_rate(items_an_hour: f64) -> Self {
        match items_an_hour * 24.0 * 7.0 {
            week if week >= 35.0 => Self::Hourly,
            week if week >= 10.0 => Self::Daily,
            week if week >= 2.0 => Self::Weekly,
            _ => Self::Monthly,
        }
    }

    /// After so many days a silence is long: about thrice what is usual, and a week for holidays.
    fn long_days(self) -> i64 {
        match self {
            Self::Hourly => 3,
            Self::Daily => 10,
            Self::Weekly => 28,
            Self::Monthly | Self::Unknown => 90,
        }
    }
}

/// What is known of a source's past.
#[derive(Clone, Copy, Debug, Default)]
pub struct History<'a> {
    /// The moments at which its items were published, or first seen. Their order does not matter, nor do repetitions,
    /// and thinning them to the first and last of each hour changes next to nothing.
    pub moments: &'a [Timestamp],
    /// Spans in which we did not listen, or not hear: switched off ourselves, or the source out of reach for long.
    /// Gaps that touch one are ours and teach nothing; see [`deaf()`]. Where items bring their dates and none was
    /// lost, there is no need of them.
    pub deaf: &'a [(Timestamp, Timestamp)],
    /// How often such sources speak, for as long as its own gaps are too few.
    pub pace: Pace,
}

/// Judges the silence of a source at `now`; `None` when nothing of it is known.
///
/// `now` must be the moment of the last check that *heard* the source: one that fails is not silent, its
/// [state](crate::State) says what it is. Moments after `now` are ignored.
pub fn silence(
    history: &History<'_>,
    now: Timestamp,
    calendar: &Calendar,
    settings: &Settings,
) -> Option<Silence> {
    let last = history.moments.iter().copied().filter(|moment| *moment <= now).max()?;
    Some(Rhythm::learn(history, now, calendar, settings).silence(last, now))
}

/// The silence of a source that was just met, if its newest item is older than improbable: it answers, but is not kept
/// up.
/// `moments` are those of the items on its first page.
///
/// Within a month nothing is called stale, since a page of few items says little about pauses.
pub fn stale(
    moments: &[Timestamp],
    now: Timestamp,
    calendar: &Calendar,
    settings: &Settings,
) -> Option<Silence> {
    let silence = silence(&History { moments, ..History::default() }, now, calendar, settings)?;
    let is_old = now.duration_since(silence.since) > SignedDuration::from_hours(24 * 30);
    (is_old && silence.is_improbable(now)).then_some(silence)
}
