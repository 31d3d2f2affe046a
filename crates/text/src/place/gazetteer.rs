//! Gives the places of Kazakhstan as rows of `data/lexicon/places/`, with the phrases that display needs.

use std::borrow::Cow;
use std::sync::LazyLock;

use dauys_model::{Interface, Kato, Language};
use rustc_hash::FxHashMap;

use super::form::{Declension, genitive, kazakh_genitive, locative, prepositional};

const PLACES: &str = include_str!("../../../../data/lexicon/places/places.tsv");
const TOWNS: &str = include_str!("../../../../data/lexicon/places/towns.tsv");
const VILLAGES: &str = include_str!("../../../../data/lexicon/places/villages.tsv");

/// Letters that Kazakh has and Russian has not.
const KAZAKH_LETTERS: [char; 9] = ['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'];

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
    /// A town of a district.
    Town,
    /// A rural district: some villages with one akim.
    RuralDistrict,
    /// A village or settlement.
    Village,
}

impl Level {
    /// Whether it is a town, a village or a rural district: one of the many that share their names across the country.
    pub(super) fn is_small(self) -> bool {
        self >= Self::Town
    }
}

/// When a name counts as the place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Mode {
    /// Always.
    Free,
    /// When it is written with a capital.
    Capital,
    /// When it is written with a capital and something is in it or comes from it, since persons bear the name too.
    Where,
    /// Only beside a word such as «облысы», «район», «село».
    Context,
    /// Only beside such a word and where the text or its source tells the region: names that many villages share.
    Region,
}

/// A region, city, district, town or village.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Its code.
    pub kato: Kato,
    /// What it is.
    pub level: Level,
    /// Its bare name in Kazakh: «Ақтөбе». Of villages of which only the Russian name is had, that name.
    pub kk: &'static str,
    /// Its bare name in Russian: «Актобе», «Актюбинская», «Абайский».
    pub ru: &'static str,
    /// Its name in English; empty for towns and villages.
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

    /// Its full name in the language of a reader: `Қарағанды облысы`, `Карагандинская область`, `Karaganda Region`.
    pub fn named(&self, language: Interface) -> Cow<'_, str> {
        match language {
            Interface::Kazakh => Cow::Borrowed(&self.full_kk),
            Interface::Russian => Cow::Borrowed(&self.full_ru),
            // Towns and villages have no English name of their own in the gazetteer.
            Interface::English if self.en.is_empty() => Cow::Borrowed(&self.full_kk),
            Interface::English => match self.level {
                Level::Region if !self.en.ends_with("Region") => Cow::Owned(format!("{} Region", self.en)),
                Level::District | Level::CityDistrict if !self.en.ends_with("District") => {
                    Cow::Owned(format!("{} District", self.en))
                }
                _ => Cow::Borrowed(self.en),
            },
        }
    }

    /// The phrase that says where, in the language of a reader: `Риддерде`, `в Риддере`, `in Ridder`.
    pub fn located(&self, language: Interface) -> Cow<'_, str> {
        match language {
            Interface::Kazakh => Cow::Borrowed(&self.in_kk),
            Interface::Russian => Cow::Borrowed(&self.in_ru),
            Interface::English => Cow::Owned(format!("in {}", self.named(language))),
        }
    }

    /// The phrase that says where, in Russian for Russian, in Kazakh for any other language.
    pub fn inside(&self, language: Language) -> &str {
        if language == Language::Russian { &self.in_ru } else { &self.in_kk }
    }

    /// Its name as a mention gives it: bare for towns and villages, otherwise full.
    pub(super) fn name(&self, language: Language) -> &str {
        match (self.level.is_small() && self.level != Level::RuralDistrict, language) {
            (true, Language::Russian) => self.ru,
            (true, _) => self.kk,
            (false, _) => self.full(language),
        }
    }
}

