//! Topics → voices by region of the whole country, and texts by language.
//!
//! The regions are data: `wording/regions.toml`, by the first two digits of their KATO codes.

use std::sync::LazyLock;

use dauys_model::{Kato, Names};
use serde::Deserialize;

use crate::Interface;
use crate::input::DayTopic;
use crate::said::Said;
use crate::statement::Ref;
use crate::teller::Teller;
use crate::view::{Languages, RegionCount};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Regions {
    region: Vec<Region>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    kato: Kato,
    name: Names,
    short: Names,
}

/// Every region of the country, by code.
fn regions() -> &'static [Region] {
    static REGIONS: LazyLock<Regions> = LazyLock::new(|| {
        toml::from_str(include_str!("../wording/regions.toml")).expect("a test reads the bundled table")
    });
    &REGIONS.region
}

/// Voices of the period by region; topics whose place has no code are not counted.
pub(crate) fn voices_by_region(topics: &[DayTopic], language: Interface) -> Vec<RegionCount> {
    let lies_in = |topic: &DayTopic, region: Kato| {
        topic.place.as_ref().and_then(|place| place.kato).is_some_and(|kato| kato.region() == region)
    };
    regions()
        .iter()
        .map(|region| RegionCount {
            kato: region.kato,
            name: region.name.of(language).to_owned(),
            short: region.short.of(language).to_owned(),
            voices: topics
                .iter()
                .filter(|topic| lies_in(topic, region.kato))
                .fold(0, |sum: u32, topic| sum.saturating_add(topic.today.voices)),
        })
        .collect()
}

/// Texts of the topics by language.
pub(crate) fn languages(topics: &[DayTopic], teller: Teller) -> Languages {
    let sum =
        |index: usize| topics.iter().fold(0, |sum: u32, topic| sum.saturating_add(topic.languages[index]));
    let [kazakh, russian, mixed] = [sum(0), sum(1), sum(2)];
    let texts = &teller.wording.languages;
    let parts: Vec<Said> = [kazakh, russian, mixed]
        .into_iter()
        .zip(&teller.wording.labels.in_languages)
        .filter(|(n, _)| *n > 0)
        .map(|(n, language)| {
            let n = teller.number("texts", n);
            Said::fill(&texts.one, &[("n", &n), ("language", &Said::words(language))])
        })
        .collect();
    let refs = topics.iter().map(|topic| Ref::Topic(topic.id.clone()));
    let sentence = (!parts.is_empty()).then(|| {
        let list = Said::join(parts, &teller.wording.list_separator);
        let counts = [Ref::Counts(teller.day)];
        Said::fill(&texts.all, &[("list", &list)]).resting_on(counts.into_iter().chain(refs))
    });
    Languages { kazakh, russian, mixed, sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_has_twenty_regions() {
        let codes: Vec<u32> = regions().iter().map(|region| region.kato.0 / 10_000_000).collect();
        assert_eq!(codes, [10, 11, 15, 19, 23, 27, 31, 33, 35, 39, 43, 47, 55, 59, 61, 62, 63, 71, 75, 79]);
        for region in regions() {
            assert!(region.kato.is_region());
            for language in Interface::ALL {
                let short = region.short.of(language);
                assert!(!region.name.of(language).is_empty() && short.chars().count() <= 21, "{short}");
                for line in short.split(' ') {
                    assert!(line.chars().count() <= 10, "`{line}` does not fit a tile");
                }
            }
        }
    }
}
