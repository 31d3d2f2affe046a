//! Where rules put the texts that may not be counted: a window and what counting formed of the rest in, the topic of each such
//! text out. They change nothing of what is formed.
//!
//! Three rules, the first that applies: a text that repeats another one goes where that one is; a text that raises a problem joins
//! the topic of its matter and its place, if the place is small enough to have one such problem at a time; else it joins the
//! texts of its kind that name the same matter and the same place, or is the first of them. A text without a matter or a place
//! of its own (or of the article it answers) belongs to no topic. No term is weighed in this.
//!
//! Where such texts were the first to raise a problem, the cluster that counting later forms in the same small place
//! takes over their topic: one problem, one name.

use std::collections::BTreeMap;

use dauys_model::{PostId, Role, TopicId};
use rustc_hash::FxHashMap;

use crate::cluster::Cluster;
use crate::duplicate::duplicates_among;
use crate::evidence::PEOPLE_PER_PROBLEM;
use crate::formed::Formed;
use crate::locality::Locality;
use crate::memory::Names;
use crate::settings::Settings;
use crate::window::{Seen, Window};

/// Matter and place, exactly as texts have them.
type Spot = (u32, Locality);

/// The texts of a day that rules placed, and the topics they are in.
#[derive(Default)]
pub(crate) struct Ruled {
    /// In canonical order.
    pub(crate) placed: Vec<Placed>,
    /// Topics beside the clusters; their numbers follow those of the clusters.
    pub(crate) topics: Vec<RuleTopic>,
    /// Clusters that take over the topic of such texts, by number.
    pub(crate) heirs: BTreeMap<u32, TopicId>,
    /// Ranks of the texts that rules put into a topic and that stand for themselves, by number of the topic.
    pub(crate) members: BTreeMap<u32, Vec<usize>>,
}

/// One text and where it was put.
pub(crate) struct Placed {
    /// Its rank in the whole window.
    pub(crate) rank: usize,
    /// The rank that stands for its original, and the original's id.
    pub(crate) original: Option<(usize, PostId)>,
    /// The number of its topic.
    pub(crate) topic: Option<u32>,
}

/// A topic that is no cluster.
pub(crate) enum RuleTopic {
    /// It was a topic on an earlier day.
    Known(TopicId),
    /// It begins with this text of the day, by its place there.
    New { seed: usize },
}

impl Ruled {
    /// Places the texts of the day that may not be counted. `whole` holds all texts.
    pub(crate) fn of(whole: &Window, formed: &Formed, names: &Names, settings: &Settings) -> Self {
        let mut ruled = Self::default();
        if whole.seen.iter().all(|seen| seen.record.is_countable()) {
            return ruled;
        }
        let countable: Vec<usize> =
            whole.todays().filter(|&rank| whole.seen[rank].record.is_countable()).collect();
        let of_clusters = largest_clusters(&formed.clusters, names);
        let mut known = Known::of(whole, formed, &mut ruled);
        known.bequeath(&of_clusters, formed, &mut ruled);

        let others = countable
            .iter()
            .zip(&formed.originals)
            .filter(|(_, original)| original.is_none())
            .map(|(&rank, _)| rank);
        let texts = || whole.todays().filter(|&rank| !whole.seen[rank].record.is_countable());
        let originals = duplicates_among(whole, others, texts(), &names.terms, settings);
        let mut of_day: Vec<Option<u32>> = vec![None; whole.todays().len()];
        for (&rank, &topic) in countable.iter().zip(&formed.of_texts) {
            of_day[rank - whole.today] = topic;
        }
        for (rank, original) in texts().zip(originals) {
            let seen = &whole.seen[rank];
            let topic = match original {
                Some((stands, _)) if stands >= whole.today => of_day[stands - whole.today],
                Some((stands, _)) => known.number_of(whole.seen[stands].record.grouped.topic.as_ref()),
                None => spot(seen).filter(|_| seen.raises).map(|spot| {
                    let topic = of_clusters.get(&spot).or_else(|| known.by_spot.get(&spot)).copied();
                    let topic = topic.unwrap_or_else(|| {
                        let number = ruled.add(RuleTopic::New { seed: rank - whole.today }, formed);
                        known.by_spot.insert(spot, number);
                        number
                    });
                    ruled.members.entry(topic).or_default().push(rank);
                    topic
                }),
            };
            of_day[rank - whole.today] = topic;
            ruled.placed.push(Placed { rank, original, topic });
        }
        ruled
    }

