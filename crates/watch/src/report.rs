//! A change of a source's state is told once: the standing of a source and its checks in, what an operator should hear
//! out.
//!
//! - A source that stops working is told after an hour and a second failed check; what is over sooner is no news.
//! - It is told again after 1, 7 and 30 days and every 30 days from then on: a failure that nobody mends must not become normal.
//! - It is told when it becomes [hard](Severity::Hard), since then somebody here has to act.
//! - That it works again is told once it has worked for an hour, and only if its failure was told.
//! - A source that goes up and down all the time would never be told by these rules: it is told to be unsteady, once a week.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Severity, State};

/// How a source stands, as checks left it and as the operator was told. A plain row.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Standing {
    /// Its state after the last check.
    pub state: State,
    /// Since when it works, or does not.
    pub since: Timestamp,
    /// How many checks in a row found it so.
    pub checks: u32,
    /// The failure that was told and not yet taken back.
    pub told: Option<Told>,
    /// How often it turned lately: each turn counts 1 and fades by half a day.
    pub turns: f64,
    /// When it turned last.
    pub turned_at: Timestamp,
    /// When it was told to be unsteady, or what else is notable of a source that works.
    pub noted_at: Option<Timestamp>,
}

/// A failure as it was told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// The state that was told.
    pub state: State,
    /// Since when it fails.
    pub since: Timestamp,
    /// How often it was told again.
    pub reminders: u32,
}

/// What an operator should hear.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// It stopped working.
    Fails {
        /// How.
        state: State,
        /// Since when.
        since: Timestamp,
    },
    /// It was told to fail, and now fails so that somebody here has to act.
    Worse {
        /// How it was told to fail.
        before: State,
        /// How it fails now.
        state: State,
        /// Since when it fails.
        since: Timestamp,
    },
    /// It fails still.
    StillFails {
        /// How.
        state: State,
        /// Since when.
        since: Timestamp,
        /// For how many days.
        days: u32,
    },
    /// It works again.
    WorksAgain {
        /// How it was told to fail.
        before: State,
        /// Since when it had failed.
        failed_since: Timestamp,
        /// Since when it works.
        since: Timestamp,
    },
    /// It fails and works in turn.
    Unsteady {
        /// How it stands at the moment.
        state: State,
        /// About how often it turned in the last day.
        turns: u32,
    },
    /// It works, but something is to be done: it [moved](State::Moved), or is [stale](State::Stale).
    Notable {
        /// What.
        state: State,
    },
}

/// What is over sooner is not told.
const SETTLED: SignedDuration = SignedDuration::from_hours(1);
/// So many failed checks are no accident.
const CHECKS: u32 = 2;
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// After so many days a failure is told again, and then in steps of the last.
const REMINDERS: [i64; 3] = [1, 7, 30];
/// From so many turns in about a day on a source is unsteady: three times down and up.
const UNSTEADY: f64 = 5.0;
/// Turns fade by half in this time.
const TURNS_HALVE: SignedDuration = SignedDuration::from_hours(12);
/// What is notable is told at most so often.
const NOTED: SignedDuration = SignedDuration::from_hours(24 * 7);

impl Standing {
    /// Of a source at its first check.
    pub fn new(state: State, at: Timestamp) -> Self {
        Self { state, since: at, checks: 1, told: None, turns: 0.0, turned_at: at, noted_at: None }
    }

    /// After a further check.
    #[must_use]
    pub fn checked(mut self, state: State, at: Timestamp) -> Self {
        if self.state.is_fine() == state.is_fine() {
            self.checks = self.checks.saturating_add(1);
        } else {
            self.turns = self.turns_at(at) + 1.0;
            (self.since, self.turned_at, self.checks) = (at, at, 1);
        }
        self.state = state;
        self
    }

    /// What is to be told at `now`, and how the source stands once it was told. Each change comes out once, however
    /// often this is asked.
    #[must_use]
    pub fn tell(mut self, now: Timestamp) -> (Self, Option<Change>) {
        let change = self.change(now);
        match &change {
            Some(Change::Fails { state, since }) => {
                self.told = Some(Told { state: state.clone(), since: *since, reminders: 0 });
            }
            Some(Change::Worse { state, .. }) => {
                if let Some(told) = &mut self.told {
                    told.state = state.clone();
                }
            }
            Some(Change::StillFails { .. }) => {
                if let Some(told) = &mut self.told {
                    // All that have come due meanwhile count as told, also after we were off ourselves.
                    told.reminders = due_reminders(told.since, now);
                }
            }
            Some(Change::WorksAgain { .. }) => self.told = None,
            Some(Change::Unsteady { .. } | Change::Notable { .. }) => self.noted_at = Some(now),
            None => {}
        }
        (self, change)
    }

