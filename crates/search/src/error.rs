//! What can go wrong with the index or with a query, named by what the caller does next.

use std::ops::Range;

use dauys_text::person::Refused;
use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};

use crate::fault::Fault;

/// Why an index could not be opened, changed or asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The query cannot be read: show the message to the person who typed it.
    #[error("{fault}, at character {}", at.start + 1)]
    Syntax {
        /// What is wrong.
        fault: Fault,
        /// Which characters of the query, counted from 0 in characters (not bytes); never empty, and beyond the text by
        /// one where something is missing at its end.
        at: Range<usize>,
    },
    /// The query looks for nothing but a person, and is not answered: show the explanation in the language of whoever asked
    /// ([`Refused::kk`], [`Refused::ru`], [`Refused::en`]).
    #[error("{}", .0.en())]
    Refused(Refused),
    /// The place to go on at is none that an answer gave.
    #[error("the place to go on at is none that an answer gave")]
    Cursor,
    /// The index was made by another version of this crate: make it anew with [`Index::create`](crate::Index::create).
    #[error("the index was made by another version and must be rebuilt")]
    Outdated,
    /// The index cannot be read: make it anew with [`Index::create`](crate::Index::create).
    #[error("the index is damaged and must be rebuilt: {0}")]
    Damaged(String),
    /// Another process is changing the index: try again later.
    #[error("the index is being changed by another process")]
    Locked,
    /// The folder that was named holds something else than an index.
    #[error("`{0}` holds something else than an index")]
    Foreign(std::path::PathBuf),
    /// The disk or the file system failed.
    #[error("reading or writing the index")]
    Io(#[source] std::io::Error),
    /// Anything else that the engine reports.
    #[error("the search engine failed")]
    Engine(#[source] TantivyError),
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        let again =
            |error: &std::sync::Arc<std::io::Error>| std::io::Error::new(error.kind(), error.to_string());
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Locked,
            TantivyError::LockFailure(LockError::IoError(error), _) => Self::Io(again(&error)),
            TantivyError::DataCorruption(what) => Self::Damaged(format!("{what:?}")),
            TantivyError::IncompatibleIndex(_)
            | TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_)) => Self::Outdated,
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                Self::Damaged(format!("`{}` is missing", file.display()))
            }
            TantivyError::IoError(error) => Self::Io(again(&error)),
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
            | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
                Self::Io(again(&io_error))
            }
            other => Self::Engine(other),
        }
    }
}
