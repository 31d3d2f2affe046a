//! Forgetting: what is kept for how long, and erasing a post or a source everywhere.

use dauys_model::{ItemId, PostId, SourceId};
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, OptionalExtension, params};

use crate::readings::{Counts, remove};
use crate::{Result, Store, edition_cuts, identity, voice_days};

/// For how many days what is kept, counted from when it was first seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Fetched pages.
    pub raw_days: u32,
    /// Texts of citizens.
    pub citizens_days: u32,
    /// Texts of outlets and authorities.
    pub news_days: u32,
    /// For sources of the settings, what their own terms allow at most; none where they say nothing. What was said of a source
    /// holds on when it is no longer in the settings.
    pub sources: Vec<(SourceId, Option<u32>)>,
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
    pub fn prune(&mut self, kept: &Kept, now: Timestamp) -> Result<Pruned> {
        let before =
            |days: u32| now.checked_sub((i64::from(days) * 24).hours()).unwrap_or(Timestamp::MIN).as_second();
        let transaction = self.begin()?;
        let pages =
            transaction.execute("DELETE FROM pages WHERE fetched_at < ?1", [before(kept.raw_days)])?;
        for (source, most_days) in &kept.sources {
            transaction
                .prepare_cached("UPDATE sources SET most_days = ?2 WHERE id = ?1")?
                .execute(params![source.as_str(), most_days])?;
        }
        let items = ids(
            &transaction,
            "SELECT items.id FROM items LEFT JOIN sources ON sources.id = items.source
             WHERE items.seen_at < CASE WHEN items.kind IN ('comment', 'appeal') THEN ?1 ELSE ?2 END
                OR items.seen_at < ?3 - 86400 * sources.most_days
             ORDER BY items.id",
            params![before(kept.citizens_days), before(kept.news_days), now.as_second()],
        )?;
        for item in &items {
            forget(&transaction, *item, Why::Expired, now)?;
        }
        edition_cuts::cut(&transaction)?;
        transaction.execute("DELETE FROM checks WHERE at < ?1", [before(kept.news_days)])?;
        transaction.execute("DELETE FROM notices WHERE at < ?1", [before(kept.news_days)])?;
        transaction.execute("DELETE FROM sightings WHERE seen_at < ?1", [before(kept.citizens_days)])?;
        transaction.execute("DELETE FROM tombs WHERE listed_at < ?1", [before(TOMB_DAYS)])?;
        transaction.execute("DELETE FROM robots WHERE fetched_at < ?1", [before(ROBOTS_DAYS)])?;
        transaction.execute("DELETE FROM hosts WHERE until < ?1", [now.as_second()])?;
        transaction.commit()?;
        Ok(Pruned { pages: pages as u64, items: items.len() as u64 })
    }

    /// Erases one post and its item; false when there is none. It does not come back while its source lists it.
    pub fn erase_post(&mut self, post: PostId, now: Timestamp) -> Result<bool> {
        let transaction = self.begin()?;
        let erased = forget(&transaction, ItemId(post.0), Why::Erased, now)?;
        edition_cuts::cut(&transaction)?;
        transaction.commit()?;
        self.settle()?;
        Ok(erased)
    }

    /// Erases a source with all its items; answers how many items there were.
    pub fn erase_source(&mut self, source: &SourceId, now: Timestamp) -> Result<u64> {
        let transaction = self.begin()?;
        let items = ids(
            &transaction,
            "SELECT id FROM items WHERE source = ?1 ORDER BY id",
            params![source.as_str()],
        )?;
        for item in &items {
            forget(&transaction, *item, Why::Erased, now)?;
        }
        edition_cuts::cut(&transaction)?;
        for table in ["checks", "figures", "sightings", "tombs", "forgotten", "extractions"] {
            transaction.execute(&format!("DELETE FROM {table} WHERE source = ?1"), [source.as_str()])?;
        }
        voice_days::forget_source(&transaction, source)?;
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

/// Why an item is no longer kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// It was kept long enough.
    Expired,
    /// A person had it erased.
    Erased,
    /// Its platform says that its writer withdrew it.
    Withdrawn,
}

impl Why {
    fn code(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Erased => "erased",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn counts(self) -> Counts {
        match self {
            Self::Expired => Counts::Stand,
            Self::Erased | Self::Withdrawn => Counts::Undone,
        }
    }
}

/// A forgotten item is known to be listed for so many days after it was last seen so.
const TOMB_DAYS: u32 = 60;

/// So long may an old copy of a robots.txt stand in for one that cannot be had.
const ROBOTS_DAYS: u32 = 30;

/// Forgets an item with all that was made of it: what is left is a count, and eight bytes by which it is known not to be new.
/// [`edition_cuts::cut`] has to follow in the same transaction.
pub(crate) fn forget(connection: &Connection, item: ItemId, why: Why, now: Timestamp) -> Result<bool> {
    remove(connection, item, why.counts())?;
    edition_cuts::note(connection, item)?;
    let gone: Option<(String, String, Option<String>)> = connection
        .prepare_cached("DELETE FROM items WHERE id = ?1 RETURNING source, key, canonical")?
        .query_row([item.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((source, key, canonical)) = gone else { return Ok(false) };
    for of in [Some(key), canonical].into_iter().flatten() {
        connection.prepare_cached("INSERT OR REPLACE INTO tombs VALUES (?1, ?2, ?3)")?.execute(params![
            source,
            identity::name(&of),
            now.as_second()
        ])?;
    }
    connection
        .prepare_cached(
            "INSERT INTO forgotten VALUES (?1, ?2, 1) ON CONFLICT (source, reason) DO UPDATE SET items = items + 1",
        )?
        .execute(params![source, why.code()])?;
    Ok(true)
}
