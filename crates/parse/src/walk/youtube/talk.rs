//! The comments of a video and the replies to one of them, by the Data API.

use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use crate::error::Error;
use crate::items::Entry;
use crate::plain::tidy;
use crate::walk::Get;
use crate::walk::answered::{Told, at, count, list, text};
use crate::walk::mentions::without_handles;
use crate::walk::talks::{Branch, Comment, Heard, Platform};
use crate::walk::youtube::Asking;
use crate::walk::youtube::refusal::refused;

/// How the discussions of a channel are asked for.
pub(super) struct Talk {
    pub(super) asking: Asking,
    /// The channel, whose own comments are left out.
    pub(super) channel: Option<String>,
}

impl Platform for Talk {
    fn question(&self, video: &str, thread: Option<&str>, page: Option<&str>) -> Get {
        let mut parameters = vec![("maxResults", "100"), ("textFormat", "plainText")];
        let method = match thread {
            None => {
                parameters.extend([("part", "snippet,replies"), ("videoId", video), ("order", "time")]);
                "commentThreads"
            }
            Some(thread) => {
                parameters.extend([("part", "snippet"), ("parentId", thread)]);
                "comments"
            }
        };
        parameters.extend(page.map(|page| ("pageToken", page)));
        self.asking.get(method, &parameters)
    }

    fn hear(&self, video: &str, thread: Option<&str>, _: Option<&str>, told: &Told) -> Result<Heard, Error> {
        if let Some(error) = refused(told) {
            return Err(error);
        }
        let items = list(&told.body, &["items"])?;
        let mut heard =
            Heard { next: text(&told.body, &["nextPageToken"]).map(str::to_owned), ..Heard::default() };
        let mut read = 0;
        for item in items {
            read += match thread {
                Some(_) => u32::from(self.add(video, item, false, &mut heard)),
                None => u32::from(self.add_thread(video, item, &mut heard)),
            };
        }
        if read == 0 && !items.is_empty() {
            let what =
                if thread.is_some() { "items.snippet" } else { "items.snippet.topLevelComment.snippet" };
            return Err(Error::missing(what));
        }
        Ok(heard)
    }
}

impl Talk {
    fn add_thread(&self, video: &str, thread: &Value, heard: &mut Heard) -> bool {
        let Some(comment) = at(thread, &["snippet", "topLevelComment"]) else {
            heard.left_out += 1;
            return false;
        };
        let is_read = self.add(video, comment, true, heard);
        let replies = list(thread, &["replies", "comments"]).unwrap_or_default();
        for reply in replies {
            self.add(video, reply, false, heard);
        }
        if let (Some(id), Some(total)) =
            (text(thread, &["id"]), count(thread, &["snippet", "totalReplyCount"]))
        {
            let shown = u32::try_from(replies.len()).unwrap_or(u32::MAX);
            heard.branches.push(Branch { id: id.to_owned(), total, shown });
        }
        is_read
    }

    /// Adds a comment; whether it has the form of one.
    fn add(&self, video: &str, comment: &Value, is_remark: bool, heard: &mut Heard) -> bool {
        let snippet = &["snippet"];
        let (Some(id), Some(snippet)) = (text(comment, &["id"]), at(comment, snippet)) else {
            heard.left_out += 1;
            return false;
        };
        let written = text(snippet, &["publishedAt"]);
        let written_at = written.and_then(|written| written.parse::<Timestamp>().ok());
        // The original is promised to its author only; the plain text to be shown is the same but for shortened links.
        let words = ["textOriginal", "textDisplay"].iter().find_map(|name| text(snippet, &[name]));
        let (Some(written), Some(written_at), Some(words)) = (written, written_at, words) else {
            heard.left_out += 1;
            return false;
        };
        let changed = text(snippet, &["updatedAt"]).unwrap_or(written);
        let changed_at = changed.parse().unwrap_or(written_at);
        let author =
            text(snippet, &["authorChannelId", "value"]).or_else(|| text(snippet, &["authorDisplayName"]));
        let words = tidy(&without_handles(words));
        let is_own = author.is_some() && author == self.channel.as_deref();
        if is_own || words.is_empty() {
            heard.left_out += 1;
            return true;
        }
        heard.comments.push(Comment {
            mark: format!("{id} {changed}"),
            at: changed_at.max(written_at).as_second(),
            written: written_at.as_second(),
            is_remark,
            entry: Entry {
                id: Some(id.to_owned()),
                link: watched(&[("v", video), ("lc", id)]),
                text: Some(words),
                dates: vec![written.to_owned()],
                answers: watched(&[("v", video)]),
                author: author.map(str::to_owned),
                ..Entry::default()
            },
        });
        true
    }
}

/// The address of a video, or of a comment under it.
fn watched(parameters: &[(&str, &str)]) -> Option<Url> {
    Url::parse_with_params("https://www.youtube.com/watch", parameters).ok()
}
