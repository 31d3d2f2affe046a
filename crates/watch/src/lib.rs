#![doc = include_str!("../README.md")]

pub mod schedule;
mod state;

pub use state::{Advice, Barrier, Refusal, Severity, State, Unreadable};
