//! What grouping found for the texts of a day, and decisions about posts in; the same with the decisions obeyed out.
//!
//! It comes after everything else, so whatever counting and rules make of a text, a decision about it holds. First posts are given
//! to the topics they were given; then what was never to come together again is parted where it did; texts about which
//! nothing is known go to the one of the two that they resemble more; posts that are not to be in a topic go to the one for which
//! most speaks of the others, else to one of their own; last, what repeats a text follows it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{PostId, TopicId};

use crate::background::fixed;
use crate::cluster::Cluster;
use crate::decision::Decisions;
use crate::evidence::evidence;
use crate::formed::Formed;
use crate::grouper::{Found, Stands};
use crate::identity::{Claim, identities};
use crate::memory::{Names, Record};
use crate::settings::Settings;
use crate::window::Window;

/// Larger topics are compared with a text that they hold as if it were not theirs: it changes no mean.
const LARGE: u32 = 2_000;

/// Texts of the day that decisions put elsewhere, by their place there: the number of their topic, if they have one.
pub(crate) type Moved = BTreeMap<usize, Option<u32>>;

/// Everything that is looked at.
pub(crate) struct Scene<'a> {
    pub(crate) decisions: &'a Decisions,
    pub(crate) day: &'a [Record],
    /// The texts of the day that may be counted, by their place there.
    pub(crate) countable: &'a [usize],
    pub(crate) formed: &'a Formed<'a>,
    pub(crate) whole: &'a Window<'a>,
    pub(crate) names: &'a Names,
    pub(crate) settings: &'a Settings,
}

/// Obeys the decisions about posts. `ids` grows by the topics that they make.
pub(crate) fn obey(scene: &Scene, found: &mut [Found], ids: &mut Vec<TopicId>) -> Moved {
    if scene.decisions.leave_posts_alone() {
        return Moved::new();
    }
    let mut amending = Amending {
        scene,
        found,
        ids,
        moved: Moved::new(),
        left: BTreeMap::new(),
        touched: BTreeSet::new(),
        fresh: BTreeSet::new(),
    };
    amending.give();
    amending.part();
    amending.weigh();
    amending.bar();
    amending.follow();
    amending.clear();
    amending.moved
}

struct Amending<'a, 'b> {
    scene: &'a Scene<'a>,
    found: &'b mut [Found],
    ids: &'b mut Vec<TopicId>,
    moved: Moved,
    /// Where texts were that were put elsewhere.
    left: BTreeMap<usize, u32>,
    /// Numbers of topics that lost texts, each with the topic that got them.
    touched: BTreeSet<(u32, Option<u32>)>,
    /// Numbers of topics that decisions made on this day.
    fresh: BTreeSet<u32>,
}

impl Amending<'_, '_> {
    /// Posts that were given a topic are in it.
    fn give(&mut self) {
        for at in 0..self.found.len() {
            let Some(part) = self.decided(at).and_then(|post| self.scene.decisions.part(post)) else {
                continue;
            };
            let number = self.number_of(part);
            self.put(at, Some(number));
        }
    }

    /// Topics that were taken apart, and of which only one is there, give back the texts of the other.
    fn part(&mut self) {
        for (topic, part) in self.scene.decisions.apart() {
            for (one, other) in [(topic, part), (part, topic)] {
                let Some(number) = self.ids.iter().position(|id| id == one) else { continue };
                if self.ids.contains(other) {
                    continue;
                }
                let number = u32::try_from(number).expect("fewer than four billion topics");
                let theirs: Vec<usize> = (0..self.found.len())
                    .filter(|&at| self.found[at].topic == Some(number) && self.decided(at).is_none())
                    .filter(|&at| self.scene.day[at].earlier.as_ref() == Some(other))
                    // What repeats a text of an earlier day is where that is.
                    .filter(|&at| !matches!(self.found[at].original, Some((Stands::Earlier(_), _))))
                    .collect();
                if theirs.iter().any(|&at| self.is_raising(at)) {
                    let other = self.number_of(other);
                    theirs.into_iter().for_each(|at| self.put(at, Some(other)));
                }
            }
        }
    }

