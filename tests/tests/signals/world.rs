//! An invented country: what its people raise day by day, who hears of it, and what happens to go wrong.
//!
//! Nothing here is drawn as the model believes it to be. Counts come of incidents that bring several voices each, on days whose
//! rates are lognormal and remember the day before; districts, matters and sources have lognormal tastes for each other; seasons are
//! steps, bumps and waves; sources have weekdays of their own, join, and fall silent.

use std::collections::BTreeMap;

use dauys_model::{CategoryId, Kato, SourceId};
use dauys_signals::{Calendar, Day, Voices};
use fastrand::Rng;
use jiff::ToSpan;
use jiff::civil::Date;

pub(crate) const DISTRICTS: usize = 200;
pub(crate) const MATTERS: usize = 60;
pub(crate) const DAYS: usize = 365;
const SOURCES: usize = 24;
/// Planted events, of so many voices each.
const EVENTS: usize = 500;
const LEAST: f64 = 5.0;
const MOST: f64 = 60.0;
/// Voices of the whole country on an average day, with all sources.
const VOICES: f64 = 1800.0;
/// Of these many matters incidents bring more voices, and days differ more.
pub(crate) const WILD: usize = 3;
/// The first event comes after so many days.
pub(crate) const WARM: usize = 60;

/// How the voices of an event come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Shape {
    /// All on one day.
    Sudden,
    /// On two or three days.
    Days,
    /// More from day to day over a week.
    Slow,
}

/// Something that was planted.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) matter: usize,
    pub(crate) district: usize,
    pub(crate) shape: Shape,
    pub(crate) size: u32,
    /// Voices by day from the first one on.
    pub(crate) first: usize,
    pub(crate) days: Vec<u32>,
    /// The true mean of the cell on the day by which it is to be found.
    pub(crate) norm: f64,
    /// The day on which its seventh voice came, or its last where there are fewer.
    pub(crate) due: usize,
}

impl Event {
    pub(crate) fn last(&self) -> usize {
        self.first + self.days.len() - 1
    }
}

/// A source: when it is heard, and how much it brings of what.
struct Teller {
    id: SourceId,
    from: usize,
    to: usize,
    silences: Vec<(usize, usize)>,
    weekdays: [f64; 7],
    /// By matter, and by district.
    matters: Vec<f64>,
    districts: Vec<f64>,
}

impl Teller {
    fn is_heard(&self, day: usize) -> bool {
        self.from <= day
            && day < self.to
            && !self.silences.iter().any(|(from, to)| (*from..*to).contains(&day))
    }
}

/// A year of the country.
pub(crate) struct World {
    pub(crate) days: Vec<Day>,
    pub(crate) events: Vec<Event>,
    /// Days on which a matter was on everybody's lips: matter, first day, last day.
    pub(crate) waves: Vec<(usize, usize, usize)>,
    /// Days on which a source was heard for the first time, or again after a silence.
    pub(crate) joins: Vec<usize>,
}

pub(crate) fn category(matter: usize) -> CategoryId {
    // Matters with a season have the names that the calendar knows.
    CategoryId(match matter {
        3 => "hcs/heat".into(),
        11 => "eco/flood".into(),
        17 => "edu/school".into(),
        _ => format!("matter/{matter:02}"),
    })
}

pub(crate) fn district(number: usize) -> Kato {
    // Seventeen regions, twelve districts in each.
    let (region, within) = (number / 12, number % 12);
    Kato((10 + 3 * region as u32) * 10_000_000 + (10 + 5 * within as u32) * 100_000)
}

pub(crate) fn first_day() -> Date {
    jiff::civil::date(2025, 7, 1)
}

pub(crate) fn date(day: usize) -> Date {
    first_day().checked_add((day as i64).days()).unwrap()
}

fn normal(rng: &mut Rng) -> f64 {
    (-2.0 * (1.0 - rng.f64()).ln()).sqrt() * (std::f64::consts::TAU * rng.f64()).cos()
}

fn lognormal(rng: &mut Rng, sigma: f64) -> f64 {
    (sigma * normal(rng) - sigma * sigma / 2.0).exp()
}

fn poisson(rng: &mut Rng, mean: f64) -> u32 {
    if mean > 30.0 {
        return (mean + mean.sqrt() * normal(rng)).round().max(0.0) as u32;
    }
    let edge = (-mean).exp();
    let (mut left, mut count) = (rng.f64(), 0);
    while left > edge {
        left *= rng.f64();
        count += 1;
    }
    count
}

/// The season of a matter on a day.
fn season(matter: usize, date: Date) -> f64 {
    let at = f64::from(date.day_of_year());
    match matter {
        3 => {
            if (105.0..288.0).contains(&at) {
                0.3
            } else {
                2.5
            }
        }
        11 => 0.3 + 6.0 * (-((at - 98.0) / 16.0).powi(2)).exp(),
        17 => {
            let since = (at - 244.0).rem_euclid(365.0);
            0.7 + 3.0 * (-since / 10.0).exp()
        }
        _ => 1.0 + 0.35 * (std::f64::consts::TAU * at / 365.0 + matter as f64).sin(),
    }
}

