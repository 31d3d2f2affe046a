//! `deliver`: editions that are due are made and sent; or the exact messages are written to a folder.

use jiff::Timestamp;

use crate::cli::DeliverArgs;
use crate::exit::Exit;
use crate::home::Home;
use crate::passes::deliver::{self, Wish};
use crate::{out, subscriptions};

/// Sends what is due, or shows it.
pub(crate) fn run(home: &Home, arguments: &DeliverArgs, now: Timestamp) -> anyhow::Result<Exit> {
    if let Some(id) = &arguments.subscription {
        subscriptions::one(&home.config, Some(id))?;
    }
    let wish =
        Wish { subscription: arguments.subscription.as_deref(), day: arguments.date, retry: arguments.retry };
    if let Some(folder) = &arguments.dry_run {
        let written = deliver::dry_run(home, &home.existing_store()?, &wish, folder, now)?;
        for path in &written {
            out::say(path);
        }
        out::say(format!("dry run: {} files, nothing sent, nothing kept", written.len()));
        return Ok(Exit::Well);
    }
    let _lock = home.lock()?;
    let mut store = home.existing_store()?;
    let report = deliver::deliver(home, &mut store, &wish, now)?;
    for news in &report.news {
        out::say(news);
    }
    out::say(format!(
        "deliver: {} editions made, {} messages sent, {} to be tried again, {} failed or unsure",
        report.made, report.sent, report.later, report.failed
    ));
    Ok(if report.failed > 0 { Exit::Failed } else { Exit::Well })
}
