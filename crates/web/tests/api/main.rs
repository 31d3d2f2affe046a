//! The JSON interface through the router, over a small invented installation.

#![expect(clippy::unwrap_used, reason = "a failing test should say where")]

mod conformity;
mod hostile;
mod installation;
mod paging;
mod schema;
#[path = "../stage/mod.rs"]
mod stage;
mod writing;