/// A place with what the search for mentions needs.
pub(super) struct Row {
    pub(super) place: Place,
    /// Whether the code is its own. A town or village whose code is not known has that of its district.
    pub(super) is_coded: bool,
    pub(super) declension: Declension,
    pub(super) names_kk: Vec<(&'static str, Mode)>,
    pub(super) names_ru: Vec<(&'static str, Declension, Mode)>,
    pub(super) adjectives: Vec<(&'static str, Mode)>,
    pub(super) people: Vec<&'static str>,
}

pub(super) struct Gazetteer {
    pub(super) rows: Vec<Row>,
    by_kato: FxHashMap<Kato, usize>,
}

pub(super) fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
        let of =
            |table: &'static str, row: fn(&'static str) -> Option<Row>| table.lines().skip(1).filter_map(row);
        let rows: Vec<Row> =
            of(PLACES, row).chain(of(TOWNS, town_row)).chain(of(VILLAGES, village_row)).collect();
        let coded = rows.iter().enumerate().filter(|(_, row)| row.is_coded);
        let mut by_kato = FxHashMap::default();
        for (at, row) in coded {
            by_kato.entry(row.place.kato).or_insert(at);
        }
        Gazetteer { rows, by_kato }
    });
    &GAZETTEER
}

/// The place with this code, if the gazetteer has it.
pub fn place(kato: Kato) -> Option<&'static Place> {
    let gazetteer = gazetteer();
    gazetteer.by_kato.get(&kato).map(|&at| &gazetteer.rows[at].place)
}

/// All places that have a code of their own: regions, cities and districts, then towns and villages, each by code.
pub fn places() -> impl Iterator<Item = &'static Place> {
    gazetteer().rows.iter().filter(|row| row.is_coded).map(|row| &row.place)
}

/// The district a place lies in, or the city of oblast significance, as a code; of a region the region.
pub(super) fn district(kato: Kato) -> Kato {
    Kato(kato.0 / 100_000 * 100_000)
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
    // One mode for both languages, or that of the Kazakh name and that of the others.
    let (kazakh_mode, mode) = mode.split_once('|').unwrap_or((mode, mode));
    let (kazakh_mode, mode) = (mode_of(kazakh_mode)?, mode_of(mode)?);
    let mut names_kk = vec![(kk, kazakh_mode)];
    names_kk.extend(list(variants_kk).map(|variant| with_mode(variant, mode)));
    let mut names_ru = vec![(ru, declension, mode)];
    for variant in list(variants_ru) {
        let (name, mode) = with_mode(variant, mode);
        let (name, class) = name.split_once(':')?;
        names_ru.push((name, Declension::of(class, name)?, mode));
    }
    Some(Row {
        place: named(kato, level, kk, ru, en, declension),
        is_coded: true,
        declension,
        names_kk,
        names_ru,
        adjectives: list(adjectives).map(|stem| with_mode(stem, mode)).collect(),
        people: list(people).collect(),
    })
}

/// A town, or a village that is known beyond its district.
fn town_row(line: &'static str) -> Option<Row> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let [kato, level, kk, ru, mode, others] = fields[..] else { return None };
    let kato: Kato = kato.parse().ok()?;
    let is_coded = !kato.0.is_multiple_of(100_000);
    settlement(kato, level_of(level)?, is_coded, [kk, ru], mode_of(mode)?, list(others))
}

/// A settlement as the classifier lists it, in Russian.
fn village_row(line: &'static str) -> Option<Row> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let [kato, level, ru] = fields[..] else { return None };
    settlement(kato.parse().ok()?, level_of(level)?, true, [ru, ru], Mode::Region, std::iter::empty())
}

