//! The whole program against an invented internet: one source of every kind, what it keeps of what they say, how it takes their
//! refusals, and that nobody who wrote there can be found in anything it leaves behind.

mod bluesky;
mod installation;
mod mailbox;
mod morning;
mod planted;
mod platforms;
mod privacy;
mod refusals;
mod secured;
mod server;
