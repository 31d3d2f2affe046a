//! Forgetting: what is kept for how long, and erasing a post or a source everywhere.

use dauys_model::{ItemId, PostId, SourceId};
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, params};

use crate::readings::{Counts, remove};
use crate::{Result, Store};

/// For how many days what is kept, counted from when it was first seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Fetched pages.
    pub raw_days: u32,
    /// Texts of citizens.
    pub citizens_days: u32,
    /// Texts of outlets and authorities.
    pub news_days: u32,
}

/// What was forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Pages.
    pub pages: u64,
    /// Items with their texts.
    pub items: u64,
}

impl Store {
    /// Forgets what is older than it is kept. Counts of topics stay.
    pub fn prune(&mut self, kept: Kept, now: Timestamp) -> Result<Pruned> {
        let before =
            |days: u32| now.checked_sub((i64::from(days) * 24).hours()).unwrap_or(Timestamp::MIN).as_second();
        let transaction = self.begin()?;
        let pages =
            transaction.execute("DELETE FROM pages WHERE fetched_at < ?1", [before(kept.raw_days)])?;
        let items = ids(
            &transaction,
            "SELECT id FROM items WHERE seen_at < CASE WHEN kind IN ('comment', 'appeal') THEN ?1 ELSE ?2 END ORDER BY id",
            params![before(kept.citizens_days), before(kept.news_days)],
        )?;
        for item in &items {
            forget(&transaction, *item, Counts::Stand)?;
        }
        transaction.execute("DELETE FROM checks WHERE at < ?1", [before(kept.news_days)])?;
        transaction.commit()?;
        Ok(Pruned { pages: pages as u64, items: items.len() as u64 })
    }

    /// Erases one post and its item; false when there is none. A source that still lists it announces it anew.
    pub fn erase_post(&mut self, post: PostId) -> Result<bool> {
        let transaction = self.begin()?;
        let erased = forget(&transaction, ItemId(post.0), Counts::Undone)?;
        transaction.commit()?;
        self.settle()?;
        Ok(erased)
    }

    /// Erases a source with all its items; answers how many items there were.
    pub fn erase_source(&mut self, source: &SourceId) -> Result<u64> {
        let transaction = self.begin()?;
        let items = ids(
            &transaction,
            "SELECT id FROM items WHERE source = ?1 ORDER BY id",
            params![source.as_str()],
        )?;
        for item in &items {
            forget(&transaction, *item, Counts::Undone)?;
        }
        transaction.execute("DELETE FROM checks WHERE source = ?1", [source.as_str()])?;
        transaction.execute("DELETE FROM sources WHERE id = ?1", [source.as_str()])?;
        transaction.commit()?;
        self.settle()?;
        Ok(items.len() as u64)
    }
}

fn ids(connection: &Connection, query: &str, parameters: impl rusqlite::Params) -> Result<Vec<ItemId>> {
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map(parameters, |row| row.get(0).map(ItemId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn forget(connection: &Connection, item: ItemId, counts: Counts) -> Result<bool> {
    remove(connection, item, counts)?;
    Ok(connection.prepare_cached("DELETE FROM items WHERE id = ?1")?.execute([item.0])? > 0)
}
