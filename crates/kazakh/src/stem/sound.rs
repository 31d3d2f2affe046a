//! Takes a Kazakh word and gives it as numbered letters with all that the choice of an ending depends on: the class of every
//! sound and the harmony of the vowels up to it.

/// Classes of the last sound, as bits; a letter may stand for several.
pub(super) mod class {
    pub(in crate::stem) const VOWEL: u8 = 1;
    pub(in crate::stem) const R: u8 = 2;
    pub(in crate::stem) const L: u8 = 4;
    pub(in crate::stem) const NASAL: u8 = 8;
    pub(in crate::stem) const VOICED: u8 = 16;
    pub(in crate::stem) const VOICELESS: u8 = 32;
    pub(in crate::stem) const CONSONANT: u8 = R | L | NASAL | VOICED | VOICELESS;
}

/// Whether a word is spelled with its own letters or as a skeleton.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spelling {
    /// With Kazakh letters.
    Own,
    /// As [`crate::skeleton`] gives it.
    Skeleton,
}

/// Which vowels an ending or a stem takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Harmony {
    /// а о ұ ы
    Back,
    /// ә е і ө ү
    Front,
    /// Either.
    Any,
}

/// The Kazakh alphabet; a letter's number is its place.
pub(super) const ALPHABET: [char; 42] = [
    'а', 'ә', 'б', 'в', 'г', 'ғ', 'д', 'е', 'ё', 'ж', 'з', 'и', 'й', 'к', 'қ', 'л', 'м', 'н', 'ң', 'о', 'ө',
    'п', 'р', 'с', 'т', 'у', 'ұ', 'ү', 'ф', 'х', 'һ', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ы', 'і', 'ь', 'э', 'ю', 'я',
];

/// The number of every character that is no letter of the alphabet.
pub(crate) const OTHER: u8 = ALPHABET.len() as u8;

/// The most letters of a word that is taken apart; longer ones are none.
pub(super) const LONGEST: usize = 48;

/// Numbers of the Cyrillic letters from U+0400 to U+04FF.
const NUMBERS: [u8; 256] = {
    let mut numbers = [OTHER; 256];
    let mut number = 0;
    while number < ALPHABET.len() {
        numbers[ALPHABET[number] as usize - 0x400] = number as u8;
        number += 1;
    }
    numbers
};

/// The number of a letter.
pub(crate) fn number(letter: char) -> u8 {
    let place = (letter as usize).wrapping_sub(0x400);
    NUMBERS.get(place).copied().unwrap_or(OTHER)
}

/// The classes of a letter at the end of a stem.
///
/// `и`, `у` and `ю` end in a glide and count as a vowel too. Final `б в г д` of loans are voiceless in speech and voiced in some
/// spellings. In a skeleton `ы` may be `й`.
const fn classes_of(letter: char, spelling: Spelling) -> u8 {
    use class::{L, NASAL, R, VOICED, VOICELESS, VOWEL};
    match letter {
        'ы' if matches!(spelling, Spelling::Skeleton) => VOWEL | R,
        'а' | 'ә' | 'е' | 'і' | 'о' | 'ө' | 'ұ' | 'ү' | 'ы' | 'э' | 'ё' | 'я' => VOWEL,
        'у' | 'и' | 'ю' => VOWEL | R,
        'р' | 'й' => R,
        'л' => L,
        'м' | 'н' | 'ң' => NASAL,
        'з' | 'ж' | 'ғ' => VOICED,
        'б' | 'в' | 'г' | 'д' => VOICED | VOICELESS,
        'ь' | 'ъ' => R | L | VOICED | VOICELESS,
        _ => VOICELESS,
    }
}

/// Whether a letter is a vowel.
pub(super) fn is_vowel(letter: char) -> bool {
    matches!(letter, 'а' | 'ә' | 'е' | 'і' | 'о' | 'ө' | 'ұ' | 'ү' | 'ы' | 'э' | 'ё' | 'я' | 'у' | 'и' | 'ю')
}

/// The letter that voicing between vowels made of another.
pub(super) fn devoiced(number: u8, spelling: Spelling) -> Option<u8> {
    match ALPHABET.get(usize::from(number))? {
        'б' => Some(self::number('п')),
        'г' => Some(self::number('к')),
        'ғ' if spelling == Spelling::Own => Some(self::number('қ')),
        _ => None,
    }
}

