//! Takes the lists of known Kazakh stems and gives them as trees, in full spelling and as skeletons, with how well known each is.

use std::collections::BTreeMap;

use super::sound::{ALPHABET, OTHER, Spelling, number};
use super::trie::{Place, ROOT, Trie};
use crate::skeleton;

/// What kind of stem a stem is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Nouns, adjectives and all else that takes nominal endings or none.
    Noun,
    /// Verbs.
    Verb,
}

/// How a list of stems is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weights {
    /// By how many forms of each stem were seen in openly licensed texts.
    Counted,
    /// As a list: every stem counts alike. For texts whose source forbids that counted weights be applied.
    Listed,
}

/// The lists.
#[derive(Clone, Copy, Default, Debug)]
pub struct Lists<'a> {
    /// Lines of `stem`, `N` or `V`, and how many forms of it were seen, divided by tabs.
    pub stems: &'a str,
    /// Lines of a word and its stem, where rules go wrong.
    pub exceptions: &'a str,
    /// Nouns that lose their last vowel before a vowel, a line each.
    pub elision: &'a str,
}

/// What is known of a stem.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// The negative natural log of its share, by [`Weights`] and [`Kind`]; infinite when it is none.
    costs: [[f32; 2]; 2],
    /// Of a skeleton, the number of the full spelling that is seen far more than all others, by [`Weights`] and [`Kind`].
    spelled: [[u32; 2]; 2],
    /// The number of the stem of this word, when it is an exception.
    exception: u32,
    /// Whether it loses its last vowel before a vowel.
    pub(super) is_elided: bool,
}

const NO_SPELLING: u32 = u32::MAX;

impl Entry {
    const UNKNOWN: Self = Self {
        costs: [[f32::INFINITY; 2]; 2],
        spelled: [[NO_SPELLING; 2]; 2],
        exception: NO_SPELLING,
        is_elided: false,
    };

    /// What it costs as a stem of a kind, when it is one.
    pub(super) fn cost(&self, kind: Kind, weights: Weights) -> Option<f32> {
        let cost = self.costs[weights as usize][kind as usize];
        (cost < f32::INFINITY).then_some(cost)
    }
}

/// The least count of a stem of the plain list, where nothing tells rare stems, which are more often wrong, from others.
const LISTED_LEAST: f32 = 3.0;

/// How much more than all others a full spelling must be seen to stand for its skeleton.
const CLEARLY: f32 = 3.0;

/// Known stems.
#[derive(Debug)]
pub(super) struct Lexicon {
    own: Trie,
    skeletons: Trie,
    entries: Vec<Entry>,
    /// All spellings in one, and where each begins and ends.
    letters: String,
    spellings: Vec<(u32, u32)>,
}

