#![doc = include_str!("../README.md")]

mod article;
mod barrier;
mod boilerplate;
mod date;
mod decode;
mod error;
mod hash;
mod items;
mod language;
mod links;
mod markup;
mod plain;
mod probe;
mod records;
mod sitemap;
mod tame;
mod walk;

pub use article::{Article, By, Extract, Reserved, SiteRules, article};
pub use error::{Barrier, Error, Refusal};
pub use items::{Items, items};
pub use probe::{Form, Probe, Probed, probe};
pub use records::{Record, RecordError, csv, jsonl};
pub use walk::{Answer, Get, Mail, Question, Standing, Start, Stream, Walk, Walked, Wants};
