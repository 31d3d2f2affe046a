//! The way through a keyword search of Threads: from the newest post back to known ground.
//!
//! The interface is asked for no user name and no permalink, which carries one. So no author is known, and each post is a voice of
//! its own: one person who writes five times counts five times, which the coverage of a digest must bear in mind.

mod post;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use dauys_model::Source;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::error::{Error, Refusal};
use crate::items::{Entry, items_of};
use crate::walk::answered::{Told, text, told};
use crate::walk::ground::Ground;
use crate::walk::interface::Interface;
use crate::walk::memory::{kept, recalled};
use crate::walk::settings::{is_of_citizens, key, segments_at};
use crate::walk::threads::post::{posts, refused};
use crate::walk::{self, Answer, Get, Question, Start, Walked};

/// Pages of one walk where the source does not say.
const PAGES: u32 = 5;

/// Posts of a page.
const PAGE_LENGTH: u32 = 100;

/// What is asked of a post. Neither `username` nor `permalink`: both name the writer.
const FIELDS: &str = "id,text,media_type,timestamp,has_replies,is_reply";

/// How far a first walk goes back.
const FIRST: SignedDuration = SignedDuration::from_hours(24);

/// A search may show a post later than it was written; younger ground than this is walked again.
const LAG: SignedDuration = SignedDuration::from_mins(15);

/// Most posts of the walked-again ground that are remembered.
const MOST_KNOWN: usize = 500;

/// Where the interface is reached.
const USUAL: &str = "https://graph.threads.net";

const HOSTS: [&str; 2] = ["threads.net", "threads.com"];

/// What is remembered until the next walk.
#[derive(Default, Serialize, Deserialize)]
struct Memory {
    /// Seconds since 1970 of which all posts were seen.
    seen: Ground,
    /// Posts that were brought from ground that is walked again, with their seconds.
    known: BTreeMap<String, u64>,
}

/// Where the next page begins.
#[derive(Clone, Default)]
struct Place {
    /// Only posts before this second; all when absent.
    until: Option<u64>,
    /// The platform's token for the page after the last.
    after: Option<String>,
}

