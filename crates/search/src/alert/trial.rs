//! Alerts over an index: begin one, look at what is due, and tell beforehand what an alert would have told.

use std::collections::BTreeMap;

use dauys_model::{Alert, SavedSearch, SearchDraft, Told, Trigger, civil_day, day_start};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::moments::moments;
use super::norm::NEEDED_DAYS;
use super::past::{HISTORY_DAYS, Past};
use super::rules::{NEW_DAYS, Standing, look_through};
use crate::query::{Need, Query, Syntax};
use crate::{Error, Fault, Index, Result, refusal};

/// How many days back a dry run goes.
pub const DRY_DAYS: i64 = 30;

/// What came of a look.
#[derive(Clone, PartialEq, Debug)]
pub struct Look {
    /// What the rules remember from now on.
    pub standing: String,
    /// What is told, in order.
    pub told: Vec<Told>,
}

/// What an alert would have told.
#[derive(Clone, PartialEq, Debug)]
pub struct Trial {
    /// The first moment of the days it was tried on.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// What it would have told, in order.
    pub told: Vec<Told>,
    /// What was found on each of the days, ascending.
    pub days: Vec<DayFound>,
    /// When it would be looked at next.
    pub next_look: Option<Timestamp>,
    /// Days that an unusual day would be told by, as of now, when they are too few for that.
    pub short_of_days: Option<ShortOf>,
}

/// Too few days to tell what is unusual.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShortOf {
    /// Days there are.
    pub known: usize,
    /// Days that are needed.
    pub needed: usize,
}

/// What a search found on a day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct DayFound {
    /// The civil day.
    pub day: Date,
    /// Its voices.
    pub voices: u32,
    /// What was to be expected of it; none while too little is known.
    pub norm: Option<f64>,
}

/// Whether a search can be kept: neither its query nor its name is only a person's name, the query can be read, and an alert
/// sets no dates, since it looks at what is new by itself.
///
/// # Errors
///
/// Those of [`Index::search`], [`Error::Refused`] for the name as for the query, and [`Error::Syntax`] for dates in the query of
/// an alert.
pub fn check(index: &Index, draft: &SearchDraft, now: Timestamp) -> Result<()> {
    refusal::read(&draft.name, Syntax::Plain)?;
    let mut query = question(draft, now);
    query.limit = 0;
    let meaning = index.search(&query)?.meaning;
    if draft.alert.is_some() && (meaning.filters.from.is_some() || meaning.filters.to.is_some()) {
        let at = 0..draft.query.chars().count().max(1);
        return Err(Error::Syntax { fault: Fault::AlertOfDates, at });
    }
    Ok(())
}

/// What the rules of a search remember that begins now; nothing for one without an alert.
///
/// # Errors
///
/// Those of [`check`].
pub fn begin(index: &Index, draft: &SearchDraft, now: Timestamp) -> Result<String> {
    check(index, draft, now)?;
    if draft.alert.is_none() {
        return Ok(String::new());
    }
    written(&Standing::begin(&past(index, draft, now, NEW_DAYS + 1)?, now))
}

/// What the rules of a search remember once it was changed: begun anew when what it finds or what fires it is another, none
/// when what they remember stands.
///
/// # Errors
///
/// Those of [`check`].
pub fn begin_anew(
    index: &Index,
    before: &SearchDraft,
    draft: &SearchDraft,
    now: Timestamp,
) -> Result<Option<String>> {
    let trigger = |draft: &SearchDraft| draft.alert.map(|alert| alert.trigger);
    let is_same =
        before.query == draft.query && before.expanded == draft.expanded && trigger(before) == trigger(draft);
    if is_same {
        check(index, draft, now)?;
        return Ok(None);
    }
    begin(index, draft, now).map(Some)
}

/// Whether a look at a search has become due since the last.
pub fn is_due(search: &SavedSearch, now: Timestamp) -> bool {
    let after = search.looked_at.unwrap_or(search.made_at);
    search.draft.alert.is_some_and(|alert| !moments(&alert, after, now).is_empty())
}

