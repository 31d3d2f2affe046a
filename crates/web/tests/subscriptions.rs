//! Subscriptions through the router: listed, shown as a digest of today, kept, changed, removed, and refused with the field named.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod stage;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use dauys_digest::Input;
use dauys_model::{Channel, Interface, Period, Source, SourceKind, Subscription, SubscriptionId};
use dauys_search::Index;
use dauys_store::Store;
use dauys_web::{Office, Readers};
use http_body_util::BodyExt;
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;
use tempfile::TempDir;
use tower::ServiceExt;

fn now() -> Timestamp {
    "2026-11-20T10:00:00+05:00".parse().unwrap()
}

struct World {
    router: Router,
    readers: Arc<stage::Kept>,
    _folder: TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Store::open(&folder.path().join("dauys.db")).unwrap();
        Index::create(&folder.path().join("index")).unwrap();
        let readers = stage::Kept::of(vec![Subscription {
            to: Some(Channel::Mail { to: "deputy.secret@example.kz".into() }),
            ..Subscription::new(SubscriptionId::new("ru").unwrap(), "О чём говорят <b>", Interface::Russian)
        }]);
        let digest = |_: &Store, to: &Subscription, period: Period, day: Date, now: Timestamp| {
            Ok(dauys_digest::build(Input {
                period,
                from: period.around(day).0,
                until: now,
                ..Input::new(to.id.clone(), to.title.clone(), to.language, day)
            }))
        };
        let mut source = Source::new(stage::source(), "Дала", SourceKind::Feed, None);
        source.collections = vec!["youth".into()];
        let office = Office {
            sources: vec![source],
            readers: readers.clone(),
            digest: Arc::new(digest),
            ..stage::office(folder.path(), now)
        };
        Self { router: dauys_web::router(office), readers, _folder: folder }
    }

    async fn asked(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, to.unwrap_or_default(), String::from_utf8(body.to_vec()).unwrap())
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path)
            .header(header::HOST, "localhost")
            .header("accept-language", "en")
            .body(Body::empty());
        let (status, _, page) = self.asked(request.unwrap()).await;
        (status, page)
    }

    async fn post(&self, path: &str, body: &str) -> (StatusCode, String, String) {
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, "http://localhost")
            .header("accept-language", "en")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.asked(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    fn seen(&self) -> String {
        self.readers.all().unwrap().fingerprint
    }
}

const FIELDS: &str = "title=Youth&id=youth&language=en&quotes=any&region=350000000&category=hcs&committee=committee-social\
    &collection=youth&urgency=all&period=week&day=mon&hour=09:30&holidays=skip&quiet_days=nothing&format=pdf&channel=folder\
    &to=out/youth&review=yes";

