//! What can go wrong with writing a table.

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The writer failed, or nobody reads any more.
    #[error("writing the table")]
    Io(#[from] std::io::Error),
    /// A workbook holds fewer rows than there are.
    #[error("{rows} rows are more than a workbook holds ({most}): take fewer, or another format")]
    TooLong {
        /// Rows of the sheet.
        rows: usize,
        /// Rows that a sheet can hold beside its header.
        most: usize,
    },
    /// A row has more or fewer cells than the sheet has columns: a fault of the caller.
    #[error("row {row} of `{sheet}` has {cells} cells for {columns} columns")]
    Ragged {
        /// The sheet.
        sheet: String,
        /// Which row, counted from 1.
        row: usize,
        /// Cells it has.
        cells: usize,
        /// Columns there are.
        columns: usize,
    },
    /// The workbook could not be made.
    #[error("making the workbook: {0}")]
    Workbook(String),
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self::Io(error),
            other => Self::Io(std::io::Error::other(format!("{other:?}"))),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Io(error.into())
    }
}

impl From<rust_xlsxwriter::XlsxError> for Error {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        match error {
            rust_xlsxwriter::XlsxError::IoError(error) => Self::Io(error),
            other => Self::Workbook(other.to_string()),
        }
    }
}
