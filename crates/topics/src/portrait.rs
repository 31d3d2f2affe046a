//! A cluster in, what is shown of its topic out: matter, place, telling terms, quotes. All of it follows from the texts
//! inside one window, so it is the same whenever it is drawn.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use dauys_model::{CategoryId, Kato, PostId, SubjectId};

use crate::background::{Background, fixed};
use crate::cluster::Cluster;
use crate::locality::{Locality, contains, parent};
use crate::memory::Names;
use crate::window::Window;

/// So many terms are shown.
const TERMS: usize = 8;
/// So many quotes.
const QUOTES: usize = 5;
/// Fewer words are a shout.
const LEAST_WORDS: u32 = 4;

/// What a topic looks like on the last day on which it was touched.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Portrait {
    pub(crate) category: CategoryId,
    pub(crate) subject: Option<SubjectId>,
    pub(crate) kato: Option<Kato>,
    pub(crate) place: Option<String>,
    pub(crate) terms: Vec<String>,
    pub(crate) quotes: Vec<PostId>,
    pub(crate) urgent: bool,
}

/// Draws the portrait of a cluster. `is_voice` tells the role of a member.
pub(crate) fn portrait(
    cluster: &Cluster,
    window: &Window,
    background: &Background,
    names: &Names,
    is_voice: impl Fn(usize) -> bool,
) -> Portrait {
    let mut members: Vec<usize> = cluster.members.iter().map(|&rank| rank as usize).collect();
    members.sort_unstable();
    let mut voices: Vec<usize> = members.iter().copied().filter(|&rank| is_voice(rank)).collect();
    if voices.is_empty() {
        // The voices have left the window; what repeated them speaks for them.
        voices.clone_from(&members);
    }
    Portrait {
        category: category(&members, window, names),
        subject: subject(&members, window, names),
        kato: shared_place(&cluster.localities),
        place: place(&members, window),
        terms: terms(cluster, background, names),
        quotes: quotes(&voices, cluster, window),
        urgent: is_urgent(&members, window),
    }
}

/// Draws the portrait of a topic that is made of texts which may not be counted: all of it is read off single texts. Its terms
/// are those with which the first of its voices begins.
pub(crate) fn portrait_by_rule(
    members: &[usize],
    window: &Window,
    names: &Names,
    is_voice: impl Fn(usize) -> bool,
) -> Portrait {
    let mut localities: Vec<(Locality, u32)> = Vec::new();
    for locality in members.iter().map(|&rank| window.seen[rank].locality) {
        match localities.iter_mut().find(|(known, _)| *known == locality) {
            Some((_, texts)) => *texts += 1,
            None => localities.push((locality, 1)),
        }
    }
    let mut voices: Vec<usize> = members.iter().copied().filter(|&rank| is_voice(rank)).collect();
    if voices.is_empty() {
        voices = members.to_vec();
    }
    let first = voices.iter().min().map(|&rank| window.seen[rank].record);
    let terms = first.into_iter().flat_map(|record| record.terms.iter().take(TERMS));
    let terms = terms.map(|&term| names.terms.string(term).to_owned()).collect();
    // What says most of a problem, unless it is a shout of a word or two; of equal ones the earlier.
    voices.sort_by_key(|&rank| {
        let record = window.seen[rank].record;
        (record.length < LEAST_WORDS, Reverse(record.problem), rank)
    });
    Portrait {
        category: category(members, window, names),
        subject: subject(members, window, names),
        kato: shared_place(&localities),
        place: place(members, window),
        terms,
        quotes: in_both_languages(voices, window),
        urgent: is_urgent(members, window),
    }
}

/// One text in five: a single text that is wrongly taken for urgent must not make a large topic so.
fn is_urgent(members: &[usize], window: &Window) -> bool {
    let urgent = members.iter().filter(|&&rank| window.seen[rank].record.urgent).count();
    urgent > 0 && urgent * 5 >= members.len()
}

/// The leaf for which most certainty speaks. Topics whose texts have none are `other/other`, the leaf of the category
/// tree for what fits nowhere.
fn category(members: &[usize], window: &Window, names: &Names) -> CategoryId {
    let mut votes: BTreeMap<&str, u64> = BTreeMap::new();
    for seen in members.iter().map(|&rank| &window.seen[rank]) {
        if let Some(leaf) = seen.leaf {
            // An inherited or barely certain category still is a vote.
            *votes.entry(names.leaves.string(leaf)).or_default() += u64::from(seen.record.certainty.max(100));
        }
    }
    let best = votes.into_iter().max_by_key(|&(leaf, certainty)| (certainty, Reverse(leaf)));
    CategoryId(best.map_or("other/other", |(leaf, _)| leaf).to_owned())
}

/// The subject that most texts name, if more than half of those that name one do.
fn subject(members: &[usize], window: &Window, names: &Names) -> Option<SubjectId> {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for subject in members.iter().filter_map(|&rank| window.seen[rank].record.subject) {
        *votes.entry(names.subjects.string(subject)).or_default() += 1;
    }
    let all: usize = votes.values().sum();
    votes.into_iter().find(|(_, texts)| texts * 2 > all).map(|(subject, _)| SubjectId(subject.to_owned()))
}

