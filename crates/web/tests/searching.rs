//! The search and post pages over a small invented store and index: what they say, in which language, and that neither a
//! text nor an address brings them down.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod stage;

use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use dauys_model::{ItemId, Language, Role, Source, SourceKind, TopicId};
use dauys_search::{Change, Entry, Index};
use dauys_store::{Announcement, Grouping, Reading, Store};
use dauys_web::Office;
use http_body_util::BodyExt;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use tempfile::TempDir;
use tower::ServiceExt;

const DAY: Date = date(2026, 11, 20);
/// What a text may hold, and no page may run or be disturbed by.
const HOSTILE: &str = "Су жоқ <script>alert(1)</script> \u{202e}кері\u{0}\u{7} \" onmouseover=\"x";

fn at(hour: i64) -> Timestamp {
    "2026-11-20T00:00:00+05:00".parse::<Timestamp>().unwrap() + hour.hours()
}

fn texts() -> Vec<(&'static str, String, Language)> {
    vec![
        ("", HOSTILE.to_owned(), Language::Kazakh),
        ("Третий день нет воды", "В домах нет холодной воды, жители ждут.".into(), Language::Russian),
        ("Третий день нет воды", "В домах нет холодной воды, жители ждут.".into(), Language::Russian),
        ("", format!("Су жоқ з{}", "\u{336}".repeat(300_000)), Language::Kazakh),
        ("", format!("Воды нет {}", "ы".repeat(500_000)), Language::Russian),
        ("Мектепте жылу жоқ", "Балалар тоңып отыр.".into(), Language::Kazakh),
    ]
}

fn fill(store: &mut Store, index: &mut Index) {
    let announcements = (1_u8..).zip(texts()).map(|(key, (title, text, _))| Announcement {
        title: title.into(),
        ..stage::announcement(&key.to_string(), &text, at(i64::from(key)))
    });
    let mut check = stage::check(at(12), announcements.collect());
    check.after.next_check_at = Some(at(13));
    store.save_check(&check).unwrap();
    let read = |(unread, (_, _, language)): (dauys_store::Unread, (&str, String, Language))| {
        stage::read(unread, |post| {
            post.language = language;
            post.iso = language.code().into();
            post.places = vec!["351010000".parse().unwrap()];
        })
    };
    let readings: Vec<Reading> =
        store.unread(ItemId(0), 100).unwrap().into_iter().zip(texts()).map(read).collect();
    store.save_readings(&readings).unwrap();
    let dirty = store.dirty().unwrap().unwrap();
    let grouped = store.texts_of(DAY).unwrap();
    let grouping = |(at, text): (usize, &dauys_store::GroupText)| Grouping {
        strand: None,
        post: text.id,
        duplicate_of: (at == 2).then(|| grouped[1].id),
        topic: None,
        role: if at == 2 { Role::Echo } else { Role::Voice },
    };
    let groupings = grouped.iter().enumerate().map(grouping).collect();
    store.save_groupings(&dirty, &[(DAY, groupings)], &[]).unwrap();
    let mut stored = Vec::new();
    store
        .each_post::<dauys_store::Error>(&dauys_store::Filter::default(), |post| {
            stored.push(post);
            Ok(())
        })
        .unwrap();
    let changes = stored.iter().map(|stored| {
        Change::Put(Entry { post: &stored.post, duplicate_of: stored.duplicate_of, topic: None::<&TopicId> })
    });
    index.apply(changes, store.last_change().unwrap()).unwrap();
}

fn office(folder: &TempDir) -> Office {
    let office = Office {
        sources: vec![Source::new(stage::source(), "Дала <b>", SourceKind::Feed, None)],
        ..stage::office(folder.path(), || at(20))
    };
    fill(&mut Store::open(&office.database).unwrap(), &mut Index::open(&office.index).unwrap());
    office
}

fn pages() -> &'static Router {
    static PAGES: LazyLock<(Router, TempDir)> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        (dauys_web::router(office(&folder)), folder)
    });
    &PAGES.0
}

fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap());
    &RUNTIME
}

