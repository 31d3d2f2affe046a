//! What a run grouped, day by day, in; better names out, now that all its days are known.
//!
//! A day that is grouped again, because a text came late, may be the first of a topic that had its name from a later day: on that day
//! nothing told which topic its text belongs to. When the run is over, each topic that it made takes the name that most
//! of its texts had before, over all days.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{Role, SourceId, TopicId};

use crate::decision::Decisions;
use crate::identity::{Claim, identities};
use crate::memory::Record;

/// Topics that a run made, and what their texts were before.
#[derive(Default, Debug)]
pub(crate) struct Run {
    /// Topics of days before the run: their names stand.
    settled: BTreeSet<TopicId>,
    made: BTreeMap<TopicId, Made>,
}

#[derive(Debug)]
struct Made {
    /// The first text it was made of.
    seed: (SourceId, String),
    votes: Vec<TopicId>,
    /// Whether something was decided about a text of it: then its name stands.
    is_decided: bool,
}

impl Run {
    /// Takes note of a day before the run.
    pub(crate) fn settle(&mut self, records: &[Record]) {
        self.settled.extend(records.iter().filter_map(|record| record.grouped.topic.clone()));
    }

    /// Takes note of a day of the run.
    pub(crate) fn add(&mut self, records: &[Record], decisions: &Decisions) {
        for record in records {
            let Some(topic) = record.grouped.topic.as_ref().filter(|topic| !self.settled.contains(*topic))
            else {
                continue;
            };
            let made = self.made.entry(topic.clone()).or_insert_with(|| Made {
                seed: (record.source.clone(), record.key.clone()),
                votes: vec![],
                is_decided: false,
            });
            let post = record.grouped.duplicate_of.unwrap_or(record.id);
            if decisions.firmness(record.id).max(decisions.firmness(post)) > 0 {
                made.is_decided = true;
            } else if record.grouped.role != Role::Context {
                made.votes.extend(record.earlier.clone());
            }
        }
    }

    /// The topics that take another name, and which.
    pub(crate) fn renamed(&self, decisions: &Decisions) -> BTreeMap<TopicId, TopicId> {
        // Topics that decisions about posts name bear the names that these give, and no other has them.
        let named = decisions.named();
        let voted: Vec<(&TopicId, &Made)> = self
            .made
            .iter()
            .filter(|(id, made)| !made.votes.is_empty() && !made.is_decided && !named.contains(id))
            .filter(|(_, made)| !made.votes.iter().any(|vote| named.contains(vote)))
            .collect();
        let claims: Vec<Claim> = voted
            .iter()
            .map(|(_, made)| Claim {
                seed: (&made.seed.0, made.seed.1.as_str()),
                earlier: made.votes.iter().collect(),
                recalled: vec![],
                barred: vec![],
            })
            .collect();
        let voting: BTreeSet<&TopicId> = voted.iter().map(|(id, _)| *id).collect();
        let others = self.made.keys().filter(|id| !voting.contains(id));
        let wanted: BTreeSet<&TopicId> = voted.iter().flat_map(|(_, made)| &made.votes).collect();
        // A name that a topic without votes bears stays with it, unless another one had it before.
        let firm = others.filter(|id| {
            !wanted.contains(id) || !self.made[*id].votes.is_empty() || self.made[*id].is_decided
        });
        let taken = self.settled.iter().chain(firm).chain(named.iter().copied());
        let names = identities(&claims, taken.cloned());
        let mut renamed: BTreeMap<TopicId, TopicId> =
            voted.into_iter().map(|(id, _)| id.clone()).zip(names).filter(|(id, name)| id != name).collect();
        // Who bore a name by chance that others had before makes way.
        let given: BTreeSet<TopicId> = renamed.values().cloned().collect();
        let ousted: Vec<(&TopicId, &Made)> =
            self.made.iter().filter(|(id, _)| given.contains(*id) && !renamed.contains_key(*id)).collect();
        let claims: Vec<Claim> = ousted
            .iter()
            .map(|(_, made)| Claim {
                seed: (&made.seed.0, made.seed.1.as_str()),
                earlier: vec![],
                recalled: vec![],
                barred: vec![],
            })
            .collect();
        let taken = self.settled.iter().chain(self.made.keys()).chain(&given).cloned();
        let names = identities(&claims, taken);
        renamed.extend(ousted.into_iter().map(|(id, _)| id.clone()).zip(names));
        renamed
    }
}
