//! The JSON interface through the router, over a small invented installation.

#![expect(clippy::unwrap_used, reason = "a failing test should say where")]

mod conformity;
mod hostile;
mod installation;
mod paging;
mod schema;
mod writing;
