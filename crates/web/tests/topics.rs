//! What the pages tell of topics beyond their counts, over a small invented store: titles, norms, history, decisions by forms, signals, and
//! stories that are no topics.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod stage;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use dauys_model::{
    CategoryId, ItemId, Language, PostId, Role, Ruling, Signal, SignalPlace, SignalSubject, SourceId, Topic,
    TopicId, VoiceKey,
};
use dauys_store::{Announcement, Grouping, Store};
use http_body_util::BodyExt;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use tempfile::TempDir;
use tower::ServiceExt;

const WATER: &str = "tsu12345";
const ROAD: &str = "tjol1234";
const STORY: &str = "tstory12";
const DAYS: [Date; 3] = [date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 20)];
/// Which texts stand on which of the days: number, topic, role.
const TEXTS: [(u8, usize, &str, Role); 12] = [
    (1, 0, WATER, Role::Voice),
    (2, 1, WATER, Role::Voice),
    (3, 2, WATER, Role::Voice),
    (4, 2, WATER, Role::Voice),
    (5, 2, WATER, Role::Voice),
    (6, 2, WATER, Role::Voice),
    (7, 2, WATER, Role::Voice),
    (8, 2, WATER, Role::Voice),
    (9, 2, WATER, Role::Echo),
    (10, 1, ROAD, Role::Voice),
    (11, 2, ROAD, Role::Voice),
    (12, 2, STORY, Role::Context),
];

fn now() -> Timestamp {
    "2026-11-20T20:00:00+05:00".parse().unwrap()
}

fn published(key: u8, day: usize) -> Timestamp {
    let midnight: Timestamp = "2026-11-18T00:00:00+05:00".parse().unwrap();
    midnight + (day as i64 * 24 + i64::from(key)).hours()
}

fn announcement(key: u8, day: usize, topic: &str) -> Announcement {
    let text = match topic {
        WATER if key.is_multiple_of(2) => "Қырағыда үшінші күн су жоқ <script>alert(1)</script>",
        WATER => "На улице второй день нет воды, помогите",
        ROAD => "Жолда үлкен шұңқыр бар, көлік сынады",
        _ => "В городе открыли новую школу",
    };
    let text = format!("{text} {key}");
    Announcement {
        voice: Some(VoiceKey([key; 8])),
        ..stage::announcement(&key.to_string(), &text, published(key, day))
    }
}

fn category(topic: &str) -> CategoryId {
    CategoryId(if topic == ROAD { "transport/roads" } else { "hcs/water" }.into())
}

fn terms(text: &str) -> Vec<String> {
    dauys_text::topic_terms(&dauys_text::words(text, None))
}

fn topic(id: &str) -> Topic {
    Topic {
        subject: None,
        id: TopicId(id.into()),
        category: category(id),
        kato: Some("351000000".parse().unwrap()),
        place: None,
        first_at: published(1, 0),
        last_at: published(9, 2),
        days: Vec::new(),
        terms: terms(if id == ROAD { "шұңқыр" } else { "вода су" }),
        quotes: vec![PostId(1)],
        urgent: false,
    }
}

/// Groups all texts, those of `elsewhere` into the topic that stands beside them.
fn group(store: &mut Store, elsewhere: &[(u8, &str)]) {
    let dirty = store.dirty().unwrap().unwrap();
    let days = DAYS.map(|day| {
        let groupings = store
            .texts_of(day)
            .unwrap()
            .iter()
            .map(|text| {
                let (key, _, topic, role) = TEXTS[usize::try_from(text.id.0 - 1).unwrap()];
                let moved = elsewhere.iter().find(|(moved, _)| *moved == key).map(|(_, to)| *to);
                Grouping {
                    strand: None,
                    post: text.id,
                    duplicate_of: (role == Role::Echo).then_some(PostId(3)),
                    topic: Some(TopicId(moved.unwrap_or(topic).into())),
                    role,
                }
            })
            .collect();
        (day, groupings)
    });
    store.save_groupings(&dirty, &days, &[topic(WATER), topic(ROAD)]).unwrap();
}

