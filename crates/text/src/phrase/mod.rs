//! Takes lines of a lexicon written in a small notation and finds them in the words of a text: one pass over the words, with a
//! table of first elements, however long the lexicon. It knows nothing of what the phrases mean.
//!
//! The notation (see `data/lexicon/README.md`): `вода` is a noun in any case or a Kazakh stem, `вод*` is a beginning of the word, `=осы` the word as it
//! stands, `^көл` a Kazakh stem with its own letters (no skeleton), `¬кел` a negated word; `а|б` are alternatives; words divided by
//! spaces stand side by side; `а ~ б` stand within a few words of each other in one sentence, in either order. Kazakh is compared
//! in skeletons, so that «жылу жок» meets «жылу жоқ».

mod declension;
mod keys;
mod pattern;
mod reading;

use dauys_model::Language;
use rustc_hash::FxHashMap;

use crate::ending;

pub(crate) use keys::Keys;
use pattern::{Element, Pattern, Test};
pub(crate) use reading::Reading;

/// The most words that may stand between the two sides of `~`.
const REACH: usize = 4;

/// A compiled lexicon of one language. Entries are known by their numbers.
pub(crate) struct Phrases {
    tables: Vec<Table>,
}

/// The entries as one reading compares them.
struct Table {
    reading: Reading,
    sides: Vec<Side>,
    entries: Vec<bool>,
    stems: FxHashMap<String, Vec<u32>>,
    exact: FxHashMap<String, Vec<u32>>,
    prefixes: FxHashMap<String, Vec<u32>>,
    longest: usize,
}

/// One adjacent run of elements; entries with `~` have two sides or more.
struct Side {
    entry: u32,
    is_left: bool,
    elements: Vec<Element>,
}

/// An entry found in a text. Both runs are first word and word after the last; they are equal for entries without `~`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Hit {
    /// Number of the entry, in the order of the lexicon.
    pub entry: u32,
    /// Words of the one side.
    pub left: (usize, usize),
    /// Words of the other side.
    pub right: (usize, usize),
}

impl Hit {
    /// The words it is made of.
    pub(crate) fn words(&self) -> impl Iterator<Item = usize> + use<> {
        let right = if self.left == self.right { (0, 0) } else { self.right };
        (self.left.0..self.left.1).chain(right.0..right.1)
    }

    /// The first of its words.
    pub(crate) fn first(&self) -> usize {
        self.left.0.min(self.right.0)
    }

    /// The last of its words.
    pub(crate) fn last(&self) -> usize {
        self.left.1.max(self.right.1) - 1
    }
}

impl Phrases {
    /// Compiles entries of `language`. An entry that breaks the notation is an error that quotes it.
    pub(crate) fn new<'a>(
        language: Language,
        entries: impl Iterator<Item = &'a str> + Clone,
    ) -> Result<Self, String> {
        let tables = Reading::of(language).iter().map(|reading| Table::new(*reading, entries.clone()));
        Ok(Self { tables: tables.collect::<Result<_, _>>()? })
    }

    /// All entries found, in order of entry and place. Hits may overlap.
    pub(crate) fn find(&self, keys: &Keys<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        for table in self.tables.iter().filter(|table| keys.suits(table.reading)) {
            table.find(keys, &mut hits);
        }
        hits.sort_unstable();
        hits.dedup();
        hits
    }
}

