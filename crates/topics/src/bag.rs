//! Terms with the number of texts that hold them. A few are kept as a sorted list, which is quick to make and to compare;
//! many as a map, which is quick to add to.

use rustc_hash::FxHashMap;

/// From so many terms on they are kept as a map.
const MANY: usize = 256;

/// Terms and in how many texts each stands.
#[derive(Clone, Debug)]
pub(crate) enum Bag {
    /// Ascending by term, each once.
    Few(Vec<(u32, u32)>),
    Many(FxHashMap<u32, u32>),
}

impl Default for Bag {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Bag {
    /// The bag of one text, whose terms are distinct.
    pub(crate) fn of(terms: &[u32]) -> Self {
        let mut few: Vec<(u32, u32)> = terms.iter().map(|&term| (term, 1)).collect();
        few.sort_unstable();
        Self::Few(few)
    }

    /// Distinct terms.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Few(few) => few.len(),
            Self::Many(many) => many.len(),
        }
    }

    /// In how many texts a term stands.
    pub(crate) fn get(&self, term: u32) -> u32 {
        match self {
            Self::Few(few) => few.binary_search_by_key(&term, |&(term, _)| term).map_or(0, |at| few[at].1),
            Self::Many(many) => many.get(&term).copied().unwrap_or(0),
        }
    }

    /// Terms with their texts, in no order that means anything.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        let (few, many) = match self {
            Self::Few(few) => (Some(few), None),
            Self::Many(many) => (None, Some(many)),
        };
        let few = few.into_iter().flatten().copied();
        few.chain(many.into_iter().flatten().map(|(&term, &texts)| (term, texts)))
    }

    /// Takes over another bag.
    pub(crate) fn absorb(&mut self, mut other: Self) {
        if other.len() > self.len() {
            std::mem::swap(self, &mut other);
        }
        match (&mut *self, &other) {
            (Self::Few(mine), Self::Few(theirs)) => *mine = merged(mine, theirs),
            (Self::Many(many), _) => {
                for (term, texts) in other.iter() {
                    *many.entry(term).or_default() += texts;
                }
            }
            (Self::Few(_), Self::Many(_)) => unreachable!("a map holds more than a list"),
        }
        if let Self::Few(few) = self
            && few.len() >= MANY
        {
            *self = Self::Many(few.iter().copied().collect());
        }
    }

    /// What both hold: the term, and its texts here and there. In no order that means anything.
    pub(crate) fn common(&self, other: &Self, mut each: impl FnMut(u32, u32, u32)) {
        match (self, other) {
            (Self::Few(mine), Self::Few(theirs)) => {
                let (mut left, mut right) = (mine.iter().peekable(), theirs.iter().peekable());
                while let (Some(&&(term, here)), Some(&&(other, there))) = (left.peek(), right.peek()) {
                    match term.cmp(&other) {
                        std::cmp::Ordering::Less => {
                            left.next();
                        }
                        std::cmp::Ordering::Greater => {
                            right.next();
                        }
                        std::cmp::Ordering::Equal => {
                            each(term, here, there);
                            left.next();
                            right.next();
                        }
                    }
                }
            }
            _ if self.len() <= other.len() => {
                for (term, here) in self.iter() {
                    let there = other.get(term);
                    if there > 0 {
                        each(term, here, there);
                    }
                }
            }
            _ => {
                for (term, there) in other.iter() {
                    let here = self.get(term);
                    if here > 0 {
                        each(term, here, there);
                    }
                }
            }
        }
    }
}

fn merged(one: &[(u32, u32)], two: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut merged = Vec::with_capacity(one.len() + two.len());
    let (mut left, mut right) = (one, two);
    while let (Some(&(term, here)), Some(&(other, there))) = (left.first(), right.first()) {
        if term < other {
            merged.push((term, here));
            left = &left[1..];
        } else if term > other {
            merged.push((other, there));
            right = &right[1..];
        } else {
            merged.push((term, here + there));
            left = &left[1..];
            right = &right[1..];
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_maps_hold_the_same() {
        let few = |terms: std::ops::Range<u32>| Bag::of(&terms.collect::<Vec<_>>());
        let mut large = few(0..200);
        large.absorb(few(150..400));
        assert!(matches!(large, Bag::Many(_)));
        let mut small = few(390..395);
        small.absorb(few(394..410));
        assert!(matches!(small, Bag::Few(_)));
        let mut common = Vec::new();
        small.common(&large, |term, here, there| common.push((term, here, there)));
        common.sort_unstable();
        let expected: Vec<_> = (390..400).map(|term| (term, if term == 394 { 2 } else { 1 }, 1)).collect();
        assert_eq!(common, expected);
        assert_eq!((large.get(175), large.get(10), large.get(400), large.len()), (2, 1, 0, 400));
        large.absorb(small);
        assert_eq!((large.get(394), large.get(409), large.len()), (3, 1, 410));
    }
}
