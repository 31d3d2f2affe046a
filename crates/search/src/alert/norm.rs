//! What is to be expected of a day, from the days before it, and how improbable a count is.
//!
//! A day's voices are counted as a negative binomial: a Poisson count whose rate is itself uncertain, because days differ
//! and because few days tell little. With a history of nothing but zeros the rate is not nothing, it is merely small, so one
//! voice after eight silent weeks is no alarm and five are.
//!
//! - The level is the mean of the history; half a voice is added to its sum (the prior of Jeffreys for a Poisson rate).
//! - Each day of the week has its share of it, believed as far as there are weeks that show it.
//! - How far days scatter beyond Poisson is told by the moments of what remains; what the level and the share may be off by is
//!   added to it.
//! - Days that were unusual themselves count as the least that would have been: an outburst of last week hides no other.

use jiff::civil::Date;

/// A count fires from this chance on, on a day: by the model about one false alarm of a search in three years.
const UNUSUAL: f64 = 0.001;
/// An unusual stretch is over when a whole day was no less probable than this: well away from [`UNUSUAL`], so that a
/// stretch does not end and begin again with every second day.
pub(super) const USUAL: f64 = 0.02;
/// However improbable: fewer voices, or fewer than so many times the norm, are nothing to call anybody for.
pub(super) const LEAST_VOICES: u32 = 3;
const LEAST_FACTOR: f64 = 2.0;
/// A history of fewer days says nothing.
pub(super) const NEEDED_DAYS: usize = 14;
/// So many weeks it takes until half of what a day of the week shows is believed.
const BELIEF_WEEKS: f64 = 4.0;
/// The share of days that a first look takes for outbursts and cuts.
const CUT: f64 = 0.1;
/// No series is more regular than Poisson with this relative spread of the rate.
const LEAST_SPREAD: f64 = 1.0e-4;

/// What is to be expected of one day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Norm {
    /// The mean.
    pub(super) expected: f64,
    /// The least count that is unusual.
    pub(super) limit: u32,
    /// The size of the negative binomial: its variance is `expected + expected² / size`.
    size: f64,
}

impl Norm {
    /// The norm of a day from the counts of days before it; none when those are fewer than [`NEEDED_DAYS`].
    pub(super) fn of(history: &[(Date, u32)], day: Date) -> Option<Self> {
        if history.len() < NEEDED_DAYS {
            return None;
        }
        let mut sorted: Vec<u32> = history.iter().map(|(_, voices)| *voices).collect();
        sorted.sort_unstable();
        let kept = sorted.len() - 1 - (sorted.len() as f64 * CUT) as usize;
        let most = sorted[kept];
        let calm: Vec<(Date, u32)> =
            history.iter().map(|(day, voices)| (*day, (*voices).min(most))).collect();
        let first = Fit::of(&calm);
        let limits: [u32; 7] = std::array::from_fn(|weekday| first.norm(weekday).limit);
        let cut: Vec<(Date, u32)> =
            history.iter().map(|(day, voices)| (*day, (*voices).min(limits[weekday(*day)]))).collect();
        Some(Fit::of(&cut).norm(weekday(day)))
    }

    /// The chance of so many voices or more.
    pub(super) fn chance(&self, voices: u32) -> f64 {
        if voices == 0 {
            return 1.0;
        }
        let (mean, size) = (self.expected, self.size);
        let growth = mean / (size + mean);
        let mut at = f64::from(voices);
        let mut term = (ln_gamma(at + size) - ln_gamma(size) - ln_gamma(at + 1.0)
            + size * (size / (size + mean)).ln()
            + at * growth.ln())
        .exp();
        let mut sum = 0.0;
        // Past the mean terms only fall; below it the many of them are few enough to be added up.
        loop {
            sum += term;
            if at > mean && term <= sum * 1.0e-12 {
                return sum.min(1.0);
            }
            term *= (at + size) / (at + 1.0) * growth;
            at += 1.0;
        }
    }
}

fn weekday(day: Date) -> usize {
    day.weekday().to_monday_zero_offset().unsigned_abs().into()
}

