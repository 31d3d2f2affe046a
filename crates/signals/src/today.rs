//! The voices of a day by numbers: categories, places and sources numbered as they were first met, in one order whatever order they
//! came in.

use std::collections::BTreeMap;

use dauys_model::TopicId;

use crate::expect::is_city;
use crate::model::{Model, WHOLE};
use crate::rates::Source;
use crate::{Day, Place};

/// Voices that are alike.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) source: usize,
    pub(crate) category: usize,
    /// The places they belong to, most exact first, the country left out.
    pub(crate) places: Vec<usize>,
    pub(crate) topic: Option<&'a TopicId>,
    pub(crate) voices: f64,
}

/// What one source said.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// Voices by category.
    pub(crate) by: Vec<f64>,
    /// By place, voices of categories.
    pub(crate) pairs: BTreeMap<usize, Vec<(usize, f64)>>,
}

/// What was heard on a day.
#[derive(Clone, Debug)]
pub(crate) struct Heard<'a> {
    pub(crate) date: jiff::civil::Date,
    pub(crate) rows: Vec<Row<'a>>,
    /// Every source that was heard.
    pub(crate) sources: BTreeMap<usize, Told>,
}

impl<'a> Heard<'a> {
    /// Numbers what a day brings; the model learns of what it never met.
    pub(crate) fn of(model: &mut Model, day: &'a Day) -> Self {
        let mut voices: Vec<_> = day.voices.iter().filter(|voices| voices.voices > 0).collect();
        voices.sort();
        let mut heard: Vec<_> = day.heard.iter().chain(voices.iter().map(|voices| &voices.source)).collect();
        heard.sort();
        heard.dedup();
        let mut numbers: BTreeMap<_, usize> =
            model.sources.iter().enumerate().map(|(at, source)| (source.id.clone(), at)).collect();
        let mut sources = BTreeMap::new();
        for id in heard {
            let number = *numbers.entry(id.clone()).or_insert_with(|| {
                model.sources.push(Source::new(id.clone()));
                model.sources.len() - 1
            });
            sources.insert(number, Told::default());
        }
        let mut places: BTreeMap<Place, usize> =
            model.places.iter().enumerate().map(|(at, place)| (place.clone(), at)).collect();
        let mut categories: BTreeMap<_, usize> =
            model.categories.iter().enumerate().map(|(at, category)| (category.clone(), at)).collect();
        let mut rows = Vec::new();
        for told in voices {
            let category = *categories.entry(told.category.clone()).or_insert_with(|| {
                model.categories.push(told.category.clone());
                model.categories.len() - 1
            });
            let of = places_of(told)
                .map(|place| {
                    *places.entry(place).or_insert_with_key(|place| {
                        model.places.push(place.clone());
                        model.places.len() - 1
                    })
                })
                .collect();
            rows.push(Row {
                source: numbers[&told.source],
                category,
                places: of,
                topic: told.topic.as_ref(),
                voices: f64::from(told.voices),
            });
        }
        for row in &rows {
            let told = sources.entry(row.source).or_default();
            for place in &row.places {
                add(told.pairs.entry(*place).or_default(), row.category, row.voices);
                model.sources[row.source].places.entry(*place).or_default();
            }
        }
        for told in sources.values_mut() {
            told.by = vec![0.0; model.categories.len()];
        }
        for row in &rows {
            sources.entry(row.source).or_default().by[row.category] += row.voices;
        }
        debug_assert_eq!(model.places[WHOLE], Place::Country);
        Self { date: day.date, rows, sources }
    }
}

/// The places that voices belong to, most exact first.
fn places_of(told: &crate::Voices) -> impl Iterator<Item = Place> {
    let within = told.kato.map(dauys_model::Kato::district);
    let named = told.name.clone().map(|name| Place::Named { name, within });
    let city =
        within.filter(|kato| is_city(*kato) && !kato.is_region()).map(|kato| Place::Known(kato.region()));
    named.into_iter().chain(within.map(Place::Known)).chain(city)
}

fn add(told: &mut Vec<(usize, f64)>, category: usize, voices: f64) {
    match told.iter_mut().find(|(of, _)| *of == category) {
        Some((_, sum)) => *sum += voices,
        None => told.push((category, voices)),
    }
}
