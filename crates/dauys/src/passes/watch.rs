//! Watch: what a poll says of the sources themselves. A change of state and a silence are told once, an outage of our own
//! connection is not held against anybody.

use dauys_model::{Extracted, Source, SourceId};
use dauys_store::{SourceState, Store};
use dauys_watch::report::{Change, Standing, is_our_outage};
use dauys_watch::schedule::Learned;
use dauys_watch::silence::{self, Alarm, Calendar, Heard, History, Pace, Settings, Silence};
use dauys_watch::{Advice, State};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::home::Home;

/// What is kept of a source between polls to know what was told of it.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Watched {
    /// Its state, and what was told of it.
    pub(crate) standing: Option<Standing>,
    /// Whether it was told to be silent.
    pub(crate) alarm: Alarm,
    /// Its silence when it was last judged, and when that was.
    pub(crate) silence: Option<(Timestamp, Silence)>,
    /// How its texts were told to have changed.
    pub(crate) drift: Option<String>,
}

impl Watched {
    /// As it was stored.
    pub(crate) fn of(state: &SourceState) -> Self {
        state.alarm.as_deref().and_then(|alarm| serde_json::from_str(alarm).ok()).unwrap_or_default()
    }
}

/// The state of a source after a further check, in what is kept of it. Belongs into the transaction of the check.
pub(crate) fn noted(before: &SourceState, state: &State, now: Timestamp) -> anyhow::Result<String> {
    let mut watched = Watched::of(before);
    watched.standing = Some(match watched.standing.take() {
        Some(standing) => standing.checked(state.clone(), now),
        None => Standing::new(state.clone(), now),
    });
    Ok(serde_json::to_string(&watched)?)
}

/// A source as a poll left it.
pub(crate) struct Polled {
    /// Which source.
    pub(crate) source: SourceId,
    /// What was known of it before.
    pub(crate) before: SourceState,
    /// Its state now.
    pub(crate) state: State,
}

/// Moments and checks that a silence is judged by, the newest: a year of a daily source, a month of an agency.
const REMEMBERED: usize = 3_000;

/// A silence is judged anew so long after the last judgement, or when its time has come.
const JUDGED: SignedDuration = SignedDuration::from_hours(3);

/// After an outage of our own the sources are due so soon.
const AFTER_OUTAGE_MINUTES: i64 = 9;

/// Looks at all sources and answers with what a person should hear of. What it says follows from the store alone, but for
/// an outage of our own, so a run that was killed before it is made up for by the next.
pub(crate) fn watch(
    home: &Home,
    store: &mut Store,
    polled: &[Polled],
    now: Timestamp,
) -> anyhow::Result<Vec<String>> {
    if is_our_outage(polled.iter().map(|polled| &polled.state)) {
        let before: Vec<(SourceId, SourceState)> = polled
            .iter()
            .filter(|polled| !polled.state.is_fine())
            .map(|polled| (polled.source.clone(), polled.before.clone()))
            .collect();
        store.forgive(&before, now.checked_add(AFTER_OUTAGE_MINUTES.minutes()).unwrap_or(Timestamp::MAX))?;
        return Ok(vec![format!(
            "none of the {} sources asked could be reached: see to the network of this machine",
            before.len()
        )]);
    }
    let calendar = home.config.quiet_days();
    let mut news = Vec::new();
    for source in home.config.source.iter().filter(|source| source.off.is_none()) {
        let stored = store.source_state(&source.id)?;
        let mut watched = Watched::of(&stored);
        let Some(standing) = watched.standing.take() else { continue };
        let is_fine = standing.state.is_fine();
        let (standing, change) = standing.tell(now);
        watched.standing = Some(standing);
        news.extend(change.map(|change| told(source, &stored, &change)));
        if is_fine {
            news.extend(listen(store, source, &stored, &mut watched, &calendar)?);
        }
        let alarm = serde_json::to_string(&watched)?;
        if stored.alarm.as_ref() != Some(&alarm) {
            store.save_alarm(&source.id, &alarm)?;
        }
    }
    Ok(news)
}

/// Judges the silence of a source that was heard, when it is time.
fn listen(
    store: &Store,
    source: &Source,
    stored: &SourceState,
    watched: &mut Watched,
    calendar: &Calendar,
) -> anyhow::Result<Option<String>> {
    // Silent is a source that is asked and answers: between two checks nothing is known of it.
    let Some(heard_at) = stored.checked_at else { return Ok(None) };
    let is_due = watched.silence.is_none_or(|(judged_at, silence)| {
        let is_old = heard_at.duration_since(judged_at) >= JUDGED;
        is_old || (heard_at > judged_at && silence.is_improbable(heard_at))
    });
    if is_due {
        watched.silence =
            judge(store, source, stored, calendar, heard_at)?.map(|silence| (heard_at, silence));
    }
    let Some((judged_at, silence)) = watched.silence else { return Ok(None) };
    let (alarm, heard) = silence::hear(watched.alarm, &silence, judged_at);
    watched.alarm = alarm;
    Ok(heard.map(|heard| told_of_silence(source, &heard)))
}

