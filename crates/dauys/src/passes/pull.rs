//! Pull: pages of items whose own text is missing or short are fetched and kept, compressed, for some days.

use anyhow::Context;
use dauys_fetch::{Accept, Failure, Fetcher, Outcome, Request};
use dauys_model::{ItemId, Page, Reason, Rejection};
use dauys_store::{Store, Wanted};
use futures::StreamExt;
use jiff::{Timestamp, ToSpan};

use crate::home::Home;
use crate::passes::poll::runtime;
use crate::progress;

/// What one run of the pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// Pages kept.
    pub(crate) pages: u64,
    /// Pages to be tried again later.
    pub(crate) postponed: u64,
    /// Pages given up.
    pub(crate) given_up: u64,
}

/// A page is tried so often, then its item makes do with the text it has.
const TRIES: u32 = 4;

/// How many items are taken from the store at a time.
const BATCH: usize = 200;

/// How many pages are awaited at the same time, of different hosts.
const TOGETHER: usize = 16;

/// Fetches every page that is wanted and due at `now`.
pub(crate) fn pull(home: &Home, store: &mut Store, now: Timestamp) -> anyhow::Result<Report> {
    let fetcher = Fetcher::new(home.config.fetch.clone()).context("preparing to fetch")?;
    let bar = progress::bar("pull", None);
    let mut report = Report::default();
    let mut after = ItemId(0);
    let runtime = runtime()?;
    loop {
        let wanted = store.wanted_pages(now, after, BATCH)?;
        let Some(last) = wanted.last() else { break };
        after = last.item;
        runtime.block_on(async {
            let mut answers = futures::stream::iter(wanted.into_iter().map(|wanted| {
                let fetcher = fetcher.clone();
                async move {
                    let answer = tokio::spawn(async move {
                        let request = Request::new(wanted.url.clone(), Accept::Page);
                        let answer = fetcher.fetch(&request).await;
                        (wanted, answer)
                    });
                    answer.await
                }
            }))
            .buffered(TOGETHER);
            while let Some(answer) = answers.next().await {
                let (wanted, answer) = answer.context("fetching a page")?;
                match answer {
                    Ok(Outcome::Fresh { page, .. }) => {
                        keep(store, &wanted, &page, now)?;
                        report.pages += 1;
                    }
                    Ok(Outcome::NotModified | Outcome::Refused { .. }) => {
                        store.read_without_page(wanted.item)?
                    }
                    Err(failure) if failure.is_temporary() && wanted.tries + 1 < TRIES => {
                        // 30 minutes, one hour, two hours.
                        let wait = (30i64 << wanted.tries).minutes();
                        store.postpone_page(wanted.item, now.checked_add(wait).unwrap_or(Timestamp::MAX))?;
                        report.postponed += 1;
                    }
                    Err(failure) => {
                        give_up(store, &wanted, &failure)?;
                        report.given_up += 1;
                    }
                }
                bar.inc(1);
            }
            anyhow::Ok(())
        })?;
    }
    bar.finish_and_clear();
    Ok(report)
}

fn keep(store: &mut Store, wanted: &Wanted, page: &Page, now: Timestamp) -> anyhow::Result<()> {
    store.save_page(wanted.item, page, now)?;
    tracing::debug!(source.id = %wanted.source, item = %wanted.item, bytes = page.body.len(), "page kept");
    Ok(())
}

fn give_up(store: &mut Store, wanted: &Wanted, failure: &Failure) -> anyhow::Result<()> {
    tracing::debug!(source.id = %wanted.source, item = %wanted.item, code = failure.code(), "page given up");
    if wanted.has_text {
        store.read_without_page(wanted.item)?;
        return Ok(());
    }
    let reason = match failure {
        Failure::Gone { .. } => Reason::Gone,
        Failure::Forbidden { .. } => Reason::Blocked,
        _ => Reason::Unreadable,
    };
    store.reject_item(wanted.item, &Rejection { reason, detail: failure.code() })?;
    Ok(())
}
