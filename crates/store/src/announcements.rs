//! Items as they come in: new ones are added, edited ones become revisions, known ones change nothing.
//!
//! Which item an announcement is, [`crate::identity`] tells; whether it was edited, a hash of title and text, never its
//! date, so that a source which re-dates its items brings nothing new.

use std::ops::AddAssign;

use dauys_model::{Kato, Kind, Language, Policy, SourceId, VoiceKey};
use jiff::Timestamp;
use rusqlite::{Connection, params};
use url::Url;

use crate::identity::{self, Identity, content_hash};
use crate::{Result, Store, columns};

/// An item ready to be stored: redacted, with its author already a voice.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// The item's key at its source.
    pub key: String,
    /// Its public address.
    pub url: Option<Url>,
    /// Its address in the form that is compared, for posts of outlets; by which it is known again when its key changes.
    pub canonical: Option<String>,
    /// The address of what it answers.
    pub thread: Option<Url>,
    /// Title, redacted.
    pub title: String,
    /// Text, redacted.
    pub text: String,
    /// Whether the text is cut short.
    pub truncated: bool,
    /// When it was published, or first seen.
    pub published_at: Timestamp,
    /// Whether the source said when it was published.
    pub dated: bool,
    /// What it becomes.
    pub kind: Kind,
    /// The language its source claims.
    pub language: Option<Language>,
    /// The region its source gives.
    pub region: Option<Kato>,
    /// The place its source gives.
    pub place: Option<String>,
    /// The policy of its source.
    pub policy: Policy,
    /// How many comments its source says it has.
    pub comments: Option<u32>,
    /// Its author of the day.
    pub voice: Option<VoiceKey>,
    /// Whether its page is wanted before it can be read.
    pub wants_page: bool,
}

/// What became of announcements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Items not known before.
    pub new: u64,
    /// Known items with another title or text.
    pub changed: u64,
    /// Known items as they were.
    pub known: u64,
}

impl AddAssign for Saved {
    fn add_assign(&mut self, other: Self) {
        self.new += other.new;
        self.changed += other.changed;
        self.known += other.known;
    }
}

/// A record of a file being imported: which source it belongs to and what it announces.
type Record = (SourceId, Announcement);

impl Store {
    /// Writes a batch of imported records, all or nothing. Sources are made as they appear.
    pub fn save_records(&mut self, records: &[Record], at: Timestamp) -> Result<Saved> {
        let transaction = self.begin()?;
        let mut saved = Saved::default();
        for (source, announcement) in records {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO sources (id, name, state) VALUES (?1, ?1, 'imported')",
                )?
                .execute([source.as_str()])?;
            saved += save(&transaction, source, announcement, at)?;
        }
        transaction.commit()?;
        Ok(saved)
    }

    /// What would become of an announcement, without storing it.
    pub fn look(&self, source: &SourceId, announcement: &Announcement) -> Result<Saved> {
        let content = content_hash(&announcement.title, &announcement.text);
        Ok(match identity::find(&self.connection, source, announcement)? {
            Identity::New(_) => Saved { new: 1, ..Saved::default() },
            Identity::Known { content_hash, .. } if content_hash != content => {
                Saved { changed: 1, ..Saved::default() }
            }
            Identity::Known { .. } | Identity::Forgotten => Saved { known: 1, ..Saved::default() },
        })
    }
}

pub(crate) fn save(
    connection: &Connection,
    source: &SourceId,
    announcement: &Announcement,
    at: Timestamp,
) -> Result<Saved> {
    match identity::find(connection, source, announcement)? {
        Identity::Forgotten => {
            bury(connection, source, announcement, at)?;
            Ok(Saved { known: 1, ..Saved::default() })
        }
        Identity::Known { item, content_hash: hash, listed_at }
            if hash == content_hash(&announcement.title, &announcement.text) =>
        {
            if at.as_second() - listed_at >= LISTED_SECONDS {
                connection
                    .prepare_cached("UPDATE items SET listed_at = ?2, comments = ?3 WHERE id = ?1")?
                    .execute(params![item, at.as_second(), announcement.comments])?;
            }
            Ok(Saved { known: 1, ..Saved::default() })
        }
        Identity::Known { item, .. } => {
            revise(connection, item, announcement, at)?;
            Ok(Saved { changed: 1, ..Saved::default() })
        }
        Identity::New(key) => {
            insert(connection, source, &key, announcement, at)?;
            Ok(Saved { new: 1, ..Saved::default() })
        }
    }
}

/// That an item is still listed is noted once in so many seconds, a day: it is needed only when the item is forgotten.
const LISTED_SECONDS: i64 = 24 * 3600;

fn state(announcement: &Announcement) -> &'static str {
    if announcement.wants_page { "pull" } else { "read" }
}

fn revise(connection: &Connection, item: i64, announcement: &Announcement, at: Timestamp) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE items SET title = ?2, text = ?3, truncated = ?4, content_hash = ?5, url = ?6, thread = ?7,
                canonical = ?8, comments = ?9, listed_at = ?10, revision = revision + 1, state = ?11, tries = 0,
                next_try_at = 0, policy = ?12
             WHERE id = ?1",
        )?
        .execute(params![
            item,
            announcement.title,
            announcement.text,
            announcement.truncated,
            content_hash(&announcement.title, &announcement.text),
            announcement.url.as_ref().map(Url::as_str),
            announcement.thread.as_ref().map(Url::as_str),
            announcement.canonical,
            announcement.comments,
            at.as_second(),
            state(announcement),
            columns::policy_code(announcement.policy),
        ])?;
    connection.prepare_cached("DELETE FROM rejections WHERE item = ?1")?.execute([item])?;
    connection.prepare_cached("DELETE FROM pages WHERE item = ?1")?.execute([item])?;
    Ok(())
}

fn insert(
    connection: &Connection,
    source: &SourceId,
    key: &str,
    announcement: &Announcement,
    at: Timestamp,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO items (source, key, url, thread, title, text, truncated, published_at, dated, seen_at,
                kind, language, region, place, policy, content_hash, state, canonical, comments, listed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?10)",
        )?
        .execute(params![
            source.as_str(),
            key,
            announcement.url.as_ref().map(Url::as_str),
            announcement.thread.as_ref().map(Url::as_str),
            announcement.title,
            announcement.text,
            announcement.truncated,
            announcement.published_at.as_second(),
            announcement.dated,
            at.as_second(),
            announcement.kind.code(),
            announcement.language.map(Language::code),
            announcement.region.map(|kato| kato.to_string()),
            announcement.place,
            columns::policy_code(announcement.policy),
            content_hash(&announcement.title, &announcement.text),
            state(announcement),
            announcement.canonical,
            announcement.comments,
        ])?;
    if let Some(voice) = announcement.voice {
        connection
            .prepare_cached("INSERT INTO voices VALUES (?1, ?2)")?
            .execute(params![connection.last_insert_rowid(), voice.0])?;
    }
    Ok(())
}

/// Notes that a forgotten item is still listed.
fn bury(
    connection: &Connection,
    source: &SourceId,
    announcement: &Announcement,
    at: Timestamp,
) -> Result<()> {
    let mut update = connection.prepare_cached(
        "UPDATE tombs SET listed_at = ?3 WHERE source = ?1 AND name = ?2 AND listed_at < ?3",
    )?;
    for of in [Some(announcement.key.as_str()), announcement.canonical.as_deref()].into_iter().flatten() {
        update.execute(params![source.as_str(), identity::name(of), at.as_second()])?;
    }
    Ok(())
}
