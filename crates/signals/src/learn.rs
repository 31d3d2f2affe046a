//! What is learnt from a day, outbursts left out.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::Calendar;
use crate::model::{Model, WHOLE};
use crate::recent::{Grid, Past};
use crate::rhythm::{Factor, half};
use crate::today::{Heard, Row, Told};

/// Counts of cells, of all places and of all matters forget half in so many days.
const HALF: f64 = 90.0;

impl Model {
    pub(crate) fn learn_spread(&mut self, sums: &[Past], doubt: &Grid) {
        self.spread.fade();
        self.spread_whole.fade();
        for (number, sum) in sums.iter().enumerate() {
            for place in 0..self.places.len() {
                let spread = if place == WHOLE { &mut self.spread_whole } else { &mut self.spread };
                for matter in 0..self.categories.len() {
                    let mean = sum.expected.at(place, matter);
                    spread.learn(matter, number, sum.calm.at(place, matter), mean, doubt.at(place, matter));
                }
            }
        }
    }

    pub(crate) fn learn(
        &mut self,
        heard: &Heard<'_>,
        rest: &[f64],
        whole: &[f64],
        shares: &[f64],
        plain: &Grid,
        tilts: &[f64],
    ) {
        let keep = half(HALF);
        self.voices *= keep;
        self.by_category.iter_mut().chain(&mut self.by_place).for_each(|voices| *voices *= keep);
        let (places, matters) = (self.places.len(), self.categories.len());
        for place in 0..places {
            self.seen.row(place).iter_mut().for_each(|seen| *seen *= keep);
            for ((matter, tilt), expected) in tilts.iter().enumerate().zip(self.expected.row(place)) {
                *expected = *expected * keep + plain.at(place, matter) * tilt;
            }
        }
        let mut calm: BTreeMap<usize, Told> = heard
            .sources
            .keys()
            .map(|source| (*source, Told { by: vec![0.0; matters], pairs: BTreeMap::new() }))
            .collect();
        for (row, rest) in heard.rows.iter().zip(rest) {
            self.voices += rest;
            self.by_category[row.category] += rest;
            self.by_place[WHOLE] += rest;
            let Some(told) = calm.get_mut(&row.source) else { continue };
            told.by[row.category] += rest;
            for place in &row.places {
                self.by_place[*place] += rest;
                self.seen.row(*place)[row.category] += rest;
                told.pairs.entry(*place).or_default().push((row.category, *rest));
            }
        }
        for (source, told) in &calm {
            self.sources[*source].learn(whole, shares, &told.by, &told.pairs, tilts);
        }
        self.belief = self.moments();
    }

    pub(crate) fn learn_rhythm(
        &mut self,
        day: Date,
        calendar: &Calendar,
        factors: &[Factor],
        rows: &[Row<'_>],
        rest: &[f64],
        average: &[f64],
    ) {
        let mut by = vec![0.0; average.len()];
        for (row, rest) in rows.iter().zip(rest) {
            by[row.category] += rest;
        }
        self.rhythm.learn(day, calendar, factors, by.into_iter().zip(average.iter().copied()));
    }

    /// How alike cells are beyond what category and place let expect: the shape of the Gamma distribution of their ratios, by
    /// moments, where cells of which much is known do not outweigh all others.
    fn moments(&self) -> f64 {
        let (mut beyond, mut squares) = (4.0, 8.0);
        for place in WHOLE + 1..self.places.len() {
            for matter in 0..self.categories.len() {
                let (seen, expected) = (self.seen.at(place, matter), self.expected.at(place, matter));
                let weight = (1.0 + expected).powi(-2);
                beyond += weight * ((seen - expected).powi(2) - expected);
                squares += weight * expected * expected;
            }
        }
        (squares / beyond.max(squares * 0.02)).clamp(0.3, 50.0)
    }
}
