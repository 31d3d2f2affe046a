//! Reading: items with a text or page become posts or rejections.

use dauys_model::{ItemId, Kato, Kind, Language, Policy, Post, Rejection, SourceId, civil_day};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use url::Url;

use crate::extractions::{self, Extraction};
use crate::pages::KeptPage;
use crate::{Result, Store, columns, open, voice_days};

/// An item that waits to be read.
#[derive(Clone, Debug)]
pub struct Unread {
    /// The item.
    pub item: ItemId,
    /// Its source.
    pub source: SourceId,
    /// Its key.
    pub key: String,
    /// Its address.
    pub url: Option<Url>,
    /// What it answers.
    pub thread: Option<Url>,
    /// Its title, redacted.
    pub title: String,
    /// Its text, redacted.
    pub text: String,
    /// When it was published.
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
    /// Its page, if one was fetched.
    pub page: Option<KeptPage>,
}

/// What became of one item.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The item.
    pub item: ItemId,
    /// Its end.
    pub outcome: Outcome,
    /// How its page was read, where it had one.
    pub extraction: Option<Extraction>,
}

/// A post, or why there is none.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A post; its `id` is the item's number.
    Post(Box<Post>),
    /// Why there is none.
    Rejected(Rejection),
}

impl Store {
    /// Up to `limit` items that wait to be read, after item `after`, by number.
    pub fn unread(&self, after: ItemId, limit: usize) -> Result<Vec<Unread>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, source, key, url, thread, title, text, published_at, kind, language, region, place, policy,
                dated
             FROM items WHERE state = 'read' AND id > ?1 ORDER BY id LIMIT ?2",
        )?;
        let mut rows = statement.query(params![after.0, limit as i64])?;
        let mut unread = Vec::new();
        while let Some(row) = rows.next()? {
            let item = ItemId(row.get(0)?);
            unread.push(Unread {
                item,
                source: columns::source(&row.get::<_, String>(1)?)?,
                key: row.get(2)?,
                url: columns::url(row.get(3)?)?,
                thread: columns::url(row.get(4)?)?,
                title: row.get(5)?,
                text: row.get(6)?,
                published_at: columns::timestamp(row.get(7)?)?,
                kind: columns::kind(&row.get::<_, String>(8)?)?,
                language: row
                    .get::<_, Option<String>>(9)?
                    .map(|code| columns::language(&code))
                    .transpose()?,
                region: columns::kato(row.get(10)?)?,
                place: row.get(11)?,
                policy: columns::policy(&row.get::<_, String>(12)?)?,
                dated: row.get(13)?,
                page: self.page(item)?,
            });
        }
        Ok(unread)
    }

    /// Lets every post and every rejection for its text be read again, with the rules of today. Pages still kept
    /// are read again too; without one, the stored text is.
    pub fn read_again(&mut self) -> Result<u64> {
        let transaction = self.begin()?;
        let again = transaction.execute(
            "UPDATE items SET state = 'read' WHERE state = 'post' OR (state = 'rejected' AND id IN
                (SELECT item FROM rejections WHERE reason IN ('empty', 'too_short', 'language')))",
            [],
        )?;
        transaction.execute(
            "DELETE FROM rejections WHERE item IN (SELECT id FROM items WHERE state = 'read')",
            [],
        )?;
        transaction.commit()?;
        Ok(again as u64)
    }

    /// Writes what became of a batch of items, all or nothing. Every post gets a new change number.
    pub fn save_readings(&mut self, readings: &[Reading]) -> Result<()> {
        let transaction = self.begin()?;
        for reading in readings {
            match &reading.outcome {
                Outcome::Post(post) => put(&transaction, post)?,
                Outcome::Rejected(rejection) => reject(&transaction, reading.item, rejection)?,
            }
            if let Some(extraction) = &reading.extraction {
                extractions::save(&transaction, reading.item, extraction)?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

fn put(connection: &Connection, post: &Post) -> Result<()> {
    let change = open::next_change(connection)?;
    connection
        .prepare_cached(
            "UPDATE items SET state = 'post', title = ?2, text = ?3, published_at = ?4, policy = ?5 WHERE id = ?1",
        )?
        .execute(params![
            post.id.0,
            post.title,
            post.text,
            post.published_at.as_second(),
            columns::policy_code(post.policy)
        ])?;
    if post.policy == Policy::MetadataOnly {
        connection.prepare_cached("DELETE FROM pages WHERE item = ?1")?.execute([post.id.0])?;
    }
    connection
        .prepare_cached(
            "INSERT INTO posts (id, change, day, published_at, kind, language, iso, category, category_score, complaint,
                places, terms, fingerprint, place, subject, problem, stance, urgent)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
             ON CONFLICT (id) DO UPDATE SET change = excluded.change, day = excluded.day,
                published_at = excluded.published_at, kind = excluded.kind, language = excluded.language,
                iso = excluded.iso, category = excluded.category, category_score = excluded.category_score,
                complaint = excluded.complaint, places = excluded.places, terms = excluded.terms,
                fingerprint = excluded.fingerprint, place = excluded.place, subject = excluded.subject,
                problem = excluded.problem, stance = excluded.stance, urgent = excluded.urgent",
        )?
        .execute(params![
            post.id.0,
            change,
            civil_day(post.published_at).to_string(),
            post.published_at.as_second(),
            post.kind.code(),
            post.language.code(),
            post.iso,
            post.category.as_ref().map(|category| category.0.as_str()),
            post.category_score,
            post.complaint,
            columns::join(post.places.iter().map(ToString::to_string).collect::<Vec<_>>().iter().map(String::as_str)),
            columns::join(post.terms.iter().map(String::as_str)),
            post.fingerprint.cast_signed(),
            post.place,
            post.subject.as_ref().map(|subject| subject.0.as_str()),
            post.problem,
            post.stance.code(),
            post.urgent,
        ])?;
    Ok(())
}

pub(crate) fn reject(connection: &Connection, item: ItemId, rejection: &Rejection) -> Result<()> {
    remove(connection, item, Counts::Undone)?;
    connection.prepare_cached("UPDATE items SET state = 'rejected' WHERE id = ?1")?.execute([item.0])?;
    connection.prepare_cached("INSERT OR REPLACE INTO rejections VALUES (?1, ?2, ?3)")?.execute(params![
        item.0,
        rejection.reason.code(),
        rejection.detail
    ])?;
    Ok(())
}

/// What the counts of a post's topic do when the post goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counts {
    /// They are undone: the post should never have counted.
    Undone,
    /// They stand: the post was only kept long enough.
    Stand,
}

/// Takes the post of an item away, if there is one, and leaves word of it for the passes that follow.
pub(crate) fn remove(connection: &Connection, item: ItemId, counts: Counts) -> Result<()> {
    if counts == Counts::Stand {
        voice_days::let_stand(connection, item.0)?;
    }
    let day: Option<String> = connection
        .prepare_cached("DELETE FROM posts WHERE id = ?1 RETURNING day")?
        .query_row([item.0], |row| row.get(0))
        .optional()?;
    if let Some(day) = day {
        let change = open::next_change(connection)?;
        let dirty = (counts == Counts::Undone).then_some(day);
        connection
            .prepare_cached("INSERT INTO removals VALUES (?1, ?2, ?3)")?
            .execute(params![change, item.0, dirty])?;
    }
    Ok(())
}
