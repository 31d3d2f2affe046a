//! The posts of a community's wall, newest first, until those that the last walk had.

use dauys_model::Source;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::items::{Entry, items_of};
use crate::walk::answered::{Told, list};
use crate::walk::descent::{self, Descent};
use crate::walk::memory::Marks;
use crate::walk::vk::Asking;
use crate::walk::vk::post::Post;
use crate::walk::{Get, Walked};

/// Pages of one walk where the source does not say.
const PAGES: u32 = 5;

/// Posts of a page, the most that VK gives.
const PAGE: usize = 100;

/// Posts of a page that the next one repeats: pages are counted from the top, and a post that is deleted meanwhile moves all
/// below it up.
const OVERLAP: usize = 5;

/// What is remembered of a wall.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    list: Option<descent::Memory>,
    marks: Marks,
}

/// The way through a wall.
pub(super) struct Wall {
    asking: Asking,
    community: i64,
    memory: Memory,
    descent: Descent,
    entries: Vec<Entry>,
    withdrawn: Vec<String>,
    left_out: u32,
}

impl Wall {
    pub(super) fn new(asking: Asking, community: i64, memory: Option<Memory>, most: Option<u32>) -> Self {
        let memory = memory.unwrap_or_default();
        Self {
            asking,
            community,
            descent: Descent::new(memory.list.clone(), 1, most.unwrap_or(PAGES)),
            memory,
            entries: Vec::new(),
            withdrawn: Vec::new(),
            left_out: 0,
        }
    }

    pub(super) fn next(&self) -> Option<Get> {
        let offset = self.descent.place()?.offset.saturating_sub(OVERLAP);
        Some(posts(&self.asking, self.community, PAGE, offset))
    }

    pub(super) fn take(&mut self, told: &Told) -> Result<(), Error> {
        let (posts, left_out) = read(told)?;
        self.left_out += left_out;
        let is_short = posts.len() + usize::try_from(left_out).unwrap_or_default() < PAGE;
        // What is pinned stands on top whatever its age.
        let numbers: Vec<String> =
            posts.iter().filter(|post| !post.is_pinned).map(|post| post.id.to_string()).collect();
        self.descent.take(&numbers.iter().map(String::as_str).collect::<Vec<_>>());
        if is_short && !self.descent.is_leaping() {
            self.descent.end_of_list();
        }
        for post in posts {
            if post.is_deleted {
                self.withdrawn.extend(post.key());
            } else if self.memory.marks.note(&post.mark) {
                match post.entry.filter(|_| post.from == self.community && post.owner == self.community) {
                    Some(mut entry) => {
                        // Words of the community itself, not a person's.
                        entry.author = None;
                        self.entries.push(entry);
                    }
                    None => self.left_out += 1,
                }
            }
        }
        Ok(())
    }

    pub(super) fn end(mut self, source: &Source, now: Timestamp) -> (Walked, Option<Memory>) {
        let mut walked = Walked::from(items_of(self.entries, source, now));
        // The interface gives whole texts, however short.
        walked.items.iter_mut().for_each(|item| item.truncated = false);
        walked.withdrawn = self.withdrawn;
        walked.left_out += self.left_out;
        let (list, is_cut) = self.descent.remembered();
        walked.is_cut = is_cut;
        self.memory.list = list.or(self.memory.list);
        (walked, Some(self.memory))
    }
}

/// The question for a page of a community's own posts.
pub(super) fn posts(asking: &Asking, community: i64, most: usize, offset: usize) -> Get {
    let mut parameters = vec![
        ("owner_id", community.to_string()),
        ("filter", "owner".to_owned()),
        ("count", most.to_string()),
        ("extended", "0".to_owned()),
    ];
    if offset > 0 {
        parameters.push(("offset", offset.to_string()));
    }
    asking.get("wall.get", &parameters)
}

/// The posts of an answer, and how many of it are none.
pub(super) fn read(told: &Told) -> Result<(Vec<Post>, u32), Error> {
    let items = list(&told.body, &["response", "items"])?;
    let posts: Vec<Post> = items.iter().filter_map(Post::read).collect();
    if posts.is_empty() && !items.is_empty() {
        return Err(Error::missing("response.items.id, owner_id, date"));
    }
    let left_out = u32::try_from(items.len() - posts.len()).unwrap_or(u32::MAX);
    Ok((posts, left_out))
}
