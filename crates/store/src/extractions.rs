//! How texts were found on pages: the history by which a changed site is noticed.

use dauys_model::{ItemId, SourceId};
use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::{Result, Store};

/// How the text of one page was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extraction {
    /// The way; none when no text was found.
    pub way: Option<String>,
    /// Characters of the text.
    pub chars: u32,
    /// When the page was fetched.
    pub at: Timestamp,
}

pub(crate) fn save(connection: &Connection, item: ItemId, extraction: &Extraction) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO extractions SELECT id, source, ?2, ?3, ?4 FROM items WHERE id = ?1",
        )?
        .execute(params![item.0, extraction.way, extraction.chars, extraction.at.as_second()])?;
    Ok(())
}

impl Store {
    /// The last `limit` extractions of a source, newest first: way and characters.
    pub fn extractions(&self, source: &SourceId, limit: usize) -> Result<Vec<(Option<String>, u32)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT way, chars FROM extractions WHERE source = ?1 ORDER BY at DESC, item DESC LIMIT ?2",
        )?;
        let rows = statement
            .query_map(params![source.as_str(), limit as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Sources with extractions, by id.
    pub fn extracted_sources(&self) -> Result<Vec<SourceId>> {
        let mut statement =
            self.connection.prepare_cached("SELECT DISTINCT source FROM extractions ORDER BY source")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|id| crate::columns::source(&id?)).collect()
    }
}
