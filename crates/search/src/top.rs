//! Keeps the best of the posts that match, one for each text when repetitions are folded, and those alone that come behind the
//! place where an earlier answer ended.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::query::Order;

/// A post that matches, by all that decides its place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Candidate {
    pub(crate) score: f32,
    pub(crate) missing: u16,
    pub(crate) published_at: i64,
    pub(crate) id: i64,
    /// What it repeats; its own id when it repeats nothing.
    pub(crate) root: i64,
}

impl Candidate {
    /// The better one first. Ids differ, so no two are equal.
    pub(crate) fn compare(&self, other: &Self, order: Order) -> Ordering {
        let score = other.score.total_cmp(&self.score);
        let newest = other.published_at.cmp(&self.published_at);
        let id = other.id.cmp(&self.id);
        let is_partial = |candidate: &Self| candidate.missing > 0;
        match order {
            Order::Relevance => is_partial(self).cmp(&is_partial(other)).then(score).then(newest).then(id),
            // Scores change with every commit; what is paged by time must not.
            Order::Newest => newest.then(id),
            Order::Oldest => newest.reverse().then(id),
        }
    }

    /// What counts once: the text when repetitions are folded, else the post.
    fn key(&self, fold: bool) -> i64 {
        if fold { self.root } else { self.id }
    }
}

/// The best so far.
pub(crate) struct Top {
    order: Order,
    fold: bool,
    keep: usize,
    after: Option<Candidate>,
    list: Vec<Candidate>,
    /// What is worse than this has no place among the best.
    threshold: Option<Candidate>,
    /// What stood in earlier answers.
    before: HashSet<i64>,
}

impl Top {
    pub(crate) fn new(order: Order, fold: bool, keep: usize, after: Option<Candidate>) -> Self {
        Self { order, fold, keep, after, list: Vec::new(), threshold: None, before: HashSet::new() }
    }

    /// Whether a post with no higher score than this may still have a place, or stood in an earlier answer.
    #[inline]
    pub(crate) fn may_hold(&self, missing: u16, most_score: f32, published_at: impl Fn() -> i64) -> bool {
        let Some(least) = &self.threshold else { return self.keep > 0 };
        match self.order {
            Order::Relevance => match (missing > 0, least.missing > 0) {
                (false, true) => true,
                (true, false) => false,
                _ => most_score >= least.score,
            },
            Order::Newest => published_at() >= least.published_at,
            Order::Oldest => published_at() <= least.published_at,
        }
    }

    /// Takes a post into account.
    pub(crate) fn offer(&mut self, candidate: Candidate) {
        if self.after.is_some_and(|after| candidate.compare(&after, self.order) != Ordering::Greater) {
            self.before.insert(candidate.key(self.fold));
            return;
        }
        if self.threshold.is_some_and(|least| candidate.compare(&least, self.order) == Ordering::Greater) {
            return;
        }
        self.list.push(candidate);
        if self.list.len() >= self.keep.saturating_mul(2).saturating_add(64) {
            self.shorten();
        }
    }

    fn shorten(&mut self) {
        self.list.sort_unstable_by(|left, right| left.compare(right, self.order));
        if self.fold {
            let mut seen = HashSet::with_capacity(self.list.len());
            self.list.retain(|candidate| seen.insert(candidate.root));
        }
        if self.list.len() > self.keep {
            self.list.truncate(self.keep);
            self.threshold = self.list.last().copied();
        }
    }

    /// The best of all, at most as many as are kept, and how many texts or posts stood in earlier answers. Nothing when
    /// too few were kept to be sure of them.
    pub(crate) fn best(all: Vec<Self>, limit: usize) -> Option<(Vec<Candidate>, usize)> {
        let mut all = all.into_iter();
        let mut whole = all.next()?;
        let mut thresholds: Vec<Candidate> = whole.threshold.into_iter().collect();
        for one in all {
            thresholds.extend(one.threshold);
            whole.list.extend(one.list);
            whole.before.extend(one.before);
        }
        let (order, fold) = (whole.order, whole.fold);
        whole.list.retain(|candidate| !whole.before.contains(&candidate.key(fold)));
        whole.keep = limit;
        whole.shorten();
        whole.list.truncate(limit);
        let is_sure = |least: &Candidate| {
            whole.list.len() == limit
                && whole.list.last().is_none_or(|last| last.compare(least, order) != Ordering::Greater)
        };
        thresholds.iter().all(is_sure).then_some((whole.list, whole.before.len()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
        let one = (0..6_u8, 0..3_u16, 0..4_i64, 0..60_i64);
        prop::collection::vec(one, 0..400).prop_map(|all| {
            let candidate = |(id, (score, missing, published_at, root)): (i64, (u8, u16, i64, i64))| {
                Candidate { score: f32::from(score), missing, published_at, id, root }
            };
            (0..).zip(all).map(candidate).collect()
        })
    }

    proptest! {
        #[test]
        fn answers_joined_are_all_that_match_in_order(
            all in candidates(), limit in 1_usize..5, fold: bool,
            order in prop::sample::select(&[Order::Relevance, Order::Newest, Order::Oldest][..]),
        ) {
            let mut expected = all.clone();
            expected.sort_by(|left, right| left.compare(right, order));
            let mut seen = HashSet::new();
            expected.retain(|candidate| seen.insert(candidate.key(fold)));
            let mut joined: Vec<Candidate> = Vec::new();
            loop {
                let after = joined.last().copied();
                let mut keep = limit;
                let (best, before) = loop {
                    let mut tops = vec![Top::new(order, fold, keep, after), Top::new(order, fold, keep, after)];
                    for (at, candidate) in all.iter().enumerate() {
                        let top = &mut tops[at % 2];
                        if top.may_hold(candidate.missing, candidate.score, || candidate.published_at) {
                            top.offer(*candidate);
                        }
                    }
                    if let Some(best) = Top::best(tops, limit) {
                        break best;
                    }
                    keep *= 4;
                };
                prop_assert_eq!(before, joined.len());
                if best.is_empty() {
                    break;
                }
                joined.extend(best);
            }
            prop_assert_eq!(joined, expected);
        }
    }
}
