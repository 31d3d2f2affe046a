//! A search for words in what VK shows to everybody, newest first, back to what the last walk had.

use dauys_model::{Kind, Salt, Source};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::hash::hidden_name;
use crate::items::{Entry, items_of};
use crate::walk::answered::{Told, text};
use crate::walk::backward::{Backward, Place, Reach};
use crate::walk::ground::Ground;
use crate::walk::memory::Marks;
use crate::walk::vk::Asking;
use crate::walk::vk::post::Post;
use crate::walk::vk::wall::read;
use crate::walk::{Get, Walked};

/// Pages of one walk where the source does not say: VK gives about a thousand results of one search.
const PAGES: u32 = 5;

/// Results of a page, the most that VK gives.
const PAGE: &str = "200";

/// How far back the first search looks: VK's own default.
const FIRST: SignedDuration = SignedDuration::from_hours(24);

/// For how long a post may be found late.
const LATE: SignedDuration = SignedDuration::from_hours(2);

/// What is remembered of a search.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    /// Seconds since 1970 of which all results were seen.
    seen: Ground,
    marks: Marks,
}

/// The way through the results of a search.
pub(super) struct Search {
    asking: Asking,
    words: String,
    salt: Salt,
    marks: Marks,
    way: Backward,
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
        let Memory { seen, marks } = memory.unwrap_or_default();
        let reach = Reach { first: FIRST, lag: LATE, pages: source.pages.unwrap_or(PAGES) };
        Self {
            asking,
            words,
            salt,
            marks,
            way: Backward::new(Some(seen), &reach, now),
            of_communities: Vec::new(),
            of_citizens: Vec::new(),
            left_out: 0,
        }
    }

    pub(super) fn next(&self) -> Option<Get> {
        let Place { until, after } = self.way.place()?.clone();
        let mut parameters = vec![
            ("q", self.words.clone()),
            ("count", PAGE.to_owned()),
            ("start_time", self.way.floor().to_string()),
            ("extended", "0".to_owned()),
        ];
        parameters.extend(until.map(|until| ("end_time", until.to_string())));
        parameters.extend(after.map(|from| ("start_from", from)));
        Some(self.asking.get("newsfeed.search", &parameters))
    }

    pub(super) fn take(&mut self, told: &Told) -> Result<(), Error> {
        let (posts, left_out) = read(told)?;
        self.left_out += left_out;
        let second = |post: &Post| u64::try_from(post.written).unwrap_or_default();
        let (floor, lowest) = (self.way.floor(), posts.iter().map(second).min());
        for post in posts {
            // On a person's wall, key and mark would carry the person's number.
            let is_of_person = post.owner > 0;
            let mark =
                if is_of_person { hidden_name(self.salt, &["vk", &post.mark]) } else { post.mark.clone() };
            if second(&post) < floor || !self.marks.note(&mark) {
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
        let asked = self.way.place().and_then(|place| place.after.as_ref());
        let next = next.filter(|next| Some(next) != asked && lowest.is_some());
        self.way.take(lowest, next);
        Ok(())
    }

    pub(super) fn end(self, source: &Source, now: Timestamp) -> (Walked, Option<Memory>) {
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
        let (seen, is_cut) = self.way.end();
        walked.is_cut = is_cut;
        (walked, Some(Memory { seen, marks: self.marks }))
    }
}
