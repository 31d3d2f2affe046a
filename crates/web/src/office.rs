//! What the program hands in: where the data lie, the clock, and what the settings say. Nothing else of an
//! installation is known here.

use std::path::PathBuf;
use std::sync::Arc;

use dauys_digest::Digest;
use dauys_model::Source;
use dauys_store::Store;
use jiff::Timestamp;
use jiff::civil::Date;

/// Gives the present moment.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Gathers and builds the digest of a subscription (by id) for a civil day, as known at a moment.
pub type DigestOf = Arc<
    dyn Fn(&Store, &str, Date, Timestamp) -> Result<Digest, Box<dyn std::error::Error + Send + Sync>>
        + Send
        + Sync,
>;

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
    pub subscriptions: Vec<Subscription>,
    /// Makes a digest.
    pub digest: DigestOf,
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

/// A digest that somebody gets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subscription {
    /// The lasting name.
    pub id: String,
    /// The main heading.
    pub title: String,
    /// The language it is written in.
    pub language: Interface,
}

/// A language of the pages.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Interface {
    /// Kazakh.
    #[default]
    Kazakh,
    /// Russian.
    Russian,
    /// English.
    English,
}

impl Interface {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Kazakh, Self::Russian, Self::English];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::English => "en",
        }
    }

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kazakh => "Қазақша",
            Self::Russian => "Русский",
            Self::English => "English",
        }
    }

    /// The language of a code, `kk-KZ` as well as `kk`.
    pub fn of_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }
}