/// What is gathered of a spelling before the trees are built.
#[derive(Default)]
struct Gathered<'a> {
    counts: [f32; 2],
    full: [Vec<(&'a str, f32)>; 2],
    exception: Option<&'a str>,
    is_elided: bool,
}

impl Lexicon {
    /// Reads the lists.
    pub(super) fn new(lists: &Lists<'_>) -> Self {
        let mut own: BTreeMap<&str, Gathered<'_>> = BTreeMap::new();
        for line in lists.stems.lines() {
            let mut columns = line.split('\t');
            if let (Some(stem), Some(kind)) = (columns.next(), columns.next()) {
                let kind = if kind == "V" { Kind::Verb } else { Kind::Noun };
                let count = columns.next().and_then(|count| count.parse().ok()).unwrap_or(1.0f32);
                own.entry(stem).or_default().counts[kind as usize] += count;
            }
        }
        for stem in lists.elision.lines() {
            let gathered = own.entry(stem).or_default();
            gathered.is_elided = true;
            let [noun, verb] = &mut gathered.counts;
            if *verb == 0.0 {
                *noun = noun.max(LISTED_LEAST);
            }
        }
        let mut skeletons: BTreeMap<String, Gathered<'_>> = BTreeMap::new();
        for (stem, gathered) in &own {
            let folded = skeletons.entry(skeleton(stem)).or_default();
            folded.is_elided |= gathered.is_elided;
            for kind in [Kind::Noun as usize, Kind::Verb as usize] {
                if gathered.counts[kind] > 0.0 {
                    folded.counts[kind] += gathered.counts[kind];
                    folded.full[kind].push((stem, gathered.counts[kind]));
                }
            }
        }
        for line in lists.exceptions.lines() {
            if let Some((word, stem)) = line.split_once('\t') {
                own.entry(word).or_default().exception = Some(stem);
                skeletons.entry(skeleton(word)).or_default().exception.get_or_insert(stem);
            }
        }
        let total = [
            own.values().flat_map(|gathered| gathered.counts).sum::<f32>(),
            own.values().flat_map(|gathered| gathered.counts).filter(|count| *count >= LISTED_LEAST).count()
                as f32,
        ];
        let mut lexicon = Self {
            own: Trie::new(&[]),
            skeletons: Trie::new(&[]),
            entries: Vec::with_capacity(own.len() + skeletons.len()),
            letters: String::new(),
            spellings: Vec::new(),
        };
        let mut numbers = BTreeMap::new();
        let own = own.into_iter().map(|(stem, gathered)| (stem.to_owned(), gathered));
        lexicon.own = lexicon.plant(own, total, &mut numbers);
        lexicon.skeletons = lexicon.plant(skeletons.into_iter(), total, &mut numbers);
        lexicon
    }

    /// Builds one tree and the entries that it leads to.
    fn plant<'a>(
        &mut self,
        gathered: impl Iterator<Item = (String, Gathered<'a>)>,
        total: [f32; 2],
        numbers: &mut BTreeMap<&'a str, u32>,
    ) -> Trie {
        let mut words: Vec<(Vec<u8>, u32)> = Vec::new();
        for (stem, gathered) in gathered {
            let word: Vec<u8> = stem.chars().map(number).collect();
            if word.is_empty() || word.contains(&OTHER) {
                continue;
            }
            let mut entry = Entry { is_elided: gathered.is_elided, ..Entry::UNKNOWN };
            for kind in [Kind::Noun as usize, Kind::Verb as usize] {
                let count = gathered.counts[kind];
                if count > 0.0 {
                    entry.costs[Weights::Counted as usize][kind] = (total[0] / count).ln();
                    if count >= LISTED_LEAST {
                        entry.costs[Weights::Listed as usize][kind] = total[1].ln();
                    }
                }
                let full = &gathered.full[kind];
                let most = full.iter().max_by(|one, other| one.1.total_cmp(&other.1));
                if let Some((stem, most)) = most {
                    let number = self.spelling(stem, numbers);
                    if full.iter().all(|(other, count)| other == stem || CLEARLY * count <= *most) {
                        entry.spelled[Weights::Counted as usize][kind] = number;
                    }
                    if full.iter().filter(|(_, count)| *count >= LISTED_LEAST).count() == 1
                        && *most >= LISTED_LEAST
                    {
                        entry.spelled[Weights::Listed as usize][kind] = number;
                    }
                }
            }
            if let Some(stem) = gathered.exception {
                entry.exception = self.spelling(stem, numbers);
            }
            words.push((word, self.entries.len() as u32));
            self.entries.push(entry);
        }
        words.sort();
        Trie::new(&words)
    }

    /// The number of a spelling, which is new or was met before.
    fn spelling<'a>(&mut self, stem: &'a str, numbers: &mut BTreeMap<&'a str, u32>) -> u32 {
        *numbers.entry(stem).or_insert_with(|| {
            let start = self.letters.len() as u32;
            self.letters.push_str(stem);
            self.spellings.push((start, self.letters.len() as u32));
            self.spellings.len() as u32 - 1
        })
    }

    fn read(&self, number: u32) -> Option<&str> {
        let (from, to) = self.spellings.get(number as usize)?;
        self.letters.get(*from as usize..*to as usize)
    }

    fn trie(&self, spelling: Spelling) -> &Trie {
        match spelling {
            Spelling::Own => &self.own,
            Spelling::Skeleton => &self.skeletons,
        }
    }

    /// Where reading from the left begins.
    pub(super) fn start(&self) -> Place {
        ROOT
    }

    /// One letter further to the right.
    pub(super) fn step(&self, place: Place, letter: u8, spelling: Spelling) -> Option<Place> {
        if letter >= OTHER { None } else { self.trie(spelling).step(place, letter) }
    }

    /// What has been read up to here.
    pub(super) fn entry(&self, place: Place, spelling: Spelling) -> Option<&Entry> {
        self.trie(spelling).value(place).map(|index| &self.entries[index])
    }

    /// What is known of a stem.
    pub(super) fn find(&self, stem: &str, spelling: Spelling) -> Option<&Entry> {
        let end =
            stem.chars().try_fold(self.start(), |place, letter| self.step(place, number(letter), spelling));
        self.entry(end?, spelling)
    }

    /// The stem of a word that is an exception.
    pub(super) fn exception(&self, word: &str, spelling: Spelling) -> Option<&str> {
        self.read(self.find(word, spelling)?.exception)
    }

    /// The full spelling of a skeleton, when one spelling is seen far more often than all others of its kind.
    pub(super) fn full_spelling(&self, skeleton: &str, kind: Kind, weights: Weights) -> Option<&str> {
        let entry = self.find(skeleton, Spelling::Skeleton)?;
        self.read(entry.spelled[weights as usize][kind as usize])
    }
}

/// A letter by its number.
pub(super) fn letter(number: u8) -> Option<char> {
    ALPHABET.get(usize::from(number)).copied()
}
