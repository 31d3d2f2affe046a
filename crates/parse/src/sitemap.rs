//! Sitemaps in, addresses out, with the titles, dates and languages of news sitemaps.

use url::Url;

use crate::links::resolved;
use crate::markup::{Piece, decoded, pieces};
use crate::plain::plain_line;

/// A sitemap, or an index of them.
#[derive(Default)]
pub(crate) struct Sitemap {
    /// Whether its addresses are those of further sitemaps.
    pub(crate) is_index: bool,
    pub(crate) places: Vec<Place>,
    /// Entries without an address.
    pub(crate) broken: u32,
}

/// One address of a sitemap, or of a further sitemap.
#[derive(Default)]
pub(crate) struct Place {
    pub(crate) url: Option<Url>,
    pub(crate) title: Option<String>,
    /// The date of publication that a news sitemap gives.
    pub(crate) published: Option<String>,
    /// `lastmod`, which many sites re-date at will.
    pub(crate) modified: Option<String>,
    /// The language that a news sitemap gives.
    pub(crate) language: Option<String>,
}

/// Reads `urlset` or `sitemapindex`; `None` when the text is neither.
pub(crate) fn read(text: &str, base: &Url) -> Option<Sitemap> {
    let mut pieces = pieces(text);
    let root = pieces.find_map(|piece| match piece {
        Piece::Start { name, .. } => Some(local(name)),
        _ => None,
    })?;
    if !matches!(root.as_str(), "urlset" | "sitemapindex") {
        return None;
    }
    let mut sitemap = Sitemap { is_index: root == "sitemapindex", ..Sitemap::default() };
    let mut place = Place::default();
    let mut inside = String::new();
    for piece in pieces {
        match piece {
            Piece::Start { name, .. } => {
                inside = name.to_ascii_lowercase();
                if matches!(local(name).as_str(), "url" | "sitemap") {
                    place = Place::default();
                }
            }
            Piece::End { name, .. } => {
                inside.clear();
                if matches!(local(name).as_str(), "url" | "sitemap") {
                    let place = std::mem::take(&mut place);
                    if place.url.is_some() {
                        sitemap.places.push(place);
                    } else {
                        sitemap.broken += 1;
                    }
                }
            }
            Piece::Text { text } | Piece::Verbatim { text } => {
                let value = decoded(text.trim());
                match inside.as_str() {
                    _ if value.is_empty() => {}
                    "loc" => place.url = resolved(base, &value),
                    "lastmod" => place.modified = Some(value.into_owned()),
                    "news:publication_date" => place.published = Some(value.into_owned()),
                    "news:title" => place.title = Some(plain_line(&value)),
                    "news:language" => place.language = Some(value.into_owned()),
                    _ => {}
                }
            }
        }
    }
    Some(sitemap)
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}
