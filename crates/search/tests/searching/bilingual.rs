//! A query in one language finds the other.

use dauys_search::{Index, Need, Query};

use crate::posts::{ids, texts, typed};

fn week() -> Index {
    texts(&[
        "Ауылда екінші күн су жоқ",
        "В селе второй день нет воды",
        "Ауылда мектеп жоқ",
        "Лифт в доме не работает",
        "Үйдегі лифт үш күн істемейді",
        "Лифт жақсы істейді",
        "Балабақшаға кезек көп",
        "В детский сад большая очередь",
        "Өскеменде түтін",
        "Дым над Усть-Каменогорском",
    ])
}

fn check(query: &Query, expected: &[i64]) {
    let mut found = ids(&week(), query);
    found.sort_unstable();
    assert_eq!(found, expected, "{}", query.text);
}

/// Posts that hold everything that is asked for.
fn all(query: &str) -> Query {
    Query { need: Need::All, ..Query::new(query) }
}

#[test]
fn both_languages_are_found_by_either() {
    for query in ["су жоқ", "су жок", "su joq", "нет воды", "воды нет", "НЕТ ВОДЫ"]
    {
        check(&all(query), &[1, 2]);
    }
    check(&Query { expand: false, ..all("нет воды") }, &[2]);
    for query in ["лифт не работает", "лифт істемейді", "лифт истемейди"]
    {
        check(&all(query), &[4, 5]);
    }
    for query in ["балабақша кезек", "очередь в детсад", "очередь детский сад"]
    {
        check(&all(query), &[7, 8]);
    }
    for query in ["Усть-Каменогорск", "Өскемен"] {
        check(&all(query), &[9, 10]);
    }
}

#[test]
fn posts_of_both_languages_rank_alike() {
    let index = week();
    let asked = |query: &str| ids(&index, &Query::new(query));
    assert_eq!(asked("су жоқ")[..2], asked("нет воды")[..2]);
    assert_eq!(asked("лифт істемейді")[..3], asked("лифт не работает")[..3]);
}

#[test]
fn what_is_quoted_or_excluded_is_meant_in_both_languages() {
    check(&Query::new("\"нет воды\""), &[1, 2]);
    check(&Query::new("\"су жоқ\""), &[1, 2]);
    check(&typed("\"нет воды\""), &[2]);
    check(&Query::new("жоқ AND NOT вода"), &[3]);
    check(&Query::new("су OR лифт"), &[1, 2, 4, 5, 6]);
}

#[test]
fn the_answer_says_what_was_asked_in_the_other_language() {
    let meaning = week().search(&Query::new("нет воды")).unwrap().meaning;
    let said: Vec<(&str, &str)> =
        meaning.translations.iter().map(|one| (one.typed.as_str(), one.also[0].as_str())).collect();
    assert_eq!(said, [("нет", "жоқ"), ("воды", "су")]);
    assert!(week().search(&typed("нет воды")).unwrap().meaning.translations.is_empty());
}
