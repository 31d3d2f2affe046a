//! Documents of a body on gov.kz, the newest first, a hundred a page.

use std::collections::BTreeSet;

use dauys_model::{Kind, Language, Policy, Precision, Source, SourceKind};
use dauys_parse::{Get, Refusal, Standing};
use serde_json::{Value, json};
use url::Url;

use crate::driver::{get, parameter, source, unfit, walk_by as walk, walk_some_by as walk_some};

fn krem() -> Source {
    source(SourceKind::Govkz, Kind::Notice, "https://www.gov.kz/memleket/entities/krem/documents?lang=ru")
}

fn document(id: u32) -> Value {
    json!({
        "id": id,
        "title": format!("Приказ № {id}-ОД «Об утверждении тарифа на подачу воды»"),
        "content": "<p>С 1 декабря подача воды подорожает.</p><p>Тариф для населения &mdash; 98,4 тенге.</p>",
        "created_date": "2026-11-20T05:00:00.000+0000",
        "gosorgan": "Департамент Комитета по регулированию естественных монополий по Жамбылской области",
        "activities": ["Тарифы", "Жамбылская область"],
        "projects": ["krem"],
        "full_text": [{"document": "/uploads/2026/11/20/order.pdf"}],
    })
}

/// The site with the documents 1 to `count`, the newest first; it knows `gt:` but not `gte:`.
fn site(count: u32) -> impl Fn(&Get) -> (u16, String) {
    move |get| {
        if get.url.query().unwrap_or_default().contains("gte:") {
            return (500, "{\"message\":\"internal\"}".into());
        }
        assert_eq!(get.url.path(), "/api/v1/public/content-manager/documents");
        assert!(get.url.query().unwrap().ends_with("sort-by=created_date:DESC"));
        assert_eq!(parameter(&get.url, "projects").as_deref(), Some("krem"));
        let page: u32 = parameter(&get.url, "page").unwrap().parse().unwrap();
        let size: u32 = parameter(&get.url, "size").unwrap().parse().unwrap();
        let ids = (1..=count).rev().skip(((page - 1) * size) as usize).take(size as usize);
        (200, Value::Array(ids.map(document).collect()).to_string())
    }
}

#[test]
fn a_document_becomes_a_notice_with_place_and_date() {
    let done = walk(&krem(), None, &site(2));
    let item = &done.walked.items[0];
    assert_eq!(done.keys(), ["2", "1"]);
    assert_eq!(
        item.url.as_ref().unwrap().as_str(),
        "https://www.gov.kz/memleket/entities/krem/documents/details/2?lang=ru"
    );
    assert_eq!(item.title.as_deref(), Some("Приказ № 2-ОД «Об утверждении тарифа на подачу воды»"));
    assert_eq!(
        item.text.as_deref(),
        Some("С 1 декабря подача воды подорожает.\nТариф для населения — 98,4 тенге.")
    );
    assert_eq!(item.published_at, Some("2026-11-20T05:00:00Z".parse().unwrap()));
    assert_eq!(item.place.as_deref(), Some("Жамбылская область"));
    assert_eq!(item.language, Some(Language::Russian));
    assert!(get(&done.asked[0]).standing == Standing::Guest);
    assert_eq!(get(&done.asked[0]).headers, [("accept-language", "ru".to_owned())]);
    assert_eq!(get(&done.asked[0]).url.host_str(), Some("www.gov.kz"));
}

#[test]
fn kazakh_is_asked_for_where_the_source_is_kazakh_and_a_mirror_where_there_is_one() {
    let source = Source {
        language: Some(Language::Kazakh),
        api: Some(Url::parse("http://127.0.0.1:8080").unwrap()),
        ..krem()
    };
    let done = walk(&source, None, &site(1));
    assert_eq!(get(&done.asked[0]).headers, [("accept-language", "kk".to_owned())]);
    assert_eq!(get(&done.asked[0]).url.host_str(), Some("127.0.0.1"));
    let url = done.walked.items[0].url.clone().unwrap();
    assert_eq!(url.as_str(), "https://www.gov.kz/memleket/entities/krem/documents/details/1?lang=kk");
    assert_eq!(done.walked.items[0].language, Some(Language::Kazakh));
}

