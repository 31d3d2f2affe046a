#![doc = include_str!("../README.md")]

mod api;
mod asked;
mod assets;
mod clean;
mod curve;
mod dates;
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
mod serve;
mod shelf;
mod signalled;
mod state;
mod wording;

pub use office::{Clock, DigestOf, Office, Programs};
pub use serve::{router, serve};