fn answer(request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    runtime().block_on(async {
        let response = pages().clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
    })
}

fn get(address: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(address).header("host", "localhost");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    answer(request.body(Body::empty()).unwrap())
}

/// A page that must be there; none may hold what a text would run, nor anything inline.
fn seen(address: &str) -> String {
    let (status, headers, body) = get(address, &[]);
    assert_eq!(status, StatusCode::OK, "{address}");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    for never in ["<script>", "onmouseover=\"x", "Дала <b>", " style=\"", "\u{202e}", "\u{0}", "\u{7}"] {
        assert!(!body.contains(never), "{address}: {never:?}");
    }
    assert!(body.len() < 400_000, "{address}: {} bytes", body.len());
    body.replace('\u{a0}', " ")
}

const WATER: &str = "%D0%B2%D0%BE%D0%B4%D0%B0";

#[test]
fn found_texts_are_counted_as_voices_and_reprints() {
    let page = seen(&format!("/search?q={WATER}&lang=ru&expand=0"));
    assert!(page.contains("3 текста"), "{page}");
    assert!(page.contains("= 2 голоса + 1 перепечатка"));
    assert!(page.contains("<mark>воды</mark>"), "the inflected form is marked");
    assert!(page.contains("ещё 1 перепечатка"));
    assert_eq!(page.matches("data-entry").count(), 2);
    let apart = seen(&format!("/search?q={WATER}&lang=kk&expand=0&fold=0"));
    assert_eq!(apart.matches("data-entry").count(), 3);
    assert!(apart.contains("3 мәтін") && apart.contains("= 2 дауыс + 1 көшірме"));
}

#[test]
fn every_filter_stands_in_the_address_and_can_be_taken_away() {
    let page = seen("/search?language=kk&kind=comment&from=2026-11-19&to=2026-11-21&lang=en");
    assert_eq!(page.matches("data-entry").count(), 3);
    assert!(page.contains("/search?from=2026-11-19&#38;to=2026-11-21&#38;language=kk\""), "without the kind");
    assert!(page.contains("name=\"from\" value=\"2026-11-19\""));
    // An alert looks at what is new by itself.
    assert!(page.contains("/saved/new?q=lang%3Akk+kind%3Acomment&#38;expand=1"), "{page}");
    assert!(page.contains("aria-current=\"true\""));
}

#[test]
fn the_reader_chooses_the_language() {
    let language = |headers: &[(&str, &str)], address: &str| {
        let (_, found, page) = get(address, headers);
        assert!(page.contains(&format!("<html lang=\"{}\"", found["content-language"].to_str().unwrap())));
        found["content-language"].to_str().unwrap().to_owned()
    };
    assert_eq!(language(&[], "/"), "ru");
    assert_eq!(language(&[("accept-language", "de, kk-KZ;q=0.8, ru;q=0.5")], "/"), "kk");
    assert_eq!(language(&[("accept-language", "en"), ("cookie", "theme=dark; lang=kk")], "/"), "kk");
    assert_eq!(language(&[("cookie", "lang=kk")], "/?lang=en"), "en");
    assert_eq!(language(&[("cookie", "lang=xx"), ("accept-language", ";;q=,,")], "/"), "ru");
    let (_, headers, _) = get("/?lang=en", &[]);
    assert!(headers["set-cookie"].to_str().unwrap().starts_with("lang=en; Path=/"));
    let (_, _, dark) = get("/", &[("cookie", "theme=dark")]);
    assert!(dark.contains("data-theme=\"dark\""));
}

#[test]
fn hostile_texts_stay_in_their_box() {
    for id in 1..=6 {
        let page = seen(&format!("/posts/{id}?q={WATER}&lang=ru"));
        assert!(page.contains("dir=\"auto\""));
    }
    let page = seen("/posts/1?lang=kk");
    assert!(page.contains("&#60;script&#62;alert(1)&#60;/script&#62;"), "it is shown as it is");
    assert!(seen("/posts/4").matches('\u{336}').count() <= 12, "marks on a letter are few");
    let (_, _, page) = get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E&lang=ru", &[]);
    assert!(!page.contains("<script>alert"));
}

