//! What the tests of pages and interface stand on: an invented source, its comments, what was read of them, and an office around them.
//! Each test changes of it what its story needs.

#![allow(dead_code, reason = "each test file uses a part")]

use std::path::Path;
use std::sync::{Arc, Mutex};

use dauys_model::Interface;
use dauys_model::{CategoryId, Kind, Language, Policy, Post, PostId, SourceId, Stance};
use dauys_model::{Names, Subscription, SubscriptionId};
use dauys_store::{Announcement, Check, Outcome, Reading, SourceState, Unread};
use dauys_web::{Listed, Office, Readers, ReadersFault};
use jiff::Timestamp;

/// The one source of the stories.
pub(crate) fn source() -> SourceId {
    SourceId::new("dala").unwrap()
}

/// A comment of nobody.
pub(crate) fn announcement(key: &str, text: &str, published_at: Timestamp) -> Announcement {
    Announcement {
        key: key.to_owned(),
        url: Some(format!("http://dala.example/{key}").parse().unwrap()),
        canonical: None,
        comments: None,
        thread: None,
        title: String::new(),
        text: text.to_owned(),
        truncated: false,
        published_at,
        dated: true,
        kind: Kind::Comment,
        language: None,
        region: None,
        place: None,
        policy: Policy::Open,
        voice: None,
        wants_page: false,
    }
}

/// A check of the source that brought these.
pub(crate) fn check(at: Timestamp, announcements: Vec<Announcement>) -> Check {
    Check {
        source: source(),
        name: "Дала <b>".into(),
        at,
        failed: false,
        after: SourceState { state: "working".into(), ..SourceState::default() },
        announcements,
        left_out: 0,
        withdrawn: Vec::new(),
        figures: Vec::new(),
        sightings: Vec::new(),
        spent: None,
    }
}

/// What is read of an item: a complaint in Kazakh that there is no water, in no place; `change` makes of it what a story needs.
pub(crate) fn read(unread: Unread, change: impl FnOnce(&mut Post)) -> Reading {
    let mut post = Post {
        id: PostId(unread.item.0),
        source: unread.source,
        key: unread.key,
        url: unread.url,
        thread: None,
        title: unread.title,
        text: unread.text,
        published_at: unread.published_at,
        kind: unread.kind,
        language: Language::Kazakh,
        iso: "kk".into(),
        category: Some(CategoryId("hcs/water".into())),
        category_score: 0.9,
        subject: None,
        complaint: 0.8,
        problem: 0.8,
        stance: Stance::Complaint,
        urgent: false,
        places: Vec::new(),
        place: None,
        terms: vec!["су".into()],
        fingerprint: 1,
        policy: Policy::Open,
    };
    change(&mut post);
    Reading { item: unread.item, outcome: Outcome::Post(Box::new(post)), extraction: None }
}

/// An office in a folder that always has this moment, knows no source, has no subscription and makes no digest.
pub(crate) fn office(folder: &Path, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Office {
    Office {
        database: folder.join("dauys.db"),
        index: folder.join("index"),
        clock: Arc::new(now),
        sources: Vec::new(),
        min_voices: 5,
        min_voices_urgent: 2,
        citizens_keep_days: 90,
        news_keep_days: 400,
        language: Interface::Russian,
        readers: Arc::new(Kept::default()),
        digest: Arc::new(|_, _, _, _, _| Err("no digest is asked for here".into())),
        printed: Arc::new(|digest, form| Ok(format!("{} of {}", form.code(), digest.title).into_bytes())),
        accounts: vec!["editor".into(), "press".into()],
        reviewing: Arc::new(|store, edition, review| Ok(store.review(edition, review)?)),
        hosts: vec!["localhost".into()],
        programs: dauys_web::Programs::default(),
    }
}

/// Subscriptions in memory, with one committee to choose.
#[derive(Default)]
pub(crate) struct Kept(pub(crate) Mutex<Vec<Subscription>>);

impl Kept {
    pub(crate) fn of(subscriptions: Vec<Subscription>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(subscriptions)))
    }

    fn fingerprint(subscriptions: &[Subscription]) -> String {
        format!("{:x}", sum_of(&format!("{subscriptions:?}")))
    }
}

/// A small sum of a text.
fn sum_of(text: &str) -> u64 {
    text.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)))
}

impl Readers for Kept {
    fn all(&self) -> Result<Listed, ReadersFault> {
        let subscriptions = self.0.lock().unwrap().clone();
        Ok(Listed { fingerprint: Self::fingerprint(&subscriptions), subscriptions })
    }

    fn save(
        &self,
        subscription: &Subscription,
        before: Option<&SubscriptionId>,
        seen: &str,
    ) -> Result<(), ReadersFault> {
        let mut all = self.0.lock().unwrap();
        if Self::fingerprint(&all) != seen {
            return Err(ReadersFault::Changed);
        }
        if subscription.title == "told elsewhere" {
            return Err(ReadersFault::Field { key: "title".into(), said: "no such title".into() });
        }
        match before.and_then(|before| all.iter().position(|one| one.id == *before)) {
            Some(at) => all[at] = subscription.clone(),
            None => all.push(subscription.clone()),
        }
        Ok(())
    }

    fn remove(&self, id: &SubscriptionId, seen: &str) -> Result<(), ReadersFault> {
        let mut all = self.0.lock().unwrap();
        if Self::fingerprint(&all) != seen {
            return Err(ReadersFault::Changed);
        }
        all.retain(|one| one.id != *id);
        Ok(())
    }

    fn committees(&self) -> Vec<(String, Names)> {
        let name = Names {
            kk: "Әлеуметтік комитет".into(),
            ru: "Социальный комитет".into(),
            en: "Social Committee".into(),
        };
        vec![("committee-social".into(), name)]
    }
}
