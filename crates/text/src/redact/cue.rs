//! Words that say what stands beside them: «тел», «ИИН», «кв.», «әкімі», «көшесі». Takes a word or a place in a text and says
//! whether such a word is there. The words are in `data/lexicon/names/cues.tsv`: a kind, a tab, a word; `*` allows any
//! continuation, else a word is met in its inflected forms too. All are compared in skeletons.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::ending::is_nominal_chain;
use crate::skeleton;
use crate::token::normal;

/// What a cue speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cue {
    /// A telephone.
    Phone,
    /// An individual identification number.
    Identity,
    /// A business identification number.
    Company,
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
    /// The number of a document, an order or a post.
    Number,
    /// A quantity, when it follows a number.
    Measure,
    /// An office that its holder speaks for.
    Title,
    /// What makes a title a private person's: «классный руководитель».
    Class,
    /// A private person: kin, a neighbour, one of those whom news tell of.
    Private,
    /// A trade or a profession: «врач», «мұғалім».
    Trade,
    /// What opens a name: «меня зовут», «аты-жөні».
    Called,
    /// A form of address that follows a first name.
    After,
    /// What follows a name of a person: «есімді».
    Bearer,
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
    /// Where somebody lives: «мекенжай».
    Home,
    /// A dormitory.
    Dormitory,
}

const KINDS: [(&str, Cue); 24] = [
    ("phone", Cue::Phone),
    ("identity", Cue::Identity),
    ("company", Cue::Company),
    ("paper", Cue::Paper),
    ("card", Cue::Card),
    ("account", Cue::Account),
    ("plate", Cue::Plate),
    ("money", Cue::Money),
    ("number", Cue::Number),
    ("measure", Cue::Measure),
    ("title", Cue::Title),
    ("class", Cue::Class),
    ("private", Cue::Private),
    ("trade", Cue::Trade),
    ("called", Cue::Called),
    ("after", Cue::After),
    ("bearer", Cue::Bearer),
    ("street", Cue::Street),
    ("named", Cue::Named),
    ("organisation", Cue::Organisation),
    ("place", Cue::Place),
    ("opening", Cue::Opening),
    ("home", Cue::Home),
    ("dormitory", Cue::Dormitory),
];

/// All that one word is a cue of.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Cues(u32);

impl Cues {
    /// Whether it is a cue of this kind.
    pub(crate) fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u32) != 0
    }

    /// Whether it is a cue of any of these kinds.
    pub(crate) fn has_any(self, cues: &[Cue]) -> bool {
        cues.iter().any(|cue| self.has(*cue))
    }
}

/// How a word goes on after the letters of an entry.
#[derive(Clone, Copy, Default)]
struct Entry {
    /// Kinds of which any continuation is a cue.
    open: u32,
    /// Kinds of which nothing may follow.
    whole: u32,
    /// Kinds of which a Russian or a Kazakh ending may follow.
    inflected: u32,
    /// Kinds of which a Russian ending may follow: the entry has lost its last vowel.
    changed: u32,
}

/// Entries as a tree of letters, so that a word which begins no entry is left at once.
struct Tree {
    /// The node after a node and a letter. The root is 0.
    next: FxHashMap<(u32, char), u32>,
    nodes: Vec<Entry>,
}

impl Tree {
    /// The node of a skeleton, made where it is not.
    fn node(&mut self, skeleton: &str) -> &mut Entry {
        let mut node = 0;
        for letter in skeleton.chars() {
            let free = self.nodes.len() as u32;
            node = *self.next.entry((node, letter)).or_insert(free);
            if node == free {
                self.nodes.push(Entry::default());
            }
        }
        &mut self.nodes[node as usize]
    }
}

static TREE: LazyLock<Tree> = LazyLock::new(|| {
    let mut tree = Tree { next: FxHashMap::default(), nodes: vec![Entry::default()] };
    for line in LIST.lines() {
        let Some((kind, word)) = line.split_once('\t') else {
            continue;
        };
        let Some((_, cue)) = KINDS.iter().find(|(name, _)| *name == kind) else {
            continue;
        };
        let kind = 1 << *cue as u32;
        let skeleton = skeleton(&normal(word.trim_end_matches('*')));
        let entry = tree.node(&skeleton);
        if word.ends_with('*') {
            entry.open |= kind;
        } else if skeleton.len() > 4 {
            entry.inflected |= kind;
        } else {
            entry.whole |= kind;
        }
        // A vowel at the end gives way to a Russian ending: «судья», «судьи»; «глава», «главы».
        let cut = skeleton.trim_end_matches(['а', 'ы', 'е', 'о']);
        if skeleton.len() > 6 && cut.len() < skeleton.len() && !cut.is_empty() {
            tree.node(cut).changed |= kind;
        }
    }
    tree
});

const LIST: &str = include_str!("../../../../data/lexicon/names/cues.tsv");

/// Endings of Russian nouns and adjectives, in skeleton letters.
const RUSSIAN: [&str; 25] = [
    "", "а", "у", "ом", "ем", "е", "ы", "ов", "ев", "ам", "ами", "ах", "ых", "ым", "ымы", "ого", "ому", "оы",
    "еы", "ыа", "ыу", "ыам", "ыамы", "ыах", "амы",
];

/// What a word in skeleton letters is a cue of.
pub(crate) fn cues(word: &str) -> Cues {
    let tree = &*TREE;
    let mut found = 0;
    let mut node = 0;
    for (at, letter) in word.char_indices() {
        let Some(next) = tree.next.get(&(node, letter)) else {
            break;
        };
        node = *next;
        let entry = tree.nodes[node as usize];
        found |= entry.open;
        if (entry.inflected | entry.changed | entry.whole) & !found == 0 {
            continue;
        }
        let rest = &word[at + letter.len_utf8()..];
        if rest.is_empty() {
            found |= entry.whole | entry.inflected | entry.changed;
        } else if rest.len() < 40 {
            let is_russian = rest.len() <= 8 && RUSSIAN.contains(&rest);
            if is_russian {
                found |= entry.changed;
            }
            if is_russian || (entry.inflected & !found != 0 && is_nominal_chain(rest)) {
                found |= entry.inflected;
            }
        }
    }
    Cues(found)
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
        assert_eq!(cues(&skeleton(&normal(word))).has(cue), expected, "{word}");
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
        check(Cue::Private, "көршім", true);
        check(Cue::Trade, "медсестры", true);
    }

    #[test]
    fn every_line_of_the_list_is_of_a_known_kind() {
        for line in LIST.lines() {
            let kind = line.split_once('\t').unwrap().0;
            assert!(KINDS.iter().any(|(name, _)| *name == kind), "{line}");
        }
    }

    #[test]
    fn kinds_fit_their_bits() {
        for (at, (_, cue)) in KINDS.iter().enumerate() {
            assert_eq!(*cue as usize, at);
        }
        assert!(KINDS.len() <= 32);
    }
}
