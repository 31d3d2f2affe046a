//! What a run grouped, day by day, in; better names out, now that all its days are known.
//!
//! A day that is grouped again, because a text came late, may be the first of a topic that had its name from a later day: on that day
//! nothing told which topic its text belongs to. When the run is over, each topic that it made takes the name that most
//! of its texts had before, over all days.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{PostId, SourceId, TopicId};

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
    posts: Vec<PostId>,
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
                posts: vec![],
            });
            let post = record.grouped.duplicate_of.unwrap_or(record.id);
            // Posts that were decided about say nothing of the others.
            if decisions.firmness(record.id).max(decisions.firmness(post)) == 0 {
                made.votes.extend(record.earlier.clone());
            } else {
                made.posts.push(record.id);
            }
        }
    }

    /// The topics that take another name, and which.
    pub(crate) fn renamed(&self, decisions: &Decisions) -> BTreeMap<TopicId, TopicId> {
        let parts: BTreeSet<&TopicId> = decisions.apart().iter().map(|(_, part)| part).collect();
        let voted: Vec<(&TopicId, &Made)> = self
            .made
            .iter()
            .filter(|(id, made)| !made.votes.is_empty() && !parts.contains(id) && made.posts.is_empty())
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
        // What a decision named is given by it alone; a name that a topic without votes bears stays with it, unless nobody else had it.
        let wanted: BTreeSet<&TopicId> = voted.iter().flat_map(|(_, made)| &made.votes).collect();
        let firm = others
            .filter(|id| !wanted.contains(id) || parts.contains(id) || !self.made[*id].posts.is_empty());
        let taken = self.settled.iter().chain(firm).chain(parts.iter().copied());
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
