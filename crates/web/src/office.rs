//! What the program hands in: where the data lie, the clock, and what the settings say. Nothing else of an
//! installation is known here.

use std::path::PathBuf;
use std::sync::Arc;

use dauys_digest::Digest;
use dauys_model::{EditionId, Format, Interface, Period, Review, Source, Subscription};
use dauys_store::Store;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::readers::Readers;

/// Gives the present moment.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What went wrong outside of these pages.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Gathers and builds the digest of a subscription for a civil day, or for the week or month that ends with it, as known at a moment.
pub type DigestOf =
    Arc<dyn Fn(&Store, &Subscription, Period, Date, Timestamp) -> Result<Digest, Trouble> + Send + Sync>;

/// Renders a digest in a form.
pub type Printed = Arc<dyn Fn(&Digest, Format) -> Result<Vec<u8>, Trouble> + Send + Sync>;

/// Keeps what an editor did with an edition and obeys it: what the edition tells is made anew, or it may go out. False, and nothing
/// is kept, when the edition can no longer be changed.
pub type Reviewing = Arc<dyn Fn(&mut Store, EditionId, &Review) -> Result<bool, Trouble> + Send + Sync>;

/// An installation as its pages need it.
#[derive(Clone)]
pub struct Office {
    /// The database file.
    pub database: PathBuf,
    /// The folder of the index.
    pub index: PathBuf,
    /// The present moment.
    pub clock: Clock,
    /// All sources of the settings, those that are off included.
    pub sources: Vec<Source>,
    /// From how many voices on a topic is shown.
    pub min_voices: u32,
    /// From how many voices on a topic of a life-safety category is shown.
    pub min_voices_urgent: u32,
    /// For how many days texts of citizens are kept.
    pub citizens_keep_days: u32,
    /// For how many days texts of outlets and authorities are kept.
    pub news_keep_days: u32,
    /// The language of the pages for a reader who asks for none of them.
    pub language: Interface,
    /// Who gets a digest.
    pub readers: Arc<dyn Readers>,
    /// Makes a digest.
    pub digest: DigestOf,
    /// Renders a digest as a file.
    pub printed: Printed,
    /// The accounts that review digests: names of desks, never of persons. Nobody reviews on these pages when empty.
    pub accounts: Vec<String>,
    /// Does what an editor does.
    pub reviewing: Reviewing,
    /// The names, without port, under which readers may reach the pages; requests for others are refused, so that no
    /// foreign page can have a browser ask here under a name of its own.
    pub hosts: Vec<String>,
    /// What programs may do.
    pub programs: Programs,
}

/// What programs may do through the JSON interface.
#[derive(Clone)]
pub struct Programs {
    /// Requests of one client in a minute, on average; 0: as many as it likes.
    pub requests_per_minute: u32,
    /// Requests of one client at once.
    pub burst: u32,
    /// The header in which our own proxy names the client, such as `x-forwarded-for`; believed only when set, since a
    /// client can write any header itself.
    pub proxy_header: Option<String>,
    /// The token with which programs may change something; without it, programs of this machine may.
    pub token: Option<String>,
}

impl Default for Programs {
    fn default() -> Self {
        Self { requests_per_minute: 300, burst: 60, proxy_header: None, token: None }
    }
}
