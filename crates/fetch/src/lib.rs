#![doc = include_str!("../README.md")]

mod address;
mod archive;
mod barrier;
mod client;
mod compression;
mod exchange;
mod failure;
mod fetcher;
mod freshness;
mod gate;
mod handover;
mod header;
mod redirects;
mod request;
mod retry;
mod robots;
mod settings;
mod verdict;

pub use client::InvalidSettings;
pub use failure::{Barrier, Failure, Reason};
pub use fetcher::Fetcher;
pub use request::{Accept, Keep, Outcome, Request, Secret, Standing, Validators};
pub use robots::Learnt;
pub use settings::Settings;