    /// Topics of earlier days that are no clusters.
    pub(crate) fn known(&self) -> impl Iterator<Item = &TopicId> {
        self.topics.iter().filter_map(|topic| match topic {
            RuleTopic::Known(id) => Some(id),
            RuleTopic::New { .. } => None,
        })
    }

    fn add(&mut self, topic: RuleTopic, formed: &Formed) -> u32 {
        self.topics.push(topic);
        u32::try_from(formed.clusters.len() + self.topics.len() - 1).expect("fewer than four billion topics")
    }
}

/// The topics in which texts of earlier days are that may not be counted.
struct Known {
    by_id: FxHashMap<TopicId, u32>,
    by_spot: FxHashMap<Spot, u32>,
}

impl Known {
    /// Numbers the topics, those that are clusters as the clusters are, and collects what of them may not be counted.
    fn of(whole: &Window, formed: &Formed, ruled: &mut Ruled) -> Self {
        let mut known = Self { by_id: FxHashMap::default(), by_spot: FxHashMap::default() };
        for (number, cluster) in (0_u32..).zip(&formed.clusters) {
            if let Some(topic) = cluster.topic {
                known.by_id.insert(formed.known[topic].clone(), number);
            }
        }
        for rank in 0..whole.today {
            let seen = &whole.seen[rank];
            let grouped = &seen.record.grouped;
            let (Some(id), false) = (&grouped.topic, seen.record.is_countable()) else { continue };
            if grouped.role == Role::Context || !seen.stands {
                continue;
            }
            let number = match known.by_id.get(id) {
                Some(&number) => number,
                None => {
                    let number = ruled.add(RuleTopic::Known(id.clone()), formed);
                    known.by_id.insert(id.clone(), number);
                    number
                }
            };
            ruled.members.entry(number).or_default().push(rank);
            if let Some(spot) = spot(seen) {
                known.by_spot.entry(spot).or_insert(number);
            }
        }
        known
    }

    /// Lets each new cluster that is the largest of its matter and place take over the topic which is there already. From
    /// then on the number of the cluster is the number of the topic.
    fn bequeath(&mut self, of_clusters: &FxHashMap<Spot, u32>, formed: &Formed, ruled: &mut Ruled) {
        let clusters = u32::try_from(formed.clusters.len()).expect("fewer than four billion topics");
        let mut spots: Vec<(u32, Spot)> = of_clusters.iter().map(|(&spot, &number)| (number, spot)).collect();
        spots.sort_unstable_by_key(|&(number, _)| number);
        for (heir, spot) in spots {
            if formed.clusters[heir as usize].topic.is_some() {
                continue;
            }
            let Some(&topic) = self.by_spot.get(&spot).filter(|&&topic| topic >= clusters) else { continue };
            let RuleTopic::Known(id) = &ruled.topics[(topic - clusters) as usize] else { continue };
            ruled.heirs.insert(heir, id.clone());
            self.by_id.insert(id.clone(), heir);
            self.by_spot.values_mut().filter(|number| **number == topic).for_each(|number| *number = heir);
            if let Some(members) = ruled.members.remove(&topic) {
                ruled.members.insert(heir, members);
            }
        }
    }

    fn number_of(&self, id: Option<&TopicId>) -> Option<u32> {
        self.by_id.get(id?).copied()
    }
}

/// Where a text is put by rule, if it says so exactly.
fn spot(seen: &Seen) -> Option<Spot> {
    seen.leaf.filter(|_| seen.locality.is_exact()).map(|leaf| (leaf, seen.locality))
}

/// The largest cluster of each matter and place, of equal ones the first, in places small enough for matter and place to tell
/// which problem is meant.
fn largest_clusters(clusters: &[Cluster], names: &Names) -> FxHashMap<Spot, u32> {
    let before = |one: u32, two: u32| names.leaves.string(one) < names.leaves.string(two);
    let mut largest: FxHashMap<Spot, u32> = FxHashMap::default();
    for (number, cluster) in (0_u32..).zip(clusters).filter(|(_, cluster)| cluster.texts() > 0) {
        let locality = cluster.locality();
        let Some(leaf) = cluster.leaf(before) else { continue };
        if !locality.is_exact() || f64::from(locality.people()) > PEOPLE_PER_PROBLEM {
            continue;
        }
        let best = largest.entry((leaf, locality)).or_insert(number);
        if cluster.texts() > clusters[*best as usize].texts() {
            *best = number;
        }
    }
    largest
}
