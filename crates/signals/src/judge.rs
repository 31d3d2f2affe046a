//! From counts and norms to signals.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use crate::chance::Counts;
use crate::discovery::{ByChance, CANDIDATE};
use crate::model::{Model, Settings, WHOLE};
use crate::recent::{Grid, Past};
use crate::signal::rounded;
use crate::spread::SPANS;
use crate::today::Heard;
use crate::topics::Standing;
use crate::{Signal, Subject, wider};

/// The cells of a day: sums over every span, and what is not known of their means.
pub(crate) struct Cells<'a> {
    pub(crate) sums: &'a [Past],
    pub(crate) doubt: &'a Grid,
}

/// A count that may be told of.
#[derive(Clone, Copy, Debug)]
struct Best {
    chance: f64,
    span: usize,
    count: f64,
    expected: f64,
}

impl Best {
    fn of(self, other: Option<Self>) -> Self {
        match other {
            Some(other) if other.chance <= self.chance => other,
            _ => self,
        }
    }
}

/// The signals of a day, least probable first. Cells and topics are each weighed among themselves, since most voices are in one of both.
pub(crate) fn signals(
    model: &Model,
    settings: &Settings,
    heard: &Heard<'_>,
    cells: &Cells<'_>,
    topics: &[Standing],
) -> Vec<Signal> {
    let mut by_chance = ByChance::new();
    let mut found: Vec<Signal> = Vec::new();
    let least = f64::from(settings.least_voices);
    for place in 0..model.places.len() {
        let spread = if place == WHOLE { &model.spread_whole } else { &model.spread };
        for matter in 0..model.categories.len() {
            let today = cells.sums[0].voices.at(place, matter);
            let mut best: Option<Best> = None;
            for (number, (span, sum)) in SPANS.into_iter().zip(cells.sums).enumerate() {
                let expected = sum.expected.at(place, matter);
                let spread = spread.of(matter, number, expected);
                let counts = Counts::new(expected, spread, cells.doubt.at(place, matter));
                by_chance.add(counts);
                let count = sum.voices.at(place, matter);
                // Days that add nothing do not make a count more of a signal.
                let adds = number == 0 || count > cells.sums[number - 1].voices.at(place, matter);
                if today > 0.0 && count >= least && count > expected && adds {
                    let chance = counts.at_least(count as u32);
                    best = Some(Best { chance, span, count, expected }.of(best));
                }
            }
            if let Some(best) = best.filter(|best| best.chance <= CANDIDATE) {
                let subject = Subject::Cell {
                    category: model.categories[matter].clone(),
                    place: model.places[place].clone(),
                };
                let mut signal = signal(heard, subject, best, today, model.days);
                sources(model, heard, &mut signal, |row| {
                    row.category == matter && (place == WHOLE || row.places.contains(&place))
                });
                found.push(signal);
            }
        }
    }
    let (mut topics_by_chance, mut of_topics) = (ByChance::new(), Vec::new());
    for standing in topics {
        let mut best: Option<Best> = None;
        let mut before = 0.0;
        for &(span, expected, count, counts) in &standing.spans {
            topics_by_chance.add(counts);
            let adds = count > before;
            before = count;
            if standing.today > 0.0 && count >= least && count > expected && adds {
                best = Some(Best { chance: counts.at_least(count as u32), span, count, expected }.of(best));
            }
        }
        if let Some(best) = best.filter(|best| best.chance <= CANDIDATE) {
            let subject = Subject::Topic(standing.topic.clone());
            let mut signal = signal(heard, subject, best, standing.today, standing.history);
            sources(model, heard, &mut signal, |row| row.topic == Some(&standing.topic));
            of_topics.push(signal);
        }
    }
    let mut told = credible(found, &by_chance, settings);
    wider::leave_out(&mut told);
    told.extend(credible(of_topics, &topics_by_chance, settings));
    told.sort_by(order);
    told
}

/// The least probable first; of equals the one with more voices on fewer days, then by what is counted.
fn order(one: &Signal, two: &Signal) -> Ordering {
    let more = |signal: &Signal| (Reverse(signal.voices), signal.span);
    one.chance
        .total_cmp(&two.chance)
        .then_with(|| more(one).cmp(&more(two)))
        .then_with(|| one.subject.cmp(&two.subject))
}

/// Those of a day's improbable counts of which few enough are chance.
fn credible(mut found: Vec<Signal>, by_chance: &ByChance, settings: &Settings) -> Vec<Signal> {
    found.sort_by(order);
    let chances: Vec<f64> = found.iter().map(|signal| signal.chance).collect();
    for (signal, adjusted) in found.iter_mut().zip(by_chance.adjusted(&chances)) {
        signal.adjusted = rounded(adjusted);
        signal.chance = rounded(signal.chance);
    }
    found.retain(|signal| signal.adjusted <= settings.false_share);
    found
}

fn signal(heard: &Heard<'_>, subject: Subject, best: Best, today: f64, history: u32) -> Signal {
    Signal {
        subject,
        day: heard.date,
        span: best.span as u8,
        voices: best.count as u32,
        today: today as u32,
        expected: rounded(best.expected),
        chance: best.chance,
        adjusted: 1.0,
        factor: rounded(best.count / best.expected),
        history,
        heard: heard.sources.len() as u32,
        sources: Vec::new(),
        young: Vec::new(),
    }
}

/// Fills in who told the voices of the day.
fn sources(
    model: &Model,
    heard: &Heard<'_>,
    signal: &mut Signal,
    is_of: impl Fn(&crate::today::Row<'_>) -> bool,
) {
    let mut by: BTreeMap<usize, u32> = BTreeMap::new();
    for row in heard.rows.iter().filter(|row| is_of(row)) {
        *by.entry(row.source).or_default() += row.voices as u32;
    }
    let mut told: Vec<_> =
        by.iter().map(|(source, voices)| (model.sources[*source].id.clone(), *voices)).collect();
    told.sort_by(|one, two| (Reverse(one.1), &one.0).cmp(&(Reverse(two.1), &two.0)));
    signal.sources = told;
    signal.young = by
        .keys()
        .map(|source| &model.sources[*source])
        .filter(|source| source.is_young())
        .map(|source| source.id.clone())
        .collect();
    signal.young.sort();
}
