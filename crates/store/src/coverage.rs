//! What was heard and what was not: checks of sources, and where the items stand.

use dauys_model::{ItemId, SourceId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

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

    /// What polls within `from..to` announced and what became of it.
    pub fn announced(&self, from: Timestamp, to: Timestamp) -> Result<Announced> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT coalesce(sum(announced), 0), coalesce(sum(new_items - changed), 0), coalesce(sum(changed), 0),
                    coalesce(sum(known), 0), coalesce(sum(left_out), 0)
                 FROM checks WHERE at >= ?1 AND at < ?2 AND announced > 0",
            )?
            .query_row(params![from.as_second(), to.as_second()], |row| {
                let count = |index| row.get::<_, i64>(index).map(i64::unsigned_abs);
                Ok(Announced {
                    announced: count(0)?,
                    new: count(1)?,
                    changed: count(2)?,
                    known: count(3)?,
                    left_out: count(4)?,
                })
            })?;
        Ok(row)
    }

    /// Where every item ever stored ended.
    pub fn ends(&self) -> Result<Ends> {
        let mut ends = Ends::default();
        let count = |row: &rusqlite::Row<'_>, index| row.get::<_, i64>(index).map(i64::unsigned_abs);
        let mut states = self.connection.prepare_cached(
            "SELECT CASE WHEN state = 'pull' AND tries > 0 THEN 'postponed' ELSE state END AS stands, count(*) FROM items
             GROUP BY stands",
        )?;
        let mut rows = states.query([])?;
        while let Some(row) = rows.next()? {
            let items = count(row, 1)?;
            ends.items += items;
            match row.get::<_, String>(0)?.as_str() {
                "post" => ends.posts = items,
                "rejected" => ends.rejected_items = items,
                "pull" => ends.wanting_page = items,
                "postponed" => ends.postponed = items,
                _ => ends.unread = items,
            }
        }
        let mut reasons = self
            .connection
            .prepare_cached("SELECT reason, count(*) FROM rejections GROUP BY reason ORDER BY reason")?;
        let mut rows = reasons.query([])?;
        while let Some(row) = rows.next()? {
            ends.rejected.push((row.get(0)?, count(row, 1)?));
        }
        let mut forgotten =
            self.connection.prepare_cached("SELECT reason, sum(items) FROM forgotten GROUP BY reason")?;
        let mut rows = forgotten.query([])?;
        while let Some(row) = rows.next()? {
            let items = count(row, 1)?;
            match row.get::<_, String>(0)?.as_str() {
                "expired" => ends.expired = items,
                "erased" => ends.erased = items,
                _ => ends.withdrawn = items,
            }
        }
        Ok(ends)
    }

    /// When the newest items of a source came, up to `limit`, ascending: by the word of the source, else when they were
    /// seen.
    pub fn arrivals(&self, source: &SourceId, limit: usize) -> Result<Vec<Timestamp>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT min(CASE WHEN dated THEN published_at ELSE seen_at END, seen_at) FROM items
             WHERE source = ?1 ORDER BY seen_at DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![source.as_str(), limit as i64], |row| row.get(0))?;
        let mut came: Vec<Timestamp> =
            rows.map(|second| columns::timestamp(second?)).collect::<Result<_>>()?;
        came.sort_unstable();
        Ok(came)
    }

    /// When a source was last heard, up to `limit` times, ascending.
    pub fn heard(&self, source: &SourceId, limit: usize) -> Result<Vec<Timestamp>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT at FROM checks WHERE source = ?1 AND NOT failed ORDER BY at DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![source.as_str(), limit as i64], |row| row.get(0))?;
        let mut heard: Vec<Timestamp> =
            rows.map(|second| columns::timestamp(second?)).collect::<Result<_>>()?;
        heard.sort_unstable();
        Ok(heard)
    }

    /// Where an item stands.
    pub fn item(&self, id: ItemId) -> Result<Option<ItemStands>> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT source, key, state, revision, tries, next_try_at, seen_at, listed_at FROM items WHERE id = ?1",
            )?
            .query_row([id.0], |row| {
                let seconds = (row.get(5)?, row.get(6)?, row.get(7)?);
                let texts: (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok((texts, row.get(3)?, row.get(4)?, seconds))
            })
            .optional()?;
        let Some(((source, key, state), revision, tries, (next_try_at, seen_at, listed_at))) = row else {
            return Ok(None);
        };
        Ok(Some(ItemStands {
            source: columns::source(&source)?,
            key,
            state,
            revision,
            tries,
            next_try_at: columns::timestamp(next_try_at)?,
            seen_at: columns::timestamp(seen_at)?,
            listed_at: columns::timestamp(listed_at)?,
        }))
    }
}

/// What polls announced: `announced` is the sum of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Announced {
    /// Entries of all answers.
    pub announced: u64,
    /// Items not known before.
    pub new: u64,
    /// Known items with another title or text.
    pub changed: u64,
    /// Known items as they were.
    pub known: u64,
    /// Entries that became no item.
    pub left_out: u64,
}

/// Where every item ended. `items` is the sum of `posts`, `rejected_items`, `wanting_page`, `postponed` and `unread`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// Items that are kept.
    pub items: u64,
    /// Became posts.
    pub posts: u64,
    /// Became none.
    pub rejected_items: u64,
    /// The same by reason; their sum is `rejected_items`.
    pub rejected: Vec<(String, u64)>,
    /// Wait for their page.
    pub wanting_page: u64,
    /// Wait for another try at their page.
    pub postponed: u64,
    /// Wait to be read.
    pub unread: u64,
    /// No longer kept, since they were kept long enough.
    pub expired: u64,
    /// No longer kept, since a person had them erased.
    pub erased: u64,
    /// No longer kept, since they were withdrawn at their source.
    pub withdrawn: u64,
}

/// Where one item stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemStands {
    /// Its source.
    pub source: SourceId,
    /// Its key.
    pub key: String,
    /// `pull`, `read`, `post` or `rejected`.
    pub state: String,
    /// How often its text changed at the source, from 1.
    pub revision: u32,
    /// How often its page was tried in vain.
    pub tries: u32,
    /// When its page is tried again.
    pub next_try_at: Timestamp,
    /// When it was first seen.
    pub seen_at: Timestamp,
    /// When it was last seen to be listed, to the day.
    pub listed_at: Timestamp,
}
