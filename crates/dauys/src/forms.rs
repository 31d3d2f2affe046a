//! A digest → the bytes of each of its forms, and the feed of a subscription's latest editions.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::Context;
use dauys_digest::feed::{self, Feed, FeedEntry};
use dauys_digest::{Digest, Input};
use dauys_model::{Format, Period, SubscriptionId};
use dauys_store::{EditionFilter, EditionState, Store};
use jiff::civil::Date;

/// Editions in a feed: a month of a daily one.
const FEED_EDITIONS: usize = 30;

/// A digest in one form. A feed holds the latest editions of its reader up to it.
pub(crate) fn render_with_editions(
    store: &Store,
    digest: &Digest,
    format: Format,
) -> anyhow::Result<Vec<u8>> {
    let editions = if format.is_feed() {
        editions(store, &digest.subscription, digest.period, digest.day)?
    } else {
        Vec::new()
    };
    render_after(digest, format, &editions)
}

/// A digest in one form. As a feed it stands alone; see [`render_after`].
pub(crate) fn render(digest: &Digest, format: Format) -> anyhow::Result<Vec<u8>> {
    render_after(digest, format, &[])
}

/// A digest in one form. A feed holds these editions, or the digest alone where there are none.
pub(crate) fn render_after(
    digest: &Digest,
    format: Format,
    editions: &[FeedEntry],
) -> anyhow::Result<Vec<u8>> {
    let feed = || {
        let alone = || vec![FeedEntry::of(digest, digest.until)];
        of_entries(digest, if editions.is_empty() { alone() } else { editions.to_vec() })
    };
    Ok(match format {
        Format::Html => dauys_digest::html(digest).into_bytes(),
        Format::Mail => dauys_digest::mail(digest).into_bytes(),
        Format::Text => dauys_digest::text(digest).into_bytes(),
        Format::Md => dauys_digest::markdown(digest).into_bytes(),
        Format::Json => dauys_digest::json(digest).into_bytes(),
        Format::Docx => dauys_print::docx(digest).context("setting the digest as a document")?,
        Format::Pdf => dauys_print::pdf(digest).context("setting the digest on pages")?,
        Format::Atom => feed::atom(&feed()).into_bytes(),
        Format::JsonFeed => feed::json_feed(&feed()).into_bytes(),
        Format::Ics => dauys_digest::ics(digest).into_bytes(),
    })
}

/// A digest to be made in some forms.
pub(crate) struct Job {
    /// What it is made of.
    pub(crate) input: Input,
    /// The forms.
    pub(crate) formats: Vec<Format>,
    /// What feeds hold.
    pub(crate) editions: Vec<FeedEntry>,
}

/// Digests in their forms, in the order of the jobs, made on all processors.
pub(crate) fn render_all(jobs: Vec<Job>) -> anyhow::Result<Vec<Vec<Vec<u8>>>> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(jobs.len());
    let waiting = Mutex::new(jobs.into_iter().enumerate());
    let work = || {
        let mut made = Vec::new();
        loop {
            // Held for the taking of a job alone.
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((at, job)) = next else { return made };
            let digest = dauys_digest::build(job.input);
            let form = |format: &Format| render_after(&digest, *format, &job.editions);
            made.push((at, job.formats.iter().map(form).collect::<anyhow::Result<Vec<Vec<u8>>>>()));
        }
    };
    let mut made: Vec<_> = thread::scope(|scope| {
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

/// The latest editions that a reader got for days up to one, newest first.
pub(crate) fn editions(
    store: &Store,
    subscription: &SubscriptionId,
    period: Period,
    to: Date,
) -> anyhow::Result<Vec<FeedEntry>> {
    let filter = EditionFilter {
        subscription: Some(subscription),
        period: Some(period),
        to: Some(to),
        ..EditionFilter::default()
    };
    let mut entries = Vec::new();
    for edition in store.editions(&filter)? {
        let is_out = matches!(edition.state, EditionState::Sent | EditionState::Approved);
        if !is_out || entries.len() == FEED_EDITIONS {
            continue;
        }
        let Some(json) = store.edition_json(edition.id)? else { continue };
        let kept = dauys_digest::from_json(&json)
            .with_context(|| format!("reading the edition {} again", edition.key))?;
        let published = edition.sent_at.or(edition.approved_at).unwrap_or(edition.made_at);
        entries.push(FeedEntry::of(&kept, published));
    }
    Ok(entries)
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
