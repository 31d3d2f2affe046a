//! An index of Taldau: terms and periods in one answer.

use dauys_model::{Kind, Source, SourceKind};
use serde_json::{Value, json};
use url::Url;

use crate::driver::{get, source, unfit, walk_by as walk};

const INDEX: &str = "https://taldau.stat.gov.kz/ru/Api/GetIndexData/703831?period=7&dics=67";

fn index() -> Source {
    source(SourceKind::Taldau, Kind::Notice, INDEX)
}

fn terms() -> Value {
    json!([
        {"id": 1, "termNames": ["РЕСПУБЛИКА КАЗАХСТАН"], "terms": [741_880], "periods": [
            {"name": "2024 год", "date": "31.12.2024", "value": "20 033,5"},
            {"name": "2025 год", "date": "31.12.2025", "value": "20283.1"},
        ]},
        {"id": 2, "termNames": ["ҰЛЫТАУ ОБЛЫСЫ", "Всего"], "terms": [1, 2], "periods": [
            {"name": "2024 год", "date": "31.12.2024", "value": 221},
            {"name": "2025 год", "date": "31.12.2025", "value": "x"},
            {"name": "2026 год", "date": "31.12.2026", "value": null},
        ]},
    ])
}

#[test]
fn figures_have_region_period_and_value() {
    let done = walk(&index(), None, &|_| (200, terms().to_string()));
    assert_eq!(done.asked.len(), 1);
    assert_eq!(get(&done.asked[0]).url.as_str(), INDEX);
    let shown: Vec<String> = done
        .walked
        .figures
        .iter()
        .map(|figure| {
            format!(
                "{} | {} | {} | {} | {}",
                figure.index, figure.of, figure.period, figure.date, figure.value
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "703831 | РЕСПУБЛИКА КАЗАХСТАН | 2024 год | 2024-12-31 | 20033.5",
            "703831 | РЕСПУБЛИКА КАЗАХСТАН | 2025 год | 2025-12-31 | 20283.1",
            "703831 | ҰЛЫТАУ ОБЛЫСЫ | 2024 год | 2024-12-31 | 221",
        ]
    );
    assert!(done.walked.items.is_empty());
    assert_eq!(done.walked.left_out, 0, "a withheld value is no loss");
}

#[test]
fn the_same_answer_brings_nothing_and_a_changed_one_all() {
    let first = walk(&index(), None, &|_| (200, terms().to_string()));
    let second = walk(&index(), first.cursor(), &|_| (200, terms().to_string()));
    assert!(second.walked.figures.is_empty() && second.cursor().is_none());
    let third = walk(&index(), first.cursor(), &|_| (200, terms().to_string().replace("221", "222")));
    assert_eq!(third.walked.figures.len(), 3);
    assert!(third.cursor().is_some());
}

#[test]
fn a_strange_value_costs_itself_only() {
    let body = json!([
        {"termNames": "Город", "values": [
            {"name": "июнь 2026", "date": "2026-06-30", "value": "1\u{a0}000"},
            {"name": "июль 2026", "date": "что-то", "value": "5"},
            {"name": "август 2026", "date": "31.08.2026", "value": "много"},
        ]},
        {"termNames": ["Село"]},
        7,
    ]);
    let done = walk(&index(), None, &|_| (200, body.to_string()));
    assert!(done.error.is_none());
    assert_eq!(done.walked.figures.len(), 1);
    assert_eq!((done.walked.figures[0].value, done.walked.left_out), (1000.0, 4));
}

#[test]
fn a_huge_answer_is_cut_to_the_newest() {
    let periods: Vec<Value> = (0..50_000)
        .map(|number| json!({"name": "", "date": format!("{:02}.{:02}.{}", number % 28 + 1, number % 12 + 1, 1990 + number % 40), "value": "1"}))
        .collect();
    let body = json!([{"termNames": ["А"], "periods": periods}, {"termNames": ["Б"], "periods": periods}, {"termNames": ["В"], "periods": periods}]);
    let done = walk(&index(), None, &|_| (200, body.to_string()));
    assert!(done.walked.is_cut);
    assert_eq!(done.walked.figures.len(), 100_000);
    assert!(done.walked.figures.iter().all(|figure| figure.date.year() > 2000));
}

#[test]
fn refusals_and_another_form_have_names() {
    let check = |status: u16, body: &str| walk(&index(), None, &|_| (status, body.to_owned())).error.unwrap();
    assert!(
        check(200, "<!DOCTYPE html><script>document.cookie='a=1';location.reload()</script>")
            .to_string()
            .contains("cookie")
    );
    assert_eq!(check(200, "<html></html>").code(), "refused: closed");
    assert_eq!(check(302, "").code(), "refused: closed");
    assert_eq!(check(403, "").code(), "refused: closed");
    assert_eq!(check(503, "").code(), "refused: trouble");
    assert_eq!(check(200, "<div class='g-recaptcha'></div>").code(), "blocked: captcha");
    assert_eq!(check(200, "{\"error\":\"x\"}").code(), "parse: drift");
    assert_eq!(check(200, "[{\"region\":\"x\",\"y122025\":\"5\"}]").code(), "parse: drift");
    assert_eq!(check(200, "[{\"termNames\":[\"x\"]").code(), "parse: other");
    let empty = walk(&index(), None, &|_| (200, "[]".into()));
    assert!(empty.error.is_none() && empty.walked.figures.is_empty());
}

#[test]
fn a_mirror_has_the_same_paths_and_other_addresses_are_refused() {
    let source = Source { api: Some(Url::parse("http://127.0.0.1:9/m/").unwrap()), ..index() };
    let done = walk(&source, None, &|_| (200, "[]".into()));
    assert_eq!(
        get(&done.asked[0]).url.as_str(),
        "http://127.0.0.1:9/m/ru/Api/GetIndexData/703831?period=7&dics=67"
    );
    for url in [
        "https://taldau.stat.gov.kz/ru/NewIndex/GetIndex/704449?keyword=",
        "https://taldau.stat.gov.kz/ru/Api/GetIndexData/abc?period=7&dics=67",
        "https://taldau.stat.gov.kz/ru/Api/GetIndexData/703831",
    ] {
        assert!(
            unfit(&crate::driver::source(SourceKind::Taldau, Kind::Notice, url), None)
                .contains("GetIndexData/NUMBER"),
            "{url}"
        );
    }
}
