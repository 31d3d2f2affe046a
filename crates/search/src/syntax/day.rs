//! Days as people type them: `2026-11-16`, `16.11.2026`, `қараша`, `ноябрь 2026`, `7к`, `кеше`, `2026-11-01..2026-11-15`. Reading them
//! takes no clock; [`Days::resolve`] does.

use std::fmt;

use dauys_model::{KAZAKHSTAN, civil_day, day_end, day_start};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::month::month;
use crate::fault::Fault;

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

/// Units as they stand behind a number.
const UNITS: [(&str, Unit); 41] = [
    ("d", Unit::Day),
    ("day", Unit::Day),
    ("days", Unit::Day),
    ("к", Unit::Day),
    ("күн", Unit::Day),
    ("кун", Unit::Day),
    ("д", Unit::Day),
    ("дн", Unit::Day),
    ("день", Unit::Day),
    ("дня", Unit::Day),
    ("дней", Unit::Day),
    ("w", Unit::Week),
    ("week", Unit::Week),
    ("weeks", Unit::Week),
    ("а", Unit::Week),
    ("апта", Unit::Week),
    ("н", Unit::Week),
    ("нед", Unit::Week),
    ("неделя", Unit::Week),
    ("недели", Unit::Week),
    ("недель", Unit::Week),
    ("m", Unit::Month),
    ("month", Unit::Month),
    ("months", Unit::Month),
    ("ай", Unit::Month),
    ("м", Unit::Month),
    ("мес", Unit::Month),
    ("месяц", Unit::Month),
    ("месяца", Unit::Month),
    ("месяцев", Unit::Month),
    ("y", Unit::Year),
    ("year", Unit::Year),
    ("years", Unit::Year),
    ("ж", Unit::Year),
    ("жыл", Unit::Year),
    ("г", Unit::Year),
    ("год", Unit::Year),
    ("года", Unit::Year),
    ("лет", Unit::Year),
    ("неделю", Unit::Week),
    ("суток", Unit::Day),
];

/// Names of days and of running stretches of them, words divided by a blank.
const NAMED: [(&str, Day); 41] = [
    ("today", Day::Ago(0)),
    ("бүгін", Day::Ago(0)),
    ("бугин", Day::Ago(0)),
    ("сегодня", Day::Ago(0)),
    ("yesterday", Day::Ago(1)),
    ("кеше", Day::Ago(1)),
    ("вчера", Day::Ago(1)),
    ("алдыңғы күні", Day::Ago(2)),
    ("позавчера", Day::Ago(2)),
    ("week", Day::Running(Unit::Week, 0)),
    ("this week", Day::Running(Unit::Week, 0)),
    ("апта", Day::Running(Unit::Week, 0)),
    ("осы апта", Day::Running(Unit::Week, 0)),
    ("неделя", Day::Running(Unit::Week, 0)),
    ("эта неделя", Day::Running(Unit::Week, 0)),
    ("last week", Day::Running(Unit::Week, 1)),
    ("өткен апта", Day::Running(Unit::Week, 1)),
    ("прошлая неделя", Day::Running(Unit::Week, 1)),
    ("month", Day::Running(Unit::Month, 0)),
    ("this month", Day::Running(Unit::Month, 0)),
    ("ай", Day::Running(Unit::Month, 0)),
    ("осы ай", Day::Running(Unit::Month, 0)),
    ("месяц", Day::Running(Unit::Month, 0)),
    ("этот месяц", Day::Running(Unit::Month, 0)),
    ("last month", Day::Running(Unit::Month, 1)),
    ("өткен ай", Day::Running(Unit::Month, 1)),
    ("прошлый месяц", Day::Running(Unit::Month, 1)),
    ("year", Day::Running(Unit::Year, 0)),
    ("this year", Day::Running(Unit::Year, 0)),
    ("жыл", Day::Running(Unit::Year, 0)),
    ("осы жыл", Day::Running(Unit::Year, 0)),
    ("биыл", Day::Running(Unit::Year, 0)),
    ("год", Day::Running(Unit::Year, 0)),
    ("этот год", Day::Running(Unit::Year, 0)),
    ("last year", Day::Running(Unit::Year, 1)),
    ("өткен жыл", Day::Running(Unit::Year, 1)),
    ("былтыр", Day::Running(Unit::Year, 1)),
    ("прошлый год", Day::Running(Unit::Year, 1)),
    ("осы аптада", Day::Running(Unit::Week, 0)),
    ("на этой неделе", Day::Running(Unit::Week, 0)),
    ("в этом месяце", Day::Running(Unit::Month, 0)),
];

