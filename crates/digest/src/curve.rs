//! Day counts → the bars of a topic's curve: how many voices on each day of the window, days of nothing included.
//! Lengths are whole numbers, so that the picture is the same everywhere.

use dauys_model::DayCount;
use jiff::ToSpan;
use jiff::civil::Date;

/// The height of a picture, in CSS pixels; the peak reaches it.
pub(crate) const HEIGHT: u32 = 32;
/// Days shown at most. Four weeks show a rhythm of weeks and still fit a phone beside their caption.
const MOST_DAYS: i32 = 28;

/// The curve of one topic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Curve {
    /// One for each day of the window, ascending; the last is the day of the digest.
    pub(crate) bars: Vec<Bar>,
    /// The most voices on one of the days.
    pub(crate) peak: u32,
    /// The width of the picture, in CSS pixels.
    pub(crate) width: u32,
}

/// One day of a curve.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Bar {
    /// The day.
    pub(crate) day: Date,
    /// Its voices.
    pub(crate) voices: u32,
    /// Distance from the left edge.
    pub(crate) x: u32,
    /// Distance from the upper edge.
    pub(crate) y: u32,
    /// Its width.
    pub(crate) width: u32,
    /// Its height. A day of nothing keeps a line of one pixel.
    pub(crate) height: u32,
    /// `quiet`, `day` or `today`: how it is drawn.
    pub(crate) class: &'static str,
}

impl Curve {
    /// The curve of `counts` from `since`, or four weeks back if that is later, to `day`.
    pub(crate) fn of(counts: &[DayCount], since: Date, day: Date) -> Self {
        let earliest = day.checked_sub((MOST_DAYS - 1).days()).unwrap_or(day);
        let from = since.clamp(earliest, day);
        let days: Vec<Date> = from.series(1.day()).take_while(|date| *date <= day).collect();
        let voices = |date: Date| counts.iter().filter(|c| c.day == date).map(|c| c.voices).sum::<u32>();
        let peak = days.iter().map(|date| voices(*date)).max().unwrap_or(0);
        // Two weeks fill the picture; a longer window gets narrower bars, not a wider picture.
        let (slot, width) = if days.len() <= 14 { (8, 6) } else { (4, 3) };
        let bars = days.iter().enumerate().map(|(index, date)| {
            let voices = voices(*date);
            let height = if voices == 0 { 1 } else { (voices * HEIGHT).div_ceil(peak).max(3) };
            let class = match (voices, *date == day) {
                (0, _) => "quiet",
                (_, true) => "today",
                _ => "day",
            };
            Bar { day: *date, voices, x: index as u32 * slot, y: HEIGHT - height, width, height, class }
        });
        Self { peak, width: days.len() as u32 * slot, bars: bars.collect() }
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
        let drawn: Vec<_> = curve.bars.iter().map(|bar| (bar.voices, bar.height, bar.class)).collect();
        assert_eq!(
            drawn,
            [
                (0, 1, "quiet"),
                (0, 1, "quiet"),
                (4, 32, "day"),
                (0, 1, "quiet"),
                (0, 1, "quiet"),
                (0, 1, "quiet"),
                (2, 16, "today")
            ]
        );
        assert_eq!((curve.width, curve.peak), (56, 4));
    }

    #[test]
    fn long_windows_are_cut_and_wrong_ones_survive() {
        let curve = Curve::of(&[], date(2020, 1, 1), date(2026, 11, 22));
        assert_eq!((curve.bars.len(), curve.width, curve.peak), (28, 112, 0));
        assert_eq!(curve.from(), Some(date(2026, 10, 26)));
        assert_eq!(Curve::of(&[], date(2027, 1, 1), date(2026, 11, 22)).bars.len(), 1);
    }
}
