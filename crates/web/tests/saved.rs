//! Saved searches through the router: one form from a query to an alert, its dry run, its notices, its removal.

#![expect(clippy::unwrap_used, reason = "a failing test should say where")]

mod stage;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use dauys_model::{News, SavedSearch, SearchId, Told};
use dauys_search::Index;
use dauys_store::{LookedAt, NoticeFilter, Store};
use dauys_web::{Office, router};
use http_body_util::BodyExt;
use jiff::Timestamp;
use tower::ServiceExt;

const NOW: &str = "2026-11-22T14:30:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// An installation with an empty index.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Store::open(&folder.path().join("dauys.db")).unwrap();
        Index::create(&folder.path().join("index")).unwrap();
        Self(folder)
    }

    fn store(&self) -> Store {
        Store::open(&self.0.path().join("dauys.db")).unwrap()
    }

    fn office(&self) -> Office {
        stage::office(self.0.path(), now)
    }

    async fn asked(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let response = router(self.office()).oneshot(request).await.unwrap();
        let status = response.status();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, to.unwrap_or_default(), String::from_utf8(body.to_vec()).unwrap())
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header(header::HOST, "localhost").body(Body::empty()).unwrap();
        let (status, _, page) = self.asked(request).await;
        (status, page)
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String, String) {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, "http://localhost")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.asked(request.body(Body::from(body.extend_pairs(fields).finish())).unwrap()).await
    }

    fn only(&self) -> SavedSearch {
        let [search] = &self.store().searches().unwrap()[..] else { panic!("one search") };
        search.clone()
    }
}

const FIELDS: [(&str, &str); 10] = [
    ("name", "Су, Риддер"),
    ("query", "су жоқ region:Риддер"),
    ("expanded", "1"),
    ("trigger", "new"),
    ("at_least", "3"),
    ("schedule", "at"),
    ("hour", "8"),
    ("day", "mon"),
    ("day", "fri"),
    ("quiet_from", "22"),
];

fn with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields = FIELDS.to_vec();
    fields.retain(|(other, _)| *other != name);
    fields.push((name, value));
    fields
}

#[tokio::test]
async fn a_query_becomes_an_alert_by_one_form() {
    let place = Place::new();
    let (status, page) = place.get("/saved").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Сохранённых поисков пока нет") && page.contains("/saved/new"), "{page}");
    let (_, page) = place.get("/saved/new?q=%22%D1%81%D1%83%22%3Cb%3E").await;
    assert!(page.contains("&#34;су&#34;&#60;b&#62;"), "the query comes along, escaped: {page}");

    let (status, _, page) = place.post("/saved/new", &with("do", "try")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("не сообщил бы ни разу") && page.contains("су жоқ region:Риддер"), "{page}");
    assert!(place.store().searches().unwrap().is_empty(), "a dry run keeps nothing");

    let (status, to, _) = place.post("/saved/new", &with("do", "save")).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/saved/1"));
    let draft = place.only().draft;
    assert_eq!((draft.name.as_str(), draft.query.as_str()), ("Су, Риддер", "су жоқ region:Риддер"));
    let alert = draft.alert.unwrap();
    assert_eq!((alert.trigger.to_string().as_str(), alert.quiet), ("new:3", None));
    let (_, page) = place.get("/saved?lang=kk").await;
    assert!(page.contains("Су, Риддер") && page.contains("кемінде 3 жаңа дауыс · дс, жм, 08:00"), "{page}");
}

