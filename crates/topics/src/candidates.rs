//! Which clusters a text is worth comparing with: those that share its rarest terms, those of its matter and place, those
//! under its article. Every list is cut, so the work for one text does not grow with the number of texts.

use rustc_hash::FxHashMap;

use crate::background::Background;
use crate::cluster::Cluster;
use crate::locality::Locality;
use crate::memory::Names;

/// How far terms lead from a text to others.
#[derive(Clone, Copy)]
struct Reach {
    /// So many of its rarest terms lead to others.
    rarest: usize,
    /// So many of the latest clusters are looked at under one term, among earlier topics and among texts of the day.
    per_term: usize,
    /// So many of the clusters with the most in common by rare terms are compared.
    by_terms: usize,
}

/// Texts that raise something: short, and in words of their own.
const OF_PROBLEMS: Reach = Reach { rarest: 8, per_term: 128, by_terms: 16 };
/// Texts that only tell: long, many, and with the names of the story in each.
const OF_STORIES: Reach = Reach { rarest: 8, per_term: 24, by_terms: 4 };
/// So many of the latest, and half as many of the first, under one matter and place or one article.
const PER_PLACE: usize = 6;

/// Where clusters are found. They are known by number; numbers of earlier topics come before those of texts.
#[derive(Default)]
pub(crate) struct Candidates {
    by_term: FxHashMap<u32, Postings>,
    by_matter: FxHashMap<(u32, Spot), Postings>,
    by_subject: FxHashMap<(u32, Spot), Postings>,
    by_thread: FxHashMap<u32, Postings>,
}

/// A place as a key: exactly as texts have it, or the neighbourhood.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Spot {
    Exact(Locality),
    Around(u32),
}

#[derive(Default)]
struct Postings {
    topics: Vec<u32>,
    texts: Vec<u32>,
}

impl Candidates {
    /// Adds a cluster under its number. Of a large cluster only terms that a tenth of its texts have lead to it.
    pub(crate) fn add(&mut self, number: u32, cluster: &Cluster, names: &Names) {
        let is_topic = cluster.topic.is_some();
        let add = |postings: &mut Postings| {
            if is_topic { postings.topics.push(number) } else { postings.texts.push(number) }
        };
        for (term, texts) in cluster.terms.iter() {
            if texts * 10 >= cluster.texts() {
                add(self.by_term.entry(term).or_default());
            }
        }
        for key in spots(cluster, names) {
            add(self.by_matter.entry(key).or_default());
        }
        for key in subject_spots(cluster, names) {
            add(self.by_subject.entry(key).or_default());
        }
        for &(thread, _) in &cluster.threads {
            add(self.by_thread.entry(thread).or_default());
        }
    }

    /// The clusters worth comparing with `cluster`, ascending.
    pub(crate) fn of(&self, cluster: &Cluster, background: &Background, names: &Names) -> Vec<u32> {
        let mut found = self.by_rare_terms(cluster, background, names);
        for key in spots(cluster, names) {
            found.extend(self.by_matter.get(&key).into_iter().flat_map(Postings::ends));
        }
        for key in subject_spots(cluster, names) {
            found.extend(self.by_subject.get(&key).into_iter().flat_map(Postings::ends));
        }
        for (thread, _) in &cluster.threads {
            found.extend(self.by_thread.get(thread).into_iter().flat_map(Postings::ends));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn by_rare_terms(&self, cluster: &Cluster, background: &Background, names: &Names) -> Vec<u32> {
        let mut rarest: Vec<(u32, u64, u32)> = cluster
            .terms
            .iter()
            .map(|(term, _)| (background.texts_with(term), names.terms.mark(term), term))
            .filter(|&(texts, ..)| texts > 1)
            .collect();
        rarest.sort_unstable();
        let reach = if cluster.is_story { OF_STORIES } else { OF_PROBLEMS };
        rarest.truncate(reach.rarest);
        let mut common: FxHashMap<u32, u64> = FxHashMap::default();
        for (texts, _, term) in rarest {
            // Rounded to whole sixteenths of a bit: sums must not depend on order.
            let weight = (16.0 * (1.0 + 1e6 / f64::from(texts)).log2()).round() as u64;
            let Some(postings) = self.by_term.get(&term) else { continue };
            let latest = |list: &'_ Vec<u32>| list.len().saturating_sub(reach.per_term);
            let topics = &postings.topics[latest(&postings.topics)..];
            let texts = &postings.texts[latest(&postings.texts)..];
            for &number in topics.iter().chain(texts) {
                *common.entry(number).or_default() += weight;
            }
        }
        let mut common: Vec<(std::cmp::Reverse<u64>, u32)> =
            common.into_iter().map(|(number, weight)| (std::cmp::Reverse(weight), number)).collect();
        common.sort_unstable();
        common.into_iter().take(reach.by_terms).map(|(_, number)| number).collect()
    }
}

impl Postings {
    fn ends(&self) -> impl Iterator<Item = u32> {
        [&self.topics, &self.texts].into_iter().flat_map(|list| {
            let latest = list.len().saturating_sub(PER_PLACE);
            let first = latest.min(PER_PLACE / 2);
            list[..first].iter().chain(&list[latest..]).copied()
        })
    }
}

fn spots(cluster: &Cluster, names: &Names) -> Vec<(u32, Spot)> {
    let before = |one: u32, two: u32| names.leaves.string(one) < names.leaves.string(two);
    cluster.leaf(before).map_or_else(Vec::new, |leaf| around(leaf, cluster))
}

fn subject_spots(cluster: &Cluster, names: &Names) -> Vec<(u32, Spot)> {
    let before = |one: u32, two: u32| names.subjects.string(one) < names.subjects.string(two);
    cluster.subject(before).map_or_else(Vec::new, |subject| around(subject, cluster))
}

fn around(leaf: u32, cluster: &Cluster) -> Vec<(u32, Spot)> {
    let locality = cluster.locality();
    if cluster.is_story {
        return vec![];
    }
    if locality.is_unknown() {
        return vec![];
    }
    let around = locality.neighbourhood().map(|neighbourhood| (leaf, Spot::Around(neighbourhood)));
    std::iter::once((leaf, Spot::Exact(locality))).chain(around).collect()
}
