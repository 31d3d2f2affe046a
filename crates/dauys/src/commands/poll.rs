//! `poll`: the pass alone, for all sources that are due or for some that are named, storing what they say or only showing it.

use dauys_store::{Saved, Store};
use jiff::Timestamp;

use crate::cli::PollArgs;
use crate::exit::Exit;
use crate::home::Home;
use crate::passes::ask::Purpose;
use crate::passes::manners;
use crate::passes::poll::{self, Which};
use crate::{commands, out};

/// Polls.
pub(crate) fn run(home: &Home, arguments: &PollArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let which = which(home, arguments)?;
    if arguments.dry_run {
        return look(home, &which, now);
    }
    let _lock = home.lock()?;
    let mut store = home.store()?;
    let fetcher = manners::fetcher_of_run(home, &store, now)?;
    let report = poll::poll(home, &mut store, &fetcher, &which, now)?;
    manners::keep(&mut store, &fetcher, now)?;
    for news in &report.news {
        out::say(news);
    }
    out::say(format!(
        "poll: {} sources asked, {} failed; {} entries = {} new + {} changed + {} known + {} left out",
        report.asked,
        report.failed,
        report.announced,
        report.new,
        report.changed,
        report.known,
        report.left_out
    ));
    Ok(if report.failed > 0 { Exit::SourcesFailed } else { Exit::Well })
}

fn which(home: &Home, arguments: &PollArgs) -> anyhow::Result<Which> {
    if arguments.source.is_empty() && arguments.selection.is_all() {
        return Ok(Which::Due);
    }
    let chosen = commands::selected(home, &arguments.source, &arguments.selection)?;
    Ok(Which::These(chosen.into_iter().map(|source| source.id.clone()).collect()))
}

/// Asks and shows what would be stored; nothing is, not even that it was asked.
fn look(home: &Home, which: &Which, now: Timestamp) -> anyhow::Result<Exit> {
    let store =
        if home.data.join("dauys.db").exists() { home.existing_store()? } else { Store::in_memory()? };
    let jobs = poll::jobs(home, &store, which, now)?;
    let asking =
        poll::asking(home, &store, &manners::fetcher(home, &store, now)?, &jobs, Purpose::Look, now)?;
    let mut data = out::data();
    let mut failed = 0;
    poll::each(&asking, jobs, |source, _, said| {
        let mut saved = Saved::default();
        for draft in &said.drafts {
            saved += store.look(&source.id, draft.look())?;
        }
        let outcome = said.trouble.as_ref().map_or_else(
            || format!("{:?}", said.heard).to_lowercase(),
            |trouble| format!("FAILED {}: {trouble}", trouble.code()),
        );
        failed += u32::from(said.trouble.is_some());
        data.line(format!(
            "{:28} {outcome}; {} entries: {} new, {} changed, {} known, {} left out",
            source.id.as_str(),
            said.drafts.len() + said.left_out as usize,
            saved.new,
            saved.changed,
            saved.known,
            said.left_out
        ))?;
        for warning in &said.warnings {
            data.line(format!("{:28}   {warning}", ""))?;
        }
        Ok(())
    })?;
    data.finish()?;
    Ok(if failed > 0 { Exit::SourcesFailed } else { Exit::Well })
}
