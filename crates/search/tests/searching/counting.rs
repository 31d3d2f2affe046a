//! Facets: what is counted beside each filter.

use dauys_model::{CategoryId, Kato, Kind, Language};
use dauys_search::{Answer, Facet, Filters, Query, Step};

use crate::posts::{full_post, index, post};

const ALMATY: u32 = 750_000_000;
const DISTRICT: u32 = 751_200_000;

fn ask(filters: Filters) -> Answer {
    let mut posts = vec![
        full_post(1, "нет воды", Language::Russian, "hcs/water", 751_210_000),
        full_post(2, "нет воды", Language::Russian, "hcs/heating", 710_000_000),
        full_post(3, "су жоқ, воды", Language::Kazakh, "hcs/water", 751_000_000),
        full_post(4, "нет воды", Language::Kazakh, "eco/flood", 710_000_000),
        post(5, "нет воды"),
        full_post(6, "нет света", Language::Kazakh, "hcs/water", 710_000_000),
    ];
    for (days, post) in (0..).zip(&mut posts) {
        post.published_at = format!("2026-03-{:02}T19:30:00Z", 1 + 2 * days).parse().unwrap();
    }
    let query = Query { filters, facets: true, ..Query::new("воды AND воды") };
    index(&posts).search(&query).unwrap()
}

fn told<T: Clone>(facets: &[Facet<T>]) -> Vec<(T, u32)> {
    facets.iter().map(|facet| (facet.value.clone(), facet.texts)).collect()
}

fn category(id: &str) -> CategoryId {
    CategoryId(id.into())
}

#[test]
fn without_filters_all_that_matches_is_counted() {
    let answer = ask(Filters::default());
    assert_eq!(answer.texts, 5);
    let facets = answer.facets.unwrap();
    assert_eq!(told(&facets.languages), [(Language::Russian, 3), (Language::Kazakh, 2)]);
    assert_eq!(told(&facets.kinds), [(Kind::News, 4), (Kind::Comment, 1)]);
    assert_eq!(told(&facets.regions), [(Kato(710_000_000), 2), (Kato(ALMATY), 2)]);
    let categories = [("hcs", 3), ("hcs/water", 2), ("eco", 1), ("eco/flood", 1), ("hcs/heating", 1)];
    assert_eq!(told(&facets.categories), categories.map(|(id, texts)| (category(id), texts)));
}

#[test]
fn beside_a_chosen_value_stand_the_others_as_they_were_without_the_choice() {
    let languages = vec![Language::Kazakh];
    let answer = ask(Filters { languages: languages.clone(), ..Filters::default() });
    assert_eq!(answer.texts, 2);
    let facets = answer.facets.unwrap();
    assert_eq!(told(&facets.languages), [(Language::Russian, 3), (Language::Kazakh, 2)]);
    assert_eq!(told(&facets.regions), [(Kato(710_000_000), 1), (Kato(ALMATY), 1)]);
    assert_eq!(told(&facets.kinds), [(Kind::News, 2)]);

    // With two choices, each list ignores its own alone.
    let answer = ask(Filters { languages, categories: vec![category("hcs")], ..Filters::default() });
    assert_eq!(answer.hits.iter().map(|hit| hit.post.0).collect::<Vec<_>>(), [3]);
    let facets = answer.facets.unwrap();
    assert_eq!(told(&facets.languages), [(Language::Russian, 2), (Language::Kazakh, 1)]);
    let categories = [("eco", 1), ("eco/flood", 1), ("hcs", 1), ("hcs/water", 1)];
    assert_eq!(told(&facets.categories), categories.map(|(id, texts)| (category(id), texts)));
    assert_eq!(told(&facets.kinds), [(Kind::News, 1)]);
}

#[test]
fn a_chosen_district_stands_among_regions() {
    let facets = ask(Filters { regions: vec![Kato(DISTRICT)], ..Filters::default() }).facets.unwrap();
    let regions = [(Kato(710_000_000), 2), (Kato(ALMATY), 2), (Kato(DISTRICT), 1)];
    assert_eq!(told(&facets.regions), regions);
}

#[test]
fn bars_have_no_gaps_and_keep_to_the_time_that_is_asked_for() {
    let histogram = ask(Filters::default()).facets.unwrap().histogram;
    assert_eq!(histogram.step, Step::Day);
    // Half past midnight of the next day in Kazakhstan.
    let bars = histogram.bars.iter().map(|bar| (bar.from.to_string(), bar.texts));
    let days = ["02", "03", "04", "05", "06", "07", "08", "09", "10"];
    let expected = days.iter().zip([1, 0, 1, 0, 1, 0, 1, 0, 1]);
    assert_eq!(
        bars.collect::<Vec<_>>(),
        expected.map(|(day, texts)| (format!("2026-03-{day}"), texts)).collect::<Vec<_>>()
    );
    let filters = Filters { from: Some("2026-03-03T00:00:00Z".parse().unwrap()), ..Filters::default() };
    let answer = ask(filters);
    assert_eq!((answer.texts, answer.facets.unwrap().histogram.bars.len()), (4, 7));
}