#[test]
fn the_first_walk_reads_one_page_and_the_next_goes_on_to_known_ground() {
    let first = walk(&krem(), None, &site(250));
    assert_eq!((first.asked.len(), first.walked.items.len()), (1, 100));
    assert!(!first.walked.is_cut, "the past is no news");
    // 230 new documents: three pages.
    let second = walk(&krem(), first.cursor(), &site(480));
    assert_eq!(second.asked.len(), 3);
    assert!(!second.walked.is_cut);
    assert!(second.keys().contains(&"251") && second.keys().contains(&"480"));
    // Nothing new: one page, and nothing that was not there before.
    let third = walk(&krem(), second.cursor(), &site(480));
    assert_eq!(third.asked.len(), 1);
    assert!(third.keys().iter().all(|key| second.keys().contains(key)));
}

#[test]
fn ended_early_nothing_is_missed() {
    let first = walk(&krem(), None, &site(100));
    let broken = walk_some(&krem(), first.cursor(), 1, &site(330));
    assert!(broken.walked.is_cut);
    let after = walk(&krem(), broken.cursor(), &site(331));
    assert!(!after.walked.is_cut);
    let found: Vec<&str> = broken.keys().into_iter().chain(after.keys()).collect();
    assert!((101..=331).all(|id| found.contains(&id.to_string().as_str())));
}

#[test]
fn withdrawn_documents_do_not_hide_known_ground() {
    let first = walk(&krem(), None, &site(100));
    let site = site(160);
    let second = walk(&krem(), first.cursor(), &|get| {
        let (status, body) = site(get);
        let mut documents: Vec<Value> = serde_json::from_str(&body).unwrap();
        // The five newest of the first walk are gone.
        documents.retain(|document| !(96..=100).contains(&document["id"].as_u64().unwrap()));
        (status, Value::Array(documents).to_string())
    });
    assert_eq!(second.asked.len(), 1);
}

#[test]
fn the_page_cap_is_said() {
    let first = walk(&krem(), None, &site(100));
    let source = Source { pages: Some(2), ..krem() };
    let second = walk(&source, first.cursor(), &site(900));
    assert_eq!((second.asked.len(), second.walked.items.len()), (2, 200));
    assert!(second.walked.is_cut);
    // What lies between is read by the next walks, three pages each.
    let third = walk(&source, second.cursor(), &site(905));
    assert_eq!((third.asked.len(), third.walked.is_cut), (3, true));
    let (mut cursor, mut found) = (third.walked.cursor, BTreeSet::new());
    for done in [&second.walked.items, &third.walked.items] {
        found.extend(done.iter().map(|item| item.key.clone()));
    }
    while let later = walk(&source, cursor.as_deref(), &site(905))
        && later.walked.is_cut
    {
        found.extend(later.walked.items.iter().map(|item| item.key.clone()));
        assert_ne!(cursor, later.walked.cursor);
        cursor = later.walked.cursor;
    }
    found.extend(walk(&source, cursor.as_deref(), &site(905)).walked.items.into_iter().map(|item| item.key));
    assert!((101..=905_u32).all(|id| found.contains(&id.to_string())));
    let history = walk(&source, None, &site(900));
    assert_eq!(history.asked.len(), 2, "a first walk reads as many pages as it was told");
}

#[test]
fn an_empty_list_and_an_edited_document() {
    let source = krem();
    let done = walk(&source, None, &|_| (200, "[]".into()));
    assert!(done.error.is_none() && done.walked.items.is_empty() && done.cursor().is_none());
    let first = walk(&source, None, &site(3));
    let edited = walk(&source, first.cursor(), &|get| {
        let (status, body) = site(3)(get);
        (status, body.replace("98,4", "89,4"))
    });
    assert_eq!(edited.keys(), first.keys());
    assert!(edited.walked.items[0].text.as_ref().unwrap().contains("89,4"));
}

