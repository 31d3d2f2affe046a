//! Searches over small invented posts: what matches, in which order, and that an index that grew answers as one made anew.

#![expect(clippy::unwrap_used, reason = "a failing test should say where")]

mod bilingual;
mod disk;
mod filters;
mod growing;
mod language;
mod posts;
mod words;
