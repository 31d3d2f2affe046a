//! Takes one word in two scripts and gives it back in one when its look-alike letters allow; else leaves it alone.
//!
//! Official texts of Kazakhstan carry Latin `i` and `h` inside Cyrillic words, and Latin editions carry Cyrillic `а е о`:
//! the eye sees no difference, an index does. A word that truly has two scripts («WhatsAppқа») is left as it is, and so is every
//! digit: prices and telephones are no letters.

/// Latin letters and the Cyrillic ones that look the same, both in lower case. `h` looks like Kazakh `һ`.
const LOOK_ALIKES: [(char, char); 20] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('d', 'ԁ'),
    ('e', 'е'),
    ('h', 'һ'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('q', 'ԛ'),
    ('s', 'ѕ'),
    ('t', 'т'),
    ('w', 'ԝ'),
    ('x', 'х'),
    ('y', 'у'),
    ('f', 'ғ'),
    ('l', 'ӏ'),
];

/// Cyrillic letters that no Kazakh or Russian word has: a word that owes them to look-alikes is Latin.
const FOREIGN: [char; 6] = ['ԁ', 'ј', 'ԛ', 'ѕ', 'ԝ', 'ӏ'];

/// Latin letters that stand in a Cyrillic word for the Kazakh letter of the same sound.
const SOUND_ALIKES: [(char, char); 11] = [
    ('q', 'қ'),
    ('ä', 'ә'),
    ('ğ', 'ғ'),
    ('ǵ', 'ғ'),
    ('ı', 'і'),
    ('ñ', 'ң'),
    ('ŋ', 'ң'),
    ('ö', 'ө'),
    ('ü', 'ү'),
    ('ū', 'ұ'),
    ('ï', 'ї'),
];

/// Greek letters in lower case with their Cyrillic and Latin doubles, of which some look alike in capitals only.
const GREEK: [(char, char, char); 14] = [
    ('α', 'а', 'a'),
    ('β', 'в', 'b'),
    ('ε', 'е', 'e'),
    ('ζ', 'з', 'z'),
    ('η', 'н', 'h'),
    ('ι', 'і', 'i'),
    ('κ', 'к', 'k'),
    ('μ', 'м', 'm'),
    ('ν', 'н', 'n'),
    ('ο', 'о', 'o'),
    ('ρ', 'р', 'p'),
    ('τ', 'т', 't'),
    ('υ', 'у', 'y'),
    ('χ', 'х', 'x'),
];

/// Whether a letter is one of a Latin alphabet of Kazakh or its neighbours.
pub fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&letter) || letter == 'ə'
}

/// Whether a letter is Cyrillic.
pub fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

fn to_cyrillic(letter: char) -> Option<char> {
    let own = LOOK_ALIKES.iter().filter(|(_, cyrillic)| !FOREIGN.contains(cyrillic));
    own.chain(&SOUND_ALIKES).find(|(latin, _)| *latin == letter).map(|(_, cyrillic)| *cyrillic)
}

fn to_latin(letter: char) -> Option<char> {
    LOOK_ALIKES.iter().find(|(_, cyrillic)| *cyrillic == letter).map(|(latin, _)| *latin)
}

/// A word that is written in Latin letters alone as it looks in Cyrillic, in lower case, when every letter has a double there: «cy» is
/// «су», «He» is «не».
pub fn as_cyrillic(word: &str) -> Option<String> {
    let double = |letter: char| match letter {
        'H' => Some('н'),
        _ => to_cyrillic(letter.to_ascii_lowercase())
            .filter(|_| letter.is_ascii() && !matches!(letter, 'q' | 'Q')),
    };
    word.chars().map(double).collect()
}

/// Whether a word has Cyrillic letters and otherwise only Latin ones that look like Cyrillic, so that its `H` is an `Н`.
pub(crate) fn is_cyrillic_in_disguise(word: &str) -> bool {
    let lower = |letter: char| letter.to_ascii_lowercase();
    word.chars().any(is_cyrillic)
        && word.chars().all(|letter| !is_latin(letter) || to_cyrillic(lower(letter)).is_some())
}

/// Mends one word of lower-case letters, without hyphens, in place.
///
/// Towards Cyrillic when every Latin letter has a Cyrillic double and some letter is Cyrillic only; else towards Latin
/// under the mirrored rule; a word that could be either goes to the script of most of its letters; else nothing happens. Greek
/// letters follow the script they stand among.
pub fn mend(word: &mut [char]) {
    let latin = word.iter().filter(|letter| is_latin(**letter)).count();
    let cyrillic = word.iter().filter(|letter| is_cyrillic(**letter)).count();
    if latin + cyrillic == 0 {
        return;
    }
    if word.iter().any(|letter| GREEK.iter().any(|(greek, ..)| greek == letter)) {
        // None of these letters is left, so this happens once.
        mend_greek(word, cyrillic >= latin);
        return mend(word);
    }
    if cyrillic == 0 || (latin == 0 && !word.iter().any(|letter| FOREIGN.contains(letter))) {
        return;
    }
    let is_foreign = |letter: char| FOREIGN.contains(&letter);
    let all_latin_map = word.iter().all(|letter| !is_latin(*letter) || to_cyrillic(*letter).is_some());
    let all_cyrillic_map = word.iter().all(|letter| !is_cyrillic(*letter) || to_latin(*letter).is_some());
    let only_cyrillic = word.iter().any(|letter| is_cyrillic(*letter) && to_latin(*letter).is_none());
    let only_latin = word
        .iter()
        .any(|letter| is_foreign(*letter) || (is_latin(*letter) && to_cyrillic(*letter).is_none()));
    if latin > 0 && all_latin_map && (only_cyrillic || (cyrillic >= latin && !only_latin)) {
        replace(word, to_cyrillic);
    } else if all_cyrillic_map && (only_latin || latin > cyrillic) {
        replace(word, to_latin);
    }
}

/// Greek doubles in the script of the letters around them; letters without a double stay, and then the word does.
fn mend_greek(word: &mut [char], to_cyrillic: bool) {
    for letter in word.iter_mut() {
        if let Some((_, cyrillic, latin)) = GREEK.iter().find(|(greek, ..)| greek == letter) {
            *letter = if to_cyrillic { *cyrillic } else { *latin };
        }
    }
}

fn replace(word: &mut [char], double: fn(char) -> Option<char>) {
    for letter in word {
        if let Some(other) = double(*letter) {
            *letter = other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &str) {
        let mut letters: Vec<char> = word.chars().collect();
        mend(&mut letters);
        assert_eq!(letters.into_iter().collect::<String>(), expected, "{word}");
    }

    #[test]
    fn words_are_mended_towards_the_script_that_explains_all_letters() {
        check("куәлiк", "куәлік");
        check("жиhазбен", "жиһазбен");
        check("aршалинский", "аршалинский");
        check("qаlаsy", "qalasy");
        check("суcар", "сусар");
        check("жоq", "жоқ");
        check("кöл", "көл");
        check("мádenıet", "mádenıet");
        check("ѕаbаq", "sabaq");
        check("οблыс", "облыс");
        check("αqpаrаt", "aqparat");
    }

    #[test]
    fn words_of_two_scripts_stay() {
        check("whatsappқа", "whatsappқа");
        check("wifiды", "wifiды");
        check("5млн", "5млн");
        check("μ", "μ");
    }

    #[test]
    fn a_word_all_in_look_alikes_is_told() {
        assert_eq!(as_cyrillic("cy").as_deref(), Some("су"));
        assert_eq!(as_cyrillic("He").as_deref(), Some("не"));
        assert_eq!(as_cyrillic("qala"), None);
    }
}
