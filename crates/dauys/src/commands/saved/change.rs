//! `saved add` and `saved change`: keep a search, or tell beforehand what its alert would have told.

use dauys_model::{SearchDraft, SearchId};
use jiff::Timestamp;
use serde::Serialize;

use super::{found, index, tried};
use crate::cli::{AddArgs, ChangeArgs};
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::out;

#[derive(Serialize)]
struct Kept<'a> {
    id: SearchId,
    name: &'a str,
}

/// Keeps a search.
pub(super) fn add(home: &Home, arguments: &AddArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let draft = arguments.draft().map_err(|error| Misuse(error.to_string()))?;
    let mut store = home.existing_store()?;
    let index = index(home)?;
    if arguments.dry_run {
        let trial = dauys_search::alert::dry_run(&index, &draft, now);
        return tried::tell(
            &store,
            &draft,
            &trial.map_err(|error| unreadable(error, &draft))?,
            arguments.json,
        );
    }
    let standing =
        dauys_search::alert::begin(&index, &draft, now).map_err(|error| unreadable(error, &draft))?;
    let Some(id) = store.add_search(&draft, &standing, now)? else { return Err(taken(&draft)) };
    told(id, &draft, "kept", arguments.json)
}

/// Changes a search. With another query or another trigger its rules begin anew: what they remember is of another question.
pub(super) fn change(home: &Home, arguments: &ChangeArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let mut store = home.existing_store()?;
    let search = found(&store, &arguments.search)?;
    let draft = arguments.draft(&search.draft).map_err(|error| Misuse(error.to_string()))?;
    let index = index(home)?;
    if arguments.dry_run {
        let trial = dauys_search::alert::dry_run(&index, &draft, now);
        return tried::tell(
            &store,
            &draft,
            &trial.map_err(|error| unreadable(error, &draft))?,
            arguments.json,
        );
    }
    let standing = dauys_search::alert::begin_anew(&index, &search.draft, &draft, now)
        .map_err(|error| unreadable(error, &draft))?;
    if !store.change_search(search.id, &draft, standing.as_deref(), now)? {
        return Err(taken(&draft));
    }
    told(search.id, &draft, "changed", arguments.json)
}

fn told(id: SearchId, draft: &SearchDraft, done: &str, json: bool) -> anyhow::Result<Exit> {
    if json {
        let mut data = out::data();
        data.json(&Kept { id, name: &draft.name })?;
        data.finish()?;
    }
    out::say(format!("saved search {id}, `{}`, is {done}", draft.name));
    Ok(Exit::Well)
}

fn taken(draft: &SearchDraft) -> anyhow::Error {
    Misuse(format!("a saved search `{}` is there already: choose another name", draft.name)).into()
}

/// A query that cannot be read is shown with the place of the fault.
fn unreadable(error: dauys_search::Error, draft: &SearchDraft) -> anyhow::Error {
    match error {
        dauys_search::Error::Syntax { fault, at } => {
            let pointer = format!("{}{}", " ".repeat(at.start), "^".repeat(at.len()));
            Misuse(format!("the query cannot be kept: {fault}\n  {}\n  {pointer}", draft.query)).into()
        }
        refused @ dauys_search::Error::Refused(_) => Misuse(refused.to_string()).into(),
        error => anyhow::Error::new(error).context("searching"),
    }
}
