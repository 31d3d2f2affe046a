//! Editions through the router: found in the archive, shown as they were made, given as files and feeds, reviewed; and answers due.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod stage;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use dauys_digest::{DayTopic, Digest, Input, Quote, Tally};
use dauys_model::{
    Confirmation, DayCount, DueId, EditionId, EditionKey, Interface, Kind, Language, Period, PostId,
    ReviewAct, Subscription, SubscriptionId, TopicId, Trend,
};
use dauys_search::Index;
use dauys_store::{EditionState, NewEdition, Store, ToldTopic};
use dauys_web::Office;
use http_body_util::BodyExt;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use tempfile::TempDir;
use tower::ServiceExt;

const DAY: Date = date(2026, 11, 19);
const TOPIC: &str = "tqaraqan1234";

fn now() -> Timestamp {
    "2026-11-20T10:00:00+05:00".parse().unwrap()
}

fn id() -> SubscriptionId {
    SubscriptionId::new("ru").unwrap()
}

/// A digest with one topic, whose quote is what no page may run.
fn digest(title: &str, period: Period, day: Date) -> Digest {
    let post = PostId(7);
    let topic = DayTopic {
        id: TopicId(TOPIC.into()),
        trend: Trend::Growing,
        matter: "Вода".into(),
        group: "ЖКХ".into(),
        place: None,
        first_at: now(),
        last_at: now(),
        days: vec![DayCount { day, voices: 6, texts: 8 }],
        today: Tally { voices: 6, texts: 8 },
        all: Tally { voices: 6, texts: 8 },
        echo: 2,
        sources: vec!["Дала <b>".into()],
        urgent: false,
        quotes: vec![Quote {
            post,
            text: "Третий день нет воды <script>alert(1)</script>".into(),
            language: Language::Russian,
            kind: Kind::Comment,
            source: "Дала <b>".into(),
            url: Some("https://dala.example/7".parse().unwrap()),
            published_at: now(),
        }],
        terms: vec!["вод".into()],
        phrase: None,
        responsible: vec!["акимат".into()],
        confirmation: Confirmation::Partly,
        norms: Vec::new(),
        languages: [0, 8, 0],
        posts: (1..=8).map(PostId).collect(),
    };
    dauys_digest::build(Input {
        period,
        from: period.around(day).0,
        until: now(),
        topics: vec![topic],
        ..Input::new(id(), title, Interface::Russian, day)
    })
}

struct World {
    router: Router,
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Store::open(&folder.path().join("dauys.db")).unwrap();
        Index::create(&folder.path().join("index")).unwrap();
        let made = |_: &Store, _: &Subscription, period: Period, day: Date, _: Timestamp| {
            Ok(digest("Собрано сейчас", period, day))
        };
        let office = Office {
            readers: stage::Kept::of(vec![Subscription::new(id(), "О чём говорят", Interface::Russian)]),
            digest: Arc::new(made),
            ..stage::office(folder.path(), now)
        };
        Self { router: dauys_web::router(office), folder }
    }

    fn store(&self) -> Store {
        Store::open(&self.folder.path().join("dauys.db")).unwrap()
    }

    /// Keeps an edition of a day.
    fn keep(&self, day: Date, approved: bool) -> EditionId {
        let digest = digest("Как отправлено", Period::Day, day);
        let told = ToldTopic {
            topic: TopicId(TOPIC.into()),
            trend: Trend::Growing,
            voices: 6,
            title: "Вода".into(),
        };
        let new = NewEdition {
            key: &EditionKey { subscription: id(), period: Period::Day, day },
            made_at: now(),
            until: now(),
            title: &digest.title,
            language: Interface::Russian,
            json: &dauys_digest::json(&digest),
            told: &[told],
            posts: &[],
            words: &dauys_text::topic_terms(&dauys_text::words("Нет воды, Каражал", None)).join(" "),
            quiet: false,
        };
        self.store().keep_edition(&new, approved).unwrap().unwrap()
    }

    async fn asked(&self, request: Request<Body>) -> (StatusCode, String, String, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let header = |name: header::HeaderName| {
            response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        let (to, kind) = (header(header::LOCATION), header(header::CONTENT_TYPE));
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, to, kind, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn get(&self, path: &str) -> (StatusCode, String, String) {
        let request = Request::get(path).header(header::HOST, "localhost").header("accept-language", "en");
        let (status, _, kind, page) = self.asked(request.body(Body::empty()).unwrap()).await;
        (status, kind, page)
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String, String) {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, "http://localhost")
            .header("accept-language", "en")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = Body::from(body.extend_pairs(fields).finish());
        let (status, to, _, page) = self.asked(request.body(body).unwrap()).await;
        (status, to, page)
    }
}

