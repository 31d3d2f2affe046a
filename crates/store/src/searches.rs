//! Saved searches and their notices. What a look tells, what its rules remember and up to when they were applied are one
//! transaction: a run that is killed has told and remembers all of a look, or nothing.

use dauys_model::{Alert, Notice, NoticeId, SavedSearch, SearchDraft, SearchId, Told};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{Result, Store, columns};

/// A look at a saved search, to be written down.
#[derive(Clone, Debug)]
pub struct LookedAt {
    /// When.
    pub at: Timestamp,
    /// What the rules remember from now on.
    pub standing: String,
    /// What is told.
    pub told: Vec<Told>,
}

/// Which notices are meant; all by default, the newest first.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoticeFilter {
    /// Those of one search.
    pub search: Option<SearchId>,
    /// Those that nobody has looked at.
    pub unseen: bool,
    /// At most so many; all when absent.
    pub limit: Option<u32>,
}

const COLUMNS: &str = "id, name, query, expanded, alert, made_at, looked_at, standing";

impl Store {
    /// Keeps a search. `None` when another has its name.
    pub fn add_search(
        &mut self,
        draft: &SearchDraft,
        standing: &str,
        now: Timestamp,
    ) -> Result<Option<SearchId>> {
        let transaction = self.begin()?;
        if is_taken(&transaction, &draft.name, None)? {
            return Ok(None);
        }
        transaction
            .prepare_cached(
                "INSERT INTO searches (name, query, expanded, alert, made_at, looked_at, standing)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
            )?
            .execute(params![
                draft.name,
                draft.query,
                draft.expanded,
                written(draft.alert.as_ref())?,
                now.as_second(),
                standing
            ])?;
        let id = SearchId(transaction.last_insert_rowid());
        transaction.commit()?;
        Ok(Some(id))
    }

    /// Changes what a search says; false when another has the name, or the search is gone. With a `standing`, its rules begin
    /// anew at `now`: give one whenever what it finds or what fires it is another.
    pub fn change_search(
        &mut self,
        id: SearchId,
        draft: &SearchDraft,
        standing: Option<&str>,
        now: Timestamp,
    ) -> Result<bool> {
        let transaction = self.begin()?;
        if is_taken(&transaction, &draft.name, Some(id))? {
            return Ok(false);
        }
        let changed = transaction
            .prepare_cached(
                "UPDATE searches SET name = ?2, query = ?3, expanded = ?4, alert = ?5, standing = coalesce(?6, standing),
                    looked_at = CASE WHEN ?6 IS NULL THEN looked_at ELSE ?7 END
                 WHERE id = ?1",
            )?
            .execute(params![
                id.0,
                draft.name,
                draft.query,
                draft.expanded,
                written(draft.alert.as_ref())?,
                standing,
                now.as_second()
            ])?;
        transaction.commit()?;
        Ok(changed == 1)
    }

    /// Removes a search with its notices; false when there is none.
    pub fn remove_search(&mut self, id: SearchId) -> Result<bool> {
        let removed = self.connection.execute("DELETE FROM searches WHERE id = ?1", [id.0])?;
        Ok(removed == 1)
    }