/// The most exact place that the texts share: one in which at least half of those with a place lie, and four in five of
/// those that are as exact as that.
pub(crate) fn shared_place(localities: &[(Locality, u32)]) -> Option<Kato> {
    let placed: Vec<(Kato, u32)> =
        localities.iter().filter_map(|&(locality, texts)| Some((locality.kato?, texts))).collect();
    let all: u32 = placed.iter().map(|&(_, texts)| texts).sum();
    let mut within: BTreeMap<Kato, u32> = BTreeMap::new();
    for &(kato, texts) in &placed {
        let mut at = Some(kato);
        while let Some(place) = at {
            *within.entry(place).or_default() += texts;
            at = parent(place);
        }
    }
    let fits = |place: Kato, texts: u32| {
        let beside: u32 = placed
            .iter()
            .filter(|&&(kato, _)| !contains(kato, place) || kato == place)
            .map(|&(_, n)| n)
            .sum();
        texts * 2 >= all && texts * 5 >= beside * 4
    };
    // Deeper places have greater codes than those around them, and of fitting places one lies within the other unless
    // each holds just half; then the one with the lower code wins.
    let fitting: Vec<Kato> =
        within.into_iter().filter(|&(place, texts)| fits(place, texts)).map(|(place, _)| place).collect();
    fitting
        .iter()
        .copied()
        .rev()
        .find(|&deepest| fitting.iter().all(|&place| contains(place, deepest)))
        .or_else(|| fitting.first().copied())
}

/// The name that the gazetteer does not know and at least half of the texts have, in its most frequent spelling.
fn place(members: &[usize], window: &Window) -> Option<String> {
    let mut spellings: BTreeMap<u32, BTreeMap<&str, usize>> = BTreeMap::new();
    for seen in members.iter().map(|&rank| &window.seen[rank]) {
        let (Some(name), Some(place)) = (seen.locality.name, seen.place) else { continue };
        *spellings.entry(name).or_default().entry(place).or_default() += 1;
    }
    let spellings =
        spellings.into_values().find(|spellings| spellings.values().sum::<usize>() * 2 > members.len())?;
    spellings
        .into_iter()
        .max_by_key(|&(spelling, texts)| (texts, Reverse(spelling)))
        .map(|(spelling, _)| spelling.to_owned())
}

/// The terms by which the texts differ most from the window, weighed by how many texts have them. One that stands in one
/// text alone tells about that text, not about the topic.
fn terms(cluster: &Cluster, background: &Background, names: &Names) -> Vec<String> {
    let least = if cluster.texts() >= 3 { 2 } else { 1 };
    let mut telling: Vec<(Reverse<i64>, &str)> = cluster
        .terms
        .iter()
        .filter(|&(_, texts)| texts >= least)
        .map(|(term, texts)| {
            let share = f64::from(texts) / f64::from(cluster.texts().max(1));
            let contrast = (share / background.anywhere(term)).ln();
            (Reverse(fixed(f64::from(texts) * contrast)), names.terms.string(term))
        })
        .collect();
    telling.sort_unstable();
    telling.into_iter().take(TERMS).map(|(_, term)| term.to_owned()).collect()
}

/// The voices that say best what it is about: close to the middle of the cluster, first-hand, with a place, neither a
/// shout nor a treatise.
fn quotes(voices: &[usize], cluster: &Cluster, window: &Window) -> Vec<PostId> {
    let mut ranked: Vec<(Reverse<i64>, usize)> = voices
        .iter()
        .map(|&rank| {
            let record = window.seen[rank].record;
            // In the order of the text: a sum of fractions in an order that never changes.
            let sum: f64 = record.terms.iter().map(|&term| f64::from(cluster.terms.get(term))).sum();
            let central = sum / (record.terms.len().max(1) as f64).sqrt() / f64::from(cluster.texts().max(1));
            let first_hand = if record.kind.is_of_citizens() { 1.5 } else { 1.0 };
            let placed = if record.locality.is_unknown() { 1.0 } else { 1.2 };
            let length = match record.length {
                0..=3 => 0.4,
                4..=7 => 0.8,
                8..=60 => 1.0,
                61..=120 => 0.8,
                _ => 0.5,
            };
            let raised = 0.5 + f64::from(record.problem) / 1000.0;
            (Reverse(fixed(central * first_hand * placed * length * raised)), rank)
        })
        .collect();
    ranked.sort_unstable();
    in_both_languages(ranked.into_iter().map(|(_, rank)| rank).collect(), window)
}

/// The first quotes of a ranking. Where the topic is raised in both languages, the second quote is in the other one.
fn in_both_languages(mut ranked: Vec<usize>, window: &Window) -> Vec<PostId> {
    if let Some(&best) = ranked.first() {
        let language = window.seen[best].record.language;
        let other = ranked.iter().position(|&rank| window.seen[rank].record.language != language);
        if let Some(other) = other.filter(|&other| other > 1) {
            let quote = ranked.remove(other);
            ranked.insert(1, quote);
        }
    }
    ranked.into_iter().take(QUOTES).map(|rank| window.seen[rank].record.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(places: &[(u32, u32)], expected: Option<u32>) {
        let localities: Vec<(Locality, u32)> = places
            .iter()
            .map(|&(code, texts)| (Locality { kato: Some(Kato(code)), name: None }, texts))
            .collect();
        assert_eq!(shared_place(&localities), expected.map(Kato), "{places:?}");
    }

    #[test]
    fn the_most_exact_shared_place_is_shown() {
        check(&[], None);
        check(&[(632_400_000, 3)], Some(632_400_000));
        check(&[(632_400_000, 1), (630_000_000, 1)], Some(632_400_000));
        check(&[(750_000_000, 30), (751_110_000, 1)], Some(750_000_000));
        check(&[(751_110_000, 5), (751_210_000, 5)], Some(750_000_000));
        check(&[(751_110_000, 9), (751_210_000, 1)], Some(751_110_000));
    }
}
