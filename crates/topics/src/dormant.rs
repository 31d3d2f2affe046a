//! Topics that have left the window, and a new cluster in; the topics it may be out. A problem that comes back after weeks of
//! silence keeps its name when matter and place are the same and enough of the words.

use dauys_model::{CategoryId, Kato, SubjectId, Topic, TopicId};
use jiff::civil::Date;

use crate::background::{Background, NAT, fixed};
use crate::cluster::Cluster;
use crate::evidence::{MOST_BY_PLACE, OF_SUBJECT, PEOPLE_PER_PROBLEM, candidates};
use crate::locality::Locality;
use crate::memory::Names;

/// What is left of a topic beyond the window.
#[derive(Clone, PartialEq, Debug)]
pub struct Dormant {
    /// The topic.
    pub id: TopicId,
    /// Its matter.
    pub category: CategoryId,
    /// What exactly was wrong.
    pub subject: Option<SubjectId>,
    /// Its place.
    pub kato: Option<Kato>,
    /// Its place, where the gazetteer does not know it.
    pub place: Option<String>,
    /// Its telling terms.
    pub terms: Vec<String>,
    /// The last day on which it was raised.
    pub last: Date,
    /// How many voices raised it until then.
    pub voices: u32,
}

impl Dormant {
    /// What is left of a topic that was raised.
    pub fn of(topic: &Topic) -> Option<Self> {
        let last = topic.days.iter().filter(|count| count.voices > 0).map(|count| count.day).max()?;
        Some(Self {
            id: topic.id.clone(),
            category: topic.category.clone(),
            subject: topic.subject.clone(),
            kato: topic.kato,
            place: topic.place.clone(),
            terms: topic.terms.clone(),
            last,
            voices: topic.voices(),
        })
    }
}

/// The same in numbers.
#[derive(Debug)]
pub(crate) struct Sleeper {
    pub(crate) id: TopicId,
    category: CategoryId,
    subject: Option<u32>,
    locality: Locality,
    terms: Vec<u32>,
    last: Date,
    voices: u32,
}

/// What a topic beyond the window must have more for it than one within, in nats: of its texts eight terms are left.
const DORMANT: f64 = 1.5;
/// The share of a topic's texts that have one of its telling terms, as far as can be said without the texts.
const SHARE: f64 = 0.5;

/// A topic that a cluster may be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Recalled<'a> {
    /// What speaks for it, in whole nats: of topics for which about as much does, the one that many raised is meant.
    pub(crate) found: i64,
    pub(crate) voices: u32,
    pub(crate) last: Date,
    pub(crate) id: &'a TopicId,
}

impl Sleeper {
    pub(crate) fn of(dormant: &Dormant, names: &mut Names) -> Self {
        let places: Vec<Kato> = dormant.kato.into_iter().collect();
        Self {
            id: dormant.id.clone(),
            category: dormant.category.clone(),
            subject: dormant.subject.as_ref().map(|subject| names.subjects.number(&subject.0)),
            locality: Locality::of(&places, dormant.place.as_deref(), &mut names.places),
            terms: dormant.terms.iter().map(|term| names.term(term)).collect(),
            last: dormant.last,
            voices: dormant.voices,
        }
    }
}

/// The topics that a new cluster may be, with what speaks for each, in `NAT`s: enough of the telling terms are met again for the number of
/// problems of the kind that such a place has (see `evidence`), and one at least.
pub(crate) fn recalled<'a>(
    cluster: &Cluster,
    sleepers: &'a [Sleeper],
    background: &Background,
    names: &Names,
    join: f32,
) -> Vec<Recalled<'a>> {
    let before = |one: u32, two: u32| names.leaves.string(one) < names.leaves.string(two);
    let Some(leaf) = cluster.leaf(before) else { return vec![] };
    let (leaf, locality) = (names.leaves.string(leaf), cluster.locality());
    let by_subject = |one: u32, two: u32| names.subjects.string(one) < names.subjects.string(two);
    let subject = cluster.subject(by_subject);
    let recall = |sleeper: &'a Sleeper| {
        let people = locality.meet(sleeper.locality)?;
        let is_one_subject = match (subject, sleeper.subject) {
            (Some(mine), Some(theirs)) if mine != theirs => return None,
            (Some(_), Some(_)) => locality.is_exact() && sleeper.locality.is_exact(),
            _ => false,
        };
        // What exactly is wrong and where say as much as terms.
        let least = fixed(f64::from(join) + if is_one_subject { 0.0 } else { DORMANT });
        let scale = if is_one_subject { OF_SUBJECT } else { 1.0 };
        let met = sleeper.terms.iter().filter(|term| cluster.terms.get(**term) > 0);
        let told: i64 = met.map(|&term| background.evidence_of_telling(term, SHARE)).sum();
        let found = told + fixed((-candidates(f64::from(people) / scale)).min(MOST_BY_PLACE));
        ((told > 0 || is_one_subject) && found >= least).then_some(Recalled {
            found: found / NAT,
            voices: sleeper.voices,
            last: sleeper.last,
            id: &sleeper.id,
        })
    };
    sleepers.iter().filter(|sleeper| sleeper.category.0 == leaf).filter_map(recall).collect()
}

/// The topics that texts which may not be counted may be: those of their very matter and place, if it is small; the last raised
/// first. No term is looked at.
pub(crate) fn recalled_by_rule<'a>(
    leaf: &str,
    locality: Locality,
    sleepers: &'a [Sleeper],
) -> Vec<Recalled<'a>> {
    sleepers
        .iter()
        .filter(|sleeper| sleeper.category.0 == leaf && sleeper.locality == locality && locality.is_exact())
        .filter(|_| f64::from(locality.people()) <= PEOPLE_PER_PROBLEM)
        .map(|sleeper| Recalled { found: 0, voices: sleeper.voices, last: sleeper.last, id: &sleeper.id })
        .collect()
}
