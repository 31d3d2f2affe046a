//! Takes the table of Kazakh endings and gives it ready for stripping: every ending in both harmonies, with what may stand
//! before it, found letter by letter from the right.

use super::sound::{Harmony, OTHER, Spelling, class, is_vowel, number};
use super::trie::{Place, ROOT, Trie};
use crate::skeleton;

/// The bit of a nominal stem among the slots.
pub(super) const NOUN: u64 = 1 << 62;
/// The bit of a verbal stem.
pub(super) const VERB: u64 = 1 << 63;

/// What an ending is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Slot {
    /// `-лар`
    Plural,
    /// `-ым`, `-ың`, `-ыңыз`, `-ы`, `-ымыз`
    Possessive,
    /// `-ның`, `-ға`, `-ны`, `-да`, `-дан`, `-мен`
    Case,
    /// `-дағы`, `-нікі`, `-ғы`: what is there, or whose
    Attribute,
    /// `-дай`: like
    Likeness,
    /// `-сыз`: without
    Without,
    /// `-ша`: in the manner of
    Manner,
    /// `-ыншы`
    Ordinal,
    /// `-рақ`: more
    Comparative,
    /// `-мын`, `-сың`, `-сыз`, `-мыз`, and `-ды` of the present
    Person,
    /// `-ма`
    Negation,
    /// `-а`, `-ды`, `-ыпты`
    Tense,
    /// `-ған`, `-атын`, `-ар`
    Participle,
    /// `-ып`, `-ғалы`, `-ғанша`
    Converb,
    /// `-са`, `-ыңыз`, `-айық`, `-мақ`, `-ғы`
    Mood,
    /// `-у`
    VerbalNoun,
    /// `-ушы`: who does
    Agent,
    /// `-дық` of a participle
    Abstract,
    /// `-ыл`, `-ын`
    Voice,
    /// `-ма` that asks, written together
    Clitic,
    /// `-лық`, `-шы`, `-лы`: makes another noun, and stays
    NounMaker,
    /// `-ла`, `-дыр`: makes another verb, and stays
    VerbMaker,
}

impl Slot {
    const ALL: [(&str, Self); 22] = [
        ("plural", Self::Plural),
        ("possessive", Self::Possessive),
        ("case", Self::Case),
        ("attribute", Self::Attribute),
        ("likeness", Self::Likeness),
        ("without", Self::Without),
        ("manner", Self::Manner),
        ("ordinal", Self::Ordinal),
        ("comparative", Self::Comparative),
        ("person", Self::Person),
        ("negation", Self::Negation),
        ("tense", Self::Tense),
        ("participle", Self::Participle),
        ("converb", Self::Converb),
        ("mood", Self::Mood),
        ("verbal noun", Self::VerbalNoun),
        ("agent", Self::Agent),
        ("abstract", Self::Abstract),
        ("voice", Self::Voice),
        ("clitic", Self::Clitic),
        ("noun maker", Self::NounMaker),
        ("verb maker", Self::VerbMaker),
    ];

    /// Its name in lower case, as the table of endings has it: `possessive`, `verbal noun` …
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, slot)| *slot == self).map_or("", |(name, _)| name)
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, slot)| *slot)
    }
}

/// One ending in one harmony.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    /// The letters.
    pub(super) form: String,
    /// How many they are.
    pub(super) length: usize,
    /// What it is.
    pub(super) slot: Slot,
    /// The bit of its line in the table.
    pub(super) line: u64,
    /// The bits of what may stand before it: lines, [`NOUN`], [`VERB`].
    pub(super) follows: u64,
    /// The classes of sound that may stand before it.
    pub(super) after: u8,
    /// What had run together with the ending and belongs to the stem.
    pub(super) restores: Option<u8>,
    /// Its harmony.
    pub(super) harmony: Harmony,
    /// Whether its vowels are `ы` and `і` only.
    pub(super) is_narrow: bool,
    /// Negative natural log of its share.
    pub(super) cost: f32,
    /// Whether it begins with a vowel, before which final sounds change.
    pub(super) opens_with_vowel: bool,
}

