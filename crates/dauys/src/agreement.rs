//! How our judgement of posts agrees with that of persons: takes counts and gives precision, recall and F1 with intervals. Pure.

/// The normal deviate of intervals that hold in nineteen cases of twenty.
const Z: f64 = 1.96;

/// How often two judgements of one question agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Agreement {
    /// Both say yes.
    pub(crate) both: u64,
    /// We alone say yes.
    pub(crate) ours: u64,
    /// The person alone says yes.
    pub(crate) theirs: u64,
    /// Both say no.
    pub(crate) neither: u64,
}

/// A share with the interval of Wilson (1927) in which it lies in nineteen cases of twenty.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Share {
    /// The share, 0 to 1.
    pub(crate) value: f64,
    /// The lower end.
    pub(crate) low: f64,
    /// The upper end.
    pub(crate) high: f64,
}

impl Agreement {
    /// Counts one post.
    pub(crate) fn add(&mut self, ours: bool, theirs: bool) {
        let count = match (ours, theirs) {
            (true, true) => &mut self.both,
            (true, false) => &mut self.ours,
            (false, true) => &mut self.theirs,
            (false, false) => &mut self.neither,
        };
        *count += 1;
    }

    /// All posts.
    pub(crate) fn all(&self) -> u64 {
        self.both + self.ours + self.theirs + self.neither
    }

    /// Of what we say yes to, how much the person does; nothing when we never do.
    pub(crate) fn precision(&self) -> Option<Share> {
        share(self.both, self.both + self.ours)
    }

    /// Of what the person says yes to, how much we do; nothing when they never do.
    pub(crate) fn recall(&self) -> Option<Share> {
        share(self.both, self.both + self.theirs)
    }

    /// The harmonic mean of both; its ends are those of their ends. Nothing when nobody ever says yes.
    pub(crate) fn f1(&self) -> Option<Share> {
        let (precision, recall) = (self.precision(), self.recall());
        let mean =
            |one: f64, other: f64| if one + other > 0.0 { 2.0 * one * other / (one + other) } else { 0.0 };
        match (precision, recall) {
            (None, None) => None,
            (Some(precision), Some(recall)) => Some(Share {
                value: mean(precision.value, recall.value),
                low: mean(precision.low, recall.low),
                high: mean(precision.high, recall.high),
            }),
            (Some(one), None) | (None, Some(one)) => Some(Share { value: 0.0, low: 0.0, high: one.high }),
        }
    }
}

/// `hits` of `all` with its interval.
pub(crate) fn share(hits: u64, all: u64) -> Option<Share> {
    if all == 0 {
        return None;
    }
    let (n, value) = (all as f64, hits as f64 / all as f64);
    let spread = Z * Z / n;
    let middle = value + spread / 2.0;
    let half = Z * (value * (1.0 - value) / n + spread / (4.0 * n)).sqrt();
    let ends = [middle - half, middle + half].map(|end| (end / (1.0 + spread)).clamp(0.0, 1.0));
    Some(Share { value, low: ends[0], high: ends[1] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_near(one: f64, other: f64) -> bool {
        (one - other).abs() < 0.001
    }

    #[test]
    fn intervals_are_those_of_wilson() {
        // Worked examples of Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (hits, all, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = share(hits, all).unwrap();
            assert!(is_near(found.low, low) && is_near(found.high, high), "{hits} of {all}: {found:?}");
        }
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn agreement_is_counted() {
        let mut agreement = Agreement::default();
        for (ours, theirs, times) in [(true, true, 6), (true, false, 2), (false, true, 4), (false, false, 8)]
        {
            (0..times).for_each(|_| agreement.add(ours, theirs));
        }
        assert_eq!(agreement.all(), 20);
        assert!(is_near(agreement.precision().unwrap().value, 0.75));
        assert!(is_near(agreement.recall().unwrap().value, 0.6));
        assert!(is_near(agreement.f1().unwrap().value, 2.0 / 3.0));
        assert_eq!(Agreement::default().f1(), None);
        assert_eq!(Agreement { theirs: 3, ..Agreement::default() }.f1().unwrap().value, 0.0);
    }
}
