#![doc = include_str!("../README.md")]

mod charts;
mod docx;

mod error;
mod fonts;
mod paper;
mod pdf;
mod picture;
mod sheet;

pub use docx::docx;
pub use error::PrintError;
pub use pdf::pdf;
