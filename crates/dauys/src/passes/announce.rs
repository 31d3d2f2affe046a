//! From what a parser found to what may be stored: texts redacted, authors made voices, dates made sane.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use dauys_model::{
    DayKey, Item, Kato, Kind, Page, Policy, Source, SourceId, SourceKind, TextFrom, civil_day,
};
use dauys_store::{Announcement, Store};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// Keys of the days met so far, so that the store is asked once a day of publication.
#[derive(Default)]
pub(crate) struct Keys(BTreeMap<Date, DayKey>);

impl Keys {
    fn of(&mut self, store: &mut Store, day: Date, now: Timestamp) -> anyhow::Result<&DayKey> {
        match self.0.entry(day) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(vacant) => {
                let mut fresh = [0; 16];
                getrandom::fill(&mut fresh)
                    .map_err(|error| anyhow::anyhow!("no randomness for a day's key: {error}"))?;
                Ok(vacant.insert(store.day_key(day, now, fresh)?))
            }
        }
    }
}

/// What a source gives to items that do not say it themselves.
pub(crate) struct Given<'a> {
    /// The source.
    pub(crate) source: &'a SourceId,
    /// What its items become.
    pub(crate) kind: Kind,
    /// Where their text is had.
    pub(crate) text: TextFrom,
    /// Its region.
    pub(crate) region: Option<Kato>,
    /// Its policy.
    pub(crate) policy: Policy,
}

/// A text shorter than this, in characters, is taken for a summary and the page is fetched.
const SUMMARY_CHARS: usize = 300;

/// Everything a page of a source announces, ready to be stored; or why the page could not be read.
pub(crate) fn announcements(
    store: &mut Store,
    keys: &mut Keys,
    source: &Source,
    page: &Page,
    now: Timestamp,
) -> anyhow::Result<Result<Vec<Announcement>, String>> {
    let items = match parse(source, page, now) {
        Ok(items) => items,
        Err(reason) => return Ok(Err(reason)),
    };
    let given = Given {
        source: &source.id,
        kind: source.posts,
        text: source.text,
        region: source.region,
        policy: source.policy,
    };
    let mut announcements = Vec::with_capacity(items.len());
    for item in items {
        announcements.push(announcement(store, keys, &given, item, now)?);
    }
    Ok(Ok(announcements))
}

fn parse(source: &Source, page: &Page, now: Timestamp) -> Result<Vec<Item>, String> {
    if source.kind != SourceKind::File {
        let found = dauys_parse::items(source, page, now).map_err(|error| error.to_string())?;
        for warning in &found.warnings {
            tracing::debug!(source.id = %source.id, warning, "parsed with a repair");
        }
        let mut items = found.items;
        for item in &mut items {
            // A comment has no title of its own: what feeds put there names the article and the person.
            if item.kind.unwrap_or(source.posts) == Kind::Comment {
                item.title = None;
            }
        }
        return Ok(items);
    }
    let path = source.path.as_deref().unwrap_or(std::path::Path::new(""));
    let is = |ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    let record = |record: Result<dauys_parse::Record, dauys_parse::RecordError>| match record {
        Ok(record) => Ok(record.item),
        Err(error) => Err(error.to_string()),
    };
    if is("jsonl") {
        dauys_parse::jsonl(page.body.as_slice()).map(record).collect()
    } else if is("csv") {
        dauys_parse::csv(page.body.as_slice()).map(record).collect()
    } else {
        Ok(dauys_parse::items(source, page, now).map_err(|error| error.to_string())?.items)
    }
}

/// One item, ready to be stored. Its author ends here.
pub(crate) fn announcement(
    store: &mut Store,
    keys: &mut Keys,
    given: &Given<'_>,
    item: Item,
    now: Timestamp,
) -> anyhow::Result<Announcement> {
    let kind = item.kind.unwrap_or(given.kind);
    // A date from the future is a source's clock gone wrong; an hour's grace for honest drift.
    let latest = now.checked_add(1.hour()).unwrap_or(Timestamp::MAX);
    let published_at = item.published_at.filter(|at| *at <= latest);
    let (published_at, dated) = (published_at.unwrap_or(now), published_at.is_some());
    let voice = match item.author {
        Some(author) if kind.is_of_citizens() => {
            Some(author.voice(keys.of(store, civil_day(published_at), now)?, given.source))
        }
        _ => None,
    };
    let title = item.title.map(|title| dauys_text::redact(&title)).unwrap_or_default();
    let mut text = item.text.map(|text| dauys_text::redact(&text)).unwrap_or_default();
    if given.policy == Policy::MetadataOnly {
        text.clear();
    }
    let wants_page = item.url.is_some()
        && !kind.is_of_citizens()
        && given.policy != Policy::MetadataOnly
        && match given.text {
            TextFrom::Item => false,
            TextFrom::Page => true,
            TextFrom::Auto => item.truncated || text.chars().nth(SUMMARY_CHARS).is_none(),
        };
    Ok(Announcement {
        key: item.key,
        url: item.url,
        thread: item.thread,
        title,
        text,
        truncated: item.truncated,
        published_at,
        dated,
        kind,
        language: item.language,
        region: item.region.or(given.region),
        place: item.place.map(|place| dauys_text::redact(&place)),
        policy: given.policy,
        voice,
        wants_page,
    })
}
