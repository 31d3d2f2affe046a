//! Days as people type them: `2026-11-16`, `16.11.2026`, `қараша`, `ноябрь 2026`, `7к`, `кеше`, `2026-11-01..2026-11-15`; and as they
//! are written again. Reading takes no clock.

use std::fmt;

use dauys_model::{KAZAKHSTAN, civil_day};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::day::{Day, Days, FIRST, Unit};
use super::month::month;
use crate::fault::Fault;

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
