//! `doctor`: one line when all is well; else what to do, in order.

use jiff::{Timestamp, ToSpan};

use crate::exit::Exit;
use crate::home::Home;
use crate::out;

/// Looks at the settings, the database, the index and the sources.
pub(crate) fn run(home: &Home, now: Timestamp) -> anyhow::Result<Exit> {
    let mut todo = Vec::new();
    if home.config.source.iter().all(|source| source.off.is_some()) {
        todo.push("no source is on: add one to config/sources.toml, or bring posts in with `dauys import posts FILE`".to_owned());
    }
    let store = home.existing_store()?;
    let tally = store.tally(Timestamp::MIN, Timestamp::MAX)?;
    if tally.items != tally.posts + tally.rejected + tally.pending {
        todo.push(format!("the counts of items do not add up ({tally:?}): restore a backup and report this"));
    }
    if tally.pending > 0 {
        todo.push(format!("{} items wait: run `dauys run`", tally.pending));
    }
    match home.index() {
        Ok(index) if index.position()? == store.last_change()? => {}
        Ok(_) => todo.push("the index is behind the store: run `dauys index`".into()),
        Err(error) => todo.push(format!("the index cannot be used ({error}): run `dauys index --rebuild`")),
    }
    if store.dirty()?.is_some() {
        todo.push("posts wait for grouping: run `dauys group`".into());
    }
    let since = now.checked_sub(24.hours()).unwrap_or(Timestamp::MIN);
    for checked in store.checked(since, now.checked_add(1.second()).unwrap_or(Timestamp::MAX))? {
        if checked.heard == 0 {
            todo.push(format!(
                "source `{}` was not heard for a day ({}): try `dauys source check {}`",
                checked.source, checked.state, checked.source
            ));
        }
    }
    let mut data = out::data();
    if todo.is_empty() {
        data.line(format!("all is well: {} posts, {} rejected", tally.posts, tally.rejected))?;
    }
    for (number, line) in todo.iter().enumerate() {
        data.line(format!("{}. {line}", number + 1))?;
    }
    data.finish()?;
    Ok(if todo.is_empty() { Exit::Well } else { Exit::Failed })
}
