//! The reading pages over a small invented store: what they say, and that no address brings them down.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod stage;

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use dauys_digest::{Input, Interface};
use dauys_model::{CategoryId, ItemId, Role, Source, SourceId, SourceKind, Topic, TopicId, VoiceKey};
use dauys_model::{Period, Subscription, SubscriptionId};
use dauys_store::{Announcement, Grouping, Reading, Store};
use dauys_web::Office;
use http_body_util::BodyExt;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use tempfile::TempDir;
use tower::ServiceExt;

const DAY: Date = date(2026, 11, 20);
const TOPIC: &str = "tqaraqan1234";
/// What a text may hold, and no page may run.
const HOSTILE: &str = "Қырағыда су жоқ <script>alert(1)</script> \u{202e}кері\" onmouseover=\"x";

fn at(hour: i64) -> Timestamp {
    "2026-11-20T00:00:00+05:00".parse::<Timestamp>().unwrap() + hour.hours()
}

fn announcement(key: u8, hour: i64) -> Announcement {
    Announcement {
        voice: Some(VoiceKey([key; 8])),
        ..stage::announcement(&key.to_string(), &format!("{HOSTILE} {key}"), at(hour))
    }
}

/// Eight comments of one day: six voices and two repeats of one topic.
fn fill(store: &mut Store) {
    let mut check = stage::check(at(12), (1..=8).map(|key| announcement(key, i64::from(key))).collect());
    check.after.next_check_at = Some(at(13));
    store.save_check(&check).unwrap();
    let readings: Vec<Reading> = store
        .unread(ItemId(0), 100)
        .unwrap()
        .into_iter()
        .map(|unread| stage::read(unread, |post| post.places = vec!["351010000".parse().unwrap()]))
        .collect();
    store.save_readings(&readings).unwrap();
    let dirty = store.dirty().unwrap().unwrap();
    let texts = store.texts_of(DAY).unwrap();
    let groupings = texts
        .iter()
        .enumerate()
        .map(|(index, text)| Grouping {
            strand: None,
            post: text.id,
            duplicate_of: (index > 5).then(|| texts[0].id),
            topic: Some(TopicId(TOPIC.into())),
            role: if index > 5 { Role::Echo } else { Role::Voice },
        })
        .collect();
    let topic = Topic {
        subject: None,
        id: TopicId(TOPIC.into()),
        category: CategoryId("hcs/water".into()),
        kato: Some("351010000".parse().unwrap()),
        place: None,
        first_at: at(1),
        last_at: at(8),
        days: Vec::new(),
        terms: vec!["су".into()],
        quotes: vec![texts[0].id],
        urgent: false,
    };
    store.save_groupings(&dirty, &[(DAY, groupings)], &[topic]).unwrap();
}

fn office(folder: &TempDir) -> Office {
    fill(&mut Store::open(&folder.path().join("dauys.db")).unwrap());
    let mut off = Source::new(SourceId::new("off").unwrap(), "Өшкен", SourceKind::Feed, None);
    off.off = Some("no selectors are known".into());
    let digest = |_: &Store, to: &Subscription, period: Period, day: Date, now: Timestamp| {
        Ok(dauys_digest::build(Input {
            period,
            from: period.around(day).0,
            until: now,
            since: now - 24.hours(),
            ..Input::new(to.id.clone(), format!("Для {}", to.id), to.language, day)
        }))
    };
    Office {
        sources: vec![Source::new(stage::source(), "Дала <b>", SourceKind::Feed, None), off],
        readers: stage::Kept::of(vec![Subscription::new(
            SubscriptionId::new("ru").unwrap(),
            "О чём говорят",
            Interface::Russian,
        )]),
        digest: Arc::new(digest),
        ..stage::office(folder.path(), || at(40))
    }
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

/// The status of an address and what it answers, with the value of a header.
fn asked(address: &str, header: &str) -> (StatusCode, String, String) {
    runtime().block_on(async {
        let request = Request::get(address).header("host", "localhost").body(Body::empty()).unwrap();
        let response = pages().clone().oneshot(request).await.unwrap();
        let status = response.status();
        let value = response.headers().get(header).map_or("", |value| value.to_str().unwrap()).to_owned();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap(), value)
    })
}

/// A page that must be there. No page may hold what a text would run.
fn seen(address: &str) -> String {
    let (status, body, policy) = asked(address, "content-security-policy");
    assert_eq!(status, StatusCode::OK, "{address}");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    for never in ["<script>alert", "onmouseover=\"x", "Дала <b>", " style=\"", "\u{202e}"] {
        assert!(!body.contains(never), "{address}: {never}");
    }
    body
}

#[test]
fn topics_are_listed_with_place_state_and_counts() {
    let page = seen("/topics?date=2026-11-20&lang=ru");
    for said in
        ["1 тема", "Новое", "6 голосов", "2 повтора", "Карагандинская область", "только 20&#160;ноября"]
    {
        assert!(page.replace('\u{a0}', "&#160;").contains(said), "{said}");
    }
    assert!(page.contains(&format!("/topics/{TOPIC}?date=2026-11-20")));
    assert!(page.contains("Карагандинская область: 6 голосов"), "the map tells the voices of a region");
    let next = seen("/topics?lang=ru");
    assert!(next.contains("Последний день с данными"), "a day without data names the last one");
}

