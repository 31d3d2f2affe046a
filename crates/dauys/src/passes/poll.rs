//! Poll: due sources are asked, what they announce is redacted and stored, all of one source in one transaction.
//!
//! Every host is asked on its own, source after source; hosts do not wait for each other. Answers are stored in the order of
//! the settings, so that the same world gives the same database whatever the network's mood.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Arc;

use anyhow::Context;
use dauys_fetch::Fetcher;
use dauys_model::Source;
use dauys_store::{Check, Saved, SourceState, Spent, Store};
use jiff::{Timestamp, ToSpan};

use crate::home::Home;
use crate::passes::announce::Keys;
use crate::passes::ask::{Asking, Heard, Said, ask};
use crate::passes::budget::{Budget, quota_day};
use crate::passes::hosts;
use crate::progress;

/// What one run of the pass did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// Sources asked.
    pub(crate) asked: u32,
    /// Of these, failed.
    pub(crate) failed: u32,
    /// Entries of all answers: the sum of the next four.
    pub(crate) announced: u64,
    /// Items not known before.
    pub(crate) new: u64,
    /// Items whose text had changed.
    pub(crate) changed: u64,
    /// Items as they were known.
    pub(crate) known: u64,
    /// Entries that became no item.
    pub(crate) left_out: u64,
    /// What a person should hear of, once.
    pub(crate) news: Vec<String>,
}

/// A source that keeps failing is asked ever more seldom, but never less than daily.
const LONGEST_WAIT_MINUTES: i64 = 24 * 60;

/// Which sources are asked, and whether what they say is stored.
#[derive(Clone, Debug)]
pub(crate) enum Which {
    /// Those that are due.
    Due,
    /// These, due or not.
    These(Vec<dauys_model::SourceId>),
}

/// Asks every source that is due at `now`, or those that are named, and stores what they say.
pub(crate) fn poll(
    home: &Home,
    store: &mut Store,
    fetcher: &Fetcher,
    which: &Which,
    now: Timestamp,
) -> anyhow::Result<Report> {
    store.destroy_keys(now)?;
    let jobs = jobs(home, store, which, now)?;
    let mut report = Report::default();
    let mut keys = Keys::default();
    let asking = asking(home, store, fetcher, &jobs, now)?;
    each(&asking, jobs, |source, before, said| {
        let check = check(store, &mut keys, source, before, said, now)?;
        let saved = store.save_check(&check).with_context(|| format!("storing what `{}` said", source.id))?;
        report.add(&check, saved);
        tracing::debug!(source.id = %source.id, state = check.after.state, new = saved.new, changed = saved.changed, "polled");
        Ok(())
    })?;
    tracing::info!(
        asked = report.asked,
        failed = report.failed,
        announced = report.announced,
        new = report.new,
        changed = report.changed,
        known = report.known,
        left_out = report.left_out,
        "poll"
    );
    Ok(report)
}

/// A source to be asked, with what is remembered of it.
pub(crate) type Job = (Source, SourceState);

/// The sources to be asked.
pub(crate) fn jobs(home: &Home, store: &Store, which: &Which, now: Timestamp) -> anyhow::Result<Vec<Job>> {
    let mut jobs = Vec::new();
    for source in &home.config.source {
        let is_meant = match which {
            Which::Due => source.off.is_none(),
            Which::These(ids) => ids.contains(&source.id),
        };
        if !is_meant {
            continue;
        }
        let before = store.source_state(&source.id)?;
        let is_due = before.next_check_at.is_none_or(|at| at <= now);
        if is_due || matches!(which, Which::These(_)) {
            jobs.push((source.clone(), before));
        }
    }
    Ok(jobs)
}

/// What the jobs are asked with.
pub(crate) fn asking(
    home: &Home,
    store: &Store,
    fetcher: &Fetcher,
    jobs: &[Job],
    now: Timestamp,
) -> anyhow::Result<Arc<Asking>> {
    Ok(Arc::new(Asking {
        fetcher: fetcher.clone(),
        folder: home.config.folder.clone(),
        secrets: home.secrets.clone(),
        budget: Budget::of(store, jobs.iter().map(|(source, _)| source), now)?,
        now,
    }))
}

