//! The triage page over two invented texts: marks are set and taken back by forms, nobody else sets them, and nothing a text holds runs.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod stage;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use dauys_model::{ItemId, Mark, PostId};
use dauys_store::Store;
use http_body_util::BodyExt;
use jiff::Timestamp;
use tempfile::TempDir;
use tower::ServiceExt;

const HOSTILE: &str = "Су жоқ <script>alert(1)</script> \u{202e}кері\" onmouseover=\"x";

fn now() -> Timestamp {
    "2026-11-20T12:00:00+05:00".parse().unwrap()
}

fn fill(store: &mut Store) {
    let check = stage::check(now(), ["1", "2"].map(|key| stage::announcement(key, HOSTILE, now())).into());
    store.save_check(&check).unwrap();
    let unread = store.unread(ItemId(0), 10).unwrap();
    let read = |unread| stage::read(unread, |_| {});
    store.save_readings(&unread.into_iter().map(read).collect::<Vec<_>>()).unwrap();
}

struct Installation {
    pages: Router,
    folder: TempDir,
}

impl Installation {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office = stage::office(folder.path(), now);
        fill(&mut Store::open(&office.database).unwrap());
        Self { pages: dauys_web::router(office), folder }
    }

    fn mark(&self, post: i64) -> Option<Mark> {
        let store = Store::open(&self.folder.path().join("dauys.db")).unwrap();
        store.mark(PostId(post)).unwrap().map(|(mark, _)| mark)
    }

    async fn page(&self, address: &str) -> (StatusCode, String) {
        let request = Request::get(address).header("host", "localhost").body(Body::empty()).unwrap();
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn send(&self, form: &str, origin: &str) -> (StatusCode, String) {
        let request = Request::post("/triage")
            .header("host", "localhost")
            .header("origin", origin)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()))
            .unwrap();
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let to = response.headers().get("location").map_or("", |to| to.to_str().unwrap()).to_owned();
        (response.status(), to)
    }
}

#[tokio::test]
async fn marks_are_set_and_taken_back_without_a_script() {
    let installation = Installation::new();
    let (status, page) = installation.page("/triage?lang=ru").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Ждут 2 текста.") && page.contains("Отмечено 0 текстов."));
    for mark in Mark::ALL {
        assert!(page.contains(&format!("value=\"{}\"", mark.code())), "{mark}");
    }
    for never in ["<script>alert", "onmouseover=\"x", "Дала <b>", " style=\"", "\u{202e}"] {
        assert!(!page.contains(never), "{never}");
    }
    let (status, to) = installation.send("post=2&mark=complaint&after=", "http://localhost").await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/triage?marked=2"));
    assert_eq!(installation.mark(2), Some(Mark::Complaint));
    let (_, page) = installation.page(&format!("{to}&lang=kk")).await;
    assert!(page.contains("2-мәтін белгіленді: Шағым.") && page.contains("1 мәтін күтіп тұр."));
    let (_, to) = installation.send("post=2&mark=none&after=", "http://localhost").await;
    assert_eq!(installation.mark(2), None);
    let (_, page) = installation.page(&format!("{to}&lang=en")).await;
    assert!(page.contains("The mark of text 2 is taken back.") && page.contains("2 texts wait."));
}

#[tokio::test]
async fn nobody_else_sets_a_mark_and_nonsense_is_told() {
    let installation = Installation::new();
    let (status, _) = installation.send("post=1&mark=news", "http://evil.example").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    for (form, expected) in [
        ("post=1&mark=evil", StatusCode::BAD_REQUEST),
        ("post=99&mark=news", StatusCode::NOT_FOUND),
        ("post=99&mark=none", StatusCode::NOT_FOUND),
        ("post=1&mark=news&after=x", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(installation.send(form, "http://localhost").await.0, expected, "{form}");
    }
    assert!(installation.send("post=x&mark=news", "http://localhost").await.0.is_client_error());
    assert_eq!(installation.mark(1), None);
    for address in ["/triage?after=x", "/triage?marked=x"] {
        assert_eq!(installation.page(address).await.0, StatusCode::BAD_REQUEST, "{address}");
    }
    assert_eq!(installation.page("/triage?after=99").await.0, StatusCode::OK);
}
