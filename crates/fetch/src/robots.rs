//! What a host's robots.txt means for us (RFC 9309). Fetching it is the [`Fetcher`](crate::Fetcher)'s work.

mod line;
mod origin;
mod pattern;
#[cfg(test)]
mod suite;
mod text;

use std::time::Duration;

use url::Url;

use crate::exchange::Answer;
use crate::{Failure, Reason, barrier};

pub use self::origin::Learnt;
pub(crate) use self::origin::Origin;
use self::text::RobotsTxt;
pub(crate) use self::text::product_token;

/// What is known of one origin's rules.
#[derive(Debug)]
pub(crate) enum Rules {
    /// There are none: everything is allowed.
    Absent,
    /// There are some.
    Given {
        /// As they concern us.
        robots: RobotsTxt,
        /// As they came.
        text: Vec<u8>,
    },
    /// They could not be learnt: nothing is allowed, for this reason.
    Unknown(Failure),
}

/// So much of a robots.txt is read, as RFC 9309 (2.5) asks at least; the rest is ignored.
pub(crate) const MOST_BYTES: u64 = 500 * 1024;

/// So many redirects of a robots.txt are followed, as RFC 9309 (2.3.1.2) asks at least; more make it absent.
pub(crate) const MOST_REDIRECTS: u32 = 5;

/// The longest `Crawl-delay` that is obeyed in full. Some ask for a day between two pages, by mistake for all we know.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

