//! The posts that repeat a post.

use dauys_model::PostId;
use rusqlite::params;

use crate::posts::{COLUMNS, TABLES, stored_post};
use crate::{Result, Store, StoredPost};

impl Store {
    /// The posts that repeat a post, the oldest first.
    pub fn repeats_of(&self, original: PostId, limit: usize) -> Result<Vec<StoredPost>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM {TABLES} WHERE g.duplicate_of = ?1 ORDER BY p.published_at, p.id LIMIT ?2"
        ))?;
        let mut rows = statement.query(params![original.0, i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut posts = Vec::new();
        while let Some(row) = rows.next()? {
            posts.push(stored_post(row)?);
        }
        Ok(posts)
    }
}
