//! Takes the list of known Kazakh stems and says how well known a stem is, in full spelling and as a skeleton.

use rustc_hash::FxHashMap;

use crate::skeleton;

/// What kind of stem a stem is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// Nouns, adjectives and all else that takes nominal endings or none.
    Noun,
    /// Verbs.
    Verb,
}

/// What an unknown stem costs, and what each of its letters adds, in natural-log odds. Chosen so that an ending is taken off an
/// unknown word when it is longer than it is rare.
const UNKNOWN: f32 = 7.0;
const UNKNOWN_LETTER: f32 = 1.15;
const UNKNOWN_VERB: f32 = 1.5;

/// The least letters of a stem that is not in the list.
const UNKNOWN_SHORTEST: usize = 3;

/// How often a stem was seen, by [`Kind`], and for skeletons the full spelling that was seen most.
#[derive(Clone, Copy, Default, Debug)]
struct Entry {
    counts: [f32; 2],
    /// By [`Kind`]: the number of the most frequent full spelling and its count, and the count of the next.
    full: [Option<(usize, f32)>; 2],
    rival: [f32; 2],
}

/// Known stems.
#[derive(Default)]
pub struct Lexicon {
    full: FxHashMap<String, Entry>,
    folded: FxHashMap<String, Entry>,
    stems: Vec<String>,
    total: f32,
}

impl Lexicon {
    /// Reads lines of `stem`, `N` or `V`, and how many forms of it were seen, divided by tabs.
    pub fn new(lines: &str) -> Self {
        let mut lexicon = Self::default();
        for line in lines.lines() {
            let mut columns = line.split('\t');
            if let (Some(stem), Some(kind), Some(count)) = (columns.next(), columns.next(), columns.next()) {
                let kind = if kind == "V" { Kind::Verb } else { Kind::Noun };
                lexicon.insert(stem, kind, count.parse().unwrap_or(1.0));
            }
        }
        lexicon
    }

    /// Reads the same lines and lets every stem count alike.
    pub(super) fn of_equals(lines: &str) -> Self {
        let mut lexicon = Self::default();
        for (stem, kind, _) in Self::new(lines).entries() {
            lexicon.insert(stem, kind, 1.0);
        }
        lexicon
    }

    /// Adds `count` sightings of a stem.
    pub fn insert(&mut self, stem: &str, kind: Kind, count: f32) {
        let entry = self.full.entry(stem.to_owned()).or_default();
        entry.counts[kind as usize] += count;
        let seen = entry.counts[kind as usize];
        let folded = self.folded.entry(skeleton(stem)).or_default();
        folded.counts[kind as usize] += count;
        let (full, rival) = (&mut folded.full[kind as usize], &mut folded.rival[kind as usize]);
        match *full {
            Some((index, _)) if self.stems[index] == stem => *full = Some((index, seen)),
            Some((_, most)) if most >= seen => *rival = rival.max(seen),
            before => {
                *rival = rival.max(before.map_or(0.0, |(_, most)| most));
                *full = Some((self.stems.len(), seen));
                self.stems.push(stem.to_owned());
            }
        }
        self.total += count;
    }

    /// Whether a stem is known.
    pub fn knows(&self, stem: &str, kind: Kind) -> bool {
        self.full.get(stem).is_some_and(|entry| entry.counts[kind as usize] > 0.0)
    }

    /// Whether a stem, or the skeleton of one, is known as any kind.
    pub(super) fn has(&self, stem: &str, folded: bool) -> bool {
        if folded { self.folded.contains_key(stem) } else { self.full.contains_key(stem) }
    }

    /// The negative natural log of a stem's share; infinite when it cannot be a stem.
    pub(super) fn cost(&self, stem: &str, kind: Kind, folded: bool) -> f32 {
        let entries = if folded { &self.folded } else { &self.full };
        let count = entries.get(stem).map_or(0.0, |entry| entry.counts[kind as usize]);
        if count > 0.0 {
            return (self.total / count).ln();
        }
        let letters = stem.chars().count();
        if letters < UNKNOWN_SHORTEST {
            return f32::INFINITY;
        }
        UNKNOWN + UNKNOWN_LETTER * letters as f32 + if kind == Kind::Verb { UNKNOWN_VERB } else { 0.0 }
    }

    /// The full spelling of a skeleton, when one spelling is seen far more often than all others of its kind.
    pub(super) fn full_spelling(&self, folded: &str, kind: Kind) -> Option<&str> {
        const CLEARLY: f32 = 3.0;
        let entry = self.folded.get(folded)?;
        let (index, most) = entry.full[kind as usize]?;
        (most >= CLEARLY * entry.rival[kind as usize]).then(|| self.stems[index].as_str())
    }

    /// All known stems with their kind and count, in order.
    pub fn entries(&self) -> Vec<(&str, Kind, f32)> {
        let mut entries = Vec::new();
        for (stem, entry) in &self.full {
            for kind in [Kind::Noun, Kind::Verb] {
                if entry.counts[kind as usize] > 0.0 {
                    entries.push((stem.as_str(), kind, entry.counts[kind as usize]));
                }
            }
        }
        entries.sort_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)));
        entries
    }
}
