//! What can go wrong in the store, by what the caller does next.

use std::path::PathBuf;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database was written by a newer program: use that program, or another data folder.
    #[error(
        "database `{path}` has schema {found}, newer than the {known} this program knows: run the newer program that wrote it, or choose another data folder with --data"
    )]
    Newer {
        /// The database file.
        path: PathBuf,
        /// Its schema number.
        found: u32,
        /// The newest schema this program knows.
        known: u32,
    },
    /// The file cannot be made, opened or written.
    #[error("cannot open database `{path}`: check that the folder exists, is writable and has space")]
    Unusable {
        /// The database file.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A row holds what no version of the program writes: restore a backup.
    #[error("the database holds a value this program never writes: {0}")]
    Corrupt(String),
    /// SQLite reports a failure (full disk, lock, damage).
    #[error("the database reports a failure")]
    Sqlite(#[from] rusqlite::Error),
}
