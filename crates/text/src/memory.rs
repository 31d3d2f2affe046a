//! Takes what is worked out of single words and keeps it for a while. A few ten thousand forms make up most of what people
//! write, and what a word is read as depends on nothing but the word and how its sentence is written.
//!
//! Every thread remembers on its own. What is remembered is what would be worked out again, so nothing depends on it but speed.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

/// Words a generation holds. Two generations are kept: what was not met within the last one is forgotten.
const WORDS: usize = 16_384;

/// Bytes of the longest word that is remembered: longer ones hardly come again.
const LONGEST: usize = 48;

/// What was worked out of words, by the word.
pub(crate) struct Memory<T> {
    recent: FxHashMap<Box<str>, T>,
    older: FxHashMap<Box<str>, T>,
    /// The word looked for, behind what it depends on beside itself.
    key: String,
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self { recent: FxHashMap::default(), older: FxHashMap::default(), key: String::new() }
    }
}

impl<T: Clone> Memory<T> {
    /// What is remembered of a word under a circumstance, or else what `work_out` says of it.
    pub(crate) fn of(
        memory: &RefCell<Self>,
        circumstance: char,
        word: &str,
        work_out: impl FnOnce() -> T,
    ) -> T {
        if word.len() > LONGEST {
            return work_out();
        }
        let known = memory.borrow_mut().recall(circumstance, word);
        known.unwrap_or_else(|| {
            let found = work_out();
            memory.borrow_mut().keep(circumstance, word, found.clone());
            found
        })
    }

    fn recall(&mut self, circumstance: char, word: &str) -> Option<T> {
        self.name(circumstance, word);
        if let Some(known) = self.recent.get(self.key.as_str()) {
            return Some(known.clone());
        }
        let (key, known) = self.older.remove_entry(self.key.as_str())?;
        self.put(key, known.clone());
        Some(known)
    }

    fn keep(&mut self, circumstance: char, word: &str, found: T) {
        self.name(circumstance, word);
        let key = self.key.as_str().into();
        self.put(key, found);
    }

    fn name(&mut self, circumstance: char, word: &str) {
        self.key.clear();
        self.key.push(circumstance);
        self.key.push_str(word);
    }

    fn put(&mut self, key: Box<str>, found: T) {
        if self.recent.len() == WORDS {
            self.older = std::mem::take(&mut self.recent);
        }
        self.recent.insert(key, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_worked_out_once_under_each_circumstance_and_forgotten_at_last() {
        let memory = RefCell::new(Memory::default());
        let worked = std::cell::Cell::new(0);
        let ask = |circumstance, word: &str| {
            Memory::of(&memory, circumstance, word, || {
                worked.set(worked.get() + 1);
                format!("{circumstance}{word}")
            })
        };
        assert_eq!(
            (ask('k', "су"), ask('k', "су"), ask('r', "су")),
            ("kсу".into(), "kсу".into(), "rсу".into())
        );
        assert_eq!(worked.get(), 2);
        for number in 0..WORDS {
            ask('k', &number.to_string());
        }
        ask('k', "су");
        assert_eq!(worked.get(), 2 + WORDS, "met within the last generation");
        for number in 0..3 * WORDS {
            ask('k', &number.to_string());
        }
        let before = worked.get();
        ask('k', "су");
        assert_eq!(worked.get(), before + 1);
        ask('k', &"у".repeat(100));
        ask('k', &"у".repeat(100));
        assert_eq!(worked.get(), before + 3, "long words are not kept");
        let kept = memory.borrow().recent.len() + memory.borrow().older.len();
        assert!(kept <= 2 * WORDS);
    }
}
