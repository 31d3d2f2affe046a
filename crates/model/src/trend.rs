//! Counts of a topic by day in, how it stands on one day out. Counts alone: no text, no clock.

use jiff::civil::Date;

use crate::{DayCount, Trend};

/// So many days in a row without a voice make a topic quiet.
const QUIET_DAYS: i32 = 2;
/// So many days without a voice before a day with one make it a return.
const SILENT_DAYS: i32 = 3;
/// Growth is measured against so many of the latest earlier days with voices.
const ACTIVE_DAYS: usize = 14;
/// The chance below which a count is not taken for an ordinary day's.
const RARE: f64 = 0.05;

/// How a topic stands on `day`, by its voices up to and including that day; `None` if it had not been raised by then. The
/// order of `days` does not matter; days after `day` are ignored.
///
/// - *New*: its first voice was on `day`.
/// - *Came back*: raised on `day`, and that day or the one before was the first after three or more days without a voice;
///   for a day longer than the return itself, since a reader may have missed it.
/// - *Growing*: voices on `day` are more than chance makes of the mean of the earlier days with voices (at most 14): the
///   Poisson probability of so many or more is below 1 in 20; or `day` and the day before it together are, against the
///   days with voices before them: a matter may swell without leaping. The mean is taken half a voice too high in sum (Jeffreys'
///   prior), since few days of few voices are a poor measure: 1 → 5 is growth, 1 → 4 is not, nor is 10 → 15; 10 → 18 is.
/// - *Quiet*: no voice on `day` nor on the day before.
/// - *Steady*: otherwise, so also on the first day of silence, which may be a day that has only begun.
pub fn trend(days: &[DayCount], day: Date) -> Option<Trend> {
    let mut raised: Vec<(Date, u32)> = days
        .iter()
        .filter(|count| count.day <= day && count.voices > 0)
        .map(|count| (count.day, count.voices))
        .collect();
    raised.sort_unstable();
    let &(last, voices) = raised.last()?;
    if last < day {
        return Some(if days_between(last, day) >= QUIET_DAYS { Trend::Quiet } else { Trend::Steady });
    }
    raised.pop();
    let Some(&(previous, _)) = raised.last() else { return Some(Trend::New) };
    let is_return = |earlier: Date, later: Date| days_between(earlier, later) > SILENT_DAYS;
    let returned_before = match raised[..] {
        [.., before, previous] => days_between(previous.0, day) == 1 && is_return(before.0, previous.0),
        _ => false,
    };
    if is_return(previous, day) || returned_before {
        return Some(Trend::CameBack);
    }
    let earlier = &raised[raised.len().saturating_sub(ACTIVE_DAYS)..];
    let sum: f64 = earlier.iter().map(|&(_, voices)| f64::from(voices)).sum();
    let mean = (sum + 0.5) / earlier.len() as f64;
    let leaps = chance_of_at_least(voices, mean) < RARE;
    Some(if leaps || swells(&raised, (day, voices)) { Trend::Growing } else { Trend::Steady })
}

/// Whether the day and the one before it are together above what the days before them (`raised`, without the day) let
/// expect, the day itself being no less than the one before.
fn swells(raised: &[(Date, u32)], (day, voices): (Date, u32)) -> bool {
    let Some((&(previous, before), earlier)) = raised.split_last() else { return false };
    let earlier = &earlier[earlier.len().saturating_sub(ACTIVE_DAYS)..];
    if earlier.len() < 2 || days_between(previous, day) != 1 || voices < before {
        return false;
    }
    let sum: f64 = earlier.iter().map(|&(_, voices)| f64::from(voices)).sum();
    chance_of_at_least(voices + before, 2.0 * (sum + 0.5) / earlier.len() as f64) < RARE
}

fn days_between(earlier: Date, later: Date) -> i32 {
    earlier.until(later).map_or(i32::MAX, |span| span.get_days())
}

/// The probability that a Poisson variable of this mean is `count` or more.
fn chance_of_at_least(count: u32, mean: f64) -> f64 {
    // Beyond this the exact sum says nothing that the normal one does not.
    if mean > 500.0 {
        return if f64::from(count) > mean + 1.645 * mean.sqrt() { 0.0 } else { 1.0 };
    }
    let mut term = (-mean).exp();
    let mut below = 0.0;
    for k in 0..count {
        below += term;
        term *= mean / f64::from(k + 1);
        if below >= 1.0 {
            return 0.0;
        }
    }
    1.0 - below
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// `counts` are the voices of November 2026 from the 1st on; the trend is that of the last of them.
    fn check(counts: &[u32], expected: Option<Trend>) {
        let days: Vec<DayCount> = counts
            .iter()
            .zip(1_i8..)
            .filter(|&(&voices, _)| voices > 0)
            .map(|(&voices, day)| DayCount { day: date(2026, 11, day), voices, texts: voices })
            .collect();
        let day = date(2026, 11, i8::try_from(counts.len()).unwrap());
        assert_eq!(trend(&days, day), expected, "{counts:?}");
        let backwards: Vec<DayCount> = days.iter().rev().copied().collect();
        assert_eq!(trend(&backwards, day), expected, "order does not matter");
    }

    #[test]
    fn a_topic_is_new_on_its_first_day() {
        check(&[0, 0], None);
        check(&[1], Some(Trend::New));
        check(&[0, 0, 30], Some(Trend::New));
    }

    #[test]
    fn growth_must_be_more_than_chance() {
        check(&[1, 2], Some(Trend::Steady));
        check(&[1, 4], Some(Trend::Steady));
        check(&[1, 5], Some(Trend::Growing));
        check(&[1, 1, 1, 1, 4], Some(Trend::Growing));
        check(&[10, 15], Some(Trend::Steady));
        check(&[1, 1, 3, 6, 5, 7], Some(Trend::Growing));
        check(&[5, 5, 6, 5, 6], Some(Trend::Steady));
        check(&[1, 1, 3, 6, 7, 5], Some(Trend::Steady));
        check(&[10, 18], Some(Trend::Growing));
        check(&[10, 0, 0, 18], Some(Trend::Growing));
        check(&[100, 80], Some(Trend::Steady));
        check(&[2000, 2050], Some(Trend::Steady));
        check(&[2000, 2100], Some(Trend::Growing));
    }

    #[test]
    fn three_silent_days_make_a_return() {
        check(&[3, 0, 0, 1], Some(Trend::Steady));
        check(&[3, 0, 0, 0, 1], Some(Trend::CameBack));
        check(&[3, 0, 0, 0, 40], Some(Trend::CameBack));
        check(&[9, 3, 0, 0, 0, 7, 4], Some(Trend::CameBack));
        check(&[9, 3, 0, 0, 0, 7, 4, 4], Some(Trend::Steady));
    }

    #[test]
    fn silence_is_quiet_from_the_second_day() {
        check(&[3, 0], Some(Trend::Steady));
        check(&[3, 0, 0], Some(Trend::Quiet));
        check(&[1, 0, 0, 0, 0, 0, 0, 0, 0], Some(Trend::Quiet));
    }

    #[test]
    fn only_voices_raise() {
        let day = date(2026, 11, 1);
        assert_eq!(trend(&[DayCount { day, voices: 0, texts: 9 }], day), None);
    }

    #[test]
    fn later_days_are_not_known_yet() {
        let days = [1, 9].map(|voices| DayCount { day: date(2026, 11, voices as i8), voices, texts: voices });
        assert_eq!(trend(&days, date(2026, 11, 1)), Some(Trend::New));
    }
}
