//! What is known of every topic over all days a grouper has seen: counts by day and the latest portrait.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{DayCount, Role, Topic, TopicId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::decision::Decisions;
use crate::dormant::Dormant;
use crate::memory::Record;
use crate::portrait::Portrait;

/// Topics by id.
#[derive(Default, Debug)]
pub(crate) struct Ledger {
    entries: BTreeMap<TopicId, Entry>,
}

#[derive(Default, Debug)]
struct Entry {
    days: BTreeMap<Date, Sums>,
    portrait: Option<Portrait>,
}

#[derive(Clone, Copy, Debug)]
struct Sums {
    voices: u32,
    texts: u32,
    first_at: Timestamp,
    last_at: Timestamp,
}

impl Ledger {
    /// Takes back what was counted on `day` and later.
    pub(crate) fn forget_from(&mut self, day: Date) {
        for entry in self.entries.values_mut() {
            entry.days.split_off(&day);
        }
    }

    /// Counts the records of a day, under the names that decisions give.
    pub(crate) fn count(&mut self, records: &[Record], decisions: &Decisions) {
        for record in records {
            let Some(topic) = record.grouped.topic.as_ref().map(|topic| decisions.shown(topic)) else {
                continue;
            };
            if record.grouped.role == Role::Context {
                continue;
            }
            if !self.entries.contains_key(topic) {
                self.entries.insert(topic.clone(), Entry::default());
            }
            let Some(entry) = self.entries.get_mut(topic) else { continue };
            let sums = entry.days.entry(record.day).or_insert(Sums {
                voices: 0,
                texts: 0,
                first_at: record.at,
                last_at: record.at,
            });
            sums.texts += 1;
            sums.voices += u32::from(record.grouped.role == Role::Voice);
            sums.first_at = sums.first_at.min(record.at);
            sums.last_at = sums.last_at.max(record.at);
        }
    }

    /// Gives topics other names. Where a name is borne already, both are counted as one.
    pub(crate) fn rename(&mut self, renamed: &BTreeMap<TopicId, TopicId>) {
        let moving: Vec<(TopicId, Entry)> =
            renamed.iter().filter_map(|(id, name)| Some((name.clone(), self.entries.remove(id)?))).collect();
        for (name, entry) in moving {
            let known = self.entries.entry(name).or_default();
            for (day, sums) in entry.days {
                known
                    .days
                    .entry(day)
                    .and_modify(|known| {
                        known.voices += sums.voices;
                        known.texts += sums.texts;
                        known.first_at = known.first_at.min(sums.first_at);
                        known.last_at = known.last_at.max(sums.last_at);
                    })
                    .or_insert(sums);
            }
            known.portrait = entry.portrait.or(known.portrait.take());
        }
    }

    /// Keeps the latest portrait of a topic.
    pub(crate) fn portray(&mut self, topic: &TopicId, portrait: Portrait) {
        self.entries.entry(topic.clone()).or_default().portrait = Some(portrait);
    }

    /// Topics that have a portrait and were raised.
    pub(crate) fn topics(&self) -> Vec<Topic> {
        self.entries.iter().filter_map(|(id, entry)| topic(id, entry)).collect()
    }

    /// Topics that were last raised on a day from `from` to before `before`, as they looked then; and all ids that were raised
    /// since.
    pub(crate) fn dormant(&self, from: Date, before: Date) -> (Vec<Dormant>, BTreeSet<&TopicId>) {
        let mut dormant = Vec::new();
        let mut awake = BTreeSet::new();
        for (id, entry) in &self.entries {
            let last = entry.days.iter().rev().find(|(_, sums)| sums.voices > 0).map(|(&day, _)| day);
            let Some(last) = last else { continue };
            if last >= before {
                awake.insert(id);
            } else if let (Some(portrait), true) = (&entry.portrait, last >= from) {
                dormant.push(Dormant {
                    id: id.clone(),
                    category: portrait.category.clone(),
                    subject: portrait.subject.clone(),
                    kato: portrait.kato,
                    place: portrait.place.clone(),
                    terms: portrait.terms.clone(),
                    last,
                    voices: entry.days.values().map(|sums| sums.voices).sum(),
                });
            }
        }
        (dormant, awake)
    }

    /// Whether a topic was raised on any day.
    pub(crate) fn is_raised(&self, topic: &TopicId) -> bool {
        self.entries.get(topic).is_some_and(|entry| !entry.days.is_empty())
    }
}

fn topic(id: &TopicId, entry: &Entry) -> Option<Topic> {
    let portrait = entry.portrait.clone()?;
    Some(Topic {
        id: id.clone(),
        category: portrait.category,
        subject: portrait.subject,
        kato: portrait.kato,
        place: portrait.place,
        first_at: entry.days.values().map(|sums| sums.first_at).min()?,
        last_at: entry.days.values().map(|sums| sums.last_at).max()?,
        days: entry
            .days
            .iter()
            .map(|(&day, sums)| DayCount { day, voices: sums.voices, texts: sums.texts })
            .collect(),
        terms: portrait.terms,
        quotes: portrait.quotes,
        urgent: portrait.urgent,
    })
}
