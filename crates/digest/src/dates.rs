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

    /// Since which moment: `с 21 ноября, 18:40`, `21 қараша сағат 18:40-тан бері`, `since 21 November, 18:40`.
    pub(crate) fn since_moment(self, at: Timestamp) -> String {
        let local = KAZAKHSTAN.to_datetime(at);
        match self.wording.language {
            Interface::Kazakh => format!(
                "{} сағат {} бері",
                self.plain(local.date()),
                kazakh::since_time(local.hour(), local.minute())
            ),
            Interface::Russian => format!("{} {}", russian::from_day(local.day()), self.moment(at)),
            Interface::English => format!("since {}", self.moment(at)),
        }
    }

    /// A month alone: `ноябрь`, `қараша`, `November`; with the year where it differs from that of the digest.
    pub(crate) fn month(self, date: Date) -> String {
        if date.year() == self.year { self.month_name(date).to_owned() } else { self.full_month(date) }
    }

    /// A month and its year, as a heading: `ноябрь 2026 года`, `2026 жылғы қараша`, `November 2026`.
    pub(crate) fn full_month(self, date: Date) -> String {
        let (month, year) = (self.month_name(date), date.year());
        match self.wording.language {
            Interface::Kazakh => format!("{year} жылғы {month}"),
            Interface::Russian => format!("{month} {year} года"),
            Interface::English => format!("{month} {year}"),
        }
    }

    /// A week with its year, as a heading: `неделя 16–22 ноября 2026 года`, `2026 жылғы 16–22 қараша аптасы`,
    /// `week of 16–22 November 2026`.
    pub(crate) fn full_week(self, from: Date, to: Date) -> String {
        let days = if from.year() != to.year() {
            format!("{} – {}", self.with_year(from), self.with_year(to))
        } else {
            let first = if same_month(from, to) {
                format!("{}–", from.day())
            } else {
                format!("{} – ", self.day_and_month(from))
            };
            match self.wording.language {
                Interface::Kazakh => format!("{} жылғы {first}{}", to.year(), self.day_and_month(to)),
                Interface::Russian | Interface::English => format!("{first}{}", self.with_year(to)),
            }
        };
        match self.wording.language {
            Interface::Kazakh => format!("{days} аптасы"),
            Interface::Russian => format!("неделя {days}"),
            Interface::English => format!("week of {days}"),
        }
    }

    /// The edition of a day: `за 20 ноября`, `20 қарашадағы`, `of 20 November`.
    pub(crate) fn of_edition(self, date: Date) -> String {
        self.edition(&self.plain(date))
    }

    /// The edition of a week: `за неделю 9–15 ноября`, `9–15 қараша аптасындағы`, `of the week 9–15 November`.
    pub(crate) fn of_weekly_edition(self, from: Date, to: Date) -> String {
        let days = self.range(from, to);
        match self.wording.language {
            Interface::Kazakh => self.edition(&format!("{days} аптасы")),
            Interface::Russian => self.edition(&format!("неделю {days}")),
            Interface::English => self.edition(&format!("the week {days}")),
        }
    }

    /// The edition of a month: `за октябрь`, `қазан айындағы`, `of October`.
    pub(crate) fn of_monthly_edition(self, date: Date) -> String {
        let month = self.month(date);
        match self.wording.language {
            Interface::Kazakh => self.edition(&format!("{month} айы")),
            Interface::Russian | Interface::English => self.edition(&month),
        }
    }

    fn edition(self, of: &str) -> String {
        match self.wording.language {
            Interface::Kazakh => kazakh::attribute(of),
            Interface::Russian => format!("за {of}"),
            Interface::English => format!("of {of}"),
        }
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

    fn month_name(self, date: Date) -> &'static str {
        &self.wording.months_alone[date.month() as usize - 1]
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
    const EN: Interface = Interface::English;

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
    fn english_days_have_no_endings() {
        check(EN, |d| d.full(date(2026, 11, 22)), "22 November 2026, Sunday");
        check(EN, |d| d.on(date(2026, 11, 1)), "on 1 November");
        check(EN, |d| d.since(date(2025, 5, 3)), "since 3 May 2025");
        check(EN, |d| d.span(date(2026, 11, 2), date(2026, 11, 18)), "from 2 to 18 November");
        check(EN, |d| d.range(date(2026, 10, 28), date(2026, 11, 4)), "28 October – 4 November");
    }

    #[test]
    fn moments_stand_in_their_cases() {
        let at = || "2026-11-21T13:40:00Z".parse().unwrap();
        check(RU, |d| d.since_moment("2026-11-02T02:00:00Z".parse().unwrap()), "со 2 ноября, 07:00");
        assert_eq!(Dates::new(KK, date(2026, 11, 22)).since_moment(at()), "21 қараша сағат 18:40-тан бері");
        assert_eq!(Dates::new(EN, date(2026, 11, 22)).since_moment(at()), "since 21 November, 18:40");
    }

    #[test]
    fn weeks_and_months_are_headings() {
        let (from, to) = (date(2026, 11, 16), date(2026, 11, 22));
        let week = |language| Dates::new(language, to).full_week(from, to);
        assert_eq!(week(RU), "неделя 16–22 ноября 2026 года");
        assert_eq!(week(KK), "2026 жылғы 16–22 қараша аптасы");
        assert_eq!(week(EN), "week of 16–22 November 2026");
        check(
            RU,
            |d| d.full_week(date(2026, 10, 26), date(2026, 11, 1)),
            "неделя 26 октября – 1 ноября 2026 года",
        );
        check(
            KK,
            |d| d.full_week(date(2026, 10, 26), date(2026, 11, 1)),
            "2026 жылғы 26 қазан – 1 қараша аптасы",
        );
        check(
            RU,
            |d| d.full_week(date(2026, 12, 28), date(2027, 1, 3)),
            "неделя 28 декабря 2026 года – 3 января 2027 года",
        );
        check(RU, |d| d.full_month(date(2026, 11, 30)), "ноябрь 2026 года");
        check(KK, |d| d.full_month(date(2026, 11, 30)), "2026 жылғы қараша");
        check(EN, |d| d.full_month(date(2026, 11, 30)), "November 2026");
    }

    #[test]
    fn moments_are_local() {
        check(RU, |d| d.moment("2026-11-21T19:05:00Z".parse().unwrap()), "22 ноября, 00:05");
        check(KK, |d| d.moment("2026-11-21T13:40:00Z".parse().unwrap()), "21 қараша, 18:40");
    }
}
