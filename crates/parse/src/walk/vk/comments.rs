//! The comments under the newest posts of a community's wall.

use dauys_model::Source;
use jiff::Timestamp;
use serde_json::Value;

use crate::error::Error;
use crate::items::{Entry, items_of};
use crate::plain::tidy;
use crate::walk::answered::{Told, count, is, list, number, text};
use crate::walk::mentions::without_people;
use crate::walk::talks::{self, Branch, Comment, Heard, Platform, Subject, Talks};
use crate::walk::vk::Asking;
use crate::walk::vk::post::wall;
use crate::walk::vk::refusal::refused;
use crate::walk::vk::wall::{posts, read};
use crate::walk::{Get, Walked};

/// Posts whose comments are looked at.
const POSTS: usize = 50;

/// Comments of a page, the most that VK gives.
const PAGE: usize = 100;

/// Replies that come with a comment, the most that VK gives.
const THREAD: &str = "10";

/// The way through the comments of a wall.
pub(super) struct Comments {
    asking: Asking,
    community: i64,
    most: Option<u32>,
    now: Timestamp,
    stage: Stage,
}

enum Stage {
    Posts(Option<talks::Memory>),
    Talks(Box<Talks<Talk>>),
}

/// How the discussions of a wall are asked for.
struct Talk {
    asking: Asking,
    community: i64,
}

impl Comments {
    pub(super) fn new(
        asking: Asking,
        community: i64,
        memory: Option<talks::Memory>,
        most: Option<u32>,
        now: Timestamp,
    ) -> Self {
        Self { asking, community, most, now, stage: Stage::Posts(memory) }
    }

    pub(super) fn next(&self) -> Option<Get> {
        match &self.stage {
            Stage::Posts(_) => Some(posts(&self.asking, self.community, POSTS, 0)),
            Stage::Talks(talks) => talks.next(),
        }
    }

    pub(super) fn take(&mut self, told: &Told) -> Result<(), Error> {
        let memory = match &mut self.stage {
            Stage::Talks(talks) => return talks.take(told),
            Stage::Posts(memory) => memory,
        };
        if let Some(error) = refused(told) {
            return Err(error);
        }
        let (mut posts, _) = read(told)?;
        posts.sort_by_key(|post| std::cmp::Reverse(post.id));
        let subjects = posts
            .iter()
            .filter(|post| post.owner == self.community && !post.is_deleted)
            .filter_map(|post| Some(Subject { id: post.id.to_string(), count: post.comments? }));
        let talk = Talk { asking: self.asking.clone(), community: self.community };
        let talks = Talks::new(talk, memory.take(), subjects.collect(), self.most, self.now);
        self.stage = Stage::Talks(Box::new(talks));
        Ok(())
    }

    pub(super) fn end(self, source: &Source, now: Timestamp) -> (Walked, Option<talks::Memory>) {
        let talks = match self.stage {
            Stage::Posts(memory) => return (Walked { is_cut: true, ..Walked::default() }, memory),
            Stage::Talks(talks) => talks,
        };
        let brought = talks.end();
        let mut walked = Walked::from(items_of(brought.entries, source, now));
        walked.withdrawn = brought.withdrawn;
        walked.warnings.extend(brought.warnings);
        walked.left_out += brought.left_out;
        walked.is_cut = brought.is_cut;
        (walked, Some(brought.memory))
    }
}

impl Platform for Talk {
    fn question(&self, post: &str, branch: Option<&str>, page: Option<&str>) -> Get {
        let mut parameters = vec![
            ("owner_id", self.community.to_string()),
            ("post_id", post.to_owned()),
            ("count", PAGE.to_string()),
            ("sort", "desc".to_owned()),
            ("preview_length", "0".to_owned()),
            ("extended", "0".to_owned()),
        ];
        parameters.push(match branch {
            None => ("thread_items_count", THREAD.to_owned()),
            Some(branch) => ("comment_id", branch.to_owned()),
        });
        parameters.extend(page.map(|page| ("offset", page.to_owned())));
        self.asking.get("wall.getComments", &parameters)
    }

    fn hear(
        &self,
        post: &str,
        branch: Option<&str>,
        page: Option<&str>,
        told: &Told,
    ) -> Result<Heard, Error> {
        if let Some(error) = refused(told) {
            return Err(error);
        }
        let items = list(&told.body, &["response", "items"])?;
        let mut heard = Heard::default();
        let mut read = 0;
        for item in items {
            read += u32::from(self.add(post, item, branch.is_none(), &mut heard));
            if branch.is_some() {
                continue;
            }
            let replies = list(item, &["thread", "items"]).unwrap_or_default();
            for reply in replies {
                self.add(post, reply, false, &mut heard);
            }
            if let (Some(id), Some(total)) = (number(item, &["id"]), count(item, &["thread", "count"])) {
                let shown = u32::try_from(replies.len()).unwrap_or(u32::MAX);
                heard.branches.push(Branch { id: id.to_string(), total, shown });
            }
        }
        if read == 0 && !items.is_empty() {
            return Err(Error::missing("response.items.id, date"));
        }
        let offset: usize = page.and_then(|page| page.parse().ok()).unwrap_or_default();
        let level = count(&told.body, &["response", "current_level_count"]);
        let level = level.and_then(|level| usize::try_from(level).ok());
        let seen = offset + items.len();
        let has_more = level.map_or(items.len() >= PAGE, |level| !items.is_empty() && seen < level);
        heard.next = has_more.then(|| seen.to_string());
        Ok(heard)
    }
}

impl Talk {
    /// Adds a comment; whether it has the form of one.
    fn add(&self, post: &str, comment: &Value, is_remark: bool, heard: &mut Heard) -> bool {
        let (Some(id), Some(written)) = (number(comment, &["id"]), number(comment, &["date"])) else {
            // A deleted comment that has replies may be no more than its number.
            let is_deleted = is(comment, &["deleted"]);
            if let Some(id) = number(comment, &["id"]).filter(|_| is_deleted) {
                heard.withdrawn.push(format!("{}_{id}", self.community));
            } else {
                heard.left_out += 1;
            }
            return is_deleted;
        };
        let key = format!("{}_{id}", self.community);
        if is(comment, &["deleted"]) {
            heard.withdrawn.push(key);
            return true;
        }
        let from = number(comment, &["from_id"]);
        let words = text(comment, &["text"]).map(|text| tidy(&without_people(text)));
        let words = words.filter(|words| !words.is_empty() && from != Some(self.community));
        let Some(words) = words else {
            heard.left_out += 1;
            return true;
        };
        let post: Option<i64> = post.parse().ok();
        heard.comments.push(Comment {
            mark: id.to_string(),
            at: written,
            written,
            is_remark,
            entry: Entry {
                id: Some(key),
                link: post.and_then(|post| wall(self.community, post, Some(id))),
                text: Some(words),
                dates: vec![written.to_string()],
                answers: post.and_then(|post| wall(self.community, post, None)),
                author: from.map(|from| from.to_string()),
                ..Entry::default()
            },
        });
        true
    }
}
