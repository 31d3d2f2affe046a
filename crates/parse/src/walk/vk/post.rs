//! One post of VK, of a community's wall or found by a search.

use serde_json::Value;
use url::Url;

use crate::items::Entry;
use crate::plain::tidy;
use crate::walk::answered::{at, count, is, number, text};
use crate::walk::mentions::without_people;

/// A post as far as it is needed.
pub(super) struct Post {
    pub(super) id: i64,
    /// Whose wall it stands on; communities are negative.
    pub(super) owner: i64,
    /// Whose words they are.
    pub(super) from: i64,
    /// When it was written, in seconds since 1970.
    pub(super) written: i64,
    /// What tells this version of it from others; with a person's number in it, on a person's wall.
    pub(super) mark: String,
    pub(super) is_pinned: bool,
    pub(super) is_deleted: bool,
    /// How many comments it has; none where they are closed.
    pub(super) comments: Option<u32>,
    /// None for what is not taken: advertisements, reposts without a word of their own, what only paying members see.
    pub(super) entry: Option<Entry>,
}

impl Post {
    /// Its key, where it may be kept: on a community's wall.
    pub(super) fn key(&self) -> Option<String> {
        (self.owner < 0).then(|| format!("{}_{}", self.owner, self.id))
    }

    /// Reads a post; none for what is none.
    ///
    /// Who signed a community's post is not read. Of a repost only the words that were added to it are taken: what is
    /// reposted is another's, and may be a person's.
    pub(super) fn read(post: &Value) -> Option<Self> {
        let id = number(post, &["id"])?;
        let owner = number(post, &["owner_id"])?;
        let from = number(post, &["from_id"]).unwrap_or(owner);
        let written = number(post, &["date"])?;
        let is_deleted = is(post, &["is_deleted"]);
        let edited = number(post, &["edited"]).unwrap_or_default();
        let kind = text(post, &["post_type"]).unwrap_or("post");
        let answered = number(post, &["post_id"]).filter(|_| kind == "reply");
        let words =
            text(post, &["text"]).map(|text| tidy(&without_people(text))).filter(|text| !text.is_empty());
        let is_taken = !is(post, &["marked_as_ads"])
            && !is(post, &["donut", "is_donut"])
            && matches!(kind, "post" | "copy" | "reply");
        let entry = words.filter(|_| is_taken && !is_deleted).map(|words| {
            let link = match answered {
                Some(answered) => wall(owner, answered, Some(id)),
                None => wall(owner, id, None),
            };
            Entry {
                id: (owner < 0).then(|| format!("{owner}_{id}")),
                link,
                text: Some(words),
                dates: vec![written.to_string()],
                answers: answered.and_then(|answered| wall(owner, answered, None)),
                author: Some(from.to_string()),
                comments: count(post, &["comments", "count"]),
                ..Entry::default()
            }
        });
        let is_open = at(post, &["comments"]).is_some();
        Some(Self {
            id,
            owner,
            from,
            written,
            mark: format!("{owner}_{id} {edited}"),
            is_pinned: is(post, &["is_pinned"]),
            is_deleted,
            comments: count(post, &["comments", "count"]).filter(|_| is_open),
            entry,
        })
    }
}

/// The address of a post, or of a comment under it.
pub(super) fn wall(owner: i64, post: i64, comment: Option<i64>) -> Option<Url> {
    let mut url = Url::parse(&format!("https://vk.com/wall{owner}_{post}")).ok()?;
    if let Some(comment) = comment {
        url.set_query(Some(&format!("reply={comment}")));
    }
    Some(url)
}
