//! Takes a Kazakh word and takes its endings off, slot by slot from the right, in every way that harmony, assimilation and the
//! order of slots allow; gives the analysis that costs least.
//!
//! An analysis costs the negative log share of its stem and of each ending. A known stem with a regular ending so beats a long
//! unknown one, and a short ending is not torn from an unknown word just because it looks like one.

use super::ending::{Ending, Endings, NOUN, VERB};
use super::lexicon::{Kind, Lexicon};
use super::sound::{Harmony, Spelling, classes, harmony, is_vowel};

/// What a noun without endings costs, and a verb.
const BARE_NOUN: f32 = 0.8;
const BARE_VERB: f32 = 4.0;

/// What a word costs more that ends in its negation: «түсіндірме» is a noun before it is an order.
const BARE_NEGATION: f32 = 1.5;

/// What an ending costs more that has `ы` for `і` or the reverse, as people mistype.
const WRONG_NARROW_VOWEL: f32 = 3.5;

/// What an unknown stem costs more when it ends in a sound that voicing left behind («кітаб»).
const VOICED_REMAINDER: f32 = 2.0;

/// One way to take a word apart.
#[derive(Clone, PartialEq, Debug)]
pub struct Analysis {
    /// The stem.
    pub stem: String,
    /// Its kind.
    pub kind: Kind,
    /// Whether an ending negates it.
    pub negated: bool,
    /// How many endings were taken off.
    pub endings: usize,
    /// Negative natural log of its probability, up to a constant.
    pub cost: f32,
    /// Whether the stem is a known one.
    pub known: bool,
}

/// What [`best`] works with.
pub(super) struct Stripper<'a> {
    pub(super) endings: &'a Endings,
    pub(super) lexicon: &'a Lexicon,
    pub(super) elided: &'a [&'static str],
    pub(super) spelling: Spelling,
}

/// The state of a walk from the right.
#[derive(Clone, Copy)]
struct Walk {
    cost: f32,
    negated: bool,
    endings: usize,
}

impl Stripper<'_> {
    /// The cheapest analysis of a word.
    pub(super) fn best(&self, word: &str) -> Analysis {
        let mut best = Analysis {
            stem: word.to_owned(),
            kind: Kind::Noun,
            negated: false,
            endings: 0,
            cost: f32::INFINITY,
            known: false,
        };
        let start = Walk { cost: 0.0, negated: false, endings: 0 };
        self.weigh(word, Kind::Noun, Walk { cost: BARE_NOUN, ..start }, &mut best);
        self.weigh(word, Kind::Verb, Walk { cost: BARE_VERB, ..start }, &mut best);
        self.walk(word, u64::MAX, start, &mut best);
        best
    }

    fn walk(&self, word: &str, allowed: u64, walk: Walk, best: &mut Analysis) {
        let Some(list) = word.chars().last().and_then(|last| self.endings.get(&last)) else { return };
        for ending in list.iter().filter(|ending| ending.slot & allowed != 0) {
            let Some(rest) = word.strip_suffix(ending.form.as_str()) else { continue };
            let Some(price) = self.price(rest, ending) else { continue };
            let is_bare_negation = ending.negates && ending.follows & VERB != 0 && walk.endings == 0;
            let walk = Walk {
                cost: walk.cost + ending.cost + price + if is_bare_negation { BARE_NEGATION } else { 0.0 },
                negated: walk.negated || ending.negates,
                endings: walk.endings + 1,
            };
            if walk.cost >= best.cost {
                continue;
            }
            if ending.restores.is_empty() {
                self.stop_or_go(rest, ending, walk, best);
            } else {
                let restored = format!("{rest}{}", ending.restores);
                self.stop_or_go(&restored, ending, walk, best);
            }
        }
    }

    fn stop_or_go(&self, rest: &str, ending: &Ending, walk: Walk, best: &mut Analysis) {
        for (bit, kind) in [(NOUN, Kind::Noun), (VERB, Kind::Verb)] {
            if ending.follows & bit == 0 {
                continue;
            }
            let devoiced = if ending.opens_with_vowel { devoice(rest, self.spelling) } else { None };
            if let Some(devoiced) = devoiced {
                self.weigh(&devoiced, kind, walk, best);
                let raw = Walk { cost: walk.cost + VOICED_REMAINDER, ..walk };
                self.weigh(rest, kind, raw, best);
            } else {
                self.weigh(rest, kind, walk, best);
            }
            if kind == Kind::Noun
                && ending.opens_with_vowel
                && let Some(full) = self.elided.iter().find(|full| is_elided(full, rest, self.spelling))
            {
                self.weigh(full, kind, walk, best);
            }
        }
        let slots = ending.follows & !(NOUN | VERB);
        if slots != 0 {
            self.walk(rest, slots, walk, best);
        }
    }

    /// What an ending costs more after `rest`; `None` when it cannot stand there.
    fn price(&self, rest: &str, ending: &Ending) -> Option<f32> {
        let last = rest.chars().last()?;
        if classes(last, self.spelling) & ending.after == 0 || !rest.contains(is_vowel) || rest.len() < 4 {
            return None;
        }
        match (ending.harmony, harmony(rest)) {
            (Harmony::Any, _) | (_, Harmony::Any) => Some(0.0),
            (wanted, found) if wanted == found => Some(0.0),
            _ if ending.is_narrow => Some(WRONG_NARROW_VOWEL),
            _ => None,
        }
    }

    fn weigh(&self, stem: &str, kind: Kind, walk: Walk, best: &mut Analysis) {
        let folded = self.spelling == Spelling::Folded;
        let cost = walk.cost + self.lexicon.cost(stem, kind, folded);
        if cost < best.cost {
            *best = Analysis {
                stem: stem.to_owned(),
                kind,
                negated: walk.negated,
                endings: walk.endings,
                cost,
                known: self.lexicon.has(stem, folded),
            };
        }
    }
}

/// The stem before voicing: `б`, `г` and `ғ` between vowels were `п`, `к` and `қ`.
fn devoice(rest: &str, spelling: Spelling) -> Option<String> {
    let mut letters = rest.chars().rev();
    let last = letters.next()?;
    letters.next().filter(|letter| is_vowel(*letter))?;
    let voiceless = match last {
        'б' => 'п',
        'г' => 'к',
        'ғ' if spelling == Spelling::Full => 'қ',
        _ => return None,
    };
    let mut stem = rest[..rest.len() - last.len_utf8()].to_owned();
    stem.push(voiceless);
    Some(stem)
}

/// Whether `rest` is `full` without the vowel before its last letter.
fn is_elided(full: &str, rest: &str, spelling: Spelling) -> bool {
    if spelling == Spelling::Folded {
        // The list is short; its skeletons are spelled on the way.
        let full = crate::skeleton(full);
        return is_elided(&full, rest, Spelling::Full) && full != rest;
    }
    let mut letters = full.char_indices().rev();
    let (Some((last, _)), Some((vowel, _))) = (letters.next(), letters.next()) else { return false };
    rest.len() == full.len() - (last - vowel)
        && rest.starts_with(&full[..vowel])
        && rest.ends_with(&full[last..])
}
