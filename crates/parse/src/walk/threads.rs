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
use crate::walk::backward::{Backward, Place, Reach, seconds};
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

/// Asks page after page.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    /// The search, without a position.
    search: Url,
    token: String,
    way: Backward,
    /// Posts that were brought from ground that is walked again, with their seconds.
    known: BTreeMap<String, u64>,
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
        let memory: Memory = recalled(start.cursor, &mut walked.warnings).unwrap_or_default();
        let reach = Reach { first: FIRST, lag: LAG, pages: source.pages.unwrap_or(PAGES) };
        Ok(Self {
            source,
            now: start.now,
            search,
            token,
            way: Backward::new(Some(memory.seen), &reach, start.now),
            known: memory.known,
            entries: Vec::new(),
            walked,
        })
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        let Place { until, after } = self.way.place()?.clone();
        let mut url = self.search.clone();
        url.query_pairs_mut()
            .append_pair("search_type", "RECENT")
            .append_pair("fields", FIELDS)
            .append_pair("limit", &PAGE_LENGTH.to_string())
            .append_pair("since", &self.way.floor().to_string());
        if let Some(until) = until {
            url.query_pairs_mut().append_pair("until", &until.to_string());
        }
        if let Some(after) = after {
            url.query_pairs_mut().append_pair("after", &after);
        }
        let headers = vec![("authorization", format!("Bearer {}", self.token))];
        Some(Question::Get(Get { headers, units: 1, ..Get::interface(url) }))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
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
            if self.known.insert(post.id, second).is_none() {
                self.walked.left_out += u32::from(post.entry.is_none());
                self.entries.extend(post.entry);
            }
        }
        self.way.take(lowest, after);
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let floor = self.way.floor();
        let mut walked = self.walked;
        let has_begun = self.way.has_begun();
        let (seen, is_cut) = self.way.end();
        walked.is_cut = is_cut;
        if has_begun {
            let mut known: Vec<(String, u64)> =
                self.known.into_iter().filter(|(_, second)| *second >= floor).collect();
            known.sort_by_key(|(_, second)| Reverse(*second));
            let known = known.into_iter().take(MOST_KNOWN).collect();
            walked.cursor = kept(&Memory { seen, known });
        }
        walked.add(items_of(self.entries, &self.source, self.now));
        walked
    }
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