#[test]
fn what_cannot_be_read_is_said_in_words() {
    for (address, said) in [
        ("/search?q=%22%D0%BD%D0%B5%D1%82&lang=ru", "кавычка не закрыта"),
        ("/search?region=nowhere&lang=ru", "nowhere"),
        ("/search?kind=rumour&lang=en", "rumour"),
        ("/search?from=2026-13-40&lang=ru", "2026-13-40"),
        ("/search?q=%D0%B2%D0%BE%D0%B4%D0%B0&after=zzz&lang=ru", "after"),
        ("/search?q=%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2&lang=ru", "Людей здесь не ищут"),
    ] {
        let (status, _, page) = get(address, &[]);
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}");
        assert!(page.contains(said), "{address}: {said}");
    }
    let (_, _, page) = get("/search?q=%D1%81%D1%83%20%22%D0%BD%D0%B5%D1%82&lang=ru", &[]);
    assert!(page.contains("<mark class=\"fault\">"), "the character is pointed at");
    for address in ["/nowhere", "/posts/0", "/posts/x", "/posts/99999999999999999999", "/assets/style.css"] {
        assert_eq!(get(address, &[]).0, StatusCode::NOT_FOUND, "{address}");
    }
    let long = format!("/search?q={}", "a".repeat(20_000));
    assert_eq!(get(&long, &[]).0, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn other_sites_and_other_names_are_refused() {
    let post = |headers: &[(&str, &str)]| {
        let request = Request::post("/theme").header("content-type", "application/x-www-form-urlencoded");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        answer(request.body(Body::from("theme=dark&back=/keys")).unwrap()).0
    };
    assert_eq!(post(&[("host", "localhost:8080")]), StatusCode::SEE_OTHER);
    let own = [("host", "localhost:8080"), ("origin", "http://localhost:8080")];
    assert_eq!(post(&own), StatusCode::SEE_OTHER);
    assert_eq!(post(&[("host", "localhost"), ("origin", "http://evil.example")]), StatusCode::FORBIDDEN);
    assert_eq!(post(&[("host", "localhost"), ("sec-fetch-site", "cross-site")]), StatusCode::FORBIDDEN);
    assert_eq!(post(&[("host", "localhost"), ("origin", "null")]), StatusCode::FORBIDDEN);
    assert_eq!(post(&[("host", "evil.example")]), StatusCode::FORBIDDEN);
    assert_eq!(post(&[]), StatusCode::FORBIDDEN);
}

#[test]
fn assets_are_kept_for_ever_and_pages_are_not() {
    let (_, headers, page) = get("/", &[]);
    assert_eq!(headers["cache-control"], "private, no-cache");
    let style = page.split("href=\"").find(|rest| rest.starts_with("/assets/style-")).unwrap();
    let (status, headers, _) = get(style.split('"').next().unwrap(), &[]);
    assert_eq!(status, StatusCode::OK);
    assert!(headers["cache-control"].to_str().unwrap().contains("immutable"));
    assert_eq!(headers["content-type"], "text/css; charset=utf-8");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_address_brings_a_page_down(
        names in prop::collection::vec("q|from|to|language|region|category|source|kind|topic|sort|words|expand|fold|after|lang|[a-z]{0,5}", 0..6),
        values in prop::collection::vec("\\PC{0,30}|[\"()*:~-]{0,8}|su|20[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{9}", 6),
        raw in "(%[0-9A-F]{2}|[!-~&&[^#]]){0,30}",
    ) {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(names.iter().zip(&values));
        for address in [format!("/search?{}", query.finish()), format!("/search?q={raw}"), format!("/posts/2?{raw}")] {
            let Ok(request) = Request::get(&address).header("host", "localhost").body(Body::empty()) else {
                continue;
            };
            let (status, headers, body) = answer(request);
            prop_assert!(!status.is_server_error(), "{address}: {status}");
            prop_assert!(headers.contains_key("content-security-policy"));
            prop_assert!(!body.contains("<script>"), "{address}");
        }
    }
}
