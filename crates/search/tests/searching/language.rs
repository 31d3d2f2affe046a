//! Distances, exact forms, titles, days and filters typed in both languages, over an index.

use dauys_model::{CategoryId, Kato, Kind, Language, Post, SourceId};
use dauys_search::{Filters, Highlighter, Index, Need, Query, Syntax, Why};
use dauys_text::Given;

use crate::posts::{full_post, index, post, texts};

const TEXTS: [&str; 6] = [
    "Ауылда су екі күннен бері мүлдем жоқ",
    "Жоқ деген сөз емес, су бар",
    "Нет воды второй день",
    "Воды горячей нет, холодная вода есть",
    "Водоснабжение восстановлено, сети в порядке",
    "Новые сети водоснабжения проложены",
];

fn sorted(index: &Index, query: &str) -> Vec<i64> {
    let query = Query { need: Need::All, expand: false, ..Query::new(query) };
    let mut ids: Vec<i64> = index.search(&query).unwrap().hits.iter().map(|hit| hit.post.0).collect();
    ids.sort_unstable();
    ids
}

fn check(query: &str, expected: &[i64]) {
    assert_eq!(sorted(&texts(&TEXTS), query), expected, "{query}");
}

#[test]
fn words_near_one_another_in_either_order() {
    check("\"су жоқ\"", &[]);
    check("\"су жоқ\"~4", &[1, 2]);
    check("\"жоқ су\"~4", &[1, 2]);
    check("\"су жоқ\"~3", &[2]);
    check("\"вода нет\"~1", &[3, 4]);
    check("\"вода нет\"~0", &[3]);
    check("\"су су\"~5", &[]);
}

#[test]
fn exact_forms_are_found_as_written_only() {
    check("вода", &[3, 4]);
    check("=вода", &[4]);
    check("=ВОДЫ", &[3, 4]);
    check("=\"нет воды\"", &[3]);
    check("=\"нет вода\"", &[]);
    check("\"нет вода\"", &[3]);
    check("=\"воды нет\"~1", &[3, 4]);
    check("нет -=вода", &[3]);
}

#[test]
fn beginnings_stand_in_phrases() {
    check("\"сет* водоснаб*\"", &[6]);
    check("\"сет* водоснаб*\"~3", &[5, 6]);
}

#[test]
fn words_of_the_title_alone() {
    let titled = |id, title: &str, text: &str| Post { title: title.into(), ..post(id, text) };
    let index = index(&[
        titled(1, "Алматыда су жоқ", "Тұрғындар шағымданады, жарық та жоқ"),
        titled(2, "Жарық өшті", "Су да жоқ"),
        titled(3, "Жаңа мектеп", "су жоқ"),
    ]);
    assert_eq!(sorted(&index, "title:су"), [1]);
    assert_eq!(sorted(&index, "тақырыпат:\"су жоқ\""), [1]);
    assert_eq!(sorted(&index, "title:су,жарық"), [1, 2]);
    assert_eq!(sorted(&index, "су -title:су"), [2, 3]);
    assert_eq!(sorted(&index, "заголовок:мект*"), [3]);
    assert_eq!(sorted(&index, "title:=мектепте"), [] as [i64; 0]);
    assert_eq!(
        sorted(&index, "\"мектеп су\"~50"),
        [] as [i64; 0],
        "nothing is near over the end of the title"
    );
}

fn days() -> Index {
    let at = |id, at: &str| Post { published_at: at.parse().unwrap(), ..post(id, "су жоқ") };
    index(&[
        at(1, "2026-10-31T18:59:59Z"),
        at(2, "2026-10-31T19:00:00Z"),
        at(3, "2026-11-19T19:30:00Z"),
        at(4, "2026-11-26T05:00:00Z"),
    ])
}

#[test]
fn days_are_civil_days_of_kazakhstan() {
    let days = days();
    assert_eq!(sorted(&days, "күн:2026-10"), [1]);
    assert_eq!(sorted(&days, "дата:қараша"), [2, 3, 4]);
    assert_eq!(sorted(&days, "date:7к"), [3, 4], "counted from the newest post");
    assert_eq!(sorted(&days, "бастап:2026-11-01 дейін:20.11.2026"), [2, 3]);
    assert_eq!(sorted(&days, "date:2026-10-31,2026-11-26"), [1, 4]);
    assert_eq!(sorted(&days, "су -күн:қараша"), [1]);
    let now = Some("2026-10-31T12:00:00Z".parse().unwrap());
    let answer = days.search(&Query { now, ..Query::new("күн:бүгін") }).unwrap();
    assert_eq!(answer.texts, 1);
}