fn tellers(rng: &mut Rng) -> Vec<Teller> {
    let teller = |number: usize| {
        let is_local = number >= 9;
        let volume = lognormal(rng, 0.9);
        let matters = (0..MATTERS).map(|_| volume * lognormal(rng, 0.8)).collect();
        let start = rng.usize(0..DISTRICTS);
        let reach = if is_local { rng.usize(4..40) } else { DISTRICTS };
        let districts = (0..DISTRICTS)
            .map(|district| {
                let is_in = (district + DISTRICTS - start) % DISTRICTS < reach;
                if is_in { lognormal(rng, 0.6) * if is_local { 4.0 } else { 1.0 } } else { 0.0 }
            })
            .collect();
        let weekend = if rng.bool() { 0.4 } else { 1.1 };
        let mut weekdays = [1.0; 7];
        weekdays[5] = weekend;
        weekdays[6] = weekend * 0.9;
        weekdays[0] = 1.15;
        let from = if number % 4 == 1 { rng.usize(40..330) } else { 0 };
        let to = if number % 11 == 7 { rng.usize(150..340) } else { DAYS };
        let mut silences: Vec<(usize, usize)> =
            (0..3).map(|_| rng.usize(0..DAYS)).map(|day| (day, day + 1)).collect();
        if number % 4 == 3 {
            let day = rng.usize(70..300);
            silences.push((day, day + rng.usize(10..60)));
        }
        let id = SourceId::new(&format!("source-{number:02}")).unwrap();
        Teller { id, from, to, silences, weekdays, matters, districts }
    };
    (0..SOURCES).map(teller).collect()
}

