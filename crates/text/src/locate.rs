//! Takes a place as a source writes it into a field of its own («Бестерек ауылы, Аягөз ауданы») and gives the places the
//! gazetteer knows of it and the rest that it does not. Unlike a text, such a field names places and nothing else.

use dauys_model::{Kato, Methods};

use crate::analysis::Given;
use crate::place::{place_by_name, places_from};
use crate::words::words_given;

/// What is known of a place that a source gave.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Located {
    /// Places of the gazetteer, each once, the most exact first.
    pub known: Vec<Kato>,
    /// The parts that the gazetteer does not know, as they were written; a village, most often.
    pub unknown: Option<String>,
}

/// Finds the places in a field that names one, part by part. The `region` of its source decides between places that share a
/// name where the field does not.
pub fn locate(place: &str, methods: Methods, region: Option<Kato>) -> Located {
    let given = Given { methods, region, ..Given::default() };
    let mentions = places_from(place, &words_given(place, &given), region);
    let mut known: Vec<Kato> = mentions.iter().map(|mention| mention.kato).collect();
    let mut unknown: Vec<&str> = Vec::new();
    let mut start = 0;
    for part in place.split([',', ';', '(', ')']) {
        let end = start + part.len();
        let is_mentioned = mentions.iter().any(|mention| mention.start >= start && mention.end <= end);
        start = end + 1;
        let part = part.trim();
        match place_by_name(part) {
            Some(kato) if !is_mentioned => known.push(kato),
            None if !is_mentioned && !part.is_empty() => unknown.push(part),
            _ => {}
        }
    }
    known.sort_by_key(|kato| (zeros(*kato), *kato));
    known.dedup();
    // A region that only says where the rest lies.
    let exact = known.first().copied();
    known.retain(|kato| Some(*kato) == exact || exact.is_none_or(|exact| exact.region() != *kato));
    Located { known, unknown: (!unknown.is_empty()).then(|| unknown.join(", ")) }
}

/// How many digits of a code say nothing: the fewer, the more exact.
fn zeros(kato: Kato) -> u32 {
    (0..9).take_while(|digits| kato.0.is_multiple_of(10_u32.pow(digits + 1))).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: &str, known: &[u32], unknown: Option<&str>) {
        for methods in [Methods::All, Methods::RulesOnly] {
            let located = locate(place, methods, None);
            let found: Vec<u32> = located.known.iter().map(|kato| kato.0).collect();
            assert_eq!(
                (found.as_slice(), located.unknown.as_deref()),
                (known, unknown),
                "{place} {methods:?}"
            );
        }
    }

    #[test]
    fn parts_are_found_one_by_one() {
        check("Риддер", &[632_400_000], None);
        check("Бестерек ауылы, Аягөз ауданы", &[103_600_000], Some("Бестерек ауылы"));
        check("Риддер, Восточно-Казахстанская область", &[632_400_000], None);
        check("село Приречное", &[], Some("село Приречное"));
        check("", &[], None);
    }

    #[test]
    fn the_most_exact_comes_first() {
        check("Астана, район Нура", &[711_510_000], None);
        check("область Абай, Аягозский район", &[103_600_000], None);
    }

    #[test]
    fn the_region_of_the_source_decides() {
        let known = |region| locate("Абайский район", Methods::All, region).known;
        assert_eq!(known(Some(Kato(790_000_000))), [Kato(791_110_000)]);
        assert_eq!(known(None), []);
    }
}
