//! Which stored item an announcement is: by key, by canonical address, by content, or none that is known.
//!
//! Sources are careless with identifiers: some give a new one at every poll, some give an old one to another article. So an
//! item is known by the first of these that fits:
//!
//! 1. the same key, unless the canonical address **and** the title are others: then the source used the key again;
//! 2. the same canonical address, whatever the key;
//! 3. for an item without an address, the same title and text;
//! 4. a tomb: an item that was forgotten while its source still lists it.
//!
//! Comments have no canonical address, since they share that of their article.

use std::hash::Hasher;

use dauys_model::SourceId;
use rusqlite::{Connection, OptionalExtension, params};
use siphasher::sip::{SipHasher13, SipHasher24};

use crate::Result;
use crate::announcements::Announcement;

/// What an announcement is to the store.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    /// A stored item, with the hash of its content.
    Known {
        /// Its row.
        item: i64,
        /// The hash of the title and text it had.
        content_hash: i64,
        /// When it was last listed, seconds.
        listed_at: i64,
    },
    /// An item that is no longer kept.
    Forgotten,
    /// Not known, to be stored under this key.
    New(String),
}

/// Shorter texts repeat by chance: «Су жоқ».
const TELLING_CHARS: usize = 40;

/// Finds the item that an announcement of `source` is.
pub(crate) fn find(
    connection: &Connection,
    source: &SourceId,
    announcement: &Announcement,
) -> Result<Identity> {
    let id = source.as_str();
    let by_key = connection
        .prepare_cached(
            "SELECT id, content_hash, listed_at, canonical, title FROM items WHERE source = ?1 AND key = ?2",
        )?
        .query_row(params![id, announcement.key], |row| {
            Ok((known(row)?, row.get::<_, Option<String>>(3)?, row.get::<_, String>(4)?))
        })
        .optional()?;
    let mut is_reused = false;
    if let Some((known, canonical, title)) = by_key {
        let is_elsewhere =
            matches!((&canonical, &announcement.canonical), (Some(old), Some(new)) if old != new);
        is_reused = is_elsewhere && title != announcement.title;
        if !is_reused {
            return Ok(known);
        }
    }
    if let Some(canonical) = &announcement.canonical {
        let by_address = connection
            .prepare_cached(
                "SELECT id, content_hash, listed_at FROM items WHERE source = ?1 AND canonical = ?2 ORDER BY id LIMIT 1",
            )?
            .query_row(params![id, canonical], known)
            .optional()?;
        if let Some(known) = by_address {
            return Ok(known);
        }
    } else if announcement.url.is_none() && announcement.text.chars().count() >= TELLING_CHARS {
        let by_content = connection
            .prepare_cached(
                "SELECT id, content_hash, listed_at FROM items
                 WHERE source = ?1 AND content_hash = ?2 AND url IS NULL AND published_at = ?3 AND kind = ?4
                 ORDER BY id LIMIT 1",
            )?
            .query_row(
                params![
                    id,
                    content_hash(&announcement.title, &announcement.text),
                    announcement.published_at.as_second(),
                    announcement.kind.code(),
                ],
                known,
            )
            .optional()?;
        // Two citizens may say the same words at the same second; an outlet says them once.
        if let Some(known) = by_content
            && !announcement.kind.is_of_citizens()
        {
            return Ok(known);
        }
    }
    let key = match &announcement.canonical {
        Some(canonical) if is_reused => format!("{}#{}", announcement.key, hex(canonical)),
        _ => announcement.key.clone(),
    };
    let mut names = vec![name(&key)];
    names.extend(announcement.canonical.as_deref().map(name));
    for name in names {
        let is_buried = connection
            .prepare_cached("SELECT 1 FROM tombs WHERE source = ?1 AND name = ?2")?
            .exists(params![id, name])?;
        if is_buried {
            return Ok(Identity::Forgotten);
        }
    }
    Ok(Identity::New(key))
}

fn known(row: &rusqlite::Row<'_>) -> rusqlite::Result<Identity> {
    Ok(Identity::Known { item: row.get(0)?, content_hash: row.get(1)?, listed_at: row.get(2)? })
}

/// The hash by which an edit is noticed.
pub(crate) fn content_hash(title: &str, text: &str) -> i64 {
    let mut hasher = SipHasher13::new();
    hasher.write(title.as_bytes());
    hasher.write_u8(0);
    hasher.write(text.as_bytes());
    hasher.finish().cast_signed()
}

/// The eight bytes under which a key or a canonical address is buried.
pub(crate) fn name(of: &str) -> [u8; 8] {
    let mut hasher = SipHasher24::new();
    hasher.write(of.as_bytes());
    hasher.finish().to_be_bytes()
}

fn hex(of: &str) -> String {
    name(of).iter().map(|byte| format!("{byte:02x}")).collect()
}