/// Level, shares and scatter of a history.
struct Fit {
    level: f64,
    shares: [f64; 7],
    /// The relative variance of the mean of each day of the week.
    doubt: [f64; 7],
    scatter: f64,
}

impl Fit {
    fn of(history: &[(Date, u32)]) -> Self {
        let days = history.len() as f64;
        let sum = history.iter().map(|(_, voices)| f64::from(*voices)).sum::<f64>() + 0.5;
        let level = sum / days;
        let (mut weeks, mut sums) = ([0.0; 7], [0.0; 7]);
        for (day, voices) in history {
            weeks[weekday(*day)] += 1.0;
            sums[weekday(*day)] += f64::from(*voices);
        }
        let mut shares = [1.0; 7];
        let mut doubt = [0.0; 7];
        for at in 0..7 {
            shares[at] = (sums[at] + BELIEF_WEEKS * level) / ((weeks[at] + BELIEF_WEEKS) * level);
            let belief: f64 = weeks[at] / (weeks[at] + BELIEF_WEEKS);
            doubt[at] = 1.0 / sum + belief * belief / (sums[at] + 0.5);
        }
        let mean: f64 = (0..7).map(|at| shares[at] * weeks[at]).sum::<f64>() / days;
        shares.iter_mut().for_each(|share| *share /= mean);
        let (mut beyond, mut squares) = (0.0, 0.0);
        for (day, voices) in history {
            let expected = level * shares[weekday(*day)];
            beyond += (f64::from(*voices) - expected).powi(2) - expected;
            squares += expected * expected;
        }
        // Shares and level were fitted to these very days.
        let free = days / (days - BELIEF_WEEKS).max(1.0);
        Self { level, shares, doubt, scatter: (free * beyond / squares).max(0.0) }
    }

    fn norm(&self, weekday: usize) -> Norm {
        let expected = self.level * self.shares[weekday];
        let size = 1.0 / (self.scatter + self.doubt[weekday]).max(LEAST_SPREAD);
        let mut norm = Norm { expected, limit: 0, size };
        let least = LEAST_VOICES.max((LEAST_FACTOR * expected).ceil() as u32);
        let (mut below, mut reached) = (least, least);
        while norm.chance(reached) > UNUSUAL {
            below = reached;
            reached = reached.saturating_mul(2);
        }
        while below + 1 < reached {
            let middle = below + (reached - below) / 2;
            if norm.chance(middle) > UNUSUAL { below = middle } else { reached = middle }
        }
        norm.limit = reached;
        norm
    }
}

