//! The ledger of an installation: what was announced and where every item ended, so that every report adds up.

use dauys_store::Store;
use dauys_watch::ledger::{Forgotten, Ledger, Pending};
use jiff::Timestamp;

/// What polls within `from..to` announced, and where all items stand.
pub(crate) fn of(store: &Store, from: Timestamp, to: Timestamp) -> anyhow::Result<Ledger> {
    let announced = store.announced(from, to)?;
    let ends = store.ends()?;
    let forgotten = Forgotten { pruned: ends.expired, erased: ends.erased, withdrawn: ends.withdrawn };
    Ok(Ledger {
        announced: announced.announced,
        new: announced.new,
        changed: announced.changed,
        known: announced.known,
        left_out: announced.left_out,
        items: ends.items + forgotten.pruned + forgotten.erased + forgotten.withdrawn,
        posts: ends.posts,
        rejected: ends.rejected.into_iter().collect(),
        pending: Pending { page: ends.wanting_page, postponed: ends.postponed, reading: ends.unread },
        forgotten,
    })
}
