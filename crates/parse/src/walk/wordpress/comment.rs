//! One comment of a WordPress site.

use serde_json::Value;
use url::Url;

use crate::items::Entry;
use crate::plain::plain;
use crate::walk::answered::{number, text};
use crate::walk::mentions::without_handles;
use crate::walk::wordpress::{Read, dated, seconds};

/// What is asked of a comment: of its author the name, which becomes a voice and nothing else.
pub(super) const FIELDS: &str = "id,post,author_name,date_gmt,content,link,type,status";

/// Reads a comment; none for what is none.
///
/// Its key is made as the `guid` of the comment feed is, for a site whose address has not changed since.
pub(super) fn read(comment: &Value, home: &Url) -> Option<Read> {
    let id = number(comment, &["id"])?;
    let written = seconds(comment, "date_gmt")?;
    let words = text(comment, &["content", "rendered"]).map(plain).map(|words| without_handles(&words));
    let words = words.filter(|words| !words.is_empty());
    // Pingbacks are other sites' words.
    let is_comment = text(comment, &["type"]).is_none_or(|kind| kind == "comment");
    let is_approved = text(comment, &["status"]).is_none_or(|status| status == "approved");
    let post = number(comment, &["post"]);
    let entry = words.filter(|_| is_comment && is_approved).map(|words| Entry {
        id: post.map(|post| format!("{home}?p={post}#comment-{id}")),
        link: text(comment, &["link"]).and_then(|link| Url::parse(link).ok()),
        text: Some(words),
        dates: dated(written),
        author: text(comment, &["author_name"]).map(str::to_owned),
        ..Entry::default()
    });
    Some(Read { mark: id.to_string(), written, changed: written, entry })
}
