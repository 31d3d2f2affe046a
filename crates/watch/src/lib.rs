#![doc = include_str!("../README.md")]

mod state;

pub use state::{Advice, Barrier, Refusal, Severity, State, Unreadable};