/// Asks page after page.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    /// The search, without a position.
    search: Url,
    token: String,
    memory: Memory,
    place: Option<Place>,
    /// The lowest second met since the place began anew.
    low: Option<u64>,
    taken: u32,
    entries: Vec<Entry>,
    walked: Walked,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        is_of_citizens(&source)?;
        let token = key(start, "the token of an app of Threads")?;
        let search = search_of(&source)?;
        let mut walked = Walked::default();
        let mut memory: Memory = recalled(start.cursor, &mut walked.warnings).unwrap_or_default();
        if !memory.seen.has_bottom() {
            memory.seen.add(0, seconds(start.now, FIRST));
        }
        Ok(Self {
            source,
            now: start.now,
            search,
            token,
            memory,
            place: Some(Place::default()),
            low: None,
            taken: 0,
            entries: Vec::new(),
            walked,
        })
    }

    /// The last second of known ground for good.
    fn floor(&self) -> u64 {
        self.memory.seen.floor().unwrap_or_default()
    }

    /// Notes how far down the posts of a page reach, and finds the next page.
    fn note(&mut self, place: Place, lowest: Option<u64>, after: Option<String>) {
        self.taken += 1;
        let top = place.until.unwrap_or(u64::MAX).saturating_sub(1).min(seconds(self.now, LAG));
        let low = [self.low, lowest].into_iter().flatten().min();
        let (Some(low), Some(after)) = (low, after) else {
            // The search has no more: everything down to known ground was seen.
            self.memory.seen.add(self.floor(), top);
            self.place = None;
            return;
        };
        // Of the lowest second itself, the next page may have more.
        self.memory.seen.add(low.saturating_add(1), top);
        let border = self.memory.seen.low_of(low.saturating_add(1));
        self.place = if low <= self.floor() {
            None
        } else if border <= low {
            // Below lies ground that an earlier walk saw: on beneath it.
            self.low = None;
            (border > 0).then(|| Place { until: Some(border.saturating_add(1)), after: None })
        } else {
            self.low = Some(low);
            Some(Place { after: Some(after), ..place })
        };
        // The newest page is asked by every walk: with it alone, a hole would never be filled.
        if self.place.is_some() && self.taken >= self.source.pages.unwrap_or(PAGES).max(2) {
            self.place = None;
            self.walked.is_cut = true;
        }
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        let place = self.place.clone()?;
        let mut url = self.search.clone();
        url.query_pairs_mut()
            .append_pair("search_type", "RECENT")
            .append_pair("fields", FIELDS)
            .append_pair("limit", &PAGE_LENGTH.to_string())
            .append_pair("since", &self.floor().to_string());
        if let Some(until) = place.until {
            url.query_pairs_mut().append_pair("until", &until.to_string());
        }
        if let Some(after) = place.after {
            url.query_pairs_mut().append_pair("after", &after);
        }
        let headers = vec![("authorization", format!("Bearer {}", self.token))];
        Some(Question::Get(Get { headers, units: 1, ..Get::interface(url) }))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let Some(place) = self.place.clone() else { return Ok(()) };
        let Told { status, body: found } = told(answer, Refusal::Key)?;
        refused(&found, status)?;
        let Some(Value::Array(data)) = found.get("data") else {
            return Err(Error::drift("a search without `data`"));
        };
        let (found_posts, nameless) = posts(data)?;
        self.walked.left_out += nameless;
        let lowest = found_posts.iter().filter_map(|post| post.second).min();
        let after =
            text(&found, &["paging", "cursors", "after"]).filter(|_| !data.is_empty()).map(str::to_owned);
        for post in found_posts {
            // A post without a date is remembered as one of now.
            let second = post.second.unwrap_or_else(|| seconds(self.now, SignedDuration::ZERO));
            if self.memory.known.insert(post.id, second).is_none() {
                self.walked.left_out += u32::from(post.entry.is_none());
                self.entries.extend(post.entry);
            }
        }
        self.note(place, lowest, after);
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let floor = self.floor();
        let mut walked = self.walked;
        walked.is_cut |= self.place.is_some();
        if self.taken > 0 {
            let Memory { seen, known } = self.memory;
            let mut known: Vec<(String, u64)> =
                known.into_iter().filter(|(_, second)| *second >= floor).collect();
            known.sort_by_key(|(_, second)| Reverse(*second));
            let known = known.into_iter().take(MOST_KNOWN).collect();
            walked.cursor = kept(&Memory { seen, known });
        }
        walked.add(items_of(self.entries, &self.source, self.now));
        walked
    }
}

/// The second that lies `before` a moment.
fn seconds(now: Timestamp, before: SignedDuration) -> u64 {
    let second = now.checked_sub(before).map_or(0, Timestamp::as_second);
    u64::try_from(second).unwrap_or_default()
}

/// The search of `https://www.threads.net/search?q=WORDS`, by topic tag where `serp_type=tags`.
fn search_of(source: &Source) -> Result<Url, Error> {
    let unfit = || {
        Error::unfit("the address of a search of Threads is `https://www.threads.net/search?q=WORDS`".into())
    };
    if segments_at(source, &HOSTS).as_deref() != Some(&["search"]) {
        return Err(unfit());
    }
    let value = |name: &str| {
        let pairs = source.url.as_ref()?.query_pairs();
        pairs.into_iter().find(|(found, _)| found == name).map(|(_, value)| value.trim().to_owned())
    };
    let words = value("q").filter(|words| !words.is_empty()).ok_or_else(unfit)?;
    let usual = Url::parse(USUAL).expect("a literal address");
    let mut search = Interface::new(source.api.as_ref(), &usual)?.at("v1.0/keyword_search");
    search.query_pairs_mut().append_pair("q", &words);
    if value("serp_type").as_deref() == Some("tags") {
        search.query_pairs_mut().append_pair("search_mode", "TAG");
    }
    Ok(search)
}