/// Words that may stand beside a month and say nothing.
const BESIDE_MONTHS: [&str; 8] = ["жыл", "жылы", "жылғы", "ж", "айы", "года", "год", "г"];

/// Years that are meant as such; other numbers of four digits are slips.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// The first day that is counted back to.
const FIRST: Date = jiff::civil::date(1, 1, 1);

impl Days {
    /// Reads a day, a named stretch or a range of them.
    ///
    /// # Errors
    ///
    /// [`Fault::UnknownDay`], [`Fault::NoSuchDay`], [`Fault::Backwards`].
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        // Phones make one sign of three dots, and fingers slip to three of two.
        let text = text.replace('…', "..").replace("...", "..");
        let Some((from, to)) = text.split_once("..") else {
            let day = match Day::read(&text)? {
                Day::Moment(at) => Day::Date(civil_day(at)),
                day => day,
            };
            return Ok(Self { from: Some(day), to: Some(day) });
        };
        let end = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| Day::read(text)).transpose()
        };
        let days = Self { from: end(from)?, to: end(to)? };
        match days {
            Self { from: None, to: None } => Err(Fault::UnknownDay(text)),
            Self { from: Some(from), to: Some(to) } if from.is_fixed() && to.is_fixed() => {
                let (from, to) = days.resolve(Date::MIN);
                if from < to { Ok(days) } else { Err(Fault::Backwards) }
            }
            days => Ok(days),
        }
    }

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
    /// Reads one day or named stretch.
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let typed = text.trim();
        let unknown = || Fault::UnknownDay(typed.to_owned());
        let small = typed.to_lowercase();
        if let Some(day) = moment(typed) {
            return Ok(day);
        }
        if let Some(day) = numbers(&small) {
            return day.ok_or_else(|| Fault::NoSuchDay(typed.to_owned()));
        }
        let words: Vec<&str> = small
            .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '_'))
            .filter(|word| !word.is_empty())
            .collect();
        let joined = words.join(" ");
        if let Some((_, day)) = NAMED.iter().find(|(name, _)| *name == joined) {
            return Ok(*day);
        }
        let digits = joined.bytes().take_while(u8::is_ascii_digit).count();
        let is_year = joined[..digits].parse().is_ok_and(|number| YEARS.contains(&number));
        if digits > 0
            && let Some((_, unit)) = UNITS.iter().find(|(name, _)| *name == joined[digits..].trim())
            && !(is_year && *unit == Unit::Year)
        {
            return joined[..digits].parse().map(|count| Self::Back(count, *unit)).map_err(|_| unknown());
        }
        in_words(&words).ok_or_else(unknown)?.ok_or_else(|| Fault::NoSuchDay(typed.to_owned()))
    }

    /// Whether it is the same whatever day it is.
    fn is_fixed(self) -> bool {
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

/// A moment: with an offset from UTC, or else in the time of Kazakhstan.
fn moment(text: &str) -> Option<Day> {
    if !text.contains(['T', 't'])
        || !text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '-')
    {
        return None;
    }
    let zone = TimeZone::fixed(KAZAKHSTAN);
    let civil = |text: &str| text.parse::<DateTime>().ok()?.to_zoned(zone).ok().map(|at| at.timestamp());
    text.parse::<Timestamp>().ok().or_else(|| civil(text)).map(Day::Moment)
}

