//! How much speaks for two clusters being one problem. Two clusters in, nats of evidence out, or nothing if they cannot
//! be one.
//!
//! It is Bayes' rule with rough numbers. *A priori* there are as many candidates for "the problem meant" as there are
//! problems of that kind among the people meant: few in a district, many in a city of millions, very many in a country.
//! The logarithm of that number must be earned: by terms that both share and that are unusual for their matter and place
//! ([`Background`]), or by standing under the same article. In a small place nothing need be earned, which is what lets a
//! Kazakh and a Russian text, having no terms in common, become one topic; in Алматы a street, a number of a bus or a
//! school must be shared. Evidence is the mean over the texts of the smaller cluster, weighed by how many texts of the
//! larger one share a term, so that large topics do not attract what resembles one of their texts.
//!
//! What exactly is wrong, the subject, says more than the leaf: two texts of one subject in a small place are one problem, two of
//! one leaf and different subjects hardly ever. Where a text names no subject, the place tells how likely any two texts of the leaf
//! are of one ([`Background::concentration`]).

use crate::background::{Background, Cell, NAT, fixed};
use crate::cluster::Cluster;
use crate::memory::Names;

/// The number of people, in thousands, who have about one problem of a leaf of mean frequency at a time.
pub(crate) const PEOPLE_PER_PROBLEM: f64 = 450.0;
/// How much more the logarithm counts below that number: people of one town tell of one thing in words of their own
/// more often than two things of one kind go wrong there at once. Set on the invented demo week.
const SMALL_TOWN: f64 = 2.0;
/// What a small place can give at most, in nats.
pub(crate) const MOST_BY_PLACE: f64 = 2.5;
/// So many subjects are raised within a leaf: a problem of one of them is as much rarer.
pub(crate) const OF_SUBJECT: f64 = 4.0;
/// The most that other words speak against two texts of one subject, in nats: that both say it is said already.
const OTHER_WORDS: f64 = 1.5;
/// The cost, in nats, of two subjects. Set, like the two above, on appeals of one city and looked at on later ones
/// (`tests/portal.rs`).
const TWO_SUBJECTS: f64 = 8.0;
/// A town or a district of so many people, in thousands, seldom has two problems of one leaf at a time; there people rather name two sides of one, …
const TOWN: u32 = 200;
/// … and two subjects cost this share.
const IN_TOWN: f64 = 0.2;
/// The cost, in nats, of two leaves of one group: the categorizer is often wrong between neighbours.
const RELATED: f64 = 2.0;
/// The cost of a leaf missing on one side or both.
const MISSING: f64 = 4.5;
/// The cost of leaves that have nothing in common.
const FOREIGN: f64 = 4.0;
/// Texts of foreign leaves are one problem only if at least this share of the shorter one's terms is shared: they tell
/// the same story and the categorizer saw it differently.
const FOREIGN_SHARE: i64 = 400;
/// What two texts of different languages are granted, in nats, since they cannot share the words that two of one language
/// would: in a town of some hundred thousand the same matter on the same days then is one problem, in a city of millions
/// it is not. Set on the invented demo week, where towns of 150 to 500 thousand split by language without it.
const ACROSS_LANGUAGES: f64 = 1.3;
/// What two texts that raise nothing must earn at least, in nats: much is told of one matter in one place that is not one story.
const STORY: f64 = 2.0;
/// What a long text earns more by what it opens with, its title: what is shared there counts so much again …
const LEAD: f64 = 1.4;
/// … up to so many nats before that, …
const LEAD_MOST: f64 = 5.0;
/// … and so many nats must be earned more. Both grow with length from nothing at [`FULL_TERMS`]: long texts share the words of their
/// subject without telling one story. Set on labelled pairs of news (`tests/quality.rs`).
const LEAD_NEED: f64 = 12.0;
/// What every e-fold of texts in the smaller cluster costs, in nats: two large clusters that do not speak of one thing do
/// more harm together than two small ones.
const SIZE: f64 = 0.8;
/// The same where both are of one subject.
const SIZE_OF_SUBJECT: f64 = 0.2;
/// What standing under one article gives with the same matter or none, in nats, times the share of the smaller cluster's
/// texts that do: for a single comment it decides.
const THREAD: i64 = 8 * NAT;
/// The same for a related matter.
const THREAD_RELATED: i64 = 2 * NAT;
/// Terms that count in full; evidence of longer texts grows with the root of their length only, since words of one
/// subject come together (burstiness).
const FULL_TERMS: f64 = 12.0;