    /// Texts of a topic that lost some of its texts to one which came to be on this day go to the one they resemble more, if it is
    /// not known where they belong.
    fn weigh(&mut self) {
        for (number, part) in self.touched.clone() {
            let Some(part) = part.filter(|part| self.fresh.contains(part)) else { continue };
            let theirs = self.members(part);
            if theirs.is_empty() {
                continue;
            }
            let theirs = self.cluster(&theirs);
            let unknown: Vec<usize> = (0..self.found.len())
                .filter(|&at| self.found[at].topic == Some(number) && self.found[at].original.is_none())
                .filter(|&at| self.decided(at).is_none() && self.is_raising(at))
                .filter(|&at| {
                    let earlier = self.scene.day[at].earlier.as_ref();
                    earlier.is_none_or(|earlier| *earlier == self.ids[part as usize])
                })
                .collect();
            let leaving: Vec<usize> = unknown
                .into_iter()
                .filter(|&at| {
                    let Some(rank) = self.rank(at) else { return false };
                    let text = Cluster::of(rank as usize, &self.scene.formed.window);
                    let mut ours = self.members(number);
                    if ours.len() < LARGE as usize {
                        ours.retain(|&other| other != rank);
                    }
                    let ours =
                        (!ours.is_empty()).then(|| self.evidence(&text, &self.cluster(&ours))).flatten();
                    // Where neither says anything it stays.
                    self.evidence(&text, &theirs) > ours
                })
                .collect();
            leaving.into_iter().for_each(|at| self.put(at, Some(part)));
        }
    }

    /// Posts that are not to be in a topic leave it.
    fn bar(&mut self) {
        let mut seeds = Vec::new();
        for at in 0..self.found.len() {
            let Some(post) = self.decided(at) else { continue };
            let Some(number) = self.found[at].topic else { continue };
            if self.scene.decisions.allow(post, &self.ids[number as usize]) {
                continue;
            }
            let best = self.best_other(at, post, &seeds);
            match best {
                Some(best) if (best as usize) < self.ids.len() => self.put(at, Some(best)),
                _ if self.is_raising(at) && self.has_own(at) => {
                    let number =
                        u32::try_from(self.ids.len() + seeds.len()).expect("fewer than four billion topics");
                    let number = best.unwrap_or(number);
                    if best.is_none() {
                        seeds.push((at, post));
                    }
                    self.put(at, Some(number));
                }
                _ => self.put(at, None),
            }
        }
        let day = self.scene.day;
        let claims: Vec<Claim> = seeds
            .iter()
            .map(|&(at, post)| Claim {
                seed: (&day[at].source, &day[at].key),
                earlier: day[at]
                    .earlier
                    .iter()
                    .filter(|earlier| self.scene.decisions.allow(post, earlier))
                    .collect(),
                recalled: vec![],
                barred: self.scene.decisions.bars(post).collect(),
            })
            .collect();
        let fresh = identities(&claims, self.ids.iter().cloned());
        self.ids.extend(fresh);
    }

    /// The topic for which most speaks, of those that the post may be of; of those that decisions made on this day too.
    fn best_other(&self, at: usize, post: PostId, seeds: &[(usize, PostId)]) -> Option<u32> {
        let rank = self.rank(at).filter(|_| self.is_raising(at))?;
        let text = Cluster::of(rank as usize, &self.scene.formed.window);
        let least = fixed(f64::from(self.scene.settings.join));
        let mut best: Option<(i64, u32)> = None;
        let mut weigh = |number: u32, cluster: &Cluster| {
            if let Some(found) = self.evidence(&text, cluster).filter(|&found| found >= least)
                && best.is_none_or(|(most, _)| found > most)
            {
                best = Some((found, number));
            }
        };
        for (number, cluster) in (0_u32..).zip(&self.scene.formed.clusters) {
            if cluster.texts() > 0 && self.scene.decisions.allow(post, &self.ids[number as usize]) {
                weigh(number, cluster);
            }
        }
        for (number, _) in (u32::try_from(self.ids.len()).ok()?..).zip(seeds) {
            let members = self.members(number);
            if !members.is_empty() {
                weigh(number, &self.cluster(&members));
            }
        }
        best.map(|(_, number)| number)
    }

    /// What repeats a text is where that is, unless something was decided about it; what is elsewhere repeats nothing.
    fn follow(&mut self) {
        for at in 0..self.found.len() {
            let Some((stands, original)) = self.found[at].original else { continue };
            if let Stands::Today(of) = stands
                && !self.scene.decisions.name(self.scene.day[at].id)
                && self.found[at].topic != self.found[of].topic
            {
                self.put(at, self.found[of].topic);
            }
            let elsewhere = match stands {
                Stands::Today(of) => self.found[at].topic != self.found[of].topic,
                // The original was put where it belongs on its own day.
                Stands::Earlier(_) => {
                    self.moved.contains_key(&at)
                        && self.scene.decisions.name(self.scene.day[at].id)
                        && !self.scene.decisions.name(original)
                }
            };
            if elsewhere {
                self.found[at].original = None;
            }
        }
    }

