//! What a search found when: all that the rules of alerts know of the world.

use std::collections::BTreeMap;

use dauys_model::{PostId, day_end, day_start};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::norm::Norm;

/// A voice that a search found: the earliest of posts that repeat one another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Find {
    /// When it was published.
    pub at: Timestamp,
    /// The post.
    pub post: PostId,
}

/// What a search found, and how much there was to be found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Past {
    /// Ascending.
    finds: Vec<Find>,
    heard: BTreeMap<Date, u32>,
    norms: std::cell::RefCell<BTreeMap<Date, Option<Norm>>>,
}

/// Days before a day that its norm is made of: eight of each day of the week.
pub(super) const HISTORY_DAYS: i64 = 56;
/// A day on which less than this share of the fullest of the last days was heard at all, whatever the search, tells nothing of
/// the search: the program was off, or not there yet and has of it only what feeds still held. Low enough for holidays.
const HEARD_SHARE: f64 = 0.2;
/// How many last days that are.
const LAST_DAYS: i64 = 14;

impl Past {
    /// Of what a search found, and how many posts there are of each civil day, whatever the search.
    pub fn new(mut finds: Vec<Find>, heard: BTreeMap<Date, u32>) -> Self {
        finds.sort_unstable();
        Self { finds, heard, norms: std::cell::RefCell::default() }
    }

    /// Voices of a civil day published before a moment.
    pub(super) fn voices(&self, day: Date, before: Timestamp) -> u32 {
        u32::try_from(self.posts(day, before).len()).unwrap_or(u32::MAX)
    }

    /// The same voices, ascending.
    pub(super) fn posts(&self, day: Date, before: Timestamp) -> &[Find] {
        let end = day_end(day).min(before);
        let first = self.finds.partition_point(|find| find.at < day_start(day));
        let last = self.finds.partition_point(|find| find.at < end);
        self.finds.get(first..last).unwrap_or_default()
    }

    /// What was to be expected of a whole day; none while too little is known.
    pub(super) fn norm(&self, day: Date) -> Option<Norm> {
        if let Some(known) = self.norms.borrow().get(&day) {
            return *known;
        }
        let norm = Norm::of(&self.history(day), day);
        self.norms.borrow_mut().insert(day, norm);
        norm
    }

    /// The days before a day that tell something of its norm.
    pub(super) fn history(&self, day: Date) -> Vec<(Date, u32)> {
        let Ok(first) = day.checked_sub(HISTORY_DAYS.days()) else { return Vec::new() };
        let lately = day.checked_sub(LAST_DAYS.days()).unwrap_or(first);
        let fullest = self.heard.range(lately..day).map(|(_, texts)| *texts).max().unwrap_or(0);
        self.heard
            .range(first..day)
            .filter(|(_, texts)| f64::from(**texts) >= HEARD_SHARE * f64::from(fullest))
            .map(|(day, _)| (*day, self.voices(*day, Timestamp::MAX)))
            .collect()
    }
}
