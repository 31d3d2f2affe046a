//! How far counts scatter beyond Poisson, learnt from how counts differed from what was expected of them.
//!
//! The variance as a multiple of the mean, by size of the mean and by span of days; pooled, and by category drawn to the pooled. No shape
//! is assumed across sizes: where raisings come in clusters small counts scatter as much as large ones, where days differ large
//! ones scatter more.

use serde::{Deserialize, Serialize};

use crate::rhythm::half;

/// The spans of days that are judged.
pub(crate) const SPANS: [usize; 4] = [1, 2, 3, 7];
/// Means of 2^-9 and below, then one class by doubling, to those of 2^7 and above.
const CLASSES: usize = 17;
/// Before anything is learnt.
const GUESS: f64 = 1.5;
/// Voices that stand for the guess, and for the pooled spread in a category.
const POOLED_BELIEF: f64 = 40.0;
const CATEGORY_BELIEF: f64 = 60.0;
/// Forgets half in so many days.
const HALF: f64 = 120.0;

/// Sum of squared differences, and sum of what was expected.
type Moments = [[(f64, f64); CLASSES]; SPANS.len()];

/// What is known of the scatter of counts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Spread {
    pooled: Moments,
    categories: Vec<Moments>,
}

impl Spread {
    /// Makes room for categories.
    pub(crate) fn widen(&mut self, categories: usize) {
        self.categories.resize(categories, Moments::default());
    }

    /// The variance of a count of a category over a span as a multiple of its mean; at least 1.
    pub(crate) fn of(&self, category: usize, span: usize, mean: f64) -> f64 {
        let class = class(mean);
        let pooled = self.pooled[span][class];
        let pooled = (POOLED_BELIEF * GUESS + pooled.0) / (POOLED_BELIEF + pooled.1);
        let own = self.categories.get(category).map_or((0.0, 0.0), |own| own[span][class]);
        ((CATEGORY_BELIEF * pooled + own.0) / (CATEGORY_BELIEF + own.1)).max(1.0)
    }

    /// A day passes: what was learnt before counts less.
    pub(crate) fn fade(&mut self) {
        let keep = half(HALF);
        for moments in self.categories.iter_mut().chain([&mut self.pooled]) {
            for (squares, means) in moments.iter_mut().flatten() {
                *squares *= keep;
                *means *= keep;
            }
        }
    }

    /// Learns from a count, outbursts cut, the mean that was expected, and the relative variance by which that mean was not known.
    pub(crate) fn learn(&mut self, category: usize, span: usize, count: f64, mean: f64, doubt: f64) {
        let class = class(mean);
        let square = (count - mean).powi(2) - doubt * mean * mean;
        for moments in [&mut self.categories[category], &mut self.pooled] {
            let (squares, means) = &mut moments[span][class];
            *squares += square;
            *means += mean;
        }
    }
}

fn class(mean: f64) -> usize {
    // The binary exponent, read off the bits: exact, and the same on every machine.
    let exponent = ((mean.to_bits() >> 52) & 0x7ff) as i64 - 1023;
    (exponent + 10).clamp(0, CLASSES as i64 - 1) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_go_by_doubling() {
        assert_eq!([0.0, 0.001, 0.002, 0.9, 1.0, 1.9, 2.0, 5000.0].map(class), [0, 0, 1, 9, 10, 10, 11, 16]);
    }

    #[test]
    fn spread_is_learnt_by_size_and_category() {
        let mut spread = Spread::default();
        spread.widen(2);
        assert_eq!(spread.of(0, 0, 4.0), GUESS);
        for _ in 0..2000 {
            // Counts of 2 and 6 where 4 are expected: variance 4. The other category: 0 and 8, variance 16.
            for (category, off) in [(0, 2.0), (1, 4.0)] {
                spread.learn(category, 0, 4.0 + off, 4.0, 0.0);
                spread.learn(category, 0, 4.0 - off, 4.0, 0.0);
            }
        }
        assert!((spread.of(0, 0, 4.0) - 1.0).abs() < 0.05);
        assert!((spread.of(1, 0, 4.0) - 4.0).abs() < 0.05);
        assert!((spread.of(7, 0, 4.0) - 2.5).abs() < 0.05, "an unknown one is like all");
        assert_eq!(spread.of(0, 0, 0.1), GUESS, "nothing is known of small means");
        assert_eq!(spread.of(0, 3, 4.0), GUESS, "nor of a week");
    }
}
