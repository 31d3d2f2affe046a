//! The posts of a community's wall, newest first, until those that the last walk had.

use dauys_model::Source;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::items::{Entry, items_of};
use crate::walk::answered::{Told, list};
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
    /// The number of the newest post; numbers of a wall rise.
    newest: i64,
    marks: Marks,
}

/// The way through a wall.
pub(super) struct Wall {
    asking: Asking,
    community: i64,
    memory: Memory,
    most: u32,
    pages: u32,
    offset: usize,
    newest: i64,
    is_read: bool,
    is_cut: bool,
    entries: Vec<Entry>,
    withdrawn: Vec<String>,
    left_out: u32,
}

impl Wall {
    pub(super) fn new(asking: Asking, community: i64, memory: Option<Memory>, most: Option<u32>) -> Self {
        Self {
            asking,
            community,
            memory: memory.unwrap_or_default(),
            most: most.unwrap_or(PAGES).max(1),
            pages: 0,
            offset: 0,
            newest: 0,
            is_read: false,
            is_cut: false,
            entries: Vec::new(),
            withdrawn: Vec::new(),
            left_out: 0,
        }
    }

    pub(super) fn next(&self) -> Option<Get> {
        (!self.is_read).then(|| posts(&self.asking, self.community, PAGE, self.offset))
    }

    pub(super) fn take(&mut self, told: &Told) -> Result<(), Error> {
        let (posts, left_out) = read(told)?;
        self.left_out += left_out;
        self.pages += 1;
        let mut is_met = false;
        let is_short = posts.len() + usize::try_from(left_out).unwrap_or_default() < PAGE;
        for post in posts {
            // What is pinned stands on top whatever its age.
            is_met |= !post.is_pinned && post.id <= self.memory.newest;
            self.newest = self.newest.max(post.id);
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
        let is_first = self.memory.newest == 0;
        self.is_read = is_met || is_first || is_short;
        if !self.is_read && self.pages >= self.most {
            self.is_read = true;
            self.is_cut = true;
        }
        self.offset += PAGE - OVERLAP;
        Ok(())
    }

    pub(super) fn end(mut self, source: &Source, now: Timestamp) -> (Walked, Option<Memory>) {
        let mut walked = Walked::from(items_of(self.entries, source, now));
        // The interface gives whole texts, however short.
        walked.items.iter_mut().for_each(|item| item.truncated = false);
        walked.withdrawn = self.withdrawn;
        walked.left_out += self.left_out;
        walked.is_cut = self.is_cut || !self.is_read;
        if self.is_read {
            self.memory.newest = self.memory.newest.max(self.newest);
        }
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
