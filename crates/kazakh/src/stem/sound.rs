//! Takes letters of a Kazakh word and says what the choice of an ending depends on: the class of the last sound and the
//! harmony of the vowels.

/// Classes of the last sound, as bits; a letter may stand for several.
pub(super) mod class {
    pub(in crate::stem) const VOWEL: u8 = 1;
    pub(in crate::stem) const R: u8 = 2;
    pub(in crate::stem) const L: u8 = 4;
    pub(in crate::stem) const NASAL: u8 = 8;
    pub(in crate::stem) const VOICED: u8 = 16;
    pub(in crate::stem) const VOICELESS: u8 = 32;
}

/// Whether a word is spelled with its own letters or as a skeleton.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spelling {
    /// With Kazakh letters.
    Full,
    /// As [`crate::skeleton`] gives it.
    Folded,
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

/// The classes of a letter at the end of a stem.
///
/// `и`, `у` and `ю` end in a glide and count as a vowel too. Final `б в г д` of loans are voiceless in speech and voiced in some
/// spellings. In a skeleton `ы` may be `й`.
pub(super) fn classes(letter: char, spelling: Spelling) -> u8 {
    use class::{L, NASAL, R, VOICED, VOICELESS, VOWEL};
    match letter {
        'ы' if spelling == Spelling::Folded => VOWEL | R,
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

/// The harmony of a word: that of its last vowel which has one. Words that end in a soft sign take either, and so do
/// surnames in `-ев`, which are spoken with `о` or `е`.
pub(super) fn harmony(word: &str) -> Harmony {
    if word.ends_with(['ь', 'в']) {
        return Harmony::Any;
    }
    for letter in word.chars().rev() {
        match letter {
            'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё' => return Harmony::Back,
            'ә' | 'е' | 'і' | 'ө' | 'ү' | 'э' => return Harmony::Front,
            _ => {}
        }
    }
    Harmony::Any
}