#[tokio::test]
async fn a_subscription_is_shown_kept_changed_and_removed() {
    let world = World::new();
    let (status, form) = world.get("/subscriptions/new").await;
    assert_eq!(status, StatusCode::OK);
    assert!(form.contains("Social Committee") && form.contains("value=\"youth\""), "{form}");
    let (status, _, shown) = world.post("/subscriptions/new", &format!("do=preview&{FIELDS}")).await;
    assert_eq!(status, StatusCode::OK, "{shown}");
    assert!(shown.contains("id=\"previewed\"") && shown.contains("<h2>Youth</h2>"));
    assert_eq!(world.readers.0.lock().unwrap().len(), 1, "a digest of today keeps nothing");
    let body = format!("do=save&seen={}&{FIELDS}", world.seen());
    let (status, to, _) = world.post("/subscriptions/new", &body).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/subscriptions?done=kept"));
    let kept = world.readers.0.lock().unwrap()[1].clone();
    assert_eq!((kept.period, kept.regions.len(), kept.review), (Period::Week, 1, Some(true)));
    let (_, list) = world.get("/subscriptions").await;
    for said in
        ["Karaganda Region", "Social Committee", "week; Mo; from 09:30", "folder; PDF; an editor reviews"]
    {
        assert!(list.contains(said), "{said}: {list}");
    }
    let (_, form) = world.get("/subscriptions/youth").await;
    assert!(form.contains("value=\"out/youth\"") && form.contains("value=\"09:30\""), "{form}");
    let body = format!("do=save&seen={}&{}", world.seen(), FIELDS.replace("title=Youth", "title=Young"));
    assert_eq!(world.post("/subscriptions/youth", &body).await.0, StatusCode::SEE_OTHER);
    assert_eq!(world.readers.0.lock().unwrap()[1].title, "Young");
    let (_, question) = world.get("/subscriptions/youth/remove").await;
    assert!(question.contains("Young"));
    let (status, to, _) = world.post("/subscriptions/youth/remove", &format!("seen={}", world.seen())).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/subscriptions?done=removed"));
    assert_eq!(world.get("/subscriptions/youth").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_cannot_be_meant_is_told_beside_its_field() {
    let world = World::new();
    for (name, value, field) in [
        ("id", "a/b", "id"),
        ("id", "ru", "id"),
        ("title", "", "title"),
        ("title", "told elsewhere", "title"),
        ("language", "de", "language"),
        ("region", "1", "region"),
        ("place", "<script>", "place"),
        ("category", "nothing", "category"),
        ("committee", "nobody", "committee"),
        ("collection", "nobody", "collection"),
        ("topic", "tnowhere", "topic"),
        ("search", "never", "search"),
        ("day", "someday", "day"),
        ("hour", "99:99", "hour"),
        ("to", "../../etc", "to"),
        ("format", "gif", "format"),
    ] {
        let rest: Vec<&str> =
            FIELDS.split('&').map(str::trim).filter(|pair| !pair.starts_with(&format!("{name}="))).collect();
        let body = format!("do=save&seen={}&{}&{name}={value}", world.seen(), rest.join("&"));
        let (status, _, page) = world.post("/subscriptions/new", &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        assert!(page.contains(&format!("href=\"#field-{field}\"")), "{name}={value}: {page}");
        assert!(page.contains(&format!("id=\"fault-{field}\"")), "{name}={value}");
        assert!(page.contains(&format!("id=\"field-{field}\"")), "{name}={value}");
        assert!(!page.contains("<script>") || page.matches("<script").count() == 1, "{name}={value}");
    }
    assert_eq!(world.readers.0.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_is_written_over_what_somebody_else_changed() {
    let world = World::new();
    let (status, _, page) = world.post("/subscriptions/new", &format!("do=save&seen=old&{FIELDS}")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Somebody else changed") && page.contains("value=\"Youth\""), "{page}");
    assert!(page.contains(&world.seen()), "to save once more is to have seen it");
    assert_eq!(world.post("/subscriptions/ru/remove", "seen=old").await.0, StatusCode::CONFLICT);
    assert_eq!(world.readers.0.lock().unwrap().len(), 1);
    let foreign = Request::post("/subscriptions/new")
        .header(header::HOST, "localhost")
        .header(header::ORIGIN, "http://elsewhere.example");
    let body = Body::from(format!("do=save&seen={}&{FIELDS}", world.seen()));
    assert_eq!(world.asked(foreign.body(body).unwrap()).await.0, StatusCode::FORBIDDEN);
    assert_eq!(world.readers.0.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn the_address_of_a_reader_stands_in_its_form_alone() {
    let world = World::new();
    assert!(world.get("/subscriptions/ru").await.1.contains("deputy.secret@example.kz"));
    for path in [
        "/subscriptions",
        "/subscriptions/ru/remove",
        "/digests",
        "/digests/2026-11-19/ru",
        "/api/v1/digests",
        "/api/v1/subscriptions",
        "/api/v1/editions",
        "/api/v1/digests/2026-11-19/ru",
    ] {
        let (status, page) = world.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {page}");
        assert!(!page.contains("deputy.secret"), "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_form_brings_the_page_down(fields in proptest::collection::vec(
        (prop_oneof![Just("title"), Just("id"), Just("region"), Just("place"), Just("category"), Just("topic"), Just("hour"),
            Just("day"), Just("format"), Just("channel"), Just("to"), Just("search"), Just("seen"), Just("do")], "\\PC{0,40}"),
        0..12,
    )) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let world = World::new();
            let mut body = url::form_urlencoded::Serializer::new(String::new());
            for (name, value) in &fields {
                body.append_pair(name, value);
            }
            let (status, _, page) = world.post("/subscriptions/new", &body.finish()).await;
            assert!(!status.is_server_error(), "{status}: {page}");
        });
    }
}
