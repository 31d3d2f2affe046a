//! A search for words in what VK shows to everybody, newest first, back to what the last walk had.

use dauys_model::{Kind, Salt, Source};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::hash::hidden_name;
use crate::items::{Entry, items_of};
use crate::walk::answered::{Told, text};
use crate::walk::memory::Marks;
use crate::walk::vk::Asking;
use crate::walk::vk::wall::read;
use crate::walk::{Get, Walked};

/// Pages of one walk where the source does not say: VK gives about a thousand results of one search.
const PAGES: u32 = 5;

/// Results of a page, the most that VK gives.
const PAGE: &str = "200";

/// How far back the first search looks: VK's own default.
const FIRST_SECONDS: i64 = 86_400;

/// Seconds for which a post may be found late.
const LATE_SECONDS: i64 = 2 * 3600;

/// What is remembered of a search.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    /// The time of the newest result, in seconds since 1970.
    newest: i64,
    marks: Marks,
}

/// The way through the results of a search.
pub(super) struct Search {
    asking: Asking,
    words: String,
    salt: Salt,
    memory: Memory,
    since: i64,
    most: u32,
    pages: u32,
    from: Option<String>,
    newest: i64,
    is_read: bool,
    is_cut: bool,
    of_communities: Vec<Entry>,
    of_citizens: Vec<Entry>,
    left_out: u32,
}

impl Search {
    pub(super) fn new(
        asking: Asking,
        words: String,
        memory: Option<Memory>,
        source: &Source,
        salt: Salt,
        now: Timestamp,
    ) -> Self {
        let memory = memory.unwrap_or_default();
        let first = now.as_second() - FIRST_SECONDS;
        let since = if memory.newest > 0 { memory.newest - LATE_SECONDS } else { first };
        Self {
            asking,
            words,
            salt,
            memory,
            since,
            most: source.pages.unwrap_or(PAGES).max(1),
            pages: 0,
            from: None,
            newest: 0,
            is_read: false,
            is_cut: false,
            of_communities: Vec::new(),
            of_citizens: Vec::new(),
            left_out: 0,
        }
    }

    pub(super) fn next(&self) -> Option<Get> {
        if self.is_read {
            return None;
        }
        let mut parameters = vec![
            ("q", self.words.clone()),
            ("count", PAGE.to_owned()),
            ("start_time", self.since.to_string()),
            ("extended", "0".to_owned()),
        ];
        parameters.extend(self.from.clone().map(|from| ("start_from", from)));
        Some(self.asking.get("newsfeed.search", &parameters))
    }

    pub(super) fn take(&mut self, told: &Told) -> Result<(), Error> {
        let (posts, left_out) = read(told)?;
        self.left_out += left_out;
        self.pages += 1;
        let is_empty = posts.is_empty();
        for post in posts {
            self.newest = self.newest.max(post.written);
            // On a person's wall, key and mark would carry the person's number.
            let is_of_person = post.owner > 0;
            let mark =
                if is_of_person { hidden_name(self.salt, &["vk", &post.mark]) } else { post.mark.clone() };
            if post.written < self.since || !self.memory.marks.note(&mark) {
                continue;
            }
            let key = format!("{}_{}", post.owner, post.id);
            let entry = post.entry.map(|entry| {
                if is_of_person {
                    Entry { id: Some(hidden_name(self.salt, &["vk", &key])), ..entry }
                } else {
                    entry
                }
            });
            match entry {
                Some(entry) if post.from < 0 => self.of_communities.push(entry),
                Some(entry) => self.of_citizens.push(entry),
                None => self.left_out += 1,
            }
        }
        let next = text(&told.body, &["response", "next_from"]).map(str::to_owned);
        // The same place again would be asked for without end.
        let next = next.filter(|next| Some(next) != self.from.as_ref() && !is_empty);
        self.is_read = next.is_none();
        if !self.is_read && self.pages >= self.most {
            self.is_read = true;
            self.is_cut = true;
        }
        self.from = next;
        Ok(())
    }

    pub(super) fn end(mut self, source: &Source, now: Timestamp) -> (Walked, Option<Memory>) {
        // A community's words are what the source says; a person's are a citizen's, whatever it says.
        let mut walked = Walked::from(items_of(self.of_communities, source, now));
        walked.items.iter_mut().for_each(|item| item.truncated = false);
        let kind = if source.posts.is_of_citizens() { source.posts } else { Kind::Comment };
        let of_citizens = Source { posts: kind, ..source.clone() };
        let mut said = items_of(self.of_citizens, &of_citizens, now);
        if kind != source.posts {
            said.items.iter_mut().for_each(|item| item.kind = Some(kind));
        }
        walked.add(said);
        walked.left_out += self.left_out;
        walked.is_cut = self.is_cut || !self.is_read;
        if self.is_read {
            self.memory.newest = self.memory.newest.max(self.newest).min(now.as_second());
        }
        (walked, Some(self.memory))
    }
}
