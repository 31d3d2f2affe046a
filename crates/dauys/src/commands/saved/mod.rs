//! `saved`: searches that an office keeps, and what they tell.

mod change;
mod list;
mod notices;
mod tried;

use anyhow::{Context, bail};
use dauys_model::{SavedSearch, SearchId};
use dauys_search::Index;
use dauys_store::Store;
use jiff::Timestamp;

use crate::cli::{SavedArgs, SavedCheckArgs, SavedCommand, SavedRemoveArgs};
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::{out, passes};

/// Keeps, shows and looks at saved searches.
pub(crate) fn run(home: &Home, arguments: &SavedArgs, now: Timestamp) -> anyhow::Result<Exit> {
    match &arguments.command {
        SavedCommand::Add(arguments) => change::add(home, arguments, now),
        SavedCommand::List(arguments) => list::all(home, arguments, now),
        SavedCommand::Show(arguments) => list::one(home, arguments, now),
        SavedCommand::Change(arguments) => change::change(home, arguments, now),
        SavedCommand::Remove(arguments) => remove(home, arguments),
        SavedCommand::Check(arguments) => check(home, arguments, now),
        SavedCommand::Notices(arguments) => notices::run(home, arguments, now),
    }
}

fn remove(home: &Home, arguments: &SavedRemoveArgs) -> anyhow::Result<Exit> {
    let mut store = home.existing_store()?;
    let search = found(&store, &arguments.search)?;
    store.remove_search(search.id)?;
    out::say(format!("saved search `{}` is removed with its notices", search.draft.name));
    Ok(Exit::Well)
}

fn check(home: &Home, arguments: &SavedCheckArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let mut store = home.existing_store()?;
    let report = passes::alert::alert(home, &mut store, now)?;
    let mut data = out::data();
    for (id, name, told) in &report.told {
        if arguments.json {
            data.json(&notices::Shown::new(*id, name, told))?;
        } else {
            data.line(format!("{name}: {}", passes::alert::said(told)))?;
        }
    }
    data.finish()?;
    for failed in &report.failed {
        out::say(failed);
    }
    out::say(format!("saved: {} looked at, {} notices", report.looked, report.told.len()));
    Ok(if report.failed.is_empty() { Exit::Well } else { Exit::Failed })
}

/// The search of a name or a number; a name that looks like a number comes first.
fn found(store: &Store, named: &str) -> anyhow::Result<SavedSearch> {
    let searches = store.searches()?;
    let by_name = searches.iter().find(|search| search.draft.name == named.trim());
    let by_number = || {
        let id = SearchId(named.trim().parse().ok()?);
        searches.iter().find(|search| search.id == id)
    };
    if let Some(search) = by_name.or_else(by_number) {
        return Ok(search.clone());
    }
    let nearest = super::nearest(named, searches.iter().map(|search| search.draft.name.as_str()));
    Err(Misuse(format!("there is no saved search `{named}`{nearest}")).into())
}

/// The index, which must be there.
fn index(home: &Home) -> anyhow::Result<Index> {
    if !home.index_folder().exists() {
        bail!("there is no index at `{}`: run `dauys index`", home.index_folder().display());
    }
    home.existing_index().context("opening the index; `dauys index --rebuild` makes it anew from the store")
}
