#![doc = include_str!("../README.md")]

mod cell;
mod delimited;
mod error;
mod lines;
mod method;
mod posts;
mod sheet;
mod wording;
mod workbook;

pub use cell::Cell;
pub use delimited::{Dialect, delimited};
pub use error::Error;
pub use lines::lines;
pub use method::{Asked, Found, Kept, Method};
pub use posts::{FoundPost, post_columns};
pub use sheet::{Column, Sheet, Sort};
pub use wording::NoteLanguage;
pub use workbook::workbook;

/// What the functions of this crate give.
pub type Result<T> = std::result::Result<T, Error>;