impl Ending {
    /// Whether it negates.
    pub(super) fn negates(&self) -> bool {
        matches!(self.slot, Slot::Negation | Slot::Without)
    }

    /// Whether it stays with the stem.
    pub(super) fn stays(&self) -> bool {
        matches!(self.slot, Slot::NounMaker | Slot::VerbMaker)
    }
}

/// Costs that belong to no ending, in natural-log odds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Costs {
    /// What a noun without endings costs.
    pub(super) bare_noun: f32,
    /// What a verb without endings costs.
    pub(super) bare_verb: f32,
    /// What a word costs more that ends in its negation: «түсіндірме» is a noun before it is an order.
    pub(super) bare_negation: f32,
    /// What an ending costs more that has `ы` for `і` or the reverse, as people mistype.
    pub(super) wrong_narrow_vowel: f32,
    /// What an unknown stem costs more when it ends in a sound that voicing left behind («кітаб»).
    pub(super) voiced_remainder: f32,
    /// What an unknown stem costs, and what each of its letters adds. Chosen so that an ending is taken off an unknown word when it
    /// is longer than it is rare.
    pub(super) unknown_stem: f32,
    /// See [`Costs::unknown_stem`].
    pub(super) unknown_letter: f32,
    /// What it costs more when it is a verb.
    pub(super) unknown_verb: f32,
}

/// All endings of one spelling.
#[derive(Debug)]
pub(super) struct Endings {
    trie: Trie,
    /// Those of one form side by side.
    endings: Vec<Ending>,
    /// Where those of one form begin and end.
    forms: Vec<(u32, u32)>,
    pub(super) costs: Costs,
}

impl Endings {
    /// Reads the table for one spelling.
    pub(super) fn new(table: &str, spelling: Spelling) -> Self {
        let rows: Vec<Vec<&str>> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        let mut costs = Costs::default();
        for row in &rows {
            if let [name, cost] = row[..]
                && let (Some(place), Ok(cost)) = (costs.named(name), cost.parse())
            {
                *place = cost;
            }
        }
        let rows: Vec<[&str; 5]> = rows.into_iter().filter_map(|row| row.try_into().ok()).collect();
        let mut endings: Vec<Ending> = Vec::new();
        for (place, [_, slot, follows, cost, forms]) in rows.iter().enumerate() {
            let Some(slot) = Slot::named(slot) else { continue };
            let follows = follows.split(' ').map(|name| bits(name, &rows)).fold(0, |all, one| all | one);
            for template in forms.split(' ') {
                for (harmony, mut form, restores) in spell(template) {
                    if spelling == Spelling::Skeleton {
                        form = skeleton(&form);
                    }
                    if form.is_empty() {
                        continue;
                    }
                    let restores = match spelling {
                        Spelling::Own => restores.chars().next(),
                        Spelling::Skeleton => skeleton(restores).chars().next(),
                    };
                    let ending = Ending {
                        length: form.chars().count(),
                        slot,
                        line: 1 << place,
                        follows,
                        after: after(template),
                        restores: restores.map(number),
                        harmony: if spelling == Spelling::Skeleton { Harmony::Any } else { harmony },
                        is_narrow: form.contains(['ы', 'і']) && !form.contains(['а', 'е']),
                        cost: cost.parse().unwrap_or(3.0),
                        opens_with_vowel: form.starts_with(is_vowel) || restores.is_some(),
                        form,
                    };
                    let is_known = endings.iter().any(|known| {
                        (&known.form, known.line, known.after, known.restores)
                            == (&ending.form, ending.line, ending.after, ending.restores)
                    });
                    if !is_known {
                        endings.push(ending);
                    }
                }
            }
        }
        let reversed = |ending: &Ending| ending.form.chars().rev().map(number).collect::<Vec<u8>>();
        endings.sort_by_cached_key(reversed);
        let mut forms: Vec<(u32, u32)> = Vec::new();
        let mut words: Vec<(Vec<u8>, u32)> = Vec::new();
        for (index, ending) in (0..).zip(&endings) {
            let word = reversed(ending);
            debug_assert!(!word.contains(&OTHER), "{}", ending.form);
            match (words.last(), forms.last_mut()) {
                (Some((last, _)), Some(form)) if *last == word => form.1 = index + 1,
                _ => {
                    words.push((word, forms.len() as u32));
                    forms.push((index, index + 1));
                }
            }
        }
        Self { trie: Trie::new(&words), endings, forms, costs }
    }

