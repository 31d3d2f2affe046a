//! The passes: each asks the store what is pending, works, and writes result and position in one transaction.

pub(crate) mod alert;
pub(crate) mod announce;
pub(crate) mod ask;
pub(crate) mod budget;
pub(crate) mod deliver;
pub(crate) mod due;
pub(crate) mod file;
pub(crate) mod group;
pub(crate) mod hosts;
pub(crate) mod index;
pub(crate) mod manners;
pub(crate) mod poll;
pub(crate) mod prune;
pub(crate) mod pull;
pub(crate) mod read;
pub(crate) mod signal;
pub(crate) mod watch;
