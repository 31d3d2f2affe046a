//! How probable a count is: the upper tail of the negative binomial, exact also where it is tiny.

use std::f64::consts::TAU;

/// Beyond this a negative binomial and a Poisson count are the same.
const LARGEST_SIZE: f64 = 1.0e7;

/// Counts as a negative binomial variable: Poisson with a Gamma-distributed rate.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Counts {
    /// The mean, above 0.
    mean: f64,
    /// The shape of the Gamma distribution; the variance is `mean + mean² / size`.
    size: f64,
    /// `mean / (mean + size)`.
    growth: f64,
}

impl Counts {
    /// Of a mean, the variance of the counts as a multiple of it (1 is Poisson), and the relative variance of the mean itself (what
    /// is not known of it).
    pub(crate) fn new(mean: f64, spread: f64, doubt: f64) -> Self {
        let beyond = (spread - 1.0).max(0.0) + doubt.max(0.0) * mean;
        let size = (mean / beyond.max(1.0e-12)).min(LARGEST_SIZE);
        Self { mean, size, growth: mean / (mean + size) }
    }

    /// The probability of exactly nothing.
    fn nothing(self) -> f64 {
        (-self.size * (self.mean / self.size).ln_1p()).exp()
    }

    /// The ratio by which a term follows the one of `at`.
    fn step(self, at: f64) -> f64 {
        (at + self.size) * self.growth / (at + 1.0)
    }

    /// The probability of `count` or more: summed from `count` on, so that small ones are exact to many digits.
    pub(crate) fn at_least(self, count: u32) -> f64 {
        if count == 0 {
            return 1.0;
        }
        if f64::from(count) <= self.mean {
            // The many terms below are of the size of the answer; nothing is lost by the difference.
            let (mut term, mut below) = (self.nothing(), 0.0);
            if term > 0.0 {
                for at in 0..count {
                    below += term;
                    term *= self.step(f64::from(at));
                }
                return (1.0 - below).clamp(0.0, 1.0);
            }
        }
        let (mean, size) = (self.mean, self.size);
        let mut at = f64::from(count);
        let mut term = (ln_rising(size, count) - ln_factorial(count) - size * (mean / size).ln_1p()
            + at * (mean / (size + mean)).ln())
        .exp();
        let mut sum = 0.0;
        loop {
            sum += term;
            if at > mean && term <= sum * 1.0e-12 {
                return sum.min(1.0);
            }
            term *= self.step(at);
            at += 1.0;
        }
    }

    /// The least count that is no more probable to be reached than `chance`.
    pub(crate) fn bound(self, chance: f64) -> u32 {
        let (mut below, mut reached) = (0, 1_u32.max(self.mean as u32));
        while self.at_least(reached) > chance {
            below = reached;
            reached = reached.saturating_mul(2);
        }
        while below + 1 < reached {
            let middle = below + (reached - below) / 2;
            if self.at_least(middle) > chance { below = middle } else { reached = middle }
        }
        reached
    }

    /// Every tail probability of at most `most` and above `least` that a count can have, largest first, each with the probability
    /// of its very count; right to a few thousandths.
    pub(crate) fn tails(self, most: f64, least: f64, mut each: impl FnMut(f64, f64)) {
        let (mut term, mut count) = (self.nothing(), 0_u32);
        let mut tail = 1.0;
        if term < 1.0e-280 || self.mean > 30.0 {
            count = self.bound(most);
            tail = self.at_least(count);
            term = tail - self.at_least(count + 1);
        }
        let mut summed = tail;
        while tail > least {
            if tail <= most {
                each(tail, term);
            }
            tail -= term;
            count += 1;
            term *= self.step(f64::from(count - 1));
            // Differences lose what is tiny: the tail is summed anew whenever it has become much smaller.
            if tail < summed * 1.0e-2 {
                tail = self.tail_from(count, term);
                summed = tail;
            }
        }
    }

