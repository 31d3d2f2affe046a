//! What every request shares: the installation, its open databases and its open index.

use std::sync::Arc;

use dauys_search::Index;
use dauys_store::Store;

use crate::api::limit::Limiter;
use crate::failure::Failure;
use crate::office::Office;
use crate::pool::Pool;
use crate::shelf::Shelf;

/// Shared by all requests; cloning is cheap.
#[derive(Clone)]
pub(crate) struct App(Arc<Inside>);

struct Inside {
    office: Office,
    pool: Pool,
    shelf: Shelf,
    limiter: Limiter,
}

impl App {
    /// For one installation; nothing is opened yet.
    pub(crate) fn new(office: Office) -> Self {
        let pool = Pool::new(office.database.clone());
        let shelf = Shelf::new(office.index.clone());
        Self(Arc::new(Inside { office, pool, shelf, limiter: Limiter::default() }))
    }

    /// The installation.
    pub(crate) fn office(&self) -> &Office {
        &self.0.office
    }

    /// How often each client asked.
    pub(crate) fn limiter(&self) -> &Limiter {
        &self.0.limiter
    }

    /// Does something with the database off the threads that answer requests. Few do so at once; the others wait.
    pub(crate) async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let permit = self.0.pool.permit().await?;
        let app = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let mut store = app.0.pool.take()?;
            let done = work(&mut store);
            app.0.pool.give_back(store);
            done
        });
        done.await.map_err(|error| Failure::internal(&error))?
    }

    /// As [`App::with_store`], with the index as it stands now beside the database.
    pub(crate) async fn with_index<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store, &Index) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let app = self.clone();
        self.with_store(move |store| work(store, &*app.0.shelf.index()?)).await
    }

    /// As [`App::with_index`], but does without an index when there is none.
    pub(crate) async fn with_index_if_any<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store, Option<&Index>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let app = self.clone();
        self.with_store(move |store| work(store, app.0.shelf.index().ok().as_deref())).await
    }
}