fn fill(store: &mut Store) {
    let announcements = TEXTS.iter().map(|(key, day, topic, _)| announcement(*key, *day, topic));
    let check = stage::check(now(), announcements.collect());
    store.save_check(&check).unwrap();
    let read = |unread: dauys_store::Unread| {
        let (key, _, topic, _) = TEXTS[usize::try_from(unread.item.0 - 1).unwrap()];
        stage::read(unread, |post| {
            post.language = if key.is_multiple_of(2) { Language::Kazakh } else { Language::Russian };
            post.category = Some(category(topic));
            post.places = vec!["351000000".parse().unwrap()];
            post.terms = terms(if topic == ROAD { "шұңқыр" } else { "вода су" });
        })
    };
    let unread = store.unread(ItemId(0), 100).unwrap();
    store.save_readings(&unread.into_iter().map(read).collect::<Vec<_>>()).unwrap();
    group(store, &[]);
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

    fn store(&self) -> Store {
        Store::open(&self.folder.path().join("dauys.db")).unwrap()
    }

    async fn asked(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let to = response.headers().get("location").map_or("", |to| to.to_str().unwrap()).to_owned();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap(), to)
    }

    async fn get(&self, address: &str) -> (StatusCode, String, String) {
        self.asked(Request::get(address).header("host", "localhost").body(Body::empty()).unwrap()).await
    }

    /// A page that must be there. None may hold what a text would run.
    async fn seen(&self, address: &str) -> String {
        let (status, page, _) = self.get(address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(!page.contains("<script>alert"), "{address}");
        page.replace('\u{a0}', " ")
    }

    async fn sent(&self, topic: &str, form: &str, site: &str) -> (StatusCode, String, String) {
        let request = Request::post(format!("/topics/{topic}/decide"))
            .header("host", "localhost")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site)
            .body(Body::from(form.to_owned()))
            .unwrap();
        self.asked(request).await
    }

    fn rulings(&self) -> Vec<Ruling> {
        self.store().decisions().unwrap().into_iter().map(|decision| decision.ruling).collect()
    }
}

fn ids(posts: &[i64]) -> Vec<PostId> {
    posts.iter().copied().map(PostId).collect()
}

#[tokio::test]
async fn a_topic_is_named_by_its_place_its_matter_and_what_is_said() {
    let office = Installation::new();
    for (language, place, phrase, counted) in [
        ("ru", "Караганд", "нет воды", "9 текстов = 8 голосов + 1 повтор"),
        ("kk", "Қарағанды", "су жоқ", "9 мәтін = 8 дауыс + 1 қайталау"),
        ("en", "Karaganda", "нет воды", "9 texts = 8 voices + 1 reprint"),
    ] {
        let page = office.seen(&format!("/topics/{WATER}?lang={language}")).await;
        let heading = page.split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap();
        assert!(heading.contains(place), "{language}: {heading}");
        assert!(page.contains(counted), "{language}: {counted}");
        let list = office.seen(&format!("/topics?lang={language}")).await;
        assert!(list.contains(heading), "{language}: the list calls it as its page does");
        assert!(heading.contains(phrase), "{language}: {heading}");
    }
}

#[tokio::test]
async fn a_curve_is_held_against_its_norm_in_picture_words_and_table() {
    let page = Installation::new().seen(&format!("/topics/{WATER}?lang=ru")).await;
    assert_eq!(page.matches("<path class=\"usual\" d=\"M").count(), 1);
    assert!(page.contains("<path class=\"expected\" d=\"M"));
    assert!(page.contains("Выше обычного: 20 ноября."), "six voices after one a day");
    assert!(page.contains("обычно не больше</th>"), "the table has the norm");
    assert!(page.contains("<td class=\"number\">—</td>"), "the first day has none");
    let calm = Installation::new().seen(&format!("/topics/{ROAD}?lang=en")).await;
    assert!(calm.contains("No day is above what is usual."));
}

#[tokio::test]
async fn a_topic_tells_voices_by_language_and_why_its_texts_are_together() {
    let page = Installation::new().seen(&format!("/topics/{WATER}?lang=ru")).await;
    let tongues = page.split("Голоса по языкам").nth(1).unwrap();
    let tongues = &tongues[..tongues.find("</div>").unwrap()];
    assert_eq!(tongues.matches("4 голоса").count(), 2, "{tongues}");
    let why = page.split("id=\"why\"").nth(1).unwrap();
    let why = &why[..why.find("</dl>").unwrap()];
    assert!(why.contains("9 из 9") && why.contains("вод") && why.contains("8 из 8"), "{why}");
}

#[tokio::test]
async fn posts_are_set_apart_by_a_form_and_the_decision_is_withdrawn_by_another() {
    let office = Installation::new();
    let (status, _, to) = office.sent(WATER, "do=apart&post=3&post=4", "same-origin").await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/topics/tsu12345?decided=1#decisions"));
    let rulings = office.rulings();
    let [Ruling::Apart { topic, posts, part }] = &rulings[..] else { panic!("{rulings:?}") };
    assert_eq!((topic.0.as_str(), posts), (WATER, &ids(&[3, 4, 9])), "what repeats a text goes with it");
    let page = office.seen(&format!("/topics/{WATER}?lang=ru&decided=1")).await;
    assert!(page.contains("Решение № 1 сохранено") && page.contains("3 текста — другая проблема:"));
    assert!(page.contains(&format!("<code>{part}</code>")), "the part has no page before it is grouped");
    assert!(page.contains("value=\"withdraw\""));
    let (status, ..) = office.sent(WATER, "do=withdraw&decision=1", "same-origin").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = office.seen(&format!("/topics/{WATER}?lang=ru&decided=1")).await;
    assert!(page.contains("Решение № 1 отозвано") && page.contains("отозвано: 20 ноября"));
    assert!(!page.contains("value=\"withdraw\""));
}

