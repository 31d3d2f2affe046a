//! Sets and scores over a stretch of documents that fits into the processor's nearest memory. Evaluation goes through a segment
//! stretch by stretch, so that set algebra is a few machine words a part and nothing is allocated per match.

/// Documents of a stretch.
pub(crate) const DOCS: usize = 4_096;
const PARTS: usize = DOCS / 64;

/// Some documents of a stretch, counted from its beginning.
#[derive(Clone)]
pub(crate) struct Bits([u64; PARTS]);

impl Bits {
    pub(crate) const EMPTY: Self = Self([0; PARTS]);

    /// The first `docs` documents.
    pub(crate) fn first(docs: usize) -> Self {
        let mut bits = Self::EMPTY;
        for (part, word) in bits.0.iter_mut().enumerate() {
            let within = docs.saturating_sub(part * 64).min(64);
            *word = if within == 64 { u64::MAX } else { (1 << within) - 1 };
        }
        bits
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    #[inline]
    pub(crate) fn contains(&self, at: usize) -> bool {
        self.0[(at / 64) % PARTS] >> (at % 64) & 1 == 1
    }

    #[inline]
    pub(crate) fn insert(&mut self, at: usize) {
        self.0[(at / 64) % PARTS] |= 1 << (at % 64);
    }

    pub(crate) fn remove(&mut self, at: usize) {
        self.0[(at / 64) % PARTS] &= !(1 << (at % 64));
    }

    pub(crate) fn clear(&mut self) {
        self.0.fill(0);
    }

    pub(crate) fn keep(&mut self, other: &Self) {
        self.each(other, |own, other| own & other);
    }

    pub(crate) fn take(&mut self, other: &Self) {
        self.each(other, |own, other| own & !other);
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.each(other, |own, other| own | other);
    }

    fn each(&mut self, other: &Self, operation: impl Fn(u64, u64) -> u64) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own = operation(*own, *other);
        }
    }

    /// The documents, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(part, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                if word == 0 {
                    return None;
                }
                let at = word.trailing_zeros() as usize;
                word &= word - 1;
                Some(part * 64 + at)
            })
        })
    }

    /// Calls `see` with every document, ascending.
    #[inline]
    pub(crate) fn for_each(&self, mut see: impl FnMut(usize)) {
        for (part, word) in self.0.iter().enumerate() {
            let mut word = *word;
            while word != 0 {
                see(part * 64 + word.trailing_zeros() as usize);
                word &= word - 1;
            }
        }
    }
}

/// The documents of a stretch that match. Scores and what is missing hold for those only; the rest of both is left over from earlier.
pub(crate) struct Found {
    pub(crate) bits: Bits,
    pub(crate) score: Box<[f32]>,
    /// How many wanted words a document lacks.
    pub(crate) missing: Box<[u16]>,
}

impl Found {
    fn new() -> Self {
        Self { bits: Bits::EMPTY, score: vec![0.0; DOCS].into(), missing: vec![0; DOCS].into() }
    }

    /// Lets these documents match with nothing to their credit.
    pub(crate) fn fill_bare(&mut self, bits: &Bits) {
        self.bits = bits.clone();
        self.score.fill(0.0);
        self.missing.fill(0);
    }
}

/// Buffers that are free.
#[derive(Default)]
pub(crate) struct Pool(Vec<Found>);

impl Pool {
    pub(crate) fn take(&mut self) -> Found {
        let mut found = self.0.pop().unwrap_or_else(Found::new);
        found.bits.clear();
        found
    }

    pub(crate) fn give(&mut self, found: Found) {
        self.0.push(found);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bits_are_sets(
            left in prop::collection::btree_set(0..DOCS, 0..50),
            right in prop::collection::btree_set(0..DOCS, 0..50),
        ) {
            let bits = |set: &std::collections::BTreeSet<usize>| {
                let mut bits = Bits::EMPTY;
                set.iter().for_each(|at| bits.insert(*at));
                bits
            };
            let list = |bits: &Bits| bits.iter().collect::<Vec<_>>();
            let mut both = bits(&left);
            both.keep(&bits(&right));
            prop_assert_eq!(list(&both), left.intersection(&right).copied().collect::<Vec<_>>());
            let mut any = bits(&left);
            any.add(&bits(&right));
            prop_assert_eq!(list(&any), left.union(&right).copied().collect::<Vec<_>>());
            let mut rest = bits(&left);
            rest.take(&bits(&right));
            prop_assert_eq!(list(&rest), left.difference(&right).copied().collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_documents_are_so_many() {
        for docs in [0, 1, 63, 64, 65, DOCS - 1, DOCS] {
            assert_eq!(Bits::first(docs).iter().collect::<Vec<_>>(), (0..docs).collect::<Vec<_>>());
        }
    }
}
