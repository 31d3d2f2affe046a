//! What is to be expected of every cell on a day, from the sources that are heard on it.

use std::collections::BTreeMap;

use dauys_model::Kato;

use crate::Place;
use crate::model::{MATTER_BELIEF, Model, WHOLE};
use crate::people::{COUNTRY, people};
use crate::rates::{PAIR_BELIEF, PLACE_BELIEF, Today};
use crate::recent::Grid;
use crate::today::Heard;

/// How far the share of a place may be from that of its people: the shape of a Gamma distribution about it.
const PEOPLE_SHAPE: f64 = 1.0;
/// Voices that stand for a matter's usual count on a day when it seems to rise everywhere.
const TILT_BELIEF: f64 = 5.0;
/// A rise of the whole country is looked for in so many rounds.
const TILT_ROUNDS: usize = 6;

/// What is expected of a day.
pub(crate) struct Outlook {
    pub(crate) cells: Grid,
    /// What of the cells' expectation categories and places alone make.
    pub(crate) plain: Grid,
    /// The variance that comes of sources not known for long.
    pub(crate) young: Grid,
    /// By category, of an average day, for the whole country.
    pub(crate) average: Vec<f64>,
}

impl Model {
    /// What is expected of every cell today.
    pub(crate) fn expect(&mut self, heard: &Heard<'_>, factors: &[f64], shares: &[f64]) -> Outlook {
        let (places, matters) = (self.places.len(), self.categories.len());
        let empty = || Grid::new(places, matters);
        let mut outlook =
            Outlook { cells: empty(), plain: empty(), young: empty(), average: vec![0.0; matters] };
        let mut background = vec![0.0; matters];
        let place_shares: Vec<f64> = (0..places).map(|place| self.place_share(place)).collect();
        let ratio: Vec<Vec<f64>> =
            (0..places).map(|place| (0..matters).map(|matter| self.ratio(place, matter)).collect()).collect();
        let silent = BTreeMap::new();
        for (&number, told) in &heard.sources {
            let source = &mut self.sources[number];
            let (is_young, doubt) = (source.is_young(), source.doubt());
            let known = is_young.then_some(Today { factors, by: &told.by });
            let about = source.outlook(shares, known);
            let rates: Vec<f64> = (0..matters).map(|matter| about.rate(matter, 0.0)).collect();
            let weight = about.weight(0.0);
            for matter in 0..matters {
                let rate = rates[matter] * factors[matter];
                outlook.average[matter] += rates[matter];
                outlook.cells.row(WHOLE)[matter] += rate;
                background[matter] += rate * PLACE_BELIEF * weight;
            }
            let told = if is_young { &told.pairs } else { &silent };
            for (&place, pair) in &mut source.places {
                let told: &[(usize, f64)] = told.get(&place).map_or(&[], |told| told.as_slice());
                let spoken = pair.voices + told.iter().map(|(_, voices)| voices).sum::<f64>();
                let share = spoken * weight;
                let by_people = PLACE_BELIEF * weight * place_shares[place];
                pair.today.resize(matters, 0.0);
                let cells = outlook.cells.row(place);
                let plain = outlook.plain.row(place);
                let young = outlook.young.row(place);
                for matter in 0..matters {
                    let (mut rate, mut share) = (rates[matter], share);
                    if let Some(&(_, less)) = told.iter().find(|(of, _)| *of == matter) {
                        rate = about.rate(matter, less);
                        share = (spoken - less) * about.weight(less);
                    }
                    let usual = rate * factors[matter];
                    let own = (PAIR_BELIEF * ratio[place][matter] + pair.seen[matter])
                        / (PAIR_BELIEF + pair.expected[matter]);
                    let mean = usual * share * own;
                    cells[matter] += mean;
                    young[matter] += doubt * mean * mean;
                    plain[matter] += usual * share;
                    pair.today[matter] = usual * (share + by_people);
                }
            }
        }
        for place in WHOLE + 1..places {
            for matter in 0..matters {
                let of_people = background[matter] * place_shares[place];
                outlook.plain.row(place)[matter] += of_people;
                outlook.cells.row(place)[matter] += of_people * ratio[place][matter];
            }
        }
        outlook
    }

    /// The share of a place in the voices of all sources.
    fn place_share(&self, place: usize) -> f64 {
        let of_people = people(&self.places[place]) / COUNTRY;
        (PEOPLE_SHAPE + self.by_place[place]) / (PEOPLE_SHAPE / of_people + self.voices)
    }

    /// By how much a cell differs from what category and place let expect.
    fn ratio(&self, place: usize, matter: usize) -> f64 {
        (self.belief + self.seen.at(place, matter)) / (self.belief + self.expected.at(place, matter))
    }

    /// The relative variance of what is expected of a cell.
    pub(crate) fn doubt(&self, place: usize, matter: usize) -> f64 {
        let of_matter = 1.0 / (MATTER_BELIEF + self.by_category[matter]) + self.rhythm.doubt(matter);
        if place == WHOLE {
            return of_matter;
        }
        let of_place = 1.0 / (PEOPLE_SHAPE + self.by_place[place]);
        of_matter + of_place + 1.0 / (self.belief + self.seen.at(place, matter))
    }

    /// How many times as often as expected each matter is raised all over the country today: where many places rise together, that is
    /// one signal of the country and not one of each place. At least 1; one loud place alone moves it little.
    pub(crate) fn tilts(&self, expected: &Grid, voices: &Grid) -> Vec<f64> {
        let parts: Vec<usize> = (0..self.places.len())
            .filter(
                |at| matches!(self.places[*at], Place::Known(kato) if !(kato.is_region() && is_city(kato))),
            )
            .collect();
        let under = |matter: usize, tilt: f64| {
            let (mut seen, mut usual, mut variance) = (TILT_BELIEF, TILT_BELIEF, 0.0);
            for &place in &parts {
                let plain = expected.at(place, matter);
                let mean = plain * tilt;
                let spread = self.spread.of(matter, 0, mean) * mean;
                seen += voices.at(place, matter).min(mean + 2.0 * spread.sqrt() + 1.0);
                usual += plain;
                variance += spread;
            }
            ((seen - variance.sqrt()) / usual).max(1.0)
        };
        // What is too much for a place is judged by what all places show, over and over: it comes to rest where one place alone is
        // loud, and rises to the whole where all are.
        let tilt = |matter: usize| {
            let mut tilt = 1.0;
            for _ in 0..TILT_ROUNDS {
                let next = under(matter, tilt);
                if next <= tilt * 1.01 {
                    break;
                }
                tilt = next;
            }
            tilt
        };
        (0..self.categories.len()).map(tilt).collect()
    }
}

/// Whether a place lies in a city that is a region of its own.
pub(crate) fn is_city(kato: Kato) -> bool {
    matches!(kato.region().0 / 10_000_000, 71 | 75 | 79)
}