    /// All saved searches, by name.
    pub fn searches(&self) -> Result<Vec<SavedSearch>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM searches ORDER BY lower(name), name"))?;
        let mut rows = statement.query([])?;
        let mut searches = Vec::new();
        while let Some(row) = rows.next()? {
            searches.push(search_of(row)?);
        }
        Ok(searches)
    }

    /// One saved search.
    pub fn saved_search(&self, id: SearchId) -> Result<Option<SavedSearch>> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM searches WHERE id = ?1"))?;
        let mut rows = statement.query([id.0])?;
        rows.next()?.map(search_of).transpose()
    }

    /// Writes down a look: notices, memory and moment, all or nothing. False, and nothing is written, when the search is gone
    /// or somebody changed it or looked at it since it was read.
    pub fn save_look(&mut self, before: &SavedSearch, look: &LookedAt) -> Result<bool> {
        let transaction = self.begin()?;
        let changed = transaction
            .prepare_cached(
                "UPDATE searches SET looked_at = ?2, standing = ?3
                 WHERE id = ?1 AND looked_at IS ?4 AND standing = ?5 AND query = ?6 AND alert IS ?7",
            )?
            .execute(params![
                before.id.0,
                look.at.as_second(),
                look.standing,
                before.looked_at.map(Timestamp::as_second),
                before.standing,
                before.draft.query,
                written(before.draft.alert.as_ref())?
            ])?;
        if changed == 0 {
            return Ok(false);
        }
        for told in &look.told {
            let written = serde_json::to_string(told).map_err(columns::corrupt)?;
            transaction
                .prepare_cached("INSERT INTO notices (search, at, told) VALUES (?1, ?2, ?3)")?
                .execute(params![before.id.0, told.at.as_second(), written])?;
        }
        transaction.commit()?;
        Ok(true)
    }

    /// Notices, the newest first.
    pub fn notices(&self, filter: &NoticeFilter) -> Result<Vec<Notice>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, search, told, seen_at FROM notices
             WHERE (?1 IS NULL OR search = ?1) AND (NOT ?2 OR seen_at IS NULL)
             ORDER BY at DESC, id DESC LIMIT ?3",
        )?;
        let mut rows = statement.query(params![
            filter.search.map(|search| search.0),
            filter.unseen,
            filter.limit.map_or(-1, i64::from)
        ])?;
        let mut notices = Vec::new();
        while let Some(row) = rows.next()? {
            notices.push(Notice {
                id: NoticeId(row.get(0)?),
                search: SearchId(row.get(1)?),
                told: serde_json::from_str(&row.get::<_, String>(2)?).map_err(columns::corrupt)?,
                seen_at: row.get::<_, Option<i64>>(3)?.map(columns::timestamp).transpose()?,
            });
        }
        Ok(notices)
    }

    /// How many notices nobody has looked at.
    pub fn unseen_notices(&self) -> Result<u64> {
        let mut statement =
            self.connection.prepare_cached("SELECT count(*) FROM notices WHERE seen_at IS NULL")?;
        Ok(statement.query_row([], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// Marks notices as seen: one, those of a search, or all that are; answers how many were not seen before.
    pub fn mark_seen(
        &mut self,
        notice: Option<NoticeId>,
        search: Option<SearchId>,
        now: Timestamp,
    ) -> Result<usize> {
        Ok(self.connection.execute(
            "UPDATE notices SET seen_at = ?3
             WHERE seen_at IS NULL AND (?1 IS NULL OR id = ?1) AND (?2 IS NULL OR search = ?2)",
            params![notice.map(|notice| notice.0), search.map(|search| search.0), now.as_second()],
        )?)
    }
}

fn is_taken(connection: &Connection, name: &str, besides: Option<SearchId>) -> Result<bool> {
    let other = connection
        .prepare_cached("SELECT id FROM searches WHERE name = ?1")?
        .query_row([name], |row| row.get(0).map(SearchId))
        .optional()?;
    Ok(other.is_some() && other != besides)
}

fn written(alert: Option<&Alert>) -> Result<Option<String>> {
    alert.map(|alert| serde_json::to_string(alert).map_err(columns::corrupt)).transpose()
}

fn search_of(row: &Row<'_>) -> Result<SavedSearch> {
    let alert: Option<String> = row.get(4)?;
    Ok(SavedSearch {
        id: SearchId(row.get(0)?),
        draft: SearchDraft {
            name: row.get(1)?,
            query: row.get(2)?,
            expanded: row.get(3)?,
            alert: alert.map(|alert| serde_json::from_str(&alert).map_err(columns::corrupt)).transpose()?,
        },
        made_at: columns::timestamp(row.get(5)?)?,
        looked_at: row.get::<_, Option<i64>>(6)?.map(columns::timestamp).transpose()?,
        standing: row.get(7)?,
    })
}
