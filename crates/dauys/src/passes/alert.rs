//! Alert: saved searches that are due are looked at, up to `now`. What one tells, what its rules remember and how far they
//! came are one transaction, so a pass that is killed tells nothing twice and leaves nothing untold. Who else is to be told,
//! and how, is up to delivery: it finds the notices in the store.

use anyhow::Context;
use dauys_model::{News, SearchId, Told, civil_day};
use dauys_store::{LookedAt, Store};
use jiff::Timestamp;

use crate::home::Home;

/// What came of the pass.
#[derive(Default)]
pub(crate) struct Report {
    /// Searches that were looked at.
    pub(crate) looked: usize,
    /// What is told, each with the search that tells it.
    pub(crate) told: Vec<(SearchId, String, Told)>,
    /// Searches that could not be looked at, and why.
    pub(crate) failed: Vec<String>,
}

impl Report {
    /// A line for every notice and every failure.
    pub(crate) fn news(&self) -> impl Iterator<Item = String> {
        let told = self.told.iter().map(|(_, name, told)| format!("saved search `{name}`: {}", said(told)));
        told.chain(self.failed.iter().cloned())
    }
}

/// Looks at what is due.
pub(crate) fn alert(home: &Home, store: &mut Store, now: Timestamp) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let due: Vec<_> =
        store.searches()?.into_iter().filter(|search| dauys_search::alert::is_due(search, now)).collect();
    if due.is_empty() {
        return Ok(report);
    }
    let index = home
        .existing_index()
        .context("opening the index; `dauys index --rebuild` makes it anew from the store")?;
    for search in due {
        let look = match dauys_search::alert::look(&index, &search, now) {
            Ok(Some(look)) => look,
            Ok(None) => continue,
            Err(error) => {
                report.failed.push(format!(
                    "saved search {} cannot be looked at: {error}; mend it with `dauys saved change {}`",
                    search.id, search.id
                ));
                continue;
            }
        };
        report.looked += 1;
        let look = LookedAt { at: now, standing: look.standing, told: look.told };
        // Changed by somebody in the meantime: the next pass looks at what it has become.
        if store.save_look(&search, &look)? {
            let told = look.told.into_iter().map(|told| (search.id, search.draft.name.clone(), told));
            report.told.extend(told);
        }
    }
    tracing::info!(looked = report.looked, notices = report.told.len(), "saved searches");
    Ok(report)
}

/// What a search tells, in one sentence without a full stop.
pub(crate) fn said(told: &Told) -> String {
    let moment = |at: Timestamp| dauys_model::KAZAKHSTAN.to_datetime(at).strftime("%d.%m %H:%M").to_string();
    let sentence = match told.news {
        News::New { voices, since, doubled: false } => {
            format!("{} since {}", new_voices(voices), moment(since))
        }
        News::New { voices, since, doubled: true } => {
            format!("{} since {}: the day has doubled", new_voices(voices), moment(since))
        }
        News::Unusual { day, voices, norm, chance, since } => {
            let chance = format!("chance 1 in {:.0}", (1.0 / chance.max(1.0e-9)).min(1.0e6));
            let day = if day == civil_day(told.at) {
                "today".to_owned()
            } else {
                day.strftime("%d.%m").to_string()
            };
            let stretch = since
                .map_or_else(String::new, |since| format!(", unusual since {}", since.strftime("%d.%m")));
            format!("{} {day} where {norm:.1} are usual ({chance}){stretch}", voices_of(voices))
        }
        News::Usual { day, voices, norm, since } => format!(
            "as usual again: {} on {} where {norm:.1} are usual; it was unusual since {}",
            voices_of(voices),
            day.strftime("%d.%m"),
            since.strftime("%d.%m")
        ),
        News::Report { voices: 0, since } => format!("nothing new since {}", moment(since)),
        News::Report { voices, since } => format!("{} since {}", new_voices(voices), moment(since)),
    };
    format!("{}: {sentence}", moment(told.at))
}

fn new_voices(voices: u32) -> String {
    if voices == 1 { "1 new voice".to_owned() } else { format!("{voices} new voices") }
}

fn voices_of(voices: u32) -> String {
    if voices == 1 { "1 voice".to_owned() } else { format!("{voices} voices") }
}
