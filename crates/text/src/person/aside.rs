//! Words that stand beside a name and add no matter to it. Takes a word in normal form and says whether it is one. The list is
//! `data/lexicon/names/asides.tsv`: a word a line; `*` allows any continuation.

use std::sync::LazyLock;

use dauys_model::Language;
use rustc_hash::FxHashSet;

use crate::redact::{Cue, cues};
use crate::stop::is_stop_word;
use crate::token::normal;

struct Asides {
    words: FxHashSet<String>,
    beginnings: Vec<String>,
}

static ASIDES: LazyLock<Asides> = LazyLock::new(|| {
    let mut asides = Asides { words: FxHashSet::default(), beginnings: Vec::new() };
    for line in include_str!("../../../../data/lexicon/names/asides.txt").lines() {
        match line.strip_suffix('*') {
            Some(beginning) => asides.beginnings.push(normal(beginning)),
            None => {
                asides.words.insert(normal(line));
            }
        }
    }
    asides
});

/// Letters that may follow the digits of a date or a house: `7d`, `2-й`.
const AFTER_DIGITS: usize = 3;

/// Whether a word in normal form says nothing by itself beside a name.
pub(super) fn is_aside(normal: &str) -> bool {
    if normal == "им" {
        // «им. Иванова» is a school.
        return false;
    }
    let letters = normal.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_number = normal.starts_with(|first: char| first.is_ascii_digit()) && letters <= AFTER_DIGITS;
    normal.chars().count() < 2
        || is_number
        || ASIDES.words.contains(normal)
        || ASIDES.beginnings.iter().any(|beginning| normal.starts_with(beginning.as_str()))
        || [Language::Kazakh, Language::Russian].into_iter().any(|language| is_stop_word(normal, language))
}

/// Whether a word in skeleton letters says who someone is to someone, which adds no matter: «сын», «көршім».
pub(super) fn is_beside(folded: &str) -> bool {
    cues(folded).has_any(&[Cue::Private, Cue::After, Cue::Bearer, Cue::Called])
}
