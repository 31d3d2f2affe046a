//! A few open databases, handed out one to a request at a time, so that readers wait for no pass and for few other readers.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use dauys_store::Store;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::failure::Failure;

/// How many requests may be at the database at once. Reading is bound to processors, so more would only share them.
const MOST: usize = 8;

pub(crate) struct Pool {
    database: PathBuf,
    idle: Mutex<Vec<Store>>,
    turns: Arc<Semaphore>,
}

impl Pool {
    pub(crate) fn new(database: PathBuf) -> Self {
        Self { database, idle: Mutex::default(), turns: Arc::new(Semaphore::new(MOST)) }
    }

    /// Waits for a turn, which ends when the permit is dropped.
    pub(crate) async fn permit(&self) -> Result<OwnedSemaphorePermit, Failure> {
        Arc::clone(&self.turns).acquire_owned().await.map_err(|error| Failure::internal(&error))
    }

    /// An open database; one that a panicking request held is simply not given back.
    pub(crate) fn take(&self) -> Result<Store, Failure> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(store) => Ok(store),
            // `Store::open` would make an empty database.
            None if !self.database.exists() => Err(Failure::NoIndex),
            None => Store::open(&self.database).map_err(|error| Failure::internal(&error)),
        }
    }

    pub(crate) fn give_back(&self, store: Store) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
    }
}