#[test]
fn a_missing_field_costs_that_field_and_not_the_page() {
    let body = json!([
        {"id": "7", "title": {"ru": "Тариф", "kk": "Тариф бекітілді"}, "created_date": null, "activities": [{"id": 3, "title": "г. Шымкент"}]},
        {"id": 8, "body": "<b>Су</b> беру уақытша тоқтатылады", "created_date": "20.11.2026"},
        {"short_description": "ни номера, ни названия"},
        "ерунда",
        {"title": "Без номера", "short_description": "Коротко о тарифе", "created_date": 1_795_154_400_000_u64},
    ]);
    let source = Source { language: Some(Language::Kazakh), ..krem() };
    let done = walk(&source, None, &|get| match parameter(&get.url, "page").as_deref() {
        Some("1") => (200, body.to_string()),
        _ => (200, "[]".into()),
    });
    assert!(done.error.is_none());
    let items = &done.walked.items;
    assert_eq!(items.len(), 3);
    assert_eq!(items[0].title.as_deref(), Some("Тариф бекітілді"));
    assert_eq!(items[0].place.as_deref(), Some("Шымкент"));
    assert_eq!(items[0].precision, Precision::Unknown);
    assert_eq!(items[1].text.as_deref(), Some("Су беру уақытша тоқтатылады"));
    assert_eq!(items[1].precision, Precision::Day);
    assert_eq!(items[2].published_at, Some("2026-11-20T06:00:00Z".parse().unwrap()));
    assert_eq!(done.walked.left_out, 2);
}

#[test]
fn refusals_say_what_to_do() {
    let check = |status: u16, body: &str, expected: Refusal| {
        let done = walk(&krem(), None, &|_| (status, body.to_owned()));
        assert_eq!(done.refusal(), Some(expected), "{status} {body}");
        done.error.unwrap().to_string()
    };
    let told = check(400, "{\"error\":\"notAllowed\"}", Refusal::Closed);
    assert!(told.contains("asks for a browser ticket: an anti-robot gate, left alone"), "{told}");
    check(400, "{\"error\":\"badParameter\"}", Refusal::Ours);
    check(403, "", Refusal::Closed);
    check(404, "", Refusal::Gone);
    check(429, "", Refusal::TooFast);
    check(500, "oops", Refusal::Trouble);
    let captcha = walk(&krem(), None, &|_| (200, "<div class=\"g-recaptcha\"></div>".to_owned()));
    assert_eq!(captcha.error.unwrap().code(), "blocked: captcha");
}

#[test]
fn another_form_has_a_name() {
    let check = |body: &str| {
        let done = walk(&krem(), None, &|_| (200, body.to_owned()));
        assert!(done.cursor().is_none());
        done.error.unwrap()
    };
    for (body, code) in [
        ("", "parse: empty"),
        ("[{\"id\":1", "parse: other"),
        ("null", "parse: drift"),
        ("17", "parse: drift"),
        ("<html><body>Ведутся работы</body></html>", "parse: html"),
    ] {
        assert_eq!(check(body).code(), code, "{body}");
    }
    let wrapped = check("{\"content\":[{\"id\":1}],\"totalPages\":3}");
    assert_eq!(
        wrapped.to_string(),
        "not the known form of answer: an array of documents was expected, an object with content, totalPages came"
    );
    let renamed = check("[{\"documentId\":1,\"heading\":\"x\"}]");
    assert!(renamed.to_string().contains("an object with documentId, heading"), "{renamed}");
}

#[test]
fn addresses_of_something_else_are_refused_with_the_form_they_should_have() {
    for url in [
        "https://www.gov.kz/",
        "https://www.gov.kz/memleket/entities",
        "https://www.gov.kz/memleket/entities/krem/about",
        "https://www.gov.kz/memleket/entities/..%2F/documents",
    ] {
        assert!(
            unfit(&source(SourceKind::Govkz, Kind::Notice, url), None).contains("/entities/BODY/documents"),
            "{url}"
        );
    }
    let news = source(
        SourceKind::Govkz,
        Kind::Notice,
        "https://www.gov.kz/memleket/entities/krem/press/news/1?lang=ru",
    );
    assert!(unfit(&news, None).contains("gate against robots"));
}

#[test]
fn a_source_of_metadata_gives_no_text() {
    let source = Source { policy: Policy::MetadataOnly, ..krem() };
    assert!(walk(&source, None, &site(2)).walked.items.iter().all(|item| item.text.is_none()));
}