#[tokio::test]
async fn an_edition_is_shown_as_it_was_made_and_other_days_are_made_anew() {
    let world = World::new();
    world.keep(DAY, true);
    let (status, _, page) = world.get("/digests/2026-11-19/ru").await;
    assert_eq!(status, StatusCode::OK, "{page}");
    for said in ["Как отправлено", "This is the edition made", "State: approved", "Частично", "№ 7"]
    {
        assert!(page.to_lowercase().contains(&said.to_lowercase()), "{said}: {page}");
    }
    assert!(page.contains("&lt;script&gt;") || page.contains("&#60;script&#62;"), "{page}");
    assert!(page.contains("href=\"/posts/1\"") && page.contains("rests on"), "{page}");
    let (_, _, anew) = world.get("/digests/2026-11-19/ru?anew=1").await;
    assert!(anew.contains("Собрано сейчас") && anew.contains("the edition is kept as it was"), "{anew}");
    let (_, _, other) = world.get("/digests/2026-11-18/ru").await;
    assert!(
        other.contains("Собрано сейчас") && other.contains("There is no edition of this time"),
        "{other}"
    );
    let (_, kind, json) = world.get("/digests/2026-11-19/ru?as=json").await;
    assert!(kind.starts_with("application/json") && json.contains("Как отправлено"), "{kind}");
    let (_, kind, pdf) = world.get("/digests/2026-11-19/ru?as=pdf").await;
    assert_eq!((kind.as_str(), pdf.as_str()), ("application/pdf", "pdf of Как отправлено"));
    assert_eq!(world.get("/digests/2026-11-19/ru?as=exe").await.0, StatusCode::NOT_FOUND);
    let (_, _, api) = world.get("/api/v1/digests/2026-11-19/ru").await;
    assert!(api.contains("Как отправлено"), "{api}");
    let (status, _, week) = world.get("/digests/2026-11-19/ru?period=week").await;
    assert_eq!(status, StatusCode::OK);
    assert!(week.contains("datetime=\"2026-11-22\""), "a week is called by its last day: {week}");
}

#[tokio::test]
async fn the_archive_is_searched_and_narrowed() {
    let world = World::new();
    world.keep(DAY, true);
    world.keep(date(2025, 3, 1), false);
    let count = |page: &str| page.matches("<tr data-entry>").count();
    for (query, found) in [
        ("", 1),
        ("?month=2025-03", 1),
        ("?month=2025-04", 0),
        ("?subscription=ru", 2),
        ("?subscription=nobody", 0),
        ("?q=%D0%B2%D0%BE%D0%B4%D1%8B", 2),
        ("?q=%D0%B4%D0%BE%D1%80%D0%BE%D0%B3%D0%B8", 0),
        ("?q=%22%20OR%20*", 0),
        ("?state=draft", 1),
        ("?period=week", 0),
        ("?subscription=ru&page=9", 0),
    ] {
        let (status, _, page) = world.get(&format!("/digests{query}")).await;
        assert_eq!((status, count(&page)), (StatusCode::OK, found), "{query}: {page}");
    }
    for query in ["?state=lost", "?period=year", "?q=%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2"] {
        assert_eq!(world.get(&format!("/digests{query}")).await.0, StatusCode::BAD_REQUEST, "{query}");
    }
    let (_, _, json) = world.get("/api/v1/editions?limit=1").await;
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&answer["editions"][0]["day"], &answer["next"]), (&"2026-11-19".into(), &"1".into()));
    let (_, _, json) = world.get("/api/v1/editions?limit=1&after=1").await;
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&answer["editions"][0]["state"], &answer["next"]),
        (&"draft".into(), &serde_json::Value::Null)
    );
}

