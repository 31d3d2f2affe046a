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
use dauys_watch::State;
use dauys_watch::silence::{self, Calendar};
use jiff::Timestamp;
use url::Url;

use crate::home::Home;
use crate::passes::announce::{Keys, random};
use crate::passes::ask::{Asking, Heard, Purpose, Said, Trouble, ask};
use crate::passes::budget::{Budget, quota_day};
use crate::passes::due;
use crate::passes::hosts;
use crate::passes::watch::{self, Polled};
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
    let asking = asking(home, store, fetcher, &jobs, Purpose::Take, now)?;
    let mut polled = Vec::new();
    each(&asking, jobs, |source, before, said| {
        let check = check(store, &mut keys, source, before.clone(), said, now)?;
        let saved = store.save_check(&check).with_context(|| format!("storing what `{}` said", source.id))?;
        report.add(&check, saved);
        polled.push(Polled { source: source.id.clone(), before, state: State::of(&check.after.state) });
        tracing::debug!(source.id = %source.id, state = check.after.state, new = saved.new, changed = saved.changed, "polled");
        Ok(())
    })?;
    report.news = watch::watch(home, store, &polled, now)?;
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
    purpose: Purpose,
    now: Timestamp,
) -> anyhow::Result<Arc<Asking>> {
    Ok(Arc::new(Asking {
        fetcher: fetcher.clone(),
        folder: home.config.folder.clone(),
        secrets: home.secrets.clone(),
        budget: Budget::of(store, jobs.iter().map(|(source, _)| source), now)?,
        purpose,
        salt: store.salt(random()?)?,
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
            let (asked, known) = (source.clone(), before.clone());
            let said = tokio::spawn(async move { ask(asking, &asked, &known).await }).await;
            // A fault of ours is one source's failure, and neither its host's nor the run's.
            let said = said.unwrap_or_else(|_| Said { trouble: Some(Trouble::Fault), ..Said::default() });
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
    let looked = looked(store, source, &said)?;
    let is_first = after.rhythm.is_none();
    after.moved = moved(after.moved, &said);
    let state = state(&said, &looked, &after, is_first.then_some(now));
    after.state = state.code();
    after.alarm = Some(watch::noted(&after, &state, now)?);
    let next = due::next(source, &after, &said, &looked.new, now);
    after.next_check_at = Some(next.due_at);
    after.rhythm = due::remembered(&next.learned);
    if next.overflowed {
        tracing::warn!(source.id = %source.id, "it told more between two polls than its page holds: some may be missed");
    }
    if said.trouble.is_some() {
        after.failures += 1;
    } else {
        after.failures = 0;
        after.etag = said.validators.etag;
        after.last_modified = said.validators.last_modified;
        after.body_hash = said.body_hash;
    }
    if said.cursor.is_some() {
        after.cursor = said.cursor;
    }
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

/// What the store already knows of what was said.
struct Looked {
    /// When each new item was published, where the source says so.
    new: Vec<Option<Timestamp>>,
    changed: u64,
}

fn looked(store: &Store, source: &Source, said: &Said) -> anyhow::Result<Looked> {
    let mut looked = Looked { new: Vec::new(), changed: 0 };
    for draft in &said.drafts {
        let announcement = draft.look();
        let saved = store.look(&source.id, announcement)?;
        if saved.new > 0 {
            looked.new.push(announcement.dated.then_some(announcement.published_at));
        }
        looked.changed += saved.changed;
    }
    Ok(looked)
}

/// Where a source says that it moved for good, and how often in a row it said so.
fn moved(before: Option<(Url, u32)>, said: &Said) -> Option<(Url, u32)> {
    if said.heard != Heard::Fresh || said.trouble.is_some() {
        return before;
    }
    let to = said.moved.clone()?;
    let times = before.filter(|(known, _)| *known == to).map_or(0, |(_, times)| times);
    Some((to, times.saturating_add(1)))
}

/// So often in a row a source says that it moved before it is believed.
const MOVED_TIMES: u32 = 3;

/// The state that an answer leaves a source in. `first_at` is the time of the very first answer.
fn state(said: &Said, looked: &Looked, after: &SourceState, first_at: Option<Timestamp>) -> State {
    if let Some(trouble) = &said.trouble {
        return State::of(&trouble.code());
    }
    let moments: Vec<Timestamp> = looked.new.iter().copied().flatten().collect();
    if let Some(now) = first_at
        && silence::stale(&moments, now, &Calendar::default(), &silence::Settings::default()).is_some()
    {
        return State::Stale;
    }
    if after.moved.as_ref().is_some_and(|(_, times)| *times >= MOVED_TIMES) {
        return State::Moved;
    }
    match said.heard {
        Heard::NotModified => State::NotModified,
        Heard::SameBody => State::SameBody,
        Heard::Fresh if said.is_cut => State::Cut,
        Heard::Fresh
            if looked.new.is_empty()
                && looked.changed == 0
                && said.figures.is_empty()
                && said.sightings.is_empty()
                && said.withdrawn.is_empty() =>
        {
            State::NothingNew
        }
        Heard::Fresh => State::Working,
    }
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