/// Voices of an event by day.
fn unfold(rng: &mut Rng, shape: Shape, size: u32) -> Vec<u32> {
    let weights: Vec<f64> = match shape {
        Shape::Sudden => vec![1.0],
        Shape::Days => vec![1.0; rng.usize(2..4)],
        Shape::Slow => (1..=rng.u32(5..8)).map(f64::from).collect(),
    };
    let all: f64 = weights.iter().sum();
    let mut days = vec![0; weights.len()];
    for _ in 0..size {
        let mut at = rng.f64() * all;
        let day = weights.iter().position(|weight| {
            at -= weight;
            at < 0.0
        });
        days[day.unwrap_or(0)] += 1;
    }
    while days.first() == Some(&0) {
        days.remove(0);
    }
    while days.last() == Some(&0) {
        days.pop();
    }
    days
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let rng = &mut Rng::with_seed(seed);
        // Five thousand to six hundred thousand people, many small districts and few large ones.
        let people: Vec<f64> = (0..DISTRICTS).map(|_| 5.0 * 120.0_f64.powf(rng.f64().powf(1.6))).collect();
        let popular: Vec<f64> = (0..MATTERS).map(|matter| 1.0 / (3.0 + matter as f64)).collect();
        let tastes: Vec<Vec<f64>> =
            (0..DISTRICTS).map(|_| (0..MATTERS).map(|_| lognormal(rng, 0.7)).collect()).collect();
        let loud: Vec<f64> = (0..DISTRICTS).map(|_| lognormal(rng, 0.5)).collect();
        let tellers = tellers(rng);
        let mut scale = 0.0;
        for (district, tastes) in tastes.iter().enumerate() {
            for (matter, taste) in tastes.iter().enumerate() {
                let told: f64 =
                    tellers.iter().map(|teller| teller.matters[matter] * teller.districts[district]).sum();
                scale += people[district] * loud[district] * popular[matter] * taste * told;
            }
        }
        let scale = VOICES / scale;
        let waves: Vec<(usize, usize, usize)> = (0..12)
            .map(|_| {
                let day = rng.usize(WARM..DAYS - 3);
                (rng.usize(0..MATTERS), day, day + rng.usize(0..3))
            })
            .collect();
        let mut joins = Vec::new();
        for day in 1..DAYS {
            if tellers.iter().any(|teller| teller.is_heard(day) && !teller.is_heard(day - 1)) {
                joins.push(day);
            }
        }
        let mut world = Self { days: Vec::new(), events: Vec::new(), waves, joins };
        let mut plans: Vec<(usize, usize, f64, Shape, u32)> = (0..EVENTS)
            .map(|number| {
                let size = LEAST * (MOST / LEAST + 0.999 / LEAST).powf(rng.f64());
                let shape =
                    [Shape::Sudden, Shape::Sudden, Shape::Sudden, Shape::Days, Shape::Slow][rng.usize(0..5)];
                (rng.usize(WARM..DAYS - 8), number, rng.f64(), shape, size as u32)
            })
            .collect();
        plans.sort_by_key(|plan| (plan.0, plan.1));
        let mut planned = plans.into_iter().peekable();
        let mut moods = (vec![0.0; MATTERS], vec![0.0; DISTRICTS]);
        for day in 0..DAYS {
            let date = date(day);
            let heard: Vec<&Teller> = tellers.iter().filter(|teller| teller.is_heard(day)).collect();
            let weekday: usize = date.weekday().to_monday_zero_offset().unsigned_abs().into();
            let calendar = Calendar::kazakhstan();
            let mut kind = if calendar.is_holiday(date) { 0.55 } else { 1.0 };
            if date.yesterday().is_ok_and(|before| calendar.is_holiday(before)) && kind == 1.0 {
                kind = 1.2;
            }
            for mood in &mut moods.0 {
                *mood = 0.6 * *mood + 0.12 * normal(rng);
            }
            for mood in &mut moods.1 {
                *mood = 0.5 * *mood + 0.2 * normal(rng);
            }
            let seasons: Vec<f64> = (0..MATTERS).map(|matter| season(matter, date)).collect();
            let mut counts: BTreeMap<(usize, usize, Option<Kato>), u32> = BTreeMap::new();
            let mut means = vec![vec![0.0; MATTERS]; DISTRICTS];
            let mut parts = vec![0.0; heard.len()];
            for district in 0..DISTRICTS {
                parts.fill(0.0);
                let here: Vec<(usize, f64)> = heard
                    .iter()
                    .enumerate()
                    .filter(|(_, teller)| teller.districts[district] > 0.0)
                    .map(|(at, teller)| (at, teller.districts[district] * teller.weekdays[weekday]))
                    .collect();
                for matter in 0..MATTERS {
                    let mut told = 0.0;
                    for (at, weight) in &here {
                        parts[*at] = heard[*at].matters[matter] * weight;
                        told += parts[*at];
                    }
                    let mut mean = scale
                        * people[district]
                        * loud[district]
                        * popular[matter]
                        * tastes[district][matter];
                    mean *= told * kind * seasons[matter] * (moods.0[matter] + moods.1[district]).exp();
                    means[district][matter] = mean;
                    if world.waves.iter().any(|(of, from, to)| *of == matter && (*from..=*to).contains(&day))
                    {
                        mean *= 4.0;
                    }
                    let is_wild = matter % (MATTERS / WILD) == 5;
                    // An incident brings its first voice, and others by chance.
                    let more = if is_wild { 1.2 } else { 0.15 };
                    let rate = mean / (1.0 + more) * if is_wild { lognormal(rng, 0.8) } else { 1.0 };
                    for _ in 0..poisson(rng, rate) {
                        let voices = 1 + poisson(rng, more);
                        for _ in 0..voices {
                            let teller = pick(rng, &parts, told);
                            // Not everybody says where, or says more than the region.
                            let kato = match rng.u32(0..100) {
                                0..10 => None,
                                10..15 => Some(self::district(district).region()),
                                _ => Some(self::district(district)),
                            };
                            *counts.entry((teller, matter, kato)).or_default() += 1;
                        }
                    }
                }
            }
            while let Some((_, _, choice, shape, size)) = planned.next_if(|plan| plan.0 == day) {
                // Every second event comes where anything may, the others where more is raised.
                let (district, matter) = place(rng, &means, choice < 0.5);
                let days = unfold(rng, shape, size);
                let mut sum = 0;
                let reached = days.iter().position(|voices| {
                    sum += voices;
                    sum >= 7.min(size)
                });
                world.events.push(Event {
                    matter,
                    district,
                    shape,
                    size,
                    first: day,
                    due: day + reached.unwrap_or(days.len() - 1),
                    days,
                    norm: means[district][matter],
                });
            }
            for event in world.events.iter().rev().take_while(|event| event.first + 8 > day) {
                let voices = event.days.get(day - event.first).copied().unwrap_or(0);
                for _ in 0..voices {
                    for (part, teller) in parts.iter_mut().zip(&heard) {
                        *part = teller.matters[event.matter] * teller.districts[event.district];
                    }
                    let told = parts.iter().sum();
                    let teller = pick(rng, &parts, told);
                    *counts.entry((teller, event.matter, Some(district(event.district)))).or_default() += 1;
                }
            }
            let mut voices = Vec::new();
            for ((teller, matter, kato), count) in counts {
                voices.push(Voices {
                    source: heard[teller].id.clone(),
                    category: category(matter),
                    kato,
                    name: None,
                    topic: None,
                    voices: count,
                });
            }
            let heard = heard.iter().map(|teller| teller.id.clone()).collect();
            world.days.push(Day { date, heard, voices });
        }
        world
    }
}

/// Somewhere for an event: anywhere, or by how much is raised there on average, its square root taken.
fn place(rng: &mut Rng, means: &[Vec<f64>], is_anywhere: bool) -> (usize, usize) {
    loop {
        let (district, matter) = (rng.usize(0..DISTRICTS), rng.usize(0..MATTERS));
        if is_anywhere || rng.f64() < (means[district][matter] / 3.0).sqrt() {
            return (district, matter);
        }
    }
}

fn pick(rng: &mut Rng, parts: &[f64], all: f64) -> usize {
    let mut at = rng.f64() * all;
    parts
        .iter()
        .position(|part| {
            at -= part;
            at < 0.0
        })
        .unwrap_or(0)
}
