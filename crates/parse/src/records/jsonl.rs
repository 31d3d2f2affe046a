//! Lines of JSON in, records out.

use std::io::{BufRead, ErrorKind};

use serde_json::Value;

use crate::records::row::{Row, record};
use crate::records::{LONGEST_LINE_BYTES, Record, RecordError};

/// Reads one JSON object a line; blank lines and a byte-order mark are passed over. Constant memory.
pub fn jsonl(reader: impl BufRead) -> impl Iterator<Item = Result<Record, RecordError>> {
    let mut lines = Lines { reader, line: 0, buffer: Vec::new(), ended: false };
    std::iter::from_fn(move || lines.record())
}

struct Lines<R> {
    reader: R,
    line: u64,
    buffer: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    fn record(&mut self) -> Option<Result<Record, RecordError>> {
        while !self.ended {
            let fits = match self.next_line() {
                Ok(fits) => fits?,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(RecordError {
                        line: self.line,
                        reason: format!("not read: {error}"),
                        goes_on: false,
                    }));
                }
            };
            let error = |reason: String| Some(Err(RecordError { line: self.line, reason, goes_on: true }));
            if !fits {
                return error(format!("longer than {} MB", LONGEST_LINE_BYTES / 1024 / 1024));
            }
            let Ok(text) = std::str::from_utf8(&self.buffer) else { return error("not UTF-8".to_owned()) };
            let text = if self.line == 1 { text.trim_start_matches('\u{feff}') } else { text };
            if text.trim().is_empty() {
                continue;
            }
            let value: Value = match serde_json::from_str(text) {
                Ok(value) => value,
                Err(problem) => return error(format!("not JSON: {}", without_position(&problem))),
            };
            let row = match row(value) {
                Ok(row) => row,
                Err(reason) => return error(reason),
            };
            return Some(record(self.line, row).map_err(|reason| RecordError {
                line: self.line,
                reason,
                goes_on: true,
            }));
        }
        None
    }

    /// Reads a line into the buffer. `None` at the end of the file, `Some(false)` when it was too long and passed over.
    fn next_line(&mut self) -> std::io::Result<Option<bool>> {
        self.buffer.clear();
        self.line += 1;
        let (mut any, mut fits) = (false, true);
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                self.ended = true;
                return Ok(any.then_some(fits));
            }
            any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            fits &= self.buffer.len() + part.len() <= LONGEST_LINE_BYTES;
            if fits {
                self.buffer.extend_from_slice(part);
            }
            let used = end.map_or(chunk.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                return Ok(Some(fits));
            }
        }
    }
}

/// A message of `serde_json` with the column alone: the line is that of the file.
fn without_position(problem: &serde_json::Error) -> String {
    let message = problem.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    format!("{message} at column {}", problem.column())
}

fn row(value: Value) -> Result<Row, String> {
    let Value::Object(mut object) = value else { return Err("not a JSON object".to_owned()) };
    let mut text = |key: &str| match object.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        // Ids and codes are often written as numbers.
        Some(Value::Number(number)) if matches!(key, "id" | "author" | "region" | "published_at") => {
            Ok(Some(number.to_string()))
        }
        Some(other) => Err(format!("`{key}` is {}, not a string", kind_of(&other))),
    };
    Ok(Row {
        id: text("id")?,
        source: text("source")?,
        url: text("url")?,
        title: text("title")?,
        text: text("text")?,
        published_at: text("published_at")?,
        author: text("author")?,
        kind: text("kind")?,
        region: text("region")?,
        place: text("place")?,
    })
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
