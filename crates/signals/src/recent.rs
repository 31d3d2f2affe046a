//! The last days, cell by cell: what was expected, what was counted, and what of it was no outburst.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// Numbers of cells: places by matters.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Grid {
    matters: usize,
    values: Vec<f64>,
}

impl Grid {
    pub(crate) fn new(places: usize, matters: usize) -> Self {
        Self { matters, values: vec![0.0; places * matters] }
    }

    /// The value of a cell; nothing where the cell was not known yet.
    pub(crate) fn at(&self, place: usize, matter: usize) -> f64 {
        if matter < self.matters {
            self.values.get(place * self.matters + matter).copied().unwrap_or(0.0)
        } else {
            0.0
        }
    }

    /// The values of a place.
    pub(crate) fn row(&mut self, place: usize) -> &mut [f64] {
        let start = place * self.matters;
        &mut self.values[start..start + self.matters]
    }

    pub(crate) fn places(&self) -> usize {
        self.values.len().checked_div(self.matters).unwrap_or(0)
    }

    /// Makes room for cells; what is there stays.
    pub(crate) fn widen(&mut self, places: usize, matters: usize) {
        if matters != self.matters {
            let mut wider = Self::new(places.max(self.places()), matters);
            for place in 0..self.places() {
                for matter in 0..self.matters.min(matters) {
                    wider.row(place)[matter] = self.at(place, matter);
                }
            }
            *self = wider;
        } else if places > self.places() {
            self.values.resize(places * matters, 0.0);
        }
    }

    /// Adds another grid, cell by cell; it may be smaller.
    pub(crate) fn add(&mut self, other: &Self) {
        if self.matters == other.matters {
            for (own, value) in self.values.iter_mut().zip(&other.values) {
                *own += value;
            }
            return;
        }
        for place in 0..other.places() {
            for matter in 0..other.matters {
                self.row(place)[matter] += other.at(place, matter);
            }
        }
    }
}

/// One of the last days.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Past {
    /// What was expected, counts of the same day that rose everywhere taken in.
    pub(crate) expected: Grid,
    /// What was counted.
    pub(crate) voices: Grid,
    /// What was counted, outbursts cut.
    pub(crate) calm: Grid,
}

/// The last days, newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Recent {
    days: VecDeque<Past>,
}

impl Recent {
    /// Sums over the last `span` days.
    pub(crate) fn sum(&self, span: usize, places: usize, matters: usize) -> Past {
        let empty = || Grid::new(places, matters);
        let mut sum = Past { expected: empty(), voices: empty(), calm: empty() };
        for day in self.days.iter().take(span) {
            sum.expected.add(&day.expected);
            sum.voices.add(&day.voices);
            sum.calm.add(&day.calm);
        }
        sum
    }

    pub(crate) fn push(&mut self, day: Past, most: usize) {
        self.days.push_front(day);
        self.days.truncate(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_came_later_were_empty_before() {
        let mut recent = Recent::default();
        let day = |places: usize, matters: usize| {
            let mut grid = Grid::new(places, matters);
            (0..places).for_each(|place| grid.row(place).fill(1.0));
            Past { expected: grid.clone(), voices: grid.clone(), calm: grid }
        };
        recent.push(day(1, 2), 7);
        recent.push(day(2, 3), 7);
        let sum = recent.sum(7, 2, 3).voices;
        assert_eq!(
            [sum.at(0, 0), sum.at(0, 2), sum.at(1, 0), sum.at(1, 2), sum.at(5, 0)],
            [2.0, 1.0, 1.0, 1.0, 0.0]
        );
        assert_eq!(recent.sum(1, 2, 3).voices.at(0, 0), 1.0);
    }

    #[test]
    fn widening_keeps_what_is_there() {
        let mut grid = Grid::new(2, 2);
        grid.row(1)[1] = 5.0;
        grid.widen(3, 4);
        assert_eq!((grid.at(1, 1), grid.at(2, 3), grid.places()), (5.0, 0.0, 3));
    }
}
