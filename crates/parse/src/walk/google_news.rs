//! The way through a search of Google News: one feed, of which only headline, outlet and time are taken.
//!
//! The links of this feed lead through Google and are neither decoded nor kept. What is taken is a witness: it shows what
//! outlets told that no source of ours brought.

use std::collections::BTreeSet;

use dauys_model::{Language, Source};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::barrier::barrier;
use crate::decode::decode;
use crate::error::{Barrier, Error, Refusal, beginning};
use crate::items::sightings;
use crate::walk::answered::{page_of, refusal_of, refused, status_of};
use crate::walk::interface::Interface;
use crate::walk::memory::{kept, recalled};
use crate::walk::{self, Answer, Get, Question, Start, Walked, Wants};

/// Where the feed is reached.
const GOOGLE: &str = "https://news.google.com";

/// About as many entries the feed gives at most; one that is full of new ones has lost others.
const FULL: usize = 100;

/// What is remembered between walks.
#[derive(Default, Serialize, Deserialize)]
struct Cursor {
    /// The keys of the last answer.
    keys: BTreeSet<String>,
}

/// Asks once.
pub(super) struct Steps {
    now: Timestamp,
    /// What is asked, until it was answered.
    url: Option<Url>,
    cursor: Cursor,
    walked: Walked,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let url = query_of(start.source)?;
        let mut walked = Walked::default();
        let cursor = recalled(start.cursor, &mut walked.warnings).unwrap_or_default();
        Ok(Self { now: start.now, url: Some(url), cursor, walked })
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        self.url.clone().map(|url| Question::Get(Get::page(url, Wants::Feed)))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        self.url = None;
        let status = status_of(answer);
        if let Some(refusal) = refusal_of(status, Refusal::Closed) {
            return Err(refused(refusal, status, None));
        }
        let page = page_of(answer)?;
        let text = decode(page)?.text;
        let found = sightings(&text, &page.url, self.now).ok_or_else(|| not_the_feed(&text, &page.url))?;
        let total = found.sightings.len();
        let keys = found.sightings.iter().map(|sighting| sighting.key.clone()).collect();
        let new: Vec<_> = found
            .sightings
            .into_iter()
            .filter(|sighting| !self.cursor.keys.contains(&sighting.key))
            .collect();
        self.walked.is_cut = !self.cursor.keys.is_empty() && total >= FULL && new.len() == total;
        if self.walked.is_cut {
            self.walked.warnings.push("the feed is full of new entries: others were lost between".to_owned());
        }
        self.walked.left_out = found.left_out;
        if found.left_out > 0 {
            self.walked.warnings.push(format!("entries without headline or outlet: {}", found.left_out));
        }
        self.walked.sightings = new;
        self.walked.cursor = kept(&Cursor { keys });
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let mut walked = self.walked;
        walked.is_cut |= self.url.is_some();
        walked
    }
}

/// The address of the feed for the search of a source, with language and country filled in where they are missing.
fn query_of(source: &Source) -> Result<Url, Error> {
    let form = "the address of a google_news source is `https://news.google.com/rss/search?q=…&hl=ru&gl=KZ&ceid=KZ:ru`";
    let unfit = || Error::unfit(form.into());
    let address = source.url.as_ref().ok_or_else(unfit)?;
    let given = |name: &str| {
        let found = address.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        found.filter(|value| !value.trim().is_empty())
    };
    // The page for people has the same query.
    if !matches!(address.path().trim_end_matches('/'), "/rss/search" | "/search") {
        return Err(unfit());
    }
    let query = given("q").ok_or_else(unfit)?;
    let language = given("hl")
        .unwrap_or_else(|| if source.language == Some(Language::Kazakh) { "kk" } else { "ru" }.to_owned());
    let country = given("gl").unwrap_or_else(|| "KZ".to_owned());
    let edition = given("ceid").unwrap_or_else(|| format!("{country}:{language}"));
    let usual = Url::parse(GOOGLE).expect("a literal address");
    let mut url = Interface::new(source.api.as_ref(), &usual)?.at("rss/search");
    let pairs = [("q", query), ("hl", language), ("gl", country), ("ceid", edition)];
    url.query_pairs_mut().extend_pairs(pairs);
    Ok(url)
}

/// What came in place of the feed.
fn not_the_feed(text: &str, url: &Url) -> Error {
    let closed = |told: &str| Error::refused(Refusal::Closed, told);
    let lower = text.chars().take(4000).collect::<String>().to_lowercase();
    let asks_consent = url.host_str().is_some_and(|host| host.starts_with("consent."))
        || lower.contains("consent.google")
        || lower.contains("before you continue");
    match barrier(text) {
        Some(Barrier::Captcha) => Error::refused(Refusal::Captcha, "a captcha page"),
        _ if asks_consent => closed("a consent page"),
        Some(other) => closed(&format!("a {other} page")),
        None if lower.trim_start().starts_with("<!doctype html") || lower.contains("<html") => {
            closed("a page in place of the feed")
        }
        None => Error::NotAFeed { barrier: None, seen: beginning(text) },
    }
}
