//! What was found on a day in, the lasting identity of each of its topics out: the one it has, else the one that most of its texts had
//! before, else that of a topic beyond the window which it recalls, else a new one.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::TopicId;

use crate::decision::Decisions;
use crate::dormant::{Sleeper, recalled, recalled_by_rule};
use crate::formed::Formed;
use crate::grouper::Found;
use crate::identity::{Claim, identities};
use crate::memory::{Names, Record};
use crate::ruled::{RuleTopic, Ruled};
use crate::window::Window;

/// What the grouper knows beside texts.
pub(crate) struct Told<'a> {
    pub(crate) decisions: &'a Decisions,
    pub(crate) sleepers: &'a [Sleeper],
    /// The least evidence within the window.
    pub(crate) join: f32,
}

/// The identities of all topics by number; those that were topics before keep theirs.
pub(crate) fn name(
    day: &[Record],
    formed: &Formed,
    ruled: &Ruled,
    whole: &Window,
    found: &[Found],
    told: &Told,
    names: &Names,
) -> Vec<TopicId> {
    let mut seeds: BTreeMap<u32, &Record> = BTreeMap::new();
    let mut ids: Vec<Option<TopicId>> = Vec::new();
    for (number, cluster) in (0_u32..).zip(&formed.clusters) {
        let known = cluster.topic.map(|topic| &formed.known[topic]).or_else(|| ruled.heirs.get(&number));
        if known.is_none() {
            seeds.insert(number, formed.window.seen[cluster.first as usize].record);
        }
        ids.push(known.cloned());
    }
    for (number, topic) in (ids.len() as u32..).zip(&ruled.topics) {
        if let RuleTopic::New { seed } = topic {
            seeds.insert(number, &day[*seed]);
        }
        ids.push(match topic {
            RuleTopic::Known(id) => Some(id.clone()),
            RuleTopic::New { .. } => None,
        });
    }
    // Texts that nobody decided about speak for the rest; else those that were told where not to be; else those that were told where.
    let mut earlier: BTreeMap<u32, [Vec<&TopicId>; 3]> = BTreeMap::new();
    for (record, found) in day.iter().zip(found) {
        let post = found.original.map_or(record.id, |(_, original)| original);
        if let (Some(topic), Some(id)) = (found.topic, &record.earlier)
            && told.decisions.allow(record.id, id)
            && told.decisions.allow(post, id)
        {
            let rank = told.decisions.firmness(record.id).max(told.decisions.firmness(post));
            earlier.entry(topic).or_default()[rank].push(id);
        }
    }
    let mut earlier: BTreeMap<u32, Vec<&TopicId>> = earlier
        .into_iter()
        .filter_map(|(topic, votes)| Some((topic, votes.into_iter().find(|votes| !votes.is_empty())?)))
        .collect();
    // What none of its texts may be, a topic is not.
    let mut barred: BTreeMap<u32, BTreeSet<&TopicId>> = BTreeMap::new();
    for (at, (record, found)) in day.iter().zip(found).enumerate() {
        let (Some(topic), None) = (found.topic, found.original) else { continue };
        if seeds.contains_key(&topic) && whole.seen[whole.today + at].raises {
            let bars: BTreeSet<&TopicId> = told.decisions.bars(record.id).collect();
            barred.entry(topic).and_modify(|known| known.retain(|id| bars.contains(id))).or_insert(bars);
        }
    }
    let mut seeds: Vec<(u32, &Record)> = seeds.into_iter().collect();
    seeds.sort_by(|(_, one), (_, two)| one.canonical_order(two));
    let claims: Vec<Claim> = seeds
        .iter()
        .map(|(number, seed)| Claim {
            seed: (&seed.source, &seed.key),
            earlier: earlier.remove(number).unwrap_or_default(),
            recalled: match formed.clusters.get(*number as usize) {
                _ if told.sleepers.is_empty() => vec![],
                Some(cluster) => recalled(cluster, told.sleepers, &formed.background, names, told.join),
                None => {
                    let spot = ruled
                        .members
                        .get(number)
                        .and_then(|ranks| ranks.first())
                        .map(|&rank| &whole.seen[rank]);
                    let leaf = spot.and_then(|seen| Some((names.leaves.string(seen.leaf?), seen.locality)));
                    leaf.map_or_else(Vec::new, |(leaf, locality)| {
                        recalled_by_rule(leaf, locality, told.sleepers)
                    })
                }
            },
            barred: barred.get(number).into_iter().flatten().copied().collect(),
        })
        .collect();
    let taken = formed.known.iter().chain(ruled.known()).cloned();
    for ((number, _), id) in seeds.iter().zip(identities(&claims, taken)) {
        ids[*number as usize] = Some(id);
    }
    ids.into_iter().map(|id| id.expect("a topic was known before or made a claim")).collect()
}
