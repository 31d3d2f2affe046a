//! The model: takes day after day, tells of each which counts were above their norm, and learns from it.

use std::collections::BTreeMap;

use dauys_model::{CategoryId, TopicId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::chance::Counts;
use crate::judge::{self, Cells};
use crate::people::{COUNTRY, people};
use crate::rates::{PAIR_BELIEF, PLACE_BELIEF, Source, Today};
use crate::recent::{Grid, Past, Recent};
use crate::rhythm::{Factor, Rhythm, half};
use crate::spread::{SPANS, Spread};
use crate::today::{Heard, Row};
use crate::topics::{Circumstances, OUTBURST, Topics};
use crate::{Calendar, Day, Place, Signal};

/// Voices that stand for population in the share of a place.
const PEOPLE_BELIEF: f64 = 50.0;
/// Voices that stand for equal shares in those of matters.
const MATTER_BELIEF: f64 = 1.0;
/// Counts of cells, of all places and of all matters forget half in so many days.
const HALF: f64 = 90.0;
/// Voices that stand for a matter's usual count on a day when it seems to rise everywhere.
const TILT_BELIEF: f64 = 5.0;
/// A rise of the whole country is looked for in so many rounds.
const TILT_ROUNDS: usize = 6;
/// The number of the whole country among places.
pub(crate) const WHOLE: usize = 0;

/// What an office may set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Settings {
    /// The share of false ones among signals that is put up with, and the number of false ones to be expected on a day without any
    /// true one.
    pub false_share: f64,
    /// Fewer voices are no signal, however improbable.
    pub least_voices: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { false_share: 0.2, least_voices: 3 }
    }
}

/// All that was learnt from the days so far. Written and read back it goes on as if it had not been.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Model {
    /// The last day taken in.
    pub(crate) last: Option<Date>,
    /// How many there were.
    pub(crate) days: u32,
    pub(crate) categories: Vec<CategoryId>,
    pub(crate) places: Vec<Place>,
    pub(crate) sources: Vec<Source>,
    /// Voices by category, and by place; all.
    by_category: Vec<f64>,
    by_place: Vec<f64>,
    voices: f64,
    /// Voices of cells, and what categories and places let expect of them.
    pub(crate) seen: Grid,
    pub(crate) expected: Grid,
    /// Voices that stand for category and place in the rate of a cell.
    belief: f64,
    pub(crate) rhythm: Rhythm,
    pub(crate) spread: Spread,
    pub(crate) spread_whole: Spread,
    recent: Recent,
    pub(crate) topics: Topics,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            last: None,
            days: 0,
            categories: Vec::new(),
            places: vec![Place::Country],
            sources: Vec::new(),
            by_category: Vec::new(),
            by_place: vec![0.0],
            voices: 0.0,
            seen: Grid::default(),
            expected: Grid::default(),
            belief: 1.0,
            rhythm: Rhythm::default(),
            spread: Spread::default(),
            spread_whole: Spread::default(),
            recent: Recent::default(),
            topics: Topics::default(),
        }
    }
}

/// What is expected of a day.
struct Outlook {
    cells: Grid,
    /// What of the cells' expectation categories and places alone make.
    plain: Grid,
    /// The variance that comes of sources not known for long.
    young: Grid,
    /// By category, of an average day, for the whole country.
    average: Vec<f64>,
}

impl Model {
    /// The last day taken in.
    pub fn last(&self) -> Option<Date> {
        self.last
    }

    /// How many days it has learnt from.
    pub fn days(&self) -> u32 {
        self.days
    }

    /// Takes the next day in. The signals of it are told, the least probable first, where `judge` asks for them; the
    /// same days in the same order give the same signals, whatever the order of voices within them.
    ///
    /// Days left out are taken for days on which nothing was heard. A day that is not after the last one changes nothing and has
    /// no signals.
    pub fn day(&mut self, day: &Day, calendar: &Calendar, judge: Option<&Settings>) -> Vec<Signal> {
        while let Some(next) = self.last.and_then(|last| last.tomorrow().ok()) {
            if next > day.date {
                return Vec::new();
            }
            if next == day.date {
                break;
            }
            self.take(&Day { date: next, heard: Vec::new(), voices: Vec::new() }, calendar, None);
        }
        self.take(day, calendar, judge)
    }

