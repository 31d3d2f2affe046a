//! Gives the places of Kazakhstan as rows of `data/lexicon/places/places.tsv`, with the phrases that display needs.

use std::sync::LazyLock;

use dauys_model::{Kato, Language};
use rustc_hash::FxHashMap;

use super::form::{Declension, genitive, kazakh_genitive, locative, prepositional};

const PLACES: &str = include_str!("../../../../data/lexicon/places/places.tsv");
const TOWNS: &str = include_str!("../../../../data/lexicon/places/towns.tsv");

/// What a place is in the order of the state.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// An oblast.
    Region,
    /// A city of republican significance: Astana, Almaty, Shymkent.
    Capital,
    /// A city of oblast significance.
    City,
    /// A district of an oblast.
    District,
    /// A district of a city of republican significance.
    CityDistrict,
}

/// When a bare name counts as the place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// Always.
    Free,
    /// When it is written with a capital.
    Capital,
    /// Only beside a word such as «облысы», «район», «город».
    Context,
}

/// A region, city or district.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Its code.
    pub kato: Kato,
    /// What it is.
    pub level: Level,
    /// Its bare name in Kazakh: «Ақтөбе».
    pub kk: &'static str,
    /// Its bare name in Russian: «Актобе», «Актюбинская», «Абайский».
    pub ru: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// Its name in Kazakh with what it is, except for cities: «Ақтөбе облысы», «Риддер».
    pub full_kk: String,
    /// Its name in Russian with what it is, except for cities: «Актюбинская область», «Риддер».
    pub full_ru: String,
    /// Where something is, in Kazakh: «Риддерде», «Ақтөбе облысында».
    pub in_kk: String,
    /// Where something is, in Russian: «в Риддере», «в Актюбинской области».
    pub in_ru: String,
}

impl Place {
    /// Its full name in Russian for Russian, in Kazakh for any other language.
    pub fn full(&self, language: Language) -> &str {
        if language == Language::Russian { &self.full_ru } else { &self.full_kk }
    }

    /// The phrase that says where, in Russian for Russian, in Kazakh for any other language.
    pub fn inside(&self, language: Language) -> &str {
        if language == Language::Russian { &self.in_ru } else { &self.in_kk }
    }
}

/// A place with what the search for mentions needs.
pub(super) struct Row {
    pub(super) place: Place,
    pub(super) declension: Declension,
    pub(super) mode: Mode,
    pub(super) variants_kk: Vec<&'static str>,
    pub(super) variants_ru: Vec<(&'static str, Declension)>,
    pub(super) adjectives: Vec<&'static str>,
    pub(super) people: Vec<&'static str>,
}

/// A town or district centre that counts for its district.
pub(super) struct Town {
    pub(super) kato: Kato,
    pub(super) kk: &'static str,
    pub(super) ru: &'static str,
    pub(super) declension: Declension,
    pub(super) mode: Mode,
}

pub(super) struct Gazetteer {
    pub(super) rows: Vec<Row>,
    pub(super) towns: Vec<Town>,
    by_kato: FxHashMap<Kato, usize>,
}

pub(super) fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
        let rows: Vec<Row> = PLACES.lines().skip(1).filter_map(row).collect();
        let by_kato = rows.iter().enumerate().map(|(at, row)| (row.place.kato, at)).collect();
        Gazetteer { rows, towns: TOWNS.lines().skip(1).filter_map(town).collect(), by_kato }
    });
    &GAZETTEER
}

/// The place with this code, if the gazetteer has it.
pub fn place(kato: Kato) -> Option<&'static Place> {
    let gazetteer = gazetteer();
    gazetteer.by_kato.get(&kato).map(|&at| &gazetteer.rows[at].place)
}

/// All places, by code.
pub fn places() -> impl Iterator<Item = &'static Place> {
    gazetteer().rows.iter().map(|row| &row.place)
}

fn row(line: &'static str) -> Option<Row> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let [kato, level, kk, ru, class, en, mode, variants_kk, variants_ru, adjectives, people] = fields[..]
    else {
        return None;
    };
    let kato: Kato = kato.parse().ok()?;
    let level = level_of(level)?;
    let declension = Declension::of(class, ru)?;
    let variants_ru: Option<Vec<_>> = list(variants_ru)
        .into_iter()
        .map(|variant| {
            let (name, class) = variant.split_once(':')?;
            Some((name, Declension::of(class, name)?))
        })
        .collect();
    Some(Row {
        place: named(kato, level, kk, ru, en, declension),
        declension,
        mode: mode_of(mode)?,
        variants_kk: list(variants_kk),
        variants_ru: variants_ru?,
        adjectives: list(adjectives),
        people: list(people),
    })
}

fn town(line: &'static str) -> Option<Town> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let [kato, kk, ru, class, mode] = fields[..] else { return None };
    Some(Town {
        kato: kato.parse().ok()?,
        kk,
        ru,
        declension: Declension::of(class, ru)?,
        mode: mode_of(mode)?,
    })
}

