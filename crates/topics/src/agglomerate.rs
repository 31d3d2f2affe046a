//! Earlier topics and the day's raising texts in, clusters out: the strongest evidence is acted upon first.
//!
//! Each text is compared with its [`Candidates`]; the pairs wait in a queue by evidence. A pair whose clusters have grown
//! meanwhile is weighed again as clusters and goes back into the queue, so that every merge is made on what the clusters
//! have become (average linkage over sums). Two earlier topics never merge: what was told about them stays true.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::background::{Background, NAT, fixed};
use crate::candidates::Candidates;
use crate::cluster::Cluster;
use crate::evidence::evidence;
use crate::memory::Names;

/// So often a pair may go back into the queue before it is decided by what it has: keeps the work near-linear when a
/// cluster grows by thousands.
const RETURNS: u8 = 3;
/// Pairs may fall short by so much, at first: their clusters may grow towards each other.
const SHORT_BY: i64 = NAT / 2;

/// So many of the best candidates of a text wait in the queue: in a flood of texts about one thing any of them leads to it.
const PAIRS: usize = 8;

/// A pair of clusters in the queue: the most evidence first, then the lowest numbers.
type Pair = (i64, Reverse<(u32, u32)>, u32, u8);

/// Merges `clusters`, earlier topics first, then single texts in canonical order. What was absorbed is left `None`.
pub(crate) fn agglomerate(
    clusters: Vec<Cluster>,
    background: &Background,
    names: &Names,
    join: f32,
) -> Vec<Option<Cluster>> {
    let join = fixed(f64::from(join));
    let mut queue = pairs(&clusters, background, names, join - SHORT_BY);
    let mut forest = Forest {
        parents: (0..u32::try_from(clusters.len()).expect("fewer than four billion texts")).collect(),
        ages: vec![0; clusters.len()],
        clusters: clusters.into_iter().map(Some).collect(),
        weighed: FxHashMap::default(),
    };
    while let Some((found, Reverse((one, two)), age, returns)) = queue.pop() {
        let (root, other) = (forest.root(one), forest.root(two));
        if root == other || forest.are_both_topics(root, other) {
            continue;
        }
        let now = forest.age(root) + forest.age(other);
        if now == age {
            if found >= join {
                forest.merge(root, other);
            }
            continue;
        }
        let Some(found) = forest.evidence(root, other, background, names) else { continue };
        if found < join - SHORT_BY {
            continue;
        }
        let is_next = queue.peek().is_none_or(|next| next.0 <= found);
        if is_next || returns == 0 {
            if found >= join {
                forest.merge(root, other);
            }
        } else {
            queue.push((found, Reverse((one, two)), now, returns - 1));
        }
    }
    forest.clusters
}

fn pairs(clusters: &[Cluster], background: &Background, names: &Names, least: i64) -> BinaryHeap<Pair> {
    let mut candidates = Candidates::default();
    let mut queue = Vec::new();
    for (number, cluster) in clusters.iter().enumerate() {
        let number = u32::try_from(number).expect("fewer than four billion texts");
        if cluster.topic.is_none() {
            let weighed = candidates.of(cluster, background, names).into_iter().filter_map(|other| {
                let found = evidence(cluster, &clusters[other as usize], background, names)?;
                (found >= least).then_some((found, Reverse(other)))
            });
            let mut weighed: Vec<_> = weighed.collect();
            weighed.sort_unstable();
            let best = weighed.into_iter().rev().take(PAIRS);
            queue.extend(best.map(|(found, Reverse(other))| (found, Reverse((other, number)), 0, RETURNS)));
        }
        candidates.add(number, cluster, names);
    }
    queue.into()
}

/// Clusters that absorb one another (disjoint sets).
struct Forest {
    parents: Vec<u32>,
    /// Merges so far: tells whether a cluster is what it was.
    ages: Vec<u32>,
    clusters: Vec<Option<Cluster>>,
    /// Pairs of roots as last weighed: their ages together, and the evidence.
    weighed: FxHashMap<(u32, u32), (u32, Option<i64>)>,
}

impl Forest {
    fn root(&mut self, number: u32) -> u32 {
        let mut at = number;
        while self.parents[at as usize] != at {
            let above = self.parents[self.parents[at as usize] as usize];
            self.parents[at as usize] = above;
            at = above;
        }
        at
    }

    fn age(&self, root: u32) -> u32 {
        self.ages[root as usize]
    }

    fn cluster(&self, root: u32) -> &Cluster {
        self.clusters[root as usize].as_ref().expect("a root has not been absorbed")
    }

    fn are_both_topics(&self, one: u32, two: u32) -> bool {
        self.cluster(one).topic.is_some() && self.cluster(two).topic.is_some()
    }

    /// The evidence between two roots. Large clusters are joined by thousands of pairs; they are weighed again when they
    /// have grown by an eighth, which changes no mean by much.
    fn evidence(&mut self, one: u32, two: u32, background: &Background, names: &Names) -> Option<i64> {
        let key = (one.min(two), one.max(two));
        let now = self.age(one) + self.age(two);
        if let Some(&(age, found)) = self.weighed.get(&key)
            && now - age <= age / 8
        {
            return found;
        }
        let found = evidence(self.cluster(one), self.cluster(two), background, names);
        self.weighed.insert(key, (now, found));
        found
    }

    /// The lower number absorbs: an earlier topic, else the earlier text.
    fn merge(&mut self, one: u32, two: u32) {
        let (root, other) = (one.min(two), one.max(two));
        let absorbed = self.clusters[other as usize].take().expect("a root has not been absorbed");
        self.clusters[root as usize].as_mut().expect("a root has not been absorbed").absorb(absorbed);
        self.parents[other as usize] = root;
        self.ages[root as usize] += 1 + self.ages[other as usize];
    }
}
