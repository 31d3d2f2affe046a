//! The way of one fetch from address to address: which one is next, whether it goes in circles, and whether the first
//! address is to be forgotten.

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION};
use url::Url;

use crate::exchange::host;
use crate::header;
use crate::{Failure, Reason};

/// The addresses of one fetch so far.
#[derive(Debug)]
pub(crate) struct Trail {
    /// In order; never empty.
    urls: Vec<Url>,
    most: u32,
    bounds: Bounds,
    is_permanent: bool,
}

/// How far a redirect may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bounds {
    /// Anywhere.
    World,
    /// To the same host, and never from https to http: what is sent is meant for this host, and for nobody on the way.
    Host,
}

impl Trail {
    /// Starts at `url`, and follows at most `most` redirects.
    pub(crate) fn new(mut url: Url, most: u32, bounds: Bounds) -> Self {
        url.set_fragment(None);
        Self { urls: vec![url], most, bounds, is_permanent: true }
    }

    /// The address to be asked.
    pub(crate) fn url(&self) -> &Url {
        self.urls.last().expect("a trail starts with an address and only grows")
    }

    /// The address to ask from now on, where all redirects were permanent.
    pub(crate) fn permanent_url(&self) -> Option<Url> {
        (self.is_permanent && self.urls.len() > 1).then(|| self.url().clone())
    }

    /// Goes where an answer with one of the statuses of [`is_redirect`] leads. Nothing is checked but the way itself: the new
    /// address needs every check that the first one had.
    pub(crate) fn follow(&mut self, status: StatusCode, headers: &HeaderMap) -> Result<(), Failure> {
        let nowhere = || Failure::Broken { host: host(self.url()), reason: Reason::Redirects };
        let location =
            header::text(headers, LOCATION).filter(|location| !location.is_empty()).ok_or_else(nowhere)?;
        let mut next = self.url().join(&location).map_err(|_| nowhere())?;
        next.set_fragment(None);
        // We send no cookies and always the same, so a host would say the same again.
        if self.urls.len() > self.most as usize || self.urls.contains(&next) {
            return Err(nowhere());
        }
        if self.bounds == Bounds::Host && !is_same_host(self.url(), &next) {
            return Err(nowhere());
        }
        self.is_permanent &= matches!(status.as_u16(), 301 | 308);
        self.urls.push(next);
        Ok(())
    }
}

/// Whether what was meant for `from` may be sent to `to`: the same origin, or the same name with TLS where there was none.
fn is_same_host(from: &Url, to: &Url) -> bool {
    let is_upgrade = |url: &Url, scheme: &str| url.scheme() == scheme && url.port().is_none();
    from.origin() == to.origin()
        || (from.host() == to.host() && is_upgrade(from, "http") && is_upgrade(to, "https"))
}

/// Whether an answer leads elsewhere.
pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trail() -> Trail {
        Trail::new("http://a.example/one/two?x=1#part".parse().unwrap(), 3, Bounds::World)
    }

    #[track_caller]
    fn follow(trail: &mut Trail, status: u16, location: &str) -> bool {
        let headers = HeaderMap::from_iter([(LOCATION, location.parse().unwrap())]);
        trail.follow(StatusCode::from_u16(status).unwrap(), &headers).is_ok()
    }

    #[test]
    fn locations_are_relative_to_where_they_came_from() {
        let mut trail = trail();
        assert_eq!(trail.url().as_str(), "http://a.example/one/two?x=1");
        assert!(follow(&mut trail, 301, "three#end"));
        assert_eq!(trail.url().as_str(), "http://a.example/one/three");
        assert!(follow(&mut trail, 308, "//b.example/four"));
        assert_eq!(trail.permanent_url().unwrap().as_str(), "http://b.example/four");
        assert!(follow(&mut trail, 302, "/пять"));
        assert_eq!(trail.url().as_str(), "http://b.example/%D0%BF%D1%8F%D1%82%D1%8C");
        assert_eq!(trail.permanent_url(), None);
        assert!(!follow(&mut trail, 301, "/six"), "the fourth redirect of three");
    }

    #[test]
    fn what_is_meant_for_one_host_stays_there() {
        for (from, to, is_followed) in [
            ("https://a.example/x", "/y", true),
            ("http://a.example/x", "https://a.example/y", true),
            ("https://a.example/x", "http://a.example/y", false),
            ("https://a.example/x", "https://b.example/y", false),
            ("https://a.example/x", "https://sub.a.example/y", false),
            ("http://a.example:81/x", "http://a.example:82/y", false),
            ("http://a.example/x", "https://a.example:8443/y", false),
        ] {
            let mut trail = Trail::new(from.parse().unwrap(), 3, Bounds::Host);
            assert_eq!(follow(&mut trail, 302, to), is_followed, "{from} to {to}");
        }
    }

    #[test]
    fn circles_and_ways_to_nowhere_end() {
        assert!(!follow(&mut trail(), 302, "two?x=1"));
        assert!(!follow(&mut trail(), 302, "#again"));
        assert!(!follow(&mut trail(), 302, ""));
        assert!(!follow(&mut trail(), 302, "http://[/"));
        assert!(trail().follow(StatusCode::FOUND, &HeaderMap::new()).is_err());
        assert_eq!(trail().permanent_url(), None);
    }
}
