//! `review`: what waits for an editor, and what an editor does with it.

use dauys_model::{Confirmation, EditionId, Review, ReviewAct, TopicId};
use dauys_store::{Edition, EditionFilter, EditionState, Store, ToldTopic};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::{ReviewActs, ReviewArgs};
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::passes::deliver;
use crate::{out, subscriptions};

/// Lists, shows, or does something.
pub(crate) fn run(home: &Home, arguments: &ReviewArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let mut store = home.existing_store()?;
    let Some(number) = arguments.edition else {
        list(&store, arguments.json)?;
        return Ok(Exit::Well);
    };
    let id = EditionId(number);
    let edition = store.edition_of(id)?.ok_or_else(|| {
        Misuse(format!("there is no edition {number}: `dauys review --list` lists those that wait"))
    })?;
    let Some(act) = act(&arguments.act)? else {
        show(&store, &edition, arguments.json)?;
        return Ok(Exit::Well);
    };
    let by = account(home, arguments.by.as_deref())?;
    check_topic(&store, &edition, &act)?;
    let review = Review { act, by, at: now };
    if !store.review(id, &review)? {
        return Err(Misuse(format!(
            "edition {number} is {}: nothing can be done with it any more",
            edition.state.code()
        ))
        .into());
    }
    redraw(home, &mut store, id)?;
    out::say(told(&review.act, number));
    Ok(Exit::Well)
}

/// A draft follows at once, so that it is seen as it would go out. One of a reader who left the settings goes nowhere and stays.
pub(super) fn redraw(home: &Home, store: &mut Store, id: EditionId) -> anyhow::Result<()> {
    let Some(edition) = store.edition_of(id)? else { return Ok(()) };
    if matches!(edition.state, EditionState::Draft | EditionState::Held) {
        let readers = subscriptions::all(&home.config)?;
        if let Some(subscription) = readers.iter().find(|reader| reader.id == edition.key.subscription) {
            deliver::redraw(home, store, subscription, &edition)?;
        }
    }
    Ok(())
}

fn told(act: &ReviewAct, number: i64) -> String {
    match act {
        ReviewAct::Approve => format!(
            "edition {number} is approved; the next `dauys run` or `dauys deliver` sends it at its hour"
        ),
        ReviewAct::Hold => format!("edition {number} waits until it is approved"),
        ReviewAct::Drop { topic } => {
            format!("edition {number} leaves out topic {topic}; it waits until it is approved")
        }
        ReviewAct::Restore { topic } => {
            format!("edition {number} tells topic {topic} again; it waits until it is approved")
        }
        ReviewAct::Annotate { topic, .. } => {
            format!("topic {topic} of edition {number} has the note; it waits until it is approved")
        }
        ReviewAct::Confirm { topic, .. } => {
            format!("topic {topic} of edition {number} says how sure it is; it waits until it is approved")
        }
    }
}

/// What the command line says is to be done.
fn act(given: &ReviewActs) -> anyhow::Result<Option<ReviewAct>> {
    let topic = |id: &str| TopicId(id.to_owned());
    let pair = |given: &Option<Vec<String>>| -> Option<(String, String)> {
        let [first, second] = given.as_deref()? else { return None };
        Some((first.clone(), second.clone()))
    };
    Ok(if given.approve {
        Some(ReviewAct::Approve)
    } else if given.hold {
        Some(ReviewAct::Hold)
    } else if let Some(id) = &given.drop {
        Some(ReviewAct::Drop { topic: topic(id) })
    } else if let Some(id) = &given.restore {
        Some(ReviewAct::Restore { topic: topic(id) })
    } else if let Some((id, note)) = pair(&given.note) {
        let note = dauys_text::redact(&note.split_whitespace().collect::<Vec<_>>().join(" "));
        Some(ReviewAct::Annotate { topic: topic(&id), note })
    } else if let Some((id, how)) = pair(&given.confirm) {
        Some(ReviewAct::Confirm { topic: topic(&id), confirmation: confirmation(&how)? })
    } else {
        None
    })
}

