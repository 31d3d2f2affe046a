//! The dates of feeds, pages and files in; a moment or a day out. Words are data; what is ambiguous is nothing.
//!
//! A date without a zone is Kazakhstan's civil time, which is taken for UTC+5 at all times: before 1 March 2024 most of
//! the country kept UTC+6, but days are counted at UTC+5 (`dauys_model::civil_day`), so that a date falls on the day that
//! it names. `ALMT` is UTC+5 for the same reason. A date without a time is [`Precision::Day`] and stands at noon.
//! "Сегодня", "5 минут назад" and dates without a year need to know the time of reading.

use dauys_model::{KAZAKHSTAN, Precision, civil_day};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Span, Timestamp};

use crate::date::tokens::{Token, tokens};
use crate::date::words::{Meaning, meaning};

mod tokens;
mod words;

/// A date and how exact it is.
pub(crate) type Dated = (Timestamp, Precision);

/// The longest text that is looked at; dates in the wild are below 60 characters.
const LONGEST_BYTES: usize = 200;

/// A date that stands for itself.
pub(crate) fn absolute(text: &str) -> Option<Dated> {
    read(text, None)
}

/// A date that may be told from the time of reading.
pub(crate) fn relative_to(now: Timestamp, text: &str) -> Option<Dated> {
    read(text, Some(now))
}

fn read(text: &str, now: Option<Timestamp>) -> Option<Dated> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST_BYTES {
        return None;
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some((moment, Precision::Moment)).filter(is_plausible);
    }
    let tokens = joined(tokens(text));
    unix_seconds(&tokens)
        .or_else(|| now.and_then(|now| ago(&tokens, now)))
        .or_else(|| Parts::of(&tokens, now).and_then(|parts| parts.moment(now)))
        .filter(is_plausible)
}

/// The web began in 1991; what claims to be older or of another century is a mistake (`0001-01-01`, `1970-01-01`).
fn is_plausible((moment, _): &Dated) -> bool {
    let year = KAZAKHSTAN.to_datetime(*moment).year();
    (1991..2100).contains(&year)
}

/// Two words that have a meaning only together made one: `только что`, `жарты сағат`.
fn joined(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut joined = Vec::with_capacity(tokens.len());
    for token in tokens {
        let pair = match (joined.last(), &token) {
            (Some(Token::Word(one)), Token::Word(other)) => Some(format!("{one}-{other}")),
            _ => None,
        };
        match pair.filter(|pair| meaning(pair).is_some()) {
            Some(pair) => {
                joined.pop();
                joined.push(Token::Word(pair.into()));
            }
            None => joined.push(token),
        }
    }
    joined
}

