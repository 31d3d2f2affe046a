//! From a kept edition to the outbox: drafts follow what editors did, approved ones are sealed and queued, and what was given up is tried
//! again when somebody says so.

use dauys_model::{EditionId, Subscription};
use dauys_store::{Edition, EditionFilter, EditionState, OutgoingState, Store};
use jiff::{Timestamp, ToSpan};

use super::{Report, Wish, due, edition, name_of};
use crate::home::Home;

/// Editions for older days are not looked at: whatever they wait for, they go out no more.
const LOOKED_BACK_DAYS: i64 = 40;

/// `--retry` without a day means what was to be sent within so many hours.
const RETRY_HOURS: i64 = 72;

/// Moves editions of these subscriptions on.
pub(super) fn settle(
    home: &Home,
    store: &mut Store,
    subscriptions: &[Subscription],
    wish: &Wish<'_>,
    now: Timestamp,
    report: &mut Report,
) -> anyhow::Result<()> {
    let from = dauys_model::civil_day(now).saturating_sub(LOOKED_BACK_DAYS.days());
    for state in [EditionState::Draft, EditionState::Held, EditionState::Approved] {
        let filter = EditionFilter { from: Some(from), state: Some(state), ..EditionFilter::default() };
        for edition in store.editions(&filter)? {
            let subscription = subscriptions.iter().find(|other| other.id == edition.key.subscription);
            let Some(subscription) = subscription else { continue };
            // One reader's trouble is not that of the others.
            if let Err(error) = step(home, store, subscription, &edition, wish, now, report) {
                report.news.push(format!(
                    "the {} for {} stays where it is: {error:#}",
                    name_of(&edition.key),
                    subscription.id
                ));
            }
        }
    }
    Ok(())
}

/// Moves one edition on: a draft follows what editors did, an approved one is queued if it has a channel and is still worth sending.
fn step(
    home: &Home,
    store: &mut Store,
    subscription: &Subscription,
    edition: &Edition,
    wish: &Wish<'_>,
    now: Timestamp,
    report: &mut Report,
) -> anyhow::Result<()> {
    if edition.state != EditionState::Approved {
        // Without an act it stays as the editor saw it, whatever comes in meanwhile.
        if !store.reviews(edition.id)?.is_empty() {
            edition::redraw(home, store, subscription, edition)?;
        }
        return Ok(());
    }
    if !is_unchanged(home, store, subscription, edition, report)? || subscription.to.is_none() {
        return Ok(());
    }
    // Made or approved out of its time: it was wished for then.
    let is_wished = wish.day.is_some_and(|day| edition.key.period.around(day).1 == edition.key.day);
    let at = if is_wished { None } else { due::scheduled(subscription, edition.key.day) }.unwrap_or(now);
    let wished = edition.approved_at.unwrap_or(edition.made_at).max(at);
    if now.duration_since(wished) <= due::lasts(subscription) {
        store.queue(edition.id, &key(edition), at)?;
    }
    Ok(())
}

/// Whether an approved edition is still what was approved. One that a person approved is sealed with the name of the desk; if it tells
/// other counts by now, it waits for the editor again.
fn is_unchanged(
    home: &Home,
    store: &mut Store,
    subscription: &Subscription,
    edition: &Edition,
    report: &mut Report,
) -> anyhow::Result<bool> {
    let Some(by) = &edition.approved_by else { return Ok(true) };
    if store.outgoing(edition.id)?.is_some() || is_sealed(store, edition.id, by)? {
        return Ok(true);
    }
    let drawn = edition::anew(home, store, subscription, edition)?;
    if drawn.tells_the_same(&store.told(edition.id)?, &store.reviews(edition.id)?) {
        store.seal_edition(edition.id, &drawn.edition(&edition.key, edition.made_at, false))?;
        return Ok(true);
    }
    store.reopen_edition(edition.id)?;
    edition::redraw(home, store, subscription, edition)?;
    report.news.push(format!(
        "the {} for {} is no longer what was approved, since texts came or went: look at it again with `dauys review {}`",
        name_of(&edition.key),
        subscription.id,
        edition.id
    ));
    Ok(false)
}

/// Whether the text that is kept says who approved it.
fn is_sealed(store: &Store, id: EditionId, by: &str) -> anyhow::Result<bool> {
    let Some(json) = store.edition_json(id)? else { return Ok(true) };
    let digest = dauys_digest::from_json(&json)?;
    let names = |sentence: &dauys_digest::Sentence| {
        sentence
            .refs
            .iter()
            .any(|reference| matches!(reference, dauys_digest::Ref::Review(account) if account == by))
    };
    Ok(digest.review.iter().any(names))
}

fn key(edition: &Edition) -> String {
    let key = &edition.key;
    format!("{}.{}.{}", key.subscription, key.period.code(), key.day)
}

/// Queues anew what may have arrived or was given up.
pub(super) fn again(
    store: &mut Store,
    subscriptions: &[Subscription],
    wish: &Wish<'_>,
    now: Timestamp,
) -> anyhow::Result<()> {
    let since = now.saturating_sub(RETRY_HOURS.hours())?;
    for outgoing in store.unsettled()? {
        if !matches!(outgoing.state, OutgoingState::Unsure | OutgoingState::Failed | OutgoingState::Waiting) {
            continue;
        }
        let Some(edition) = store.edition_of(outgoing.edition)? else { continue };
        let is_meant = subscriptions.iter().any(|other| other.id == edition.key.subscription)
            && wish
                .day
                .map_or(outgoing.due_at >= since, |day| edition.key.period.around(day).1 == edition.key.day);
        if !is_meant {
            continue;
        }
        if outgoing.state == OutgoingState::Waiting {
            if outgoing.attempts > 0 {
                store.postpone(edition.id, outgoing.why.as_deref().unwrap_or_default(), now)?;
            }
        } else {
            store.send_again(edition.id, now)?;
        }
    }
    Ok(())
}
