//! Topics that have left the window, and a new cluster in; the topics it may be out. A problem that comes back after weeks of
//! silence keeps its name when matter and place are the same and enough of the words.

use dauys_model::{CategoryId, Kato, Topic, TopicId};
use jiff::civil::Date;

use crate::background::Background;
use crate::cluster::Cluster;
use crate::locality::Locality;
use crate::memory::Names;

/// What is left of a topic beyond the window.
#[derive(Clone, PartialEq, Debug)]
pub struct Dormant {
    /// The topic.
    pub id: TopicId,
    /// Its matter.
    pub category: CategoryId,
    /// Its place.
    pub kato: Option<Kato>,
    /// Its place, where the gazetteer does not know it.
    pub place: Option<String>,
    /// Its telling terms.
    pub terms: Vec<String>,
    /// The last day on which it was raised.
    pub last: Date,
}

impl Dormant {
    /// What is left of a topic that was raised.
    pub fn of(topic: &Topic) -> Option<Self> {
        let last = topic.days.iter().filter(|count| count.voices > 0).map(|count| count.day).max()?;
        Some(Self {
            id: topic.id.clone(),
            category: topic.category.clone(),
            kato: topic.kato,
            place: topic.place.clone(),
            terms: topic.terms.clone(),
            last,
        })
    }
}

/// The same in numbers.
#[derive(Debug)]
pub(crate) struct Sleeper {
    pub(crate) id: TopicId,
    category: CategoryId,
    locality: Locality,
    terms: Vec<u32>,
    last: Date,
}

/// People, in thousands, and how many of its eight telling terms must be met again in a place of so many: as few as tell the one
/// problem of the kind that such a place has (see `evidence`).
const TERMS_BY_PEOPLE: [(u32, usize); 3] = [(50, 1), (450, 2), (u32::MAX, 4)];
/// A term that so great a share of all texts hold is no sign of any topic.
const USUAL: f64 = 0.08;

impl Sleeper {
    pub(crate) fn of(dormant: &Dormant, names: &mut Names) -> Self {
        let places: Vec<Kato> = dormant.kato.into_iter().collect();
        Self {
            id: dormant.id.clone(),
            category: dormant.category.clone(),
            locality: Locality::of(&places, dormant.place.as_deref(), &mut names.places),
            terms: dormant.terms.iter().map(|term| names.terms.number(term)).collect(),
            last: dormant.last,
        }
    }
}

/// The topics that a new cluster may be, the likeliest first: those with most of their terms in it, of equals the last raised.
pub(crate) fn recalled<'a>(
    cluster: &Cluster,
    sleepers: &'a [Sleeper],
    background: &Background,
    names: &Names,
) -> Vec<&'a TopicId> {
    let before = |one: u32, two: u32| names.leaves.string(one) < names.leaves.string(two);
    let Some(leaf) = cluster.leaf(before) else { return vec![] };
    let (leaf, locality) = (names.leaves.string(leaf), cluster.locality());
    let mut likely: Vec<(usize, Date, &TopicId)> = sleepers
        .iter()
        .filter(|sleeper| sleeper.category.0 == leaf)
        .filter_map(|sleeper| {
            let people = is_known(locality, sleeper.locality)?;
            let telling = |term: &&u32| people <= TERMS_BY_PEOPLE[0].0 || background.anywhere(**term) < USUAL;
            let met = sleeper.terms.iter().filter(|term| cluster.terms.contains_key(term));
            let met = met.filter(telling).count();
            (met >= least(people)).then_some((met, sleeper.last, &sleeper.id))
        })
        .collect();
    likely.sort_by(|one, two| (two.0, two.1, one.2).cmp(&(one.0, one.1, two.2)));
    likely.into_iter().map(|(.., id)| id).collect()
}

/// The topics that texts which may not be counted may be: those of their very matter and place, if it is small; the last raised
/// first. No term is looked at.
pub(crate) fn recalled_by_rule<'a>(
    leaf: &str,
    locality: Locality,
    sleepers: &'a [Sleeper],
) -> Vec<&'a TopicId> {
    let mut likely: Vec<(Date, &TopicId)> = sleepers
        .iter()
        .filter(|sleeper| sleeper.category.0 == leaf && sleeper.locality == locality && locality.is_exact())
        .filter(|_| locality.people() <= TERMS_BY_PEOPLE[0].0)
        .map(|sleeper| (sleeper.last, &sleeper.id))
        .collect();
    likely.sort_by(|one, two| (two.0, one.1).cmp(&(one.0, two.1)));
    likely.into_iter().map(|(_, id)| id).collect()
}

/// The people, in thousands, of a place that both name.
fn is_known(one: Locality, two: Locality) -> Option<u32> {
    if one.is_unknown() || two.is_unknown() { None } else { one.meet(two) }
}

fn least(people: u32) -> usize {
    TERMS_BY_PEOPLE.into_iter().find(|&(most, _)| people <= most).map_or(usize::MAX, |(_, least)| least)
}
