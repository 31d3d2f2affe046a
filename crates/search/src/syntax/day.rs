//! Stretches of days as queries ask for them, and the moments they stand for once it is known which day it is.

use dauys_model::{civil_day, day_end, day_start};
use jiff::civil::Date;
use jiff::{Span, Timestamp};

/// A stretch of civil days of Kazakhstan; an end that is absent is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Days {
    pub(crate) from: Option<Day>,
    pub(crate) to: Option<Day>,
}

/// A day, or a stretch of days that has a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Day {
    /// One day.
    Date(Date),
    /// A month of a year: its first day.
    Month(Date),
    /// A year: its first day.
    Year(Date),
    /// The latest such month that has begun.
    LatestMonth(i8),
    /// The latest such day of a month that has come: day and month.
    Latest(i8, i8),
    /// So many units up to today; as the end of a range the day that lies that far back.
    Back(u16, Unit),
    /// Today, or so many days before.
    Ago(u16),
    /// The running unit, or so many before.
    Running(Unit, u16),
    /// A moment, for ends of ranges.
    Moment(Timestamp),
}

/// What time is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// The first day that is counted back to.
pub(super) const FIRST: Date = jiff::civil::date(1, 1, 1);

impl Days {
    /// Its first moment and the first moment behind it, seen from a day.
    pub(crate) fn resolve(&self, today: Date) -> (Option<Timestamp>, Option<Timestamp>) {
        let to = self.to.map(|day| if self.from == self.to { day.whole(today).1 } else { day.end(today) });
        // `қыркүйек..қараша`: the September before that November.
        let seen = match (self.to, to) {
            (Some(day), Some(end)) if day != Day::Ago(0) => last_day(end).min(today),
            _ => today,
        };
        let from = self.from.map(|day| match day {
            Day::LatestMonth(_) | Day::Latest(..) if self.from != self.to => day.whole(seen).0,
            day => day.whole(today).0,
        });
        (from, to)
    }
}

/// The day in which the last moment before `end` lies.
fn last_day(end: Timestamp) -> Date {
    civil_day(end.checked_sub(Span::new().nanoseconds(1)).unwrap_or(end))
}

impl Day {
    /// Whether it is the same whatever day it is.
    pub(super) fn is_fixed(self) -> bool {
        matches!(self, Self::Date(_) | Self::Month(_) | Self::Year(_) | Self::Moment(_))
    }

    /// Its first moment and the first behind it.
    fn whole(self, today: Date) -> (Timestamp, Timestamp) {
        if let Self::Moment(at) = self {
            return (at, at);
        }
        let (first, last) = self.days(today);
        (day_start(first), day_end(last))
    }

    /// The first moment behind it, as the end of a range.
    fn end(self, today: Date) -> Timestamp {
        match self {
            Self::Moment(at) => at,
            Self::Back(count, unit) => day_end(unit.before(today, count)),
            day => day.whole(today).1,
        }
    }

    /// Its first and its last day.
    fn days(self, today: Date) -> (Date, Date) {
        match self {
            Self::Date(day) => (day, day),
            Self::Month(first) => (first, first.last_of_month()),
            Self::Year(first) => (first, first.last_of_year()),
            Self::LatestMonth(month) => {
                let first = latest(today, |year| Date::new(year, month, 1).ok());
                (first, first.last_of_month())
            }
            Self::Latest(day, month) => {
                let day = latest(today, |year| Date::new(year, month, day).ok());
                (day, day)
            }
            Self::Back(count, unit) => {
                let before = unit.before(today, count);
                (before.tomorrow().unwrap_or(before).min(today), today)
            }
            Self::Ago(count) => {
                let day = Unit::Day.before(today, count);
                (day, day)
            }
            Self::Running(unit, back) => {
                let day = unit.before(today, back);
                match unit {
                    Unit::Day => (day, day),
                    Unit::Week => {
                        let offset = day.weekday().to_monday_zero_offset();
                        let monday = Unit::Day.before(day, offset.unsigned_abs().into());
                        (monday, monday.saturating_add(Span::new().days(6)))
                    }
                    Unit::Month => (day.first_of_month(), day.last_of_month()),
                    Unit::Year => (day.first_of_year(), day.last_of_year()),
                }
            }
            Self::Moment(at) => (civil_day(at), civil_day(at)),
        }
    }
}

impl Unit {
    /// The day so many units before, but none before our era.
    fn before(self, day: Date, count: u16) -> Date {
        let count = i32::from(count);
        let span = match self {
            Self::Day => Span::new().try_days(count),
            Self::Week => Span::new().try_weeks(count),
            Self::Month => Span::new().try_months(count),
            Self::Year => Span::new().try_years(count),
        };
        span.map_or(FIRST, |span| day.saturating_sub(span)).max(FIRST)
    }
}

