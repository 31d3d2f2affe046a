//! What was heard and what was not: checks of sources, and where the items stand.

use dauys_model::SourceId;
use jiff::Timestamp;
use rusqlite::params;

use crate::{Result, Store, columns};

/// How the polls of one source went within a span of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The source.
    pub source: SourceId,
    /// Its name.
    pub name: String,
    /// Polls that worked.
    pub heard: u32,
    /// Polls that failed.
    pub failed: u32,
    /// New or changed items they brought.
    pub items: u32,
    /// The named state after the last of them.
    pub state: String,
    /// When it last brought an item, within or before the span.
    pub last_item_at: Option<Timestamp>,
}

/// Where all items stand. `items` is the sum of the others: a test says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All items.
    pub items: u64,
    /// Became posts.
    pub posts: u64,
    /// Were rejected.
    pub rejected: u64,
    /// Wait for their page or for reading.
    pub pending: u64,
}

impl Store {
    /// How every source that was polled within `from..to` fared, by id.
    pub fn checked(&self, from: Timestamp, to: Timestamp) -> Result<Vec<Checked>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.source, coalesce(s.name, c.source), sum(1 - c.failed), sum(c.failed), sum(c.new_items),
                (SELECT state FROM checks l WHERE l.source = c.source AND l.at >= ?1 AND l.at < ?2 ORDER BY l.at DESC LIMIT 1),
                (SELECT max(at) FROM checks l WHERE l.source = c.source AND l.at < ?2 AND l.new_items > 0)
             FROM checks c LEFT JOIN sources s ON s.id = c.source
             WHERE c.at >= ?1 AND c.at < ?2 GROUP BY c.source ORDER BY c.source",
        )?;
        let mut rows = statement.query(params![from.as_second(), to.as_second()])?;
        let mut checked = Vec::new();
        while let Some(row) = rows.next()? {
            checked.push(Checked {
                source: columns::source(&row.get::<_, String>(0)?)?,
                name: row.get(1)?,
                heard: row.get(2)?,
                failed: row.get(3)?,
                items: row.get(4)?,
                state: row.get(5)?,
                last_item_at: row.get::<_, Option<i64>>(6)?.map(columns::timestamp).transpose()?,
            });
        }
        Ok(checked)
    }

    /// Sources with posts published within `from..to` that were not polled then: imported ones, by id, with counts.
    pub fn imported(&self, from: Timestamp, to: Timestamp) -> Result<Vec<(SourceId, String, u32)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT i.source, coalesce(s.name, i.source), count(*) FROM posts p JOIN items i ON i.id = p.id
                LEFT JOIN sources s ON s.id = i.source
             WHERE p.published_at >= ?1 AND p.published_at < ?2
                AND i.source NOT IN (SELECT source FROM checks WHERE at >= ?1 AND at < ?2)
             GROUP BY i.source ORDER BY i.source",
        )?;
        let mut rows = statement.query(params![from.as_second(), to.as_second()])?;
        let mut imported = Vec::new();
        while let Some(row) = rows.next()? {
            imported.push((columns::source(&row.get::<_, String>(0)?)?, row.get(1)?, row.get(2)?));
        }
        Ok(imported)
    }

    /// Where items published within `from..to` stand.
    pub fn tally(&self, from: Timestamp, to: Timestamp) -> Result<Tally> {
        let mut statement = self.connection.prepare_cached(
            "SELECT state, count(*) FROM items WHERE published_at >= ?1 AND published_at < ?2 GROUP BY state",
        )?;
        let mut rows = statement.query(params![from.as_second(), to.as_second()])?;
        let mut tally = Tally::default();
        while let Some(row) = rows.next()? {
            let count: i64 = row.get(1)?;
            let count = count.unsigned_abs();
            tally.items += count;
            match row.get::<_, String>(0)?.as_str() {
                "post" => tally.posts += count,
                "rejected" => tally.rejected += count,
                _ => tally.pending += count,
            }
        }
        Ok(tally)
    }

    /// Rejections by reason, most first.
    pub fn rejections(&self) -> Result<Vec<(String, u64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT reason, count(*) AS n FROM rejections GROUP BY reason ORDER BY n DESC, reason",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
