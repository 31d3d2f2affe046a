//! Gives the names of places as rings: for each KATO its names in Kazakh and in Russian, with the word for what it is where
//! a name alone is not the place.

use super::lexicon::{Entry, Ring};
use crate::place;

/// The rings of all places whose names differ in the two languages.
pub(super) fn rings() -> impl Iterator<Item = Ring> {
    place::names().map(|(kazakh, russian)| [entries(kazakh), entries(russian)])
}

fn entries(names: Vec<&'static str>) -> Vec<Entry> {
    names.into_iter().map(|text| Entry { text, asks: true }).collect()
}
