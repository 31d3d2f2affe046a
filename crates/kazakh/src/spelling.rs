//! Takes a word and the stem that was found for it and says whether the writer spelled that stem out in its own letters, or
//! whether the stem was guessed from a spelling without them.

use crate::stem::is_exception;

/// Whether `word`, in normal form, begins with the letters of `stem`, but for the changes a stem undergoes before endings: `қ`,
/// `к` and `п` are voiced, the last vowel drops («халқы»), `й` and `а` run together («қояды»), and so do `ы` and `й` («оқиды»). Words of the list of exceptions are spelled out as well.
pub fn is_spelled_out(word: &str, stem: &str) -> bool {
    is_exception(word) || begins_with(word, stem)
}

fn begins_with(word: &str, stem: &str) -> bool {
    let mut written = word.chars();
    let mut letters = stem.chars();
    while let Some(letter) = letters.next() {
        let Some(found) = written.next() else { return false };
        if found == letter {
            continue;
        }
        return match letters.next() {
            None => matches!(
                (letter, found),
                ('қ', 'ғ') | ('к', 'г') | ('п', 'б' | 'у') | ('й', 'я' | 'ю') | ('ы' | 'і', 'и' | 'у')
            ),
            Some(last) => found == last && letters.next().is_none() && "ыіұүу".contains(letter),
        };
    }
    true
}

/// Whether the narrow vowels after the stem agree with its last vowel: «бәрі» does, «барі» was meant otherwise. Stems without
/// a vowel that has a harmony, and those in `ь` and `в`, take either.
pub fn keeps_harmony(word: &str, stem: &str) -> bool {
    if is_exception(word) {
        return true;
    }
    let is_front = |letter: char| match letter {
        'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё' => Some(false),
        'ә' | 'е' | 'і' | 'ө' | 'ү' | 'э' => Some(true),
        _ => None,
    };
    let letters = stem.chars().count();
    let Some(front) = stem.chars().rev().find_map(is_front).filter(|_| !stem.ends_with(['ь', 'в'])) else {
        return true;
    };
    let wrong = if front { 'ы' } else { 'і' };
    word.chars().skip(letters).all(|letter| letter != wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, stem: &str, expected: bool) {
        assert_eq!(is_spelled_out(word, stem), expected, "{word} {stem}");
    }

    #[test]
    fn a_word_in_its_own_letters_spells_its_stem_out() {
        for (word, stem) in [
            ("жоқ", "жоқ"),
            ("мектебі", "мектеп"),
            ("халқымыз", "халық"),
            ("қояды", "қой"),
            ("оқиды", "оқы"),
            ("тауып", "тап"),
            ("жарығы", "жарық"),
        ] {
            check(word, stem, true);
        }
    }

    #[test]
    fn a_guessed_stem_is_not_spelled_out() {
        for (word, stem) in
            [("жок", "жоқ"), ("zharyq", "жарық"), ("жарыгы", "жарық"), ("кушти", "күшті"), ("", "су")]
        {
            check(word, stem, false);
        }
    }
}
