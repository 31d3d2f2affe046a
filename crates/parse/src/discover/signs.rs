//! By what a page shows which program it was made with, and where that program keeps its feeds.

use scraper::Html;

use crate::discover::all;

/// The program behind a site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Engine {
    WordPress,
    Joomla,
    Bitrix,
    DataLife,
    Sputnik,
    Unknown,
}

impl Engine {
    pub(super) fn of(html: &Html, link_headers: &[&str]) -> Self {
        if wordpress_root(html, link_headers).is_some() {
            return Self::WordPress;
        }
        let named = all(html, "meta[name=generator],meta[name=Generator]");
        let named = named.iter().filter_map(|meta| meta.attr("content")).collect::<String>().to_lowercase();
        let assets: Vec<&str> = all(html, "script[src],link[href]")
            .into_iter()
            .filter_map(|asset| asset.attr("src").or_else(|| asset.attr("href")))
            .collect();
        let loads = |part: &str| assets.iter().any(|asset| asset.contains(part));
        if named.contains("wordpress") || loads("/wp-content/") {
            Self::WordPress
        } else if named.contains("joomla") {
            Self::Joomla
        } else if named.contains("bitrix") || loads("/bitrix/") {
            Self::Bitrix
        } else if named.contains("datalife engine") || loads("/engine/classes/") {
            Self::DataLife
        } else if loads("sputnik") && loads("cdn") {
            Self::Sputnik
        } else {
            Self::Unknown
        }
    }

    /// Where its feeds lie.
    pub(super) fn feeds(self) -> &'static [&'static str] {
        match self {
            Self::WordPress => &["/feed/"],
            Self::Joomla => &["/?format=feed&type=rss"],
            Self::Bitrix => &["/rss/", "/news/rss/"],
            Self::DataLife => &["/rss.xml", "/engine/rss.php"],
            Self::Sputnik => &["/export/rss2/archive/index.xml"],
            Self::Unknown => &[],
        }
    }

    /// Why they are guessed.
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::WordPress => "the site runs WordPress, which has its feed there",
            Self::Joomla => "the site runs Joomla, which has its feed there",
            Self::Bitrix => "the site runs Bitrix, which often has its feed there",
            Self::DataLife => "the site runs DataLife Engine, which has its feed there",
            Self::Sputnik => "sites of Sputnik have their feed there",
            Self::Unknown => "many sites have a feed there",
        }
    }
}

/// The address by which WordPress names its interface, in the page or in a header.
pub(super) fn wordpress_root(html: &Html, link_headers: &[&str]) -> Option<String> {
    let in_page = all(html, "link[rel=\"https://api.w.org/\"][href]");
    let in_page = in_page.first().and_then(|link| link.attr("href")).map(str::to_owned);
    in_page.or_else(|| {
        let links = link_headers.iter().flat_map(|header| links_of(header));
        let mut links = links.filter(|(_, parameters)| parameters.contains("https://api.w.org/"));
        links.next().map(|(href, _)| href.to_owned())
    })
}

/// The links of a `Link:` header (RFC 8288): address, and what follows it in lower case.
pub(super) fn links_of(header: &str) -> Vec<(&str, String)> {
    // A comma parts links only before the next `<`: addresses may hold commas.
    let parts = header.split('<').skip(1);
    parts
        .filter_map(|part| {
            let (href, parameters) = part.split_once('>')?;
            Some((href.trim(), parameters.trim_end_matches([',', ' ']).to_ascii_lowercase()))
        })
        .collect()
}