#[tokio::test]
async fn feeds_tell_of_what_was_approved_alone() {
    let world = World::new();
    world.keep(DAY, true);
    world.keep(date(2026, 11, 18), false);
    let (status, kind, atom) = world.get("/digests/ru/feed.atom").await;
    assert_eq!(status, StatusCode::OK);
    assert!(kind.starts_with("application/atom+xml"), "{kind}");
    assert_eq!(atom.matches("<entry>").count(), 1, "{atom}");
    assert!(atom.contains("http://localhost/digests/2026-11-19/ru") && !atom.contains("<script>"), "{atom}");
    let (_, kind, json) = world.get("/digests/ru/feed.json").await;
    let feed: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(kind.starts_with("application/feed+json"), "{kind}");
    assert_eq!(feed["items"].as_array().unwrap().len(), 1);
    let (_, kind, _) = world.get("/digests/ru/due.ics").await;
    assert!(kind.starts_with("text/calendar"), "{kind}");
    for file in ["feed.atom", "feed.json", "due.ics"] {
        assert_eq!(world.get(&format!("/digests/nobody/{file}")).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_editor_reviews_an_edition() {
    let world = World::new();
    let edition = world.keep(DAY, false);
    let path = format!("/review/{edition}");
    assert!(world.get("/review").await.2.contains(&format!("href=\"{path}\"")));
    let (_, _, page) = world.get(&path).await;
    assert!(page.contains("<option value=\"press\"") && page.contains("Nothing has been done yet"), "{page}");
    let drop = format!("drop:{TOPIC}");
    let note = format!("note:{TOPIC}");
    let sure = format!("sure:{TOPIC}");
    let acts: [&[(&str, &str)]; 5] = [
        &[("account", "press"), ("do", &note), (&note, " Ответ акимата — завтра <b> ")],
        &[("account", "press"), ("do", &sure), (&sure, "official")],
        &[("account", "editor"), ("do", &drop)],
        &[("account", "editor"), ("do", "hold")],
        &[("account", "editor"), ("do", "approve")],
    ];
    for act in acts {
        let (status, to, _) = world.post(&path, act).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{act:?}");
        assert!(to.ends_with("done=1"), "{act:?}: {to}");
    }
    let done = world.store().reviews(edition).unwrap();
    assert_eq!(
        done[0].act,
        ReviewAct::Annotate {
            topic: TopicId(TOPIC.into()), note: "Ответ акимата — завтра <b>".into()
        }
    );
    assert_eq!((done[4].by.as_str(), &done[4].act), ("editor", &ReviewAct::Approve));
    assert_eq!(world.store().edition_of(edition).unwrap().unwrap().state, EditionState::Approved);
    let (_, _, page) = world.get(&path).await;
    for said in ["left out", "official data", "Bring back", "<b>editor</b>"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("завтра <b>"), "{page}");
}

#[tokio::test]
async fn what_an_editor_cannot_do_is_told() {
    let world = World::new();
    let edition = world.keep(DAY, false);
    let path = format!("/review/{edition}");
    let long = "а".repeat(1_001);
    let note = format!("note:{TOPIC}");
    let sure = format!("sure:{TOPIC}");
    let wrong: [&[(&str, &str)]; 8] = [
        &[("do", "approve")],
        &[("account", "Иванов"), ("do", "approve")],
        &[("account", "editor")],
        &[("account", "editor"), ("do", "drop:tnowhere")],
        &[("account", "editor"), ("do", "burn")],
        &[("account", "editor"), ("do", "drop:")],
        &[("account", "editor"), ("do", &note), (&note, &long)],
        &[("account", "editor"), ("do", &sure), (&sure, "certainly")],
    ];
    for form in wrong {
        let (status, _, page) = world.post(&path, form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        assert!(page.contains("role=\"alert\""), "{form:?}: {page}");
    }
    assert!(world.store().reviews(edition).unwrap().is_empty());
    assert_eq!(world.get("/review/999").await.0, StatusCode::NOT_FOUND);
    assert_eq!(world.get("/review/x").await.0, StatusCode::BAD_REQUEST);
    let foreign = Request::post(&path)
        .header(header::HOST, "localhost")
        .header(header::ORIGIN, "http://elsewhere.example")
        .body(Body::from("account=editor&do=approve"));
    assert_eq!(world.asked(foreign.unwrap()).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn answers_due_are_noted_and_answered() {
    let world = World::new();
    let (status, to, _) =
        world.post("/due", &[("day", "2026-11-18"), ("what", "Ответ министерства <b>")]).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/due?done=1"));
    let (_, _, page) = world.get("/due").await;
    assert!(page.contains("overdue") && page.contains("Ответ министерства &#60;b&#62;"), "{page}");
    for form in [
        &[("day", "tomorrow"), ("what", "a")][..],
        &[("what", "a")],
        &[("day", "2026-11-18")],
        &[("day", "2026-11-18"), ("what", "a\nb")],
    ] {
        assert_eq!(world.post("/due", form).await.0, StatusCode::BAD_REQUEST, "{form:?}");
    }
    let nowhere = world.post("/topics/tnowhere/due", &[("day", "2026-11-18"), ("what", "a")]).await;
    assert_eq!(nowhere.0, StatusCode::NOT_FOUND);
    assert_eq!(world.post("/due/1/answered", &[]).await.0, StatusCode::SEE_OTHER);
    assert_eq!(world.post("/due/1/answered", &[]).await.0, StatusCode::BAD_REQUEST);
    let dues = world.store().dues(false).unwrap();
    assert_eq!((dues[0].id, dues[0].answered), (DueId(1), Some(date(2026, 11, 20))));
}
