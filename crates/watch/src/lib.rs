#![doc = include_str!("../README.md")]

pub mod ledger;
pub mod report;
pub mod schedule;
pub mod silence;
mod state;
pub mod twins;

pub use state::{Advice, Barrier, Refusal, Severity, State, Unreadable};
