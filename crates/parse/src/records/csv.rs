//! Tables of posts in, records out. What divides the columns and how letters are encoded is found by looking.

use std::io::{BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ::csv::{ByteRecord, ReaderBuilder};
use encoding_rs::WINDOWS_1251;

use crate::records::row::{Row, record};
use crate::records::{LONGEST_LINE_BYTES, Record, RecordError};

/// Reads a CSV file whose first line names its columns by the keys of the JSON format. Columns of other names are
/// passed over. `,`, `;` and tab are told apart by the first line; letters are UTF-8, or windows-1251 where they
/// cannot be. Constant memory.
pub fn csv(reader: impl BufRead) -> impl Iterator<Item = Result<Record, RecordError>> {
    let mut table = Table::open(reader);
    std::iter::from_fn(move || table.record())
}

/// The columns that are known, in the order of [`Columns`].
const NAMES: [&str; 10] =
    ["id", "source", "url", "title", "text", "published_at", "author", "kind", "region", "place"];
type Columns = [Option<usize>; NAMES.len()];

struct Table<R: Read> {
    reader: ::csv::Reader<Allowance<R>>,
    left: Arc<AtomicUsize>,
    columns: Columns,
    width: usize,
    letters: Letters,
    skipped_lines: u64,
    /// An error to report before the end.
    broken: Option<RecordError>,
    ended: bool,
}

/// How letters are encoded, as far as is known.
#[derive(Clone, Copy, PartialEq)]
enum Letters {
    /// Only ASCII was met so far.
    Unknown,
    Utf8,
    Windows1251,
}

impl<R: BufRead> Table<R> {
    fn open(mut reader: R) -> Self {
        let mut broken = None;
        let mut skipped_lines = 0;
        let mut delimiter = b',';
        let mut fail = |error: std::io::Error| broken = Some(ended(1, format!("not read: {error}")));
        match reader.fill_buf() {
            Ok(start) => {
                let mark = if start.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
                reader.consume(mark);
            }
            Err(error) => fail(error),
        }
        // Excel's way to name the delimiter on a line of its own.
        let named = match reader.fill_buf() {
            Ok([b's', b'e', b'p', b'=', mark, ..]) => Some(*mark),
            Ok(start) => {
                delimiter = delimiter_of(start);
                None
            }
            Err(error) => {
                fail(error);
                None
            }
        };
        if let Some(mark) = named {
            delimiter = mark;
            let mut line = Vec::new();
            if let Err(error) = reader.by_ref().take(64).read_until(b'\n', &mut line) {
                fail(error);
            }
            skipped_lines = 1;
        }
        let left = Arc::new(AtomicUsize::new(LONGEST_LINE_BYTES));
        let allowance = Allowance { inner: reader, left: Arc::clone(&left) };
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(allowance);
        let ended = broken.is_some();
        let mut table = Self {
            reader,
            left,
            columns: [None; NAMES.len()],
            width: 0,
            letters: Letters::Unknown,
            skipped_lines,
            broken,
            ended,
        };
        if !ended {
            table.read_header();
        }
        table
    }

    fn read_header(&mut self) {
        let mut header = ByteRecord::new();
        let read = self.reader.read_byte_record(&mut header);
        let line = self.skipped_lines + 1;
        match read {
            Ok(true) => {}
            Ok(false) => self.ended = true,
            Err(error) => self.broken = Some(ended(line, reason(&error))),
        }
        self.width = header.len();
        for (index, name) in header.iter().enumerate() {
            let name = String::from_utf8_lossy(name).trim().to_lowercase();
            if let Some(place) = NAMES.iter().position(|known| *known == name)
                && let Some(column) = self.columns.get_mut(place)
            {
                column.get_or_insert(index);
            }
        }
        let missing: Vec<String> = ["source", "text", "published_at"]
            .iter()
            .filter(|name| self.column(name).is_none())
            .map(|name| format!("`{name}`"))
            .collect();
        if !self.ended && self.broken.is_none() && !missing.is_empty() {
            self.broken = Some(ended(
                line,
                format!("no column {}; the first line names the columns", missing.join(", ")),
            ));
        }
    }

    fn column(&self, name: &str) -> Option<usize> {
        NAMES.iter().position(|known| *known == name).and_then(|place| *self.columns.get(place)?)
    }

    fn record(&mut self) -> Option<Result<Record, RecordError>> {
        if let Some(error) = self.broken.take() {
            self.ended = true;
            return Some(Err(error));
        }
        let mut fields = ByteRecord::new();
        while !self.ended {
            self.left.store(LONGEST_LINE_BYTES, Ordering::Relaxed);
            let read = self.reader.read_byte_record(&mut fields);
            let line = self.line_of(&fields);
            match read {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(ended(line, reason(&error))));
                }
            }
            if fields.iter().all(|field| field.trim_ascii().is_empty()) {
                continue;
            }
            if fields.len() > self.width {
                let reason = format!("{} fields where the first line names {}", fields.len(), self.width);
                return Some(Err(RecordError { line, reason, goes_on: true }));
            }
            let row = self.row(&fields).and_then(|row| record(line, row));
            let breaks = fields.as_slice().iter().filter(|byte| **byte == b'\n').count();
            return Some(row.map_err(|reason| {
                // What lies behind such a mark was read with it: going on would leave it out unsaid.
                if fields.len() < self.width && breaks > 0 {
                    let lines = breaks + 1;
                    return ended(
                        line,
                        format!("{lines} lines were read as one; is a quotation mark left open?"),
                    );
                }
                RecordError { line, reason, goes_on: true }
            }));
        }
        self.ended = true;
        None
    }

    /// The line a record begins on. The reader counts blank lines before a record as its own, so the line is counted
    /// back from its end.
    fn line_of(&self, fields: &ByteRecord) -> u64 {
        let breaks = fields.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        let from_end = self.reader.position().line().saturating_sub(1 + breaks);
        fields.position().map_or(0, ::csv::Position::line).max(from_end) + self.skipped_lines
    }

    fn row(&mut self, fields: &ByteRecord) -> Result<Row, String> {
        if self.letters == Letters::Unknown && !fields.as_slice().is_ascii() {
            let is_utf8 = std::str::from_utf8(fields.as_slice()).is_ok();
            self.letters = if is_utf8 { Letters::Utf8 } else { Letters::Windows1251 };
        }
        let letters = self.letters;
        let text = |name: &str| -> Result<Option<String>, String> {
            let Some(field) = self.column(name).and_then(|column| fields.get(column)) else {
                return Ok(None);
            };
            match (letters, std::str::from_utf8(field)) {
                (Letters::Windows1251, _) => {
                    Ok(Some(WINDOWS_1251.decode_without_bom_handling(field).0.into_owned()))
                }
                (_, Ok(text)) => Ok(Some(text.to_owned())),
                (_, Err(_)) => Err(format!("`{name}` is not UTF-8")),
            }
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
}

fn ended(line: u64, reason: String) -> RecordError {
    RecordError { line, reason, goes_on: false }
}

fn reason(error: &::csv::Error) -> String {
    match error.kind() {
        ::csv::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
            format!("longer than {} MB; is a quotation mark left open?", LONGEST_LINE_BYTES / 1024 / 1024)
        }
        _ => format!("not CSV: {error}"),
    }
}

/// The mark that occurs most in the first line; a comma when none does.
fn delimiter_of(start: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| line.iter().filter(|byte| **byte == mark).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// A reader that gives so many bytes for one record and no more.
struct Allowance<R> {
    inner: R,
    left: Arc<AtomicUsize>,
}

impl<R: Read> Read for Allowance<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        let length = buffer.len().min(left);
        let read = self.inner.read(buffer.get_mut(..length).unwrap_or_default())?;
        self.left.store(left - read, Ordering::Relaxed);
        Ok(read)
    }
}
