//! Takes the table of Kazakh endings and gives it ready for stripping: every ending in both harmonies, with what may stand
//! before it.

use rustc_hash::FxHashMap;

use super::sound::{Harmony, Spelling, class, is_vowel};
use crate::skeleton;

/// The table; its heading explains it.
const TABLE: &str = include_str!("../../../../data/lexicon/kazakh_suffixes.tsv");

/// The bit of a nominal stem among the slots.
pub(super) const NOUN: u64 = 1 << 62;
/// The bit of a verbal stem.
pub(super) const VERB: u64 = 1 << 63;

/// One ending in one harmony.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    /// The letters.
    pub(super) form: String,
    /// The bit of its slot.
    pub(super) slot: u64,
    /// The bits of what may stand before it: slots, [`NOUN`], [`VERB`].
    pub(super) follows: u64,
    /// The classes of sound that may stand before it.
    pub(super) after: u8,
    /// What had run together with the ending and belongs to the stem.
    pub(super) restores: &'static str,
    /// Its harmony.
    pub(super) harmony: Harmony,
    /// Whether its vowels are `ы` and `і` only.
    pub(super) is_narrow: bool,
    /// Negative natural log of its share.
    pub(super) cost: f32,
    /// Whether it negates.
    pub(super) negates: bool,
    /// Whether it begins with a vowel, before which final sounds change.
    pub(super) opens_with_vowel: bool,
}

/// All endings by their last letter, the longest first.
pub(super) type Endings = FxHashMap<char, Vec<Ending>>;

/// Reads the table for one spelling.
pub(super) fn endings(spelling: Spelling) -> Endings {
    let rows: Vec<[&str; 4]> = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').collect::<Vec<&str>>().try_into().ok())
        .collect();
    let bit = |name: &str| match name {
        "N" => NOUN,
        "V" => VERB,
        _ => rows.iter().position(|row| row[0] == name).map_or(0, |index| 1 << index),
    };
    let mut endings = Endings::default();
    for [slot, follows, cost, forms] in &rows {
        let follows = follows.split(' ').map(bit).fold(0, |all, one| all | one);
        for template in forms.split(' ') {
            for (harmony, mut form, restores) in spell(template) {
                if spelling == Spelling::Folded {
                    form = skeleton(&form);
                }
                let Some(last) = form.chars().last() else { continue };
                let ending = Ending {
                    slot: bit(slot),
                    follows,
                    after: after(template),
                    restores: if spelling == Spelling::Folded && restores != "п" { "" } else { restores },
                    harmony: if spelling == Spelling::Folded { Harmony::Any } else { harmony },
                    is_narrow: form.contains(['ы', 'і']) && !form.contains(['а', 'е']),
                    cost: cost.parse().unwrap_or(3.0),
                    negates: matches!(*slot, "NEG" | "WITHOUT"),
                    opens_with_vowel: form.starts_with(is_vowel) || !restores.is_empty(),
                    form,
                };
                let same: &mut Vec<Ending> = endings.entry(last).or_default();
                if !same.iter().any(|known| {
                    known.form == ending.form && known.slot == ending.slot && known.after == ending.after
                }) {
                    same.push(ending);
                }
            }
        }
    }
    for list in endings.values_mut() {
        list.sort_by_key(|ending| std::cmp::Reverse(ending.form.len()));
    }
    endings
}

/// The classes after the slash of a template.
fn after(template: &str) -> u8 {
    let letters = template.split_once('/').map_or("", |(_, classes)| classes);
    letters.chars().fold(0, |all, letter| {
        all | match letter {
            'V' => class::VOWEL,
            'R' => class::R,
            'L' => class::L,
            'N' => class::NASAL,
            'Z' => class::VOICED,
            'T' => class::VOICELESS,
            _ => class::R | class::L | class::NASAL | class::VOICED | class::VOICELESS,
        }
    })
}

/// A template in both harmonies, or once when it has none, with what it restores.
fn spell(template: &'static str) -> Vec<(Harmony, String, &'static str)> {
    let form = template.split('/').next().unwrap_or(template);
    let (form, restores) = form.split_once('>').unwrap_or((form, ""));
    let write = |sounds: [char; 4]| -> String {
        form.chars()
            .map(|letter| match letter {
                'A' => sounds[0],
                'I' => sounds[1],
                'G' => sounds[2],
                'K' => sounds[3],
                _ => letter,
            })
            .collect()
    };
    let back = write(['а', 'ы', 'ғ', 'қ']);
    let front = write(['е', 'і', 'г', 'к']);
    if back == front {
        vec![(Harmony::Any, back, restores)]
    } else {
        vec![(Harmony::Back, back, restores), (Harmony::Front, front, restores)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let row: Vec<&str> = line.split('\t').collect();
            assert_eq!(row.len(), 4, "{line}");
            assert!(row[2].parse::<f32>().is_ok(), "{line}");
            for name in row[1].split(' ').filter(|name| !["N", "V"].contains(name)) {
                assert!(
                    TABLE.lines().any(|other| other.split('\t').next() == Some(name)),
                    "{name} of {line}"
                );
            }
        }
    }

    #[test]
    fn both_harmonies_are_spelled() {
        let endings = endings(Spelling::Full);
        let forms: Vec<&str> = endings.values().flatten().map(|ending| ending.form.as_str()).collect();
        for form in ["лар", "лер", "ғаннан", "ған", "генше", "ңыздаршы", "нікі"]
        {
            assert_eq!(forms.contains(&form), form != "ғаннан", "{form}");
        }
    }
}
