//! A digest → the bytes of each of its forms, and the feed of a subscription's latest editions.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::Context;
use dauys_digest::Digest;
use dauys_digest::feed::{self, Feed, FeedEntry};
use dauys_model::Format;
use dauys_store::{EditionFilter, EditionState, Store};

/// Editions in a feed: a month of a daily one.
const FEED_EDITIONS: u32 = 30;

/// A digest in one form. As a feed it is the only edition; [`feed()`] has the earlier ones.
pub(crate) fn render(digest: &Digest, format: Format) -> anyhow::Result<Vec<u8>> {
    Ok(match format {
        Format::Html => dauys_digest::html(digest).into_bytes(),
        Format::Mail => dauys_digest::mail(digest).into_bytes(),
        Format::Text => dauys_digest::text(digest).into_bytes(),
        Format::Md => dauys_digest::markdown(digest).into_bytes(),
        Format::Json => dauys_digest::json(digest).into_bytes(),
        Format::Docx => dauys_print::docx(digest).context("setting the digest as a document")?,
        Format::Pdf => dauys_print::pdf(digest).context("setting the digest on pages")?,
        Format::Atom => feed::atom(&of_entries(digest, vec![alone(digest)])).into_bytes(),
        Format::JsonFeed => feed::json_feed(&of_entries(digest, vec![alone(digest)])).into_bytes(),
        Format::Ics => dauys_digest::ics(digest).into_bytes(),
    })
}

/// A digest in one form; as a feed with the latest editions that its reader got, of its period and up to its day.
pub(crate) fn render_with_editions(
    store: &Store,
    digest: &Digest,
    format: Format,
) -> anyhow::Result<Vec<u8>> {
    Ok(match format {
        Format::Atom => feed::atom(&feed(store, digest)?).into_bytes(),
        Format::JsonFeed => feed::json_feed(&feed(store, digest)?).into_bytes(),
        format => render(digest, format)?,
    })
}

/// Digests in their forms, in their order, made on all processors.
pub(crate) fn render_all(wanted: &[(Digest, Vec<Format>)]) -> anyhow::Result<Vec<Vec<Vec<u8>>>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((digest, formats)) = wanted.get(at) else { return made };
            let forms: anyhow::Result<Vec<Vec<u8>>> =
                formats.iter().map(|format| render(digest, *format)).collect();
            made.push((at, forms));
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(wanted.len());
    let mut made: Vec<(usize, anyhow::Result<Vec<Vec<u8>>>)> = thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let joined = helpers.into_iter().flat_map(|helper| match helper.join() {
            Ok(made) => made,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        own.into_iter().chain(joined).collect()
    });
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, forms)| forms).collect()
}

/// The feed of a subscription: the latest editions of the store, or this digest where none was kept.
fn feed(store: &Store, digest: &Digest) -> anyhow::Result<Feed> {
    let filter = EditionFilter {
        subscription: Some(&digest.subscription),
        period: Some(digest.period),
        to: Some(digest.day),
        ..EditionFilter::default()
    };
    let mut entries = Vec::new();
    for edition in store.editions(&filter)? {
        let is_out = matches!(edition.state, EditionState::Sent | EditionState::Approved);
        if !is_out || entries.len() == FEED_EDITIONS as usize {
            continue;
        }
        let Some(json) = store.edition_json(edition.id)? else { continue };
        let kept = dauys_digest::from_json(&json)
            .with_context(|| format!("reading the edition {} again", edition.key))?;
        let published = edition.sent_at.or(edition.approved_at).unwrap_or(edition.made_at);
        entries.push(FeedEntry::of(&kept, published));
    }
    if entries.is_empty() {
        entries.push(alone(digest));
    }
    Ok(of_entries(digest, entries))
}

fn alone(digest: &Digest) -> FeedEntry {
    FeedEntry::of(digest, digest.until)
}

fn of_entries(digest: &Digest, entries: Vec<FeedEntry>) -> Feed {
    Feed {
        id: feed::feed_id(digest.pages.as_deref().unwrap_or_default(), &digest.subscription),
        title: digest.title.clone(),
        language: digest.language,
        home: digest.pages.as_ref().map(|pages| format!("{pages}/digests")),
        self_link: None,
        updated: entries.iter().map(|entry| entry.updated_at).max().unwrap_or(digest.until),
        entries,
    }
}
