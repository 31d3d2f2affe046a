//! Pull: pages of items whose own text is missing or short are fetched and kept, compressed, for some days.

use std::collections::HashMap;

use dauys_fetch::{Accept, Failure, Fetcher, Keep, Outcome, Request};
use dauys_model::{Page, Reason, Rejection};
use dauys_parse::Reserved;
use dauys_store::{Store, Wanted};
use jiff::{Timestamp, ToSpan};

use crate::home::Home;
use crate::passes::hosts;
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

/// Most pages of one host in one run, the newest first: at the usual pace some three minutes. The rest waits for the next
/// run, so that the backlog of one site keeps no run from ending.
const OF_ONE_HOST: usize = 100;

/// Fetches every page that is wanted and due at `now`.
pub(crate) fn pull(
    home: &Home,
    store: &mut Store,
    fetcher: &Fetcher,
    now: Timestamp,
) -> anyhow::Result<Report> {
    let agent = home.config.fetch.robots_name();
    let jobs = jobs(store.wanted_pages(now)?);
    let bar = progress::bar("pull", Some(jobs.len() as u64));
    let mut report = Report::default();
    let fetcher = fetcher.clone();
    let work = move |wanted: Wanted| {
        let fetcher = fetcher.clone();
        async move {
            let request = Request { keep: Keep::Archive, ..Request::new(wanted.url.clone(), Accept::Page) };
            let answer = fetcher.fetch(&request).await;
            (wanted, answer)
        }
    };
    let jobs = jobs.into_iter().map(|wanted| (Some(wanted.url.clone()), wanted));
    runtime()?.block_on(hosts::each(jobs, work, |_, (wanted, answer)| {
        bar.inc(1);
        take(store, &mut report, agent, &wanted, answer, now)
    }))?;
    bar.finish_and_clear();
    tracing::info!(pages = report.pages, postponed = report.postponed, given_up = report.given_up, "pull");
    Ok(report)
}

/// The newest wanted pages of every host.
fn jobs(mut wanted: Vec<Wanted>) -> Vec<Wanted> {
    wanted.sort_by_key(|wanted| std::cmp::Reverse(wanted.item));
    let mut counts: HashMap<String, usize> = HashMap::new();
    wanted.retain(|wanted| {
        let count = counts.entry(wanted.url.host_str().unwrap_or_default().to_owned()).or_default();
        *count += 1;
        *count <= OF_ONE_HOST
    });
    wanted
}

fn take(
    store: &mut Store,
    report: &mut Report,
    agent: &str,
    wanted: &Wanted,
    answer: Result<Outcome, Failure>,
    now: Timestamp,
) -> anyhow::Result<()> {
    match answer {
        Ok(Outcome::Fresh { page, headers, .. }) => {
            report.pages += 1;
            match reserved(&headers, agent) {
                Some(reserved) => {
                    tracing::debug!(item = %wanted.item, reason = reserved.name(), "text reserved");
                    store.reserve_item(wanted.item)?;
                }
                None => keep(store, wanted, &page, now)?,
            }
        }
        Ok(Outcome::NotModified | Outcome::Refused { .. }) => store.read_without_page(wanted.item)?,
        Err(failure) if failure.is_temporary() && wanted.tries + 1 < TRIES => {
            // 30 minutes, one hour, two hours.
            let wait = (30i64 << wanted.tries).minutes();
            store.postpone_page(wanted.item, now.checked_add(wait).unwrap_or(Timestamp::MAX))?;
            report.postponed += 1;
        }
        Err(failure) => {
            give_up(store, wanted, &failure)?;
            report.given_up += 1;
        }
    }
    Ok(())
}

/// What the headers of a page forbid to do with its text.
fn reserved(headers: &[(String, String)], agent: &str) -> Option<Reserved> {
    headers.iter().find_map(|(name, value)| match name.as_str() {
        "x-robots-tag" => Reserved::of_robots_tag(value, agent),
        "tdm-reservation" => Reserved::of_tdm(value),
        _ => None,
    })
}

fn keep(store: &mut Store, wanted: &Wanted, page: &Page, now: Timestamp) -> anyhow::Result<()> {
    store.save_page(wanted.item, &dauys_parse::kept(page), now)?;
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
