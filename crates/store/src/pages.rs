//! Pages of articles: which are wanted, what came, what is given up.

use dauys_model::{ItemId, Page, Rejection, SourceId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use url::Url;

use crate::{Result, Store, columns};

/// An item whose page is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The item.
    pub item: ItemId,
    /// Its source.
    pub source: SourceId,
    /// The page's address.
    pub url: Url,
    /// How often it was tried in vain.
    pub tries: u32,
    /// Whether the item has a text of its own to fall back on.
    pub has_text: bool,
}

/// A page that is still kept.
#[derive(Clone, Debug)]
pub struct KeptPage {
    /// The page.
    pub page: Page,
    /// When it was fetched.
    pub fetched_at: Timestamp,
}

/// zstd's default level: about a quarter of the size of typical pages at some 200 MB/s.
const COMPRESSION_LEVEL: i32 = 3;

impl Store {
    /// The items whose pages are wanted and due, by number.
    pub fn wanted_pages(&self, now: Timestamp) -> Result<Vec<Wanted>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, source, url, tries, text <> '' FROM items
             WHERE state = 'pull' AND next_try_at <= ?1 ORDER BY id",
        )?;
        let rows = statement.query_map([now.as_second()], |row| {
            Ok((
                row.get(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Option<String>>(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })?;
        rows.map(|row| {
            let (item, source, url, tries, has_text) = row?;
            let url =
                columns::url(url)?.ok_or_else(|| columns::corrupt("a wanted page without an address"))?;
            Ok(Wanted { item: ItemId(item), source: columns::source(&source)?, url, tries, has_text })
        })
        .collect()
    }

    /// Keeps a page; its item waits to be read.
    pub fn save_page(&mut self, item: ItemId, page: &Page, at: Timestamp) -> Result<()> {
        let body = zstd::encode_all(page.body.as_slice(), COMPRESSION_LEVEL).map_err(columns::corrupt)?;
        let transaction = self.begin()?;
        transaction
            .prepare_cached("INSERT OR REPLACE INTO pages VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![item.0, page.url.as_str(), page.content_type, body, at.as_second()])?;
        transaction.prepare_cached("UPDATE items SET state = 'read' WHERE id = ?1")?.execute([item.0])?;
        transaction.commit()?;
        Ok(())
    }

    /// The page of an item, if one is still kept.
    pub fn page(&self, item: ItemId) -> Result<Option<KeptPage>> {
        let row = self
            .connection
            .prepare_cached("SELECT url, content_type, body, fetched_at FROM pages WHERE item = ?1")?
            .query_row([item.0], |row| {
                Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?, row.get(3)?))
            })
            .optional()?;
        let Some((url, content_type, body, fetched_at)) = row else { return Ok(None) };
        let body = zstd::decode_all(body.as_slice()).map_err(columns::corrupt)?;
        let page = Page { url: Url::parse(&url).map_err(columns::corrupt)?, content_type, body };
        Ok(Some(KeptPage { page, fetched_at: columns::timestamp(fetched_at)? }))
    }

    /// Notes that a page could not be had and when to try again.
    pub fn postpone_page(&mut self, item: ItemId, next_try_at: Timestamp) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE items SET tries = tries + 1, next_try_at = ?2 WHERE id = ?1")?
            .execute(params![item.0, next_try_at.as_second()])?;
        Ok(())
    }

    /// Gives a page up: the item is read from its own text.
    pub fn read_without_page(&mut self, item: ItemId) -> Result<()> {
        self.connection.prepare_cached("UPDATE items SET state = 'read' WHERE id = ?1")?.execute([item.0])?;
        Ok(())
    }

    /// Notes that the page of an item forbids to use its text: the item is known by title and address only.
    pub fn reserve_item(&mut self, item: ItemId) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE items SET state = 'read', policy = 'metadata_only', text = '' WHERE id = ?1",
            )?
            .execute([item.0])?;
        Ok(())
    }

    /// Gives an item up for want of its page.
    pub fn reject_item(&mut self, item: ItemId, rejection: &Rejection) -> Result<()> {
        let transaction = self.begin()?;
        crate::readings::reject(&transaction, item, rejection)?;
        transaction.commit()?;
        Ok(())
    }
}
