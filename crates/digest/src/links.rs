//! Addresses of the pages of an installation that a digest leads to, each written in one place.

use dauys_model::{Period, PostId, SearchId, SourceId, SubscriptionId, TopicId};
use jiff::civil::Date;

/// Where the pages of an installation are.
#[derive(Clone, Copy)]
pub(crate) struct Pages<'a>(pub(crate) Option<&'a str>);

impl Pages<'_> {
    /// The page of a topic as it stands on a day.
    pub(crate) fn topic(self, topic: &TopicId, day: Date) -> Option<String> {
        self.0.map(|pages| format!("{pages}/topics/{}?date={day}", escaped(&topic.0)))
    }

    /// The page of a text.
    pub(crate) fn post(self, post: PostId) -> Option<String> {
        self.0.map(|pages| format!("{pages}/posts/{}", post.0))
    }

    /// The page of a source. Its id holds nothing that a path would have to escape.
    pub(crate) fn source(self, source: &SourceId) -> Option<String> {
        self.0.map(|pages| format!("{pages}/sources/{source}"))
    }

    /// The page of an edition.
    pub(crate) fn edition(self, subscription: &SubscriptionId, period: Period, day: Date) -> Option<String> {
        let period = match period {
            Period::Day => "",
            Period::Week => "?period=week",
            Period::Month => "?period=month",
        };
        self.0.map(|pages| format!("{pages}/digests/{day}/{subscription}{period}"))
    }

    /// The page of a saved search and what it told.
    pub(crate) fn saved(self, search: SearchId) -> Option<String> {
        self.0.map(|pages| format!("{pages}/saved/{search}"))
    }
}

/// The address of the pages without a slash at its end; none if it is no web address.
pub(crate) fn base(pages: &str) -> Option<String> {
    let url: url::Url = pages.trim().parse().ok()?;
    (matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none())
        .then(|| url.as_str().trim_end_matches('/').to_owned())
}

/// A part of a path, with what is no letter, digit or hyphen written as `%XX`.
fn escaped(part: &str) -> String {
    let mut path = String::with_capacity(part.len());
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            path.push(byte.into());
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn addresses_are_those_of_the_pages() {
        let base = base("https://dauys.example.kz/office/").unwrap();
        let pages = Pages(Some(&base));
        assert_eq!(
            pages.topic(&TopicId("tq3hw5zkc7ab".into()), date(2026, 11, 22)).unwrap(),
            "https://dauys.example.kz/office/topics/tq3hw5zkc7ab?date=2026-11-22"
        );
        assert_eq!(pages.post(PostId(4711)).unwrap(), "https://dauys.example.kz/office/posts/4711");
        assert_eq!(pages.saved(SearchId(3)).unwrap(), "https://dauys.example.kz/office/saved/3");
        assert_eq!(Pages(None).post(PostId(1)), None);
    }

    #[test]
    fn what_is_no_web_address_gives_no_links() {
        for wrong in ["", "javascript:alert(1)", "ftp://a.kz", "dauys.kz", "https://a.kz/?q=1"] {
            assert_eq!(base(wrong), None, "{wrong}");
        }
        let topic = Pages(Some("https://a.kz")).topic(&TopicId("a/../b\"<".into()), date(2026, 11, 22));
        assert_eq!(topic.unwrap(), "https://a.kz/topics/a%2F%2E%2E%2Fb%22%3C?date=2026-11-22");
    }
}
