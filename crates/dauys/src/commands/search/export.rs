//! Answers as tables, to a file or to stdout, with their method note.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use anyhow::Context;
use dauys_search::{Answer, Highlighter, Need, Query, Syntax};
use dauys_table::{
    Dialect, Found, Kept, Method, NoteLanguage, Sheet, delimited, lines, post_columns, workbook,
};

use super::{Asked, ask, found};
use crate::cli::{SearchArgs, SearchFormat};
use crate::exit::Misuse;
use crate::out;

/// The wanted form: as said, or by the ending of the file, or what fits.
pub(super) fn format(arguments: &SearchArgs) -> anyhow::Result<SearchFormat> {
    let said = arguments
        .format
        .or(arguments.json.then_some(SearchFormat::Jsonl))
        .or(arguments.csv.then_some(SearchFormat::Csv));
    let ending =
        arguments.output.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
    let by_ending = match ending.map(str::to_lowercase).as_deref() {
        Some("csv") => Some(SearchFormat::Csv),
        Some("jsonl" | "ndjson") => Some(SearchFormat::Jsonl),
        Some("json") => Some(SearchFormat::Json),
        Some("xlsx") => Some(SearchFormat::Xlsx),
        Some("txt") => Some(SearchFormat::Text),
        _ => None,
    };
    let is_batch = arguments.batch.is_some();
    let format = match (said.or(by_ending), &arguments.output) {
        (Some(format), _) => format,
        (None, Some(path)) => {
            return Err(Misuse(format!(
                "`{}` does not end in .csv, .jsonl, .json, .xlsx or .txt: say the --format",
                path.display()
            ))
            .into());
        }
        (None, None) if is_batch => SearchFormat::Jsonl,
        (None, None) => SearchFormat::Text,
    };
    if is_batch && matches!(format, SearchFormat::Text | SearchFormat::Json) {
        return Err(Misuse("a batch is answered as jsonl, csv or xlsx".into()).into());
    }
    if arguments.spreadsheet && format != SearchFormat::Csv {
        return Err(Misuse("--spreadsheet is a way to write CSV: add --format csv".into()).into());
    }
    if format == SearchFormat::Xlsx && arguments.output.is_none() && out::stdout_is_terminal() {
        return Err(Misuse("a workbook is not for a terminal: name its file with -o NAME.xlsx".into()).into());
    }
    Ok(format)
}

/// Writes the table of one answer.
pub(super) fn one(
    asked: &Asked<'_>,
    query: &Query,
    answer: &Answer,
    highlighter: &Highlighter,
    arguments: &SearchArgs,
    format: SearchFormat,
) -> anyhow::Result<()> {
    let mut sheet = Sheet::new("posts", post_columns());
    if format == SearchFormat::Jsonl {
        let mut bytes = Vec::new();
        found::each(asked.store, answer, highlighter, |found| {
            serde_json::to_writer(&mut bytes, &found)?;
            bytes.push(b'\n');
            Ok(())
        })?;
        give(arguments.output.as_deref(), &bytes)?;
        let rows = bytes.iter().filter(|byte| **byte == b'\n').count();
        return note(asked, query, Some((answer, rows)), None, arguments);
    }
    sheet.rows = found::met(asked.store, answer, highlighter)?.iter().map(found::Met::cells).collect();
    let rows = sheet.rows.len();
    let method = method(asked, query, Some((answer, rows)), None)?;
    table(&[&sheet], &method, arguments, format)
}

/// Writes sheets in the wanted form, and the note beside or in it. CSV and JSON lines hold the first sheet alone.
pub(super) fn table(
    sheets: &[&Sheet],
    method: &Method,
    arguments: &SearchArgs,
    format: SearchFormat,
) -> anyhow::Result<()> {
    let Some(first) = sheets.first() else { return Ok(()) };
    let mut bytes = Vec::new();
    match format {
        SearchFormat::Xlsx => {
            let mut cursor = Cursor::new(bytes);
            workbook(sheets, method, NoteLanguage::English, &mut cursor)?;
            return give(arguments.output.as_deref(), &cursor.into_inner());
        }
        SearchFormat::Csv => {
            let dialect = if arguments.spreadsheet { Dialect::Spreadsheet } else { Dialect::Program };
            delimited(first, dialect, &mut bytes)?;
        }
        SearchFormat::Jsonl | SearchFormat::Json | SearchFormat::Text => lines(first, &mut bytes)?,
    }
    give(arguments.output.as_deref(), &bytes)?;
    beside(arguments.output.as_deref(), method)
}

/// Writes the note of an answer that is written already.
pub(super) fn note(
    asked: &Asked<'_>,
    query: &Query,
    answer: Option<(&Answer, usize)>,
    queries: Option<usize>,
    arguments: &SearchArgs,
) -> anyhow::Result<()> {
    if arguments.output.is_none() {
        return Ok(());
    }
    beside(arguments.output.as_deref(), &method(asked, query, answer, queries)?)
}

fn beside(output: Option<&Path>, method: &Method) -> anyhow::Result<()> {
    let Some(path) = output else { return Ok(()) };
    give(Some(&note_path(path)), method.text(NoteLanguage::English).as_bytes())
}

/// `NAME.method.txt` beside `NAME.csv`.
fn note_path(table: &Path) -> PathBuf {
    table.with_extension("method.txt")
}

/// How a table of one query, or of many, came about.
pub(super) fn method(
    asked: &Asked<'_>,
    query: &Query,
    answer: Option<(&Answer, usize)>,
    queries: Option<usize>,
) -> anyhow::Result<Method> {
    let filters = answer.map_or_else(|| query.filters.named(), |(answer, _)| answer.meaning.filters.named());
    let translations = answer.map(|(answer, _)| answer.meaning.translations.as_slice()).unwrap_or_default();
    let mut newest = Query::new("");
    newest.order = dauys_search::Order::Newest;
    newest.fold = false;
    newest.limit = 1;
    let newest =
        asked.index.search(&newest)?.hits.first().map(|hit| asked.store.post(hit.post)).transpose()?;
    Ok(Method {
        program: format!("dauys {}", env!("CARGO_PKG_VERSION")),
        made_at: asked.now,
        asked: dauys_table::Asked {
            query: query.text.clone(),
            queries,
            plain: query.syntax == Syntax::Plain,
            need_all: query.need == Need::All,
            expanded: query.expand,
            filters: filters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            translations: translations
                .iter()
                .map(|translation| (translation.typed.clone(), translation.also.clone()))
                .collect(),
            order: ask::order_name(query.order).to_owned(),
            folded: query.fold,
            limit: query.limit,
        },
        found: answer.map(|(answer, rows)| Found {
            texts: answer.texts,
            voices: answer.voices,
            complete: answer.complete,
            rows,
        }),
        kept: Kept {
            position: answer.map_or(asked.index.position()?, |(answer, _)| answer.position),
            behind: asked.behind,
            posts: asked.index.posts(),
            newest: newest.flatten().map(|stored| stored.post.published_at),
        },
    })
}

/// Gives bytes to a file, whole or not at all, or to stdout.
pub(super) fn give(output: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    let Some(path) = output else {
        let mut data = out::data();
        std::io::Write::write_all(data.writer(), bytes)?;
        return data.finish();
    };
    let draft = path.with_extension("part");
    std::fs::write(&draft, bytes).with_context(|| format!("writing `{}`", draft.display()))?;
    std::fs::rename(&draft, path).with_context(|| format!("writing `{}`", path.display()))
}
