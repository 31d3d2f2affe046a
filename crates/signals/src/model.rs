//! The model: takes day after day, tells of each which counts were above their norm, and learns from it.

use std::collections::BTreeMap;

use dauys_model::{CategoryId, TopicId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::chance::Counts;
use crate::judge::{self, Cells};
use crate::rates::Source;
use crate::recent::{Grid, Past, Recent};
use crate::rhythm::Rhythm;
use crate::spread::{SPANS, Spread};
use crate::today::{Heard, Row};
use crate::topics::{Circumstances, OUTBURST, Topics};
use crate::{Calendar, Day, Place, Signal};

/// Voices that stand for the share of each category where nothing is known (the prior of Jeffreys).
pub(crate) const MATTER_BELIEF: f64 = 0.5;
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
        Self { false_share: 0.2, least_voices: 2 }
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
    pub(crate) by_category: Vec<f64>,
    pub(crate) by_place: Vec<f64>,
    pub(crate) voices: f64,
    /// Voices of cells, and what categories and places let expect of them.
    pub(crate) seen: Grid,
    pub(crate) expected: Grid,
    /// Voices that stand for category and place in the rate of a cell.
    pub(crate) belief: f64,
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
            for (matter, tilt) in tilts.iter().enumerate() {
                let mean = expected.at(place, matter).max(1.0e-6);
                doubt.row(place)[matter] =
                    self.doubt(place, matter) + outlook.young.at(place, matter) / (mean * mean);
                expected.row(place)[matter] = if place == WHOLE { mean } else { mean * tilt };
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
        self.learn(&heard, &rest, &whole, &shares, &outlook.plain, &tilts);
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
        let all = MATTER_BELIEF * self.categories.len() as f64 + self.voices;
        self.by_category.iter().map(|voices| (MATTER_BELIEF + voices) / all).collect()
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
        let told = |number: usize| heard.sources.get(&number).map_or(0.0, |told| told.by.iter().sum());
        let rates: Vec<f64> =
            self.sources.iter().enumerate().map(|(number, source)| source.a_day(told(number))).collect();
        // What joins comes in beside the sources that topics were measured by so far.
        let known = |is_young: bool| -> f64 {
            let of = self.sources.iter().zip(&rates).filter(|(source, _)| is_young || !source.is_young());
            of.map(|(_, rate)| rate).sum()
        };
        let all = if known(false) > 0.0 { known(false) } else { known(true) }.max(1.0e-6);
        let shares: Vec<f64> = rates.iter().map(|rate| rate / all).collect();
        let numbers: Vec<usize> = heard.sources.keys().copied().collect();
        let weekday = self.rhythm.weekday(calendar.kind(day));
        self.topics.day(&Circumstances { day, weekday, heard: &numbers, shares: &shares }, &counts)
    }
}
