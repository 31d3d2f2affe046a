//! Digests of invented days, seen from outside.
#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod forms;
mod hostile;
mod invented;
mod kept;
mod page;
mod rich;