impl Table {
    fn new<'a>(reading: Reading, entries: impl Iterator<Item = &'a str>) -> Result<Self, String> {
        let mut table = Self {
            reading,
            sides: Vec::new(),
            entries: Vec::new(),
            stems: FxHashMap::default(),
            exact: FxHashMap::default(),
            prefixes: FxHashMap::default(),
            longest: 0,
        };
        for (entry, text) in entries.enumerate() {
            let entry = u32::try_from(entry).map_err(|_| "too many entries".to_owned())?;
            let pattern = Pattern::parse(text, reading)?;
            table.entries.push(pattern.right.is_some());
            for elements in pattern.left {
                table.add(Side { entry, is_left: true, elements });
            }
            for elements in pattern.right.into_iter().flatten() {
                table.add(Side { entry, is_left: false, elements });
            }
        }
        Ok(table)
    }

    fn add(&mut self, side: Side) {
        let number = self.sides.len() as u32;
        for test in &side.elements[0].tests {
            let table = match test {
                Test::Stem { .. } | Test::Own(_) => &mut self.stems,
                Test::Exact(_) => &mut self.exact,
                Test::Prefix(_) | Test::Noun(_) => &mut self.prefixes,
            };
            // Kazakh nouns are also looked up as beginnings: they are recognised by their endings.
            for key in test.keys() {
                self.longest = self.longest.max(key.chars().count());
                let numbers = table.entry(key.to_owned()).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
        self.sides.push(side);
    }

    fn find(&self, keys: &Keys<'_>, hits: &mut Vec<Hit>) {
        let mut halves = Vec::new();
        let mut seen = Vec::new();
        for at in 0..keys.len() {
            if !keys.reads(at, self.reading) {
                continue;
            }
            seen.clear();
            self.candidates(keys, at, &mut seen);
            for &number in &seen {
                let side = &self.sides[number as usize];
                let Some(end) = self.run(side, keys, at) else { continue };
                if self.entries[side.entry as usize] {
                    halves.push((side.entry, side.is_left, (at, end)));
                } else {
                    hits.push(Hit { entry: side.entry, left: (at, end), right: (at, end) });
                }
            }
        }
        join(&mut halves, keys, hits);
    }

    fn candidates(&self, keys: &Keys<'_>, at: usize, seen: &mut Vec<u32>) {
        let surface = keys.surface(at, self.reading);
        let mut collect = |numbers: Option<&Vec<u32>>| seen.extend(numbers.into_iter().flatten());
        collect(self.exact.get(surface));
        collect(self.stems.get(keys.stem(at, self.reading)));
        for (count, (offset, letter)) in surface.char_indices().enumerate() {
            if count >= self.longest {
                break;
            }
            let beginning = &surface[..offset + letter.len_utf8()];
            collect(self.prefixes.get(beginning));
            if self.reading.is_kazakh() {
                collect(self.stems.get(beginning));
                // «құдығы» begins with the stem «құдық» but for its last letter.
                if let Some(voiceless) = ending::voiceless(letter) {
                    collect(self.stems.get(&format!("{}{voiceless}", &surface[..offset])));
                }
            }
        }
        seen.sort_unstable();
        seen.dedup();
    }

    fn run(&self, side: &Side, keys: &Keys<'_>, at: usize) -> Option<usize> {
        let end = at + side.elements.len();
        let fits = end <= keys.len()
            && keys.sentence(at) == keys.sentence(end - 1)
            && side
                .elements
                .iter()
                .zip(at..end)
                .all(|(element, word)| element.accepts(keys, word, self.reading));
        fits.then_some(end)
    }
}

/// One side of an entry that was met: the entry, whether it is the left one, and its words.
type Half = (u32, bool, (usize, usize));

/// Joins left and right sides of `~` entries that stand close together in one sentence: each left with its nearest right.
fn join(halves: &mut [Half], keys: &Keys<'_>, hits: &mut Vec<Hit>) {
    halves.sort_unstable();
    for group in halves.chunk_by(|one, other| one.0 == other.0) {
        let (rights, lefts): (Vec<&Half>, Vec<&Half>) = group.iter().partition(|half| !half.1);
        let longest = rights.iter().map(|(_, _, right)| right.1 - right.0).max().unwrap_or(0);
        for &(entry, _, left) in lefts {
            let first = left.0.saturating_sub(REACH + longest);
            let from = rights.partition_point(|(_, _, right)| right.0 < first);
            let nearest = rights[from..]
                .iter()
                .take_while(|(_, _, right)| right.0 <= left.1 + REACH)
                .map(|&&(_, _, right)| right)
                .filter(|right| keys.sentence(right.0) == keys.sentence(left.0))
                .filter_map(|right| Some((gap(left, right)?, right)))
                .filter(|(gap, _)| *gap <= REACH)
                .min();
            if let Some((_, right)) = nearest {
                hits.push(Hit { entry, left, right });
            }
        }
    }
}

/// The number of words between two runs; none when they overlap.
fn gap(one: (usize, usize), other: (usize, usize)) -> Option<usize> {
    if one.1 <= other.0 {
        Some(other.0 - one.1)
    } else if other.1 <= one.0 {
        Some(one.0 - other.1)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn check(language: Language, entry: &str, text: &str) -> Vec<String> {
        let phrases = Phrases::new(language, [entry].into_iter()).unwrap();
        let words = words(text, Some(language));
        let keys = Keys::of(&words);
        let cut = |hit: Hit| text[words.words[hit.first()].start..words.words[hit.last()].end].to_owned();
        phrases.find(&keys).into_iter().map(cut).collect()
    }

    #[test]
    fn russian_entries_meet_inflected_words() {
        let russian = |entry, text| check(Language::Russian, entry, text);
        assert_eq!(russian("ямочн* ремонт", "Нужен ямочный ремонт дороги"), ["ямочный ремонт"]);
        assert_eq!(russian("нет|без ~ вода", "Воды третий день нет."), ["Воды третий день нет"]);
        assert_eq!(russian("нет ~ вода", "Воды мало. Света нет."), Vec::<String>::new(), "other sentence");
        assert_eq!(russian("=оси", "ОСИ и осина"), ["ОСИ"]);
        assert_eq!(
            russian("снег ~ не вывоз*|не убира*", "снег во дворе не убирают"),
            ["снег во дворе не убирают"]
        );
    }

    #[test]
    fn kazakh_entries_meet_skeletons() {
        let kazakh = |entry, text| check(Language::Kazakh, entry, text);
        assert_eq!(kazakh("су ~ жоқ", "Суымыз мүлдем жок"), ["Суымыз мүлдем жок"]);
        assert_eq!(kazakh("құдық", "ашық құдығы бар"), ["құдығы"]);
        assert_eq!(kazakh("^көл", "қолымызды жудық"), Vec::<String>::new());
        assert_eq!(kazakh("жарық жоқ", "jaryq joq"), ["jaryq joq"]);
    }

    #[test]
    fn broken_entries_are_refused() {
        for entry in ["", "а ~", "а ~ б ~ в", "*", "=|а"] {
            assert!(Phrases::new(Language::Russian, [entry].into_iter()).is_err(), "{entry}");
        }
    }
}
