//! `source check`: sources are asked now, nothing is stored, and each says how it answers and what to do about it.

use dauys_model::Source;
use dauys_store::{SourceState, Store};
use dauys_watch::State;
use jiff::Timestamp;
use serde::Serialize;

use crate::cli::CheckArgs;
use crate::commands::source::saved;
use crate::exit::Exit;
use crate::home::Home;
use crate::passes::ask::{Purpose, Said};
use crate::passes::{manners, poll};
use crate::{commands, out};

#[derive(Serialize)]
struct Checked<'a> {
    id: &'a str,
    state: String,
    reason: Option<String>,
    entries: usize,
    newest_at: Option<Timestamp>,
    warnings: &'a [String],
}

/// Asks and tells.
pub(crate) fn run(home: &Home, arguments: &CheckArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let chosen = commands::selected(home, &arguments.ids, &arguments.selection)?;
    if arguments.saved {
        return again(home, &chosen);
    }
    let jobs: Vec<poll::Job> =
        chosen.into_iter().map(|source| (source.clone(), SourceState::default())).collect();
    let store =
        if home.data.join("dauys.db").exists() { home.existing_store()? } else { Store::in_memory()? };
    let fetcher = manners::fetcher(home, &store, now)?;
    let asking = poll::asking(home, &store, &fetcher, &jobs, Purpose::Look, now)?;
    let mut data = out::data();
    let mut failed = 0;
    poll::each(&asking, jobs, |source, _, said| {
        failed += u32::from(said.trouble.is_some());
        if arguments.json { data.json(&checked(source, &said)) } else { told(&mut data, source, &said) }
    })?;
    data.finish()?;
    Ok(if failed > 0 { Exit::SourcesFailed } else { Exit::Well })
}

fn checked<'a>(source: &'a Source, said: &'a Said) -> Checked<'a> {
    Checked {
        id: source.id.as_str(),
        state: said.trouble.as_ref().map_or_else(|| "working".into(), |trouble| trouble.code()),
        reason: said.trouble.as_ref().map(ToString::to_string),
        entries: said.drafts.len() + said.figures.len() + said.sightings.len(),
        newest_at: newest(said),
        warnings: &said.warnings,
    }
}

fn newest(said: &Said) -> Option<Timestamp> {
    let dated = said.drafts.iter().map(|draft| draft.look()).filter(|announcement| announcement.dated);
    dated.map(|announcement| announcement.published_at).max()
}

fn told(data: &mut out::Data, source: &Source, said: &Said) -> anyhow::Result<()> {
    let id = source.id.as_str();
    if let Some(trouble) = &said.trouble {
        data.line(format!("{id:28} FAILED {}: {trouble}", trouble.code()))?;
        let advice = State::of(&trouble.code()).advice();
        data.line(format!("{:28}   {}", "", advice.meaning))?;
        for (number, step) in advice.steps.iter().enumerate() {
            data.line(format!("{:28}   {}. {step}", "", number + 1))?;
        }
        return Ok(());
    }
    let counted = match (said.drafts.len(), said.figures.len(), said.sightings.len()) {
        (items, 0, 0) => format!("{items} items"),
        (0, figures, 0) => format!("{figures} figures"),
        (_, _, sightings) => format!("{sightings} sightings"),
    };
    let newest = newest(said).map_or_else(String::new, |at| format!(", the newest of {at:.0}"));
    data.line(format!("{id:28} {counted}{newest}"))?;
    for warning in &said.warnings {
        data.line(format!("{:28}   {warning}", ""))?;
    }
    Ok(())
}

/// Reads the kept pages of sources again and tells what is read differently.
fn again(home: &Home, chosen: &[&Source]) -> anyhow::Result<Exit> {
    let mut data = out::data();
    let (mut same, mut different) = (0, 0);
    for source in chosen {
        let Some(differences) = saved::again(home, source)? else { continue };
        if differences.is_empty() {
            same += 1;
            continue;
        }
        different += 1;
        data.line(format!("{:28} is read differently", source.id.as_str()))?;
        for difference in differences {
            data.line(format!("{:28}   {difference}", ""))?;
        }
    }
    data.line(format!("{same} kept pages are read as they were, {different} differently"))?;
    data.finish()?;
    Ok(if different > 0 { Exit::Failed } else { Exit::Well })
}
