//! `source missed`: what aggregators say that outlets told, held against what was heard of them. Nothing is added by it: a
//! person decides whether an outlet becomes a source.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use crate::cli::MissedArgs;
use crate::commands::source::twins::host;
use crate::exit::Exit;
use crate::home::Home;
use crate::out;

/// An outlet as aggregators saw it.
#[derive(Serialize)]
struct Outlet {
    host: String,
    outlet: String,
    /// The sources of the settings at that host.
    sources: Vec<String>,
    /// Headlines that aggregators saw.
    seen: usize,
    /// Of these, such as were heard too; none for an outlet without a source.
    heard: usize,
    /// Headlines that were not heard, the newest three.
    missed: Vec<String>,
}

/// Headlines shown of an outlet.
const SHOWN: usize = 3;

/// Tells of every outlet, the most seen first.
pub(crate) fn run(home: &Home, arguments: &MissedArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let since = now.checked_sub((i64::from(arguments.days) * 24).hours()).unwrap_or(Timestamp::MIN);
    // An outlet may have told before the aggregator did.
    let before = since.checked_sub(72.hours()).unwrap_or(Timestamp::MIN);
    let mut heard: BTreeSet<String> = BTreeSet::new();
    let mut sources: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for headline in store.headlines(before)? {
        heard.insert(plain(&headline.title));
        if let Some(canonical) = &headline.canonical {
            sources.entry(host(canonical).to_owned()).or_default().insert(headline.source.to_string());
        }
    }
    let mut outlets: BTreeMap<String, Outlet> = BTreeMap::new();
    for sighting in store.sightings(since)?.into_iter().rev() {
        let outlet = outlets.entry(sighting.host.clone()).or_insert_with(|| Outlet {
            host: sighting.host.clone(),
            outlet: sighting.outlet.clone(),
            sources: sources.get(&sighting.host).into_iter().flatten().cloned().collect(),
            seen: 0,
            heard: 0,
            missed: Vec::new(),
        });
        outlet.seen += 1;
        if heard.contains(&plain(&sighting.title)) {
            outlet.heard += 1;
        } else if outlet.missed.len() < SHOWN {
            outlet.missed.push(sighting.title);
        }
    }
    let mut outlets: Vec<Outlet> = outlets.into_values().collect();
    outlets.sort_by(|one, other| other.seen.cmp(&one.seen).then_with(|| one.host.cmp(&other.host)));
    let mut data = out::data();
    for outlet in &outlets {
        if arguments.json {
            data.json(outlet)?;
            continue;
        }
        let by = if outlet.sources.is_empty() {
            "no source of the settings".to_owned()
        } else {
            format!("heard {} of {} by {}", outlet.heard, outlet.seen, outlet.sources.join(", "))
        };
        data.line(format!("{:28} {} seen · {} · {by}", outlet.host, outlet.seen, outlet.outlet))?;
        for title in &outlet.missed {
            data.line(format!("{:28}   {title}", ""))?;
        }
    }
    if outlets.is_empty() && !arguments.json {
        data.line(
            "no aggregator saw anything: a source of kind `google_news` is a witness of what is missed",
        )?;
    }
    data.finish()?;
    Ok(Exit::Well)
}

/// A headline without its letter case, marks and spaces.
fn plain(title: &str) -> String {
    title.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
