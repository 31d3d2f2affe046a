//! The rules of alerts: that what is told depends on the world alone, and what is told when.

#![expect(clippy::unwrap_used, reason = "a failing test should say where")]

mod index;
mod laws;
mod told;
mod week;