/// A date in numbers alone; the inner nothing when the calendar has no such day.
fn numbers(text: &str) -> Option<Option<Day>> {
    let by = if text.contains('.') { '.' } else { '-' };
    let parts: Vec<&str> = text.trim_end_matches('.').split(by).collect();
    if parts.len() > 3 || !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let number = |at: usize| parts[at].parse::<i16>().unwrap_or(0);
    let small = |at: usize| i8::try_from(number(at)).unwrap_or(0);
    let is_year = |at: usize| YEARS.contains(&number(at));
    let date = |year: usize, month: usize, day: usize| {
        Date::new(number(year), small(month), small(day)).ok().filter(|day| *day >= FIRST)
    };
    let month = |year: usize, month: usize| {
        is_year(year).then(|| Date::new(number(year), small(month), 1).ok()).flatten()
    };
    Some(match (by, &lengths[..]) {
        ('-', [4]) if is_year(0) => Date::new(number(0), 1, 1).ok().map(Day::Year),
        ('-', [4, 1 | 2]) => month(0, 1).map(Day::Month),
        ('-', [4, 1 | 2, 1 | 2]) => date(0, 1, 2).map(Day::Date),
        ('.', [1 | 2, 1 | 2, 4]) => date(2, 1, 0).map(Day::Date),
        ('.', [4, 1 | 2, 1 | 2]) => date(0, 1, 2).map(Day::Date),
        ('.', [1 | 2, 4]) => month(1, 0).map(Day::Month),
        // 2024 is a leap year.
        ('.', [1 | 2, 1 | 2]) => {
            Date::new(2024, small(1), small(0)).ok().map(|_| Day::Latest(small(0), small(1)))
        }
        _ => return None,
    })
}

/// A month by its name with or without its day and year; the inner nothing when the calendar has no such day.
fn in_words(words: &[&str]) -> Option<Option<Day>> {
    let (mut named, mut year, mut day) = (None, None, None);
    for word in words {
        let number = word.parse::<i16>().ok();
        let fresh = match number {
            Some(number) if word.len() == 4 && YEARS.contains(&number) => year.replace(number).is_none(),
            Some(number) if word.len() <= 2 => day.replace(i8::try_from(number).ok()?).is_none(),
            Some(_) => false,
            None if named.is_some() && BESIDE_MONTHS.contains(word) => true,
            None if year.is_some() && BESIDE_MONTHS.contains(word) => true,
            None => named.replace(month(word)?).is_none(),
        };
        if !fresh {
            return None;
        }
    }
    Some(match (named, year, day) {
        (Some(month), Some(year), Some(day)) => Date::new(year, month, day).ok().map(Day::Date),
        (Some(month), Some(year), None) => Date::new(year, month, 1).ok().map(Day::Month),
        (Some(month), None, Some(day)) => Date::new(2024, month, day).ok().map(|_| Day::Latest(day, month)),
        (Some(month), None, None) => Some(Day::LatestMonth(month)),
        (None, Some(year), None) => Date::new(year, 1, 1).ok().map(Day::Year),
        _ => return None,
    })
}

impl fmt::Display for Days {
    /// As it can be typed again.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from == to
        {
            return write!(formatter, "{from}");
        }
        if let Some(from) = self.from {
            write!(formatter, "{from}")?;
        }
        formatter.write_str("..")?;
        self.to.map_or(Ok(()), |to| write!(formatter, "{to}"))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MONTHS: [&str; 12] =
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        match self {
            Self::Date(day) => write!(formatter, "{day}"),
            Self::Month(first) => write!(formatter, "{:04}-{:02}", first.year(), first.month()),
            Self::Year(first) => write!(formatter, "{:04}", first.year()),
            Self::LatestMonth(month) => {
                formatter.write_str(MONTHS.get(month.unsigned_abs() as usize - 1).unwrap_or(&"jan"))
            }
            Self::Latest(day, month) => write!(formatter, "{day:02}.{month:02}"),
            Self::Back(count, unit) => write!(formatter, "{count}{}", unit.letter()),
            Self::Ago(0) => formatter.write_str("today"),
            Self::Ago(1) => formatter.write_str("yesterday"),
            Self::Ago(_) => formatter.write_str("позавчера"),
            Self::Running(unit, back) => {
                let which = if *back == 0 { "this" } else { "last" };
                write!(formatter, "{which}-{}", unit.name())
            }
            Self::Moment(at) => write!(formatter, "{at}"),
        }
    }
}

impl Unit {
    fn letter(self) -> char {
        match self {
            Self::Day => 'd',
            Self::Week => 'w',
            Self::Month => 'm',
            Self::Year => 'y',
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