    fn change(&self, now: Timestamp) -> Option<Change> {
        let lasts = now.duration_since(self.since) >= SETTLED;
        let state = self.state.clone();
        if self.turns_at(now) >= UNSTEADY && self.may_note(now) {
            return Some(Change::Unsteady { state, turns: self.turns_at(now).round() as u32 });
        }
        if self.state.is_fine() {
            return match &self.told {
                Some(told) if lasts => Some(Change::WorksAgain {
                    before: told.state.clone(),
                    failed_since: told.since,
                    since: self.since,
                }),
                None if matches!(state, State::Moved | State::Stale) && self.may_note(now) => {
                    Some(Change::Notable { state })
                }
                _ => None,
            };
        }
        let Some(told) = &self.told else {
            let is_settled = lasts && self.checks >= CHECKS;
            return is_settled.then_some(Change::Fails { state, since: self.since });
        };
        let got_worse = state.severity() == Severity::Hard
            && told.state.severity() != Severity::Hard
            && self.checks >= CHECKS;
        if got_worse && lasts {
            return Some(Change::Worse { before: told.state.clone(), state, since: told.since });
        }
        (due_reminders(told.since, now) > told.reminders).then(|| Change::StillFails {
            state,
            since: told.since,
            days: u32::try_from(days(told.since, now)).unwrap_or(0),
        })
    }

    fn may_note(&self, now: Timestamp) -> bool {
        self.noted_at.is_none_or(|at| now.duration_since(at) >= NOTED)
    }

    fn turns_at(&self, at: Timestamp) -> f64 {
        let passed = at.duration_since(self.turned_at).as_secs_f64().max(0.0);
        self.turns * 0.5_f64.powf(passed / TURNS_HALVE.as_secs_f64())
    }
}

fn days(since: Timestamp, now: Timestamp) -> i64 {
    (now.duration_since(since).as_secs() / DAY.as_secs()).max(0)
}

/// How many reminders of a failure have come due.
fn due_reminders(since: Timestamp, now: Timestamp) -> u32 {
    let days = days(since, now);
    let first = REMINDERS.iter().filter(|day| **day <= days).count();
    let [.., step] = REMINDERS;
    let further = (days / step - 1).max(0);
    u32::try_from(first).unwrap_or(u32::MAX).saturating_add(u32::try_from(further).unwrap_or(u32::MAX))
}

