//! `erase`: a post or a source disappears from store, index and topics by one command.

use jiff::Timestamp;

use crate::cli::EraseArgs;
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::{out, passes};

/// Erases, then lets the index and the topics follow at once.
pub(crate) fn run(home: &Home, arguments: &EraseArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let _lock = home.lock()?;
    let mut store = home.existing_store()?;
    let said = match (&arguments.post, &arguments.source) {
        (Some(post), _) => {
            if !store.erase_post(*post, now)? {
                return Err(Misuse(format!("there is no post {post}")).into());
            }
            format!("post {post} is erased")
        }
        (None, Some(source)) => {
            let known = store.source_names()?.iter().any(|(id, _)| id == source);
            let items = store.erase_source(source, now)?;
            if items == 0 && !known {
                return Err(Misuse(format!("there is no source `{source}`")).into());
            }
            format!(
                "source `{source}` is erased with {items} items; take it out of the settings, or it will be polled again"
            )
        }
        (None, None) => return Err(Misuse("name a --post or a --source".into()).into()),
    };
    passes::index::index(home, &mut store)?;
    // Removed posts would otherwise stay in their segments until the next merge.
    home.index()?.compact()?;
    passes::group::group(home, &mut store)?;
    out::say(said);
    Ok(Exit::Well)
}
