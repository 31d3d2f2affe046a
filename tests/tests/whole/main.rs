//! The whole program, run as its users run it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail, and says what it measured")]

mod analyze;
mod architecture;
mod batch;
mod browser;
mod cli;
mod collection;
mod connectors;
mod crash;
mod deliver;
mod demo;
mod digests;
mod policy;
mod program;
mod saved;
mod search;
mod settings;
mod signals;
