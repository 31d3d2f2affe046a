#![doc = include_str!("../README.md")]

mod build;
mod changes;
pub mod chart;
mod cite;
mod clauses;
mod clean;
mod coverage;
mod curve;
mod dates;
mod entry;
mod escape;
pub mod feed;
mod html;
mod ics;
mod input;
pub mod kazakh;
mod kept;
mod labels;
mod links;
mod made;
mod mail;
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
pub mod telegram;
mod teller;
mod text;
mod tidy;
mod told;
mod view;
mod webhook;
mod wording;

pub use build::build;
pub use curve::{Bar, Curve};
pub use dauys_model::Interface;
pub use html::html;
pub use ics::ics;
pub use input::{
    Correction, Coverage, DayTopic, DueAnswer, FailedSource, FiredAlert, Input, LastSent, PeriodCount,
    PlaceWords, Provenance, Quote, SourceName, Tally, ToldBefore, WhatWasWrong,
};
pub use kept::{Unreadable, from_json};
pub use labels::Labels;
pub use mail::mail;
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
pub use webhook::webhook;
