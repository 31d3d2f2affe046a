//! Measures on the development corpora and holds what is reached to floors a little below it. Every slice is printed, the worst
//! first. Skips, and says so, when the corpora are not there (`DAUYS_CORPORA`).

#![expect(clippy::print_stdout, reason = "figures are what it is run for")]
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be read has failed")]

#[path = "../../examples/corpus/mod.rs"]
mod corpus;
#[path = "../../examples/corpus/spelling.rs"]
mod spelling;

mod conflation;
mod language;
mod meaning;
mod measure;
mod merged;
mod place;
mod redact;
mod redact_invented;
mod russian;
mod stems;
mod subject;
mod transliterated;
mod typed;
mod written;