fn list(field: &'static str) -> Vec<&'static str> {
    field.split("; ").filter(|item| *item != "-").collect()
}

fn level_of(name: &str) -> Option<Level> {
    Some(match name {
        "region" => Level::Region,
        "capital" => Level::Capital,
        "city" => Level::City,
        "district" => Level::District,
        "city_district" => Level::CityDistrict,
        _ => return None,
    })
}

fn mode_of(name: &str) -> Option<Mode> {
    Some(match name {
        "free" => Mode::Free,
        "capital" => Mode::Capital,
        "context" => Mode::Context,
        _ => return None,
    })
}

fn named(
    kato: Kato,
    level: Level,
    kk: &'static str,
    ru: &'static str,
    en: &'static str,
    class: Declension,
) -> Place {
    let city = || match kato.region().0 {
        710_000_000 => ("Астана", genitive("Астана", Declension::First)),
        750_000_000 => ("Алматы", "Алматы".to_owned()),
        _ => ("Шымкент", genitive("Шымкент", Declension::Masculine)),
    };
    let adjective = |ending: &str| format!("{}{ending}", &ru[..ru.len() - "ий".len()]);
    let (full_kk, in_kk, full_ru, in_ru) = match level {
        Level::Capital | Level::City => {
            (kk.to_owned(), locative(kk), ru.to_owned(), format!("в {}", prepositional(ru, class)))
        }
        Level::Region => {
            let (full, inside) = match class {
                Declension::Attribute => (format!("{ru} область"), format!("в {} области", adjective("ой"))),
                _ => (format!("область {ru}"), format!("в области {ru}")),
            };
            (format!("{kk} облысы"), format!("{kk} облысында"), full, inside)
        }
        Level::District | Level::CityDistrict => {
            let (full, inside) = match class {
                Declension::Attribute => (format!("{ru} район"), format!("в {} районе", adjective("ом"))),
                _ => (format!("район {ru}"), format!("в районе {ru}")),
            };
            (format!("{kk} ауданы"), format!("{kk} ауданында"), full, inside)
        }
    };
    let (in_kk, in_ru) = match level {
        Level::CityDistrict => {
            let (city_kk, city_ru) = city();
            (format!("{} {in_kk}", kazakh_genitive(city_kk)), format!("{in_ru} {city_ru}"))
        }
        _ => (in_kk, in_ru),
    };
    Place { kato, level, kk, ru, en, full_kk, full_ru, in_kk, in_ru }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_row_is_a_place() {
        assert_eq!(gazetteer().rows.len(), PLACES.lines().count() - 1);
        assert_eq!(gazetteer().towns.len(), TOWNS.lines().count() - 1);
        let codes: BTreeSet<Kato> = places().map(|place| place.kato).collect();
        assert_eq!(codes.len(), gazetteer().rows.len(), "codes are unique");
    }

    #[test]
    fn there_are_seventeen_regions_and_three_cities() {
        let count = |level| places().filter(|place| place.level == level).count();
        assert_eq!((count(Level::Region), count(Level::Capital)), (17, 3));
        assert!(places().filter(|place| place.kato.is_region()).count() == 20);
    }

    #[test]
    fn regions_of_places_and_districts_of_towns_exist() {
        assert!(places().all(|found| place(found.kato.region()).is_some()));
        assert!(
            gazetteer().towns.iter().all(|town| place(town.kato).is_some()),
            "towns stand in a known district"
        );
    }

    #[test]
    fn letters_are_clean() {
        for found in places() {
            for name in [found.kk, found.ru] {
                assert!(!name.chars().any(|letter| letter.is_ascii_alphabetic()), "{name} has Latin letters");
            }
        }
    }

    fn check(kato: u32, kk: &str, ru: &str) {
        let found = place(Kato(kato)).unwrap();
        assert_eq!((found.in_kk.as_str(), found.in_ru.as_str()), (kk, ru));
    }

    #[test]
    fn phrases_say_where() {
        check(632_400_000, "Риддерде", "в Риддере");
        check(150_000_000, "Ақтөбе облысында", "в Актюбинской области");
        check(790_000_000, "Шымкентте", "в Шымкенте");
        check(750_000_000, "Алматыда", "в Алматы");
        check(710_000_000, "Астанада", "в Астане");
        check(100_000_000, "Абай облысында", "в области Абай");
        check(114_500_000, "Біржан сал ауданында", "в районе Биржан сал");
        check(103_600_000, "Аягөз ауданында", "в Аягозском районе");
        check(391_000_000, "Қостанайда", "в Костанае");
        check(352_200_000, "Саранда", "в Сарани");
        check(751_210_000, "Алматының Алатау ауданында", "в Алатауском районе Алматы");
        check(711_210_000, "Астананың Есіл ауданында", "в Есильском районе Астаны");
    }
}
