//! Which of the day's improbable counts are told of, so that few of those told are chance.
//!
//! Benjamini and Hochberg (1995) compare the number of counts that are at least so improbable with the number that chance alone would
//! give. For small counts that number is far below what it is for continuous measures, since most cells cannot be improbable at
//! will: it is summed over all cells and spans from the chances their counts can have (Heyse 2011). Where several spans of one
//! cell are judged, their sum is an upper bound.

use crate::chance::Counts;

/// Counts that are more probable than this are nothing to tell of whatever the day.
pub(crate) const CANDIDATE: f64 = 1.0e-3;
/// Chances below this are not told apart when what chance gives is summed.
const LEAST: f64 = 1.0e-9;
/// Steps by which chances are gathered, for each halving: as a power of two.
const STEP_BITS: u32 = 4;

/// What chance alone would give, over all cells of a day.
#[derive(Clone, Debug)]
pub(crate) struct ByChance {
    /// The expected number of counts by their chance, from [`CANDIDATE`] down.
    steps: Vec<f64>,
    beneath: f64,
}

impl ByChance {
    pub(crate) fn new() -> Self {
        Self { steps: vec![0.0; step(LEAST) + 1], beneath: 0.0 }
    }

    /// Adds all that one count could be.
    pub(crate) fn add(&mut self, counts: Counts) {
        let mut rest = 0.0;
        counts.tails(CANDIDATE, LEAST, |tail, exactly| {
            match self.steps.get_mut(step(tail)) {
                Some(gathered) => *gathered += exactly,
                None => self.beneath += exactly,
            }
            rest = tail - exactly;
        });
        self.beneath += rest.max(0.0);
    }

    /// The expected number of counts that are no more probable than each of these chances, ascending; rounded up to a step.
    fn expected(&self, chances: &[f64]) -> Vec<f64> {
        let mut sums = vec![self.beneath; self.steps.len() + 1];
        for at in (0..self.steps.len()).rev() {
            sums[at] = sums[at + 1] + self.steps[at];
        }
        chances.iter().map(|chance| sums[step(chance.max(LEAST))]).collect()
    }

    /// The adjusted chance of every one of the day's chances, ascending.
    pub(crate) fn adjusted(&self, chances: &[f64]) -> Vec<f64> {
        let mut adjusted = self.expected(chances);
        let mut least = f64::INFINITY;
        for at in (0..adjusted.len()).rev() {
            least = least.min(adjusted[at] / (at + 1) as f64);
            adjusted[at] = least;
        }
        adjusted
    }
}

/// How many steps a chance lies below [`CANDIDATE`]: exponent and first bits of the number, the same on every machine.
fn step(chance: f64) -> usize {
    let number = |value: f64| value.to_bits() >> (52 - STEP_BITS);
    number(CANDIDATE).saturating_sub(number(chance)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_cost_less_than_their_number() {
        let mut by_chance = ByChance::new();
        for _ in 0..10_000 {
            by_chance.add(Counts::new(0.01, 1.0, 0.0));
        }
        // One voice has a chance of a hundredth, two of 5e-5, three of 1.7e-7: between them lies nothing.
        let two = Counts::new(0.01, 1.0, 0.0).at_least(2);
        let three = Counts::new(0.01, 1.0, 0.0).at_least(3);
        let expected = by_chance.expected(&[three, two / 5.0, two]);
        assert!((expected[0] / (1.0e4 * three) - 1.0).abs() < 0.01, "{expected:?}");
        assert!((expected[1] / (1.0e4 * three) - 1.0).abs() < 0.01, "{expected:?}");
        assert!((expected[2] / (1.0e4 * two) - 1.0).abs() < 0.01, "{expected:?}");
    }

    #[test]
    fn company_makes_a_count_more_credible() {
        let mut by_chance = ByChance::new();
        for _ in 0..1000 {
            by_chance.add(Counts::new(1.0, 1.0, 0.0));
        }
        let seven = Counts::new(1.0, 1.0, 0.0).at_least(7);
        let alone = by_chance.adjusted(&[seven])[0];
        let among = by_chance.adjusted(&[1.0e-9, 1.0e-9, 1.0e-9, seven])[3];
        assert!((alone / (1000.0 * seven) - 1.0).abs() < 0.01, "{alone}");
        assert!((among * 4.0 / alone - 1.0).abs() < 1.0e-9);
    }

    #[test]
    fn a_more_probable_count_is_never_less_in_doubt() {
        let mut by_chance = ByChance::new();
        for at in 1..500 {
            by_chance.add(Counts::new(f64::from(at) / 50.0, 1.3, 0.01));
        }
        let chances: Vec<f64> = (0..40).map(|at| 1.0e-12 * 1.6_f64.powi(at)).collect();
        let adjusted = by_chance.adjusted(&chances);
        assert!(adjusted.windows(2).all(|pair| pair[0] <= pair[1]), "{adjusted:?}");
    }
}
