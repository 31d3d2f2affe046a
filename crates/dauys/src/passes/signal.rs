//! Signal: the days of which counts or coverage are new are judged against their norms. What was found, what the norms had learnt and
//! that the days are judged are one transaction.

use std::collections::BTreeMap;

use anyhow::Context;
use dauys_model::civil_day;
use dauys_signals::{Day, Model, Signal, Voices, heard_on};
use dauys_store::{SignalsDue, Store, VoiceCount};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::home::Home;

/// What one run of the pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// Civil days judged.
    pub(crate) days: u64,
    /// Days that the norms were learnt from anew beside them.
    pub(crate) learnt: u64,
    /// Signals of the last day.
    pub(crate) signals: u64,
}

/// What was learnt is kept up to so many days before the last one: texts that come a little late cost little.
const KEPT_BEFORE: i64 = 2;
/// So many days are read at once.
const AT_ONCE: i64 = 64;
/// Records of so many days before tell whether a source without one was heard.
const RECORDS_BEFORE: i64 = 10;

/// Judges what is new, up to the civil day of `now`.
pub(crate) fn signal(home: &Home, store: &mut Store, now: Timestamp) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let Some(due) = store.signals_due(civil_day(now))? else { return Ok(report) };
    let (mut model, first) = learnt(store, &due)?;
    let settings = dauys_signals::Settings {
        false_share: home.config.signals.false_share,
        least_voices: home.config.min_voices_urgent.min(home.config.min_voices).max(2),
    };
    let calendar = home.config.calendar();
    let keep_at = due.to.checked_sub(KEPT_BEFORE.days())?;
    let mut state = None;
    let mut found: Vec<(Date, Vec<Signal>)> = Vec::new();
    for stretch in stretches(first, due.to) {
        for day in days(store, stretch)? {
            let judged = (day.date >= due.from).then_some(&settings);
            let signals = model.day(&day, &calendar, judged);
            if judged.is_some() {
                report.days += 1;
                report.signals = signals.len() as u64;
                found.push((day.date, signals));
            } else {
                report.learnt += 1;
            }
            if day.date == keep_at {
                state = Some(serde_json::to_vec(&model).context("writing what the norms have learnt")?);
            }
        }
    }
    store.save_signals(&due, &found, state.as_deref().map(|state| (keep_at, state)))?;
    tracing::info!(days = report.days, learnt = report.learnt, signals = report.signals, "signals");
    Ok(report)
}

/// What the norms had learnt before the days that are due, and the day on which they go on; nothing and the first day ever where
/// nothing is kept, or what is kept is of another version of the program.
fn learnt(store: &Store, due: &SignalsDue) -> anyhow::Result<(Model, Date)> {
    if let Some((day, state)) = store.signal_state(due.from)?
        && let Ok(model) = serde_json::from_slice::<Model>(&state)
    {
        return Ok((model, day.tomorrow()?));
    }
    let first = store.first_voice_day()?.map_or(due.from, |first| first.min(due.from));
    Ok((Model::default(), first))
}

/// The days from one to another, both included, in stretches that are read at once.
fn stretches(first: Date, last: Date) -> impl Iterator<Item = (Date, Date)> {
    first.series(AT_ONCE.days()).take_while(move |from| *from <= last).map(move |from| {
        let to = from.checked_add((AT_ONCE - 1).days()).unwrap_or(last);
        (from, to.min(last))
    })
}

/// What was heard from one day to another, both included.
fn days(store: &Store, (from, to): (Date, Date)) -> anyhow::Result<Vec<Day>> {
    let before = from.checked_sub(RECORDS_BEFORE.days())?;
    let heard = heard_on(store.heard_records(before, to)?, from, to);
    let mut voices: BTreeMap<Date, Vec<Voices>> = BTreeMap::new();
    for count in store.voice_counts(from, to)? {
        voices.entry(count.day).or_default().push(told(count));
    }
    Ok(heard
        .into_iter()
        .map(|(date, heard)| Day { date, heard, voices: voices.remove(&date).unwrap_or_default() })
        .collect())
}

fn told(count: VoiceCount) -> Voices {
    Voices {
        source: count.source,
        category: count.category,
        kato: count.kato,
        name: count.name,
        topic: count.topic,
        voices: count.voices,
    }
}
