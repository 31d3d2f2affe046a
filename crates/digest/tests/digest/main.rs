//! Digests of invented days, seen from outside.
#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod content;
mod evidence;
mod forms;
mod hostile;
mod invented;
mod kept;
mod page;
mod random;
mod rich;
