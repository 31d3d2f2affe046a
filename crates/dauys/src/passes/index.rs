//! Index: changes of posts and of their grouping after the index's own position are applied; the position travels in the
//! index's commit.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context;
use dauys_search::{Entry, Index};
use dauys_store::{Change, Store};

use crate::home::Home;
use crate::progress;

/// What one run of the pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// Posts put into the index or replaced.
    pub(crate) put: u64,
    /// Posts taken out.
    pub(crate) removed: u64,
}

/// Changes in one commit: large enough that commits cost little, small enough for constant memory.
const BATCH: usize = 20_000;

/// Brings the index up to the store. A missing index, one of an older make, one from before the record of removals
/// begins, and one that knows changes which the store (restored from a backup) does not, is built anew.
pub(crate) fn index(home: &Home, store: &mut Store) -> anyhow::Result<Report> {
    // A rebuild that was killed leaves words of texts that may be erased by now.
    take_away(&home.index_folder().with_extension("new"))?;
    let mut index = match home.index() {
        Ok(index) if (store.trimmed()?..=store.last_change()?).contains(&index.position()?) => index,
        Ok(_) | Err(dauys_search::Error::Outdated | dauys_search::Error::Damaged(_)) => {
            return rebuild(home, store);
        }
        Err(error) => return Err(error).context("opening the index"),
    };
    follow(store, &mut index)
}

/// Builds the index anew from the store alone, beside the one that is there and in its place when it is whole: who reads
/// meanwhile never meets half of it. One that was killed is begun again from nothing.
pub(crate) fn rebuild(home: &Home, store: &mut Store) -> anyhow::Result<Report> {
    let folder = home.index_folder();
    let draft = folder.with_extension("new");
    let mut index = Index::create(&draft).context("making the index")?;
    let report = follow(store, &mut index)?;
    drop(index);
    take_away(&folder)?;
    std::fs::rename(&draft, &folder)
        .with_context(|| format!("putting the index in its place at `{}`", folder.display()))?;
    Ok(report)
}

/// Deletes an index, and nothing that is none.
fn take_away(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() && !["meta.json", ".managed.json"].iter().any(|file| folder.join(file).exists()) {
        return std::fs::remove_dir(folder).with_context(|| format!("`{}` holds no index", folder.display()));
    }
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("taking `{}` away", folder.display()))
        }
        _ => Ok(()),
    }
}

fn follow(store: &mut Store, index: &mut Index) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let mut position = index.position()?;
    let bar = progress::bar("index", Some(store.last_change()?.saturating_sub(position).unsigned_abs()));
    loop {
        let changes = store.changes_after(position, BATCH)?;
        let Some(last) = changes.last().map(Change::number) else { break };
        bar.inc(changes.len() as u64);
        let changes = changes.iter().map(|change| match change {
            Change::Put(_, stored) => dauys_search::Change::Put(Entry {
                post: &stored.post,
                duplicate_of: stored.duplicate_of,
                topic: stored.topic.as_ref(),
            }),
            Change::Removed(_, post) => dauys_search::Change::Remove(*post),
        });
        let applied = index.apply(changes, last).context("writing the index")?;
        report.put += applied.put as u64;
        report.removed += applied.removed as u64;
        position = last;
    }
    bar.finish_and_clear();
    store.trim_removals(position)?;
    Ok(report)
}
