//! What is known of hosts from run to run: handed to the fetcher before it asks, kept afterwards.

use std::time::Duration;

use anyhow::Context;
use dauys_fetch::Fetcher;
use dauys_store::{KeptRobots, RestingHost, Store};
use jiff::{SignedDuration, Timestamp};

use crate::home::Home;

/// A fetcher that knows what earlier runs learnt.
pub(crate) fn fetcher(home: &Home, store: &Store, now: Timestamp) -> anyhow::Result<Fetcher> {
    let fetcher = Fetcher::new(home.config.fetch.clone()).context("preparing to fetch")?;
    for kept in store.robots()? {
        fetcher.remember(&kept.origin, kept.rules, between(kept.fetched_at, now));
    }
    for resting in store.resting_hosts(now)? {
        fetcher.leave_alone(&resting.host, between(now, resting.until), &resting.code);
    }
    Ok(fetcher)
}

/// A fetcher for a run that stores what it gets: with the archive of the run, where the settings want one.
pub(crate) fn fetcher_of_run(home: &Home, store: &Store, now: Timestamp) -> anyhow::Result<Fetcher> {
    let fetcher = fetcher(home, store, now)?;
    if let Some(path) = fetcher.archive(now).context("beginning the archive of the run")? {
        tracing::info!(archive = %path.display(), "what outlets answer is archived");
    }
    Ok(fetcher)
}

/// Keeps what the fetcher learnt.
pub(crate) fn keep(store: &mut Store, fetcher: &Fetcher, now: Timestamp) -> anyhow::Result<()> {
    if let Some(trouble) = fetcher.archive_trouble() {
        tracing::warn!(trouble, "the archive of the run is not whole");
    }
    let moment = |span: Duration| SignedDuration::try_from(span).unwrap_or(SignedDuration::ZERO);
    let robots: Vec<KeptRobots> = fetcher
        .learnt()
        .into_iter()
        .map(|learnt| KeptRobots {
            origin: learnt.origin,
            rules: learnt.rules,
            fetched_at: now.checked_sub(moment(learnt.age)).unwrap_or(now),
        })
        .collect();
    let resting: Vec<RestingHost> = fetcher
        .left_alone()
        .into_iter()
        .map(|(host, left, code)| RestingHost {
            host,
            until: now.checked_add(moment(left)).unwrap_or(Timestamp::MAX),
            code,
        })
        .collect();
    store.save_manners(&robots, &resting)?;
    Ok(())
}

fn between(earlier: Timestamp, later: Timestamp) -> Duration {
    Duration::try_from(later.duration_since(earlier)).unwrap_or(Duration::ZERO)
}
