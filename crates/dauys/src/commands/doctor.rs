//! `doctor`: one line when all is well; else what to do, in order: what would lose data first, then what goes on by itself,
//! then what sources need.

use dauys_watch::silence::Alarm;
use dauys_watch::twins::Verdict;
use dauys_watch::{Severity, State};
use jiff::{Timestamp, ToSpan};

use crate::commands::source::twins;
use crate::exit::Exit;
use crate::home::Home;
use crate::passes::watch::Watched;
use crate::{ledger, out};

/// Looks at the settings, the database, the index and the sources.
pub(crate) fn run(home: &Home, now: Timestamp) -> anyhow::Result<Exit> {
    let mut todo = Vec::new();
    if home.config.source.iter().all(|source| source.off.is_some()) {
        todo.push("no source is on: `dauys source probe https://…` finds how a site can be listened to; or bring posts in with `dauys import posts FILE`".to_owned());
    }
    let store = home.existing_store()?;
    let ledger = ledger::of(&store, Timestamp::MIN, Timestamp::MAX)?;
    if let Err(imbalance) = ledger.check() {
        todo.push(format!(
            "the counts of items do not add up ({imbalance}): restore a backup and report this"
        ));
    }
    let waiting = ledger.pending.page + ledger.pending.postponed + ledger.pending.reading;
    if ledger.pending.page + ledger.pending.reading > 0 {
        todo.push(format!("{waiting} items wait: run `dauys run`"));
    }
    match home.existing_index() {
        Ok(index) if index.position()? == store.last_change()? => {}
        Ok(_) => todo.push("the index is behind the store: run `dauys index`".into()),
        Err(error) => todo.push(format!("the index cannot be used ({error}): run `dauys index --rebuild`")),
    }
    if store.dirty()?.is_some() {
        todo.push("posts wait for grouping: run `dauys group`".into());
    }
    let (fine, of_sources) = sources(home, &store, now)?;
    todo.extend(of_sources);
    let same = twins::find(&store, now)?;
    todo.extend(same.iter().filter(|pair| pair.verdict == Verdict::SameFeed).map(twins::told));
    let mut data = out::data();
    if todo.is_empty() {
        data.line(format!("all is well: {fine} sources work; {ledger}"))?;
    }
    for (number, line) in todo.iter().enumerate() {
        data.line(format!("{}. {line}", number + 1))?;
    }
    if !todo.is_empty() {
        data.line("")?;
        data.text(&ledger.table())?;
    }
    data.finish()?;
    Ok(if todo.is_empty() { Exit::Well } else { Exit::Failed })
}

/// How many sources work, and what the others need: what a person has to do first, then what may mend itself.
fn sources(home: &Home, store: &dauys_store::Store, now: Timestamp) -> anyhow::Result<(usize, Vec<String>)> {
    let mut fine = 0;
    let mut found: Vec<(Severity, String)> = Vec::new();
    let day_ago = now.checked_sub(24.hours()).unwrap_or(Timestamp::MIN);
    for source in home.config.source.iter().filter(|source| source.off.is_none()) {
        let stored = store.source_state(&source.id)?;
        let state = State::of(&stored.state);
        let watched = Watched::of(&stored);
        let id = &source.id;
        let fails_for_a_day = watched.standing.as_ref().is_some_and(|standing| standing.since <= day_ago);
        if !state.is_fine() && (state.severity() == Severity::Hard || fails_for_a_day || stored.failures > 1)
        {
            let since =
                watched.standing.map_or_else(String::new, |standing| format!(" since {:.0}", standing.since));
            let advice = state.advice();
            let steps = advice.steps.join(" ");
            found.push((
                state.severity(),
                format!("source `{id}`{since}: {state}. {} {steps}", advice.meaning),
            ));
            continue;
        }
        if let Alarm::Silent { since } = watched.alarm {
            found.push((
                Severity::Soft,
                format!("source `{id}` answers but has told nothing since {since:.0}, which is improbable for it: see whether its site speaks"),
            ));
            continue;
        }
        if let Some((to, _)) = stored.moved.filter(|_| state == State::Moved) {
            found.push((
                Severity::Soft,
                format!("source `{id}` moved for good: write `url = \"{to}\"` into its entry"),
            ));
            continue;
        }
        if let Some(drift) = watched.drift {
            found.push((
                Severity::Soft,
                format!("the texts of source `{id}` come out of its pages otherwise than before ({drift}): `dauys source probe` one of them, and write selectors into config/extract.toml"),
            ));
            continue;
        }
        fine += usize::from(state.is_fine() && state != State::New);
    }
    found.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    Ok((fine, found.into_iter().map(|(_, line)| line).collect()))
}