impl Rules {
    /// Reads the rules for the agent called `name`.
    ///
    /// A page of HTML in their place is what sites without rules answer for everything; it has none.
    pub(crate) fn read(name: &str, answer: Answer) -> Self {
        let body = answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.body);
        if body.trim_ascii_start().starts_with(b"<") || barrier::is_html(&answer.headers, body) {
            return Self::Absent;
        }
        Self::of_text(name, answer.body)
    }

    /// Reads rules that were kept.
    pub(crate) fn of_text(name: &str, text: Vec<u8>) -> Self {
        Self::Given { robots: RobotsTxt::read(name, &text), text }
    }

    /// What a failure to fetch them means: 4xx is the host's way to say that there are none; what may pass, and a host that cannot
    /// be connected to, forbid everything for now.
    pub(crate) fn without(failure: Failure) -> Self {
        match failure {
            Failure::Later { host, reason: Reason::Status(status), retry_after } => {
                Self::Unknown(Failure::Later { host, reason: Reason::RobotsUnreadable(status), retry_after })
            }
            Failure::Broken {
                reason: Reason::Status(_) | Reason::Redirects | Reason::Encoding(_), ..
            }
            | Failure::Gone { .. }
            | Failure::Forbidden { .. }
            | Failure::TooLarge { .. } => Self::Absent,
            Failure::Later { .. } | Failure::Broken { .. } | Failure::Unsafe { .. } => Self::Unknown(failure),
        }
    }

    /// Whether the page may be asked, and if so, the delay that the host wishes between two requests.
    pub(crate) fn admit(&self, url: &Url) -> Result<Duration, Failure> {
        match self {
            Self::Absent => Ok(Duration::ZERO),
            Self::Unknown(failure) => Err(failure.clone()),
            Self::Given { robots, .. } if robots.allows(url.as_str()) => {
                Ok(robots.delay().unwrap_or_default().min(LONGEST_DELAY))
            }
            Self::Given { .. } => {
                let host = url.host_str().unwrap_or_default().to_owned();
                Err(Failure::Forbidden { host, reason: Reason::Robots })
            }
        }
    }

    /// The addresses of the sitemaps that are named, each once. A relative one is read as if it stood at `url`.
    pub(crate) fn sitemaps(&self, url: &Url) -> Vec<Url> {
        let Self::Given { robots, .. } = self else { return Vec::new() };
        let mut found = Vec::new();
        for sitemap in robots.sitemaps().iter().filter(|sitemap| !sitemap.is_empty()) {
            let Ok(sitemap) = url.join(sitemap) else { continue };
            if matches!(sitemap.scheme(), "http" | "https") && !found.contains(&sitemap) {
                found.push(sitemap);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use reqwest::header::{CONTENT_TYPE, HeaderMap};

    use super::*;

    fn rules(content_type: &str, body: &[u8]) -> Rules {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, content_type.parse().unwrap())]);
        Rules::read("Dauys", Answer { status: StatusCode::OK, headers, body: body.to_vec() })
    }

    fn url(path: &str) -> Url {
        format!("https://a.example{path}").parse().unwrap()
    }

    #[track_caller]
    fn check(text: &str, path: &str, is_allowed: bool) {
        assert_eq!(
            rules("text/plain", text.as_bytes()).admit(&url(path)).is_ok(),
            is_allowed,
            "{path} under {text:?}"
        );
    }

    #[test]
    fn the_longest_rule_of_our_own_group_wins() {
        let text =
            "User-agent: *\nDisallow: /\n\nUser-agent: dauys\nDisallow: /private\nAllow: /private/news$\n";
        check(text, "/", true);
        check(text, "/private/x", false);
        check(text, "/private/news", true);
        check("User-agent: *\nDisallow: /*?print=\n", "/a?print=1", false);
        check("User-agent: *\nDisallow: /*?print=\n", "/a", true);
        check("User-agent: *\nDisallow:\n", "/a", true);
        check("\u{feff}User-agent: *\nDisallow: /\n", "/a", false);
        check("User-agent: *\nDisallow: /жаңалық\n", "/жаңалық/1", false);
        check("User-agent: *\nDisallow: /?q=су\n", "/?q=су", false);
        check("User-agent: other\nDisallow: /\n", "/a", true);
        check("User-agent: Dauys/0.1 (+https://dauys.example/bot)\nDisallow: /\n", "/a", false);
        check("", "/a", true);
    }

    #[test]
    fn html_holds_no_rules() {
        let html = b"\n<!DOCTYPE html><pre>User-agent: *\nDisallow: /\n</pre>";
        assert!(matches!(rules("text/plain", html), Rules::Absent));
        assert!(matches!(rules("text/html; charset=utf-8", b"User-agent: *\nDisallow: /"), Rules::Absent));
    }

    #[test]
    fn a_delay_is_obeyed_up_to_a_minute() {
        let delay = |told: &str| {
            let text = format!("User-agent: *\n{told}\nDisallow: /x\n");
            rules("text/plain", text.as_bytes()).admit(&url("/")).unwrap()
        };
        assert_eq!(delay("Crawl-delay: 10"), Duration::from_secs(10));
        assert_eq!(delay("Crawl-delay: 86400"), LONGEST_DELAY);
        assert_eq!(delay("Request-rate: 1/1h"), LONGEST_DELAY);
        assert_eq!(delay("Crawl-delay: often"), Duration::ZERO);
    }

    #[test]
    fn sitemaps_are_told_once_and_as_addresses() {
        let text = b"Sitemap: https://a.example/s.xml\nUser-agent: *\nSitemap: /t.xml.gz\nSITEMAP: https://a.example/s.xml\n\
            Sitemap:\nSitemap: javascript:x\nSitemap: https://[\n";
        let found = rules("text/plain", text).sitemaps(&url("/robots.txt"));
        assert_eq!(found, [url("/s.xml"), url("/t.xml.gz")]);
        assert_eq!(Rules::Absent.sitemaps(&url("/")), []);
    }

    #[test]
    fn only_what_may_pass_forbids() {
        let host = || "a.example".to_owned();
        let admits = |failure| Rules::without(failure).admit(&url("/")).map_err(|failure| failure.code());
        assert!(admits(Failure::Gone { host: host(), status: 404 }).is_ok());
        assert!(admits(Failure::Forbidden { host: host(), reason: Reason::Status(403) }).is_ok());
        assert!(admits(Failure::Broken { host: host(), reason: Reason::Redirects }).is_ok());
        let later = Failure::Later { host: host(), reason: Reason::Status(500), retry_after: None };
        assert_eq!(admits(later), Err("robots: http 500".into()));
        let later = Failure::Later { host: host(), reason: Reason::Timeout, retry_after: None };
        assert_eq!(admits(later), Err("timeout".into()));
        assert_eq!(
            admits(Failure::Broken { host: host(), reason: Reason::Tls("x".into()) }),
            Err("tls".into())
        );
    }
}