fn settlement(
    kato: Kato,
    level: Level,
    is_coded: bool,
    [kk, ru]: [&'static str; 2],
    mode: Mode,
    others: impl Iterator<Item = &'static str>,
) -> Option<Row> {
    let class = |name: &'static str| match level {
        Level::RuralDistrict if name.ends_with("ий") => Declension::Attribute,
        _ => Declension::of_settlement(name),
    };
    let mut names_kk = vec![(kk, mode)];
    let mut names_ru = vec![(ru, class(ru), mode)];
    for name in others {
        let (name, mode) = with_mode(name, mode);
        if name.to_lowercase().contains(KAZAKH_LETTERS) {
            names_kk.push((name, mode));
        } else {
            names_ru.push((name, class(name), mode));
        }
    }
    let adjectives = match level {
        Level::RuralDistrict => ru.strip_suffix("ий").map(|stem| (stem, Mode::Region)).into_iter().collect(),
        _ => Vec::new(),
    };
    Some(Row {
        place: named(kato, level, kk, ru, "", class(ru)),
        is_coded,
        declension: class(ru),
        names_kk,
        names_ru,
        adjectives,
        people: Vec::new(),
    })
}

/// A name and when it counts: its own mode after a bar, or that of its row.
fn with_mode(name: &'static str, mode: Mode) -> (&'static str, Mode) {
    let own = name.rsplit_once('|').and_then(|(name, own)| Some((name, mode_of(own)?)));
    own.unwrap_or((name, mode))
}

fn list(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split("; ").filter(|item| *item != "-")
}

fn level_of(name: &str) -> Option<Level> {
    Some(match name {
        "region" => Level::Region,
        "capital" => Level::Capital,
        "city" => Level::City,
        "district" => Level::District,
        "city_district" => Level::CityDistrict,
        "town" => Level::Town,
        "rural_district" => Level::RuralDistrict,
        "village" => Level::Village,
        _ => return None,
    })
}

fn mode_of(name: &str) -> Option<Mode> {
    Some(match name {
        "free" => Mode::Free,
        "capital" => Mode::Capital,
        "where" => Mode::Where,
        "context" => Mode::Context,
        "region" => Mode::Region,
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
    let is_adjective = class == Declension::Attribute;
    let (full_kk, in_kk, full_ru, in_ru) = match level {
        Level::Capital | Level::City | Level::Town => {
            (kk.to_owned(), locative(kk), ru.to_owned(), format!("в {}", prepositional(ru, class)))
        }
        Level::Region => {
            let (full, inside) = if is_adjective {
                (format!("{ru} область"), format!("в {} области", adjective("ой")))
            } else {
                (format!("область {ru}"), format!("в области {ru}"))
            };
            (format!("{kk} облысы"), format!("{kk} облысында"), full, inside)
        }
        Level::District | Level::CityDistrict => {
            let (full, inside) = if is_adjective {
                (format!("{ru} район"), format!("в {} районе", adjective("ом")))
            } else {
                (format!("район {ru}"), format!("в районе {ru}"))
            };
            (format!("{kk} ауданы"), format!("{kk} ауданында"), full, inside)
        }
        Level::RuralDistrict => {
            let (full, inside) = if is_adjective {
                (format!("{ru} сельский округ"), format!("в {} сельском округе", adjective("ом")))
            } else {
                (format!("сельский округ {ru}"), format!("в сельском округе {ru}"))
            };
            // Only the Russian names of rural districts are had.
            (full.clone(), inside.clone(), full, inside)
        }
        Level::Village => {
            (format!("{kk} ауылы"), format!("{kk} ауылында"), format!("село {ru}"), format!("в селе {ru}"))
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
        let lines = |table: &str| table.lines().count() - 1;
        assert_eq!(gazetteer().rows.len(), lines(PLACES) + lines(TOWNS) + lines(VILLAGES));
        let codes: BTreeSet<Kato> = places().map(|place| place.kato).collect();
        assert_eq!(codes.len(), places().count(), "codes are unique");
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
        for row in &gazetteer().rows {
            let kato = row.place.kato;
            let is_known = place(district(kato)).or_else(|| place(kato)).is_some();
            assert!(is_known, "{kato} {} stands in a known district", row.place.ru);
        }
    }

    #[test]
    fn letters_are_clean() {
        for found in gazetteer().rows.iter().map(|row| &row.place) {
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
