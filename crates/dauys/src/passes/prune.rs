//! Prune: what was kept long enough is forgotten, and keys of past days are destroyed.

use dauys_store::{Kept, Pruned, Store};
use jiff::{Timestamp, ToSpan};

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
    prune_archives(home, now);
    Ok(store.prune(&kept, now)?)
}

/// Deletes archives of runs that are older than pages are kept. What cannot be deleted now is tried again at the next run.
fn prune_archives(home: &Home, now: Timestamp) {
    let Some(folder) = &home.config.fetch.archive else { return };
    let days = i64::from(home.config.raw_keep_days);
    let oldest = now.checked_sub((days * 24).hours()).unwrap_or(Timestamp::MIN);
    let oldest = format!("dauys-{}", oldest.strftime("%Y%m%dT%H%M%S"));
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_old = name.starts_with("dauys-") && name.ends_with(".warc.gz") && *name < *oldest;
        if is_old && let Err(error) = std::fs::remove_file(entry.path()) {
            tracing::warn!(archive = %entry.path().display(), %error, "cannot be deleted");
        }
    }
}
