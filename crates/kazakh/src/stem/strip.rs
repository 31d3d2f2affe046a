//! Takes a Kazakh word and takes its endings off, slot by slot from the right, in every way that harmony, assimilation and the
//! order of slots allow; gives the way that costs least.
//!
//! A way costs the negative log share of its stem and of each ending. A known stem with a regular ending so beats a long
//! unknown one, and a short ending is not torn from an unknown word just because it looks like one.

use super::ending::{Ending, Endings, NOUN, VERB};
use super::lexicon::{Kind, Lexicon, Weights};
use super::sound::{Harmony, LONGEST, Letters, OTHER, Spelling, devoiced, number};
use super::trie::Place;

/// The most endings of a word.
pub(super) const MOST_ENDINGS: usize = 12;

/// The most endings that are tried on one word, so that a hostile one costs no more than others. Running text needs a few dozen.
const MOST_STEPS: u32 = 4000;

/// The least letters of a stem that is not in the list.
const UNKNOWN_SHORTEST: usize = 3;

/// What happened to the end of a stem before an ending.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change {
    /// Nothing.
    None,
    /// Its last letter was this.
    Last(u8),
    /// This letter stood after it.
    Lost(u8),
    /// This vowel stood before its last letter.
    Elided(u8),
}

/// The cheapest way to take a word apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// The letters of the word that belong to the stem.
    pub(super) length: usize,
    /// What is changed at their end to have the stem.
    pub(super) change: Change,
    pub(super) kind: Kind,
    pub(super) negated: bool,
    /// Numbers of the endings, the last of the word first.
    pub(super) endings: [u16; MOST_ENDINGS],
    /// How many endings there are.
    pub(super) count: usize,
    /// Negative natural log of its probability, up to a constant.
    pub(super) cost: f32,
    /// Whether the stem is a known one, or made of one.
    pub(super) is_known: bool,
}

/// Works on one word.
pub(super) struct Stripper<'a> {
    endings: &'a Endings,
    lexicon: &'a Lexicon,
    weights: Weights,
    spelling: Spelling,
    letters: &'a Letters,
    /// Where each beginning of the word is in the tree of stems, as far as there is one.
    places: [Option<Place>; LONGEST + 1],
    best: Way,
    trail: [u16; MOST_ENDINGS],
    steps: u32,
}

/// The state of a walk from the right.
#[derive(Clone, Copy)]
struct Walk {
    cost: f32,
    negated: bool,
    endings: usize,
    /// The stem that a maker of stems closed: its letters, change and kind, and how many endings follow it.
    made: Option<(usize, Change, Kind, usize)>,
}

/// The cheapest way to take a word apart.
pub(super) fn cheapest(
    letters: &Letters,
    endings: &Endings,
    lexicon: &Lexicon,
    weights: Weights,
    spelling: Spelling,
) -> Way {
    let length = letters.len();
    let mut places = [None; LONGEST + 1];
    places[0] = Some(lexicon.start());
    for (read, letter) in letters.numbers().iter().enumerate() {
        places[read + 1] = places[read].and_then(|place| lexicon.step(place, *letter, spelling));
        if places[read + 1].is_none() {
            break;
        }
    }
    let best = Way {
        length,
        change: Change::None,
        kind: Kind::Noun,
        negated: false,
        endings: [0; MOST_ENDINGS],
        count: 0,
        cost: f32::INFINITY,
        is_known: false,
    };
    let mut stripper = Stripper {
        endings,
        lexicon,
        weights,
        spelling,
        letters,
        places,
        best,
        trail: [0; MOST_ENDINGS],
        steps: 0,
    };
    let start = Walk { cost: 0.0, negated: false, endings: 0, made: None };
    let costs = endings.costs;
    stripper.weigh(length, Change::None, Kind::Noun, Walk { cost: costs.bare_noun, ..start });
    stripper.weigh(length, Change::None, Kind::Verb, Walk { cost: costs.bare_verb, ..start });
    stripper.walk(length, None, u64::MAX, start);
    stripper.best
}

