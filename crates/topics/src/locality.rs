//! Codes and names of places in, one locality out; two localities in, whether they can be one and how many people they
//! could mean. It knows the shape of KATO codes and the few large towns, not the gazetteer.
//!
//! Population stands for the number of separate problems of one kind that a place has at the same time: two complaints
//! about water in one village are about the same water, in a city of two millions they need not be.

use std::sync::LazyLock;

use dauys_model::Kato;
use rustc_hash::FxHashMap;

use crate::vocabulary::Vocabulary;

/// Where a text speaks of, as exactly as it says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) struct Locality {
    /// The most exact place of the gazetteer.
    pub(crate) kato: Option<Kato>,
    /// The number of a folded name that the gazetteer does not know.
    pub(crate) name: Option<u32>,
}

/// The country as a whole: where a text without a place may be from. People, in thousands.
pub(crate) const COUNTRY: u32 = 20_000;
/// An oblast that is not in the table; oblasts have 200 to 2 100 thousand people.
const REGION: u32 = 900;
/// A rural district or a town that is not in the table.
const DISTRICT: u32 = 40;
/// A rural okrug.
const OKRUG: u32 = 5;
/// A village.
const VILLAGE: u32 = 3;

impl Locality {
    /// The locality of a text that names `places` (most telling first) and is filed under `name`.
    ///
    /// The first place counts, made more exact by others within it as long as these agree. A text that names three
    /// regions or more is an overview and has no locality.
    pub(crate) fn of(places: &[Kato], name: Option<&str>, names: &mut Vocabulary) -> Self {
        let name = name.map(fold_name).filter(|name| !name.is_empty()).map(|name| names.number(&name));
        let mut regions: Vec<Kato> = places.iter().map(|kato| kato.region()).collect();
        regions.sort();
        regions.dedup();
        if regions.len() > 2 {
            return Self { kato: None, name };
        }
        Self { kato: places.first().map(|&first| refine(first, places)), name }
    }

    /// Whether nothing is known.
    pub(crate) fn is_unknown(self) -> bool {
        self.kato.is_none() && self.name.is_none()
    }

    /// Whether it is a town, a district or what lies in one: a region as a whole is no place where one thing goes wrong.
    pub(crate) fn is_exact(self) -> bool {
        self.name.is_some() || self.kato.is_some_and(|kato| level(kato) > 2 || is_city(kato))
    }

    /// The people of it, in thousands.
    pub(crate) fn people(self) -> u32 {
        match (self.name, self.kato) {
            (Some(_), _) => VILLAGE,
            (None, Some(kato)) => people(kato),
            (None, None) => COUNTRY,
        }
    }

    /// The people, in thousands, among whom two texts of these localities may be about different things, or `None`
    /// if they speak of different places.
    pub(crate) fn meet(self, other: Self) -> Option<u32> {
        if self.is_unknown() || other.is_unknown() {
            return Some(COUNTRY);
        }
        let by_code = match (self.kato, other.kato) {
            (Some(one), Some(two)) if contains(one, two) => Some(people(one)),
            (Some(one), Some(two)) if contains(two, one) => Some(people(two)),
            (Some(_), Some(_)) => return None,
            _ => None,
        };
        match (self.name, other.name) {
            (Some(one), Some(two)) => (one == two).then_some(VILLAGE),
            // An unknown village within a known place, or beside it: nothing but a common code tells.
            _ => by_code,
        }
    }

    /// The place within which word habits are counted: the city of republican significance, the district, or the
    /// region of a text that names no district. Of a place that only has a name it is that place.
    pub(crate) fn neighbourhood(self) -> Option<u32> {
        let Some(kato) = self.kato else {
            // No code of the gazetteer is so high.
            return self.name.map(|name| name | 1 << 31);
        };
        Some(if is_city(kato) { kato.region().0 } else { kato.0 / 100_000 * 100_000 })
    }
}

/// Whether a place is one of the cities that are regions of their own, or lies in one.
fn is_city(kato: Kato) -> bool {
    matches!(kato.region().0 / 10_000_000, 71 | 75 | 79)
}

fn refine(first: Kato, places: &[Kato]) -> Kato {
    let within: Vec<Kato> = places.iter().copied().filter(|&place| contains(first, place)).collect();
    // The most exact one, if all others lie on the way to it.
    within
        .iter()
        .copied()
        .filter(|&deepest| within.iter().all(|&place| contains(place, deepest)))
        .max_by_key(|&place| level(place))
        .unwrap_or(first)
}

/// The number of leading digits that tell a place of this kind from its neighbours: 2 for a region, 4 for a district,
/// 6 for an okrug or a town, 9 for a village.
fn level(kato: Kato) -> u32 {
    match kato.0 {
        code if code % 10_000_000 == 0 => 2,
        code if code % 100_000 == 0 => 4,
        code if code % 1_000 == 0 => 6,
        _ => 9,
    }
}

/// Whether `inner` is `outer` or lies in it.
pub(crate) fn contains(outer: Kato, inner: Kato) -> bool {
    let unit = 10_u32.pow(9 - level(outer));
    outer.0 / unit == inner.0 / unit
}

/// The place one level up, `None` above a region.
pub(crate) fn parent(kato: Kato) -> Option<Kato> {
    let unit = match level(kato) {
        2 => return None,
        4 => 10_000_000,
        6 => 100_000,
        _ => 1_000,
    };
    Some(Kato(kato.0 / unit * unit))
}