/// A word as numbered letters. Everything is asked of its beginnings: `n` stands for the first `n` letters.
pub(super) struct Letters {
    numbers: [u8; LONGEST],
    harmonies: [Harmony; LONGEST + 1],
    vowels: [bool; LONGEST + 1],
    length: usize,
    spelling: Spelling,
}

impl Letters {
    /// Reads a word; `None` when it is too long to be one.
    pub(super) fn new(word: &str, spelling: Spelling) -> Option<Self> {
        let mut letters = Self {
            numbers: [OTHER; LONGEST],
            harmonies: [Harmony::Any; LONGEST + 1],
            vowels: [false; LONGEST + 1],
            length: 0,
            spelling,
        };
        let mut harmony = Harmony::Any;
        for letter in word.chars() {
            let at = letters.length;
            *letters.numbers.get_mut(at)? = number(letter);
            harmony = match letter {
                'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё' => Harmony::Back,
                'ә' | 'е' | 'і' | 'ө' | 'ү' | 'э' => Harmony::Front,
                _ => harmony,
            };
            letters.length = at + 1;
            letters.harmonies[at + 1] = harmony;
            letters.vowels[at + 1] = letters.vowels[at] || is_vowel(letter);
        }
        Some(letters)
    }

    /// How many letters it has.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// The numbers of all letters.
    pub(crate) fn numbers(&self) -> &[u8] {
        &self.numbers[..self.length]
    }

    /// The classes of the last of the first `n` letters; none of none.
    pub(super) fn classes(&self, n: usize) -> u8 {
        let Some(number) = n.checked_sub(1).map(|last| self.numbers[last]) else { return 0 };
        let table = match self.spelling {
            Spelling::Own => &OWN_CLASSES,
            Spelling::Skeleton => &SKELETON_CLASSES,
        };
        table[usize::from(number)]
    }

    /// The harmony of the first `n` letters: that of their last vowel which has one. Words that end in a soft sign take either,
    /// and so do surnames in `-ев`, which are spoken with `о` or `е`.
    pub(super) fn harmony(&self, n: usize) -> Harmony {
        match n.checked_sub(1).and_then(|last| ALPHABET.get(usize::from(self.numbers[last]))) {
            Some('ь' | 'в') => Harmony::Any,
            _ => self.harmonies[n],
        }
    }

    /// Whether the first `n` letters have a vowel.
    pub(super) fn has_vowel(&self, n: usize) -> bool {
        self.vowels[n]
    }

    /// Whether the last of the first `n` letters is a vowel.
    pub(super) fn ends_in_vowel(&self, n: usize) -> bool {
        self.classes(n) & class::VOWEL != 0
    }
}

const OWN_CLASSES: [u8; ALPHABET.len() + 1] = class_table(Spelling::Own);
const SKELETON_CLASSES: [u8; ALPHABET.len() + 1] = class_table(Spelling::Skeleton);

const fn class_table(spelling: Spelling) -> [u8; ALPHABET.len() + 1] {
    let mut table = [class::VOICELESS; ALPHABET.len() + 1];
    let mut number = 0;
    while number < ALPHABET.len() {
        table[number] = classes_of(ALPHABET[number], spelling);
        number += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_is_numbered() {
        for (place, letter) in ALPHABET.into_iter().enumerate() {
            assert_eq!(usize::from(number(letter)), place, "{letter}");
        }
        for letter in ['a', '1', '-', 'ў', '🙂'] {
            assert_eq!(number(letter), OTHER, "{letter}");
        }
    }

    #[test]
    fn the_last_vowel_with_a_harmony_decides() {
        for (word, harmony) in [
            ("кітап", Harmony::Back),
            ("мұғалім", Harmony::Front),
            ("ми", Harmony::Any),
            ("автомобиль", Harmony::Any),
            ("жағдай", Harmony::Back),
        ] {
            let letters = Letters::new(word, Spelling::Own).unwrap();
            assert_eq!(letters.harmony(letters.len()), harmony, "{word}");
        }
    }
}
