//! What a reader was told before: the last edition, what was wrong in earlier ones, which did not arrive.

use dauys_digest::{Correction, LastSent, Ref, ToldBefore, WhatWasWrong};
use dauys_model::{EditionKey, Interface, Period, SubscriptionId, TopicId};
use dauys_store::{Edition, Store, ToldTopic};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use super::words;

/// Editions of so many days are corrected.
const CORRECTED_DAYS: i64 = 30;

/// The last edition that a reader got for a day before `before`, and nothing after which moment it told of.
pub(super) fn last_sent(
    store: &Store,
    subscription: &SubscriptionId,
    period: Period,
    before: Date,
) -> anyhow::Result<Option<(LastSent, Timestamp)>> {
    let Some((edition, told)) = store.last_sent(subscription, period, before)? else { return Ok(None) };
    let before = |told: ToldTopic| ToldBefore { topic: told.topic, trend: told.trend, voices: told.voices };
    let topics = told.into_iter().map(before).collect();
    Ok(Some((LastSent { edition: edition.key, topics }, edition.until)))
}

/// Editions made for this reader that were to arrive by `until`, and did not.
pub(super) fn missed(
    store: &Store,
    subscription: &SubscriptionId,
    before: Date,
    until: Timestamp,
) -> anyhow::Result<Vec<EditionKey>> {
    let since = before.saturating_sub(CORRECTED_DAYS.days());
    let unsent = store.unsent(until)?.into_iter().map(|edition| edition.key);
    Ok(unsent
        .filter(|key| key.subscription == *subscription && key.day < before && key.day >= since)
        .collect())
}

/// What editions of the last thirty days told otherwise than it is known now, each thing once: what a later edition has corrected
/// already is not told again.
pub(super) fn corrections(
    store: &Store,
    subscription: &SubscriptionId,
    before: Date,
    language: Interface,
) -> anyhow::Result<Vec<Correction>> {
    let since = before.saturating_sub(CORRECTED_DAYS.days());
    let mut editions = store.editions_told_since(subscription, since)?;
    editions.retain(|(edition, _)| edition.key.day < before);
    let mut corrections: Vec<Correction> = Vec::new();
    for (at, (edition, told)) in editions.iter().enumerate() {
        for told in told {
            let later = &editions[at + 1..];
            // What a later edition told of it stands for all before.
            if later.iter().any(|(_, others)| others.iter().any(|other| other.topic == told.topic)) {
                continue;
            }
            let Some(was) = what_was_wrong(store, edition, told, language)? else { continue };
            if !is_corrected(store, later, &told.topic, &was)? {
                let (edition, topic) = (edition.key.clone(), told.topic.clone());
                corrections.push(Correction { edition, topic, title: told.title.clone(), was });
            }
        }
    }
    Ok(corrections)
}

fn what_was_wrong(
    store: &Store,
    edition: &Edition,
    told: &ToldTopic,
    language: Interface,
) -> anyhow::Result<Option<WhatWasWrong>> {
    let shown = store.shown_as(&told.topic)?;
    let Some(topic) = store.topic(&shown)? else {
        let heirs = store.heirs(&told.topic)?;
        return Ok(match &heirs[..] {
            [] => Some(WhatWasWrong::Gone),
            [heir] => merged(store, heir, language)?,
            // Its texts are in several topics now, which the digest tells of as of any.
            _ => None,
        });
    };
    if shown != told.topic {
        return merged(store, &shown, language);
    }
    let until = topic.days.iter().filter(|count| count.day <= edition.key.day);
    let known: u32 = until.map(|count| count.voices).sum();
    Ok(match known {
        0 => Some(WhatWasWrong::Gone),
        known if known < told.voices => Some(WhatWasWrong::Voices { told: told.voices, known }),
        _ => None,
    })
}

fn merged(store: &Store, into: &TopicId, language: Interface) -> anyhow::Result<Option<WhatWasWrong>> {
    let topic = store.topic(into)?;
    Ok(topic.map(|topic| WhatWasWrong::Merged { into: into.clone(), title: words::title(&topic, language) }))
}

