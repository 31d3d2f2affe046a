//! `run` and the passes alone.

use jiff::Timestamp;

use crate::cli::{GroupArgs, IndexArgs, ReadArgs};
use crate::exit::Exit;
use crate::home::Home;
use crate::passes::deliver::Wish;
use crate::passes::manners;
use crate::passes::poll::Which;
use crate::{out, passes};

/// All passes once.
pub(crate) fn run(home: &Home, now: Timestamp) -> anyhow::Result<Exit> {
    let _lock = home.lock()?;
    let summary = all(home, now)?;
    for news in &summary.news {
        out::say(news);
    }
    out::say(&summary.line);
    Ok(summary.exit)
}

/// What a whole run came to.
pub(crate) struct Summary {
    /// One line for a log.
    pub(crate) line: String,
    /// How to end.
    pub(crate) exit: Exit,
    /// What a person should hear of, once.
    pub(crate) news: Vec<String>,
}

/// All passes once, without taking the lock and without saying anything.
pub(crate) fn all(home: &Home, now: Timestamp) -> anyhow::Result<Summary> {
    let mut store = home.store()?;
    let fetcher = manners::fetcher_of_run(home, &store, now)?;
    let polled = passes::poll::poll(home, &mut store, &fetcher, &Which::Due, now)?;
    let pulled = passes::pull::pull(home, &mut store, &fetcher, now)?;
    manners::keep(&mut store, &fetcher, now)?;
    let read = passes::read::read(home, &mut store)?;
    let mut news = polled.news;
    news.extend(passes::watch::drift(home, &mut store)?);
    passes::prune::prune(home, &mut store, now)?;
    let grouped = passes::group::group(home, &mut store)?;
    let signals = passes::signal::signal(home, &mut store, now)?;
    // After grouping: the index knows of every post which text it repeats and which topic it belongs to.
    passes::index::index(home, &mut store)?;
    let alerts = passes::alert::alert(home, &mut store, now)?;
    // A reader who is not reached is news, and no reason to stop.
    let delivered =
        passes::deliver::deliver(home, &mut store, &Wish::default(), now).unwrap_or_else(|error| {
            let told = format!("delivery stopped: {error:#}; `dauys deliver` goes on with it");
            passes::deliver::Report { news: vec![told], ..Default::default() }
        });
    let line = format!(
        "{now:.0}: {} of {} sources heard, {} entries = {} new + {} changed + {} known + {} left out; {} pages, {} posts, {} rejected, {} topics touched, {} signals, {} notices, {} digests sent",
        polled.asked - polled.failed,
        polled.asked,
        polled.announced,
        polled.new,
        polled.changed,
        polled.known,
        polled.left_out,
        pulled.pages,
        read.posts,
        read.rejected,
        grouped.topics,
        signals.signals,
        alerts.told.len(),
        delivered.sent
    );
    news.extend(alerts.news());
    news.extend(delivered.news);
    let exit = if polled.failed > 0 { Exit::SourcesFailed } else { Exit::Well };
    Ok(Summary { line, exit, news })
}

/// `pull`.
pub(crate) fn pull(home: &Home, now: Timestamp) -> anyhow::Result<Exit> {
    let _lock = home.lock()?;
    let mut store = home.store()?;
    let fetcher = manners::fetcher_of_run(home, &store, now)?;
    let report = passes::pull::pull(home, &mut store, &fetcher, now)?;
    manners::keep(&mut store, &fetcher, now)?;
    out::say(format!(
        "pull: {} pages kept, {} postponed, {} given up",
        report.pages, report.postponed, report.given_up
    ));
    Ok(Exit::Well)
}

/// `read`.
pub(crate) fn read(home: &Home, arguments: &ReadArgs) -> anyhow::Result<Exit> {
    let _lock = home.lock()?;
    let mut store = home.store()?;
    if arguments.again {
        let again = store.read_again()?;
        tracing::info!(again, "items to be read again");
    }
    let report = passes::read::read(home, &mut store)?;
    for news in passes::watch::drift(home, &mut store)? {
        out::say(news);
    }
    out::say(format!("read: {} posts, {} rejected", report.posts, report.rejected));
    Ok(Exit::Well)
}

/// `index`.
pub(crate) fn index(home: &Home, arguments: &IndexArgs) -> anyhow::Result<Exit> {
    let _lock = home.lock()?;
    let mut store = home.store()?;
    let report = if arguments.rebuild {
        passes::index::rebuild(home, &mut store)?
    } else {
        passes::index::index(home, &mut store)?
    };
    out::say(format!("index: {} posts put, {} removed", report.put, report.removed));
    Ok(Exit::Well)
}

/// `group`: topics, and the signals that follow from their voices.
pub(crate) fn group(home: &Home, arguments: &GroupArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let _lock = home.lock()?;
    let mut store = home.store()?;
    if arguments.again {
        store.group_again()?;
        store.judge_again()?;
    }
    let report = passes::group::group(home, &mut store)?;
    let signals = passes::signal::signal(home, &mut store, now)?;
    out::say(format!(
        "group: {} days, {} texts, {} topics touched; {} days judged, {} signals on the last",
        report.days, report.texts, report.topics, signals.days, signals.signals
    ));
    Ok(Exit::Well)
}
