//! Gives the tables by which names of places are found: one for Russian names and one for Kazakh names in skeleton letters. A
//! word is walked letter by letter from its beginning and left at the first letter that begins no name, so a text costs what
//! its words cost, however many places there are.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::form::{ADJECTIVE_ENDINGS, Declension, People, is_place_ending, noun_forms, noun_root};
use super::gazetteer::{Mode, gazetteer};
use crate::skeleton;

/// The part of speech in which a name was met.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shape {
    /// The name itself, in any case: «Риддер», «Риддерде».
    Noun,
    /// A Russian adjective: «риддерский».
    Adjective,
    /// Inhabitants, in Russian: «карагандинцы».
    People,
}

/// What a name may mean: a row of the gazetteer in one part of speech.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Meaning {
    pub(super) shape: Shape,
    pub(super) row: u32,
    pub(super) mode: Mode,
    /// The name as the gazetteer lists it.
    pub(super) listed: &'static str,
}

/// What may follow the letters of a name within its last word.
enum Endings {
    /// One of these.
    Among(&'static [&'static str]),
    /// A chain of Kazakh endings that places take.
    Kazakh,
}

/// A name under its first word, or under the part of it that does not change.
struct Name {
    /// The words after the first.
    rest: Vec<String>,
    endings: Endings,
    meaning: Meaning,
}

/// Names of one language as a tree of letters.
#[derive(Default)]
pub(super) struct Names {
    edges: FxHashMap<(u32, char), u32>,
    nodes: Vec<Vec<u32>>,
    names: Vec<Name>,
}

/// Kazakh words in skeleton letters that only look like a name with an ending: a lion is not «from Arys».
const WORDS: [&str; 4] = ["арыстан", "арыстаны", "аралда", "оралды"];

/// All names of the gazetteer.
pub(super) struct Index {
    pub(super) russian: Names,
    pub(super) kazakh: Names,
}

/// The index, made at first use.
pub(super) fn index() -> &'static Index {
    static INDEX: LazyLock<Index> = LazyLock::new(Index::new);
    &INDEX
}

impl Index {
    fn new() -> Self {
        let mut index = Self { russian: Names::default(), kazakh: Names::default() };
        for (number, row) in gazetteer().rows.iter().enumerate() {
            let meaning = |shape, mode, listed| Meaning { shape, row: number as u32, mode, listed };
            for (name, mode) in &row.names_kk {
                index.kazakh.add_kazakh(name, meaning(Shape::Noun, *mode, name));
            }
            for (number, (name, class, mode)) in row.names_ru.iter().enumerate() {
                let shape = if *class == Declension::Attribute { Shape::Adjective } else { Shape::Noun };
                index.russian.add_russian(name, *class, meaning(shape, *mode, name));
                // Russian names take Kazakh endings in Kazakh sentences: «Белоусовкада». «Караганда» would be «қарағанда».
                let is_own = row.place.level.is_small() || number == 0 && *class != Declension::First;
                if is_own && *class != Declension::Attribute {
                    // No freer than the Kazakh name: «Саран» is a city and «сараң» a miser.
                    let mode = row.names_kk.first().map_or(*mode, |(_, kazakh)| (*mode).max(*kazakh));
                    index.kazakh.add_kazakh(name, meaning(Shape::Noun, mode, name));
                }
            }
            if let Some(mode) =
                row.names_ru.first().map(|(.., mode)| *mode).filter(|_| !row.place.en.is_empty())
            {
                index
                    .russian
                    .add_words(&row.place.en.to_lowercase(), meaning(Shape::Noun, mode, row.place.en));
            }
            for (stem, mode) in &row.adjectives {
                let endings = Endings::Among(&ADJECTIVE_ENDINGS);
                index.russian.add(stem, Vec::new(), endings, meaning(Shape::Adjective, *mode, stem));
            }
            for stem in &row.people {
                let endings = Endings::Among(People::of(stem).endings());
                let root = People::of(stem).root(stem);
                index.russian.add(root, Vec::new(), endings, meaning(Shape::People, Mode::Free, stem));
            }
        }
        index
    }
}

