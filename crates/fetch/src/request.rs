//! What is asked and what comes back when all is well.

use std::time::Duration;

use dauys_model::Page;
use url::Url;

/// One address to be asked.
#[derive(Clone, Debug)]
pub struct Request {
    /// The address; a fragment is ignored.
    pub url: Url,
    /// What the last answer said of itself, so that the host can answer "not modified".
    pub validators: Validators,
    /// What we hope to get.
    pub accept: Accept,
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
            Self::Any => "*/*",
        }
    }
}

/// What a host answered.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one per request, and it is taken apart at once")]
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
    },
    /// Nothing changed since the answer with the validators of the request.
    NotModified,
}
