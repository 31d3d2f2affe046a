//! Many queries from a file, answered as lines of JSON or as one table.
//!
//! What cannot be read as a query is looked for word by word and says so (`"read":"plain"`); a line that is wrong in
//! itself is told by its number, and the rest goes on.

use std::path::Path;

use anyhow::Context;
use dauys_search::{Answer, Highlighter, Query, Syntax};
use dauys_table::{Cell, Column, FoundPost, Sheet, Sort, post_columns};
use serde_json::{Map, Value};

use super::found::{self, Met};
use super::queries::{self, Asks};
use super::{Asked, export, pointer};
use crate::cli::{SearchArgs, SearchFormat};
use crate::exit::Exit;
use crate::{out, progress};

/// Wrong lines told one by one; the rest are counted.
const TOLD: u64 = 10;

/// Answers every query of a file.
pub(super) fn run(
    asked: &Asked<'_>,
    filters: &Query,
    arguments: &SearchArgs,
    format: SearchFormat,
    path: &Path,
) -> anyhow::Result<Exit> {
    let lines = queries::read(path, filters)?;
    let bar = progress::bar("search", Some(lines.len() as u64));
    let mut gathered = Gathered::new(format, arguments.output.is_some());
    let mut bad = 0_u64;
    for line in lines {
        let told = format!("{}: line {}", path.display(), line.number);
        match line.asks {
            Ok(asks) => {
                let answered = Answered::new(asked, asks).with_context(|| format!("{told}: searching"))?;
                gathered.take(answered)?;
            }
            Err(wrong) => {
                bad += 1;
                if bad <= TOLD {
                    bar.suspend(|| out::say(format!("dauys: {told}: {wrong}")));
                }
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if bad > TOLD {
        out::say(format!("dauys: {}: {} more wrong lines", path.display(), bad - TOLD));
    }
    gathered.give(asked, filters, arguments)?;
    Ok(if bad > 0 { Exit::Usage } else { Exit::Well })
}

/// A query with its answer.
struct Answered {
    query: Query,
    rest: Map<String, Value>,
    /// Absent when the query is refused, which `refused` then says why.
    answer: Answer,
    refused: Option<String>,
    met: Vec<Met>,
}

impl Answered {
    fn new(asked: &Asked<'_>, asks: Asks) -> anyhow::Result<Self> {
        let Asks { mut query, rest } = asks;
        let mut answer = asked.index.search(&query);
        // A question is often no query: what cannot be read as one is looked for word by word.
        if answer.as_ref().is_err_and(|error| pointer::fault(error).is_some()) {
            query.syntax = Syntax::Plain;
            answer = asked.index.search(&query);
        }
        let (answer, refused) = match answer {
            Ok(answer) => (answer, None),
            Err(error) => match pointer::refusal(&error) {
                Some(why) => (Answer::default(), Some(why)),
                None => return Err(error.into()),
            },
        };
        let met = if answer.hits.is_empty() {
            Vec::new()
        } else {
            let highlighter =
                Highlighter::new(&query.text, query.syntax)?.with_translations(&answer.meaning.translations);
            found::met(asked.store, &answer, &highlighter)?
        };
        Ok(Self { query, rest, answer, refused, met })
    }

    fn read(&self) -> &'static str {
        match (&self.refused, self.query.syntax) {
            (Some(_), _) => "refused",
            (None, Syntax::Plain) => "plain",
            (None, Syntax::Full) => "query",
        }
    }

    /// One line of the contract: the query, what came with it, and the hits.
    fn object(&self) -> anyhow::Result<Value> {
        let mut object = Map::new();
        object.insert("query".into(), self.query.text.clone().into());
        object.extend(self.rest.clone());
        object.insert("read".into(), self.read().into());
        if let Some(why) = &self.refused {
            object.insert("refused".into(), why.as_str().into());
        }
        object.insert("total".into(), self.answer.texts.into());
        object.insert("voices".into(), self.answer.voices.into());
        object.insert("complete".into(), self.answer.complete.into());
        let hits: Result<Vec<Value>, _> =
            self.met.iter().map(|met| serde_json::to_value(met.found())).collect();
        object.insert("hits".into(), hits?.into());
        Ok(Value::Object(object))
    }
}

/// What was answered so far.
struct Gathered {
    format: SearchFormat,
    /// Lines wait here for a file; without a file they leave at once.
    lines: Option<Vec<u8>>,
    answered: Vec<Answered>,
    queries: usize,
}

impl Gathered {
    fn new(format: SearchFormat, to_file: bool) -> Self {
        Self { format, lines: to_file.then(Vec::new), answered: Vec::new(), queries: 0 }
    }

    fn take(&mut self, answered: Answered) -> anyhow::Result<()> {
        self.queries += 1;
        if self.format != SearchFormat::Jsonl {
            self.answered.push(answered);
            return Ok(());
        }
        let mut line = serde_json::to_vec(&answered.object()?)?;
        line.push(b'\n');
        match &mut self.lines {
            Some(lines) => lines.extend(line),
            None => export::give(None, &line)?,
        }
        Ok(())
    }

    fn give(self, asked: &Asked<'_>, filters: &Query, arguments: &SearchArgs) -> anyhow::Result<()> {
        if self.format == SearchFormat::Jsonl {
            if let Some(lines) = &self.lines {
                export::give(arguments.output.as_deref(), lines)?;
                export::note(asked, filters, None, Some(self.queries), arguments)?;
            }
            return Ok(());
        }
        let method = export::method(asked, filters, None, Some(self.queries))?;
        let extra = extra(&self.answered);
        let hits = hits(&self.answered, &extra);
        let summary = summary(&self.answered, &extra);
        export::table(&[&hits, &summary], &method, arguments, self.format)
    }
}

/// The names of what came with the queries, in the order of their first use.
fn extra(answered: &[Answered]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in answered.iter().flat_map(|one| one.rest.keys()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The columns that tell of the query; `asked_` before a name that a column of the hits has.
fn query_columns(extra: &[String]) -> Vec<Column> {
    let mut columns = vec![
        Column::new("query_number", Sort::Short),
        Column::new("query", Sort::Text),
        Column::new("read", Sort::Short),
        Column::new("texts", Sort::Short),
        Column::new("voices", Sort::Short),
        Column::new("complete", Sort::Short),
    ];
    let taken: Vec<String> = columns
        .iter()
        .chain(&post_columns())
        .map(|column| column.name.clone())
        .chain(["rank".into()])
        .collect();
    columns.extend(extra.iter().map(|name| {
        let name = if taken.contains(name) { format!("asked_{name}") } else { name.clone() };
        Column::new(name, Sort::Name)
    }));
    columns
}

fn query_cells(number: usize, answered: &Answered, extra: &[String]) -> Vec<Cell> {
    let mut cells = vec![
        Cell::count(number),
        Cell::Text(answered.query.text.clone()),
        Cell::Text(answered.read().to_owned()),
        Cell::count(answered.answer.texts),
        Cell::count(answered.answer.voices),
        Cell::count(answered.answer.complete),
    ];
    cells.extend(extra.iter().map(|name| cell(answered.rest.get(name))));
    cells
}

/// What came with a query, as a cell.
fn cell(value: Option<&Value>) -> Cell {
    match value {
        None | Some(Value::Null) => Cell::Empty,
        Some(Value::Bool(truth)) => Cell::Truth(*truth),
        Some(Value::String(text)) => Cell::Text(text.clone()),
        Some(Value::Number(number)) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Cell::Whole(whole),
            (None, Some(number)) => Cell::Number(number),
            (None, None) => Cell::Text(number.to_string()),
        },
        Some(other) => Cell::Text(other.to_string()),
    }
}

/// One row a hit; a query without one has a row without a rank.
fn hits(answered: &[Answered], extra: &[String]) -> Sheet {
    let mut columns = query_columns(extra);
    columns.push(Column::new("rank", Sort::Short));
    columns.extend(post_columns());
    let mut sheet = Sheet::new("hits", columns);
    for (one, number) in answered.iter().zip(1..) {
        let mut push = |rank: Cell, hit: Vec<Cell>| {
            let mut row = query_cells(number, one, extra);
            row.push(rank);
            row.extend(hit);
            sheet.rows.push(row);
        };
        for (met, rank) in one.met.iter().zip(1..) {
            push(Cell::count(rank), met.cells());
        }
        if one.met.is_empty() {
            push(Cell::Empty, FoundPost::no_cells());
        }
    }
    sheet
}

/// One row a query.
fn summary(answered: &[Answered], extra: &[String]) -> Sheet {
    let mut columns = query_columns(extra);
    columns.push(Column::new("hits", Sort::Short));
    let mut sheet = Sheet::new("queries", columns);
    for (one, number) in answered.iter().zip(1..) {
        let mut row = query_cells(number, one, extra);
        row.push(Cell::count(one.met.len()));
        sheet.rows.push(row);
    }
    sheet
}
