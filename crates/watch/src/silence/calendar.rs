//! Days on which Kazakhstan does not work though it is no weekend, and the weekends on which it does.

use std::collections::BTreeSet;

use dauys_model::KAZAKHSTAN;
use jiff::Timestamp;
use jiff::civil::Date;

/// Public holidays and transferred working days. Without any, weekends are all that is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calendar {
    free: BTreeSet<i64>,
    working: BTreeSet<i64>,
}

/// How many kinds of days there are: the weekdays from Monday, and the holidays by weekday.
pub(super) const KINDS: usize = 14;
/// Where the kinds of holidays begin.
pub(super) const HOLIDAYS: usize = 7;
/// A weekend's day that is worked is taken for a Wednesday: a working day that is neither first nor last.
const WEDNESDAY: usize = 2;

const SECONDS_A_DAY: i64 = 86_400;

impl Calendar {
    /// Of the holidays, and of the Saturdays and Sundays that are worked instead of another day.
    pub fn new(free: impl IntoIterator<Item = Date>, working: impl IntoIterator<Item = Date>) -> Self {
        let days = |dates: &mut dyn Iterator<Item = Date>| dates.map(day_number).collect();
        Self { free: days(&mut free.into_iter()), working: days(&mut working.into_iter()) }
    }

    /// The kind of the civil day with this number.
    pub(super) fn kind(&self, day: i64) -> usize {
        if self.working.contains(&day) {
            return WEDNESDAY;
        }
        // 1970-01-01, day 0, was a Thursday.
        let weekday = (day + 3).rem_euclid(7) as usize;
        if self.free.contains(&day) { HOLIDAYS + weekday } else { weekday }
    }
}

fn day_number(date: Date) -> i64 {
    let midnight = KAZAKHSTAN.to_timestamp(date.at(0, 0, 0, 0)).unwrap_or(Timestamp::MIN);
    split(midnight).0
}

/// The number of the civil day since 1970-01-01 and the seconds since its midnight.
pub(super) fn split(moment: Timestamp) -> (i64, i64) {
    let second = moment.as_second() + i64::from(KAZAKHSTAN.seconds());
    (second.div_euclid(SECONDS_A_DAY), second.rem_euclid(SECONDS_A_DAY))
}

/// The moment so many seconds after midnight of a civil day.
pub(super) fn join(day: i64, second: i64) -> Timestamp {
    let second = day.saturating_mul(SECONDS_A_DAY).saturating_add(second) - i64::from(KAZAKHSTAN.seconds());
    Timestamp::from_second(second).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn weekends_holidays_and_transferred_days_are_told_apart() {
        let calendar = Calendar::new([date(2026, 3, 23)], [date(2026, 3, 28)]);
        let kind = |day: i8| calendar.kind(day_number(date(2026, 3, day)));
        assert_eq!([20, 21, 22, 23, 24, 28].map(kind), [4, 5, 6, HOLIDAYS, 1, WEDNESDAY]);
    }

    #[test]
    fn days_are_those_of_kazakhstan() {
        let moment: Timestamp = "2026-03-22T20:30:00Z".parse().unwrap();
        let (day, second) = split(moment);
        assert_eq!((day, second), (day_number(date(2026, 3, 23)), 90 * 60));
        assert_eq!(join(day, second), moment);
    }
}
