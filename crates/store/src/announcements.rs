//! Items as they come in: new ones are added, edited ones become revisions, known ones change nothing.
//!
//! Identity is source and key; whether an item was edited is told by a hash of title and text, never by its date,
//! so that a source which re-dates its items brings nothing new.

use std::hash::Hasher;
use std::ops::AddAssign;

use dauys_model::{Kato, Kind, Language, Policy, SourceId, VoiceKey};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use siphasher::sip::SipHasher13;
use url::Url;

use crate::{Result, Store, columns};

/// An item ready to be stored: redacted, with its author already a voice.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// The item's key at its source.
    pub key: String,
    /// Its public address.
    pub url: Option<Url>,
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
}

pub(crate) fn save(
    connection: &Connection,
    source: &SourceId,
    announcement: &Announcement,
    at: Timestamp,
) -> Result<Saved> {
    let content_hash = content_hash(&announcement.title, &announcement.text);
    let known = connection
        .prepare_cached("SELECT id, content_hash FROM items WHERE source = ?1 AND key = ?2")?
        .query_row(params![source.as_str(), announcement.key], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })
        .optional()?;
    let state = if announcement.wants_page { "pull" } else { "read" };
    match known {
        Some((_, hash)) if hash == content_hash => Ok(Saved { known: 1, ..Saved::default() }),
        Some((item, _)) => {
            connection
                .prepare_cached(
                    "UPDATE items SET title = ?2, text = ?3, truncated = ?4, content_hash = ?5, url = ?6, thread = ?7,
                        revision = revision + 1, state = ?8, tries = 0, next_try_at = 0
                     WHERE id = ?1",
                )?
                .execute(params![
                    item,
                    announcement.title,
                    announcement.text,
                    announcement.truncated,
                    content_hash,
                    announcement.url.as_ref().map(Url::as_str),
                    announcement.thread.as_ref().map(Url::as_str),
                    state,
                ])?;
            connection.prepare_cached("DELETE FROM rejections WHERE item = ?1")?.execute([item])?;
            connection.prepare_cached("DELETE FROM pages WHERE item = ?1")?.execute([item])?;
            Ok(Saved { changed: 1, ..Saved::default() })
        }
        None => {
            connection
                .prepare_cached(
                    "INSERT INTO items (source, key, url, thread, title, text, truncated, published_at, dated, seen_at,
                        kind, language, region, place, policy, content_hash, state)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                )?
                .execute(params![
                    source.as_str(),
                    announcement.key,
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
                    content_hash,
                    state,
                ])?;
            if let Some(voice) = announcement.voice {
                connection
                    .prepare_cached("INSERT INTO voices VALUES (?1, ?2)")?
                    .execute(params![connection.last_insert_rowid(), voice.0])?;
            }
            Ok(Saved { new: 1, ..Saved::default() })
        }
    }
}

fn content_hash(title: &str, text: &str) -> i64 {
    let mut hasher = SipHasher13::new();
    hasher.write(title.as_bytes());
    hasher.write_u8(0);
    hasher.write(text.as_bytes());
    hasher.finish().cast_signed()
}
