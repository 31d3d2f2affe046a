//! What a page, or the answer that carried it, forbids to do with its text: robots directives and the reservation of text
//! and data mining.
//!
//! Directives: the robots `<meta>` and `X-Robots-Tag`, as search engines document them. Reservation: TDM Reservation
//! Protocol, W3C community group, 2024 (`tdm-reservation: 1`), after article 4 of directive (EU) 2019/790.

use scraper::{Html, Selector};
use serde::Serialize;

/// Why the text of a page is to be known by its address and title only.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reserved {
    /// `noindex` or `none`: not to be found by a search.
    NoIndex,
    /// `noarchive`: no copy is to be kept.
    NoArchive,
    /// `tdm-reservation` of 1: not for text and data mining.
    TextMining,
}

impl Reserved {
    /// The name by which operators read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoIndex => "noindex",
            Self::NoArchive => "noarchive",
            Self::TextMining => "tdm-reservation",
        }
    }

    /// What the value of an `X-Robots-Tag` header reserves: `noindex, nofollow`, `otherbot: noindex`. Directives for
    /// another program than `agent` do not count.
    pub fn of_robots_tag(value: &str, agent: &str) -> Option<Self> {
        let mut is_ours = true;
        let mut found = None;
        for part in value.split(',').map(str::trim) {
            let mut directive = part;
            if let Some((name, rest)) = part.split_once(':')
                && !WITH_VALUE.contains(&name.trim().to_ascii_lowercase().as_str())
            {
                is_ours = name.trim().eq_ignore_ascii_case(agent);
                directive = rest.trim();
            }
            if is_ours {
                found = found.or(of_directive(directive));
            }
        }
        found
    }

    /// What the value of a `tdm-reservation` header reserves.
    pub fn of_tdm(value: &str) -> Option<Self> {
        (value.trim() == "1").then_some(Self::TextMining)
    }
}

/// Directives that have a colon of their own.
const WITH_VALUE: [&str; 4] = ["unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"];

fn of_directive(directive: &str) -> Option<Reserved> {
    match directive.to_ascii_lowercase().as_str() {
        "noindex" | "none" => Some(Reserved::NoIndex),
        "noarchive" => Some(Reserved::NoArchive),
        _ => None,
    }
}

/// What the page itself reserves. Of several the one that forbids most.
pub(super) fn of(tree: &Html) -> Option<Reserved> {
    let selector = Selector::parse("meta[name][content]").ok()?;
    let mut found = Vec::new();
    for meta in tree.select(&selector) {
        let content = meta.attr("content").unwrap_or_default();
        match meta.attr("name").unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "robots" => found.extend(content.split([',', ' ']).filter_map(|part| of_directive(part.trim()))),
            "tdm-reservation" => found.extend(Reserved::of_tdm(content)),
            _ => {}
        }
    }
    [Reserved::TextMining, Reserved::NoArchive, Reserved::NoIndex].into_iter().find(|one| found.contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(meta: &str, expected: Option<&str>) {
        assert_eq!(of(&Html::parse_document(meta)).map(Reserved::name), expected, "{meta}");
    }

    #[test]
    fn pages_reserve() {
        check("<meta name=robots content='index, follow'>", None);
        check("<meta name=Robots content='NOINDEX,follow'>", Some("noindex"));
        check("<meta name=robots content='max-snippet:-1, noarchive'>", Some("noarchive"));
        check(
            "<meta name=robots content=none><meta name=tdm-reservation content=1>",
            Some("tdm-reservation"),
        );
        check("<meta name=tdm-reservation content=0>", None);
        check("<meta name=googlebot content=noindex>", None);
    }

    #[test]
    fn headers_reserve() {
        let of = |value| Reserved::of_robots_tag(value, "dauys").map(Reserved::name);
        assert_eq!(of("noindex, nofollow"), Some("noindex"));
        assert_eq!(of("otherbot: noindex, nofollow"), None);
        assert_eq!(of("otherbot: noindex, Dauys: noarchive"), Some("noarchive"));
        assert_eq!(of("unavailable_after: 25 Jun 2030 15:00:00 PST"), None);
        assert_eq!((Reserved::of_tdm(" 1"), Reserved::of_tdm("0")), (Some(Reserved::TextMining), None));
    }
}
