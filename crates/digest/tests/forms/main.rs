//! What a digest looks like in every form, of digests as they are made: every field of them is filled.
#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod charts;
mod hostile;
#[path = "../digest/invented.rs"]
mod invented;
mod limits;
mod made;
mod page;
mod readers;
#[path = "../digest/rich.rs"]
#[expect(dead_code, reason = "the month is looked at with the content")]
mod rich;
mod snapshots;