/// The latest of a day that comes at most once a year; the leap day within eight years.
fn latest(today: Date, of: impl Fn(i16) -> Option<Date>) -> Date {
    let year = today.year();
    (0..=8).filter_map(|back| of(year - back)).find(|day| *day <= today).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fault::Fault;

    /// The first and the last day, seen from Thursday, 26 November 2026.
    fn seen(text: &str) -> String {
        let today = jiff::civil::date(2026, 11, 26);
        match Days::read(text) {
            Err(fault) => format!("{fault:?}"),
            Ok(days) => {
                let (from, to) = days.resolve(today);
                let from = from.map_or(String::new(), |at| civil_day(at).to_string());
                let to = to.map_or(String::new(), |at| last_day(at).to_string());
                if from == to { from } else { format!("{from}..{to}") }
            }
        }
    }

    fn check(texts: &[&str], expected: &str) {
        for text in texts {
            assert_eq!(seen(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_in_numbers() {
        check(&["2026-11-16", "16.11.2026", "2026.11.16", "16.11", "2026-11-16T23:59"], "2026-11-16");
        check(&["2026-11", "11.2026"], "2026-11-01..2026-11-30");
        check(&["2026", "2026 жыл", "2026 год"], "2026-01-01..2026-12-31");
        check(&["27.11"], "2025-11-27");
        check(&["29.02"], "2024-02-29");
        check(&["2026-11-01..2026-11-15", "2026-11-01…2026-11-15"], "2026-11-01..2026-11-15");
        check(&["2026-10..11.2026"], "2026-10-01..2026-11-30");
        check(&["2026-11-01.."], "2026-11-01..");
        check(&["..2026-11-15"], "..2026-11-15");
        for text in ["2026-02-30", "30.02.2026", "31 ақпан", "32.13", "2026-13"] {
            assert!(matches!(Days::read(text), Err(Fault::NoSuchDay(_))), "{text}");
        }
        assert_eq!(Days::read("2026-11-15..2026-11-01"), Err(Fault::Backwards));
    }

    #[test]
    fn months_by_name() {
        check(
            &["қараша", "ноябрь", "nov", "караша", "қарашада", "қараша 2026", "ноября 2026 года"],
            "2026-11-01..2026-11-30",
        );
        check(&["2026 жылғы қараша", "қараша-2026", "Қараша айы"], "2026-11-01..2026-11-30");
        check(&["желтоқсан", "декабрь", "декабре"], "2025-12-01..2025-12-31");
        check(&["16 қараша", "16 ноября", "16 ноября 2026"], "2026-11-16");
        check(&["қыркүйек..қараша", "сентябрь..ноябрь"], "2026-09-01..2026-11-30");
        check(&["қараша..ақпан", "nov..feb"], "2025-11-01..2026-02-28");
    }

    #[test]
    fn days_counted_back_from_today() {
        check(&["7d", "7к", "7д", "7күн", "7 күн", "7 дней", "7дн"], "2026-11-20..2026-11-26");
        check(&["2w", "2а", "2н", "2апта", "2 недели"], "2026-11-13..2026-11-26");
        check(&["3m", "3ай", "3мес", "3 месяца"], "2026-08-27..2026-11-26");
        check(&["1y", "1ж", "1 год"], "2025-11-27..2026-11-26");
        check(&["today", "бүгін", "Сегодня", "1к", "0d"], "2026-11-26");
        check(&["yesterday", "кеше", "вчера"], "2026-11-25");
        check(&["week", "апта", "осы апта", "this week", "this-week"], "2026-11-23..2026-11-29");
        check(&["last week", "өткен апта", "прошлая неделя"], "2026-11-16..2026-11-22");
        check(&["ай", "осы ай", "этот месяц"], "2026-11-01..2026-11-30");
        check(&["өткен ай", "прошлый месяц"], "2026-10-01..2026-10-31");
        check(&["30d..7d"], "2026-10-28..2026-11-19");
        check(&["65535y"], "0001-01-02..2026-11-26");
        for text in ["", "..", "7x", "су", "99999999d", "осы", "12", "май июнь", "1 2 май"] {
            assert!(matches!(Days::read(text), Err(Fault::UnknownDay(_))), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_can_be_written_and_read_again(
            text in "([0-9]{1,4}[-. ]?){1,3}(\\.\\.)?[0-9]{0,4}|(қараша|май|7|d|к|\\.\\.|2026| |today|апта|-11){1,6}|\\PC{0,12}",
            day in -9_000_i32..9_000,
        ) {
            if let Ok(days) = Days::read(&text) {
                prop_assert_eq!(Days::read(&days.to_string()), Ok(days));
                let today = jiff::civil::date(2026, 1, 1).saturating_add(Span::new().days(day));
                let (from, to) = days.resolve(today);
                prop_assert!(from.is_some() || to.is_some());
            }
        }
    }
}
