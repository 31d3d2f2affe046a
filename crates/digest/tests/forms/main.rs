//! What a digest looks like in every form, of digests put together by hand: every field of them is filled.
#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod charts;
mod hostile;
mod invented;
mod limits;
mod page;
mod readers;
mod snapshots;
