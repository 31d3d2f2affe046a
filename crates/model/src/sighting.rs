//! Sightings: what an aggregator says that some outlet told. Never a post: a witness of what we did not hear.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One line of an aggregator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sighting {
    /// What tells it from others of the same aggregator.
    pub key: String,
    /// The host of the outlet, without `www.`.
    pub host: String,
    /// The outlet as the aggregator names it.
    pub outlet: String,
    /// The headline, without the name of the outlet.
    pub title: String,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}
