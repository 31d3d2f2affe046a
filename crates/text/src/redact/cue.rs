//! Words that say what stands beside them: «тел», «ИИН», «кв.», «әкімі», «көшесі». Takes a word or a place in a text and says
//! whether such a word is there. The words are in `data/lexicon/names/cues.tsv`: a kind, a tab, a word; `*` allows any
//! continuation, else a word is met in its inflected forms too. All are compared in skeletons.

use std::sync::LazyLock;

use crate::ending::is_nominal_chain;
use crate::skeleton;
use crate::token::{normal, tokens};

/// What a cue speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cue {
    /// A telephone.
    Phone,
    /// An identification number.
    Identity,
    /// An identity paper.
    Paper,
    /// A bank card.
    Card,
    /// A bank account.
    Account,
    /// A car.
    Plate,
    /// A sum, when it follows a number.
    Money,
    /// The number of a document or a post.
    Number,
    /// A quantity, when it follows a number.
    Measure,
    /// An office that its holder speaks for.
    Title,
    /// A private person.
    Private,
    /// A form of address that follows a first name.
    After,
    /// What is named after persons and stands before the name.
    Street,
    /// The same, after the name.
    Named,
    /// An organisation, before its name.
    Organisation,
    /// A town or a country that looks like a name or a surname.
    Place,
    /// A word that opens a sentence and is no name, though it has a capital.
    Opening,
}

const KINDS: [(&str, Cue); 17] = [
    ("phone", Cue::Phone),
    ("identity", Cue::Identity),
    ("paper", Cue::Paper),
    ("card", Cue::Card),
    ("account", Cue::Account),
    ("plate", Cue::Plate),
    ("money", Cue::Money),
    ("number", Cue::Number),
    ("measure", Cue::Measure),
    ("title", Cue::Title),
    ("private", Cue::Private),
    ("after", Cue::After),
    ("street", Cue::Street),
    ("named", Cue::Named),
    ("organisation", Cue::Organisation),
    ("place", Cue::Place),
    ("opening", Cue::Opening),
];

struct Entry {
    skeleton: String,
    is_open: bool,
}

static ENTRIES: LazyLock<Vec<Vec<Entry>>> = LazyLock::new(|| {
    let mut entries: Vec<Vec<Entry>> = KINDS.iter().map(|_| Vec::new()).collect();
    for line in include_str!("../../../../data/lexicon/names/cues.tsv").lines() {
        let Some((kind, word)) = line.split_once('\t') else {
            continue;
        };
        let Some(at) = KINDS.iter().position(|(name, _)| *name == kind) else {
            continue;
        };
        let is_open = word.ends_with('*');
        entries[at].push(Entry { skeleton: skeleton(&normal(word.trim_end_matches('*'))), is_open });
    }
    entries
});

/// Endings of Russian nouns and adjectives, in skeleton letters.
const RUSSIAN: [&str; 24] = [
    "", "а", "у", "ом", "ем", "е", "ы", "ов", "ев", "ам", "ами", "ах", "ых", "ым", "ымы", "ого", "ому", "оы",
    "еы", "ыа", "ыу", "ыам", "ыамы", "ыах",
];

impl Cue {
    /// Whether the word, in skeleton letters, is such a cue.
    pub(crate) fn is(self, word: &str) -> bool {
        let Some(at) = KINDS.iter().position(|(_, kind)| *kind == self) else {
            return false;
        };
        ENTRIES[at].iter().any(|entry| {
            let Some(rest) = word.strip_prefix(entry.skeleton.as_str()) else {
                return entry.skeleton.len() > 6 && is_changed(&entry.skeleton, word);
            };
            entry.is_open
                || rest.is_empty()
                || (entry.skeleton.len() > 4 && (RUSSIAN.contains(&rest) || is_nominal_chain(rest)))
        })
    }

    /// Whether such a word stands within the last `reach` bytes before `at`, in the same line.
    pub(crate) fn stands_before(self, text: &str, at: usize, reach: usize) -> bool {
        let window = &text[floor(text, at.saturating_sub(reach))..at];
        let window = window.rsplit('\n').next().unwrap_or(window);
        tokens(window).iter().any(|token| self.is(&skeleton(&normal(token.surface))))
    }

    /// Whether the next word after `at`, with nothing but spaces between, is such a word.
    pub(crate) fn follows(self, text: &str, at: usize) -> bool {
        let window = &text[at..floor(text, at + 40)];
        let trimmed = window.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
        let word: &str = trimmed.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        !word.is_empty() && self.is(&skeleton(&normal(word)))
    }
}

/// A vowel or soft sign at the end gives way to a Russian ending: «судья», «судьи»; «глава», «главы».
fn is_changed(stem: &str, word: &str) -> bool {
    let cut = stem.trim_end_matches(['а', 'ы', 'е', 'о']);
    cut.len() < stem.len() && word.strip_prefix(cut).is_some_and(|rest| RUSSIAN.contains(&rest))
}

/// The nearest character boundary at or before `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cue: Cue, word: &str, expected: bool) {
        assert_eq!(cue.is(&skeleton(&normal(word))), expected, "{word}");
    }

    #[test]
    fn cues_are_met_in_their_forms() {
        for word in [
            "аким",
            "акима",
            "әкімінің",
            "Әкімі",
            "главы",
            "председателя",
            "судьёй",
            "директор",
            "орынбасары",
        ] {
            check(Cue::Title, word, true);
        }
        for word in ["акимат", "министерство", "главный"] {
            check(Cue::Title, word, false);
        }
        check(Cue::Phone, "телефоны", true);
        check(Cue::Phone, "жители", false);
        check(Cue::Named, "көшесіндегі", true);
    }

    #[test]
    fn context_is_looked_for_in_words_not_in_letters() {
        let text = "жители 123456";
        assert!(!Cue::Phone.stands_before(text, text.len() - 6, 40));
        let text = "тел.: 123456";
        assert!(Cue::Phone.stands_before(text, text.len() - 6, 40));
        assert!(Cue::Money.follows("150 000 тенге", 7));
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = include_str!("../../../../data/lexicon/names/cues.tsv").lines().count();
        assert_eq!(ENTRIES.iter().map(Vec::len).sum::<usize>(), lines);
    }
}
