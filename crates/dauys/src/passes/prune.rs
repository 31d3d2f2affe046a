//! Prune: what was kept long enough is forgotten, and keys of past days are destroyed.

use dauys_store::{Kept, Pruned, Store};
use jiff::Timestamp;

use crate::home::Home;

/// Forgets what is older than the settings keep it.
pub(crate) fn prune(home: &Home, store: &mut Store, now: Timestamp) -> anyhow::Result<Pruned> {
    store.destroy_keys(now)?;
    let kept = Kept {
        raw_days: home.config.raw_keep_days,
        citizens_days: home.config.citizens_keep_days,
        news_days: home.config.news_keep_days,
        sources: home.config.source.iter().map(|source| (source.id.clone(), source.most_days())).collect(),
    };
    Ok(store.prune(&kept, now)?)
}
