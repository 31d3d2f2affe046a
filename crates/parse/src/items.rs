//! A page of a source in, the items it announces out. Which form a feed has is found by looking at it.

mod entry;
mod feed;
mod fields;
mod json;
mod list;

use std::time::Duration;

use dauys_model::{Item, Page, Source, SourceKind};
use jiff::Timestamp;

use crate::barrier::barrier;
use crate::decode::{Decoded, decode};
use crate::error::{Error, beginning};
pub(crate) use crate::items::entry::Entry;
pub(crate) use crate::items::list::{compiled, dates_of};

/// What a page announced.
pub struct Items {
    /// The items in the order of the page, each key once.
    pub items: Vec<Item>,
    /// What an operator should know though the page could be read. No text of an item stands in them.
    pub warnings: Vec<String>,
    /// How long the feed asks to be left alone (`ttl`, `sy:updatePeriod`).
    pub fresh_for: Option<Duration>,
    /// Entries that became no item: repeated or empty.
    pub left_out: u32,
}

/// What a form of page gave, before it is put into the shape all forms share.
pub(crate) struct Announced {
    entries: Vec<entry::Entry>,
    /// The address of the page that the feed belongs to; of the article, for a feed of its comments.
    home: Option<url::Url>,
    language: Option<String>,
    fresh_for: Option<Duration>,
    warnings: Vec<String>,
}

/// The items that `page` announces, the answer to a request for the address of `source`.
///
/// `now` is the time of fetching, by which "5 минут назад" is understood. Authors are kept, on the way to becoming
/// voices, only where the source is one of citizens' posts; [`Item::region`] and [`Item::place`] are left empty. A
/// source whose policy is metadata only gives items without text.
///
/// # Errors
/// [`Error::NotAFeed`], [`Error::NoEntries`] for a list below its `at_least`, [`Error::Undecodable`] and
/// [`Error::Selector`]. A feed without entries is no error.
pub fn items(source: &Source, page: &Page, now: Timestamp) -> Result<Items, Error> {
    let Decoded { text, warning } = decode(page)?;
    let mut announced = match source.kind {
        SourceKind::List => list::read(source.list.as_ref(), &text, &page.url)?,
        _ => read_feed(&text, &page.url)?,
    };
    announced.warnings.splice(0..0, warning);
    Ok(entry::finish(announced, source, now))
}

/// The items out of entries that were read elsewhere: the answers of an interface, page after page.
pub(crate) fn made(entries: Vec<Entry>, source: &Source, now: Timestamp) -> Items {
    if entries.is_empty() {
        return Items { items: Vec::new(), warnings: Vec::new(), fresh_for: None, left_out: 0 };
    }
    let announced = Announced { entries, home: None, language: None, fresh_for: None, warnings: Vec::new() };
    entry::finish(announced, source, now)
}

/// RSS, RDF, Atom or JSON Feed.
fn read_feed(text: &str, url: &url::Url) -> Result<Announced, Error> {
    let announced = if text
        .trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
        .starts_with(['{', '['])
    {
        json::read(text, url)
    } else {
        feed::read(text, url)
    };
    announced.ok_or_else(|| Error::NotAFeed { barrier: barrier(text), seen: beginning(text) })
}

/// Whether a text is a feed of any form.
pub(crate) fn is_feed(text: &str, url: &url::Url) -> bool {
    read_feed(text, url).is_ok()
}
