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

use crate::background::{Background, Cell, NAT, fixed};
use crate::cluster::Cluster;
use crate::memory::Names;
use crate::tune::tune;

/// The number of people, in thousands, who have about one problem of a leaf of mean frequency at a time.
pub(crate) const PEOPLE_PER_PROBLEM: f64 = 450.0;
/// How much more the logarithm counts below that number: people of one town tell of one thing in words of their own
/// more often than two things of one kind go wrong there at once. Set on the invented demo week.
const SMALL_TOWN: f64 = 2.0;
/// What a small place can give at most, in nats.
const MOST_BY_PLACE: f64 = 2.5;
/// So many subjects a leaf has: a problem of one of them is as much rarer.
const OF_SUBJECT: f64 = 4.0;
/// The most that other words speak against two texts of one subject, in nats.
const OTHER_WORDS: f64 = 1.5;
const SIZE_OF_SUBJECT: f64 = 0.2;
/// The cost, in nats, of two subjects.
const TWO_SUBJECTS: f64 = 6.0;
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
/// What every e-fold of texts in the smaller cluster costs, in nats: two large clusters that do not speak of one thing do
/// more harm together than two small ones.
const SIZE: f64 = 0.8;
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
    let by_name = |one: u32, two: u32| names.subjects.string(one) < names.subjects.string(two);
    let subjects = (small.subject(by_name), large.subject(by_name));
    let matter = match subjects {
        (Some(one), Some(two)) if one == two => Matter::Same,
        _ => Matter::of(small.leaf(before), large.leaf(before), names),
    };
    let cell = large.cell(before);
    let shared = Shared::of(small, large, background, cell);
    if matter == Matter::Foreign && shared.share < FOREIGN_SHARE {
        return None;
    }
    let is_one_subject = matches!(subjects, (Some(one), Some(two)) if one == two);
    let are_two_subjects = matches!(subjects, (Some(one), Some(two)) if one != two);
    let scale = if is_one_subject { tune("OF_SUBJECT", 4.0) } else { 1.0 };
    let candidates = (f64::from(people) / PEOPLE_PER_PROBLEM / scale).ln();
    let candidates = if candidates < 0.0 { candidates * tune("SMALL_TOWN", 2.0) } else { candidates };
    let candidates = candidates + background.frequency(cell) / 2.0;
    let across = 1.0 - small.common_language(large) as f64 / 1000.0;
    let granted = if matter == Matter::Same { ACROSS_LANGUAGES * across } else { 0.0 };
    let mut prior = (granted - candidates).min(tune("MOST_BY_PLACE", 2.5)) - matter.cost();
    if are_two_subjects {
        prior -= tune("TWO_SUBJECTS", 6.0);
    } else if !is_one_subject && matter == Matter::Same {
        prior = prior.min(background.concentration(cell));
    }
    let thread = matter.thread() * small.in_threads_of(large) / 1000;
    let size = if is_one_subject { tune("SIZE_OF_SUBJECT", 0.2) } else { tune("SIZE", 0.8) };
    let size = fixed(size * f64::from(small.texts().max(1)).ln());
    let by_place = match background.burst(cell) {
        // Both of the day and both in it: then all its clusters are likely one, however large.
        Some(burst) if small.topic.is_none() && large.topic.is_none() && small.cell(before) == cell => {
            burst.max(fixed(prior) - size)
        }
        _ => fixed(prior) - size,
    };
    let told = if is_one_subject { shared.evidence.max(-fixed(tune("OTHER_WORDS", 1.5))) } else { shared.evidence };
    Some(by_place + told + thread)
}

/// How the leaves of two clusters stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matter {
    Same,
    Related,
    Missing,
    Foreign,
}

impl Matter {
    fn of(one: Option<u32>, two: Option<u32>, names: &Names) -> Self {
        match (one, two) {
            (Some(one), Some(two)) if one == two => Self::Same,
            (Some(one), Some(two)) if names.are_related(one, two) => Self::Related,
            (Some(_), Some(_)) => Self::Foreign,
            _ => Self::Missing,
        }
    }

    fn cost(self) -> f64 {
        match self {
            Self::Same => 0.0,
            Self::Related => RELATED,
            Self::Missing => tune("MISSING", 4.5),
            Self::Foreign => tune("FOREIGN", 4.0),
        }
    }

    fn thread(self) -> i64 {
        match self {
            Self::Same | Self::Missing => THREAD,
            Self::Related => THREAD_RELATED,
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
        let mut lead = 0_i64;
        small.lead.common(&large.lead, |term, in_small, in_large| {
            let share = (f64::from(in_large) / comparable).min(1.0);
            lead += i64::from(in_small) * background.evidence(term, in_large + in_small, share, &target);
        });
        let lead = (lead as f64 / texts as f64).min(tune("LEAD_MOST", 5.0) * NAT as f64);
        let mean_small = small.mean_terms();
        let shorter = mean_small.min(large.mean_terms());
        let damped = (tune("FULL_TERMS", 12.0) / shorter.max(tune("FULL_TERMS", 12.0))).sqrt();
        // Thousandths of terms that a mean text of the smaller cluster could have shared and has not.
        let unshared = (i64::from(small.mass) - found) * 1000 / texts;
        let most = (shorter.min(tune("FULL_TERMS", 12.0)) * 1000.0).round() as i64;
        let unshared = unshared.clamp(0, most) * small.common_language(large) / 1000;
        Self {
            evidence: (sum as f64 / texts as f64 * damped + (lead * tune("LEAD_WEIGHT", 1.4) - tune("LEAD_COST", 12.0) * NAT as f64) * (1.0 - damped)).round() as i64
                + Background::unshared(unshared),
            share: found * 1000 / i64::from(small.mass.max(1)),
        }
    }
}
