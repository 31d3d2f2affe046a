#![doc = include_str!("../README.md")]

mod build;
mod changes;
mod clauses;
mod clean;
mod coverage;
mod curve;
mod dates;
mod entry;
mod html;
mod input;
pub mod kazakh;
mod kept;
mod labels;
mod links;
mod made;
mod markdown;
mod paper;
mod phrase;
mod reading;
mod regions;
mod rollup;
mod russian;
mod said;
mod sentence;
mod statement;
mod teller;
mod text;
mod tidy;
mod told;
mod view;
mod wording;

pub use build::build;
pub use dauys_model::Interface;
pub use html::html;
pub use input::{
    Correction, Coverage, DayTopic, DueAnswer, FailedSource, FiredAlert, Input, LastSent, PeriodCount,
    PlaceWords, Provenance, Quote, SourceName, Tally, ToldBefore, WhatWasWrong,
};
pub use kept::{Unreadable, from_json};
pub use labels::Labels;
pub use markdown::markdown;
pub use paper::PaperLabels;
pub use phrase::Phrase;
pub use reading::Reading;
pub use statement::{Fact, Ref, Sentence, Value};
pub use text::text;
pub use view::{
    Alert, Change, ChangeKind, Changes, CoverageBox, Digest, Entry, Evidence, Languages, Norm, RegionCount,
    Rollup, RollupRow, Section, Summary, Title, json,
};