impl Stripper<'_> {
    /// Tries every ending of the first `end` letters that is allowed. `last` is what the last of them was before an ending changed it.
    fn walk(&mut self, end: usize, last: Option<u8>, allowed: u64, walk: Walk) {
        let endings = self.endings;
        let mut place = endings.start();
        for read in 1..end {
            let letter = match last {
                Some(last) if read == 1 => last,
                _ => self.letters.numbers()[end - read],
            };
            let Some(next) = endings.step(place, letter) else { return };
            place = next;
            for (index, ending) in endings.at(place) {
                if ending.line & allowed != 0 {
                    self.take(end, last, (index, ending), walk);
                }
            }
        }
    }

    /// Takes one ending off.
    fn take(&mut self, end: usize, last: Option<u8>, (index, ending): (u16, &Ending), walk: Walk) {
        let rest = end - ending.length;
        let Some(price) = self.price(rest, ending) else { return };
        let costs = self.endings.costs;
        let is_bare_negation = walk.endings == 0 && ending.negates() && ending.follows & VERB != 0;
        let mut next = Walk {
            cost: walk.cost + ending.cost + price + if is_bare_negation { costs.bare_negation } else { 0.0 },
            negated: walk.negated || (ending.negates() && walk.made.is_none()),
            endings: walk.endings + 1,
            made: walk.made,
        };
        self.steps += 1;
        if next.cost >= self.best.cost || walk.endings == MOST_ENDINGS || self.steps > MOST_STEPS {
            return;
        }
        self.trail[walk.endings] = index;
        if ending.stays() && next.made.is_none() {
            let kind = if ending.slot == super::ending::Slot::VerbMaker { Kind::Verb } else { Kind::Noun };
            let last = last.or_else(|| self.voiced(end, ending));
            next.made = Some((end, last.map_or(Change::None, Change::Last), kind, walk.endings));
            if walk.endings == 0 {
                next.cost += if kind == Kind::Verb { costs.bare_verb } else { costs.bare_noun };
            }
        }
        for (bit, kind) in [(NOUN, Kind::Noun), (VERB, Kind::Verb)] {
            if ending.follows & bit != 0 {
                self.stop(rest, ending, kind, next);
            }
        }
        let lines = ending.follows & !(NOUN | VERB);
        if lines != 0 && ending.restores.is_none() {
            self.walk(rest, None, lines, next);
            if ending.opens_with_vowel
                && rest >= 2
                && self.letters.ends_in_vowel(rest - 1)
                && let Some(last) = devoiced(self.letters.numbers()[rest - 1], self.spelling)
            {
                self.walk(rest, Some(last), lines, next);
            }
        }
    }

    /// What the last letter of a maker was before voicing, where it is voiced: `қ` of «тазалығы».
    fn voiced(&self, end: usize, ending: &Ending) -> Option<u8> {
        let last = self.letters.numbers()[end - 1];
        devoiced(last, self.spelling).filter(|_| ending.length > 1)
    }

    /// Weighs the first `rest` letters as a stem before an ending, with what may have happened to their end.
    fn stop(&mut self, rest: usize, ending: &Ending, kind: Kind, walk: Walk) {
        if let Some(lost) = ending.restores {
            return self.weigh(rest, Change::Lost(lost), kind, walk);
        }
        if !ending.opens_with_vowel || rest < 2 {
            return self.weigh(rest, Change::None, kind, walk);
        }
        let last = self.letters.numbers()[rest - 1];
        match devoiced(last, self.spelling).filter(|_| self.letters.ends_in_vowel(rest - 1)) {
            Some(voiceless) => {
                self.weigh(rest, Change::Last(voiceless), kind, walk);
                let cost = walk.cost + self.endings.costs.voiced_remainder;
                self.weigh(rest, Change::None, kind, Walk { cost, ..walk });
            }
            None => self.weigh(rest, Change::None, kind, walk),
        }
        if !self.letters.ends_in_vowel(rest) {
            for vowel in [number('ы'), number('і')] {
                if self.is_elided(rest, vowel) {
                    self.weigh(rest, Change::Elided(vowel), kind, walk);
                }
            }
        }
    }

    fn is_elided(&self, rest: usize, vowel: u8) -> bool {
        self.place(rest, Change::Elided(vowel))
            .and_then(|place| self.lexicon.entry(place, self.spelling))
            .is_some_and(|entry| entry.is_elided)
    }

    /// What an ending costs more after the first `rest` letters; `None` when it cannot stand there.
    fn price(&self, rest: usize, ending: &Ending) -> Option<f32> {
        if self.letters.classes(rest) & ending.after == 0 || rest < 2 || !self.letters.has_vowel(rest) {
            return None;
        }
        match (ending.harmony, self.letters.harmony(rest)) {
            (Harmony::Any, _) | (_, Harmony::Any) => Some(0.0),
            (wanted, found) if wanted == found => Some(0.0),
            _ if ending.is_narrow => Some(self.endings.costs.wrong_narrow_vowel),
            _ => None,
        }
    }

    /// Where a changed beginning of the word is in the tree of stems.
    fn place(&self, length: usize, change: Change) -> Option<Place> {
        let step = |place: Option<Place>, letter: u8| self.lexicon.step(place?, letter, self.spelling);
        match change {
            Change::None => self.places[length],
            Change::Last(last) => step(self.places[length - 1], last),
            Change::Lost(lost) => step(self.places[length], lost),
            Change::Elided(vowel) => {
                let last = self.letters.numbers()[length - 1];
                step(step(self.places[length - 1], vowel), last)
            }
        }
    }

    /// Keeps a way that costs less than the best so far.
    fn weigh(&mut self, length: usize, change: Change, kind: Kind, walk: Walk) {
        let entry = self.place(length, change).and_then(|place| self.lexicon.entry(place, self.spelling));
        let known = entry.and_then(|entry| entry.cost(kind, self.weights));
        // A maker that stays is told by the stem it was put on.
        let cost = match known {
            Some(cost) => walk.cost + cost,
            None if walk.made.is_none() => walk.cost + self.unknown(length, change, kind),
            None => return,
        };
        if cost < self.best.cost {
            let (length, change, kind, count) = walk.made.unwrap_or((length, change, kind, walk.endings));
            self.best = Way {
                length,
                change,
                kind,
                negated: walk.negated,
                endings: self.trail,
                count,
                cost,
                is_known: known.is_some(),
            };
        }
    }

    /// What an unknown stem costs; infinite when it cannot be a stem.
    fn unknown(&self, length: usize, change: Change, kind: Kind) -> f32 {
        let letters = length + usize::from(matches!(change, Change::Lost(_) | Change::Elided(_)));
        if letters < UNKNOWN_SHORTEST {
            return f32::INFINITY;
        }
        let costs = self.endings.costs;
        let verb = if kind == Kind::Verb { costs.unknown_verb } else { 0.0 };
        costs.unknown_stem + costs.unknown_letter * letters as f32 + verb
    }
}

