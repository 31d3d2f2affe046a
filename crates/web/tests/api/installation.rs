//! An installation of invented posts that can grow while it is asked.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use dauys_digest::{Input, Interface};
use dauys_model::ItemId;
use dauys_model::{CategoryId, Role, Source, SourceKind, Topic, TopicId, civil_day};
use dauys_model::{Period, Subscription, SubscriptionId};
use dauys_search::{Entry, Index};
use dauys_store::{Announcement, Change, Grouping, Reading, Store};
use dauys_web::{Office, Programs};
use http_body_util::BodyExt;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::stage;

pub(crate) const DAY: Date = date(2026, 11, 20);
pub(crate) const TOPIC: &str = "tqaraqan1234";
/// The secret that opens writing.
pub(crate) const TOKEN: &str = "quiet-river";

pub(crate) fn at(minute: i64) -> Timestamp {
    "2026-11-20T06:00:00+05:00".parse::<Timestamp>().unwrap() + minute.minutes()
}

/// Where everything lies, and who answers.
pub(crate) struct Installation {
    pub(crate) folder: TempDir,
    router: Router,
}

/// What was answered.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answered {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Installation {
    /// With so many posts, which no limit keeps anybody from reading.
    pub(crate) fn new(posts: u32) -> Self {
        Self::with(
            posts,
            Programs { requests_per_minute: 0, token: Some(TOKEN.into()), ..Programs::default() },
        )
    }

    pub(crate) fn with(posts: u32, programs: Programs) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Index::create(&folder.path().join("index")).unwrap();
        let router = dauys_web::router(office(&folder, programs));
        let installation = Self { folder, router };
        installation.add(0, posts);
        installation
    }

    pub(crate) fn store(&self) -> Store {
        Store::open(&self.folder.path().join("dauys.db")).unwrap()
    }

    /// Brings in posts `from..from + count`, one a minute, reads and indexes them.
    pub(crate) fn add(&self, from: u32, count: u32) {
        let mut store = self.store();
        let announcements = (from..from + count).map(announcement).collect();
        let check = stage::check(at(i64::from(from + count)), announcements);
        store.save_check(&check).unwrap();
        let unread = store.unread(ItemId(0), 100_000).unwrap();
        store.save_readings(&unread.into_iter().map(read).collect::<Vec<_>>()).unwrap();
        let mut index = Index::open(&self.folder.path().join("index")).unwrap();
        let changes = store.changes_after(index.position().unwrap(), 100_000).unwrap();
        let last = changes.last().map_or(0, Change::number);
        let changes = changes.iter().map(|change| match change {
            Change::Put(_, stored) => dauys_search::Change::Put(Entry {
                post: &stored.post,
                duplicate_of: stored.duplicate_of,
                topic: stored.topic.as_ref(),
            }),
            Change::Removed(_, post) => dauys_search::Change::Remove(*post),
        });
        index.apply(changes, last).unwrap();
    }

    /// Makes one topic of all posts of the day.
    pub(crate) fn group(&self) {
        let mut store = self.store();
        let dirty = store.dirty().unwrap().unwrap();
        let texts = store.texts_of(DAY).unwrap();
        let grouping = |text: &dauys_store::GroupText| Grouping {
            strand: None,
            post: text.id,
            duplicate_of: None,
            topic: Some(TopicId(TOPIC.into())),
            role: Role::Voice,
        };
        let topic = Topic {
            subject: None,
            id: TopicId(TOPIC.into()),
            category: CategoryId("hcs/water".into()),
            kato: Some("351010000".parse().unwrap()),
            place: None,
            first_at: at(0),
            last_at: at(i64::try_from(texts.len()).unwrap()),
            days: Vec::new(),
            terms: vec!["су".into()],
            quotes: vec![texts[0].id],
            urgent: false,
        };
        store.save_groupings(&dirty, &[(DAY, texts.iter().map(grouping).collect())], &[topic]).unwrap();
    }

    pub(crate) async fn asked(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answered {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get(&self, address: &str) -> Answered {
        self.asked(Request::get(address).header("host", "localhost").body(Body::empty()).unwrap()).await
    }

    /// Asks for what the client may have already.
    pub(crate) async fn get_unless(&self, address: &str, tag: &str) -> Answered {
        let request = Request::get(address).header("host", "localhost").header("if-none-match", tag);
        self.asked(request.body(Body::empty()).unwrap()).await
    }

    /// Sends something, knowing the token.
    pub(crate) async fn send(&self, method: &str, address: &str, body: &str) -> Answered {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("host", "localhost")
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {TOKEN}"));
        self.asked(request.body(Body::from(body.to_owned())).unwrap()).await
    }
}

fn announcement(number: u32) -> Announcement {
    let text = format!("Қырағыда үшінші күн су жоқ, тұрғындар күтіп отыр. Үй {number}.");
    Announcement {
        title: if number.is_multiple_of(2) { "Су жоқ".into() } else { String::new() },
        ..stage::announcement(&number.to_string(), &text, at(i64::from(number)))
    }
}

fn read(unread: dauys_store::Unread) -> Reading {
    stage::read(unread, |post| {
        post.places = vec!["351010000".parse().unwrap()];
        post.terms = vec!["су".into(), "тұрғын".into()];
    })
}

fn office(folder: &TempDir, programs: Programs) -> Office {
    let digest = |_: &Store, to: &Subscription, period: Period, day: Date, now: Timestamp| {
        Ok(dauys_digest::build(Input {
            period,
            from: period.around(day).0,
            until: now,
            since: now - 24.hours(),
            ..Input::new(to.id.clone(), format!("Для {}", to.id), to.language, day)
        }))
    };
    let now = at(2_000);
    assert_eq!(civil_day(now), DAY.tomorrow().unwrap());
    Office {
        sources: vec![Source::new(stage::source(), "Дала", SourceKind::Feed, None)],
        readers: stage::Kept::of(vec![Subscription::new(
            SubscriptionId::new("ru").unwrap(),
            "О чём говорят",
            Interface::Russian,
        )]),
        digest: Arc::new(digest),
        programs,
        ..stage::office(folder.path(), move || now)
    }
}
