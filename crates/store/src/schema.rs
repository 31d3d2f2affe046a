//! The schema as a list of forward migrations; `PRAGMA user_version` says how many a database has seen.
//!
//! A migration that was released is never edited: the next change is a new file.

use std::path::Path;

use rusqlite::Connection;

use crate::{Error, Result};

const MIGRATIONS: [&str; 7] = [
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_collection.sql"),
    include_str!("migrations/0003_search.sql"),
    include_str!("migrations/0004_meaning.sql"),
    include_str!("migrations/0005_decisions.sql"),
    include_str!("migrations/0006_signals.sql"),
    include_str!("migrations/0007_editions.sql"),
];

/// Brings a database to the newest schema, or refuses one from the future.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    let known = MIGRATIONS.len() as u32;
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(Error::Newer { path: path.to_owned(), found, known });
    }
    for (number, migration) in MIGRATIONS.iter().enumerate().skip(found as usize) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", number as u32 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}
