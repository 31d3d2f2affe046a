//! A page of a source in, the items it announces out. Which form a feed has is found by looking at it.

mod entry;
mod feed;
mod fields;
mod identity;
mod json;
mod list;
mod sightings;

use std::time::Duration;

use dauys_model::{Item, Page, Policy, Source, SourceKind};
use jiff::Timestamp;

use crate::barrier::barrier;
use crate::decode::{Decoded, decode};
use crate::error::{Error, beginning};
pub(crate) use crate::items::entry::{Entry, finish};
pub use crate::items::identity::recognised_by;
pub(crate) use crate::items::list::{base_of, compiled, dates_of};
pub(crate) use crate::items::sightings::sightings;

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
    /// The encoding the page was read by, as the WHATWG names it.
    pub encoding: Option<&'static str>,
}

/// What a form of page gave, before it is put into the shape all forms share.
#[derive(Default)]
pub(crate) struct Announced {
    pub(crate) entries: Vec<Entry>,
    /// The address of the page that the feed belongs to; of the article, for a feed of its comments.
    pub(crate) home: Option<url::Url>,
    pub(crate) language: Option<String>,
    pub(crate) fresh_for: Option<Duration>,
    pub(crate) warnings: Vec<String>,
}

/// The items that `page` announces, the answer to a request for the address of `source`.
///
/// `now` is the time of fetching, by which "5 минут назад" is understood. Authors are kept, on the way to becoming
/// voices, only where the source is one of citizens' posts; [`Item::region`] and [`Item::place`] are left empty. A
/// source whose policy is metadata only gives items without text. [Words](Source::words) are for [`sift`](crate::sift).
///
/// # Errors
/// [`Error::NotAFeed`], [`Error::NoEntries`] for a list below its `at_least`, [`Error::Undecodable`] and
/// [`Error::Selector`]. A feed without entries is no error.
pub fn items(source: &Source, page: &Page, now: Timestamp) -> Result<Items, Error> {
    let mut found = whole_items(source, page, now)?;
    withhold(&mut found.items, source.policy);
    Ok(found)
}

/// Takes from items what the terms of their source do not allow.
pub(crate) fn withhold(items: &mut [Item], policy: Policy) {
    if policy == Policy::MetadataOnly {
        items.iter_mut().for_each(|item| (item.text, item.truncated) = (None, false));
    }
}

/// What [`items`] gives, before anything is withheld.
pub(crate) fn whole_items(source: &Source, page: &Page, now: Timestamp) -> Result<Items, Error> {
    let Decoded { text, encoding, warning } = decode(page)?;
    let mut announced = match source.kind {
        SourceKind::List => list::read(source.list.as_ref(), &text, &page.url)?,
        _ => read_feed(&text, &page.url)?,
    };
    announced.warnings.splice(0..0, warning);
    Ok(Items { encoding: Some(encoding), ..finish(announced, source, now) })
}

/// Entries that were not read from one page, in the shape of items.
pub(crate) fn items_of(entries: Vec<Entry>, source: &Source, now: Timestamp) -> Items {
    if entries.is_empty() {
        return Items {
            items: Vec::new(),
            warnings: Vec::new(),
            fresh_for: None,
            left_out: 0,
            encoding: None,
        };
    }
    let announced = Announced { entries, home: None, language: None, fresh_for: None, warnings: Vec::new() };
    finish(announced, source, now)
}

/// How many entries of a page are read. Whole archives in one feed have some thousands; what has more is meant to be
/// too large for its readers.
const MOST_ENTRIES: usize = 20_000;

/// What a JSON Feed names itself; before it a notice or the name of a function may stand.
const JSON_FEED: &str = "jsonfeed.org/version";

/// RSS, RDF, Atom or JSON Feed.
fn read_feed(text: &str, url: &url::Url) -> Result<Announced, Error> {
    let announced = if text
        .trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
        .starts_with(['{', '['])
    {
        json::read(text, url)
    } else {
        feed::read(text, url).or_else(|| {
            let is_json = text.contains(JSON_FEED) || text.contains(&JSON_FEED.replace('/', "\\/"));
            if is_json { json::read(text, url) } else { None }
        })
    };
    announced.ok_or_else(|| Error::NotAFeed { barrier: barrier(text), seen: beginning(text) })
}

/// Whether a text is a feed of any form.
pub(crate) fn is_feed(text: &str, url: &url::Url) -> bool {
    read_feed(text, url).is_ok()
}
