//! The way through a list: its first page, and further pages down to what the last walk had seen.

use dauys_model::Source;
use jiff::Timestamp;
use url::Url;

use crate::error::Error;
use crate::items::whole_items;
use crate::links::resolved;
use crate::walk::answered::page_of;
use crate::walk::descent::{Descent, Place};
use crate::walk::memory::recalled;
use crate::walk::settings::address;
use crate::walk::{self, Answer, Get, Question, Start, Walked, Wants};

/// Pages of one walk where the source does not say.
const PAGES: u32 = 3;

/// Asks page after page.
pub(super) struct Steps {
    source: Source,
    now: Timestamp,
    url: Url,
    descent: Descent,
    /// Whether the first page was taken.
    is_begun: bool,
    walked: Walked,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let url = address(&source)?.clone();
        let mut walked = Walked::default();
        let memory = recalled(start.cursor, &mut walked.warnings);
        let descent = Descent::new(memory, 1, source.pages.unwrap_or(PAGES));
        Ok(Self { source, now: start.now, url, descent, is_begun: false, walked })
    }

    /// The address of a page; none of a further page where the settings do not say how it is made.
    fn address(&self, place: Place) -> Option<Url> {
        let template = self.source.list.as_ref().and_then(|list| list.paging.as_deref());
        let is_by_offset = template.is_some_and(|template| template.contains("{offset}"));
        let is_first = if is_by_offset { place.offset == 0 } else { place.page == 1 };
        if is_first {
            return Some(self.url.clone());
        }
        let template = template?;
        let address = template
            .replace("{page}", &place.page.to_string())
            .replace("{offset}", &place.offset.to_string());
        resolved(&self.url, &address)
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        let url = self.address(self.descent.place()?)?;
        Some(Question::Get(Get::page(url, Wants::Page)))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let found = whole_items(&self.source, page_of(answer)?, self.now)?;
        if !std::mem::replace(&mut self.is_begun, true) {
            self.walked.warnings.extend(found.warnings);
            // A further page may be short or empty: that is how lists end.
            if let Some(list) = &mut self.source.list {
                list.at_least = 0;
            }
        }
        self.walked.left_out += found.left_out;
        let keys: Vec<&str> = found.items.iter().map(|item| item.key.as_str()).collect();
        let is_new = self.descent.take(&keys);
        let new = found.items.into_iter().zip(is_new).filter(|(_, is_new)| *is_new);
        self.walked.items.extend(new.map(|(item, _)| item));
        if self.descent.place().is_some_and(|place| self.address(place).is_none()) {
            self.descent.end_of_list();
        }
        Ok(())
    }

    fn end(self: Box<Self>) -> Walked {
        let mut walked = self.walked;
        (walked.cursor, walked.is_cut) = self.descent.end();
        walked
    }
}
