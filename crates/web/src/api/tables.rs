//! The tables of a search, beside its page: the same parameters, the hits as CSV, JSON lines or a workbook, and the method
//! note of a text table as a file of its own.

use std::io::Cursor as Bytes;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use dauys_model::civil_day;
use dauys_search::{Answer, Highlighter, Index, Need, Order, Query, Syntax};
use dauys_store::Store;
use dauys_table::{
    Dialect, Found, FoundPost, Kept, Method, NoteLanguage, Sheet, delimited, lines, post_columns, workbook,
};
use jiff::Timestamp;

use super::hits::SNIPPET_CHARS;
use super::search;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::params::Params;
use crate::state::App;
use dauys_model::Interface;

/// Rows of a table when nothing is said, and at most: what an office opens, and what one request may cost. The command
/// line knows no limit.
const ROWS: usize = 1_000;
const MOST_ROWS: usize = 10_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Lines,
    Workbook,
    Note,
}

/// The routes, beside those of the pages.
pub(super) fn routes() -> Router<App> {
    let of = |form: Form| {
        get(move |State(app): State<App>, frame: Frame, params: Params| table(app, frame, params, form))
    };
    Router::new()
        .route("/search.csv", of(Form::Csv))
        .route("/search.jsonl", of(Form::Lines))
        .route("/search.xlsx", of(Form::Workbook))
        .route("/search.method.txt", of(Form::Note))
}

async fn table(app: App, frame: Frame, params: Params, form: Form) -> Result<Response, Failure> {
    let rows = match params.get("rows") {
        None => ROWS,
        Some(given) => given
            .parse()
            .ok()
            .filter(|rows| (1..=MOST_ROWS).contains(rows))
            .ok_or_else(|| Failure::Bad(format!("`rows`: 1–{MOST_ROWS}")))?,
    };
    let mut query = Asked::of(&frame, &params)?.query(frame.now, rows);
    query.facets = false;
    query.after = None;
    let language = match frame.language {
        Interface::Kazakh => NoteLanguage::Kazakh,
        Interface::Russian => NoteLanguage::Russian,
        Interface::English => NoteLanguage::English,
    };
    let now = frame.now;
    let bytes =
        app.with_index(move |store, index| written(store, index, &query, form, language, now)).await?;
    let (kind, ending) = match form {
        Form::Csv => ("text/csv; charset=utf-8", "csv"),
        Form::Lines => ("application/x-ndjson", "jsonl"),
        Form::Workbook => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        Form::Note => ("text/plain; charset=utf-8", "method.txt"),
    };
    let name = format!("attachment; filename=\"dauys-{}.{ending}\"", civil_day(now));
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

fn written(
    store: &Store,
    index: &Index,
    query: &Query,
    form: Form,
    language: NoteLanguage,
    now: Timestamp,
) -> Result<Vec<u8>, Failure> {
    let failure = |error| search::failure(&query.text, error);
    let answer = index.search(query).map_err(failure)?;
    let highlighter = Highlighter::new(&query.text, query.syntax)
        .map_err(failure)?
        .with_translations(&answer.meaning.translations);
    let mut sheet = Sheet::new("posts", post_columns());
    for hit in &answer.hits {
        let Some(stored) = store.post(hit.post)? else { continue };
        let snippet =
            highlighter.snippet(&stored.post.text, &dauys_text::Given::of(&stored.post), SNIPPET_CHARS);
        let row = FoundPost {
            post: &stored.post,
            score: hit.score,
            missing: hit.missing,
            repeats: hit.repeats,
            topic: stored.topic.as_ref(),
            duplicate_of: stored.duplicate_of,
            snippet: &snippet.text,
        };
        sheet.rows.push(row.cells());
    }
    let method = method(store, index, query, &answer, sheet.rows.len(), now)?;
    let mut bytes = Bytes::new(Vec::new());
    match form {
        Form::Csv => delimited(&sheet, Dialect::Spreadsheet, &mut bytes),
        Form::Lines => lines(&sheet, &mut bytes),
        Form::Workbook => workbook(&[&sheet], &method, language, &mut bytes),
        Form::Note => return Ok(method.text(language).into_bytes()),
    }
    .map_err(|error| Failure::internal(&error))?;
    Ok(bytes.into_inner())
}

fn method(
    store: &Store,
    index: &Index,
    query: &Query,
    answer: &Answer,
    rows: usize,
    now: Timestamp,
) -> Result<Method, Failure> {
    let newest = Query { order: Order::Newest, fold: false, limit: 1, ..Query::new("") };
    let newest = index.search(&newest).map_err(|error| Failure::internal(&error))?;
    let newest = newest.hits.first().map(|hit| store.post(hit.post)).transpose()?.flatten();
    let order = match query.order {
        Order::Relevance => "relevance",
        Order::Newest => "newest",
        Order::Oldest => "oldest",
    };
    let filters = answer.meaning.filters.named().into_iter();
    let translations = answer.meaning.translations.iter();
    Ok(Method {
        program: format!("dauys {}", env!("CARGO_PKG_VERSION")),
        made_at: now,
        asked: dauys_table::Asked {
            query: query.text.clone(),
            queries: None,
            plain: query.syntax == Syntax::Plain,
            need_all: query.need == Need::All,
            expanded: query.expand,
            filters: filters.map(|(name, value)| (name.to_owned(), value)).collect(),
            translations: translations.map(|one| (one.typed.clone(), one.also.clone())).collect(),
            order: order.to_owned(),
            folded: query.fold,
            limit: query.limit,
        },
        found: Some(Found { texts: answer.texts, voices: answer.voices, complete: answer.complete, rows }),
        kept: Kept {
            position: answer.position,
            behind: store.last_change()?.saturating_sub(answer.position),
            posts: index.posts(),
            newest: newest.map(|stored| stored.post.published_at),
        },
    })
}
