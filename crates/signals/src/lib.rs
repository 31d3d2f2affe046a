#![doc = include_str!("../README.md")]

mod calendar;
mod chance;
mod coverage;
mod discovery;
mod judge;
mod model;
mod people;
mod rates;
mod recent;
mod rhythm;
mod signal;
mod spread;
mod today;
mod topics;

pub use calendar::Calendar;
pub use coverage::heard_on;
pub use model::{Model, Settings};
pub use signal::{Day, Place, Signal, Subject, Voices};
pub use topics::{Norm, norms};
