//! The way through a feed: one page.

use dauys_model::Source;
use jiff::Timestamp;
use url::Url;

use crate::error::Error;
use crate::items::whole_items;
use crate::walk::answered::page_of;
use crate::walk::settings::address;
use crate::walk::{self, Answer, Get, Question, Start, Walked, Wants};

/// Asks the address of the source.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    /// The address, until it was answered.
    url: Option<Url>,
    walked: Walked,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let url = address(&source)?.clone();
        Ok(Self { source, now: start.now, url: Some(url), walked: Walked::default() })
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        self.url.clone().map(|url| Question::Get(Get::page(url, Wants::Feed)))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        self.url = None;
        self.walked = whole_items(&self.source, page_of(answer)?, self.now)?.into();
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        self.walked
    }
}
