//! The office holders whom a text names. Takes them once and says of any other name whether it is one of theirs, in constant time:
//! names are looked up by their beginnings, since cases and genders change only their ends.

use rustc_hash::FxHashMap;

use super::{Mention, Sight};
use crate::redact::work;

/// Bytes that two forms of one name have in common at the least, and by which the longer may go on.
const COMMON: usize = 6;

/// Bytes that may be missing from the shorter form.
const CUT: usize = 2;

/// How many holders of one name are told apart. With more, a name counts as none of theirs and is hidden.
const MOST: usize = 8;

/// The office holders of a text.
pub(super) struct Holders {
    surnames: FxHashMap<String, Vec<Option<usize>>>,
    given: FxHashMap<String, Vec<Option<usize>>>,
    /// Surname and first name of each.
    holders: Vec<(Option<usize>, Option<usize>)>,
}

impl Holders {
    /// Takes the mentions that stand after a title.
    pub(super) fn new(sight: &Sight, offices: &[Mention]) -> Self {
        let mut found =
            Self { surnames: FxHashMap::default(), given: FxHashMap::default(), holders: Vec::new() };
        let mut seen = rustc_hash::FxHashSet::default();
        for office in offices {
            let names =
                (office.surname.map(|word| sight.key(word)), office.given.map(|word| sight.key(word)));
            if !seen.insert(names) {
                continue;
            }
            let number = found.holders.len();
            found.holders.push((office.surname, office.given));
            for (map, name) in [(&mut found.surnames, names.0), (&mut found.given, names.1)] {
                for beginning in name.into_iter().flat_map(beginnings) {
                    let numbers = map.entry(beginning.to_owned()).or_default();
                    if numbers.len() < MOST {
                        numbers.push(Some(number));
                    }
                }
            }
        }
        found
    }

    /// Whether a person is one of the holders.
    pub(super) fn has(&self, sight: &Sight, person: &Mention) -> bool {
        let (map, name) = match (person.surname, person.given) {
            (Some(surname), _) => (&self.surnames, sight.key(surname)),
            (None, Some(given)) => (&self.given, sight.key(given)),
            (None, None) => return false,
        };
        beginnings(name).filter_map(|beginning| map.get(beginning)).flatten().flatten().any(|number| {
            work::count(1);
            let (surname, given) = self.holders[*number];
            let compare =
                |one: Option<usize>, other: Option<usize>| Some(is_alike(sight.key(one?), sight.key(other?)));
            match (compare(person.surname, surname), compare(person.given, given)) {
                (Some(family), Some(first)) => family && first,
                (Some(family), None) => family,
                (None, Some(first)) => first && person.surname.is_none(),
                (None, None) => false,
            }
        })
    }

    /// Whether a holder has this surname.
    pub(super) fn has_surname(&self, name: &str) -> bool {
        beginnings(name).any(|beginning| self.surnames.contains_key(beginning))
    }
}

/// The beginnings of a name by which its other forms are found.
fn beginnings(name: &str) -> impl Iterator<Item = &str> {
    let from = name.len().saturating_sub(COMMON).max(COMMON);
    (from..=name.len()).filter(|at| name.is_char_boundary(*at)).map(|at| &name[..at])
}

/// Whether two names are forms of one.
fn is_alike(one: &str, other: &str) -> bool {
    let common = one.bytes().zip(other.bytes()).take_while(|(left, right)| left == right).count();
    common >= COMMON
        && one.len().max(other.len()) <= common + COMMON
        && common + CUT >= one.len().min(other.len())
}