/// Whether what failed in a run is our own connection and not the sources: at least three were asked, and not one of
/// them answered anything. Then nothing should be told of them, nor counted against them as more than
/// [temporary](Severity::Temporary).
pub fn is_our_outage<'a>(states: impl IntoIterator<Item = &'a State>) -> bool {
    let mut asked = 0;
    for state in states {
        match state {
            State::Dns | State::Connection | State::Timeout | State::Tls => asked += 1,
            // Nothing was asked of these.
            State::New | State::Off | State::Quota | State::Unsafe | State::Settings | State::File => {}
            _ => return false,
        }
    }
    asked >= 3
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + minutes * 60).unwrap()
    }

    /// Checks at minutes with their codes; looked at every quarter of an hour until `end`. What is told, and when.
    fn play(checks: &[(i64, &str)], end: i64) -> Vec<(i64, Change)> {
        let mut standing = Standing::new(State::Working, at(0));
        let mut told = Vec::new();
        let mut checks = checks.iter().peekable();
        for minute in (0..=end).step_by(15) {
            while let Some((when, code)) = checks.next_if(|(when, _)| *when <= minute) {
                standing = standing.checked(State::of(code), at(*when));
            }
            let (next, change) = standing.tell(at(minute));
            standing = next;
            told.extend(change.map(|change| (minute, change)));
        }
        told
    }

    fn names(told: &[(i64, Change)]) -> Vec<(i64, &str)> {
        told.iter()
            .map(|(minute, change)| {
                let name = match change {
                    Change::Fails { .. } => "fails",
                    Change::Worse { .. } => "worse",
                    Change::StillFails { .. } => "still",
                    Change::WorksAgain { .. } => "works",
                    Change::Unsteady { .. } => "unsteady",
                    Change::Notable { .. } => "notable",
                };
                (*minute, name)
            })
            .collect()
    }

    const DAY: i64 = 24 * 60;

    #[test]
    fn a_failure_and_its_end_are_told_once() {
        let told = play(&[(30, "http 500"), (60, "timeout"), (300, "working"), (330, "same body")], DAY);
        assert_eq!(names(&told), [(90, "fails"), (360, "works")]);
        assert_eq!(told[0].1, Change::Fails { state: State::Timeout, since: at(30) });
        assert_eq!(
            told[1].1,
            Change::WorksAgain { before: State::Timeout, failed_since: at(30), since: at(300) }
        );
    }

    #[test]
    fn what_is_over_within_an_hour_is_not_told() {
        assert_eq!(play(&[(30, "dns"), (60, "dns"), (75, "working")], DAY), []);
        // A single failed check, however long ago, is not told either.
        assert_eq!(play(&[(30, "dns")], DAY), []);
        // A short recovery is not taken for one.
        let told = play(&[(30, "dns"), (60, "dns"), (200, "working"), (215, "dns"), (300, "dns")], 600);
        assert_eq!(names(&told), [(90, "fails")]);
    }

    #[test]
    fn a_long_failure_is_told_again_ever_more_seldom() {
        let checks: Vec<(i64, &str)> = (1..=100).map(|day| (day * DAY, "http 404")).collect();
        let told = play(&checks, 100 * DAY);
        let days: Vec<(i64, &str)> =
            names(&told).into_iter().map(|(minute, name)| (minute / DAY, name)).collect();
        assert_eq!(
            days,
            [(2, "fails"), (2, "still"), (8, "still"), (31, "still"), (61, "still"), (91, "still")]
        );
    }

    #[test]
    fn a_failure_that_becomes_hard_is_told_again() {
        let told = play(
            &[(0, "timeout"), (30, "timeout"), (120, "http 410"), (180, "http 410"), (240, "http 404")],
            DAY - 60,
        );
        assert_eq!(names(&told), [(60, "fails"), (120, "worse")]);
        assert_eq!(
            told[1].1,
            Change::Worse { before: State::Timeout, state: State::Http(410), since: at(0) }
        );
    }

    #[test]
    fn a_flapping_source_is_told_to_be_unsteady_once_a_week() {
        let checks: Vec<(i64, &str)> = (1..=20 * 48)
            .map(|half| (half * 30, if half % 2 == 0 { "working" } else { "timeout" }))
            .collect();
        let told = play(&checks, 20 * DAY);
        let days: Vec<(i64, &str)> =
            names(&told).into_iter().map(|(minute, name)| (minute / DAY, name)).collect();
        assert_eq!(days, [(0, "unsteady"), (7, "unsteady"), (14, "unsteady")]);
    }

    #[test]
    fn what_is_notable_of_a_working_source_is_told() {
        let told = play(&[(30, "moved"), (60, "moved"), (90, "moved")], 6 * DAY);
        assert_eq!(names(&told), [(30, "notable")]);
    }

    #[test]
    fn our_own_outage_is_known() {
        let down =
            |codes: &[&str]| is_our_outage(&codes.iter().map(|code| State::of(code)).collect::<Vec<_>>());
        assert!(down(&["dns", "dns", "timeout", "off", "connection"]));
        assert!(!down(&["dns", "dns", "http 500"]), "an answer came");
        assert!(!down(&["dns", "dns"]), "too few");
        assert!(!down(&["dns", "dns", "dns", "same body"]));
    }

    proptest! {
        /// Whatever happens: failing and working are told in turn, and asking twice tells nothing twice.
        #[test]
        fn changes_alternate(checks in prop::collection::vec((1_i64..600, 0_usize..5), 0..60)) {
            let codes = ["working", "not modified", "timeout", "http 404", "dns"];
            let mut minute = 0;
            let mut standing = Standing::new(State::Working, at(0));
            let mut fails = false;
            for (gap, code) in checks {
                minute += gap;
                standing = standing.checked(State::of(codes[code]), at(minute));
                // Being unsteady may come out first and the change itself second; then there is no more.
                for _ in 0..2 {
                    let (next, change) = standing.tell(at(minute));
                    match change {
                        Some(Change::Fails { .. }) => { prop_assert!(!fails); fails = true; }
                        Some(Change::WorksAgain { .. }) => { prop_assert!(fails); fails = false; }
                        Some(Change::Worse { .. } | Change::StillFails { .. }) => prop_assert!(fails),
                        _ => {}
                    }
                    standing = next;
                }
                let (again, nothing) = standing.clone().tell(at(minute));
                prop_assert_eq!(nothing, None);
                let json = serde_json::to_string(&again).unwrap();
                let row: Standing = serde_json::from_str(&json).unwrap();
                prop_assert_eq!((&row.state, &row.told, row.since), (&again.state, &again.told, again.since));
                standing = again;
            }
        }
    }
}
