//! Gives the table by which names of places are found: every name of the gazetteer under its first word, with what it may mean.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::form::{attribute_forms, noun_forms, people_forms};
use super::gazetteer::gazetteer;
use crate::{ending, skeleton};

/// The part of speech in which a name was met.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Shape {
    Noun,
    Adjective,
    People,
}

/// What a name may mean: a row of the gazetteer, or a town of its district.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Target {
    Row(usize),
    Town(usize),
}

/// A name in one part of speech.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Meaning {
    pub(super) shape: Shape,
    pub(super) target: Target,
}

/// Names by their first word: the other words, and what they mean.
pub(super) type Names = FxHashMap<String, Vec<(Vec<String>, Meaning)>>;

/// All names of the gazetteer in all their forms: Russian ones spelled out, Kazakh ones as skeletons that take endings.
pub(super) struct Index {
    pub(super) russian: Names,
    pub(super) kazakh: Names,
    /// Letters of the longest first word, and one more.
    pub(super) longest: usize,
}

/// The index, made at first use.
pub(super) fn index() -> &'static Index {
    static INDEX: LazyLock<Index> = LazyLock::new(|| {
        let mut index = Index { russian: Names::default(), kazakh: Names::default(), longest: 0 };
        for (number, row) in gazetteer().rows.iter().enumerate() {
            let noun = Meaning { shape: Shape::Noun, target: Target::Row(number) };
            for name in row.variants_kk.iter().chain([&row.place.kk]) {
                index.add_kazakh(name, noun);
            }
            for (name, class) in row.variants_ru.iter().chain([&(row.place.ru, row.declension)]) {
                for form in noun_forms(name, *class) {
                    index.add_russian(&form, noun);
                }
            }
            for stem in &row.adjectives {
                let meaning = Meaning { shape: Shape::Adjective, ..noun };
                attribute_forms(stem).for_each(|form| index.add_russian(&form, meaning));
            }
            for stem in &row.people {
                let meaning = Meaning { shape: Shape::People, ..noun };
                people_forms(stem).iter().for_each(|form| index.add_russian(form, meaning));
            }
        }
        for (number, town) in gazetteer().towns.iter().enumerate() {
            let noun = Meaning { shape: Shape::Noun, target: Target::Town(number) };
            index.add_kazakh(town.kk, noun);
            noun_forms(town.ru, town.declension).iter().for_each(|form| index.add_russian(form, noun));
        }
        index
    });
    &INDEX
}

impl Index {
    fn add_russian(&mut self, form: &str, meaning: Meaning) {
        add(&mut self.russian, form.split(' ').map(str::to_owned).collect(), meaning);
        if let Some((first, last)) = form.split_once('-') {
            add(&mut self.russian, vec![first.to_owned(), last.to_owned()], meaning);
        }
    }

    fn add_kazakh(&mut self, name: &str, meaning: Meaning) {
        let words: Vec<String> = name.to_lowercase().split(' ').map(hyphened).collect();
        self.longest = self.longest.max(words[0].chars().count() + 1);
        add(&mut self.kazakh, words, meaning);
    }
}

/// The skeleton of a name that keeps its hyphens: «Нұр-Сұлтан» is a city and «Нұрсұлтан» a man.
pub(super) fn hyphened(word: &str) -> String {
    word.split('-').map(skeleton).collect::<Vec<_>>().join("-")
}

/// Whether `word` is `name` with endings that a place takes, in skeletons that keep their hyphens. No place belongs to somebody:
/// «астанасы» is the capital of another country. Short names are abbreviations, whose endings follow a hyphen: «ШҚО-да».
pub(super) fn is_form(name: &str, word: &str) -> bool {
    let Some(rest) = word.strip_prefix(name) else { return false };
    if rest.is_empty() {
        return true;
    }
    let is_abbreviation = name.chars().count() <= 3 && !name.ends_with(['у', 'ы']);
    let (is_hyphened, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
    let is_possessed = !name.ends_with("ск") && (rest.starts_with('ы') || rest.starts_with("сы"));
    (!is_abbreviation || is_hyphened) && !is_possessed && ending::is_nominal_chain(rest)
}

fn add(names: &mut Names, mut words: Vec<String>, meaning: Meaning) {
    let first = words.remove(0);
    let list = names.entry(first).or_default();
    if !list.contains(&(words.clone(), meaning)) {
        list.push((words, meaning));
    }
}