impl Names {
    fn add(&mut self, first: &str, rest: Vec<String>, endings: Endings, meaning: Meaning) {
        if self.nodes.is_empty() {
            self.nodes.push(Vec::new());
        }
        let mut node = 0;
        for letter in first.chars() {
            let next = self.nodes.len() as u32;
            node = *self.edges.entry((node, letter)).or_insert(next);
            if node == next {
                self.nodes.push(Vec::new());
            }
        }
        self.nodes[node as usize].push(self.names.len() as u32);
        self.names.push(Name { rest, endings, meaning });
    }

    fn add_russian(&mut self, name: &str, class: Declension, meaning: Meaning) {
        let lower = name.to_lowercase().replace('ё', "е");
        if lower.contains(' ') {
            noun_forms(name, class).iter().for_each(|form| self.add_words(form, meaning));
            return;
        }
        let (root, endings) = noun_root(&lower, class);
        self.add(root, Vec::new(), Endings::Among(endings), meaning);
        // «Усть Каменогорск» for «Усть-Каменогорск».
        if lower.contains('-') {
            for form in noun_forms(name, class) {
                self.add_words(&form.replace('-', " "), meaning);
            }
        }
    }

    /// Adds words as they stand.
    fn add_words(&mut self, form: &str, meaning: Meaning) {
        let mut words = form.split(' ').map(str::to_owned);
        let first = words.next().unwrap_or_default();
        self.add(&first, words.collect(), Endings::Among(&[""]), meaning);
    }

    fn add_kazakh(&mut self, name: &str, meaning: Meaning) {
        let mut words = name.to_lowercase().split(' ').map(hyphened).collect::<Vec<_>>();
        let first = words.remove(0);
        self.add(&first, words, Endings::Kazakh, meaning);
    }

    /// Calls `found` with every name that the words from `at` on bear: the word after it and its meaning. `word` gives the words
    /// in the letters of this table, and nothing past the end.
    pub(super) fn find<'w>(
        &self,
        at: usize,
        word: impl Fn(usize) -> Option<&'w str>,
        mut found: impl FnMut(usize, Meaning, &'w str),
    ) {
        let Some(first) = word(at).filter(|first| !WORDS.contains(first)) else { return };
        let mut node = 0;
        for (offset, letter) in first.char_indices() {
            let Some(next) = self.edges.get(&(node, letter)) else { return };
            node = *next;
            let after = &first[offset + letter.len_utf8()..];
            for &number in &self.nodes[node as usize] {
                let name = &self.names[number as usize];
                let Some((last, middle)) = name.rest.split_last() else {
                    if name.endings.admit(&first[..first.len() - after.len()], after) {
                        found(at + 1, name.meaning, after);
                    }
                    continue;
                };
                if !after.is_empty() {
                    continue;
                }
                let is_middle = middle
                    .iter()
                    .enumerate()
                    .all(|(offset, expected)| word(at + 1 + offset) == Some(expected.as_str()));
                let end = at + name.rest.len();
                let Some(after) = word(end).and_then(|word| word.strip_prefix(last.as_str())) else {
                    continue;
                };
                if is_middle && name.endings.admit(last, after) {
                    found(end + 1, name.meaning, after);
                }
            }
        }
    }
}

impl Endings {
    fn admit(&self, name: &str, after: &str) -> bool {
        match self {
            Self::Among(endings) => endings.contains(&after),
            Self::Kazakh => is_place_ending(name, after),
        }
    }
}

/// The skeleton of a word that keeps its hyphens: «Нұр-Сұлтан» is a city and «Нұрсұлтан» a man.
pub(super) fn hyphened(word: &str) -> String {
    if !word.contains('-') {
        return skeleton(word);
    }
    word.split('-').map(skeleton).collect::<Vec<_>>().join("-")
}
