//! The way through a public timeline of a Mastodon server: the newest posts at first, then from the last seen forward.
//!
//! Forward paging (`min_id`) leaves no hole wherever a walk is ended. A post that is edited after it was read is not seen again.

mod status;

use std::collections::BTreeSet;

use dauys_model::{Salt, Source};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::error::{Error, Refusal};
use crate::items::{Entry, items_of};
use crate::walk::answered::{refusal_of, refused, status_of, told};
use crate::walk::interface::Interface;
use crate::walk::mastodon::status::{entries, newest_id};
use crate::walk::memory::{kept, recalled};
use crate::walk::settings::{is_of_citizens, segments_at};
use crate::walk::{self, Answer, Get, Question, Start, Walked};

/// Pages of one walk where the source does not say.
const PAGES: u32 = 10;

/// Posts of a page; the most that a server gives (Mastodon's documentation of `timelines`).
const PAGE_LENGTH: usize = 40;

/// Before every number of a post.
const BEFORE_ALL: &str = "0";

/// What is remembered until the next walk.
#[derive(Serialize, Deserialize)]
struct Memory {
    /// The server's number of the newest post seen.
    newest: String,
}

/// Asks page after page.
pub(super) struct Steps {
    source: Source,
    salt: Salt,
    now: Timestamp,
    /// The timeline, without a position.
    timeline: Url,
    memory: Option<Memory>,
    /// Whether there is more to ask.
    goes_on: bool,
    taken: u32,
    keys: BTreeSet<String>,
    entries: Vec<Entry>,
    walked: Walked,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        is_of_citizens(&source)?;
        let timeline = timeline_of(&source)?;
        let mut walked = Walked::default();
        let memory = recalled(start.cursor, &mut walked.warnings);
        Ok(Self {
            source,
            salt: start.salt,
            now: start.now,
            timeline,
            memory,
            goes_on: true,
            taken: 0,
            keys: BTreeSet::new(),
            entries: Vec::new(),
            walked,
        })
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        if !self.goes_on {
            return None;
        }
        let mut url = self.timeline.clone();
        url.query_pairs_mut().append_pair("limit", &PAGE_LENGTH.to_string());
        if let Some(memory) = &self.memory {
            url.query_pairs_mut().append_pair("min_id", &memory.newest);
        }
        Some(Question::Get(Get::guest(url)))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        if let Some(refusal) = refusal(status_of(answer)) {
            return Err(refused(refusal, status_of(answer), None));
        }
        let Value::Array(statuses) = told(answer, Refusal::Closed)?.body else {
            return Err(Error::drift("a timeline is no list"));
        };
        let (entries, left_out) = entries(&statuses, self.salt)?;
        self.walked.left_out += left_out;
        for entry in entries {
            if entry.id.as_ref().is_some_and(|key| self.keys.insert(key.clone())) {
                self.entries.push(entry);
            }
        }
        self.taken += 1;
        let is_first = self.memory.is_none();
        let known = self.memory.as_ref().map_or(BEFORE_ALL, |memory| memory.newest.as_str());
        let newest = newest_id(&statuses, answer.header("link"), known).map(str::to_owned);
        let has_new = newest.is_some();
        if is_first || has_new {
            self.memory = Some(Memory { newest: newest.unwrap_or_else(|| BEFORE_ALL.to_owned()) });
        }
        // A server that pages by `Link` may fill a page only in part; only an empty one is the last.
        let may_have_more = answer.header("link").is_some() || statuses.len() >= PAGE_LENGTH;
        // What was written before the first walk is not gone after.
        self.goes_on = !is_first && has_new && may_have_more;
        if self.goes_on && self.taken >= self.source.pages.unwrap_or(PAGES).max(1) {
            self.goes_on = false;
            self.walked.is_cut = true;
        }
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let mut walked = self.walked;
        walked.is_cut |= self.goes_on;
        walked.cursor = self.memory.as_ref().filter(|_| self.taken > 0).and_then(kept);
        walked.add(items_of(self.entries, &self.source, self.now));
        walked
    }
}

/// What a status says: a server that shows its timelines to members only says 401, older ones 422.
fn refusal(status: u16) -> Option<Refusal> {
    if status == 422 { Some(Refusal::Closed) } else { refusal_of(status, Refusal::Closed) }
}

/// The timeline of `https://SERVER/tags/TAG` or `https://SERVER/public/local`.
fn timeline_of(source: &Source) -> Result<Url, Error> {
    let unfit = || {
        Error::unfit("the address of a Mastodon timeline is `https://SERVER/tags/TAG` or `https://SERVER/public/local`".into())
    };
    let server = source.url.as_ref().ok_or_else(unfit)?;
    let usual = server.join("/").map_err(|_| unfit())?;
    let server = Interface::new(source.api.as_ref(), &usual)?;
    match segments_at(source, &[]).as_deref() {
        // The tag stays encoded as the address has it.
        Some(["tags", tag]) => Ok(server.at(&format!("api/v1/timelines/tag/{tag}"))),
        Some(["public", "local"]) => {
            let mut timeline = server.at("api/v1/timelines/public");
            timeline.query_pairs_mut().append_pair("local", "true");
            Ok(timeline)
        }
        _ => Err(unfit()),
    }
}
