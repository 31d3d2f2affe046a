//! One post of WordPress.

use serde_json::Value;
use url::Url;

use crate::items::Entry;
use crate::markup::decoded;
use crate::plain::{plain, plain_line};
use crate::walk::answered::{is, number, text};
use crate::walk::wordpress::{Read, dated, seconds};

/// What is asked of a post: nothing of its author.
pub(super) const FIELDS: &str = "id,date_gmt,modified_gmt,guid,link,title,content,excerpt";

/// Reads a post; none for what is none.
///
/// Its key is its `guid`, which the site's feed gives too: a source that goes over from one to the other announces nothing
/// anew.
pub(super) fn read(post: &Value) -> Option<Read> {
    let id = number(post, &["id"])?;
    let written = seconds(post, "date_gmt")?;
    let changed = seconds(post, "modified_gmt").unwrap_or(written);
    let link = text(post, &["link"]).and_then(|link| Url::parse(link).ok());
    let full = text(post, &["content", "rendered"]).map(plain).filter(|text| !text.is_empty());
    let title = text(post, &["title", "rendered"]).map(plain_line);
    let entry = Entry {
        id: text(post, &["guid", "rendered"]).map(|guid| decoded(guid).into_owned()),
        link,
        title,
        is_summary: full.is_none(),
        text: full.or_else(|| text(post, &["excerpt", "rendered"]).map(plain)),
        dates: dated(written),
        ..Entry::default()
    };
    let is_taken = entry.link.is_some() && !is(post, &["content", "protected"]);
    Some(Read { mark: format!("{id} {changed}"), written, changed, entry: is_taken.then_some(entry) })
}
