//! Takes the list of stems and walks it letter by letter: which listed stems can a typed beginning stand for?
//!
//! Beside each stem stand the shapes it takes before endings: voiced («мектеб»), without its last vowel («халқ», «оқ»), without
//! the `й` that runs together with what follows («қо» of «қояды»).

use std::sync::LazyLock;

use super::alphabet::Typed;

const STEMS: &str = include_str!("../../../../data/lexicon/kazakh_stems.tsv");
const EXCEPTIONS: &str = include_str!("../../../../data/lexicon/kazakh_exceptions.tsv");
const COMMON: &str = include_str!("../../../../data/lexicon/stop_words_kk.txt");
const ELIDED: &str = include_str!("../../../../data/lexicon/kazakh_elision.txt");

/// All shapes of stems, in order, each once.
static SHAPES: LazyLock<Vec<String>> = LazyLock::new(|| {
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
    shapes.sort_unstable();
    shapes.dedup();
    shapes
});

/// A beginning of a typed word that spells a listed stem.
#[derive(Debug)]
pub(super) struct Beginning {
    /// The stem as it stands before its ending.
    pub(super) written: String,
    /// How many typed letters it takes.
    pub(super) taken: usize,
    /// What its letters cost.
    pub(super) cost: f32,
}

/// Steps a walk may take; hostile words would take more.
const STEPS: usize = 2000;

/// All beginnings of `typed` that spell a listed stem.
pub(super) fn beginnings(typed: &Typed) -> Vec<Beginning> {
    let mut walk = Walk { typed, written: String::new(), steps: STEPS, found: Vec::new() };
    walk.go(0, &SHAPES, 0.0);
    walk.found
}

struct Walk<'a> {
    typed: &'a Typed,
    written: String,
    steps: usize,
    found: Vec<Beginning>,
}

impl Walk<'_> {
    /// Goes on after `at` typed letters; `shapes` are those that begin with what is written.
    fn go(&mut self, at: usize, shapes: &[String], cost: f32) {
        if self.steps == 0 {
            return;
        }
        self.steps -= 1;
        if shapes.first().is_some_and(|shape| *shape == self.written) {
            match self.found.iter_mut().find(|known| known.written == self.written && known.taken == at) {
                Some(known) => known.cost = known.cost.min(cost),
                None => self.found.push(Beginning { written: self.written.clone(), taken: at, cost }),
            }
        }
        for meaning in self.typed.meanings(at) {
            let length = self.written.len();
            self.written.push_str(meaning.written);
            let from = shapes.partition_point(|shape| shape.as_str() < self.written.as_str());
            let rest = &shapes[from..];
            let to = rest.partition_point(|shape| shape.starts_with(self.written.as_str()));
            if to > 0 {
                self.go(at + meaning.taken, &rest[..to], cost + meaning.cost);
            }
            self.written.truncate(length);
        }
    }
}
