//! A table as text, one line a row (CSV): for programs, and in a dialect for spreadsheet programs.

use std::io::Write;

use crate::{Result, Sheet};

/// How CSV is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Dialect {
    /// Commas, line feeds, UTF-8 without a mark: what programs read.
    #[default]
    Program,
    /// Semicolons, CR LF, UTF-8 with a byte-order mark: what a spreadsheet program under the settings of Kazakhstan or
    /// Russia opens by a double click, where the comma stands in numbers.
    Spreadsheet,
}

/// Writes a table as CSV, the names of the columns first. Texts that a spreadsheet program would run as a formula are
/// defused by a `'` before them in both dialects, since a file for programs is opened by persons, too.
///
/// # Errors
///
/// Those of the writer, and [`Error::Ragged`](crate::Error::Ragged).
pub fn delimited(sheet: &Sheet, dialect: Dialect, mut writer: impl Write) -> Result<()> {
    let rows = sheet.even_rows()?;
    let mut builder = csv::WriterBuilder::new();
    if dialect == Dialect::Spreadsheet {
        writer.write_all("\u{feff}".as_bytes())?;
        builder.delimiter(b';').terminator(csv::Terminator::CRLF);
    }
    let mut table = builder.from_writer(writer);
    table.write_record(sheet.columns.iter().map(|column| column.name.as_str()))?;
    for row in rows {
        table.write_record(row.iter().map(crate::Cell::plain))?;
    }
    table.flush()?;
    Ok(())
}
