#![doc = include_str!("../README.md")]

mod api;
mod asked;
mod assets;
mod clean;
mod curve;
mod dates;
mod edition;
mod failure;
mod filters;
mod frame;
mod guard;
mod links;
mod map;
mod matching;
mod naming;
mod office;
mod pages;
mod params;
mod place;
mod pool;
mod readers;
mod serve;
mod shelf;
mod signalled;
mod state;
mod wording;

pub use office::{Clock, DigestOf, Office, Printed, Programs, Reviewing, Trouble};
pub use readers::{Listed, Readers, ReadersFault};
pub use serve::{router, serve};