    /// What only told about a topic that has no text left which raises it, tells about that to which most of them went.
    fn clear(&mut self) {
        for number in self.touched.iter().map(|&(number, _)| number).collect::<BTreeSet<u32>>() {
            let is_of =
                |at: usize, number| self.found[at].topic == Some(number) && self.found[at].original.is_none();
            let is_raised = !self.members(number).is_empty()
                || (0..self.found.len()).any(|at| is_of(at, number) && self.is_raising(at));
            let is_known = self.scene.whole.seen[..self.scene.whole.today]
                .iter()
                .any(|seen| seen.record.grouped.topic.as_ref() == Some(&self.ids[number as usize]));
            if is_raised || is_known {
                continue;
            }
            let mut went: BTreeMap<u32, usize> = BTreeMap::new();
            for (&at, &from) in &self.left {
                if from == number
                    && self.is_raising(at)
                    && let Some(now) = self.found[at].topic
                {
                    *went.entry(now).or_default() += 1;
                }
            }
            let most = went.into_iter().max_by_key(|&(to, texts)| (texts, Reverse(&self.ids[to as usize])));
            let most = most.map(|(to, _)| to);
            for at in 0..self.found.len() {
                if self.found[at].topic == Some(number) {
                    let may = most.filter(|&to| {
                        self.decided(at)
                            .is_none_or(|post| self.scene.decisions.allow(post, &self.ids[to as usize]))
                    });
                    self.put(at, may);
                }
            }
        }
    }

    /// The post that something was decided about: itself, else the one that it repeats.
    fn decided(&self, at: usize) -> Option<PostId> {
        let original = self.found[at].original.map(|(_, original)| original);
        [Some(self.scene.day[at].id), original]
            .into_iter()
            .flatten()
            .find(|&post| self.scene.decisions.name(post))
    }

    fn put(&mut self, at: usize, number: Option<u32>) {
        let before = self.found[at].topic;
        if before == number {
            return;
        }
        if let Some(before) = before {
            self.touched.insert((before, number));
        }
        if let Some(before) = before {
            self.left.entry(at).or_insert(before);
        }
        self.found[at].topic = number;
        self.moved.insert(at, number);
    }

    fn number_of(&mut self, id: &TopicId) -> u32 {
        let known = self.ids.iter().position(|known| known == id);
        let number = u32::try_from(known.unwrap_or(self.ids.len())).expect("fewer than four billion topics");
        if known.is_none() {
            self.ids.push(id.clone());
            self.fresh.insert(number);
        }
        number
    }

    fn is_raising(&self, at: usize) -> bool {
        self.scene.whole.seen[self.scene.whole.today + at].raises
    }

    /// Whether a text may make a topic: by counting, or by rule if it says exactly what and where.
    fn has_own(&self, at: usize) -> bool {
        let seen = &self.scene.whole.seen[self.scene.whole.today + at];
        seen.record.is_countable() || (seen.leaf.is_some() && seen.locality.is_exact())
    }

    /// The rank among what may be counted.
    fn rank(&self, at: usize) -> Option<u32> {
        let of_day = self.scene.countable.binary_search(&at).ok()?;
        u32::try_from(self.scene.formed.window.today + of_day).ok()
    }

    /// The countable texts of a topic, by rank.
    fn members(&self, number: u32) -> Vec<u32> {
        members(self.scene, &self.moved, number)
    }

    fn cluster(&self, ranks: &[u32]) -> Cluster {
        cluster(ranks, &self.scene.formed.window)
    }

    fn evidence(&self, one: &Cluster, two: &Cluster) -> Option<i64> {
        evidence(one, two, &self.scene.formed.background, self.scene.names)
    }
}

/// The ranks of the countable texts that make up a topic, with what decisions moved.
pub(crate) fn members(scene: &Scene, moved: &Moved, number: u32) -> Vec<u32> {
    let today = scene.formed.window.today;
    let stays = |rank: &u32| {
        let of_day = (*rank as usize).checked_sub(today);
        of_day.is_none_or(|of_day| moved.get(&scene.countable[of_day]).is_none_or(|to| *to == Some(number)))
    };
    let own = scene.formed.clusters.get(number as usize);
    let mut ranks: Vec<u32> =
        own.into_iter().flat_map(|cluster| &cluster.members).copied().filter(stays).collect();
    let came = moved.iter().filter(|(_, to)| **to == Some(number));
    ranks.extend(came.filter_map(|(at, _)| {
        let of_day = scene.countable.binary_search(at).ok()?;
        let seen = &scene.formed.window.seen[today + of_day];
        let repeats = scene.formed.originals[of_day].is_some();
        (seen.raises && !repeats).then(|| u32::try_from(today + of_day).ok()).flatten()
    }));
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

/// The cluster of these texts.
pub(crate) fn cluster(ranks: &[u32], window: &Window) -> Cluster {
    let mut cluster = Cluster { first: u32::MAX, ..Cluster::default() };
    for &rank in ranks {
        cluster.absorb(Cluster::of(rank as usize, window));
    }
    cluster
}
