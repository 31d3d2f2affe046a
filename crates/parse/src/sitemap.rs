//! Sitemaps in, addresses out, with the titles and dates of news sitemaps. For looking at sources, not for polling.

use url::Url;

use crate::links::resolved;
use crate::markup::{Piece, decoded, pieces};
use crate::plain::plain_line;

/// One address of a sitemap, or of a further sitemap.
#[derive(Default)]
pub(crate) struct Place {
    pub(crate) url: Option<Url>,
    pub(crate) title: Option<String>,
    /// The date of a news sitemap, else `lastmod`, which many sites re-date at will.
    pub(crate) date: Option<String>,
}

/// Reads `urlset` or `sitemapindex`; `None` when the text is neither.
pub(crate) fn read(text: &str, base: &Url) -> Option<Vec<Place>> {
    let mut pieces = pieces(text);
    let root = pieces.find_map(|piece| match piece {
        Piece::Start { name, .. } => Some(local(name)),
        _ => None,
    })?;
    if !matches!(root.as_str(), "urlset" | "sitemapindex") {
        return None;
    }
    let mut places = Vec::new();
    let mut place = Place::default();
    let mut modified = None;
    let mut inside = String::new();
    for piece in pieces {
        match piece {
            Piece::Start { name, .. } => {
                inside = name.to_ascii_lowercase();
                if matches!(local(name).as_str(), "url" | "sitemap") {
                    place = Place::default();
                    modified = None;
                }
            }
            Piece::End { name, .. } => {
                inside.clear();
                if matches!(local(name).as_str(), "url" | "sitemap") && place.url.is_some() {
                    place.date = place.date.take().or(modified.take());
                    places.push(std::mem::take(&mut place));
                }
            }
            Piece::Text { text } | Piece::Verbatim { text } => {
                let value = decoded(text.trim());
                match inside.as_str() {
                    _ if value.is_empty() => {}
                    "loc" => place.url = resolved(base, &value),
                    "lastmod" => modified = Some(value.into_owned()),
                    "news:publication_date" => place.date = Some(value.into_owned()),
                    "news:title" => place.title = Some(plain_line(&value)),
                    _ => {}
                }
            }
        }
    }
    Some(places)
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}
