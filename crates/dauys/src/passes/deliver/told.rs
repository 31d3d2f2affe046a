//! The delivery check: what has not arrived, in one line a day, once for each change.

use std::collections::BTreeMap;

use dauys_model::{EditionKey, Period};
use dauys_store::{Outgoing, OutgoingState, Store};
use jiff::civil::Date;

use super::name_of;

/// Lines about messages that have not arrived and of which that was not told yet.
pub(super) fn news(store: &mut Store) -> anyhow::Result<Vec<String>> {
    let mut missed: BTreeMap<(Date, Period), (String, Vec<String>)> = BTreeMap::new();
    let mut unsure = Vec::new();
    for outgoing in store.unsettled()? {
        let Some(now) = standing(&outgoing) else { continue };
        if outgoing.told.as_deref() == Some(now.as_str()) {
            continue;
        }
        let Some(edition) = store.edition_of(outgoing.edition)? else { continue };
        let EditionKey { subscription, period, day } = &edition.key;
        let why = outgoing.why.as_deref().unwrap_or("no reason is known");
        if outgoing.state == OutgoingState::Unsure {
            unsure.push(format!(
                "{} for {subscription} may have arrived or not ({why}); `dauys deliver --retry --subscription {subscription} --date {day}` sends it again",
                name_of(&edition.key)
            ));
        } else {
            let ending = if outgoing.state == OutgoingState::Waiting { "; it is tried again" } else { "" };
            let line = missed.entry((*day, *period)).or_insert_with(|| (name_of(&edition.key), Vec::new()));
            line.1.push(format!("{subscription} ({why}{ending})"));
        }
        store.note_told(edition.id, &now)?;
    }
    let missed = missed.into_values().map(|(name, readers)| {
        let count = readers.len();
        let noun = if count == 1 { "reader" } else { "readers" };
        format!("{name} did not reach {count} {noun}: {}", readers.join(", "))
    });
    Ok(missed.chain(unsure).collect())
}

/// What there is to tell; nothing of a message that was not tried yet. One that is tried again is told of once, whatever the reasons.
fn standing(outgoing: &Outgoing) -> Option<String> {
    match outgoing.state {
        OutgoingState::Waiting if outgoing.attempts == 0 => None,
        OutgoingState::Waiting => Some("waiting".into()),
        state => Some(format!("{}: {}", state.code(), outgoing.why.as_deref().unwrap_or_default())),
    }
}
