//! Changes of posts in order: what the index follows.

use dauys_model::PostId;
use rusqlite::params;

use crate::posts::{COLUMNS, StoredPost, TABLES, stored_post};
use crate::{Result, Store, open};

/// One change.
#[derive(Clone, Debug)]
pub enum Change {
    /// A post is new or another than before, or grouping made something else of it.
    Put(i64, Box<StoredPost>),
    /// A post is gone.
    Removed(i64, PostId),
}

impl Change {
    /// Its number in the sequence.
    pub fn number(&self) -> i64 {
        match self {
            Self::Put(number, _) | Self::Removed(number, _) => *number,
        }
    }
}

impl Store {
    /// The number of the last change; 0 when nothing ever changed.
    pub fn last_change(&self) -> Result<i64> {
        open::position(&self.connection, "change")
    }

    /// Up to `limit` changes after the given number, in order. A post changed twice appears once, as it is now.
    pub fn changes_after(&self, number: i64, limit: usize) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        // A post and its grouping have a number each; the later one counts.
        for (number_column, is_the_later) in
            [("p.change", "coalesce(g.change, 0) <= p.change"), ("g.change", "p.change < g.change")]
        {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT {COLUMNS}, {number_column} FROM {TABLES}
                 WHERE {number_column} > ?1 AND {is_the_later} ORDER BY {number_column} LIMIT ?2"
            ))?;
            let mut rows = statement.query(params![number, limit as i64])?;
            while let Some(row) = rows.next()? {
                changes.push(Change::Put(row.get(28)?, Box::new(stored_post(row)?)));
            }
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT change, post FROM removals WHERE change > ?1 ORDER BY change LIMIT ?2")?;
        let mut rows = statement.query(params![number, limit as i64])?;
        while let Some(row) = rows.next()? {
            changes.push(Change::Removed(row.get(0)?, PostId(row.get(1)?)));
        }
        changes.sort_by_key(Change::number);
        changes.truncate(limit);
        Ok(changes)
    }

    /// Up to which change removals were trimmed: an index that stands before it must be rebuilt.
    pub fn trimmed(&self) -> Result<i64> {
        open::position(&self.connection, "trimmed")
    }

    /// Drops the record of removals that both the index (which stands at `indexed`) and grouping have followed.
    pub fn trim_removals(&mut self, indexed: i64) -> Result<()> {
        let transaction = self.begin()?;
        let trimmed = indexed.min(open::position(&transaction, "group")?);
        if transaction.execute("DELETE FROM removals WHERE change <= ?1", [trimmed])? > 0 {
            open::set_position(&transaction, "trimmed", trimmed)?;
        }
        transaction.commit()?;
        Ok(())
    }
}