/// The logarithm of the gamma function of a positive number: Stirling's series from seven on, below it by recurrence. Exact to
/// about ten digits.
fn ln_gamma(mut x: f64) -> f64 {
    let mut shift = 0.0;
    while x < 7.0 {
        shift -= x.ln();
        x += 1.0;
    }
    let series = 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1260.0 * x.powi(5));
    shift + (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;

    /// Days from 1 September 2026, a Tuesday, on.
    fn days(voices: impl IntoIterator<Item = u32>) -> Vec<(Date, u32)> {
        let first = date(2026, 9, 1);
        (0_i64..).zip(voices).map(|(at, voices)| (first.checked_add(at.days()).unwrap(), voices)).collect()
    }

    fn next(history: &[(Date, u32)]) -> Date {
        history.last().unwrap().0.tomorrow().unwrap()
    }

    fn norm(voices: impl IntoIterator<Item = u32>) -> Norm {
        let history = days(voices);
        Norm::of(&history, next(&history)).unwrap()
    }

    /// Numbers from 0 to 1 that are always the same.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 11) as f64 / (1_u64 << 53) as f64
        }

        fn poisson(&mut self, mean: f64) -> u32 {
            let (mut left, mut count) = (self.roll(), 0);
            while left > (-mean).exp() {
                left *= self.roll();
                count += 1;
            }
            count
        }

        /// With a rate of one of three, each as often: a scatter beyond Poisson of a sixth.
        fn scattered(&mut self, mean: f64) -> u32 {
            let factor = [0.5, 1.0, 1.5][(self.roll() * 3.0) as usize % 3];
            self.poisson(mean * factor)
        }
    }

    #[test]
    fn the_logarithm_of_gamma_is_that_of_tables() {
        for (x, known) in
            [(1.0, 0.0), (0.5, 0.572_364_942_9), (10.0, 12.801_827_480_1), (100.0, 359.134_205_369_6)]
        {
            assert!((ln_gamma(x) - known).abs() < 1e-8, "{x}: {}", ln_gamma(x));
        }
    }

    #[test]
    fn chances_add_up() {
        let norm = Norm { expected: 4.0, limit: 0, size: 1.0e9 };
        // Poisson with mean 4: 1 - sum of the first five terms.
        assert!((norm.chance(5) - 0.371_163_065).abs() < 1e-6, "{}", norm.chance(5));
        // Size 1 is geometric.
        let norm = Norm { expected: 3.0, limit: 0, size: 1.0 };
        for voices in [0, 1, 2, 10, 40] {
            assert!((norm.chance(voices) / 0.75_f64.powi(voices.cast_signed()) - 1.0).abs() < 1e-9);
        }
        let large = Norm { expected: 20_000.0, limit: 0, size: 1.0e4 };
        assert!(large.chance(20_000) > 0.4 && large.chance(30_000) < 1e-12);
    }

    #[test]
    fn silence_makes_no_single_voice_an_alarm() {
        let silent = norm([0; 56]);
        assert_eq!(silent.limit, 3);
        assert!(silent.expected < 0.02);
        assert!(Norm::of(&days([0; 13]), date(2026, 9, 14)).is_none());
    }

    #[test]
    fn a_search_of_mondays_is_not_unusual_on_monday() {
        let history = days((0..56).map(|at| if at % 7 == 6 { 20 } else { 1 }));
        assert_eq!(history[6].0.weekday(), jiff::civil::Weekday::Monday);
        let monday = Norm::of(&history, date(2026, 11, 2)).unwrap();
        let thursday = Norm::of(&history, date(2026, 11, 5)).unwrap();
        assert!(monday.expected > 3.0 * thursday.expected, "{monday:?} {thursday:?}");
        assert!(monday.limit > 20, "{monday:?}");
    }

    #[test]
    fn an_outburst_hides_no_other() {
        let steady = norm((0..56).map(|at| 3 + at % 3));
        let burst = norm((0..56).map(|at| if (30..33).contains(&at) { 90 } else { 3 + at % 3 }));
        assert!(f64::from(burst.limit) < 1.8 * f64::from(steady.limit), "{burst:?} after {steady:?}");
        // But what goes on for weeks is the norm.
        let shifted = norm((0..56).map(|at| if at >= 28 { 40 } else { 4 }));
        assert!(shifted.limit > 40, "{shifted:?}");
    }

    /// Over fifty years of days: how many of them fire, and how many outbursts are missed.
    #[test]
    fn false_alarms_are_rare_and_outbursts_are_heard() {
        for (name, mean, is_scattered) in
            [("rare", 0.2, false), ("some", 2.0, false), ("many", 30.0, false), ("scattered", 8.0, true)]
        {
            let mut dice = Dice(7);
            let mut count = |mean: f64| if is_scattered { dice.scattered(mean) } else { dice.poisson(mean) };
            let series = days((0..365 * 25).map(|_| count(mean)));
            let (mut alarms, mut heard, mut bursts) = (0_u32, 0_u32, 0_u32);
            for at in (56..series.len()).step_by(3) {
                let norm = Norm::of(&series[at - 56..at], series[at].0).unwrap();
                alarms += u32::from(series[at].1 >= norm.limit);
                bursts += 1;
                heard += u32::from(count(mean * 3.0 + 6.0) >= norm.limit);
            }
            let a_year = f64::from(alarms) / f64::from(bursts) * 365.0;
            let share = f64::from(heard) / f64::from(bursts);
            println!(
                "{name}: {a_year:.2} false alarms a year, {share:.3} of outbursts of thrice the norm and six heard"
            );
            assert!(a_year <= 1.0, "{name}: {a_year:.2} false alarms a year");
            assert!(share >= if is_scattered { 0.55 } else { 0.8 }, "{name}: {share:.3} of outbursts heard");
        }
    }
}