/// Asks all jobs and hands what they say to `take`, in the order of the jobs.
pub(crate) fn each(
    asking: &Arc<Asking>,
    jobs: Vec<Job>,
    mut take: impl FnMut(&Source, SourceState, Said) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let bar = progress::bar("poll", Some(jobs.len() as u64));
    let host = |source: &Source| source.api.clone().or_else(|| source.url.clone());
    let jobs = jobs.into_iter().map(|job| (host(&job.0), job));
    let asking = Arc::clone(asking);
    let work = move |(source, before): Job| {
        let asking = Arc::clone(&asking);
        async move {
            let said = ask(asking, &source, &before).await;
            (source, before, said)
        }
    };
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    runtime()?.block_on(hosts::each(jobs, work, |number, answer| {
        bar.inc(1);
        waiting.insert(number, answer);
        while let Some((source, before, said)) = waiting.remove(&next) {
            take(&source, before, said)?;
            next += 1;
        }
        Ok(())
    }))?;
    bar.finish_and_clear();
    Ok(())
}

/// As many threads as cores, two at least: one that waits for the store must not keep answers waiting.
pub(crate) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(std::thread::available_parallelism().map_or(2, NonZero::get).clamp(2, 8))
        .enable_all()
        .build()
        .context("starting the runtime")
}

fn check(
    store: &mut Store,
    keys: &mut Keys,
    source: &Source,
    before: SourceState,
    said: Said,
    now: Timestamp,
) -> anyhow::Result<Check> {
    let mut after = before;
    let mut wait = i64::from(source.every_minutes.unwrap_or(30));
    if let Some(trouble) = &said.trouble {
        tracing::debug!(source.id = %source.id, code = trouble.code(), "could not be asked");
        if let Some(retry_after) = trouble.retry_after() {
            wait = wait.max(i64::try_from(retry_after.as_secs() / 60 + 1).unwrap_or(LONGEST_WAIT_MINUTES));
        }
        wait = wait.saturating_mul(1 << after.failures.min(10)).min(LONGEST_WAIT_MINUTES.max(wait));
        after.failures += 1;
        after.state = trouble.code();
    } else {
        after.failures = 0;
        after.state = match said.heard {
            Heard::Fresh => "working".into(),
            Heard::NotModified => "not modified".into(),
            Heard::SameBody => "same body".into(),
        };
        after.etag = said.validators.etag;
        after.last_modified = said.validators.last_modified;
        after.body_hash = said.body_hash;
    }
    if said.cursor.is_some() {
        after.cursor = said.cursor;
    }
    after.moved = match (said.moved, after.moved) {
        (Some(to), Some((known, times))) if to == known => Some((to, times.saturating_add(1))),
        (Some(to), _) => Some((to, 1)),
        (None, known) if said.heard != Heard::Fresh || said.trouble.is_some() => known,
        (None, _) => None,
    };
    // A minute early, so that a source polled every hour by an hourly cron job is due each time.
    after.next_check_at = Some(now.checked_add((wait - 1).max(0).minutes()).unwrap_or(Timestamp::MAX));
    let mut announcements = Vec::with_capacity(said.drafts.len());
    for draft in said.drafts {
        announcements.push(draft.announcement(store, keys, &source.id, now)?);
    }
    let spent = source.secret.clone().filter(|_| said.units > 0).map(|secret| Spent {
        secret,
        day: quota_day(source.kind, now),
        units: said.units,
    });
    Ok(Check {
        source: source.id.clone(),
        name: source.name.clone(),
        at: now,
        failed: said.trouble.is_some(),
        after,
        announcements,
        left_out: said.left_out,
        withdrawn: said.withdrawn,
        figures: said.figures,
        sightings: said.sightings,
        spent,
    })
}

impl Report {
    fn add(&mut self, check: &Check, saved: Saved) {
        self.asked += 1;
        self.failed += u32::from(check.failed);
        self.announced += check.announcements.len() as u64 + u64::from(check.left_out);
        self.new += saved.new;
        self.changed += saved.changed;
        self.known += saved.known;
        self.left_out += u64::from(check.left_out);
    }
}
