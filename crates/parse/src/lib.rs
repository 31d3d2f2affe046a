#![doc = include_str!("../README.md")]

mod article;
mod barrier;
mod boilerplate;
mod date;
mod decode;
mod discover;
mod error;
mod hash;
mod items;
mod language;
mod links;
mod mail;
mod markup;
mod mend;
mod outline;
mod plain;
mod probe;
mod records;
mod selectors;
mod sitemap;
mod tame;
mod walk;
mod words;

pub use article::{Article, By, Extract, Reserved, SiteRules, article, kept};
pub use discover::{Candidate, Guess, discover, recognise};
pub use error::{Barrier, Error, Refusal};
pub use items::{Items, items, recognised_by};
pub use links::canonical;
pub use outline::{Folders, Off, Outline, Outlines, opml, outlines};
pub use probe::{Form, Probe, Probed, probe};
pub use records::{Record, RecordError, csv, jsonl, utf8};
pub use selectors::{Proposal, propose};
pub use walk::{Answer, Get, Mail, Question, Standing, Start, Stream, Walk, Walked, Wants};
pub use words::sift;