fn judge(
    store: &Store,
    source: &Source,
    stored: &SourceState,
    calendar: &Calendar,
    heard_at: Timestamp,
) -> anyhow::Result<Option<Silence>> {
    let moments = store.arrivals(&source.id, REMEMBERED)?;
    let deaf = silence::deaf(&store.heard(&source.id, REMEMBERED)?);
    let learned: Option<Learned> =
        stored.rhythm.as_deref().and_then(|rhythm| serde_json::from_str(rhythm).ok());
    let pace = learned.map_or(Pace::Unknown, |learned| Pace::of_rate(learned.rate()));
    let history = History { moments: &moments, deaf: &deaf, pace };
    Ok(silence::silence(&history, heard_at, calendar, &Settings::default()))
}

/// A change as a line: what, since when, and the first thing to do.
fn told(source: &Source, stored: &SourceState, change: &Change) -> String {
    let id = &source.id;
    match change {
        Change::Fails { state, since } => {
            format!("source `{id}` fails since {since:.0}: {state}. {}", advised(&state.advice()))
        }
        Change::Worse { before, state, since } => format!(
            "source `{id}`, failing since {since:.0} ({before}), now needs you: {state}. {}",
            advised(&state.advice())
        ),
        Change::StillFails { state, days, .. } => {
            let long = if *days == 1 { "a day".to_owned() } else { format!("{days} days") };
            format!("source `{id}` fails for {long}: {state}. {}", advised(&state.advice()))
        }
        Change::WorksAgain { before, failed_since, since } => {
            format!(
                "source `{id}` works again since {since:.0}; it had failed since {failed_since:.0} ({before})"
            )
        }
        Change::Unsteady { state, turns } => {
            format!("source `{id}` is unsteady: it turned {turns} times within a day; at the moment {state}")
        }
        Change::Notable { state: State::Moved } if let Some((to, _)) = &stored.moved => {
            format!("source `{id}` moved for good and answers there: write `url = \"{to}\"` into its entry")
        }
        Change::Notable { state } => format!("source `{id}`: {}", advised(&state.advice())),
    }
}

fn advised(advice: &Advice) -> String {
    match advice.steps.first() {
        Some(step) => format!("{} {step}", advice.meaning),
        None => advice.meaning.to_string(),
    }
}

fn told_of_silence(source: &Source, heard: &Heard) -> String {
    let id = &source.id;
    match heard {
        Heard::FellSilent { silence } => format!(
            "source `{id}` has told nothing since {:.0}, though news was to be expected by {:.0}: open its site and see \
             whether it still speaks there",
            silence.since, silence.expected_by
        ),
        Heard::SpeaksAgain { silent_since, spoke_at } => {
            format!(
                "source `{id}` speaks again since {spoke_at:.0}; it had been silent since {silent_since:.0}"
            )
        }
    }
}

/// Pages that are compared with those before, and how many those may be.
const LATELY: usize = 12;
const BEFORE: usize = 200;

/// Looks at how the texts of sources come out of their pages, and answers with what changed since it was last told.
pub(crate) fn drift(home: &Home, store: &mut Store) -> anyhow::Result<Vec<String>> {
    let mut news = Vec::new();
    for id in store.extracted_sources()? {
        let Some(source) = home.config.source.iter().find(|source| source.id == id) else { continue };
        let pages: Vec<Extracted> = store
            .extractions(&id, LATELY + BEFORE)?
            .into_iter()
            .map(|(way, chars)| Extracted { chars: chars as usize, by: way.unwrap_or_default() })
            .collect();
        let (lately, before) = pages.split_at(pages.len().min(LATELY));
        let found = dauys_model::drift(before, lately);
        let stored = store.source_state(&id)?;
        let mut watched = Watched::of(&stored);
        let name = found.map(|drift| drift.name().to_owned());
        if name == watched.drift {
            continue;
        }
        news.extend(found.map(|drift| {
            format!(
                "source `{}`: {drift}. Its pages may be made anew: `dauys source probe` one of them, and write selectors into \
                 config/extract.toml",
                source.id
            )
        }));
        watched.drift = name;
        store.save_alarm(&id, &serde_json::to_string(&watched)?)?;
    }
    Ok(news)
}