/// Whether one of these editions says so already.
fn is_corrected(
    store: &Store,
    later: &[(Edition, Vec<ToldTopic>)],
    topic: &TopicId,
    was: &WhatWasWrong,
) -> anyhow::Result<bool> {
    for (edition, _) in later {
        let Some(json) = store.edition_json(edition.id)? else { continue };
        let digest: Value = serde_json::from_str(&json)?;
        let corrections = digest["corrections"].as_array().into_iter().flatten();
        if corrections.into_iter().any(|correction| says(correction, topic, was)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn says(correction: &Value, topic: &TopicId, was: &WhatWasWrong) -> bool {
    let is_of = |reference: &Value| *reference == Ref::Topic(topic.clone()).to_string();
    let numbers = correction["facts"].as_array().into_iter().flatten().map(|fact| fact["number"].as_f64());
    correction["refs"].as_array().is_some_and(|refs| refs.iter().any(is_of))
        && match was {
            WhatWasWrong::Voices { known, .. } => numbers.flatten().any(|number| number == f64::from(*known)),
            WhatWasWrong::Merged { .. } | WhatWasWrong::Gone => true,
        }
}

#[cfg(test)]
mod tests {
    use dauys_model::{Trend, day_end};
    use dauys_store::NewEdition;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn reader() -> SubscriptionId {
        SubscriptionId::new("deputy").unwrap()
    }

    /// An edition without a channel: approved, it stood on the pages.
    fn keep(store: &mut Store, on: &str, json: &str, told: &[&str]) -> EditionKey {
        let key = EditionKey { subscription: reader(), period: Period::Day, day: day(on) };
        let told: Vec<ToldTopic> = told
            .iter()
            .map(|topic| ToldTopic {
                topic: TopicId((*topic).into()),
                trend: Trend::New,
                voices: 5,
                title: "Риддер: вода".into(),
            })
            .collect();
        let new = NewEdition {
            key: &key,
            made_at: day_end(key.day),
            until: day_end(key.day),
            title: "A",
            language: Interface::Russian,
            json,
            told: &told,
            posts: &[],
            words: "",
            quiet: false,
        };
        store.keep_edition(&new, true).unwrap().unwrap();
        key
    }

    fn wrong(store: &Store, before: &str) -> Vec<(EditionKey, WhatWasWrong)> {
        let corrections = corrections(store, &reader(), day(before), Interface::Russian).unwrap();
        corrections.into_iter().map(|correction| (correction.edition, correction.was)).collect()
    }

    #[test]
    fn what_is_gone_is_corrected_once() {
        let mut store = Store::in_memory().unwrap();
        let first = keep(&mut store, "2026-11-20", "{}", &["t1"]);
        assert_eq!(wrong(&store, "2026-11-20"), [], "nothing was told before");
        assert_eq!(wrong(&store, "2026-11-21"), [(first.clone(), WhatWasWrong::Gone)]);
        keep(&mut store, "2026-11-21", r#"{"corrections":[{"text":"…","refs":["topic:t2"]}]}"#, &[]);
        assert_eq!(wrong(&store, "2026-11-22"), [(first, WhatWasWrong::Gone)], "another topic was corrected");
        keep(&mut store, "2026-11-22", r#"{"corrections":[{"text":"…","refs":["topic:t1"]}]}"#, &[]);
        assert_eq!(wrong(&store, "2026-11-23"), []);
        assert_eq!(wrong(&store, "2026-12-21"), [], "what is older than thirty days stays");
    }

    #[test]
    fn the_last_edition_that_told_of_a_topic_is_corrected() {
        let mut store = Store::in_memory().unwrap();
        keep(&mut store, "2026-11-20", "{}", &["t1"]);
        let second = keep(&mut store, "2026-11-21", "{}", &["t1"]);
        assert_eq!(wrong(&store, "2026-11-22"), [(second, WhatWasWrong::Gone)]);
    }

    #[test]
    fn a_further_loss_of_voices_is_a_further_correction() {
        let topic = TopicId("t1".into());
        let said: Value = serde_json::from_str(
            r#"{"refs":["topic:t1"],"facts":[{"name":"known","number":3,"shown":"3 голоса"}]}"#,
        )
        .unwrap();
        assert!(says(&said, &topic, &WhatWasWrong::Voices { told: 5, known: 3 }));
        assert!(!says(&said, &topic, &WhatWasWrong::Voices { told: 5, known: 2 }));
        assert!(!says(&said, &TopicId("t2".into()), &WhatWasWrong::Voices { told: 5, known: 3 }));
    }

    #[test]
    fn what_changed_is_told_since_the_last_edition_of_an_earlier_day() {
        let mut store = Store::in_memory().unwrap();
        assert!(last_sent(&store, &reader(), Period::Day, day("2026-11-22")).unwrap().is_none());
        let first = keep(&mut store, "2026-11-20", "{}", &["t1"]);
        keep(&mut store, "2026-11-22", "{}", &[]);
        let (last, until) = last_sent(&store, &reader(), Period::Day, day("2026-11-22")).unwrap().unwrap();
        assert_eq!((last.edition, until), (first, day_end(day("2026-11-20"))));
        assert_eq!(last.topics.len(), 1);
        assert!(last_sent(&store, &reader(), Period::Week, day("2026-11-22")).unwrap().is_none());
    }
}
