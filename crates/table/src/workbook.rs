//! Tables as a workbook (XLSX): typed cells, a header that stays in sight, and the method note on a sheet of its own.
//!
//! Texts are written as strings of the workbook, never as formulas, so nothing needs to be defused. The same tables and
//! note give the same bytes: the moment of making is that of the note, and no clock is read.

use std::io::{Seek, Write};

use dauys_model::KAZAKHSTAN;
use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook, Worksheet};

use crate::{Cell, Error, Method, NoteLanguage, Result, Sheet};

/// Rows of a sheet beside its header: what the format allows.
const MOST_ROWS: usize = 1_048_575;
/// Links of one sheet and characters of one link: beyond, spreadsheet programs drop them or refuse the file.
const MOST_LINKS: usize = 65_530;
const LONGEST_LINK: usize = 2_000;
/// Characters of one cell, counted as the format does, in UTF-16.
const LONGEST_TEXT: usize = 32_767;
/// Width of the columns of the note.
const NOTE_WIDTHS: [u32; 2] = [34, 110];

/// Writes tables and their note as a workbook.
///
/// # Errors
///
/// Those of the writer, [`Error::TooLong`] and [`Error::Ragged`].
pub fn workbook(
    sheets: &[&Sheet],
    method: &Method,
    language: NoteLanguage,
    writer: impl Write + Seek + Send,
) -> Result<()> {
    let mut workbook = Workbook::new();
    let made_at = moment(method.made_at, Timestamp::as_second)?;
    workbook
        .set_properties(&DocProperties::new().set_author(&method.program).set_creation_datetime(&made_at));
    let formats = Formats::new();
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_name(sheet.name)?;
        fill(page, sheet, &formats)?;
    }
    let page = workbook.add_worksheet();
    page.set_name(language.sheet())?;
    note(page, method, language, &formats)?;
    workbook.save_to_writer(writer)?;
    Ok(())
}

struct Formats {
    header: Format,
    moment: Format,
    text: Format,
    wrapped: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            header: Format::new().set_bold(),
            moment: top().set_num_format("yyyy-mm-dd hh:mm"),
            text: top(),
            wrapped: top().set_text_wrap(),
        }
    }
}

fn fill(page: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<()> {
    let rows = sheet.even_rows()?;
    if rows.len() > MOST_ROWS {
        return Err(Error::TooLong { rows: rows.len(), most: MOST_ROWS });
    }
    for (column, at) in sheet.columns.iter().zip(0_u16..) {
        page.write_string_with_format(0, at, &column.name, &formats.header)?;
        page.set_column_width(at, column.sort.width())?;
    }
    page.set_freeze_panes(1, 0)?;
    let last_column = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    let last_row = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    page.autofilter(0, 0, last_row, last_column)?;
    let mut links = 0;
    for (row, y) in rows.iter().zip(1_u32..) {
        for ((cell, column), x) in row.iter().zip(&sheet.columns).zip(0_u16..) {
            match cell {
                Cell::Empty => {}
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "cells of the format hold floating-point numbers"
                )]
                Cell::Whole(number) if number.unsigned_abs() < 1 << 53 => {
                    page.write_number_with_format(y, x, *number as f64, &formats.text)?;
                }
                Cell::Number(number) if number.is_finite() => {
                    page.write_number_with_format(y, x, *number, &formats.text)?;
                }
                Cell::Truth(truth) => {
                    page.write_boolean_with_format(y, x, *truth, &formats.text)?;
                }
                Cell::Moment(at) => match moment(*at, civil_second) {
                    Ok(at) => {
                        page.write_datetime_with_format(y, x, &at, &formats.moment)?;
                    }
                    Err(_) => {
                        page.write_string_with_format(y, x, at.to_string(), &formats.text)?;
                    }
                },
                Cell::Link(address) if links < MOST_LINKS && can_be_followed(address) => {
                    links += 1;
                    let shown = written(address);
                    page.write_url(y, x, Url::new(address).set_text(shown))?;
                }
                Cell::Text(text) => {
                    let format = match column.sort {
                        crate::Sort::Text => &formats.wrapped,
                        _ => &formats.text,
                    };
                    page.write_string_with_format(y, x, written(text), format)?;
                }
                Cell::Link(text) => {
                    page.write_string_with_format(y, x, written(text), &formats.text)?;
                }
                Cell::List(values) => {
                    page.write_string_with_format(y, x, written(&values.join(" ")), &formats.text)?;
                }
                Cell::Whole(number) => {
                    page.write_string_with_format(y, x, number.to_string(), &formats.text)?;
                }
                Cell::Number(_) => {}
            }
        }
    }
    Ok(())
}

fn note(page: &mut Worksheet, method: &Method, language: NoteLanguage, formats: &Formats) -> Result<()> {
    for (width, at) in NOTE_WIDTHS.into_iter().zip(0_u16..) {
        page.set_column_width(at, width)?;
    }
    for ((name, value), y) in method.lines(language).iter().zip(0_u32..) {
        page.write_string_with_format(y, 0, name, &formats.header)?;
        page.write_string_with_format(y, 1, written(value), &formats.wrapped)?;
    }
    Ok(())
}

/// A moment as the seconds that a clock shows.
fn moment(at: Timestamp, second: impl Fn(Timestamp) -> i64) -> Result<ExcelDateTime> {
    Ok(ExcelDateTime::from_timestamp(second(at))?)
}

/// What the clocks of Kazakhstan show, in seconds: cells know no time zone.
fn civil_second(at: Timestamp) -> i64 {
    at.as_second().saturating_add(i64::from(KAZAKHSTAN.seconds()))
}

fn can_be_followed(address: &str) -> bool {
    let scheme = address.split_once("://").map_or("", |(scheme, _)| scheme);
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    is_web && address.chars().count() <= LONGEST_LINK && !address.chars().any(char::is_control)
}

/// A text as a cell can hold it: without characters that XML forbids, and no longer than a cell.
fn written(text: &str) -> String {
    let allowed = |letter: &char| {
        matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..) && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    let mut units = 0;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units <= LONGEST_TEXT
    };
    text.chars().filter(allowed).take_while(fits).collect()
}
