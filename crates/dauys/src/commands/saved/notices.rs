//! `saved notices`: what saved searches told.

use std::collections::HashMap;

use dauys_model::{Notice, NoticeId, SearchId, Told};
use dauys_store::NoticeFilter;
use jiff::Timestamp;
use serde::Serialize;

use super::found;
use crate::cli::NoticesArgs;
use crate::exit::Exit;
use crate::home::Home;
use crate::{out, passes};

/// A notice as data.
#[derive(Serialize)]
pub(super) struct Shown<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<NoticeId>,
    search: SearchId,
    name: &'a str,
    #[serde(flatten)]
    told: &'a Told,
    said: String,
    seen_at: Option<Timestamp>,
}

impl<'a> Shown<'a> {
    /// One that has no number yet.
    pub(super) fn new(search: SearchId, name: &'a str, told: &'a Told) -> Self {
        Self { id: None, search, name, told, said: passes::alert::said(told), seen_at: None }
    }

    /// One that is kept.
    pub(super) fn of(notice: &'a Notice, name: &'a str) -> Self {
        Self { id: Some(notice.id), seen_at: notice.seen_at, ..Self::new(notice.search, name, &notice.told) }
    }
}

/// Lists them, the newest first.
pub(super) fn run(home: &Home, arguments: &NoticesArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let mut store = home.existing_store()?;
    let search = arguments.search.as_deref().map(|named| found(&store, named)).transpose()?;
    let names: HashMap<SearchId, String> =
        store.searches()?.into_iter().map(|search| (search.id, search.draft.name)).collect();
    let filter = NoticeFilter {
        search: search.map(|search| search.id),
        unseen: arguments.unseen,
        limit: Some(arguments.limit),
    };
    let notices = store.notices(&filter)?;
    let mut data = out::data();
    for notice in &notices {
        let name = names.get(&notice.search).map_or("", String::as_str);
        if arguments.json {
            data.json(&Shown::of(notice, name))?;
        } else {
            let seen = if notice.seen_at.is_some() { "" } else { " · unseen" };
            data.line(format!("{name}: {}{seen}", passes::alert::said(&notice.told)))?;
        }
    }
    data.finish()?;
    if arguments.seen {
        for notice in &notices {
            store.mark_seen(Some(notice.id), None, now)?;
        }
    }
    Ok(Exit::Well)
}
