//! Invented finds, and the rules applied to them in one go or run by run.

use std::collections::BTreeMap;

use dauys_model::{Alert, PostId, Told, civil_day, day_start};
use dauys_search::alert::{Find, Past, Standing, look_through};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

/// The day on which alerts of these tests are made, a Monday.
pub(crate) const FIRST: Date = date(2026, 11, 16);

/// So many minutes after the first day began.
pub(crate) fn minute(minutes: i64) -> Timestamp {
    day_start(FIRST).checked_add(minutes.minutes()).unwrap()
}

/// A moment as day of the month, hour and minute in Kazakhstan.
pub(crate) fn local(at: Timestamp) -> String {
    dauys_model::KAZAKHSTAN.to_datetime(at).strftime("%d %H:%M").to_string()
}

/// A find that was published at one minute and known at another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    pub(crate) published: i64,
    pub(crate) late: i64,
}

/// What is known at a moment. Every day of the nine weeks before it something was heard.
pub(crate) fn past(arrivals: &[Arrival], known_at: Timestamp) -> Past {
    let finds = (1..)
        .zip(arrivals)
        .map(|(id, one)| (one.late, Find { at: minute(one.published), post: PostId(id) }))
        .filter(|(late, find)| find.at.checked_add(late.minutes()).unwrap() < known_at)
        .map(|(_, find)| find)
        .collect();
    let first = FIRST.checked_sub(64.days()).unwrap();
    let heard: BTreeMap<Date, u32> =
        first.series(1.day()).take_while(|day| *day <= civil_day(known_at)).map(|day| (day, 100)).collect();
    Past::new(finds, heard)
}

/// The rules from the first minute on, applied by runs at these minutes, each of which knows what had come in by then and
/// what the run before has written down.
pub(crate) fn runs(alert: &Alert, arrivals: &[Arrival], runs: &[i64]) -> (Standing, Vec<Told>) {
    let mut standing = Standing::begin(&past(arrivals, minute(0)), minute(0));
    let (mut told, mut before) = (Vec::new(), minute(0));
    for run in runs {
        let now = minute(*run);
        let written = serde_json::to_string(&standing).unwrap();
        let read = serde_json::from_str(&written).unwrap();
        let (after, more) = look_through(alert, &past(arrivals, now), read, before, now);
        (standing, before) = (after, now);
        told.extend(more);
    }
    (standing, told)
}
