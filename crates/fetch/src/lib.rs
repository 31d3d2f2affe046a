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
mod mailbox;
mod redirects;
mod request;
mod retry;
mod robots;
mod settings;
mod socket;
mod stream;
mod verdict;

pub use client::InvalidSettings;
pub use failure::{Barrier, Failure, Reason};
pub use fetcher::Fetcher;
pub use mailbox::{MailRequest, Mails};
pub use request::{Accept, Keep, Outcome, Request, Secret, Standing, Validators};
pub use robots::Learnt;
pub use settings::Settings;
pub use socket::Security;
pub use stream::StreamRequest;