/// Looks at a saved search up to a moment; none when it is not due.
///
/// # Errors
///
/// Those of [`Index::search`]; [`Error::Damaged`] when what its rules remember cannot be read.
pub fn look(index: &Index, search: &SavedSearch, now: Timestamp) -> Result<Option<Look>> {
    let Some(alert) = search.draft.alert else { return Ok(None) };
    let after = search.looked_at.unwrap_or(search.made_at);
    if !is_due(search, now) {
        return Ok(None);
    }
    let days = NEW_DAYS + 1 + if alert.trigger == Trigger::Unusual { HISTORY_DAYS } else { 0 };
    let past = past(index, &search.draft, now, days)?;
    let standing = serde_json::from_str(&search.standing).map_err(|error| {
        Error::Damaged(format!("what saved search {} remembers cannot be read: {error}", search.id))
    })?;
    let (standing, told) = look_through(&alert, &past, standing, after, now);
    Ok(Some(Look { standing: written(&standing)?, told }))
}

/// Since when an unusual stretch of a search goes on, as of its last look.
pub fn unusual_since(search: &SavedSearch) -> Option<Date> {
    serde_json::from_str::<Standing>(&search.standing).ok()?.unusual_since()
}

/// What a search found on each of the last [`DRY_DAYS`] days, ascending, without norms: for a line of bars.
///
/// # Errors
///
/// Those of [`Index::search`].
pub fn last_days(index: &Index, draft: &SearchDraft, now: Timestamp) -> Result<Vec<DayFound>> {
    let today = civil_day(now);
    let first = today.checked_sub((DRY_DAYS - 1).days()).unwrap_or(today);
    let mut query = question(draft, now);
    query.filters.from = Some(day_start(first));
    let past = Past::new(index.finds(&query)?, BTreeMap::new());
    Ok(days(&past, first, now))
}

/// The days from the first up to a moment.
fn days(past: &Past, first: Date, now: Timestamp) -> Vec<DayFound> {
    let today = civil_day(now);
    let found = |day: Date| DayFound {
        day,
        voices: past.voices(day, now),
        norm: past.norm(day).map(|norm| norm.expected),
    };
    first.series(1.day()).take_while(|day| *day <= today).map(found).collect()
}

/// What an alert would have told in the last [`DRY_DAYS`] days, by the very rules that it would be looked at by; without an
/// alert, what was found. One evaluation of the query.
///
/// # Errors
///
/// Those of [`check`].
pub fn dry_run(index: &Index, draft: &SearchDraft, now: Timestamp) -> Result<Trial> {
    check(index, draft, now)?;
    let past = past(index, draft, now, DRY_DAYS + NEW_DAYS.max(HISTORY_DAYS) + 1)?;
    let today = civil_day(now);
    let first = today.checked_sub((DRY_DAYS - 1).days()).unwrap_or(today);
    let from = day_start(first);
    let mut told = Vec::new();
    if let Some(alert) = draft.alert {
        told = tried(&alert, &past, from, now);
    }
    let known = past.history(today).len();
    Ok(Trial {
        from,
        to: now,
        told,
        days: days(&past, first, now),
        next_look: draft.alert.and_then(|alert| super::next_look(&alert, now)),
        short_of_days: (known < NEEDED_DAYS).then_some(ShortOf { known, needed: NEEDED_DAYS }),
    })
}

/// The rules replayed, as if the alert had been made at `from`; in stretches, since one look through reaches back no further
/// than something stays new.
fn tried(alert: &Alert, past: &Past, from: Timestamp, until: Timestamp) -> Vec<Told> {
    let mut standing = Standing::begin(past, from);
    let mut told = Vec::new();
    let mut at = from;
    while at < until {
        let next = at.checked_add((7 * 24).hours()).unwrap_or(until).min(until);
        let (after, more) = look_through(alert, past, standing, at, next);
        standing = after;
        told.extend(more);
        at = next;
    }
    told
}

/// The question that a saved search asks: every word is demanded, and what repeats another counts once.
fn question(draft: &SearchDraft, now: Timestamp) -> Query {
    let mut query = Query::new(draft.query.clone());
    query.need = Need::All;
    query.expand = draft.expanded;
    query.now = Some(now);
    query
}

fn past(index: &Index, draft: &SearchDraft, now: Timestamp, days: i64) -> Result<Past> {
    let today = civil_day(now);
    let from = day_start(today.checked_sub(days.days()).unwrap_or(today));
    let mut query = question(draft, now);
    query.filters.from = Some(from);
    Ok(Past::new(index.finds(&query)?, index.heard(from)?))
}

fn written(standing: &Standing) -> Result<String> {
    serde_json::to_string(standing).map_err(|error| Error::Damaged(error.to_string()))
}
