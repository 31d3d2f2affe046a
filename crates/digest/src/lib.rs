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
mod labels;
mod markdown;
mod phrase;
mod reading;
mod russian;
mod sentence;
mod statement;
mod text;
mod tidy;
mod view;
mod wording;

pub use build::build;
pub use dauys_model::Interface;
pub use html::html;
pub use input::{
    Correction, Coverage, DayTopic, DueAnswer, FailedSource, FiredAlert, Input, LastSent, PeriodCount,
    PlaceWords, Provenance, Quote, SourceName, Tally, ToldBefore, WhatWasWrong,
};
pub use labels::Labels;
pub use markdown::markdown;
pub use phrase::Phrase;
pub use reading::Reading;
pub use statement::{Fact, Ref, Sentence, Value};
pub use text::text;
pub use view::{
    Alert, Change, ChangeKind, Changes, CoverageBox, Digest, Entry, Evidence, Languages, Norm, RegionCount,
    Rollup, RollupRow, Section, Summary, Title, json,
};