    fn take(&mut self, day: &Day, calendar: &Calendar, judge: Option<&Settings>) -> Vec<Signal> {
        let heard = Heard::of(self, day);
        self.widen();
        let (places, matters) = (self.places.len(), self.categories.len());
        let factors = self.rhythm.of(day.date, calendar, &self.categories);
        let whole: Vec<f64> = factors.iter().map(|factor| factor.whole()).collect();
        let shares = self.shares();
        let outlook = self.expect(&heard, &whole, &shares);
        let mut voices = Grid::new(places, matters);
        for row in &heard.rows {
            voices.row(WHOLE)[row.category] += row.voices;
            for place in &row.places {
                voices.row(*place)[row.category] += row.voices;
            }
        }
        let tilts = self.tilts(&outlook.cells, &voices);
        let mut expected = outlook.cells;
        let mut doubt = Grid::new(places, matters);
        for place in 0..places {
            for matter in 0..matters {
                let mean = expected.at(place, matter).max(1.0e-6);
                doubt.row(place)[matter] =
                    self.doubt(place, matter) + outlook.young.at(place, matter) / (mean * mean);
                expected.row(place)[matter] = if place == WHOLE { mean } else { mean * tilts[matter] };
            }
        }
        let calm = self.calm(&expected, &voices, &doubt);
        let rest = heard.rows.iter().map(|row| self.rest(row, &voices, &calm)).collect::<Vec<_>>();
        self.recent.push(Past { expected, voices, calm }, SPANS[SPANS.len() - 1]);
        let sums: Vec<Past> = SPANS.iter().map(|span| self.recent.sum(*span, places, matters)).collect();
        let topics = self.topics(&heard, day.date, calendar);
        let signals = judge.map_or_else(Vec::new, |settings| {
            judge::signals(self, settings, &heard, &Cells { sums: &sums, doubt: &doubt }, &topics)
        });
        self.learn_spread(&sums, &doubt);
        self.learn(&heard, &rest, &factors, &whole, &shares, &outlook.plain, &outlook.average, &tilts);
        self.learn_rhythm(day.date, calendar, &factors, &heard.rows, &rest, &outlook.average);
        self.last = Some(day.date);
        self.days += 1;
        signals
    }

    /// Makes room for what was met for the first time.
    fn widen(&mut self) {
        let (places, matters) = (self.places.len(), self.categories.len());
        self.by_category.resize(matters, 0.0);
        self.by_place.resize(places, 0.0);
        self.seen.widen(places, matters);
        self.expected.widen(places, matters);
        self.spread.widen(matters);
        self.spread_whole.widen(matters);
        self.sources.iter_mut().for_each(|source| source.widen(matters));
    }

    /// The shares of categories in all voices.
    fn shares(&self) -> Vec<f64> {
        let equal = MATTER_BELIEF / self.categories.len().max(1) as f64;
        self.by_category.iter().map(|voices| (equal + voices) / (MATTER_BELIEF + self.voices)).collect()
    }

    /// What is expected of every cell today.
    fn expect(&mut self, heard: &Heard<'_>, factors: &[f64], shares: &[f64]) -> Outlook {
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
        (PEOPLE_BELIEF * of_people + self.by_place[place]) / (PEOPLE_BELIEF + self.voices)
    }

    /// By how much a cell differs from what category and place let expect.
    fn ratio(&self, place: usize, matter: usize) -> f64 {
        (self.belief + self.seen.at(place, matter)) / (self.belief + self.expected.at(place, matter))
    }

    /// The relative variance of what is expected of a cell.
    fn doubt(&self, place: usize, matter: usize) -> f64 {
        let own = if place == WHOLE {
            1.0 / (2.0 + self.by_category[matter])
        } else {
            1.0 / (self.belief + self.seen.at(place, matter))
        };
        own + self.rhythm.doubt(matter)
    }

