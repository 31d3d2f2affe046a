//! Remembers what was worked out of a word. Words of a language come again and again, so most of the work on a text was done for an
//! earlier one; what is remembered changes no answer and is bounded.

use std::collections::hash_map::Entry;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

/// Parts that are locked one by one, so that threads hardly wait for each other.
const PARTS: usize = 64;
/// Words each part remembers; a part with more forgets all.
const WORDS: usize = 2_048;
/// Bytes of a word up to which it is remembered.
const LONGEST: usize = 64;

/// Words, and what each gives under every circumstance that was met: the first stands nearer, as most have no other.
type Known<C, V> = FxHashMap<Box<str>, ((C, V), Vec<(C, V)>)>;

/// What was worked out of words, each under some circumstances.
pub(crate) struct Memo<C, V> {
    parts: [Mutex<Known<C, V>>; PARTS],
}

impl<C: Copy + PartialEq, V: Clone> Memo<C, V> {
    pub(crate) fn new() -> Self {
        Self { parts: std::array::from_fn(|_| Mutex::default()) }
    }

    /// What `work` gives for a word under these circumstances. It must depend on nothing else.
    pub(crate) fn get(&self, word: &str, under: C, work: impl FnOnce() -> V) -> V {
        if word.len() > LONGEST {
            return work();
        }
        let part = &self.parts[(FxBuildHasher.hash_one(word) >> 32) as usize % PARTS];
        let lock = || part.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((first, others)) = lock().get(word)
            && let Some((_, value)) = std::iter::once(first).chain(others).find(|(known, _)| *known == under)
        {
            return value.clone();
        }
        // Not under the lock: others go on meanwhile.
        let value = work();
        let mut known = lock();
        if known.len() >= WORDS {
            known.clear();
        }
        match known.entry(word.into()) {
            Entry::Vacant(place) => {
                place.insert(((under, value.clone()), Vec::new()));
            }
            Entry::Occupied(mut place) => {
                let (first, others) = place.get_mut();
                if first.0 != under && others.iter().all(|(known, _)| *known != under) {
                    others.push((under, value.clone()));
                }
            }
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_own_value_under_each_circumstance_however_many_there_are() {
        let memo = Memo::new();
        for round in 0..2 {
            for number in 0..PARTS * WORDS + 5_000 {
                let word = number.to_string();
                for under in [true, false] {
                    let value = memo.get(&word, under, || (number, under));
                    assert_eq!(value, (number, under), "round {round}");
                }
            }
        }
        let held: usize = memo.parts.iter().map(|part| part.lock().unwrap().len()).sum();
        assert!(held <= PARTS * WORDS);
    }
}
