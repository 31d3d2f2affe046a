#![doc = include_str!("../README.md")]

mod calendar;
mod chance;
mod coverage;
mod discovery;
mod expect;
mod judge;
mod learn;
mod model;
mod people;
mod rates;
mod recent;
mod rhythm;
mod signal;
mod spread;
mod today;
mod topics;
mod wider;

pub use calendar::Calendar;
pub use coverage::{Record, heard_on};
pub use dauys_model::{Signal, SignalPlace as Place, SignalSubject as Subject};
pub use model::{Model, Settings};
pub use signal::{Day, Voices};
pub use topics::{Norm, norms};