    /// Where reading from the right begins.
    pub(super) fn start(&self) -> Place {
        ROOT
    }

    /// One letter further to the left.
    pub(super) fn step(&self, place: Place, letter: u8) -> Option<Place> {
        self.trie.step(place, letter)
    }

    /// The endings that have been read here, with their numbers.
    pub(super) fn at(&self, place: Place) -> impl Iterator<Item = (u16, &Ending)> {
        let (from, to) = self.trie.value(place).map_or((0, 0), |form| self.forms[form]);
        (from..to).map(|index| (index as u16, &self.endings[index as usize]))
    }

    /// An ending by its number.
    pub(super) fn get(&self, index: u16) -> &Ending {
        &self.endings[usize::from(index)]
    }
}

impl Costs {
    fn named(&mut self, name: &str) -> Option<&mut f32> {
        Some(match name {
            "bare noun" => &mut self.bare_noun,
            "bare verb" => &mut self.bare_verb,
            "bare negation" => &mut self.bare_negation,
            "wrong narrow vowel" => &mut self.wrong_narrow_vowel,
            "voiced remainder" => &mut self.voiced_remainder,
            "unknown stem" => &mut self.unknown_stem,
            "unknown letter" => &mut self.unknown_letter,
            "unknown verb" => &mut self.unknown_verb,
            _ => return None,
        })
    }
}

/// The bits that a name before an ending stands for: a line, or stems with the lines that make such stems.
fn bits(name: &str, rows: &[[&str; 5]]) -> u64 {
    let lines = |wanted: &dyn Fn(&[&str; 5]) -> bool| {
        rows.iter().enumerate().filter(|(_, row)| wanted(row)).fold(0, |all, (place, _)| all | 1 << place)
    };
    match name {
        "N" => NOUN | lines(&|row| row[1] == Slot::NounMaker.name()),
        "V" => VERB | lines(&|row| row[1] == Slot::VerbMaker.name()),
        _ => lines(&|row| row[0] == name),
    }
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
            _ => class::CONSONANT,
        }
    })
}

/// A template in both harmonies, or once when it has none, with what it restores.
fn spell(template: &str) -> Vec<(Harmony, String, &str)> {
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
    use crate::stem::ENDINGS as TABLE;

    #[test]
    fn the_table_is_whole() {
        let lines: Vec<Vec<&str>> = TABLE
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        assert!(lines.iter().filter(|row| row.len() == 5).count() < 62, "a line of the table is a bit");
        for row in &lines {
            if let [name, cost] = row[..] {
                assert!(Costs::default().named(name).is_some() && cost.parse::<f32>().is_ok(), "{row:?}");
                continue;
            }
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(Slot::named(row[1]).is_some() && row[3].parse::<f32>().is_ok(), "{row:?}");
            for name in row[2].split(' ').filter(|name| !["N", "V"].contains(name)) {
                assert!(lines.iter().any(|other| other[0] == name), "{name} of {row:?}");
            }
        }
    }

    #[test]
    fn both_harmonies_are_spelled() {
        let endings = Endings::new(TABLE, Spelling::Own);
        let forms: Vec<&str> = endings.endings.iter().map(|ending| ending.form.as_str()).collect();
        for form in ["лар", "лер", "ғаннан", "ған", "генше", "ңыздар", "нікі"] {
            assert_eq!(forms.contains(&form), form != "ғаннан", "{form}");
        }
    }
}
