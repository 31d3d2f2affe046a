//! The values of filters: takes what stands behind a colon and gives what the index holds, whatever language and spelling it was
//! typed in.

use std::collections::HashMap;
use std::sync::LazyLock;

use dauys_model::{CategoryId, Kato, Kind, Language, SourceId, TopicId};
use dauys_text::{place_by_name, skeleton, tree};

use super::day::Days;
use super::field::{Field, nearest};
use crate::fault::Fault;

/// A filter with its values, one of which must fit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Filter {
    Languages(Vec<Language>),
    Regions(Vec<Kato>),
    Categories(Vec<CategoryId>),
    Sources(Vec<SourceId>),
    Kinds(Vec<Kind>),
    Topics(Vec<TopicId>),
    Dates(Vec<Days>),
}

const LANGUAGES: [(&str, Language); 31] = [
    ("kk", Language::Kazakh),
    ("kaz", Language::Kazakh),
    ("kz", Language::Kazakh),
    ("kazakh", Language::Kazakh),
    ("қазақша", Language::Kazakh),
    ("қазақ", Language::Kazakh),
    ("қаз", Language::Kazakh),
    ("казахский", Language::Kazakh),
    ("каз", Language::Kazakh),
    ("на казахском", Language::Kazakh),
    ("ru", Language::Russian),
    ("rus", Language::Russian),
    ("russian", Language::Russian),
    ("орысша", Language::Russian),
    ("орыс", Language::Russian),
    ("русский", Language::Russian),
    ("рус", Language::Russian),
    ("на русском", Language::Russian),
    ("mixed", Language::Mixed),
    ("аралас", Language::Mixed),
    ("смешанный", Language::Mixed),
    ("екі тілде аралас", Language::Mixed),
    ("на двух языках", Language::Mixed),
    ("in kazakh", Language::Kazakh),
    ("in russian", Language::Russian),
    ("other", Language::Other),
    ("басқа", Language::Other),
    ("другой", Language::Other),
    ("unknown", Language::Unknown),
    ("белгісіз", Language::Unknown),
    ("неизвестный", Language::Unknown),
];

const KINDS: [(&str, Kind); 31] = [
    ("news", Kind::News),
    ("жаңалық", Kind::News),
    ("жаңалықтар", Kind::News),
    ("новость", Kind::News),
    ("новости", Kind::News),
    ("publication", Kind::News),
    ("жарияланым", Kind::News),
    ("публикация", Kind::News),
    ("comment", Kind::Comment),
    ("comments", Kind::Comment),
    ("пікір", Kind::Comment),
    ("пікірлер", Kind::Comment),
    ("комментарий", Kind::Comment),
    ("комментарии", Kind::Comment),
    ("appeal", Kind::Appeal),
    ("appeals", Kind::Appeal),
    ("өтініш", Kind::Appeal),
    ("шағым", Kind::Appeal),
    ("арыз", Kind::Appeal),
    ("обращение", Kind::Appeal),
    ("обращения", Kind::Appeal),
    ("жалоба", Kind::Appeal),
    ("жалобы", Kind::Appeal),
    ("notice", Kind::Notice),
    ("notices", Kind::Notice),
    ("хабарландыру", Kind::Notice),
    ("объявление", Kind::Notice),
    ("объявления", Kind::Notice),
    ("official notice", Kind::Notice),
    ("ресми хабарлама", Kind::Notice),
    ("официальное сообщение", Kind::Notice),
];

/// Places whose names are tried when one is not known: the others are too many to be near by chance.
const NEAR_LEVELS: dauys_text::Level = dauys_text::Level::CityDistrict;

