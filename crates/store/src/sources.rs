//! What is known of a source between polls, and the result of a poll with all it brought, in one transaction.

use dauys_model::{Figure, ItemId, Sighting, SourceId};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use url::Url;

use crate::announcements::{self, Announcement, Saved};
use crate::erasure::{self, Why};
use crate::{Result, Store, columns, edition_cuts, figures, quotas, sightings};

/// What the last polls left behind of one source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceState {
    /// `ETag` of the last answer, byte for byte.
    pub etag: Option<String>,
    /// `Last-Modified` of the last answer, byte for byte.
    pub last_modified: Option<String>,
    /// Hash of the last body, since some servers give a new validator for the same bytes.
    pub body_hash: Option<i64>,
    /// When it was last asked; written from the check itself.
    pub checked_at: Option<Timestamp>,
    /// When it is due again.
    pub next_check_at: Option<Timestamp>,
    /// Failures in a row.
    pub failures: u32,
    /// The named state: `working`, `not modified`, `http 503`, …
    pub state: String,
    /// Where the walk through it goes on; opaque.
    pub cursor: Option<String>,
    /// What was learnt of how often it brings something new; opaque.
    pub rhythm: Option<String>,
    /// What was last reported of it; opaque.
    pub alarm: Option<String>,
    /// Where it last said that it moved for good, and how often in a row it said so.
    pub moved: Option<(Url, u32)>,
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
    /// Entries that became no announcement: repeated, empty, without any of the source's words.
    pub left_out: u32,
    /// Keys of items that were withdrawn at the source.
    pub withdrawn: Vec<String>,
    /// Figures it published.
    pub figures: Vec<Figure>,
    /// What it saw elsewhere.
    pub sightings: Vec<Sighting>,
    /// What it cost of a quota.
    pub spent: Option<Spent>,
}

/// Units spent of a platform's quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// The name of the key.
    pub secret: String,
    /// The platform's day.
    pub day: Date,
    /// How many.
    pub units: u32,
}

impl Store {
    /// What is known of a source; the default for one never polled.
    pub fn source_state(&self, source: &SourceId) -> Result<SourceState> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT etag, last_modified, body_hash, failures, state, cursor, rhythm, alarm, next_check_at, moved_to,
                    moved_times, checked_at
                 FROM sources WHERE id = ?1",
            )?
            .query_row([source.as_str()], |row| {
                let state = SourceState {
                    etag: row.get(0)?,
                    last_modified: row.get(1)?,
                    body_hash: row.get(2)?,
                    checked_at: None,
                    next_check_at: None,
                    failures: row.get(3)?,
                    state: row.get(4)?,
                    cursor: row.get(5)?,
                    rhythm: row.get(6)?,
                    alarm: row.get(7)?,
                    moved: None,
                };
                let times = (row.get::<_, i64>(8)?, row.get::<_, Option<i64>>(11)?);
                Ok((state, times, row.get::<_, Option<String>>(9)?, row.get(10)?))
            })
            .optional()?;
        let Some((mut state, (next_check_at, checked_at), moved_to, moved_times)) = row else {
            return Ok(SourceState { state: "new".into(), ..SourceState::default() });
        };
        if next_check_at != 0 {
            state.next_check_at = Some(columns::timestamp(next_check_at)?);
        }
        state.checked_at = checked_at.map(columns::timestamp).transpose()?;
        state.moved = columns::url(moved_to)?.map(|url| (url, moved_times));
        Ok(state)
    }

    /// Writes the result of one poll: what was announced and withdrawn, figures and sightings, the validators, the cursor,
    /// the next check and the check itself, all or nothing.
    pub fn save_check(&mut self, check: &Check) -> Result<Saved> {
        let transaction = self.begin()?;
        let mut saved = Saved::default();
        for announcement in &check.announcements {
            saved += announcements::save(&transaction, &check.source, announcement, check.at)?;
        }
        withdraw(&transaction, check)?;
        figures::save(&transaction, &check.source, &check.figures)?;
        sightings::save(&transaction, &check.source, &check.sightings, check.at)?;
        if let Some(spent) = &check.spent {
            quotas::spend(&transaction, spent)?;
        }
        note(&transaction, check)?;
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO checks (source, at, failed, state, new_items, announced, changed, known, left_out)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                check.source.as_str(),
                check.at.as_second(),
                check.failed,
                check.after.state,
                (saved.new + saved.changed) as i64,
                check.announcements.len() as i64 + i64::from(check.left_out),
                saved.changed as i64,
                saved.known as i64,
                check.left_out,
            ])?;
        transaction.commit()?;
        Ok(saved)
    }

    /// Notes what was reported of a source.
    pub fn save_alarm(&mut self, source: &SourceId, alarm: &str) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE sources SET alarm = ?2 WHERE id = ?1")?
            .execute(params![source.as_str(), alarm])?;
        Ok(())
    }

    /// Takes failures back that were not the sources': each is due at `due_at`, with the rhythm and the count of
    /// failures that it had before.
    pub fn forgive(&mut self, before: &[(SourceId, SourceState)], due_at: Timestamp) -> Result<()> {
        let transaction = self.begin()?;
        for (source, state) in before {
            transaction
                .prepare_cached(
                    "UPDATE sources SET rhythm = ?2, failures = ?3, next_check_at = ?4 WHERE id = ?1",
                )?
                .execute(params![source.as_str(), state.rhythm, state.failures, due_at.as_second()])?;
        }
        transaction.commit()?;
        Ok(())
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

/// Writes what is remembered of the source.
fn note(connection: &Connection, check: &Check) -> Result<()> {
    let after = &check.after;
    connection
        .prepare_cached(
            "INSERT INTO sources (id, name, state, etag, last_modified, body_hash, checked_at, next_check_at, failures,
                cursor, rhythm, alarm, moved_to, moved_times)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, state = excluded.state, etag = excluded.etag,
                last_modified = excluded.last_modified, body_hash = excluded.body_hash,
                checked_at = excluded.checked_at, next_check_at = excluded.next_check_at,
                failures = excluded.failures, cursor = excluded.cursor, rhythm = excluded.rhythm,
                alarm = excluded.alarm, moved_to = excluded.moved_to, moved_times = excluded.moved_times",
        )?
        .execute(params![
            check.source.as_str(),
            check.name,
            after.state,
            after.etag,
            after.last_modified,
            after.body_hash,
            check.at.as_second(),
            after.next_check_at.map_or(0, Timestamp::as_second),
            after.failures,
            after.cursor,
            after.rhythm,
            after.alarm,
            after.moved.as_ref().map(|(url, _)| url.as_str()),
            after.moved.as_ref().map_or(0, |(_, times)| *times),
        ])?;
    Ok(())
}

/// Forgets what was withdrawn at the source.
fn withdraw(connection: &Connection, check: &Check) -> Result<()> {
    for key in &check.withdrawn {
        let item: Option<i64> = connection
            .prepare_cached("SELECT id FROM items WHERE source = ?1 AND key = ?2")?
            .query_row(params![check.source.as_str(), key], |row| row.get(0))
            .optional()?;
        if let Some(item) = item {
            erasure::forget(connection, ItemId(item), Why::Withdrawn, check.at)?;
        }
    }
    edition_cuts::cut(connection)
}
