#![doc = include_str!("../README.md")]

mod api;
mod asked;
mod assets;
<<<<<<< HEAD
mod curve;
=======
mod clean;
>>>>>>> web
mod dates;
mod failure;
mod filters;
mod frame;
mod guard;
mod links;
<<<<<<< HEAD
mod map;
=======
mod matching;
>>>>>>> web
mod office;
mod pages;
mod params;
mod place;
mod pool;
mod serve;
mod shelf;
mod state;
mod wording;

pub use office::{Clock, DigestOf, Interface, Office, Programs, Subscription};
pub use serve::{router, serve};
