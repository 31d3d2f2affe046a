//! A cluster: texts that are taken for one problem, as sums of what they say. Sums only, so that it does not matter in
//! which order texts came together.

use crate::background::Cell;
use crate::bag::Bag;
use crate::locality::Locality;
use crate::window::Window;
use dauys_model::Language;

/// So many terms open a text.
const LEAD: usize = 10;

/// Texts about one problem.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cluster {
    /// Ranks of the texts whose words make it up, in no order.
    pub(crate) members: Vec<u32>,
    /// The least of them.
    pub(crate) first: u32,
    /// Texts per term.
    pub(crate) terms: Bag,
    /// The same of the terms that open a text: its title, or what it begins with.
    pub(crate) lead: Bag,
    /// Terms over all texts, repetitions counted.
    pub(crate) mass: u32,
    /// Texts in Kazakh, in Russian, and in both or others.
    pub(crate) languages: [u32; 3],
    /// Texts per known locality.
    pub(crate) localities: Vec<(Locality, u32)>,
    /// Texts per leaf.
    pub(crate) leaves: Vec<(u32, u32)>,
    /// Texts per subject.
    pub(crate) subjects: Vec<(u32, u32)>,
    /// Texts per thread; none for a thread of which only the article is known, as context.
    pub(crate) threads: Vec<(u32, u32)>,
    /// Whether it is told, not raised: then matter and place do not make it one.
    pub(crate) is_story: bool,
    /// The topic it has been since an earlier day, as a number of the caller.
    pub(crate) topic: Option<usize>,
}

impl Cluster {
    /// The cluster of one text.
    pub(crate) fn of(rank: usize, window: &Window) -> Self {
        let seen = &window.seen[rank];
        let mut languages = [0; 3];
        languages[language(seen.record.language)] = 1;
        let rank = u32::try_from(rank).expect("a window holds fewer than four billion posts");
        Self {
            members: vec![rank],
            first: rank,
            terms: Bag::of(&seen.record.terms),
            lead: Bag::of(&seen.record.terms[..seen.record.terms.len().min(LEAD)]),
            mass: u32::try_from(seen.record.terms.len()).unwrap_or(u32::MAX),
            languages,
            localities: if seen.locality.is_unknown() { vec![] } else { vec![(seen.locality, 1)] },
            leaves: seen.leaf.map(|leaf| (leaf, 1)).into_iter().collect(),
            subjects: seen.subject.map(|subject| (subject, 1)).into_iter().collect(),
            threads: seen.record.thread.map(|thread| (thread, 1)).into_iter().collect(),
            is_story: false,
            topic: None,
        }
    }

    /// The story of one text.
    pub(crate) fn told(rank: usize, window: &Window) -> Self {
        Self { is_story: true, ..Self::of(rank, window) }
    }

