//! What is asked and what comes back when all is well.

use std::fmt;
use std::time::Duration;

use dauys_model::Page;
use url::Url;

/// One address to be asked.
#[derive(Clone)]
pub struct Request {
    /// The address; a fragment is ignored.
    pub url: Url,
    /// What the last answer said of itself, so that the host can answer "not modified".
    pub validators: Validators,
    /// What we hope to get.
    pub accept: Accept,
    /// As what we come.
    pub standing: Standing,
    /// Further headers, such as a key; names in lower case. They are never sent to another host.
    pub headers: Vec<(&'static str, Secret)>,
    /// How long to wait for the answer and all of it, in place of the limits of the settings: for interfaces that answer when
    /// there is something to say.
    pub patience: Option<Duration>,
    /// Whether the exchange may go into the archive of the run.
    pub keep: Keep,
}

impl Request {
    /// Asks as a visitor, without further headers, and keeps nothing.
    pub fn new(url: Url, accept: Accept) -> Self {
        Self {
            url,
            validators: Validators::default(),
            accept,
            standing: Standing::Visitor,
            headers: Vec::new(),
            patience: None,
            keep: Keep::Never,
        }
    }

    /// Whether the request is meant for its host alone: it carries a secret, or the address may.
    pub(crate) fn is_bound(&self) -> bool {
        self.standing == Standing::Interface || !self.headers.is_empty()
    }
}

/// Shows the host only: addresses of interfaces carry keys, and those of citizens' posts are not for logs.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("host", &self.url.host_str().unwrap_or_default())
            .field("accept", &self.accept)
            .field("standing", &self.standing)
            .finish_non_exhaustive()
    }
}

/// The marks of an answer by which the next one is asked for only if it differs. Kept and sent byte for byte: hosts compare
/// them as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag` of the answer, quotes and `W/` included.
    pub etag: Option<String>,
    /// The `Last-Modified` of the answer.
    pub last_modified: Option<String>,
}

/// What kind of answer is preferred. Hosts that cannot please us still answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// RSS, Atom, JSON Feed, or any XML.
    Feed,
    /// A page for people.
    Page,
    /// JSON.
    Data,
    /// Whatever there is.
    Any,
}

impl Accept {
    /// The value of the header `Accept`.
    pub(crate) const fn header(self) -> &'static str {
        match self {
            Self::Feed => {
                "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
            }
            Self::Page => "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.1",
            Self::Data => "application/json, */*;q=0.1",
            Self::Any => "*/*",
        }
    }
}

/// As what we come to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A reader of pages made for everybody: robots.txt is asked and obeyed, and every refusal is a failure.
    Visitor,
    /// A user of an interface that is open to everybody without a key. It belongs to a site, so robots.txt is asked and obeyed;
    /// it is one, so a refusal with a body (400, 401, 403, 404, 409, 410, 422) comes back as [`Outcome::Refused`], since the
    /// body says why.
    Guest,
    /// A user of an interface under its own terms, mostly with a key. robots.txt speaks to crawlers and is not asked. Refusals
    /// come back as they do to a [`Self::Guest`].
    Interface,
}

impl Standing {
    /// Whether robots.txt is asked and obeyed.
    pub(crate) const fn obeys_robots(self) -> bool {
        matches!(self, Self::Visitor | Self::Guest)
    }

    /// Whether an answer of this status with a body is listened to though it refuses. 429 and 5xx are never: they pass.
    pub(crate) const fn listens_to(self, status: u16) -> bool {
        matches!(self, Self::Guest | Self::Interface)
            && matches!(status, 400 | 401 | 403 | 404 | 409 | 410 | 422)
    }
}

/// A text that is sent and shown nowhere: it has no `Debug` of its value, no `Display`, and is not serialised.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes the text in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the header it goes into.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Whether an exchange may be kept in the archive of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// No: citizens speak there, or a person's page answers.
    Never,
    /// Yes, if the run keeps an archive: news articles and lists only.
    Archive,
}

/// What a host answered.
#[derive(Clone)]
pub enum Outcome {
    /// A body.
    Fresh {
        /// The bytes, with the address they came from after redirects.
        page: Page,
        /// For the next request; empty where the host gave none.
        validators: Validators,
        /// The address to ask from now on: set when there were redirects and all of them were permanent (301, 308).
        permanent_url: Option<Url>,
        /// For how long the host says the answer holds.
        fresh_for: Option<Duration>,
        /// Those of `link`, `x-wp-total`, `x-wp-totalpages`, `x-robots-tag`, `tdm-reservation`, `content-language`,
        /// `x-ratelimit-remaining` and `x-ratelimit-reset` that the answer had, names in lower case. A header may stand there
        /// more than once.
        headers: Vec<(String, String)>,
    },
    /// Nothing changed since the answer with the validators of the request.
    NotModified,
    /// An interface refused and says why in the body. Never for a [`Standing::Visitor`].
    Refused {
        /// The bytes, with the address they came from.
        page: Page,
        /// The status of the answer.
        status: u16,
        /// As for [`Outcome::Fresh`].
        headers: Vec<(String, String)>,
    },
}

/// Shows the host and the length, for the same reasons as the request does.
impl fmt::Debug for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, page) = match self {
            Self::NotModified => return f.write_str("NotModified"),
            Self::Fresh { page, .. } => ("Fresh", page),
            Self::Refused { page, .. } => ("Refused", page),
        };
        f.debug_struct(name)
            .field("host", &page.url.host_str().unwrap_or_default())
            .field("bytes", &page.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_shown() {
        let url = "https://api.example/method?access_token=s3cret".parse().unwrap();
        let mut request = Request::new(url, Accept::Data);
        assert!(!request.is_bound());
        request.headers.push(("authorization", Secret::new("Bearer s3cret")));
        assert!(request.is_bound());
        let told = format!("{request:?} {:?}", request.headers);
        assert!(
            told.contains("api.example") && !told.contains("s3cret") && !told.contains("method"),
            "{told}"
        );
    }
}
