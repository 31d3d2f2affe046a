//! Opening the database and keeping positions.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::{Error, Result, schema};

/// The database. One process writes at a time; readers may be many.
pub struct Store {
    pub(crate) connection: Connection,
}

impl Store {
    /// Opens the database file, making it when absent, and brings it to the newest schema.
    ///
    /// Write-ahead log with `synchronous=FULL`: what a method has written survives a power cut. `secure_delete` so
    /// that destroyed keys and erased texts are overwritten, not only unlinked.
    pub fn open(path: &Path) -> Result<Self> {
        let unusable =
            |cause: rusqlite::Error| Error::Unusable { path: path.to_owned(), cause: Box::new(cause) };
        let connection = Connection::open(path).map_err(unusable)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(unusable)?;
        Self::prepare(connection, path)
    }

    /// A store that lives as long as the value: for tests.
    pub fn in_memory() -> Result<Self> {
        Self::prepare(Connection::open_in_memory()?, Path::new(":memory:"))
    }

    fn prepare(mut connection: Connection, path: &Path) -> Result<Self> {
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        connection.pragma_update(None, "secure_delete", "ON")?;
        connection.pragma_update(None, "cache_size", -32_000)?;
        connection.set_prepared_statement_cache_capacity(64);
        schema::migrate(&mut connection, path)?;
        Ok(Self { connection })
    }

    pub(crate) fn begin(&mut self) -> Result<Transaction<'_>> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Writes what the write-ahead log still holds into the database file and empties the log, so that destroyed
    /// keys are in neither.
    pub fn settle(&self) -> Result<()> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// How long a statement waits for another process's transaction.
const BUSY: std::time::Duration = std::time::Duration::from_secs(10);

/// How far a pass has come; 0 before its first run.
pub(crate) fn position(connection: &Connection, pass: &str) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT position FROM positions WHERE pass = ?1")?;
    Ok(statement.query_row([pass], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Notes how far a pass has come; call it in the transaction that writes the pass's result.
pub(crate) fn set_position(connection: &Connection, pass: &str, position: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO positions VALUES (?1, ?2) ON CONFLICT (pass) DO UPDATE SET position = excluded.position")?
        .execute(params![pass, position])?;
    Ok(())
}

/// The next number of the one sequence that orders all changes of posts.
pub(crate) fn next_change(connection: &Connection) -> Result<i64> {
    let change = position(connection, "change")? + 1;
    set_position(connection, "change", change)?;
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_database_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dauys.db");
        drop(Store::open(&path).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        let error = Store::open(&path).err().unwrap().to_string();
        assert!(error.contains("schema 99"), "{error}");
        assert!(error.contains("dauys.db"), "{error}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = Store::open(Path::new("/nonexistent/dauys.db")).err().unwrap().to_string();
        assert!(error.contains("/nonexistent/dauys.db"), "{error}");
    }

    #[test]
    fn opening_twice_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dauys.db");
        drop(Store::open(&path).unwrap());
        let before = std::fs::read(&path).unwrap();
        drop(Store::open(&path).unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}
