//! When an alert is looked at: moments that depend on the alert alone, never on when runs came, so that however runs are
//! divided in time, the same is told.

use dauys_model::{Alert, KAZAKHSTAN, QuietHours, Schedule, civil_day, day_start};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// Seconds between the looks of [`Schedule::EveryRun`]: the usual pace of runs.
const QUARTER: i64 = 15 * 60;
/// Days to look ahead for the next moment: a chosen day of the week comes within seven, quiet hours move it by one.
const AHEAD_DAYS: i64 = 9;

/// The moments after the first and up to the second, ascending. A moment in quiet hours is put off to their end.
pub(super) fn moments(alert: &Alert, after: Timestamp, until: Timestamp) -> Vec<Timestamp> {
    let mut moments: Vec<Timestamp> = match alert.schedule {
        Schedule::EveryRun => {
            let first = after.as_second().div_euclid(QUARTER) + 1;
            let last = until.as_second().div_euclid(QUARTER);
            let mark = |quarter: i64| Timestamp::from_second(quarter * QUARTER).ok();
            (first..=last)
                .filter_map(mark)
                .filter(|at| !alert.quiet.is_some_and(|quiet| quiet.holds(hour(*at))))
                .collect()
        }
        Schedule::At { hour, days } => {
            let mut moments = Vec::new();
            // A moment of the day before may have been put off to this one.
            let mut day = civil_day(after).yesterday().unwrap_or_default();
            while day <= civil_day(until) {
                if days.holds(day.weekday()) {
                    moments.push(put_off(day, hour, alert.quiet));
                }
                let Ok(next) = day.tomorrow() else { break };
                day = next;
            }
            moments
        }
    };
    moments.retain(|at| *at > after && *at <= until);
    moments.dedup();
    moments
}

/// The next look after a moment.
pub fn next_look(alert: &Alert, after: Timestamp) -> Option<Timestamp> {
    let until = after.checked_add((24 * AHEAD_DAYS).hours()).ok()?;
    moments(alert, after, until).into_iter().next()
}

fn hour(at: Timestamp) -> u8 {
    KAZAKHSTAN.to_datetime(at).hour().unsigned_abs()
}

/// An hour of a day, or the end of the quiet hours it lies in.
fn put_off(day: Date, hour: u8, quiet: Option<QuietHours>) -> Timestamp {
    let at =
        |day: Date, hour: u8| day_start(day).checked_add(i64::from(hour).hours()).unwrap_or(Timestamp::MAX);
    match quiet {
        Some(quiet) if quiet.holds(hour) && quiet.to <= hour => at(day.tomorrow().unwrap_or(day), quiet.to),
        Some(quiet) if quiet.holds(hour) => at(day, quiet.to),
        _ => at(day, hour),
    }
}

#[cfg(test)]
mod tests {
    use dauys_model::{Trigger, Weekdays};
    use jiff::civil::date;

    use super::*;

    fn alert(schedule: Schedule, quiet: Option<&str>) -> Alert {
        let quiet = quiet.map(|quiet| quiet.parse().unwrap());
        Alert::new(Trigger::New { at_least: 1 }, schedule, quiet).unwrap()
    }

    /// Moments of two days of November 2026 from midnight on, as days and hours of Kazakhstan.
    fn check(alert: &Alert, from: i8, to: i8, expected: &[&str]) {
        let moment = |day| day_start(date(2026, 11, day)).checked_sub(1.second()).unwrap();
        let found: Vec<String> = moments(alert, moment(from), moment(to))
            .into_iter()
            .map(|at| KAZAKHSTAN.to_datetime(at).strftime("%d %H:%M").to_string())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_hour_of_chosen_days() {
        let days: Weekdays = "mon,fri".parse().unwrap();
        check(&alert(Schedule::At { hour: 8, days }, None), 16, 24, &["16 08:00", "20 08:00", "23 08:00"]);
        check(
            &alert(Schedule::At { hour: 23, days: Weekdays::ALL }, Some("22-07")),
            16,
            18,
            &["16 07:00", "17 07:00"],
        );
        check(&alert(Schedule::At { hour: 13, days: Weekdays::ALL }, Some("12-14")), 16, 17, &["16 14:00"]);
    }

    #[test]
    fn every_quarter_but_the_quiet_ones() {
        let all = alert(Schedule::EveryRun, None);
        let from = day_start(date(2026, 11, 16));
        assert_eq!(moments(&all, from, from.checked_add(24.hours()).unwrap()).len(), 96);
        let some = alert(Schedule::EveryRun, Some("01-23"));
        check(
            &some,
            16,
            17,
            &["16 00:00", "16 00:15", "16 00:30", "16 00:45", "16 23:00", "16 23:15", "16 23:30", "16 23:45"],
        );
    }

    #[test]
    fn the_next_look_is_the_first_moment() {
        let days: Weekdays = "mon".parse().unwrap();
        let monday = day_start(date(2026, 11, 16)).checked_add(8.hours()).unwrap();
        let next = next_look(&alert(Schedule::At { hour: 8, days }, None), monday).unwrap();
        assert_eq!(next, monday.checked_add((7 * 24).hours()).unwrap());
    }

    #[test]
    fn divided_time_has_the_same_moments() {
        let alert = alert(Schedule::At { hour: 3, days: Weekdays::ALL }, Some("22-07"));
        let start = day_start(date(2026, 11, 1));
        let end = start.checked_add((24 * 14).hours()).unwrap();
        let whole = moments(&alert, start, end);
        let mut parts = Vec::new();
        let mut at = start;
        while at < end {
            let next = at.checked_add(7.minutes()).unwrap().min(end);
            parts.extend(moments(&alert, at, next));
            at = next;
        }
        assert_eq!(whole, parts);
        assert_eq!(whole.len(), 14);
    }
}
