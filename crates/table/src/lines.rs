//! A table as lines of JSON: one object a row, keyed by the names of the columns in their order.

use std::io::Write;

use crate::{Result, Sheet};

/// Writes a table as lines of JSON. Texts stand as they are.
///
/// # Errors
///
/// Those of the writer, and [`Error::Ragged`](crate::Error::Ragged).
pub fn lines(sheet: &Sheet, mut writer: impl Write) -> Result<()> {
    for row in sheet.even_rows()? {
        let mut before = b"{";
        for (column, cell) in sheet.columns.iter().zip(row) {
            writer.write_all(before)?;
            serde_json::to_writer(&mut writer, &column.name)?;
            writer.write_all(b":")?;
            serde_json::to_writer(&mut writer, &cell.json())?;
            before = b",";
        }
        writer.write_all(b"}\n")?;
    }
    writer.flush()?;
    Ok(())
}
