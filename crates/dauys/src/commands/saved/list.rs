//! `saved list` and `saved show`: the saved searches, how they stand, and what they found.

use dauys_model::{Alert, Notice, SavedSearch, Schedule, SearchId, Weekdays};
use dauys_search::alert::{dry_run, next_look};
use dauys_store::{NoticeFilter, Store};
use jiff::Timestamp;
use serde::Serialize;

use super::notices::Shown;
use super::{found, index, tried};
use crate::cli::{SavedListArgs, SavedShowArgs};
use crate::exit::Exit;
use crate::home::Home;
use crate::{out, passes};

/// Notices that `show` shows.
const LATEST: u32 = 10;

#[derive(Serialize)]
struct Listed<'a> {
    id: SearchId,
    name: &'a str,
    query: &'a str,
    expanded: bool,
    alert: Option<&'a Alert>,
    made_at: Timestamp,
    looked_at: Option<Timestamp>,
    next_look_at: Option<Timestamp>,
    unseen: usize,
    last_notice: Option<Shown<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Vec<tried::Counted>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notices: Option<Vec<Shown<'a>>>,
}

/// Lists them.
pub(super) fn all(home: &Home, arguments: &SavedListArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let mut data = out::data();
    for search in store.searches()? {
        let notices = notices_of(&store, &search, None)?;
        if arguments.json {
            data.json(&listed(&search, &notices, now))?;
            continue;
        }
        let unseen = notices.iter().filter(|notice| notice.seen_at.is_none()).count();
        data.line(format!("{}  {} · {}", search.id, search.draft.name, search.draft.query))?;
        data.line(format!("   {} · {unseen} unseen", alert_said(&search, now)))?;
        if let Some(last) = notices.first() {
            data.line(format!("   {}", passes::alert::said(&last.told)))?;
        }
    }
    data.finish()?;
    Ok(Exit::Well)
}

/// Shows one.
pub(super) fn one(home: &Home, arguments: &SavedShowArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let search = found(&store, &arguments.search)?;
    let trial = dry_run(&index(home)?, &search.draft, now)?;
    let notices = notices_of(&store, &search, Some(LATEST))?;
    let mut data = out::data();
    if arguments.json {
        let name = &search.draft.name;
        data.json(&Listed {
            days: Some(tried::counted(&trial)),
            notices: Some(notices.iter().map(|notice| Shown::of(notice, name)).collect()),
            ..listed(&search, &notices, now)
        })?;
    } else {
        data.line(format!("{}  {}", search.id, search.draft.name))?;
        data.line(format!("query      {}", search.draft.query))?;
        data.line(format!("languages  {}", if search.draft.expanded { "both" } else { "as typed" }))?;
        data.line(format!("alert      {}", alert_said(&search, now)))?;
        data.line(format!("30 days    {}", tried::bars(&trial)))?;
        for notice in &notices {
            let seen = if notice.seen_at.is_some() { "" } else { " · unseen" };
            data.line(format!("{:10} {}{seen}", "", passes::alert::said(&notice.told)))?;
        }
    }
    data.finish()?;
    Ok(Exit::Well)
}

fn notices_of(store: &Store, search: &SavedSearch, limit: Option<u32>) -> anyhow::Result<Vec<Notice>> {
    Ok(store.notices(&NoticeFilter { search: Some(search.id), unseen: false, limit })?)
}

fn listed<'a>(search: &'a SavedSearch, notices: &'a [Notice], now: Timestamp) -> Listed<'a> {
    let draft = &search.draft;
    Listed {
        id: search.id,
        name: &draft.name,
        query: &draft.query,
        expanded: draft.expanded,
        alert: draft.alert.as_ref(),
        made_at: search.made_at,
        looked_at: search.looked_at,
        next_look_at: draft.alert.and_then(|alert| next_look(&alert, now)),
        unseen: notices.iter().filter(|notice| notice.seen_at.is_none()).count(),
        last_notice: notices.first().map(|notice| Shown::of(notice, &draft.name)),
        days: None,
        notices: None,
    }
}

/// An alert in a few words.
fn alert_said(search: &SavedSearch, now: Timestamp) -> String {
    let Some(alert) = search.draft.alert else { return "no alert".to_owned() };
    let schedule = match alert.schedule {
        Schedule::EveryRun => "every quarter of an hour".to_owned(),
        Schedule::At { hour, days: Weekdays::ALL } => format!("daily at {hour:02}"),
        Schedule::At { hour, days } => format!("{days} at {hour:02}"),
    };
    let quiet = alert.quiet.map_or_else(String::new, |quiet| format!(", quiet {quiet}"));
    let next = next_look(&alert, now).map_or_else(String::new, |at| {
        format!(", next {}", dauys_model::KAZAKHSTAN.to_datetime(at).strftime("%d.%m %H:%M"))
    });
    format!("{} {schedule}{quiet}{next}", alert.trigger)
}
