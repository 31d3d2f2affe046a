//! `search`: one query for a person or a program, or many for a table.

mod ask;
mod bars;
mod batch;
mod card;
mod explain;
mod export;
mod found;
mod pointer;
mod queries;
mod seen;
mod whole;

use anyhow::{Context, bail};
use dauys_model::PostId;
use dauys_search::{Answer, Highlighter, Index, Query};
use dauys_store::Store;
use jiff::Timestamp;

use crate::cli::{SearchArgs, SearchFormat};
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::out;

/// Searches.
pub(crate) fn run(home: &Home, arguments: &SearchArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let format = export::format(arguments)?;
    let filters = ask::filters(arguments, now)?;
    let store = home.existing_store()?;
    if !home.index_folder().exists() {
        bail!("there is no index at `{}`: run `dauys index`", home.index_folder().display());
    }
    let index = home
        .existing_index()
        .context("opening the index; `dauys index --rebuild` makes it anew from the store")?;
    let behind = store.last_change()?.saturating_sub(index.position()?);
    if behind != 0 {
        out::say(format!("dauys: the index is {behind} changes behind the store: run `dauys index`"));
    }
    let asked = Asked { store: &store, index: &index, behind, now };
    match (&arguments.batch, arguments.similar, arguments.explain) {
        (Some(path), ..) => batch::run(&asked, &filters, arguments, format, path),
        (_, Some(post), _) => similar(&asked, post, filters, arguments, format),
        (.., Some(post)) => explain::run(&asked, post, filters, arguments, format),
        _ => one(&asked, filters, arguments, format),
    }
}

/// What is asked, and when.
struct Asked<'a> {
    store: &'a Store,
    index: &'a Index,
    /// Changes of the store that the index does not reflect yet.
    behind: i64,
    now: Timestamp,
}

fn one(
    asked: &Asked<'_>,
    filters: Query,
    arguments: &SearchArgs,
    format: SearchFormat,
) -> anyhow::Result<Exit> {
    let text = arguments.query.clone().unwrap_or_default();
    let query = Query { text: text.clone(), ..filters };
    let answer = match asked.index.search(&query) {
        Ok(answer) => answer,
        Err(error) => return Err(refused(&text, error)),
    };
    let highlighter = Highlighter::new(&text, query.syntax)?.with_translations(&answer.meaning.translations);
    tell(asked, &query, &answer, &highlighter, arguments, format)
}

/// A query that cannot be answered is the caller's to mend; all else is ours.
fn refused(text: &str, error: dauys_search::Error) -> anyhow::Error {
    if let Some(why) = pointer::refusal(&error) {
        return Misuse(why).into();
    }
    match pointer::fault(&error) {
        Some((message, at)) => {
            Misuse(format!("the query cannot be read: {message}\n{}", pointer::pointed(text, &at))).into()
        }
        None if matches!(error, dauys_search::Error::Cursor) => Misuse(error.to_string()).into(),
        None => anyhow::Error::new(error).context("searching"),
    }
}

/// Gives the answer in the wanted form.
fn tell(
    asked: &Asked<'_>,
    query: &Query,
    answer: &Answer,
    highlighter: &Highlighter,
    arguments: &SearchArgs,
    format: SearchFormat,
) -> anyhow::Result<Exit> {
    match format {
        SearchFormat::Text => {
            let colour = arguments.output.is_none() && out::stdout_is_terminal();
            let text = card::answer(asked.store, query, answer, highlighter, colour)?;
            export::give(arguments.output.as_deref(), text.as_bytes())?;
        }
        SearchFormat::Json => {
            let mut bytes = serde_json::to_vec(&whole::answer(asked, query, answer, highlighter)?)?;
            bytes.push(b'\n');
            export::give(arguments.output.as_deref(), &bytes)?;
        }
        SearchFormat::Jsonl if arguments.output.is_none() => {
            let mut data = out::data();
            found::each(asked.store, answer, highlighter, |found| data.json(&found))?;
            data.finish()?;
        }
        SearchFormat::Jsonl | SearchFormat::Csv | SearchFormat::Xlsx => {
            export::one(asked, query, answer, highlighter, arguments, format)?;
        }
    }
    Ok(Exit::Well)
}

/// Posts like one, the likest first.
fn similar(
    asked: &Asked<'_>,
    post: PostId,
    query: Query,
    arguments: &SearchArgs,
    format: SearchFormat,
) -> anyhow::Result<Exit> {
    let Some(stored) = asked.store.post(post)? else {
        return Err(Misuse(format!("there is no post {post}")).into());
    };
    let hits = asked.index.similar(&stored.post, &query.filters, query.limit).context("searching")?;
    let meaning =
        dauys_search::Meaning { filters: query.filters.clone(), ..dauys_search::Meaning::default() };
    let found = hits.len();
    let answer = Answer {
        texts: found,
        voices: found,
        complete: found,
        hits,
        meaning,
        position: asked.index.position()?,
        ..Answer::default()
    };
    let query = Query { text: format!("similar to {post}"), expand: false, ..query };
    let nothing = Highlighter::new("", query.syntax)?;
    tell(asked, &query, &answer, &nothing, arguments, format)
}
