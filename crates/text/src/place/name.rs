//! Takes a name of a place as a person or a source writes it by itself, and gives its code. For whole names only: names within
//! sentences are the work of [`super::places`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use dauys_model::Kato;

use super::form::{attribute_forms, noun_forms};
use super::gazetteer::{Level, gazetteer, place};
use crate::{normal, skeleton};

/// Words that say what a name names, in Kazakh, Russian, English and Latin Kazakh, in skeleton letters.
const SORTS: &[(&str, Sort)] = &[
    ("облысы", Sort::Region),
    ("облыс", Sort::Region),
    ("обл", Sort::Region),
    ("область", Sort::Region),
    ("области", Sort::Region),
    ("регион", Sort::Region),
    ("region", Sort::Region),
    ("oblast", Sort::Region),
    ("ауданы", Sort::District),
    ("аудан", Sort::District),
    ("район", Sort::District),
    ("р-н", Sort::District),
    ("district", Sort::District),
    ("қаласы", Sort::City),
    ("қала", Sort::City),
    ("қ", Sort::City),
    ("город", Sort::City),
    ("г", Sort::City),
    ("city", Sort::City),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Region,
    District,
    City,
}

/// The code of a place by its whole name in Kazakh, Russian, English or Latin Kazakh, with or without «область», «ауданы»,
/// «city», in any case of letters; or by the code itself.
///
/// A bare name of several places is the city first, then the region, then the district if there is but one.
pub fn place_by_name(name: &str) -> Option<Kato> {
    let name = name.trim();
    if let Ok(kato) = name.parse::<Kato>() {
        return place(kato).map(|place| place.kato);
    }
    let words: Vec<String> = name
        .split(|letter: char| letter.is_whitespace() || ".,()«»\"_".contains(letter))
        .filter(|word| !word.is_empty())
        .map(|word| skeleton(&normal(word)))
        .collect();
    lookup(&words).or_else(|| {
        // Names written with hyphens for spaces: `east-kazakhstan-region`.
        let words: Vec<String> = name.split(['-', ' ']).map(|word| skeleton(&normal(word))).collect();
        lookup(&words)
    })
}

fn lookup(words: &[String]) -> Option<Kato> {
    let sort = words.iter().find_map(|word| sort_of(word));
    let rest: String = words.iter().filter(|word| sort_of(word).is_none()).map(String::as_str).collect();
    let found = names().get(&rest)?;
    let of = |levels: &[Level]| -> Option<Kato> {
        let mut fitting = found.iter().filter(|(level, _)| levels.contains(level));
        let (_, kato) = fitting.next()?;
        fitting.next().is_none().then_some(*kato)
    };
    match sort {
        Some(Sort::Region) => of(&[Level::Region]),
        Some(Sort::District) => of(&[Level::District, Level::CityDistrict]),
        Some(Sort::City) => of(&[Level::Capital, Level::City]),
        None => of(&[Level::Capital, Level::City])
            .or_else(|| of(&[Level::Region]))
            .or_else(|| of(&[Level::District, Level::CityDistrict])),
    }
}

fn sort_of(word: &str) -> Option<Sort> {
    static FOLDED: LazyLock<Vec<(String, Sort)>> =
        LazyLock::new(|| SORTS.iter().map(|(word, sort)| (skeleton(word), *sort)).collect());
    FOLDED.iter().find(|(sort, _)| sort == word).map(|(_, sort)| *sort)
}

/// Names in skeleton letters without spaces, with what bears them.
fn names() -> &'static BTreeMap<String, Vec<(Level, Kato)>> {
    static NAMES: LazyLock<BTreeMap<String, Vec<(Level, Kato)>>> = LazyLock::new(|| {
        let mut names: BTreeMap<String, Vec<(Level, Kato)>> = BTreeMap::new();
        for row in &gazetteer().rows {
            if row.place.level.is_small() {
                continue;
            }
            let mut forms: Vec<String> = row
                .names_kk
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .chain([row.place.en.to_owned()])
                .collect();
            for (name, class, _) in &row.names_ru {
                forms.extend(noun_forms(name, *class));
            }
            forms.extend(row.adjectives.iter().flat_map(|(stem, _)| attribute_forms(stem)));
            for form in forms {
                let key: String = form.split([' ', '-']).map(|word| skeleton(&normal(word))).collect();
                let bearers = names.entry(key.strip_suffix("регион").unwrap_or(&key).to_owned()).or_default();
                if !bearers.contains(&(row.place.level, row.place.kato)) {
                    bearers.push((row.place.level, row.place.kato));
                }
            }
        }
        names
    });
    &NAMES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, kato: u32) {
        assert_eq!(place_by_name(name), (kato != 0).then_some(Kato(kato)), "{name}");
    }

    #[test]
    fn whole_names_are_found() {
        check("Актюбинская область", 150_000_000);
        check("Ақтөбе облысы", 150_000_000);
        check("aktobe region", 150_000_000);
        check("Ақтөбе", 151_000_000);
        check("область Абай", 100_000_000);
        check("Абай", 100_000_000);
        check("east kazakhstan", 630_000_000);
        check("East-Kazakhstan-region", 630_000_000);
        check("ВКО", 630_000_000);
        check("ШҚО", 630_000_000);
        check("г. Алматы", 750_000_000);
        check("Алматы облысы", 190_000_000);
        check("almaty", 750_000_000);
        check("Астана", 710_000_000);
        check("Нур-Султан", 710_000_000);
        check("РИДДЕР", 632_400_000);
        check("Усть-Каменогорск", 631_000_000);
        check("Óskemen", 631_000_000);
        check("Аягозский район", 103_600_000);
        check("632400000", 632_400_000);
    }

    #[test]
    fn unknown_and_shared_names_are_not_guessed() {
        for name in ["Абайский район", "Марс", "", "999999999", "Жамбыл ауданы"]
        {
            check(name, 0);
        }
    }
}
