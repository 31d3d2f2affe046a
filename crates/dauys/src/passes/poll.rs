//! Poll: due sources are asked, what they announce is redacted and stored, all of one source in one transaction.
//!
//! Answers are awaited together and taken in the order of the configuration, so that the same world gives the same
//! database whatever the network's mood.

use std::hash::Hasher;

use anyhow::Context;
use dauys_fetch::{Accept, Failure, Fetcher, Outcome, Request, Validators};
use dauys_model::{Page, Source, SourceKind};
use dauys_store::{Check, SourceState, Store};
use futures::StreamExt;
use jiff::{Timestamp, ToSpan};
use url::Url;

use crate::home::Home;
use crate::passes::announce::{self, Keys};
use crate::progress;

/// What one run of the pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// Sources asked.
    pub(crate) asked: u32,
    /// Of these, failed.
    pub(crate) failed: u32,
    /// Items not known before.
    pub(crate) new: u64,
    /// Items whose text had changed.
    pub(crate) changed: u64,
}

/// How many sources are asked at the same time; one host is never asked twice at once, see `dauys-fetch`.
const TOGETHER: usize = 16;

/// A source that keeps failing is asked ever more seldom, but never less than daily.
const LONGEST_WAIT_MINUTES: i64 = 24 * 60;

/// Asks every source that is due at `now`.
pub(crate) fn poll(home: &Home, store: &mut Store, now: Timestamp) -> anyhow::Result<Report> {
    store.destroy_keys(now)?;
    let mut due = Vec::new();
    for source in home.config.source.iter().filter(|source| source.off.is_none()) {
        let before = store.source_state(&source.id)?;
        if before.next_check_at.is_none_or(|at| at <= now) {
            due.push((source.clone(), before));
        }
    }
    let bar = progress::bar("poll", Some(due.len() as u64));
    let fetcher = Fetcher::new(home.config.fetch.clone()).context("preparing to fetch")?;
    let folder = home.config.folder.clone();
    let mut report = Report::default();
    let mut keys = Keys::default();
    runtime()?.block_on(async {
        let mut answers = futures::stream::iter(due.into_iter().map(|(source, before)| {
            let (fetcher, folder) = (fetcher.clone(), folder.clone());
            async move {
                let answer = tokio::spawn(async move {
                    let answer = ask(&fetcher, &folder, &source, &before).await;
                    (source, before, answer)
                });
                answer.await
            }
        }))
        .buffered(TOGETHER);
        while let Some(answer) = answers.next().await {
            let (source, before, answer) = answer.context("asking a source")?;
            let check = check(store, &mut keys, &source, before, answer, now)?;
            let saved = store.save_check(&check).with_context(|| format!("storing what `{}` said", source.id))?;
            report.asked += 1;
            report.failed += u32::from(check.failed);
            report.new += saved.new;
            report.changed += saved.changed;
            tracing::debug!(source.id = %source.id, state = check.after.state, new = saved.new, changed = saved.changed, "polled");
            bar.inc(1);
        }
        anyhow::Ok(())
    })?;
    bar.finish_and_clear();
    Ok(report)
}

/// The one runtime of a pass that waits for the network.
pub(crate) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("starting the runtime")
}

/// What asking a source came to.
enum Answer {
    Fresh { page: Page, validators: Validators },
    NotModified,
    Failed(Failure),
    Unreadable(String),
}

async fn ask(fetcher: &Fetcher, folder: &std::path::Path, source: &Source, before: &SourceState) -> Answer {
    if source.kind == SourceKind::File {
        return read_file(folder, source);
    }
    let Some(url) = source.url.clone() else { return Answer::Unreadable("no address".into()) };
    let accept = if source.kind == SourceKind::Feed { Accept::Feed } else { Accept::Page };
    let validators = Validators { etag: before.etag.clone(), last_modified: before.last_modified.clone() };
    match fetcher.fetch(&Request { validators, ..Request::new(url, accept) }).await {
        Ok(Outcome::Fresh { page, validators, .. }) => Answer::Fresh { page, validators },
        Ok(Outcome::NotModified) => Answer::NotModified,
        Ok(Outcome::Refused { status, .. }) => Answer::Unreadable(format!("http {status}")),
        Err(failure) => Answer::Failed(failure),
    }
}

fn read_file(folder: &std::path::Path, source: &Source) -> Answer {
    let path = folder.join(source.path.as_deref().unwrap_or(std::path::Path::new("")));
    let url = source.url.clone().or_else(|| Url::parse("file:///").ok());
    match (std::fs::read(&path), url) {
        (Ok(body), Some(url)) => {
            Answer::Fresh { page: Page { url, content_type: None, body }, validators: Validators::default() }
        }
        (Err(error), _) => Answer::Unreadable(format!("file `{}`: {error}", path.display())),
        (Ok(_), None) => Answer::Unreadable("no address".into()),
    }
}

fn check(
    store: &mut Store,
    keys: &mut Keys,
    source: &Source,
    before: SourceState,
    answer: Answer,
    now: Timestamp,
) -> anyhow::Result<Check> {
    let mut after = before;
    let mut announcements = Vec::new();
    let mut failed = None;
    let mut wait = i64::from(source.every_minutes.unwrap_or(30));
    match answer {
        Answer::NotModified => after.state = "not modified".into(),
        Answer::Fresh { page, validators } => {
            let hash = body_hash(&page.body);
            if after.body_hash == Some(hash) {
                after.state = "same body".into();
            } else {
                match announce::announcements(store, keys, source, &page, now)? {
                    Ok(found) => {
                        announcements = found;
                        after.body_hash = Some(hash);
                        after.state = "working".into();
                    }
                    Err(reason) => failed = Some(format!("parse: {reason}")),
                }
            }
            if failed.is_none() {
                after.etag = validators.etag;
                after.last_modified = validators.last_modified;
            }
        }
        Answer::Failed(failure) => {
            if let Some(retry_after) = failure.retry_after() {
                wait =
                    wait.max(i64::try_from(retry_after.as_secs() / 60 + 1).unwrap_or(LONGEST_WAIT_MINUTES));
            }
            tracing::debug!(source.id = %source.id, %failure, "could not be asked");
            failed = Some(failure.code());
        }
        Answer::Unreadable(reason) => failed = Some(reason),
    }
    match &failed {
        Some(state) => {
            wait = wait.saturating_mul(1 << after.failures.min(10)).min(LONGEST_WAIT_MINUTES.max(wait));
            after.failures += 1;
            after.state.clone_from(state);
        }
        None => after.failures = 0,
    }
    // A minute early, so that a source polled every hour by an hourly cron job is due each time.
    after.next_check_at = Some(now.checked_add((wait - 1).max(0).minutes()).unwrap_or(Timestamp::MAX));
    Ok(Check {
        source: source.id.clone(),
        name: source.name.clone(),
        at: now,
        failed: failed.is_some(),
        after,
        announcements,
    })
}

fn body_hash(body: &[u8]) -> i64 {
    let mut hasher = siphasher::sip::SipHasher13::new();
    hasher.write(body);
    hasher.finish().cast_signed()
}