    /// Takes over another cluster's texts.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.terms.absorb(other.terms);
        self.lead.absorb(other.lead);
        self.members.extend(other.members);
        self.first = self.first.min(other.first);
        self.mass += other.mass;
        for (mine, theirs) in self.languages.iter_mut().zip(other.languages) {
            *mine += theirs;
        }
        add(&mut self.localities, &other.localities);
        add(&mut self.leaves, &other.leaves);
        add(&mut self.subjects, &other.subjects);
        add(&mut self.threads, &other.threads);
        self.topic = self.topic.or(other.topic);
    }

    /// Texts in it.
    pub(crate) fn texts(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(u32::MAX)
    }

    /// The mean number of terms of its texts.
    pub(crate) fn mean_terms(&self) -> f64 {
        f64::from(self.mass) / f64::from(self.texts().max(1))
    }

    /// The leaf most texts have; of equals the one whose name `before` puts first.
    pub(crate) fn leaf(&self, before: impl Fn(u32, u32) -> bool) -> Option<u32> {
        most(&self.leaves, before).map(|(leaf, _)| leaf)
    }

    /// The subject most texts have, if it is at least half of those that have one; of equals the one whose name `before` puts first.
    pub(crate) fn subject(&self, before: impl Fn(u32, u32) -> bool) -> Option<u32> {
        let all: u32 = self.subjects.iter().map(|&(_, texts)| texts).sum();
        most(&self.subjects, before).filter(|&(_, texts)| texts * 2 >= all).map(|(subject, _)| subject)
    }

    /// The locality most texts have, if at least `1/3` of the texts have it or one that can be the same; else unknown.
    pub(crate) fn locality(&self) -> Locality {
        let before = |one: Locality, two: Locality| {
            // The more exact one: KATO codes of places within a place are greater than its own.
            (two.kato, two.name.is_some()) < (one.kato, one.name.is_some())
        };
        let Some((locality, _)) = most(&self.localities, before) else { return Locality::default() };
        let agreeing: u32 = self
            .localities
            .iter()
            .filter(|(other, _)| other.meet(locality).is_some())
            .map(|&(_, texts)| texts)
            .sum();
        if agreeing * 3 >= self.texts() { locality } else { Locality::default() }
    }

    /// Matter and neighbourhood.
    pub(crate) fn cell(&self, before: impl Fn(u32, u32) -> bool) -> Cell {
        (self.leaf(before), self.locality().neighbourhood())
    }

    /// Whether so many texts speak of different places that the two cannot be one problem: more than one pair in five.
    pub(crate) fn is_elsewhere(&self, other: &Self) -> bool {
        let mut pairs = 0_u64;
        let mut apart = 0_u64;
        for &(mine, texts) in &self.localities {
            for &(theirs, other_texts) in &other.localities {
                let weight = u64::from(texts) * u64::from(other_texts);
                pairs += weight;
                apart += if mine.meet(theirs).is_none() { weight } else { 0 };
            }
        }
        apart * 5 > pairs
    }

    /// The share of its texts, in thousandths, that stand in threads of the other.
    pub(crate) fn in_threads_of(&self, other: &Self) -> i64 {
        let common = self
            .threads
            .iter()
            .filter(|(thread, _)| other.threads.iter().any(|(theirs, _)| theirs == thread));
        common.map(|&(_, texts)| i64::from(texts)).sum::<i64>() * 1000 / i64::from(self.texts().max(1))
    }

    /// The share of texts that the two have in one language, in thousandths.
    pub(crate) fn common_language(&self, other: &Self) -> i64 {
        let shares = |cluster: &Self| {
            cluster.languages.map(|texts| i64::from(texts) * 1000 / i64::from(cluster.texts().max(1)))
        };
        shares(self).iter().zip(shares(other)).map(|(&mine, theirs)| mine.min(theirs)).sum()
    }

    /// How many of its texts are in a language that the other has too; all of them if there is none.
    pub(crate) fn texts_in_languages_of(&self, other: &Self) -> u32 {
        let texts: u32 = self
            .languages
            .iter()
            .zip(other.languages)
            .filter(|&(_, theirs)| theirs > 0)
            .map(|(mine, _)| mine)
            .sum();
        if texts == 0 { self.texts() } else { texts }
    }
}

fn language(language: Language) -> usize {
    match language {
        Language::Kazakh => 0,
        Language::Russian => 1,
        Language::Mixed | Language::Other | Language::Unknown => 2,
    }
}

fn add<T: Copy + PartialEq>(mine: &mut Vec<(T, u32)>, theirs: &[(T, u32)]) {
    for &(what, texts) in theirs {
        match mine.iter_mut().find(|(known, _)| *known == what) {
            Some((_, sum)) => *sum += texts,
            None => mine.push((what, texts)),
        }
    }
}

fn most<T: Copy>(counts: &[(T, u32)], before: impl Fn(T, T) -> bool) -> Option<(T, u32)> {
    counts.iter().copied().reduce(|best, next| {
        if next.1 > best.1 || (next.1 == best.1 && before(next.0, best.0)) { next } else { best }
    })
}