    /// How many times as often as expected each matter is raised all over the country today: where many places rise together, that is
    /// one signal of the country and not one of each place. At least 1; one loud place alone moves it little.
    fn tilts(&self, expected: &Grid, voices: &Grid) -> Vec<f64> {
        let parts: Vec<usize> = (0..self.places.len())
            .filter(|at| matches!(self.places[*at], Place::Known(kato) if !(kato.is_region() && is_city(kato))))
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

    /// The counts of today without outbursts.
    fn calm(&self, expected: &Grid, voices: &Grid, doubt: &Grid) -> Grid {
        let mut calm = voices.clone();
        for place in 0..self.places.len() {
            let spread = if place == WHOLE { &self.spread_whole } else { &self.spread };
            for matter in 0..self.categories.len() {
                let (count, mean) = (voices.at(place, matter), expected.at(place, matter));
                if count >= 2.0 && count > mean + 1.0 {
                    let spread = spread.of(matter, 0, mean);
                    let most = Counts::new(mean, spread, doubt.at(place, matter)).bound(OUTBURST);
                    calm.row(place)[matter] = count.min(f64::from(most));
                }
            }
        }
        calm
    }

    /// What of a row's voices is no outburst of any place it belongs to.
    fn rest(&self, row: &Row<'_>, voices: &Grid, calm: &Grid) -> f64 {
        let part = |place: usize| calm.at(place, row.category) / voices.at(place, row.category);
        let least = row.places.iter().map(|place| part(*place)).reduce(f64::min);
        row.voices * least.unwrap_or_else(|| part(WHOLE))
    }

    fn topics(&mut self, heard: &Heard<'_>, day: Date, calendar: &Calendar) -> Vec<crate::topics::Standing> {
        let mut counts: BTreeMap<TopicId, BTreeMap<usize, f64>> = BTreeMap::new();
        for row in &heard.rows {
            if let Some(topic) = row.topic {
                *counts.entry(topic.clone()).or_default().entry(row.source).or_default() += row.voices;
            }
        }
        let all: f64 = self.sources.iter().map(|source| source.voices).sum::<f64>().max(1.0);
        let shares: Vec<f64> = self.sources.iter().map(|source| source.voices / all).collect();
        let numbers: Vec<usize> = heard.sources.keys().copied().collect();
        let weekday = self.rhythm.weekday(calendar.kind(day));
        self.topics.day(&Circumstances { day, weekday, heard: &numbers, shares: &shares }, &counts)
    }

    fn learn_spread(&mut self, sums: &[Past], doubt: &Grid) {
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

    #[expect(clippy::too_many_arguments, reason = "all that is known of the day")]
    fn learn(
        &mut self,
        heard: &Heard<'_>,
        rest: &[f64],
        factors: &[Factor],
        whole: &[f64],
        shares: &[f64],
        plain: &Grid,
        average: &[f64],
        tilts: &[f64],
    ) {
        debug_assert_eq!(factors.len(), average.len());
        let keep = half(HALF);
        self.voices *= keep;
        self.by_category.iter_mut().chain(&mut self.by_place).for_each(|voices| *voices *= keep);
        let (places, matters) = (self.places.len(), self.categories.len());
        for place in 0..places {
            for matter in 0..matters {
                let seen = &mut self.seen.row(place)[matter];
                *seen *= keep;
                let expected = &mut self.expected.row(place)[matter];
                *expected = *expected * keep + plain.at(place, matter) * tilts[matter];
            }
        }
        let mut calm: BTreeMap<usize, (Vec<f64>, BTreeMap<usize, Vec<(usize, f64)>>)> =
            heard.sources.keys().map(|source| (*source, (vec![0.0; matters], BTreeMap::new()))).collect();
        for (row, rest) in heard.rows.iter().zip(rest) {
            self.voices += rest;
            self.by_category[row.category] += rest;
            self.by_place[WHOLE] += rest;
            let Some((by, pairs)) = calm.get_mut(&row.source) else { continue };
            by[row.category] += rest;
            for place in &row.places {
                self.by_place[*place] += rest;
                self.seen.row(*place)[row.category] += rest;
                pairs.entry(*place).or_default().push((row.category, *rest));
            }
        }
        for (source, (by, pairs)) in &calm {
            self.sources[*source].learn(whole, shares, by, pairs, tilts);
        }
        self.belief = self.moments();
    }

    fn learn_rhythm(
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

/// Whether a place lies in a city that is a region of its own.
pub(crate) fn is_city(kato: dauys_model::Kato) -> bool {
    matches!(kato.region().0 / 10_000_000, 71 | 75 | 79)
}