/// People in a place, in thousands: the table of large towns, else what is usual for its level.
fn people(kato: Kato) -> u32 {
    static TOWNS: LazyLock<FxHashMap<(u32, u32), u32>> = LazyLock::new(|| {
        let lines = include_str!("../../../data/population/large_towns.tsv").lines().skip(1);
        lines
            .filter_map(|line| {
                let mut cells = line.split('\t');
                let digits = cells.next()?;
                let key = (u32::try_from(digits.len()).ok()?, digits.parse().ok()?);
                Some((key, cells.next()?.parse().ok()?))
            })
            .collect()
    });
    let town = |digits: u32| TOWNS.get(&(digits, kato.0 / 10_u32.pow(9 - digits))).copied();
    match level(kato) {
        2 => town(2).unwrap_or(REGION),
        4 => town(4).or_else(|| town(3)).unwrap_or(DISTRICT),
        // The town of a district of the same name has the code of the district and `10`.
        6 if kato.0 / 1_000 % 100 == 10 => town(3).or_else(|| town(4)).unwrap_or(DISTRICT),
        6 => OKRUG,
        _ => VILLAGE,
    }
}

/// A name of a place without case, generic words and the letters that Kazakh has and Russian writes otherwise, so that
/// `Жаңатұрмыс ауылы` and `с. Жанатурмыс` are one.
fn fold_name(name: &str) -> String {
    static GENERIC: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        include_str!("../data/place_words.txt").lines().filter(|line| !line.starts_with('#')).collect()
    });
    let name = name.to_lowercase();
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let telling: Vec<&str> = words.clone().filter(|word| !GENERIC.contains(word)).collect();
    // A village may be called nothing but `Станция`.
    let kept = if telling.is_empty() { words.collect() } else { telling };
    kept.join(" ").chars().map(fold_letter).filter(|&letter| letter != 'ь' && letter != 'ъ').collect()
}

fn fold_letter(letter: char) -> char {
    match letter {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' | 'ы' => 'и',
        'ё' => 'е',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        places: &[u32],
        name: Option<&str>,
        other_places: &[u32],
        other_name: Option<&str>,
        meet: Option<u32>,
    ) {
        let mut names = Vocabulary::default();
        let codes = |codes: &[u32]| codes.iter().copied().map(Kato).collect::<Vec<_>>();
        let one = Locality::of(&codes(places), name, &mut names);
        let two = Locality::of(&codes(other_places), other_name, &mut names);
        assert_eq!(one.meet(two), meet, "{one:?} {two:?}");
        assert_eq!(two.meet(one), meet, "the other way round");
    }

    #[test]
    fn different_places_do_not_meet() {
        check(&[632_400_000], None, &[431_000_000], None, None);
        check(&[751_110_000], None, &[751_210_000], None, None);
        check(&[101_033_106], None, &[101_033_107], None, None);
    }

    #[test]
    fn the_wider_of_two_places_counts() {
        check(&[632_400_000], None, &[632_400_000], None, Some(40));
        check(&[632_400_000], None, &[630_000_000], None, Some(900));
        check(&[751_110_000], None, &[750_000_000], None, Some(2250));
        check(&[751_110_000], None, &[751_110_000], None, Some(270));
        check(&[351_010_000], None, &[351_000_000], None, Some(520));
        check(&[], None, &[750_000_000], None, Some(COUNTRY));
    }

    #[test]
    fn further_places_make_the_first_more_exact() {
        check(&[630_000_000, 632_400_000], None, &[632_400_000], None, Some(40));
        check(&[750_000_000, 751_110_000, 751_210_000], None, &[751_310_000], None, Some(2250));
        check(&[632_400_000, 431_000_000, 750_000_000], None, &[632_400_000], None, Some(COUNTRY));
    }

    #[test]
    fn names_that_the_gazetteer_does_not_know_separate() {
        check(&[], Some("Жаңатұрмыс ауылы"), &[], Some("с. Жанатурмыс"), Some(VILLAGE));
        check(&[], Some("Жаңатұрмыс ауылы"), &[], Some("Ащыбұлақ"), None);
        check(&[632_400_000], Some("Ащыбұлақ"), &[632_400_000], None, Some(40));
        check(&[632_400_000], Some("Ащыбұлақ"), &[431_000_000], Some("Ащыбұлақ"), None);
        check(&[], Some("Ащыбұлақ"), &[431_000_000], None, None);
    }

    #[test]
    fn a_region_is_no_exact_place() {
        let place = |code: u32| Locality { kato: Some(Kato(code)), name: None };
        assert!(!place(630_000_000).is_exact());
        assert!(place(750_000_000).is_exact() && place(632_400_000).is_exact());
        assert!(Locality { kato: Some(Kato(630_000_000)), name: Some(0) }.is_exact());
        assert!(!Locality::default().is_exact());
        assert_eq!((place(632_400_000).people(), place(750_000_000).people()), (40, 2250));
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        assert_eq!(people(Kato(351_000_000)), 520);
        assert_eq!(people(Kato(790_000_000)), 1230);
        assert_eq!(people(Kato(791_110_000)), 240);
        assert_eq!(people(Kato(101_033_000)), OKRUG);
        assert_eq!(people(Kato(622_010_000)), DISTRICT);
    }
}