#[test]
fn lists_are_narrowed_by_the_address() {
    for (filter, found) in [
        ("region=350000000", true),
        ("region=%D2%9A%D0%B0%D1%80%D0%B0%D2%93%D0%B0%D0%BD%D0%B4%D1%8B", true),
        ("region=750000000", false),
        ("category=hcs", true),
        ("category=hcs/water", true),
        ("state=new", true),
        ("state=quiet", false),
        ("urgent=1", false),
    ] {
        let page = seen(&format!("/topics?date=2026-11-20&lang=kk&{filter}"));
        assert_eq!(page.contains("data-entry"), found, "{filter}");
    }
    for bad in ["date=2026-13-40", "date=-009999-01-01", "region=nowhere", "category=what", "state=odd"] {
        let (status, page, _) = asked(&format!("/topics?lang=ru&{bad}"), "date");
        assert_eq!(status, StatusCode::BAD_REQUEST, "{bad}");
        assert!(page.contains("<strong>"), "{bad}: the page says what is wrong");
    }
}

#[test]
fn a_topic_shows_its_curve_its_quotes_and_its_posts() {
    let page = seen(&format!("/topics/{TOPIC}?lang=kk"));
    for said in ["8 мәтін = 6 дауыс + 2 қайталау", "Қарағанды", "<svg", "<caption", "/search?topic="]
    {
        assert!(page.contains(said) || said == "<caption", "{said}");
    }
    assert_eq!(page.matches("data-entry").count(), 8);
    assert!(page.contains("&#60;script&#62;"), "texts are shown as they are, escaped");
    let echo = seen(&format!("/topics/{TOPIC}?lang=kk&role=echo"));
    assert_eq!(echo.matches("data-entry").count(), 2);
    assert_eq!(asked("/topics/unknown", "date").0, StatusCode::NOT_FOUND);
    // Before it was first raised it is shown as it stands today.
    assert!(seen(&format!("/topics/{TOPIC}?lang=ru&date=2026-11-01")).contains("6 голосов"));
}

#[test]
fn the_archive_leads_to_digests_and_to_their_files() {
    let page = seen("/digests?lang=ru&month=2026-11");
    assert!(page.contains("/digests/2026-11-20/ru"));
    assert!(!page.contains("/digests/2026-11-19/ru"), "a day without data has no digest");
    assert!(seen("/digests/2026-11-20/ru?lang=ru").contains("Для ru"));
    for (form, kind) in
        [("html", "text/html"), ("md", "text/markdown"), ("json", "application/json"), ("txt", "text/plain")]
    {
        let (status, body, saved) =
            asked(&format!("/digests/2026-11-20/ru?as={form}"), "content-disposition");
        assert_eq!((status, body.is_empty()), (StatusCode::OK, false));
        assert_eq!(saved, format!("attachment; filename=\"digest-2026-11-20-ru.{form}\""));
        let kept = asked(&format!("/digests/2026-11-20/ru?as={form}"), "content-type").2;
        assert!(kept.starts_with(kind), "{kept}");
    }
    for missing in [
        "/digests/2026-11-20/nobody",
        "/digests/2031-01-01/ru",
        "/digests/today/ru",
        "/digests/2026-11-20/ru?as=exe",
    ] {
        assert_eq!(asked(missing, "date").0, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[test]
fn sources_say_how_they_fare_and_what_cannot_be_seen() {
    let page = seen("/sources?lang=ru");
    for said in [
        "2 источника",
        "работает",
        "отключён",
        "no selectors are known",
        "Instagram",
        "Telegram",
        "8 текстов",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(!seen("/sources?lang=ru&state=off").contains("/sources/dala\""));
    let one = seen("/sources/dala?lang=kk");
    assert!(one.contains("жаңа мәтін әкелді") && one.contains("қазақша (8)"), "{one}");
    assert_eq!(asked("/sources/nobody", "date").0, StatusCode::NOT_FOUND);
}

#[test]
fn the_method_is_told_in_every_language() {
    for language in ["kk", "ru", "en"] {
        for page in ["/about", "/about/query"] {
            let page = seen(&format!("{page}?lang={language}"));
            assert!(page.contains(&format!("<html lang=\"{language}\"")));
            assert_eq!(page.matches("<h1").count(), 1);
        }
    }
    assert!(seen("/about?lang=ru").contains("90 дней"));
    assert_eq!(asked("/about/keys", "location").2, "/keys");
}

fn paths() -> impl Strategy<Value = String> {
    let names = [
        "/topics",
        "/digests",
        "/sources",
        "/about",
        "/about/query",
        "/topics/tqaraqan1234",
        "/digests/2026-11-20/ru",
        "/sources/dala",
    ];
    prop_oneof![
        4 => prop::sample::select(names.map(str::to_owned).to_vec()),
        1 => "/(topics|sources|digests)/[a-zA-Z0-9%_.-]{0,12}(/[a-z0-9]{0,4})?",
        1 => "/digests/-?[0-9]{1,6}-[0-9]{1,2}-[0-9]{1,2}/ru",
    ]
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,12}",
        "-?[0-9]{1,22}",
        "-?[0-9]{1,6}-[0-9]{1,2}(-[0-9]{1,2})?",
        prop::sample::select(vec![
            "new",
            "voices",
            "growth",
            "newest",
            "echo",
            "hcs",
            "350000000",
            "working",
            "json",
            "1"
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is asked, the answer is a page or says what is wrong with the address.
    #[test]
    fn no_address_brings_a_page_down(
        path in paths(),
        given in prop::collection::vec(
            (prop::sample::select(vec!["date", "region", "category", "state", "sort", "urgent", "all", "page", "role", "month", "as", "lang", "q"]), value()),
            0..4,
        ),
    ) {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(given.iter().map(|(name, value)| (*name, value.as_str())));
        let address = format!("{path}?{}", query.finish());
        if let Ok(uri) = address.parse::<axum::http::Uri>() {
            let status = asked(&uri.to_string(), "date").0;
            prop_assert!(!status.is_server_error(), "{} {}", status, uri);
        }
    }
}
