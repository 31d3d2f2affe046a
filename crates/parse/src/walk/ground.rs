//! Which numbers of a sequence have been seen, as stretches without a hole; by it a walk from the newest down knows where it may
//! stop and what it may leap over.
//!
//! One number, "the newest seen", is not enough: a walk that was ended between the newest and known ground leaves a hole, and
//! the next must fill it.

use serde::{Deserialize, Serialize};

/// Stretches of numbers, both ends included, ascending and apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(u64, u64)>", into = "Vec<(u64, u64)>")]
pub(super) struct Ground(Vec<(u64, u64)>);

/// Most stretches that are remembered. A hole for each walk that was ended early, until one gets through.
const MOST: usize = 16;

impl Ground {
    /// Notes that everything from `low` to `high` was seen; nothing when `low` is above `high`.
    pub(super) fn add(&mut self, low: u64, high: u64) {
        if low > high {
            return;
        }
        let (mut low, mut high) = (low, high);
        self.0.retain(|&(from, to)| {
            let touches = from <= high.saturating_add(1) && low <= to.saturating_add(1);
            if touches {
                (low, high) = (low.min(from), high.max(to));
            }
            !touches
        });
        self.0.push((low, high));
        self.0.sort_unstable();
        if self.0.len() > MOST {
            // What is forgotten is only read again; the ground that reaches to the bottom is worth most.
            self.0.remove(usize::from(self.has_bottom()));
        }
    }

    /// The lowest number from which on everything up to `number` was seen; `number` itself where it was not.
    pub(super) fn low_of(&self, number: u64) -> u64 {
        let stretch = self.0.iter().find(|(from, to)| (*from..=*to).contains(&number));
        stretch.map_or(number, |(from, _)| *from)
    }

    /// The lowest number seen.
    pub(super) fn lowest(&self) -> Option<u64> {
        self.0.first().map(|(from, _)| *from)
    }

    /// The number up to which everything was seen, from zero on.
    pub(super) fn floor(&self) -> Option<u64> {
        self.0.first().filter(|(from, _)| *from == 0).map(|(_, to)| *to)
    }

    /// Whether everything from zero on was seen up to some number.
    pub(super) fn has_bottom(&self) -> bool {
        self.floor().is_some()
    }
}

impl From<Vec<(u64, u64)>> for Ground {
    fn from(stretches: Vec<(u64, u64)>) -> Self {
        let mut ground = Self::default();
        for (low, high) in stretches {
            ground.add(low, high);
        }
        ground
    }
}

impl From<Ground> for Vec<(u64, u64)> {
    fn from(ground: Ground) -> Self {
        ground.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn ground(stretches: &[(u64, u64)]) -> Ground {
        Ground::from(stretches.to_vec())
    }

    #[test]
    fn stretches_that_touch_become_one() {
        assert_eq!(ground(&[(5, 9), (1, 4)]).0, [(1, 9)]);
        assert_eq!(ground(&[(5, 9), (1, 3)]).0, [(1, 3), (5, 9)]);
        assert_eq!(ground(&[(5, 9), (1, 2), (3, 4)]).0, [(1, 9)]);
        assert_eq!(ground(&[(9, 5)]).0, []);
        assert_eq!(ground(&[(0, u64::MAX), (3, 4)]).0, [(0, u64::MAX)]);
    }

    #[test]
    fn the_low_of_a_number_is_that_of_its_stretch() {
        let ground = ground(&[(0, 3), (5, 9)]);
        assert_eq!((ground.low_of(7), ground.low_of(4), ground.low_of(2)), (5, 4, 0));
        assert_eq!((ground.floor(), ground.lowest()), (Some(3), Some(0)));
    }

    #[test]
    fn the_floor_outlives_too_many_holes() {
        let mut ground = ground(&[(0, 3)]);
        for number in 1..100 {
            ground.add(number * 10, number * 10 + 1);
        }
        assert_eq!((ground.0.len(), ground.floor()), (MOST, Some(3)));
        assert_eq!(ground.low_of(991), 990, "the newest stretch is kept");
    }

    proptest! {
        #[test]
        fn a_ground_holds_what_was_added(stretches in prop::collection::vec((0_u64..60, 0_u64..8), 0..12)) {
            let mut expected = BTreeSet::new();
            let mut ground = Ground::default();
            for (low, length) in stretches {
                ground.add(low, low + length);
                expected.extend(low..=low + length);
            }
            let found: BTreeSet<u64> = ground.0.iter().flat_map(|(low, high)| *low..=*high).collect();
            prop_assert_eq!(found, expected);
            prop_assert!(ground.0.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0), "apart: {:?}", ground);
        }
    }
}
