//! A table in memory: named columns of one sort each, and rows.

use crate::{Cell, Error, Result};

/// A table.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    /// Its name, up to 31 characters: that of the sheet in a workbook.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// The name that programs know it by.
    pub name: String,
    /// What it holds, for its width.
    pub sort: Sort,
}

/// What a column holds, which decides how wide it is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Numbers and codes.
    Short,
    /// Names and moments.
    Name,
    /// Addresses.
    Address,
    /// Titles and texts.
    Text,
}

impl Column {
    /// A column.
    pub fn new(name: impl Into<String>, sort: Sort) -> Self {
        Self { name: name.into(), sort }
    }
}

impl Sort {
    /// The width in characters of the ordinary letter, as spreadsheet programs count.
    pub(crate) fn width(self) -> u32 {
        match self {
            Self::Short => 11,
            Self::Name => 19,
            Self::Address => 40,
            Self::Text => 70,
        }
    }
}

impl Sheet {
    /// A table without rows.
    pub fn new(name: &'static str, columns: Vec<Column>) -> Self {
        Self { name, columns, rows: Vec::new() }
    }

    /// The rows, each of which has a cell for every column.
    pub(crate) fn even_rows(&self) -> Result<&[Vec<Cell>]> {
        let columns = self.columns.len();
        match self.rows.iter().position(|row| row.len() != columns) {
            None => Ok(&self.rows),
            Some(at) => Err(Error::Ragged {
                sheet: self.name.to_owned(),
                row: at + 1,
                cells: self.rows.get(at).map_or(0, Vec::len),
                columns,
            }),
        }
    }
}
