//! Takes the list of stems and walks it letter by letter: which listed stems can a typed beginning stand for?
//!
//! Beside each stem stand the shapes it takes before endings: voiced («мектеб»), without its last vowel («халқ», «оқ»), without
//! the `й` that runs together with what follows («қо» of «қояды»).

use std::ops::Range;
use std::sync::LazyLock;

use super::alphabet::Typed;
use crate::stem::letters::{OTHER, Place, ROOT, Trie, number};

const STEMS: &str = include_str!("../../../../data/lexicon/kazakh_stems.tsv");
const EXCEPTIONS: &str = include_str!("../../../../data/lexicon/kazakh_exceptions.tsv");
const COMMON: &str = include_str!("../../../../data/lexicon/stop_words_kk.txt");
const ELIDED: &str = include_str!("../../../../data/lexicon/kazakh_elision.txt");

/// All shapes of stems, as a tree of their letters.
static SHAPES: LazyLock<Trie> = LazyLock::new(|| {
    let mut shapes = Vec::new();
    for line in STEMS.lines() {
        let mut columns = line.split('\t');
        let Some(stem) = columns.next().filter(|stem| !stem.is_empty()) else { continue };
        shapes.push(stem.to_owned());
        if let Some((at, last)) = stem.char_indices().next_back() {
            let body = &stem[..at];
            match last {
                'п' => shapes.push(format!("{body}б")),
                'к' => shapes.push(format!("{body}г")),
                'қ' => shapes.push(format!("{body}ғ")),
                'ы' | 'і' | 'й' => shapes.push(body.to_owned()),
                _ => {}
            }
            if last == 'п' && columns.next() == Some("V") {
                shapes.push(format!("{body}у"));
            }
        }
    }
    shapes.extend(EXCEPTIONS.lines().filter_map(|line| line.split('\t').next()).map(str::to_owned));
    shapes.extend(COMMON.lines().map(str::to_owned));
    for stem in ELIDED.lines() {
        let mut letters: Vec<char> = stem.chars().collect();
        if letters.len() > 2 {
            letters.remove(letters.len() - 2);
            shapes.push(letters.into_iter().collect());
        }
    }
    shapes.retain(|shape| shape.chars().count() > 1);
    let mut shapes: Vec<(Vec<u8>, u32)> =
        shapes.iter().map(|shape| (shape.chars().map(number).collect(), 0)).collect();
    shapes.retain(|(letters, _)| !letters.contains(&OTHER));
    shapes.sort_unstable();
    shapes.dedup();
    Trie::new(&shapes)
});

/// A beginning of a typed word that spells a listed stem.
#[derive(Debug)]
pub(super) struct Beginning {
    /// The stem as it stands before its ending, among [`Beginnings::letters`].
    pub(super) written: Range<usize>,
    /// How many typed letters it takes.
    pub(super) taken: usize,
    /// What its letters cost.
    pub(super) cost: f32,
}

/// All beginnings of a typed word that spell a listed stem.
#[derive(Default)]
pub(super) struct Beginnings {
    /// The letters of all, in one.
    pub(super) letters: String,
    /// Each of them, every spelling of as many letters once.
    pub(super) found: Vec<Beginning>,
}

/// Steps a walk may take; hostile words would take more.
const STEPS: usize = 2000;

/// All beginnings of `typed` that spell a listed stem.
pub(super) fn beginnings(typed: &Typed) -> Beginnings {
    let found = Beginnings { letters: String::with_capacity(256), found: Vec::with_capacity(16) };
    let mut walk = Walk { typed, shapes: &SHAPES, written: String::with_capacity(48), steps: STEPS, found };
    walk.go(0, ROOT, 0.0);
    walk.found
}

struct Walk<'a> {
    typed: &'a Typed,
    shapes: &'a Trie,
    written: String,
    steps: usize,
    found: Beginnings,
}

impl Walk<'_> {
    /// Goes on after `at` typed letters, which have led to `place`.
    fn go(&mut self, at: usize, place: Place, cost: f32) {
        if self.steps == 0 {
            return;
        }
        self.steps -= 1;
        if self.shapes.value(place).is_some() {
            self.keep(at, cost);
        }
        for meaning in self.typed.meanings(at) {
            let step = |place, letter| self.shapes.step(place, number(letter));
            let Some(place) = meaning.written.chars().try_fold(place, step) else { continue };
            let length = self.written.len();
            self.written.push_str(meaning.written);
            self.go(at + meaning.taken, place, cost + meaning.cost);
            self.written.truncate(length);
        }
    }

    fn keep(&mut self, taken: usize, cost: f32) {
        let Beginnings { letters, found } = &mut self.found;
        let is_same =
            |known: &&mut Beginning| known.taken == taken && letters[known.written.clone()] == self.written;
        if let Some(known) = found.iter_mut().find(is_same) {
            known.cost = known.cost.min(cost);
            return;
        }
        let start = letters.len();
        letters.push_str(&self.written);
        found.push(Beginning { written: start..letters.len(), taken, cost });
    }
}
