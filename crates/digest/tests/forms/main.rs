//! What a digest looks like in every form, of digests put together by hand: every field of them is filled.

mod charts;
mod hostile;
mod invented;
mod limits;
mod page;
mod readers;
mod snapshots;
