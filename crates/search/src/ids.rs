//! Sets of ids of posts. Ids are given out one after another, so a bit each is enough as long as they lie close.

use std::collections::HashSet;

/// Ids may lie so many times farther apart than there are posts, before each is kept by itself.
const SPARSE: u64 = 64;
/// An index so small may have ids that lie a little farther apart.
const SMALL: u64 = 1 << 16;

/// Some ids.
pub(crate) enum Ids {
    /// A bit for each from the first on.
    Close { first: i64, bits: Vec<u64> },
    /// Each by itself.
    Sparse(HashSet<i64>),
}

impl Ids {
    /// None yet, of an index with so many posts whose ids lie within these bounds.
    pub(crate) fn new((first, last): (i64, i64), posts: u64) -> Self {
        match last.checked_sub(first).and_then(|span| u64::try_from(span).ok()) {
            Some(span) if span <= posts.saturating_mul(SPARSE).max(SMALL) => {
                Self::Close { first, bits: vec![0; span as usize / 64 + 1] }
            }
            _ => Self::Sparse(HashSet::new()),
        }
    }

    #[inline]
    pub(crate) fn insert(&mut self, id: i64) {
        match self {
            Self::Close { first, bits } => {
                let at = id.wrapping_sub(*first) as usize;
                if let Some(word) = bits.get_mut(at / 64) {
                    *word |= 1 << (at % 64);
                }
            }
            Self::Sparse(ids) => {
                ids.insert(id);
            }
        }
    }

    #[inline]
    pub(crate) fn contains(&self, id: i64) -> bool {
        match self {
            Self::Close { first, bits } => {
                let at = id.wrapping_sub(*first) as usize;
                bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
            }
            Self::Sparse(ids) => ids.contains(&id),
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        match (self, other) {
            (Self::Close { bits, .. }, Self::Close { bits: other, .. }) => {
                bits.iter_mut().zip(other).for_each(|(own, other)| *own |= other);
            }
            (Self::Sparse(ids), Self::Sparse(other)) => ids.extend(other),
            // Sets of one index are alike.
            _ => {}
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Close { bits, .. } => bits.iter().map(|word| word.count_ones() as usize).sum(),
            Self::Sparse(ids) => ids.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_and_sparse_ids_are_sets_alike() {
        for (bounds, posts) in [((-3, 100), 10), ((i64::MIN, i64::MAX), 10), ((0, 1 << 40), 10)] {
            let mut ids = Ids::new(bounds, posts);
            ids.insert(bounds.0);
            ids.insert(bounds.1);
            ids.insert(bounds.1);
            let mut other = Ids::new(bounds, posts);
            other.insert(7);
            ids.add(&other);
            assert_eq!(ids.len(), 3, "{bounds:?}");
            assert!(ids.contains(7) && ids.contains(bounds.0) && !ids.contains(8));
        }
    }
}