/// The evidence, in [`NAT`]s, that two clusters are one problem; `None` if they are of different places.
pub(crate) fn evidence(one: &Cluster, two: &Cluster, background: &Background, names: &Names) -> Option<i64> {
    if one.is_elsewhere(two) {
        return None;
    }
    let people = one.locality().meet(two.locality())?;
    let (small, large) = if (one.texts(), one.mass, one.first) < (two.texts(), two.mass, two.first) {
        (one, two)
    } else {
        (two, one)
    };
    let before = |one: u32, two: u32| names.leaves.string(one) < names.leaves.string(two);
    let matter = Matter::of(small, large, names);
    let cell = large.cell(before);
    let are_told = small.is_story && large.is_story;
    // A story is not looked for among those of one matter and place.
    let shared = Shared::of(small, large, background, if are_told { (None, None) } else { cell });
    if matter == Matter::Foreign && shared.share < FOREIGN_SHARE {
        return None;
    }
    // In a city of millions the same is wrong in many places at once: there a street must be shared, whatever is wrong.
    let is_enough = matter == Matter::Subject && f64::from(people) <= PEOPLE_PER_PROBLEM;
    let scale = if matter == Matter::Subject { OF_SUBJECT } else { 1.0 };
    let candidates = candidates(f64::from(people) / scale) + background.frequency(cell) / 2.0;
    let across = 1.0 - small.common_language(large) as f64 / 1000.0;
    // How many people live where only a name is known is not known.
    let is_town = people <= TOWN && large.locality().kato.is_some();
    let of_town = if is_town { IN_TOWN } else { 1.0 };
    let granted = if matter.is_one() { ACROSS_LANGUAGES * across } else { 0.0 };
    let mut prior = (granted - candidates).min(MOST_BY_PLACE) - matter.cost((1.0 - across) * of_town);
    if matter == Matter::Leaf {
        prior = prior.min(background.concentration(cell));
    }
    if are_told {
        prior = prior.min(-STORY);
    }
    let thread = matter.thread() * small.in_threads_of(large) / 1000;
    let size = if is_enough { SIZE_OF_SUBJECT } else { SIZE };
    let size = fixed(size * f64::from(small.texts().max(1)).ln());
    let by_place = match background.burst(cell) {
        // Both of the day and both in it: then all its clusters are likely one, however large.
        Some(burst)
            if matter.is_one()
                && small.topic.is_none()
                && large.topic.is_none()
                && small.cell(before) == cell =>
        {
            burst.max(fixed(prior) - size)
        }
        _ => fixed(prior) - size,
    };
    let told = if is_enough { shared.evidence.max(-fixed(OTHER_WORDS)) } else { shared.evidence };
    Some(by_place + told + thread)
}

/// The logarithm of the number of problems of a kind that so many people, in thousands, have at a time.
pub(crate) fn candidates(people: f64) -> f64 {
    let candidates = (people / PEOPLE_PER_PROBLEM).ln();
    if candidates < 0.0 { candidates * SMALL_TOWN } else { candidates }
}

/// How the matters of two clusters stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matter {
    /// The same is wrong.
    Subject,
    /// One leaf, and not both say what exactly.
    Leaf,
    /// One leaf and two subjects.
    Subjects,
    /// Two leaves of one group.
    Related,
    /// The same, and both say what exactly.
    RelatedSubjects,
    /// Not both have a leaf.
    Missing,
    /// Leaves that have nothing in common.
    Foreign,
}

