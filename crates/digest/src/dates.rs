//! Civil days and spans of days in the words of a language: `22 ноября`, `22 қарашада`, `с 3 по 18 ноября`.
//!
//! A year is named only where it differs from the year of the digest, as an editor would do.

use dauys_model::KAZAKHSTAN;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::wording::Wording;
use crate::{Interface, kazakh, russian};

/// Writes dates in one language, seen from one year.
#[derive(Clone, Copy)]
pub(crate) struct Dates {
    wording: &'static Wording,
    year: i16,
}

impl Dates {
    /// Dates for a digest of `day`.
    pub(crate) fn new(language: Interface, day: Date) -> Self {
        Self { wording: Wording::of(language), year: day.year() }
    }

    /// With year and weekday: `22 ноября 2026 года, воскресенье`, `2026 жылғы 22 қараша, жексенбі`.
    pub(crate) fn full(self, date: Date) -> String {
        let weekday = &self.wording.weekdays[date.weekday().to_monday_zero_offset() as usize];
        format!("{}, {weekday}", self.with_year(date))
    }

    /// The day alone: `22 ноября`, `22 қараша`.
    pub(crate) fn plain(self, date: Date) -> String {
        if date.year() == self.year { self.day_and_month(date) } else { self.with_year(date) }
    }

    /// When something happened: `22 ноября`, `22 қарашада`.
    pub(crate) fn on(self, date: Date) -> String {
        match self.wording.language {
            Interface::Kazakh => kazakh::locative(&self.plain(date)),
            Interface::Russian => self.plain(date),
            Interface::English => format!("on {}", self.plain(date)),
        }
    }

    /// Since when something lasts: `с 16 ноября`, `16 қарашадан бері`.
    pub(crate) fn since(self, date: Date) -> String {
        match self.wording.language {
            Interface::Kazakh => format!("{} бері", kazakh::ablative(&self.plain(date))),
            Interface::Russian => format!("{} {}", russian::from_day(date.day()), self.plain(date)),
            Interface::English => format!("since {}", self.plain(date)),
        }
    }

    /// From one day to another, as part of a sentence: `с 3 по 18 ноября`, `3–18 қараша аралығында`; for one day as
    /// [`Dates::on`].
    pub(crate) fn span(self, from: Date, to: Date) -> String {
        if from == to {
            return self.on(from);
        }
        match self.wording.language {
            Interface::Kazakh => format!("{} аралығында", self.range(from, to)),
            Interface::Russian => {
                let start = if same_month(from, to) { from.day().to_string() } else { self.plain(from) };
                format!("{} {start} по {}", russian::from_day(from.day()), self.plain(to))
            }
            Interface::English => {
                let start = if same_month(from, to) { from.day().to_string() } else { self.plain(from) };
                format!("from {start} to {}", self.plain(to))
            }
        }
    }

    /// From one day to another, as a label: `3–18 ноября`, `28 қазан – 4 қараша`; for one day as [`Dates::plain`].
    pub(crate) fn range(self, from: Date, to: Date) -> String {
        if from == to {
            return self.plain(from);
        }
        if same_month(from, to) && to.year() == self.year {
            return format!("{}–{}", from.day(), self.plain(to));
        }
        format!("{} – {}", self.plain(from), self.plain(to))
    }

    /// Day and time in Kazakhstan: `21 ноября, 18:40`.
    pub(crate) fn moment(self, at: Timestamp) -> String {
        let local = KAZAKHSTAN.to_datetime(at);
        format!("{}, {}", self.plain(local.date()), time(at))
    }

    /// As of when something stands: `07:50` in Russian, `07:50-дегі` in Kazakh.
    pub(crate) fn as_of(self, at: Timestamp) -> String {
        let local = KAZAKHSTAN.to_datetime(at);
        match self.wording.language {
            Interface::Kazakh => kazakh::of_time(local.hour(), local.minute()),
            Interface::Russian | Interface::English => time(at),
        }
    }

    fn with_year(self, date: Date) -> String {
        match self.wording.language {
            Interface::Kazakh => format!("{} жылғы {}", date.year(), self.day_and_month(date)),
            Interface::Russian => format!("{} {} года", self.day_and_month(date), date.year()),
            Interface::English => format!("{} {}", self.day_and_month(date), date.year()),
        }
    }

    fn day_and_month(self, date: Date) -> String {
        format!("{} {}", date.day(), self.wording.months[date.month() as usize - 1])
    }
}

/// The time of day in Kazakhstan: `07:50`.
fn time(at: Timestamp) -> String {
    let local = KAZAKHSTAN.to_datetime(at);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

fn same_month(one: Date, other: Date) -> bool {
    (one.year(), one.month()) == (other.year(), other.month())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check(language: Interface, write: fn(Dates) -> String, expected: &str) {
        assert_eq!(write(Dates::new(language, date(2026, 11, 22))), expected);
    }

    const KK: Interface = Interface::Kazakh;
    const RU: Interface = Interface::Russian;

    #[test]
    fn days_are_named() {
        check(RU, |d| d.full(date(2026, 11, 22)), "22 ноября 2026 года, воскресенье");
        check(KK, |d| d.full(date(2026, 11, 22)), "2026 жылғы 22 қараша, жексенбі");
        check(RU, |d| d.on(date(2025, 5, 1)), "1 мая 2025 года");
        check(KK, |d| d.on(date(2025, 5, 1)), "2025 жылғы 1 мамырда");
        check(RU, |d| d.since(date(2026, 11, 2)), "со 2 ноября");
        check(RU, |d| d.since(date(2026, 11, 16)), "с 16 ноября");
        check(KK, |d| d.since(date(2026, 11, 21)), "21 қарашадан бері");
        check(KK, |d| d.since(date(2026, 10, 3)), "3 қазаннан бері");
    }

    #[test]
    fn spans_name_a_month_once() {
        check(RU, |d| d.span(date(2026, 11, 3), date(2026, 11, 18)), "с 3 по 18 ноября");
        check(RU, |d| d.span(date(2026, 11, 2), date(2026, 11, 2)), "2 ноября");
        check(RU, |d| d.span(date(2026, 10, 28), date(2026, 11, 4)), "с 28 октября по 4 ноября");
        check(RU, |d| d.range(date(2025, 12, 28), date(2026, 1, 4)), "28 декабря 2025 года – 4 января");
        check(KK, |d| d.span(date(2026, 11, 3), date(2026, 11, 18)), "3–18 қараша аралығында");
        check(KK, |d| d.range(date(2026, 10, 28), date(2026, 11, 4)), "28 қазан – 4 қараша");
        check(KK, |d| d.range(date(2026, 11, 9), date(2026, 11, 22)), "9–22 қараша");
    }

    #[test]
    fn moments_are_local() {
        check(RU, |d| d.moment("2026-11-21T19:05:00Z".parse().unwrap()), "22 ноября, 00:05");
        check(KK, |d| d.moment("2026-11-21T13:40:00Z".parse().unwrap()), "21 қараша, 18:40");
    }
}
