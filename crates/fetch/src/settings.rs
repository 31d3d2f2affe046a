//! The manners of fetching, as the section `[fetch]` of the configuration gives them. Nothing is checked here: that is
//! done when a [`Fetcher`](crate::Fetcher) is made of them.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use crate::robots::product_token;

/// How sources are asked. Every key has a default.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What we call ourselves, `Dauys/<version> (+https://dauys.example/bot)` by default. The word before the first `/` or
    /// space is also the name that robots.txt is read for.
    pub user_agent: String,
    /// An e-mail address at which the operators of sites reach the office; sent as `From`. None by default.
    pub contact: Option<String>,
    /// Least time in milliseconds between an answer of a host and the next request to it; 2000 by default. Also the unit of
    /// all waiting for a second try.
    pub pace_ms: u64,
    /// Longest time in seconds for a connection to come about, TLS included; 10 by default.
    pub connect_seconds: u64,
    /// Longest silence in seconds while an answer is read; 20 by default.
    pub read_seconds: u64,
    /// Longest time in seconds for one request and its whole answer; 60 by default.
    pub total_seconds: u64,
    /// Largest body in bytes, after decompression; 10 MiB by default.
    pub max_body_bytes: u64,
    /// How many redirects are followed in a row; 5 by default.
    pub max_redirects: u32,
    /// Whether robots.txt is read and obeyed; true by default. To be switched off only for hosts of one's own.
    pub robots: bool,
    /// A forward proxy for all requests: `http://host:port`, `https://…`, or `socks5h://…`, which also resolves names. None by
    /// default; the proxy of the environment is not used.
    pub proxy: Option<Url>,
    /// Whether private addresses, local names and any port may be asked; false by default. For hosts of one's own.
    pub allow_private: bool,
    /// A PEM file with roots that are trusted beside Mozilla's, such as that of a national authority which many public bodies
    /// use. None by default.
    pub roots: Option<PathBuf>,
    /// A folder in which every run leaves a WARC file of the pages of articles and lists it fetched. None by default.
    pub archive: Option<PathBuf>,
    /// How often a request is tried within one fetch when the host is briefly in trouble; 2 by default.
    pub tries: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            user_agent: concat!("Dauys/", env!("CARGO_PKG_VERSION"), " (+https://dauys.example/bot)").into(),
            contact: None,
            pace_ms: 2000,
            connect_seconds: 10,
            read_seconds: 20,
            total_seconds: 60,
            max_body_bytes: 10 * 1024 * 1024,
            max_redirects: 5,
            robots: true,
            proxy: None,
            allow_private: false,
            roots: None,
            archive: None,
            tries: 2,
        }
    }
}

/// How many paces a fetch is ready to wait for a host in trouble: half a minute at the default pace.
const PATIENCE_PACES: u32 = 15;

impl Settings {
    /// Least time between an answer of a host and the next request to it.
    pub(crate) fn pace(&self) -> Duration {
        Duration::from_millis(self.pace_ms)
    }

    /// Longest silence while an answer is read.
    pub(crate) fn silence(&self) -> Duration {
        Duration::from_secs(self.read_seconds)
    }

    /// Longest time for one request and its whole answer.
    pub(crate) fn total(&self) -> Duration {
        Duration::from_secs(self.total_seconds)
    }

    /// The longest that one fetch waits because a host asked for it or is in trouble. What takes longer is for another run.
    pub(crate) fn patience(&self) -> Duration {
        self.pace().saturating_mul(PATIENCE_PACES)
    }

    /// The name that groups of robots.txt are compared with: the product token of the agent string (RFC 9309, 2.2.1).
    pub fn robots_name(&self) -> &str {
        &self.user_agent[..product_token(self.user_agent.as_bytes()).len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_section_gives_the_defaults() {
        let settings: Settings = toml::from_str("").unwrap();
        assert_eq!(settings.pace(), Duration::from_secs(2));
        assert_eq!(settings.patience(), Duration::from_secs(30));
        assert_eq!(settings.robots_name(), "Dauys");
        assert!(settings.robots && !settings.allow_private && settings.proxy.is_none());
    }

    #[test]
    fn unknown_keys_are_errors() {
        let error = toml::from_str::<Settings>("pace = 3").unwrap_err().to_string();
        assert!(error.contains("unknown field `pace`"), "{error}");
    }
}
