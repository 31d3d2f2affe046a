#![doc = include_str!("../README.md")]

mod build;
mod clauses;
mod clean;
mod coverage;
mod curve;
mod dates;
mod entry;
mod html;
mod input;
pub mod kazakh;
mod markdown;
mod phrase;
mod reading;
mod russian;
mod sentence;
mod text;
mod tidy;
mod view;
mod wording;

pub use build::build;
pub use html::html;
pub use input::{
    Coverage, DayTopic, FailedSource, Input, InterfaceLanguage, PlaceWords, Provenance, Quote, Tally,
};
pub use markdown::markdown;
pub use phrase::Phrase;
pub use reading::Reading;
pub use text::text;
pub use view::{CoverageBox, Digest, Entry, Evidence, Section, Sentence, Summary, Title, json};
