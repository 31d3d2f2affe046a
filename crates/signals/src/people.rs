//! How many people live in a place, in thousands: by order of magnitude, as a first guess of its share of the voices.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::Place;

/// The country.
pub(crate) const COUNTRY: f64 = 20_000.0;
/// A region that is not in the table; those have 200 to 2 100 thousand people.
const REGION: f64 = 900.0;
/// A district that is not in the table.
const DISTRICT: f64 = 40.0;
/// A place that the gazetteer does not know: a village.
const VILLAGE: f64 = 3.0;

/// People in a place, in thousands.
pub(crate) fn people(place: &Place) -> f64 {
    static TOWNS: LazyLock<BTreeMap<&'static str, f64>> = LazyLock::new(|| {
        include_str!("../../../data/population/large_towns.tsv").lines().skip(1).filter_map(row).collect()
    });
    let kato = match place {
        Place::Country => return COUNTRY,
        Place::Named { .. } => return VILLAGE,
        Place::Known(kato) => kato,
    };
    let code = kato.to_string();
    let listed = |digits: usize| code.get(..digits).and_then(|prefix| TOWNS.get(prefix)).copied();
    if kato.is_region() {
        listed(2).unwrap_or(REGION)
    } else {
        listed(4).or_else(|| listed(3)).unwrap_or(DISTRICT)
    }
}

fn row(line: &'static str) -> Option<(&'static str, f64)> {
    let mut cells = line.split('\t');
    Some((cells.next()?, cells.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use dauys_model::Kato;

    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let table = include_str!("../../../data/population/large_towns.tsv");
        for line in table.lines().skip(1) {
            let (prefix, thousands) = row(line).unwrap();
            let code: u32 = format!("{prefix:0<9}").parse().unwrap();
            assert_eq!(people(&Place::Known(Kato(code).district())), thousands, "{line}");
        }
    }

    #[test]
    fn what_is_not_in_the_table_is_guessed_by_its_level() {
        assert_eq!(people(&Place::Known(Kato(630_000_000))), REGION);
        assert_eq!(people(&Place::Known(Kato(632_400_000))), DISTRICT);
        assert_eq!(people(&Place::Known(Kato(751_110_000))), 270.0);
        assert_eq!(people(&Place::Named { name: "ащыбұлақ".into(), within: None }), VILLAGE);
        assert_eq!(people(&Place::Country), COUNTRY);
    }
}
