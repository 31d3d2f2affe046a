//! How many voices a source brings on an average day, by matter and by place, and how a matter in a place differs from what these
//! two let expect.
//!
//! A source has a rate for every matter and a share for every place it spoke of; a pair of both (source, place) has its own counts by
//! matter. Everything is a Gamma-Poisson mean: few counts are drawn to what is known of the wider thing, from the pair to the
//! cell, from the cell to the product of matter and place, from the source's shares to those of all sources and to population.
//! What a source never said anything of costs nothing: only places it spoke of are kept.

use std::collections::BTreeMap;

use dauys_model::SourceId;
use serde::{Deserialize, Serialize};

use crate::rhythm::half;

/// A source forgets half of its counts in so many days on which it was heard.
const HALF: f64 = 90.0;
/// Voices that stand for the shares of all sources in those of one, by place and by matter.
pub(crate) const PLACE_BELIEF: f64 = 10.0;
const MATTER_BELIEF: f64 = 2.0;
/// Voices that stand for the cell in a pair's own rate.
pub(crate) const PAIR_BELIEF: f64 = 4.0;
/// A source heard on fewer days is young: what it says today is part of what is expected of it today.
pub(crate) const YOUNG_DAYS: u32 = 14;
/// Places of which less than this is left are forgotten.
const FORGOTTEN: f64 = 0.02;

/// What is known of a source and a place it spoke of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Pair {
    /// Voices of all matters.
    pub(crate) voices: f64,
    /// Voices by matter, and what was expected of them before the pair's own counts were looked at.
    pub(crate) seen: Vec<f64>,
    pub(crate) expected: Vec<f64>,
    /// What is expected today.
    #[serde(skip)]
    pub(crate) today: Vec<f64>,
}

/// What is known of a source.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Source {
    pub(crate) id: SourceId,
    /// Days on which it was heard.
    pub(crate) days: u32,
    /// Its voices, and the average days they came on.
    pub(crate) voices: f64,
    days_weighed: f64,
    /// The same by matter.
    pub(crate) by: Vec<f64>,
    over: Vec<f64>,
    /// By number of the place.
    pub(crate) places: BTreeMap<usize, Pair>,
}

/// Voices of a source today, by matter: to be taken for known of a young source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Today<'a> {
    pub(crate) factors: &'a [f64],
    pub(crate) by: &'a [f64],
}

/// What a source can be expected to say: rates by matter on an average day, and the voices its shares of places are of.
#[derive(Clone, Debug)]
pub(crate) struct Outlook {
    by: Vec<f64>,
    over: Vec<f64>,
    voices: f64,
    days: f64,
    shares: Vec<f64>,
}

impl Source {
    pub(crate) fn new(id: SourceId) -> Self {
        Self {
            id,
            days: 0,
            voices: 0.0,
            days_weighed: 0.0,
            by: Vec::new(),
            over: Vec::new(),
            places: BTreeMap::new(),
        }
    }

    pub(crate) fn is_young(&self) -> bool {
        self.days < YOUNG_DAYS
    }

    /// Voices on an average day; of a young source today's are among what is known.
    pub(crate) fn a_day(&self, today: f64) -> f64 {
        if self.is_young() {
            (self.voices + today) / (self.days_weighed + 1.0)
        } else {
            self.voices / self.days_weighed.max(1.0)
        }
    }

    /// The relative variance of what is expected of a young source as a whole: its first days tell little.
    pub(crate) fn doubt(&self) -> f64 {
        if self.is_young() { 2.0 / (1.0 + f64::from(self.days)) } else { 0.0 }
    }

    /// Makes room for matters.
    pub(crate) fn widen(&mut self, matters: usize) {
        self.by.resize(matters, 0.0);
        self.over.resize(matters, 0.0);
        for pair in self.places.values_mut() {
            pair.seen.resize(matters, 0.0);
            pair.expected.resize(matters, 0.0);
        }
    }

    /// What the source can be expected to say, given the shares of matters of all sources; what it says today counts as known
    /// where it is given.
    pub(crate) fn outlook(&self, shares: &[f64], today: Option<Today<'_>>) -> Outlook {
        let mut outlook = Outlook {
            by: self.by.clone(),
            over: self.over.clone(),
            voices: self.voices,
            days: self.days_weighed,
            shares: shares.to_vec(),
        };
        if let Some(today) = today {
            for (at, (factor, voices)) in today.factors.iter().zip(today.by).enumerate() {
                outlook.by[at] += voices;
                outlook.over[at] += factor;
                outlook.voices += voices;
                outlook.days += factor * shares[at];
            }
        }
        outlook
    }