/// Whether all letters from the left to `end` are endings of a noun, as they stand after a hyphen; their harmony is that of what
/// stands before it and is not asked.
pub(super) fn are_endings(letters: &Letters, endings: &Endings, end: usize, allowed: u64) -> bool {
    let mut place = endings.start();
    for read in 1..=end {
        let Some(next) = endings.step(place, letters.numbers()[end - read]) else { return false };
        place = next;
        for (_, ending) in
            endings.at(place).filter(|(_, ending)| ending.line & allowed != 0 && !ending.stays())
        {
            let is_whole = read == end && ending.follows & NOUN != 0;
            let lines = ending.follows & !(NOUN | VERB);
            if is_whole || (lines != 0 && read < end && are_endings(letters, endings, end - read, lines)) {
                return true;
            }
        }
    }
    false
}

/// Appends the stem of a way to `stem`.
pub(super) fn write_stem(word: &str, way: &Way, stem: &mut String) {
    use super::lexicon::letter;
    let mut letters = word.chars();
    let shorter = matches!(way.change, Change::Last(_) | Change::Elided(_));
    stem.extend(letters.by_ref().take(way.length - usize::from(shorter)));
    match way.change {
        Change::None => {}
        Change::Last(last) | Change::Lost(last) => stem.extend(letter(last)),
        Change::Elided(vowel) => {
            stem.extend(letter(vowel));
            stem.extend(letters.next());
        }
    }
}

const _: () = assert!(OTHER < 64, "a letter is a bit");
