//! Day counts → the days of a topic's curve: how many voices on each day of the window, days of nothing included.

use dauys_model::DayCount;
use jiff::ToSpan;
use jiff::civil::Date;

/// Days shown at most. Four weeks show a rhythm of weeks and still fit a phone beside their caption.
const MOST_DAYS: i32 = 28;

/// The curve of one topic. How it is drawn is the business of [`crate::chart`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Curve {
    /// One for each day of the window, ascending; the last is the day of the digest.
    pub bars: Vec<Bar>,
    /// The most voices on one of the days.
    pub peak: u32,
}

/// One day of a curve.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    /// The day.
    pub day: Date,
    /// Its voices.
    pub voices: u32,
}

impl Curve {
    /// The curve of `counts` from `since`, or four weeks back if that is later, to `day`.
    pub fn of(counts: &[DayCount], since: Date, day: Date) -> Self {
        let earliest = day.checked_sub((MOST_DAYS - 1).days()).unwrap_or(day);
        let from = since.clamp(earliest, day);
        let voices = |date: Date| counts.iter().filter(|c| c.day == date).map(|c| c.voices).sum::<u32>();
        let days = from.series(1.day()).take_while(|date| *date <= day);
        let bars: Vec<Bar> = days.map(|day| Bar { day, voices: voices(day) }).collect();
        Self { peak: bars.iter().map(|bar| bar.voices).max().unwrap_or_default(), bars }
    }

    /// The first day shown.
    pub(crate) fn from(&self) -> Option<Date> {
        self.bars.first().map(|bar| bar.day)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn counts(days: &[(i8, u32)]) -> Vec<DayCount> {
        days.iter()
            .map(|(day, voices)| DayCount { day: date(2026, 11, *day), voices: *voices, texts: *voices })
            .collect()
    }

    #[test]
    fn every_day_of_the_window_has_a_bar() {
        let curve = Curve::of(&counts(&[(18, 4), (22, 2)]), date(2026, 11, 16), date(2026, 11, 22));
        let voices: Vec<u32> = curve.bars.iter().map(|bar| bar.voices).collect();
        assert_eq!(voices, [0, 0, 4, 0, 0, 0, 2]);
        assert_eq!((curve.from(), curve.peak), (Some(date(2026, 11, 16)), 4));
    }

    #[test]
    fn long_windows_are_cut_and_wrong_ones_survive() {
        let curve = Curve::of(&[], date(2020, 1, 1), date(2026, 11, 22));
        assert_eq!((curve.bars.len(), curve.peak), (28, 0));
        assert_eq!(curve.from(), Some(date(2026, 10, 26)));
        assert_eq!(Curve::of(&[], date(2027, 1, 1), date(2026, 11, 22)).bars.len(), 1);
    }
}