    /// Learns from a day on which it was heard: factors of the day, voices by matter without outbursts, and by place and matter. How
    /// many times as many as usual all sources told, by matter, belongs to what was to be expected of places.
    pub(crate) fn learn(
        &mut self,
        factors: &[f64],
        shares: &[f64],
        by: &[f64],
        pairs: &BTreeMap<usize, Vec<(usize, f64)>>,
        tilts: &[f64],
    ) {
        let keep = half(HALF);
        self.days += 1;
        self.voices = self.voices * keep + by.iter().sum::<f64>();
        self.days_weighed =
            self.days_weighed * keep + factors.iter().zip(shares).map(|(one, two)| one * two).sum::<f64>();
        for at in 0..by.len() {
            self.by[at] = self.by[at] * keep + by[at];
            self.over[at] = self.over[at] * keep + factors[at];
        }
        for (place, pair) in &mut self.places {
            pair.voices *= keep;
            pair.seen.iter_mut().for_each(|seen| *seen *= keep);
            pair.expected.iter_mut().for_each(|expected| *expected *= keep);
            for ((expected, today), tilt) in pair.expected.iter_mut().zip(&pair.today).zip(tilts) {
                *expected += today * tilt;
            }
            for &(matter, voices) in pairs.get(place).into_iter().flatten() {
                pair.voices += voices;
                pair.seen[matter] += voices;
            }
        }
        self.places.retain(|_, pair| pair.voices > FORGOTTEN);
    }
}

impl Outlook {
    /// Voices of a matter on an average day, as if `less` of them had not been said.
    pub(crate) fn rate(&self, matter: usize, less: f64) -> f64 {
        let overall = (self.voices - less + 0.5) / (self.days + 0.5);
        let guess = (overall * self.shares[matter]).max(1.0e-9);
        (MATTER_BELIEF + self.by[matter] - less) / (MATTER_BELIEF / guess + self.over[matter])
    }

    /// By how much a voice of the source counts in its share of a place, as if `less` had not been said.
    pub(crate) fn weight(&self, less: f64) -> f64 {
        1.0 / (PLACE_BELIEF + self.voices - less)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(days: u32, voices: f64) -> Source {
        let mut source = Source::new(SourceId::new("a").unwrap());
        source.widen(2);
        for _ in 0..days {
            source.places.entry(3).or_default();
            source.widen(2);
            let pairs = BTreeMap::from([(3, vec![(0, voices)])]);
            source.learn(&[1.0, 1.0], &[0.5, 0.5], &[voices, 0.0], &pairs, &[1.0, 1.0]);
        }
        source
    }

    #[test]
    fn a_long_known_source_is_expected_to_go_on() {
        let outlook = source(400, 5.0).outlook(&[0.5, 0.5], None);
        assert!((outlook.rate(0, 0.0) - 5.0).abs() < 0.1, "{}", outlook.rate(0, 0.0));
        assert!(outlook.rate(1, 0.0) < 0.05);
    }

    #[test]
    fn an_unheard_source_is_expected_what_it_says_elsewhere() {
        let unheard = Source { by: vec![0.0; 2], over: vec![0.0; 2], ..source(0, 0.0) };
        let today = Today { factors: &[1.0, 1.0], by: &[10.0, 2.0] };
        let outlook = unheard.outlook(&[0.5, 0.5], Some(today));
        assert!(outlook.rate(0, 0.0) > 4.0);
        // Without the ten themselves little is left.
        assert!(outlook.rate(0, 10.0) < 1.2, "{}", outlook.rate(0, 10.0));
        assert!(unheard.doubt() > 1.0 && source(20, 1.0).doubt() == 0.0);
    }

    #[test]
    fn silence_of_years_forgets_a_place() {
        let mut source = source(5, 1.0);
        for _ in 0..900 {
            source.learn(&[1.0, 1.0], &[0.5, 0.5], &[0.0, 0.0], &BTreeMap::new(), &[1.0, 1.0]);
        }
        assert!(source.places.is_empty());
    }
}