    /// The tail that begins with a known term at `count`.
    fn tail_from(self, count: u32, mut term: f64) -> f64 {
        let (mut sum, mut at) = (0.0, f64::from(count));
        loop {
            sum += term;
            if at > self.mean && term <= sum * 1.0e-6 {
                return sum;
            }
            term *= self.step(at);
            at += 1.0;
        }
    }
}

/// The logarithm of `size · (size + 1) · … · (size + count − 1)`.
fn ln_rising(size: f64, count: u32) -> f64 {
    if count <= 24 {
        // Stays below the largest number: (1e7)^24.
        return (0..count).map(|at| size + f64::from(at)).product::<f64>().ln();
    }
    ln_gamma(size + f64::from(count)) - ln_gamma(size)
}

fn ln_factorial(count: u32) -> f64 {
    ln_gamma(f64::from(count) + 1.0)
}

/// The logarithm of the gamma function of a positive number: Stirling's series from seven on, below it by recurrence; about ten
/// digits.
fn ln_gamma(mut x: f64) -> f64 {
    let mut shift = 1.0_f64;
    while x < 7.0 {
        shift *= x;
        x += 1.0;
    }
    let series = 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1260.0 * x.powi(5));
    (x - 0.5) * x.ln() - x + 0.5 * TAU.ln() + series - shift.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, known: f64) {
        assert!((found / known - 1.0).abs() < 1.0e-6, "{found} is not {known}");
    }

    #[test]
    fn without_spread_it_is_poisson() {
        let counts = Counts::new(4.0, 1.0, 0.0);
        // 1 − the first five terms of a Poisson variable of mean 4.
        near(counts.at_least(5), 0.371_163_065);
        // 7 or more where 0.1 are usual: e^-0.1 · Σ 0.1^k / k! from 7 on.
        // The size is the largest, not endless.
        let rare = Counts::new(0.1, 1.0, 0.0).at_least(7);
        assert!((rare / 1.818_005_6e-11 - 1.0).abs() < 1.0e-4, "{rare}");
    }

    #[test]
    fn of_size_one_it_is_geometric() {
        let counts = Counts::new(3.0, 4.0, 0.0);
        for count in [0, 1, 2, 10, 40, 200] {
            near(counts.at_least(count), 0.75_f64.powi(count.cast_signed()));
        }
    }

    #[test]
    fn doubt_of_the_mean_is_spread_that_grows_with_it() {
        let counts = Counts::new(3.0, 1.0, 1.0 / 3.0 + 2.0 / 3.0);
        near(counts.at_least(4), 0.75_f64.powi(4));
        assert!(Counts::new(20_000.0, 1.0, 1.0e-4).at_least(30_000) < 1.0e-12);
        assert!(Counts::new(20_000.0, 1.0, 1.0e-4).at_least(20_000) > 0.4);
    }

    #[test]
    fn the_bound_is_the_first_count_that_is_rare() {
        for (mean, spread) in [(0.01, 1.0), (0.5, 1.3), (6.0, 2.0), (300.0, 5.0)] {
            let counts = Counts::new(mean, spread, 0.01);
            let bound = counts.bound(1.0e-4);
            assert!(counts.at_least(bound) <= 1.0e-4 && counts.at_least(bound - 1) > 1.0e-4);
        }
    }

    #[test]
    fn walking_the_tails_meets_every_count_once() {
        for (mean, spread) in [(0.003, 1.0), (0.05, 1.2), (0.9, 1.5), (12.0, 1.1), (80.0, 3.0)] {
            let counts = Counts::new(mean, spread, 0.0);
            let mut met = Vec::new();
            counts.tails(1.0e-2, 1.0e-12, |tail, term| met.push((tail, term)));
            let first = counts.bound(1.0e-2);
            for (at, (tail, term)) in (first..).zip(&met) {
                assert!((tail / counts.at_least(at) - 1.0).abs() < 2.0e-3, "{mean} {spread}: {at}");
                let exact = counts.at_least(at) - counts.at_least(at + 1);
                assert!((term / exact - 1.0).abs() < 2.0e-3, "{mean} {spread}: {at}");
            }
            assert!(met.len() >= 3, "{mean}: {met:?}");
        }
    }
}
