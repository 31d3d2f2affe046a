//! Takes a text with its words, cues and categories and gives what the trained weights weigh: sums of cues by kind, the form of the
//! text, its matter, its words. Every feature has a name, so that every weight can be read.

use rustc_hash::FxHashSet;

use dauys_model::Language;

use super::form::forms;
use super::problem::Sums;
use super::{Cue, CueKind};
use crate::category::{ACCEPT, CategoryMatch};
use crate::{Word, Words, skeleton};

/// Most that cues of one kind count where the score of problems sets no cap.
const MOST: f32 = 2.5;
/// Distinct names of words up to which each counts in full. In longer texts each counts less, by the root of their number.
const WORDS: f32 = 12.0;
/// Words at the beginning that count at all: a complaint says what is wrong early.
const LEAD: usize = 150;

/// Letters at the beginning of a longer word by which it is known beside its stem.
const BEGINNING: usize = 4;

/// What a feature is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Aspect {
    /// What holds of every text: the base rate.
    Base,
    /// The cues of one kind.
    Cue,
    /// How long it is.
    Length,
    /// Punctuation, capitals, figures, signs.
    Marks,
    /// Persons, tenses and moods of its verbs.
    Verbs,
    /// What it is about, and how sure that is.
    Matter,
    /// One word by its stem, `¬` before a negated one.
    Word,
    /// The kind of its source.
    Source,
}

impl Aspect {
    /// All but words, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Base,
        Self::Cue,
        Self::Length,
        Self::Marks,
        Self::Verbs,
        Self::Matter,
        Self::Word,
        Self::Source,
    ];

    /// The aspect in one word, as the table of weights has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Cue => "cue",
            Self::Length => "length",
            Self::Marks => "marks",
            Self::Verbs => "verbs",
            Self::Matter => "matter",
            Self::Word => "word",
            Self::Source => "source",
        }
    }
}

/// One feature that a text has, beside its words.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Feature {
    /// What it is about.
    pub aspect: Aspect,
    /// Its name within the aspect.
    pub name: &'static str,
    /// How much of it there is; 1 for what is there or not.
    pub value: f32,
}

/// The features of a text without its words.
pub(super) fn features(
    text: &str,
    words: &Words,
    cues: &[Cue],
    categories: &[CategoryMatch],
    problem: f32,
) -> Vec<Feature> {
    let sums = Sums::of(cues, words);
    let mut found = vec![Feature { aspect: Aspect::Base, name: "base", value: 1.0 }];
    for (kind, sum) in sums.all() {
        found.push(Feature { aspect: Aspect::Cue, name: kind.name(), value: capped(kind, sum) });
    }
    let mut add = |aspect, name, value| found.push(Feature { aspect, name, value });
    add(Aspect::Matter, "problem", problem);
    match categories.first().filter(|best| best.score >= ACCEPT) {
        Some(best) => {
            add(Aspect::Matter, "given", 1.0);
            add(Aspect::Matter, group_name(best.id.group()), 1.0);
        }
        None if categories.is_empty() => add(Aspect::Matter, "none", 1.0),
        None => add(Aspect::Matter, "weak", 1.0),
    }
    let count = words.words.len();
    let trouble = sums.trouble().min(MOST) / MOST;
    let told = sums.of_kind(CueKind::Reported) + sums.of_kind(CueKind::Press);
    if trouble > 0.0 && told == 0.0 {
        add(Aspect::Matter, "trouble that nobody reports", trouble);
    }
    if trouble > 0.0 && count <= 6 {
        add(Aspect::Matter, "trouble in a few words", 1.0);
    }
    found.extend(forms(text, words));
    found
}

/// The sum of the cues of one kind as it is weighed.
pub(super) fn capped(kind: CueKind, sum: f32) -> f32 {
    sum.clamp(-MOST, kind.most().unwrap_or(MOST))
}

/// A group of the tree, known by a fixed name.
fn group_name(group: &str) -> &'static str {
    crate::tree().groups().find(|node| node.id.0 == group).map_or("none", |node| node.id.0.as_str())
}

/// How much each of the words below counts, by how many there are.
pub(super) fn word_value(count: usize) -> f32 {
    (WORDS / (count as f32).max(WORDS)).sqrt()
}

/// A word under one of the names it is weighed by.
pub(super) struct Telling<'a> {
    /// Whose weights hold for it.
    pub(super) language: Language,
    /// A stem, `¬` before a negated one, or the beginning of a word with `*` after it.
    pub(super) name: String,
    /// The first word of that name.
    pub(super) word: &'a Word,
}

/// The words that are weighed, each name once: by their stems (a Kazakh one by its skeleton) and, where they are longer, by their
/// beginnings, which words of one root share whatever they end in and however they are misspelt there.
pub(super) fn telling_words(words: &Words) -> Vec<Telling<'_>> {
    let mut met = FxHashSet::default();
    let mut all = Vec::new();
    for word in words.words.iter().take(LEAD) {
        let is_telling = matches!(word.language, Language::Kazakh | Language::Russian)
            && word.normal.chars().any(char::is_alphabetic);
        if !is_telling {
            continue;
        }
        let sign = if word.negated { "¬" } else { "" };
        let form = match word.language {
            Language::Kazakh => skeleton(&word.normal),
            _ => word.normal.replace('ё', "е"),
        };
        let beginning: String = form.chars().take(BEGINNING).collect();
        let is_longer = beginning.len() < form.len();
        let beginning = is_longer.then(|| format!("{sign}{beginning}*"));
        for name in std::iter::once(format!("{sign}{}", word.fold)).chain(beginning) {
            if met.insert((word.language, name.clone())) {
                all.push(Telling { language: word.language, name, word });
            }
        }
    }
    all
}

/// The language whose weights are used: that of most words.
pub(super) fn main_language(words: &Words) -> Language {
    let of = |language| words.words.iter().filter(|word| word.language == language).count();
    if of(Language::Kazakh) > of(Language::Russian) { Language::Kazakh } else { Language::Russian }
}
