//! The long end of a list of gaps: how improbable a gap is that is longer than all seen, and which gap is so
//! improbable.
//!
//! Excesses over a high threshold follow a generalised Pareto distribution (Balkema and de Haan, Annals of Probability
//! 2, 1974; Pickands, Annals of Statistics 3, 1975). Its scale is the mean excess; its shape cannot be learnt from
//! some dozens of gaps, so it is a constant, plus what not knowing the scale adds: the predictive tail of an
//! exponential with a scale known from k excesses is a Pareto tail of shape 1/k.

/// The shape for a known scale. Slightly heavier than exponential: pauses of offices are, and a rare false alarm costs
/// more trust than a day of delay costs news.
const SHAPE: f64 = 0.1;
/// The share of gaps that counts as the long end.
const LONG_END: f64 = 0.4;
/// The least scale as a share of the threshold: no source is as regular as a few gaps may make believe.
const LEAST_SCALE: f64 = 0.06;

/// The long end of some gaps, in hours of the source's clock.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Tail {
    /// All gaps, the longest first.
    gaps: Vec<f64>,
    /// Where the long end begins.
    threshold: f64,
    /// How many gaps are longer.
    long: f64,
    scale: f64,
    shape: f64,
}

impl Tail {
    /// Of at least two gaps.
    pub(super) fn of(mut gaps: Vec<f64>) -> Option<Self> {
        gaps.sort_unstable_by(|a, b| b.total_cmp(a));
        let long = ((gaps.len() as f64 * LONG_END).ceil() as usize).max(1);
        let threshold = *gaps.get(long)?;
        let mean = gaps.iter().take(long).map(|gap| gap - threshold).sum::<f64>() / long as f64;
        let shape = SHAPE + 1.0 / long as f64;
        // The mean of a generalised Pareto distribution is scale / (1 − shape).
        let scale = (mean * (1.0 - SHAPE)).max(LEAST_SCALE * threshold).max(0.05);
        Some(Self { gaps, threshold, long: long as f64, scale, shape })
    }

    fn share(&self) -> f64 {
        self.long / self.gaps.len() as f64
    }

    /// The chance that a gap is at least this long.
    pub(super) fn chance(&self, gap: f64) -> f64 {
        if gap <= self.threshold {
            let longer = self.gaps.partition_point(|known| *known >= gap);
            return (longer as f64 / self.gaps.len() as f64).max(self.share());
        }
        self.share() * (1.0 + self.shape * (gap - self.threshold) / self.scale).powf(-1.0 / self.shape)
    }

    /// The gap that is reached with this chance.
    pub(super) fn reached(&self, chance: f64) -> f64 {
        let deeper = (self.share() / chance.max(1.0e-9)).max(1.0);
        self.threshold + self.scale / self.shape * (deeper.powf(self.shape) - 1.0)
    }

    /// The longest gap seen.
    pub(super) fn longest(&self) -> f64 {
        self.gaps.first().copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_and_reach_are_inverse() {
        let tail = Tail::of((1..=40).map(f64::from).collect()).unwrap();
        for chance in [0.3, 0.1, 0.01, 0.001] {
            assert!((tail.chance(tail.reached(chance)) / chance - 1.0).abs() < 1e-9);
        }
        assert!(tail.reached(0.001) > 60.0 && tail.longest() == 40.0);
        assert_eq!(tail.chance(0.0), 1.0);
    }

    #[test]
    fn few_gaps_make_careful() {
        let few = Tail::of(vec![1.0, 2.0, 3.0, 1.0, 2.0, 3.0]).unwrap();
        let many = Tail::of([1.0, 2.0, 3.0].repeat(30)).unwrap();
        assert!(few.reached(0.001) > 1.3 * many.reached(0.001));
        assert!(Tail::of(vec![1.0]).is_none());
    }
}