#[tokio::test]
async fn a_text_that_does_not_belong_is_named_by_its_original() {
    let office = Installation::new();
    let (status, ..) = office.sent(WATER, "do=not&post=9&post=3", "same-origin").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let one = Ruling::NotThis { topic: TopicId(WATER.into()), post: Some(PostId(3)) };
    assert_eq!(office.rulings(), [one]);
}

#[tokio::test]
async fn a_topic_that_is_another_one_leads_there() {
    let office = Installation::new();
    let form = "do=together&other=http%3A%2F%2Flocalhost%2Ftopics%2Ftjol1234%3Flang%3Dkk";
    assert_eq!(office.sent(WATER, form, "same-origin").await.0, StatusCode::SEE_OTHER);
    let (status, _, to) = office.get(&format!("/topics/{ROAD}")).await;
    assert_eq!((status, to.as_str()), (StatusCode::TEMPORARY_REDIRECT, "/topics/tsu12345"));
    let page = office.seen(&format!("/topics/{WATER}?lang=kk")).await;
    assert!(page.contains("бір мәселе деп танылды:"));
    // It has no page of its own any more, so nothing is decided about it.
    assert_eq!(office.sent(ROAD, "do=not&post=10", "same-origin").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_no_decision_is_refused_and_nothing_is_kept() {
    let office = Installation::new();
    for form in [
        "",
        "do=apart",
        "do=apart&post=x",
        "do=apart&post=10",
        "do=apart&post=9999",
        "do=apart&post=1&post=2&post=3&post=4&post=5&post=6&post=7&post=8",
        "do=not&post=3&post=10",
        "do=together&other=nowhere",
        "do=together&other=tsu12345",
        "do=together&other=tstory12",
        "do=together&other=%3Cb%3E",
        "do=withdraw&decision=x",
        "do=burn",
    ] {
        let (status, page, _) = office.sent(WATER, form, "same-origin").await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{form}");
        assert!(page.contains("<strong>"), "{form}: the page says what is wrong");
    }
    assert_eq!(office.sent(WATER, "do=withdraw&decision=7", "same-origin").await.0, StatusCode::NOT_FOUND);
    assert_eq!(office.sent("nowhere", "do=not&post=3", "same-origin").await.0, StatusCode::NOT_FOUND);
    assert_eq!(office.sent(WATER, "do=not&post=3", "cross-site").await.0, StatusCode::FORBIDDEN);
    assert_eq!(office.rulings(), []);
}

#[tokio::test]
async fn the_past_is_shown_without_forms() {
    let page = Installation::new().seen(&format!("/topics/{WATER}?lang=ru&date=2026-11-19")).await;
    assert!(!page.contains("/decide") && !page.contains("name=\"post\""));
}

#[tokio::test]
async fn what_went_elsewhere_is_told_on_both_sides() {
    let office = Installation::new();
    assert_eq!(office.sent(WATER, "do=not&post=5", "same-origin").await.0, StatusCode::SEE_OTHER);
    group(&mut office.store(), &[(5, ROAD), (6, ROAD), (7, ROAD)]);
    let from = office.seen(&format!("/topics/{WATER}?lang=ru")).await;
    let history = from.split("id=\"history\"").nth(1).unwrap();
    assert!(history.contains("часть перешла в тему") && history.contains(&format!("/topics/{ROAD}")));
    assert!(history.contains("(3 голоса)"));
    let to = office.seen(&format!("/topics/{ROAD}?lang=ru")).await;
    assert!(to.contains("сюда перешла часть темы"));
}

#[tokio::test]
async fn a_story_of_the_news_is_no_topic_anywhere() {
    let office = Installation::new();
    assert_eq!(office.get(&format!("/topics/{STORY}")).await.0, StatusCode::NOT_FOUND);
    assert!(!office.seen("/posts/12?lang=ru").await.contains(STORY));
    let told: serde_json::Value = serde_json::from_str(&office.get("/api/v1/posts/12").await.1).unwrap();
    assert_eq!((&told["topic"], &told["role"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    let told: serde_json::Value = serde_json::from_str(&office.get("/api/v1/posts/3").await.1).unwrap();
    assert_eq!((told["topic"].as_str(), told["role"].as_str()), (Some(WATER), Some("voice")));
}

fn signal(subject: SignalSubject, day: Date, voices: u32, chance: f64) -> Signal {
    Signal {
        subject,
        day,
        span: 2,
        voices,
        today: 2,
        expected: 0.34,
        chance,
        adjusted: 0.01,
        factor: 20.0,
        history: 21,
        heard: 1,
        sources: vec![(SourceId::new("dala").unwrap(), voices)],
        young: vec![SourceId::new("dala").unwrap()],
    }
}

/// Two signals on two days, one of them on the last alone.
fn judge(store: &mut Store) {
    let cell = SignalSubject::Cell {
        category: CategoryId("hcs/water".into()),
        place: SignalPlace::Known("351000000".parse().unwrap()),
    };
    let village = SignalSubject::Cell {
        category: CategoryId("transport/roads".into()),
        place: SignalPlace::Named {
            name: "<b>ащыбұлақ".into(), within: Some("351000000".parse().unwrap())
        },
    };
    let of = SignalSubject::Topic(TopicId(WATER.into()));
    let gone = SignalSubject::Topic(TopicId("tgone123".into()));
    let due = store.signals_due(DAYS[2]).unwrap().unwrap();
    let days = [
        (DAYS[1], vec![signal(cell.clone(), DAYS[1], 6, 1e-3)]),
        (
            DAYS[2],
            vec![
                signal(cell, DAYS[2], 7, 1.0 / 90_123.0),
                signal(of, DAYS[2], 8, 1e-12),
                signal(village, DAYS[2], 2, 0.001),
                signal(gone, DAYS[2], 9, 0.001),
            ],
        ),
    ];
    store.save_signals(&due, &days, None).unwrap();
}

#[tokio::test]
async fn signals_state_their_count_their_norm_and_their_chance() {
    let office = Installation::new();
    judge(&mut office.store());
    let page = office.seen("/signals?lang=ru").await;
    for said in [
        "2 сигнала",
        "7 голосов за 2 дня",
        "ожидалось: 0,3",
        "1 случай из 90 000",
        "меньше 1 случая из 1 000 000 000",
        "началось: 19 ноября 2026",
        "норма по 21 дню; слышен 1 источник",
        "новые источники",
        "Ещё у 1 сигнала голосов пока мало",
        "/topics/tsu12345",
        "/search?category=hcs%2Fwater&#38;region=351000000&#38;from=2026-11-19&#38;to=2026-11-20",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let all = office.seen("/signals?lang=kk&all=1").await;
    assert_eq!(all.matches("data-entry").count(), 3);
    assert!(all.contains("ащыбұлақ (") && !all.contains("<b>ащы"));
    assert!(all.contains("90 000 жағдайдан 1"));
    assert_eq!(office.seen("/signals?region=750000000&all=1").await.matches("data-entry").count(), 0);
    assert_eq!(office.seen("/signals?category=transport&all=1").await.matches("data-entry").count(), 1);
    assert!(office.seen("/topics?lang=en").await.contains("2 signals on this day"));
    assert!(office.seen("/signals?lang=en&date=2026-11-18").await.contains("0 signals"));
    assert_eq!(office.get("/signals?date=never").await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn programs_read_titles_norms_and_signals() {
    let office = Installation::new();
    judge(&mut office.store());
    let json = async |address: &str| -> serde_json::Value {
        serde_json::from_str(&office.get(address).await.1).unwrap()
    };
    let told = json("/api/v1/topics/tsu12345").await;
    assert!(told["topic"]["titles"]["ru"].as_str().unwrap().contains("нет воды"), "{told}");
    let days = told["topic"]["days"].as_array().unwrap();
    assert!(days[0]["expected"].is_null() && days[2]["expected"].as_f64().unwrap() < 3.0);
    assert!(days[2]["voices"].as_u64() > days[2]["usual"].as_u64());
    let first = json("/api/v1/signals?limit=1").await;
    assert_eq!((first["waiting"].as_u64(), first["next"].as_str()), (Some(1), Some("0")));
    assert_eq!(first["signals"][0]["since"], "2026-11-19");
    assert_eq!(first["signals"][0]["kato"]["kato"], "351000000");
    let second = json("/api/v1/signals?limit=1&after=0").await;
    assert_eq!((second["signals"][0]["topic"].as_str(), second["next"].as_str()), (Some(WATER), None));
    let all = json("/api/v1/signals?all=true&category=transport").await;
    assert_eq!(all["signals"].as_array().unwrap().len(), 1);
    assert_eq!((&all["signals"][0]["shown"], &all["signals"][0]["voices"]), (&false.into(), &2.into()));
}
