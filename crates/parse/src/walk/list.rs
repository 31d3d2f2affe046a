//! The way through a list: its first page, and further pages as long as they bring entries that the last walk had not.

use std::collections::BTreeSet;

use dauys_model::Source;
use jiff::Timestamp;
use url::Url;

use crate::error::Error;
use crate::items::whole_items;
use crate::links::resolved;
use crate::walk::one::page_of;
use crate::walk::{self, Answer, Get, Question, Start, Walked, Wants};

/// Pages of one walk where the source does not say.
const PAGES: u32 = 3;

/// The newest keys of the last walk by which the next one knows that it is on known ground.
const REMEMBERED: usize = 5;

/// Asks page after page.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    /// The next page, from 1.
    page: u32,
    /// Its address; none at the end of the way.
    url: Option<Url>,
    /// Keys that the last walk began with.
    known: BTreeSet<String>,
    seen: BTreeSet<String>,
    walked: Walked,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let url = source.url.clone().ok_or_else(|| Error::unfit("the source has no address".into()))?;
        let known = start.cursor.map(|cursor| cursor.lines().map(str::to_owned).collect());
        Ok(Self {
            source,
            now: start.now,
            page: 1,
            url: Some(url),
            known: known.unwrap_or_default(),
            seen: BTreeSet::new(),
            walked: Walked::default(),
        })
    }

    fn most(&self) -> u32 {
        self.source.pages.unwrap_or(PAGES).max(1)
    }

    /// The address of the page after those taken so far, if the list has further ones.
    fn following(&self) -> Option<Url> {
        let template = self.source.list.as_ref()?.paging.as_deref()?;
        let address = template
            .replace("{page}", &(self.page + 1).to_string())
            .replace("{offset}", &self.seen.len().to_string());
        resolved(self.source.url.as_ref()?, &address)
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        self.url.clone().map(|url| Question::Get(Get::page(url, Wants::Page)))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let is_first = self.page == 1;
        // A further page may be short or empty: that is how lists end.
        if !is_first && let Some(list) = &mut self.source.list {
            list.at_least = 0;
        }
        let found = whole_items(&self.source, page_of(answer)?, self.now)?;
        let (mut new, mut met) = (0, false);
        for item in found.items {
            met |= self.known.contains(&item.key);
            if self.seen.insert(item.key.clone()) {
                new += 1;
                self.walked.items.push(item);
            }
        }
        self.walked.left_out += found.left_out;
        if is_first {
            self.walked.warnings = found.warnings;
            let newest = self.walked.items.iter().take(REMEMBERED);
            self.walked.cursor = Some(newest.map(|item| item.key.as_str()).collect::<Vec<_>>().join("\n"));
        }
        // On known ground, at the end, or before a first walk that would only bring old news.
        let goes_on = new > 0 && !met && !self.known.is_empty();
        self.url = if goes_on { self.following() } else { None };
        if self.url.is_some() && self.page >= self.most() {
            self.url = None;
            self.walked.is_cut = true;
        }
        self.page += 1;
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let mut walked = self.walked;
        if self.url.is_some() {
            // What lies between here and known ground was not seen: the next walk must not stop at this one's beginning.
            walked.is_cut = true;
            walked.cursor = None;
        }
        walked
    }
}