#[test]
fn typed_filters_are_those_of_the_meaning() {
    let index = index(&[
        full_post(1, "нет воды", Language::Russian, "hcs/water", 751_210_000),
        full_post(2, "су жоқ", Language::Kazakh, "hcs/water", 633_457_100),
        post(3, "нет воды"),
    ]);
    let asked = Filters { languages: vec![Language::Russian], ..Filters::default() };
    let query = Query {
        filters: asked.clone(), ..Query::new("санат:су түрі:новости,жалоба өңір:Алматы")
    };
    let answer = index.search(&query).unwrap();
    assert_eq!(answer.hits.len(), 1);
    let filters = &answer.meaning.filters;
    assert_eq!(filters.languages, [Language::Russian]);
    assert_eq!(filters.categories, [CategoryId("hcs/water".into())]);
    assert_eq!(filters.kinds, [Kind::News, Kind::Appeal]);
    assert_eq!(filters.regions, [Kato(750_000_000)]);
    let against = Query { filters: asked, ..Query::new("lang:kk") };
    assert_eq!(index.search(&against).unwrap().texts, 0, "both must hold");
    assert_eq!(index.search(&Query::new("lang:kk,ru source:demo")).unwrap().texts, 3);
    let source = SourceId::new("demo").unwrap();
    assert_eq!(index.search(&Query::new("сайт:demo")).unwrap().meaning.filters.sources, [source]);
}

#[test]
fn the_text_of_a_query_asks_for_the_same() {
    let index = index(&[
        full_post(1, "нет воды", Language::Russian, "hcs/water", 751_210_000),
        full_post(2, "су жоқ", Language::Kazakh, "hcs/water", 633_457_100),
    ]);
    let filters =
        Filters { kinds: vec![Kind::News], languages: vec![Language::Kazakh], ..Filters::default() };
    for text in ["су OR вода", "", "санат:су", "-вода"] {
        let query = Query { filters: filters.clone(), ..Query::new(text) };
        let again = Query::new(query.to_text());
        let (answer, same) = (index.search(&query).unwrap(), index.search(&again).unwrap());
        assert_eq!(
            answer.hits.iter().map(|hit| hit.post).collect::<Vec<_>>(),
            same.hits.iter().map(|hit| hit.post).collect::<Vec<_>>()
        );
        assert_eq!(answer.meaning.filters, same.meaning.filters);
    }
}

#[test]
fn hits_say_why_they_match() {
    let why = |query: &str, title: &str, text: &str| {
        let shown = Highlighter::new(query, Syntax::Full).unwrap().show(title, text, &Given::default(), 200);
        let because = shown.because.into_iter().map(|one| (one.typed, one.found.join(" "), one.why));
        (shown.title.marked("[", "]"), shown.text.marked("[", "]"), because.collect::<Vec<_>>())
    };
    let (title, text, because) = why("су жоқ", "Судың бағасы", "Ауылда судың өзі жоқ, суды тасып ішеміз");
    assert_eq!(title, "[Судың] бағасы");
    assert_eq!(text, "Ауылда [судың] өзі [жоқ], [суды] тасып ішеміз");
    assert!(because.contains(&("су".into(), "судың суды".into(), Why::Form)), "{because:?}");
    let (_, text, because) = why("=воды", "", "Вода есть, но нет горячей воды");
    assert_eq!(text, "Вода есть, но нет горячей [воды]");
    assert_eq!(because, [("воды".into(), "воды".into(), Why::Exact)]);
    let (title, text, _) = why("title:су", "Су жоқ", "Су да, жарық та жоқ");
    assert_eq!((title.as_str(), text.as_str()), ("[Су] жоқ", "Су да, жарық та жоқ"));
    let (_, text, because) = why("жок", "", "Ауылда су жоқ");
    assert_eq!(text, "Ауылда су [жоқ]");
    assert_eq!(because[0].2, Why::Letters);
    let (_, text, because) = why("su", "", "Ауылда судың өзі жоқ");
    assert_eq!(text, "Ауылда [судың] өзі жоқ");
    assert_eq!(because[0].2, Why::Alphabet);
}