impl Filter {
    /// Reads the values of a filter other than [`Field::Title`]. `name` is how the filter was typed.
    ///
    /// # Errors
    ///
    /// The number of the value at fault, and the fault.
    pub(super) fn read(field: Field, name: &str, values: &[&str]) -> Result<Self, (usize, Fault)> {
        Ok(match field {
            Field::Language => Self::Languages(each(values, |value| alias(field, value, &LANGUAGES))?),
            Field::Kind => Self::Kinds(each(values, |value| alias(field, value, &KINDS))?),
            Field::Region => Self::Regions(each(values, |value| region(name, value))?),
            Field::Category => Self::Categories(each(values, |value| {
                category(value).ok_or_else(|| unknown(field, value, near_category(value)))
            })?),
            Field::Source => Self::Sources(each(values, source)?),
            Field::Topic => topics(values)?,
            Field::Title | Field::Date => Self::Dates(each(values, Days::read)?),
            Field::From | Field::To => {
                let [value] = values else { return Err((1, Fault::OneValue(format!("{name}:")))) };
                let day = super::day::Day::read(value).map_err(|fault| (0, fault))?;
                let (from, to) = if field == Field::From { (Some(day), None) } else { (None, Some(day)) };
                Self::Dates(vec![Days { from, to }])
            }
        })
    }

    /// The field and the values as they can be typed again.
    pub(crate) fn written(&self) -> (Field, Vec<String>) {
        match self {
            Self::Languages(values) => (Field::Language, written(values, |one| one.code().to_owned())),
            Self::Kinds(values) => (Field::Kind, written(values, |one| one.code().to_owned())),
            Self::Regions(values) => (Field::Region, written(values, |one| place_name(*one))),
            Self::Categories(values) => (Field::Category, written(values, |one| one.0.clone())),
            Self::Sources(values) => (Field::Source, written(values, |one| one.as_str().to_owned())),
            Self::Topics(values) => (Field::Topic, written(values, |one| one.0.clone())),
            Self::Dates(values) => (Field::Date, written(values, Days::to_string)),
        }
    }
}

fn written<T>(values: &[T], write: impl Fn(&T) -> String) -> Vec<String> {
    values.iter().map(write).collect()
}

/// The values, each once, in the order typed.
fn each<T: PartialEq>(
    values: &[&str],
    read: impl Fn(&str) -> Result<T, Fault>,
) -> Result<Vec<T>, (usize, Fault)> {
    let mut found = Vec::new();
    for (at, value) in values.iter().enumerate() {
        let value = read(value).map_err(|fault| (at, fault))?;
        if !found.contains(&value) {
            found.push(value);
        }
    }
    Ok(found)
}

fn unknown(field: Field, value: &str, near: Option<String>) -> Fault {
    Fault::UnknownValue { field, value: value.to_owned(), near }
}

/// A value by its names; Kazakh ones also without Kazakh letters.
fn alias<T: Copy>(field: Field, value: &str, names: &'static [(&'static str, T)]) -> Result<T, Fault> {
    let small = value.trim().to_lowercase();
    let bare = skeleton(&small);
    let found = names
        .iter()
        .find(|(name, _)| *name == small)
        .or_else(|| names.iter().find(|(name, _)| name.chars().count() > 3 && skeleton(name) == bare));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let near = nearest(&small, names.iter().map(|(name, _)| *name));
        unknown(field, value, near.map(str::to_owned))
    })
}

/// A place by its code, or by its name in any form the gazetteer knows. Under `облысы:` and `область:` a bare name is the region first.
fn region(name: &str, value: &str) -> Result<Kato, Fault> {
    let is_region = matches!(name.to_lowercase().as_str(), "облыс" | "область");
    let found = is_region
        .then(|| place_by_name(&format!("{value} область")))
        .flatten()
        .or_else(|| place_by_name(value))
        .or_else(|| mentioned(value));
    found.ok_or_else(|| unknown(Field::Region, value, near_place(value)))
}

/// The one place that is named from the first to the last letter: inflected names and villages.
fn mentioned(value: &str) -> Option<Kato> {
    let value = value.trim();
    let mentions = dauys_text::places(value, &dauys_text::words(value, None));
    let mut whole = mentions.iter().filter(|one| one.start == 0 && one.end == value.len());
    let kato = whole.next()?.kato;
    whole.all(|other| other.kato == kato).then_some(kato)
}

