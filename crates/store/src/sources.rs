//! What is known of a source between polls, and the result of a poll with all it brought, in one transaction.

use dauys_model::SourceId;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use crate::announcements::{self, Announcement, Saved};
use crate::{Result, Store, columns};

/// What the last polls left behind of one source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceState {
    /// `ETag` of the last answer, byte for byte.
    pub etag: Option<String>,
    /// `Last-Modified` of the last answer, byte for byte.
    pub last_modified: Option<String>,
    /// Hash of the last body, since some servers give a new validator for the same bytes.
    pub body_hash: Option<i64>,
    /// When it is due again.
    pub next_check_at: Option<Timestamp>,
    /// Failures in a row.
    pub failures: u32,
    /// The named state: `working`, `not modified`, `http 503`, …
    pub state: String,
}

/// The result of one poll.
#[derive(Debug)]
pub struct Check {
    /// Which source.
    pub source: SourceId,
    /// Its name at this time.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Whether it failed.
    pub failed: bool,
    /// What is known of it from now on.
    pub after: SourceState,
    /// What it announced; empty when it failed or had not changed.
    pub announcements: Vec<Announcement>,
}

impl Store {
    /// What is known of a source; the default for one never polled.
    pub fn source_state(&self, source: &SourceId) -> Result<SourceState> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT etag, last_modified, body_hash, next_check_at, failures, state FROM sources WHERE id = ?1",
            )?
            .query_row([source.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, i64>(3)?, row.get(4)?, row.get(5)?))
            })
            .optional()?;
        let Some((etag, last_modified, body_hash, next_check_at, failures, state)) = row else {
            return Ok(SourceState { state: "new".into(), ..SourceState::default() });
        };
        let next_check_at = if next_check_at == 0 { None } else { Some(columns::timestamp(next_check_at)?) };
        Ok(SourceState { etag, last_modified, body_hash, next_check_at, failures, state })
    }

    /// Writes the result of one poll: what was announced, the validators, the next check and the check itself, all
    /// or nothing.
    pub fn save_check(&mut self, check: &Check) -> Result<Saved> {
        let transaction = self.begin()?;
        let mut saved = Saved::default();
        for announcement in &check.announcements {
            saved += announcements::save(&transaction, &check.source, announcement, check.at)?;
        }
        transaction
            .prepare_cached(
                "INSERT INTO sources (id, name, state, etag, last_modified, body_hash, checked_at, next_check_at, failures)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, state = excluded.state, etag = excluded.etag,
                    last_modified = excluded.last_modified, body_hash = excluded.body_hash,
                    checked_at = excluded.checked_at, next_check_at = excluded.next_check_at, failures = excluded.failures",
            )?
            .execute(params![
                check.source.as_str(),
                check.name,
                check.after.state,
                check.after.etag,
                check.after.last_modified,
                check.after.body_hash,
                check.at.as_second(),
                check.after.next_check_at.map_or(0, Timestamp::as_second),
                check.after.failures,
            ])?;
        transaction.prepare_cached("INSERT OR REPLACE INTO checks VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(
            params![
                check.source.as_str(),
                check.at.as_second(),
                check.failed,
                check.after.state,
                (saved.new + saved.changed) as i64
            ],
        )?;
        transaction.commit()?;
        Ok(saved)
    }

    /// The names of all sources that ever spoke, by id.
    pub fn source_names(&self) -> Result<Vec<(SourceId, String)>> {
        let mut statement = self.connection.prepare_cached("SELECT id, name FROM sources ORDER BY id")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, name) = row?;
            Ok((columns::source(&id)?, name))
        })
        .collect()
    }
}