impl Matter {
    fn of(one: &Cluster, two: &Cluster, names: &Names) -> Self {
        let by_subject = |one: u32, two: u32| names.subjects.string(one) < names.subjects.string(two);
        let by_leaf = |one: u32, two: u32| names.leaves.string(one) < names.leaves.string(two);
        let subjects = (one.subject(by_subject), two.subject(by_subject));
        if let (Some(mine), Some(theirs)) = subjects
            && mine == theirs
        {
            return Self::Subject;
        }
        match (one.leaf(by_leaf), two.leaf(by_leaf)) {
            (Some(mine), Some(theirs)) if mine == theirs => match subjects {
                (Some(_), Some(_)) => Self::Subjects,
                _ => Self::Leaf,
            },
            (Some(mine), Some(theirs)) if names.are_related(mine, theirs) => match subjects {
                (Some(_), Some(_)) => Self::RelatedSubjects,
                _ => Self::Related,
            },
            (Some(_), Some(_)) => Self::Foreign,
            _ => Self::Missing,
        }
    }

    fn is_one(self) -> bool {
        matches!(self, Self::Subject | Self::Leaf)
    }

    /// What it costs, in nats. Two subjects cost the share `apart` of what they cost in one language and a large place: across languages
    /// people name other sides of a thing, and no words can bring it together again.
    fn cost(self, apart: f64) -> f64 {
        match self {
            Self::Subject | Self::Leaf => 0.0,
            Self::Subjects => TWO_SUBJECTS * apart,
            Self::Related => RELATED,
            Self::RelatedSubjects => RELATED + TWO_SUBJECTS * apart,
            Self::Missing => MISSING,
            Self::Foreign => FOREIGN,
        }
    }

    fn thread(self) -> i64 {
        match self {
            Self::Subject | Self::Leaf | Self::Missing => THREAD,
            // Under one article people name many sides of one thing.
            Self::Subjects => THREAD + fixed(TWO_SUBJECTS),
            Self::Related | Self::RelatedSubjects => THREAD_RELATED,
            Self::Foreign => 0,
        }
    }
}

/// What the terms say.
struct Shared {
    /// In [`NAT`]s, for a mean text of the smaller cluster.
    evidence: i64,
    /// The share of terms of the smaller cluster that the larger one has, in thousandths.
    share: i64,
}

impl Shared {
    fn of(small: &Cluster, large: &Cluster, background: &Background, cell: Cell) -> Self {
        let texts = i64::from(small.texts().max(1));
        let comparable = f64::from(large.texts_in_languages_of(small).max(1));
        let both = large.texts() + small.texts();
        let target = background.target(cell, both, large.topic.is_some(), large.mean_terms());
        let mut found = 0_i64;
        let mut sum = 0_i64;
        // Terms come in no order: whole numbers are added, which is the same in any order.
        small.terms.common(&large.terms, |term, in_small, in_large| {
            let share = (f64::from(in_large) / comparable).min(1.0);
            found += i64::from(in_small);
            sum += i64::from(in_small) * background.evidence(term, in_large + in_small, share, &target);
        });
        let shorter = small.mean_terms().min(large.mean_terms());
        let damped = (FULL_TERMS / shorter.max(FULL_TERMS)).sqrt();
        let mean = |sum: i64| sum as f64 / texts as f64 / NAT as f64;
        // Of short texts the opening is all there is.
        let mut lead = 0_i64;
        if damped < 1.0 {
            small.lead.common(&large.lead, |term, in_small, in_large| {
                let share = (f64::from(in_large) / comparable).min(1.0);
                lead += i64::from(in_small) * background.evidence(term, in_large + in_small, share, &target);
            });
        }
        let opening = mean(lead).min(LEAD_MOST) * LEAD - LEAD_NEED;
        // Thousandths of terms that a mean text of the smaller cluster could have shared and has not.
        let unshared = (i64::from(small.mass) - found) * 1000 / texts;
        let most = (shorter.min(FULL_TERMS) * 1000.0).round() as i64;
        let unshared = unshared.clamp(0, most) * small.common_language(large) / 1000;
        Self {
            evidence: fixed(mean(sum) * damped + opening * (1.0 - damped))
                + Background::unshared(unshared, small.is_story && large.is_story),
            share: found * 1000 / i64::from(small.mass.max(1)),
        }
    }
}
