#![doc = include_str!("../README.md")]

mod api;
mod assets;
mod dates;
mod failure;
mod frame;
mod guard;
mod office;
mod pages;
mod params;
mod pool;
mod serve;
mod shelf;
mod state;
mod wording;

pub use office::{Clock, DigestOf, Interface, Office, Programs, Subscription};
pub use serve::{router, serve};