fn near_place(value: &str) -> Option<String> {
    let small = value.trim().to_lowercase();
    let names: Vec<(String, &str)> = dauys_text::place::gazetteer()
        .filter(|place| place.level <= NEAR_LEVELS)
        .flat_map(|place| [place.kk, place.ru, place.en, &place.full_kk, &place.full_ru])
        .filter(|name| place_by_name(name).is_some())
        .map(|name| (name.to_lowercase(), name))
        .collect();
    let near = nearest(&small, names.iter().map(|(small, _)| small.as_str()))?;
    names.iter().find(|(small, _)| small == near).map(|(_, name)| (*name).to_owned())
}

/// The name of a place that reads as that place again; its code when no name does.
fn place_name(kato: Kato) -> String {
    static NAMES: LazyLock<HashMap<Kato, String>> = LazyLock::new(|| {
        let names = dauys_text::place::gazetteer().filter(|place| place.level <= NEAR_LEVELS);
        let own = names.filter(|place| {
            place_by_name(&place.full_kk) == Some(place.kato) && !place.full_kk.contains(['"', ','])
        });
        own.map(|place| (place.kato, place.full_kk.clone())).collect()
    });
    NAMES.get(&kato).cloned().unwrap_or_else(|| kato.to_string())
}

/// A name as names are compared: small, `ё` as `е`, words divided by single blanks.
fn key(name: &str) -> String {
    let small = name.to_lowercase().replace('ё', "е");
    let words = small.split(|letter: char| !(letter.is_alphanumeric() || letter == '/'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Names of categories with their ids: ids and whole names before short ones, groups before what lies in them.
fn categories() -> &'static [(String, String, CategoryId)] {
    static NAMES: LazyLock<Vec<(String, String, CategoryId)>> = LazyLock::new(|| {
        let mut names = Vec::new();
        let nodes = tree().nodes();
        names.extend(nodes.iter().map(|node| (node.id.0.clone(), node.id.0.clone(), node.id.clone())));
        let mut add = |name: &str, id: &CategoryId| names.push((key(name), name.to_owned(), id.clone()));
        for node in nodes {
            [node.kk, node.ru, node.en].iter().for_each(|name| add(name, &node.id));
        }
        for node in nodes {
            [node.short_kk, node.short_ru].iter().for_each(|name| add(name, &node.id));
        }
        names
    });
    &NAMES
}

/// A category by its id or any of its names; Kazakh names also without Kazakh letters.
fn category(value: &str) -> Option<CategoryId> {
    let exact = value.trim().to_lowercase();
    let wanted = key(value);
    let bare = skeleton(&wanted);
    let names = categories();
    let found = names
        .iter()
        .find(|(name, _, _)| *name == exact || *name == wanted)
        .or_else(|| names.iter().find(|(name, _, _)| !wanted.is_empty() && skeleton(name) == bare));
    found.map(|(_, _, id)| id.clone())
}

fn near_category(value: &str) -> Option<String> {
    let wanted = key(value);
    let name_of =
        |near: &str| categories().iter().find(|(name, _, _)| name == near).map(|(_, name, _)| name.clone());
    if let Some(near) = nearest(&wanted, categories().iter().map(|(name, _, _)| name.as_str())) {
        return name_of(near);
    }
    // `горячая вода`: the last of its words is a name.
    if let Some((_, last)) = wanted.rsplit_once(' ')
        && let Some(near) = name_of(last)
    {
        return Some(near);
    }
    // `водоснаб` or `дорог`: the beginning of a name or of one of its words.
    if wanted.chars().count() < 3 {
        return None;
    }
    let begins = |name: &&(String, String, CategoryId)| {
        name.0.split([' ', '/']).any(|word| word.starts_with(wanted.as_str()))
    };
    categories().iter().find(begins).map(|(_, name, _)| name.clone())
}

/// A source by its id, in whatever case and with what browsers put before it.
fn source(value: &str) -> Result<SourceId, Fault> {
    let small = value.trim().to_lowercase();
    let bare = small.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    SourceId::new(bare.trim_end_matches('/')).map_err(|_| unknown(Field::Source, value, None))
}

/// Topics by their ids; names of categories instead make it a filter for those, since «тема» and «тақырып» mean both.
fn topics(values: &[&str]) -> Result<Filter, (usize, Fault)> {
    let is_topic = |value: &str| {
        value.len() == 12
            && value.starts_with('t')
            && value.bytes().all(|byte| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte))
    };
    if values.iter().all(|value| is_topic(value)) {
        return each(values, |value| Ok(TopicId((*value).to_owned()))).map(Filter::Topics);
    }
    let category =
        |value: &str| category(value).ok_or_else(|| unknown(Field::Topic, value, near_category(value)));
    each(values, category).map(Filter::Categories)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: Field, values: &[&str], expected: &str) {
        for value in values {
            let read = match Filter::read(field, field.name(), &[value]) {
                Ok(filter) => filter.written().1.join(","),
                Err((_, Fault::UnknownValue { near, .. })) => format!("{}?", near.unwrap_or_default()),
                Err((_, fault)) => format!("{fault:?}"),
            };
            assert_eq!(read, expected, "{value}");
        }
    }

    #[test]
    fn languages_and_kinds_in_three_languages() {
        check(Field::Language, &["kk", "KK", "қазақша", "казакша", "Казахский"], "kk");
        check(Field::Language, &["xx"], "?");
        check(Field::Kind, &["жалоба", "өтініш", "Appeal", "шағым", "отиниш"], "appeal");
        check(Field::Kind, &["новости", "жаңалық", "news"], "news");
        check(Field::Kind, &["пікір", "комментарий"], "comment");
        check(Field::Kind, &["хабарландыру", "объявление"], "notice");
        check(Field::Kind, &["новсти"], "новости?");
    }

    #[test]
    fn categories_by_any_of_their_names() {
        check(
            Field::Category,
            &["hcs/water", "HCS/Water", "су", "Вода", "водоснабжение", "Сумен жабдықтау"],
            "hcs/water",
        );
        check(Field::Category, &["ЖКХ", "hcs", "коммуналдық-қызмет"], "hcs");
        check(Field::Category, &["жарык", "Электроснабжение"], "hcs/power");
        check(Field::Category, &["водоснабжене", "водосн"], "Водоснабжение?");
        check(Field::Category, &["hcs/watr"], "hcs/water?");
        check(Field::Category, &["ерунда", "", "??"], "?");
    }

    #[test]
    fn topics_and_subjects() {
        check(Field::Topic, &["tabcdefghijk"], "tabcdefghijk");
        check(Field::Topic, &["вода", "су"], "hcs/water");
        check(Field::Topic, &["ерунда"], "?");
    }

    #[test]
    fn places_in_any_form() {
        check(Field::Region, &["Алматы", "750000000", "almaty"], "Алматы");
        check(
            Field::Region,
            &["Ақтөбе облысы", "Актюбинская область", "актюбинской области"],
            "Ақтөбе облысы",
        );
        check(Field::Region, &["Риддер", "Риддере", "Риддерде"], "Риддер");
        check(Field::Region, &["Шымкентт"], "Шымкент?");
        check(Field::Region, &["нигде", ""], "?");
        let read = |name| Filter::read(Field::Region, name, &["Ақтөбе"]).unwrap();
        assert_ne!(read("облыс"), read("region"), "the region and the city");
    }

    #[test]
    fn sources_as_addresses_show_them() {
        check(Field::Source, &["tengrinews.kz", "https://www.Tengrinews.kz/"], "tengrinews.kz");
        check(Field::Source, &["два слова"], "?");
    }

    #[test]
    fn every_name_of_every_category_is_a_category() {
        for node in tree().nodes() {
            for name in [&node.id.0, node.kk, node.ru, node.en, node.short_kk, node.short_ru] {
                assert!(category(name).is_some(), "{name}");
            }
            assert_eq!(category(&node.id.0).as_ref(), Some(&node.id));
        }
    }

    #[test]
    fn written_places_read_as_themselves() {
        for place in dauys_text::place::gazetteer() {
            let written = place_name(place.kato);
            assert_eq!(region("region", &written), Ok(place.kato), "{written}");
        }
    }
}