fn confirmation(how: &str) -> anyhow::Result<Confirmation> {
    match how {
        "unverified" => Ok(Confirmation::Unverified),
        "partly" => Ok(Confirmation::Partly),
        "official" => Ok(Confirmation::Official),
        other => Err(Misuse(format!("`{other}` is not one of unverified, partly, official")).into()),
    }
}

/// The account, if the settings list it.
fn account(home: &Home, given: Option<&str>) -> anyhow::Result<String> {
    let accounts = &home.config.review.accounts;
    match given {
        Some(by) if accounts.iter().any(|account| account == by) => Ok(by.to_owned()),
        Some(by) => Err(Misuse(format!(
            "`{by}` is no account of `[review] accounts`; there are {}",
            accounts.join(", ")
        ))
        .into()),
        None => Err(Misuse("say which desk does it with --by".into()).into()),
    }
}

/// Refuses a topic that the edition neither tells of nor left out.
fn check_topic(store: &Store, edition: &Edition, act: &ReviewAct) -> anyhow::Result<()> {
    let (ReviewAct::Drop { topic }
    | ReviewAct::Restore { topic }
    | ReviewAct::Annotate { topic, .. }
    | ReviewAct::Confirm { topic, .. }) = act
    else {
        return Ok(());
    };
    let is_told = store.told(edition.id)?.iter().any(|told| told.topic == *topic);
    let was_dropped = store
        .reviews(edition.id)?
        .iter()
        .any(|review| matches!(&review.act, ReviewAct::Drop { topic: dropped } if dropped == topic));
    if is_told || was_dropped {
        return Ok(());
    }
    Err(Misuse(format!(
        "edition {} does not tell of topic `{topic}`: `dauys review {}` lists its topics",
        edition.id, edition.id
    ))
    .into())
}

fn list(store: &Store, as_json: bool) -> anyhow::Result<()> {
    let mut data = out::data();
    for state in [EditionState::Draft, EditionState::Held, EditionState::Approved] {
        let filter = EditionFilter { state: Some(state), ..EditionFilter::default() };
        for edition in store.editions(&filter)? {
            let leaves = store.outgoing(edition.id)?;
            // Approved and nowhere to go: it stands on the pages.
            if state == EditionState::Approved && leaves.is_none() {
                continue;
            }
            if as_json {
                data.json(&summary(&edition))?;
            } else {
                data.line(format!(
                    "{}\t{}\t{}\t{}\t{}",
                    edition.id,
                    edition.state.code(),
                    edition.key.subscription,
                    edition.key.day,
                    edition.title
                ))?;
            }
        }
    }
    data.finish()
}

fn summary(edition: &Edition) -> Value {
    json!({
        "edition": edition.id.0,
        "subscription": edition.key.subscription,
        "period": edition.key.period,
        "day": edition.key.day,
        "title": edition.title,
        "state": edition.state.code(),
        "made_at": edition.made_at,
        "approved_by": edition.approved_by,
        "approved_at": edition.approved_at,
        "sent_at": edition.sent_at,
    })
}

fn show(store: &Store, edition: &Edition, as_json: bool) -> anyhow::Result<()> {
    let told = store.told(edition.id)?;
    let reviews = store.reviews(edition.id)?;
    let mut data = out::data();
    if as_json {
        let mut all = summary(edition);
        all["topics"] = told.iter().map(topic).collect();
        all["reviews"] = json!(reviews);
        data.json(&all)?;
        return data.finish();
    }
    data.line(format!("{}: {} — {}", edition.id, edition.key, edition.state.code()))?;
    if let (Some(by), Some(at)) = (&edition.approved_by, edition.approved_at) {
        data.line(format!("approved by {by} at {at}"))?;
    }
    for topic in &told {
        data.line(format!("  {}\t{} voices\t{}", topic.topic, topic.voices, topic.title))?;
    }
    for review in &reviews {
        data.line(format!("  {} {}: {}", review.at, review.by, serde_json::to_string(&review.act)?))?;
    }
    data.finish()
}

fn topic(told: &ToldTopic) -> Value {
    json!({ "topic": told.topic, "trend": told.trend, "voices": told.voices, "title": told.title })
}
