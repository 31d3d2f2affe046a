//! The open index: looked at about once a second, refreshed when a pass has written to it, opened anew when it was made
//! anew. Searches go on with what they have while that happens.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use dauys_search::Index;

use crate::failure::Failure;

/// How long the index is taken to be unchanged.
const FRESH: Duration = Duration::from_secs(1);

pub(crate) struct Shelf {
    folder: PathBuf,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    index: Option<Arc<Index>>,
    looked_at: Option<Instant>,
    stamp: Option<Stamp>,
}

/// What tells one state of the index on disk from another.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    folder: (u64, Option<SystemTime>),
    written: (u64, Option<SystemTime>),
}

impl Shelf {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, held: Mutex::default() }
    }

    /// The index as it stands. Blocks while it is opened.
    pub(crate) fn index(&self) -> Result<Arc<Index>, Failure> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = &held.index
            && held.looked_at.is_some_and(|at| at.elapsed() < FRESH)
        {
            return Ok(Arc::clone(index));
        }
        held.looked_at = Some(Instant::now());
        let Some(stamp) = self.stamp() else {
            // It is being made anew: the old one still answers where there is one.
            return held.index.clone().ok_or(Failure::NoIndex);
        };
        match (&held.index, held.stamp) {
            (Some(index), Some(before)) if before == stamp => return Ok(Arc::clone(index)),
            (Some(index), Some(before)) if before.folder == stamp.folder => {
                let index = Arc::clone(index);
                match index.refresh() {
                    Ok(_) => held.stamp = Some(stamp),
                    Err(error) => tracing::warn!("the index could not be refreshed: {error}"),
                }
                return Ok(index);
            }
            _ => {}
        }
        match Index::open_existing(&self.folder) {
            Ok(index) => {
                let index = Arc::new(index);
                held.index = Some(Arc::clone(&index));
                held.stamp = Some(stamp);
                Ok(index)
            }
            Err(error) => {
                tracing::warn!("the index could not be opened: {error}");
                held.index.clone().ok_or(Failure::NoIndex)
            }
        }
    }

    /// `None` when there is no index.
    fn stamp(&self) -> Option<Stamp> {
        let folder = std::fs::metadata(&self.folder).ok()?;
        let written = std::fs::metadata(self.folder.join("meta.json")).ok()?;
        Some(Stamp {
            folder: (number(&folder), folder.created().ok()),
            written: (written.len(), written.modified().ok()),
        })
    }
}

#[cfg(unix)]
fn number(metadata: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &std::fs::Metadata) -> u64 {
    0
}