/// Ten digits are seconds since 1970, thirteen milliseconds; a fraction, an offset, `/Date(…)/` around them add nothing.
fn unix_seconds(tokens: &[Token<'_>]) -> Option<Dated> {
    let first = tokens.iter().position(|token| matches!(token, Token::Number { .. }))?;
    let (Token::Number { value, digits }, after) = (tokens.get(first)?, tokens.get(first + 1..)?) else {
        return None;
    };
    let words = tokens.iter().filter(|token| matches!(token, Token::Word(word) if word != "date")).count();
    let numbers = after.iter().filter(|token| matches!(token, Token::Number { .. })).count();
    if words > 0 || numbers > 1 {
        return None;
    }
    let moment = match digits {
        10 => Timestamp::from_second(*value).ok()?,
        13 => Timestamp::from_millisecond(*value).ok()?,
        _ => return None,
    };
    Some((moment, Precision::Moment))
}

/// `5 минут назад`, `1 час 20 минут назад`, `2 сағат бұрын`, `час назад`, `только что`.
fn ago(tokens: &[Token<'_>], now: Timestamp) -> Option<Dated> {
    let mut count = None;
    let mut seconds: Option<i64> = None;
    let mut is_past = false;
    for token in tokens {
        match token {
            Token::Number { value, digits } if *digits < 4 => count = Some(*value),
            Token::Word(word) => match meaning(word) {
                Some(Meaning::Unit(unit)) => {
                    let more = unit.checked_mul(count.take().unwrap_or(1))?;
                    seconds = Some(seconds.unwrap_or(0).checked_add(more)?);
                }
                Some(Meaning::Ago) => is_past = true,
                Some(Meaning::Now) => return Some((now, Precision::Moment)),
                _ => {}
            },
            _ => {}
        }
    }
    let seconds = seconds.filter(|_| is_past)?;
    let moment = now.checked_sub(SignedDuration::from_secs(seconds)).ok()?;
    if seconds >= 86_400 {
        return at_noon(civil_day(moment));
    }
    Some((moment, Precision::Moment))
}

fn at_noon(day: Date) -> Option<Dated> {
    let noon = DateTime::from_parts(day, Time::constant(12, 0, 0, 0));
    Some((KAZAKHSTAN.to_timestamp(noon).ok()?, Precision::Day))
}

/// What was found of a date.
#[derive(Default)]
struct Parts {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    time: Option<Time>,
    offset: Option<Offset>,
}

impl Parts {
    fn of(tokens: &[Token<'_>], now: Option<Timestamp>) -> Option<Self> {
        let mut parts = Self::default();
        let mut loose = Vec::new();
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            let rest = tokens.get(index..).unwrap_or_default();
            let used = parts.take_time(rest).or_else(|| parts.take_numeric_date(rest));
            if let Some(used) = used {
                index += used;
                continue;
            }
            match token {
                Token::Number { value, digits } => loose.push((*value, *digits)),
                Token::Word(word) => match meaning(word) {
                    Some(Meaning::Month(month)) if parts.month.is_none() => parts.month = Some(month),
                    Some(Meaning::Day(back)) => {
                        let today = civil_day(now?);
                        let day = today.checked_sub(Span::new().days(back)).ok()?;
                        parts.set(day.year().into(), day.month().into(), day.day().into());
                    }
                    Some(Meaning::Zone(minutes)) => parts.take_zone(minutes, tokens.get(index + 1..)),
                    _ => {}
                },
                Token::Mark(mark @ ('+' | '-')) if parts.time.is_some() && parts.offset.is_none() => {
                    if let Some((offset, used)) =
                        signed_offset(*mark, tokens.get(index + 1..).unwrap_or_default())
                    {
                        parts.offset = Some(offset);
                        index += used;
                    }
                }
                _ => {}
            }
            index += 1;
        }
        parts.place(&loose)?;
        Some(parts)
    }

    /// Numbers without marks beside a month's name: the day, then the year.
    fn place(&mut self, loose: &[(i64, usize)]) -> Option<()> {
        for (value, digits) in loose {
            if *digits == 4 && self.year.is_none() {
                self.year = Some(*value);
            } else if *digits <= 2 && self.day.is_none() {
                self.day = Some(*value);
            } else if *digits == 2 && self.year.is_none() {
                self.year = Some(full_year(*value));
            }
        }
        self.month.map(|_| ())
    }

    fn set(&mut self, year: i64, month: i64, day: i64) {
        self.year = Some(year);
        self.month = Some(month);
        self.day = Some(day);
    }

    /// `10:00`, `10:00:59.123`, `4:29 PM`, `10-00` is none.
    fn take_time(&mut self, rest: &[Token<'_>]) -> Option<usize> {
        let [
            Token::Number { value: hour, digits: 1..=2 },
            Token::Mark(':'),
            Token::Number { value: minute, digits: 1..=2 },
            ..,
        ] = rest
        else {
            return None;
        };
        if self.time.is_some() {
            return None;
        }
        let mut used = 3;
        let mut second = 0;
        if let Some([Token::Mark(':'), Token::Number { value, digits: 1..=2 }]) = rest.get(3..5) {
            second = (*value).min(59);
            used = 5;
            if let Some([Token::Mark('.' | ','), Token::Number { .. }]) = rest.get(5..7) {
                used = 7;
            }
        }
        let mut hour = *hour;
        match rest.get(used) {
            Some(Token::Word(word)) if word == "pm" && hour < 12 => hour += 12,
            Some(Token::Word(word)) if word == "am" && hour == 12 => hour = 0,
            _ => {}
        }
        // 24:00 occurs for midnight.
        let hour = if hour == 24 && *minute == 0 { 0 } else { hour };
        self.time =
            Time::new(i8::try_from(hour).ok()?, i8::try_from(*minute).ok()?, i8::try_from(second).ok()?, 0)
                .ok();
        self.time.map(|_| used)
    }

    /// `2026-09-21`, `21.09.2026`, `21/09/26`, `20260921`.
    fn take_numeric_date(&mut self, rest: &[Token<'_>]) -> Option<usize> {
        if self.month.is_some() {
            return None;
        }
        if let Some(Token::Number { value, digits: 8 }) = rest.first() {
            self.set(value / 10_000, value / 100 % 100, value % 100);
            return Some(1);
        }
        let [
            Token::Number { value: first, digits: long },
            Token::Mark(mark @ ('-' | '.' | '/')),
            Token::Number { value: second, digits: 1..=2 },
            ..,
        ] = rest
        else {
            return None;
        };
        let third = match rest.get(3..5) {
            Some([Token::Mark(again), Token::Number { value, digits }]) if again == mark => {
                Some((*value, *digits))
            }
            _ => None,
        };
        match (long, third) {
            (4, Some((day, 1..=2))) => self.set(*first, *second, day),
            // `2026-09` is a month, not a day.
            (4, None) => return None,
            (1..=2, Some((year, 4))) => self.set_day_first(*first, *second, year),
            (1..=2, Some((year, 2))) if *mark != '-' => self.set_day_first(*first, *second, full_year(year)),
            // `21.09`, the year being the present one.
            (1..=2, None) if *mark == '.' => {
                self.day = Some(*first);
                self.month = Some(*second);
                return Some(3);
            }
            _ => return None,
        }
        Some(5)
    }

    /// Day before month, as everywhere in the region, unless only the American order is possible.
    fn set_day_first(&mut self, first: i64, second: i64, year: i64) {
        if second > 12 { self.set(year, first, second) } else { self.set(year, second, first) }
    }

    /// `GMT`, `UTC+5`, `GMT+05:00`.
    fn take_zone(&mut self, minutes: i64, rest: Option<&[Token<'_>]>) {
        if self.time.is_none() || self.offset.is_some() {
            return;
        }
        if let Some([Token::Mark(mark @ ('+' | '-')), after @ ..]) = rest
            && minutes == 0
            && let Some((offset, _)) = signed_offset(*mark, after)
        {
            self.offset = Some(offset);
        } else {
            self.offset = offset(minutes);
        }
    }

    fn moment(self, now: Option<Timestamp>) -> Option<Dated> {
        let (month, day) = (i8::try_from(self.month?).ok()?, i8::try_from(self.day?).ok()?);
        let date = match (self.year, now) {
            (Some(year), _) => Date::new(i16::try_from(year).ok()?, month, day).ok()?,
            // Lists leave out the year; a day that would lie ahead is of the last one.
            (None, Some(now)) => {
                let today = civil_day(now);
                let date = Date::new(today.year(), month, day).ok()?;
                if date > today.tomorrow().ok()? {
                    Date::new(today.year() - 1, month, day).ok()?
                } else {
                    date
                }
            }
            (None, None) => return None,
        };
        let Some(time) = self.time else { return at_noon(date) };
        let offset = self.offset.unwrap_or(KAZAKHSTAN);
        Some((offset.to_timestamp(DateTime::from_parts(date, time)).ok()?, Precision::Moment))
    }
}

/// RFC 2822, section 4.3: two digits below 50 are of this century.
fn full_year(short: i64) -> i64 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

fn offset(minutes: i64) -> Option<Offset> {
    Offset::from_seconds(i32::try_from(minutes.checked_mul(60)?).ok()?)
        .ok()
        .filter(|_| minutes.abs() <= 14 * 60)
}

/// What follows `+` or `-`: `0500`, `05:00`, `5`. Gives how many tokens it took.
fn signed_offset(mark: char, rest: &[Token<'_>]) -> Option<(Offset, usize)> {
    let (minutes, used) = match rest {
        [
            Token::Number { value: hours, digits: 1..=2 },
            Token::Mark(':'),
            Token::Number { value: minutes, digits: 2 },
            ..,
        ] => (hours * 60 + minutes, 3),
        [Token::Number { value, digits: 4 }, ..] => (value / 100 * 60 + value % 100, 1),
        [Token::Number { value, digits: 1..=2 }, ..] => (value * 60, 1),
        _ => return None,
    };
    Some((offset(if mark == '-' { -minutes } else { minutes })?, used))
}

#[cfg(test)]
mod tests;
