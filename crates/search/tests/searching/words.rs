//! Words, phrases and operators in both languages.

use dauys_search::{Error, Fault, Need, Query, Syntax};

use crate::posts::{ids, texts, typed};

const TEXTS: [&str; 8] = [
    "Екі күннен бері ауылда су жоқ, әкімдік үнсіз",
    "Біздің үйде судың қысымы өте төмен болып тұр",
    "Третий день в доме нет воды, никто не отвечает",
    "Горячая вода появилась вечером, спасибо",
    "Мектеп жанындағы жолдың жөнделмегеніне екі жыл",
    "Дорогу возле школы отремонтировали в мае",
    "На улице Садовой снова нет света",
    "Көшеде жарық жоқ, бала қараңғыда жүр",
];

fn check(query: &str, need: Need, expected: &[i64]) {
    let mut found = ids(&texts(&TEXTS), &Query { need, ..typed(query) });
    found.sort_unstable();
    assert_eq!(found, expected, "{query}");
}

fn all(query: &str, expected: &[i64]) {
    check(query, Need::All, expected);
}

#[test]
fn every_inflected_form_is_found() {
    all("су", &[1, 2]);
    all("суды", &[1, 2]);
    all("вода", &[3, 4]);
    all("воду", &[3, 4]);
    all("дорога школа", &[6]);
    all("жол мектептің", &[5]);
}

#[test]
fn su_zhoq_and_net_vody() {
    all("су жоқ", &[1]);
    all("СУ ЖОҚ", &[1]);
    all("нет воды", &[3]);
    all("воды нет", &[3]);
}

#[test]
fn kazakh_typed_without_its_letters_is_found() {
    all("су жок", &[1]);
    all("коше жарык", &[8]);
    all("аким жок", &[]);
    all("тон", &[]);
    all("su joq", &[1]);
    all("муздак су", &[]);
}

#[test]
fn words_rank_and_whole_matches_come_first() {
    let index = texts(&TEXTS);
    let hits = index.search(&typed("нет воды")).unwrap();
    assert_eq!((hits.texts, hits.complete), (3, 1));
    assert_eq!(hits.hits[0].post.0, 3);
    assert_eq!(hits.hits[0].missing, 0);
    assert_eq!(hits.hits[1].missing, 1);
}

#[test]
fn what_is_lacking_ranks_first_however_it_is_said() {
    let index = texts(&["В доме и свет, и вода", "В доме свет, но без воды"]);
    assert_eq!(ids(&index, &typed("нет воды")), [2, 1]);
    let index = texts(&["Вода в доме есть, света нет", "Света в доме много, воды нет"]);
    assert_eq!(ids(&index, &typed("нет воды")), [2, 1]);
}

#[test]
fn related_words_help_but_do_not_hold() {
    let index = texts(&["Электричество отключают", "Электрические сети в порядке", "Погода хорошая"]);
    let hits = index.search(&typed("электричество")).unwrap();
    assert_eq!((hits.texts, hits.complete), (2, 1));
    assert_eq!(ids(&index, &Query { need: Need::All, ..typed("электричество") }), [1]);
}

#[test]
fn phrases_stand_in_order() {
    all("\"нет воды\"", &[3]);
    all("\"воды нет\"", &[]);
    all("\"су жоқ\"", &[1]);
    all("\"su joq\"", &[1]);
    all("\"жоқ су\"", &[]);
    all("\"в доме нет\"", &[3]);
    check("«воды нет»", Need::Any, &[3, 4, 7]);
}

#[test]
fn operators_demand_and_exclude() {
    check("вода OR су", Need::Any, &[1, 2, 3, 4]);
    check("нет AND воды", Need::Any, &[3]);
    check("вода -горячая", Need::Any, &[3]);
    check("вода NOT (горячая OR нет)", Need::Any, &[]);
    all("(вода OR света) нет", &[3, 7]);
    check("су OR NOT нет", Need::Any, &[1, 2, 4, 5, 6, 8]);
    check("-нет -жоқ", Need::Any, &[2, 4, 5, 6]);
    check("\"нет света\" Садовая", Need::Any, &[7]);
    check("\"нет света\" вода", Need::Any, &[7]);
}

#[test]
fn beginnings_find_their_words() {
    all("дорог*", &[6]);
    all("жөнде*", &[5]);
    all("жонде*", &[5]);
    all("школьниц*", &[]);
}

#[test]
fn blank_queries_find_everything_and_strange_ones_nothing() {
    let strange = Query { syntax: Syntax::Plain, ..typed("?! @akimat") };
    assert_eq!(ids(&texts(&TEXTS), &strange), [] as [i64; 0]);
    check(" ", Need::Any, &[1, 2, 3, 4, 5, 6, 7, 8]);
    check("водопад", Need::Any, &[]);
    check("\"водопад вода\"", Need::Any, &[]);
}

#[test]
fn syntax_errors_point_at_the_character() {
    let error = texts(&TEXTS).search(&typed("су \"жоқ")).unwrap_err();
    assert!(matches!(&error, Error::Syntax { fault: Fault::OpenQuote, at } if *at == (3..4)));
    assert_eq!(error.to_string(), "the quote is not closed, at character 4");
    for query in ["?!", "lang:xx", "region:нигде", "kind:слух", "source:A!"] {
        let error = texts(&TEXTS).search(&typed(query)).unwrap_err();
        assert!(matches!(error, Error::Syntax { .. }), "{query}: {error}");
    }
}