#[tokio::test]
async fn what_cannot_be_kept_comes_back_as_it_was_typed() {
    let place = Place::new();
    for (fields, told) in [
        (with("name", " "), "Напишите название"),
        (with("query", ""), "Напишите запрос"),
        (with("at_least", "0"), "от 1 до 100"),
        (with("day", ""), "хотя бы один день"),
        (with("query", "су (жоқ"), "Запрос не читается"),
        (with("query", "Нұрлан Ахметов"), dauys_text::person::Refused::Name.ru()),
        (with("name", "Нұрлан Ахметов"), dauys_text::person::Refused::Name.ru()),
    ] {
        let mut fields = fields;
        fields.push(("do", "save"));
        let (status, _, page) = place.post("/saved/new", &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(page.contains(told), "no `{told}` in {page}");
    }
    assert!(place.store().searches().unwrap().is_empty());
    place.post("/saved/new", &with("do", "save")).await;
    let (status, _, page) = place.post("/saved/new", &with("do", "save")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("с таким названием уже есть"), "{page}");
    // Bytes that are no form do no harm.
    let body = Body::from(&b"\xff=%zz&&query=%FF\0"[..]);
    let request = Request::post("/saved/new").header(header::HOST, "localhost");
    let (status, _, _) = place.asked(request.body(body).unwrap()).await;
    assert!(status.is_client_error(), "{status}");
}

#[tokio::test]
async fn another_site_keeps_nothing_here() {
    let place = Place::new();
    let request = Request::post("/saved/new")
        .header(header::HOST, "localhost")
        .header(header::ORIGIN, "https://evil.example");
    let (status, _, _) = place.asked(request.body(Body::from("name=a&query=b&do=save")).unwrap()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(place.store().searches().unwrap().is_empty());
}

#[tokio::test]
async fn notices_are_shown_and_marked() {
    let place = Place::new();
    place.post("/saved/new", &with("do", "save")).await;
    let since = "2026-11-21T03:00:00Z".parse().unwrap();
    let told = |voices| Told {
        at: now(),
        news: News::New { voices, since, doubled: false },
        posts: vec![dauys_model::PostId(1)],
    };
    let look = LookedAt { at: now(), standing: place.only().standing, told: vec![told(3), told(21)] };
    assert!(place.store().save_look(&place.only(), &look).unwrap());
    let (_, page) = place.get("/saved").await;
    let page = page.replace('\u{a0}', " ");
    assert!(page.contains("3 новых голоса с 21 ноября, 08:00"), "{page}");
    assert!(page.contains("21 новый голос") && page.contains("2 новых уведомления"), "{page}");

    let notice = place.store().notices(&NoticeFilter::default()).unwrap()[0].id.to_string();
    let (status, to, _) = place.post("/saved/seen", &[("notice", &notice)]).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/saved"));
    assert_eq!(place.store().unseen_notices().unwrap(), 1);
    let (status, _, _) = place.post("/saved/seen", &[("notice", "one")]).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    place.post("/saved/seen", &[]).await;
    assert_eq!(place.store().unseen_notices().unwrap(), 0);
}

#[tokio::test]
async fn a_search_is_changed_and_removed_after_a_question() {
    let place = Place::new();
    place.post("/saved/new", &with("do", "save")).await;
    let (_, page) = place.get("/saved/1").await;
    assert!(page.contains("value=\"Су, Риддер\"") && page.contains("action=\"/saved/1\""), "{page}");
    let mut fields = with("trigger", "none");
    fields.push(("do", "save"));
    assert_eq!(place.post("/saved/1", &fields).await.1, "/saved/1");
    assert_eq!(place.only().draft.alert, None);

    let (status, page) = place.get("/saved/1/remove?lang=kk").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("«Су, Риддер» іздеуін"), "{page}");
    assert_eq!(place.only().id, SearchId(1), "a question removes nothing");
    let (status, to, _) = place.post("/saved/1/remove", &[]).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/saved"));
    assert!(place.store().searches().unwrap().is_empty());
    for path in ["/saved/1", "/saved/1/remove", "/saved/99999999999999999999", "/saved/x"] {
        let (status, _) = place.get(path).await;
        assert!(status.is_client_error(), "{path}: {status}");
    }
    assert_eq!(place.post("/saved/1/remove", &[]).await.0, StatusCode::NOT_FOUND);
}
