//! Gives the names of each place in Kazakh and in Russian, side by side, for queries that name it in one of them.

use super::gazetteer::{Level, Mode, Row, gazetteer};
use dauys_kazakh::is_listed;

/// The names of a place in Kazakh and in Russian.
pub(crate) type Names = (Vec<&'static str>, Vec<&'static str>);

/// For each KATO its names in both languages, where they differ. Regions and districts stand with the word for what they are,
/// since their names alone are those of cities, rivers and persons; of towns and villages only those whose bare name is enough.
pub(crate) fn names() -> impl Iterator<Item = Names> {
    let named = gazetteer().rows.iter().filter(|row| row.is_coded).filter_map(of);
    named.filter(|(kazakh, russian)| kazakh != russian)
}

fn of(row: &'static Row) -> Option<Names> {
    let place = &row.place;
    match place.level {
        Level::Region | Level::District | Level::CityDistrict => {
            Some((vec![place.full_kk.as_str()], vec![place.full_ru.as_str()]))
        }
        Level::RuralDistrict => None,
        Level::Capital | Level::City => Some(bare(row, true)),
        Level::Town | Level::Village => Some(bare(row, false)),
    }
    .filter(|(kazakh, russian)| !kazakh.is_empty() && !russian.is_empty())
}

/// The bare names that count as the place: of cities also those that persons bear, of towns and villages none that is a word.
fn bare(row: &'static Row, is_city: bool) -> Names {
    let counts = |mode: Mode| match mode {
        Mode::Free | Mode::Capital => true,
        Mode::Where => is_city,
        Mode::Context | Mode::Region => false,
    };
    let is_name = |name: &str| is_city || !is_listed(&name.to_lowercase());
    let kazakh = row.names_kk.iter().filter(|(name, mode)| counts(*mode) && is_name(name));
    let russian = row.names_ru.iter().filter(|(name, _, mode)| counts(*mode) && is_name(name));
    (kazakh.map(|(name, _)| *name).collect(), russian.map(|(name, ..)| *name).collect())
}
