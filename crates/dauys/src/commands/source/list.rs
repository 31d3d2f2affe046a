//! `source list`: the configured sources, and how each fares.

use dauys_model::SourceKind;
use dauys_store::SourceState;
use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use crate::cli::ListArgs;
use crate::exit::Exit;
use crate::home::Home;
use crate::{commands, out};

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    name: &'a str,
    kind: SourceKind,
    url: Option<&'a str>,
    state: String,
    failures: u32,
    next_check_at: Option<Timestamp>,
    moved_to: Option<String>,
    collections: &'a [String],
    off: Option<&'a str>,
}

/// Lists them, those that are off too unless something is chosen.
pub(crate) fn run(home: &Home, arguments: &ListArgs) -> anyhow::Result<Exit> {
    let store = home.data.join("dauys.db").exists().then(|| home.existing_store()).transpose()?;
    let mut data = out::data();
    let chosen = if arguments.selection.is_all() && !arguments.selection.off {
        home.config.source.iter().collect()
    } else {
        commands::selected(home, &[], &arguments.selection)?
    };
    for source in chosen {
        let state = match &store {
            Some(store) => store.source_state(&source.id)?,
            None => SourceState { state: "new".into(), ..Default::default() },
        };
        let listed = Listed {
            id: source.id.as_str(),
            name: &source.name,
            kind: source.kind,
            url: source.url.as_ref().map(Url::as_str),
            state: if source.off.is_some() { "off".into() } else { state.state },
            failures: state.failures,
            next_check_at: state.next_check_at,
            moved_to: state.moved.map(|(to, _)| to.to_string()),
            collections: &source.collections,
            off: source.off.as_deref(),
        };
        if arguments.json {
            data.json(&listed)?;
            continue;
        }
        let why = listed.off.map_or_else(String::new, |off| format!(" ({off})"));
        let next = match listed.next_check_at {
            Some(at) if listed.off.is_none() => format!(" · next at {at:.0}"),
            _ => String::new(),
        };
        data.line(format!(
            "{:28} {}{why} · {} · {}{next}",
            listed.id,
            listed.state,
            listed.name,
            listed.url.unwrap_or("file")
        ))?;
    }
    data.finish()?;
    Ok(Exit::Well)
}
