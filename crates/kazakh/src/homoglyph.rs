//! Takes one word in two scripts and gives it back in one when its look-alike letters allow; else leaves it alone.
//!
//! Official texts of Kazakhstan carry Latin `i` and `h` inside Cyrillic words, and Latin editions carry Cyrillic `а е о`:
//! the eye sees no difference, an index does. A word that truly has two scripts («WhatsAppқа») is left as it is.

/// Latin letters and the Cyrillic ones that look the same, both in lower case. `h` looks like Kazakh `һ`.
const LOOK_ALIKES: [(char, char); 16] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'һ'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('n', 'п'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('u', 'и'),
    ('x', 'х'),
    ('y', 'у'),
    ('f', 'ғ'),
];

/// Letters that only italic or careless typing confuses. They are mended towards neither script.
const LOOSE: [char; 2] = ['n', 'u'];

/// Whether a letter is one of a Latin alphabet of Kazakh or its neighbours.
pub fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&letter) || letter == 'ə'
}

/// Whether a letter is Cyrillic.
pub fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

fn to_cyrillic(letter: char) -> Option<char> {
    if LOOSE.contains(&letter) {
        return None;
    }
    LOOK_ALIKES.iter().find(|(latin, _)| *latin == letter).map(|(_, cyrillic)| *cyrillic)
}

fn to_latin(letter: char) -> Option<char> {
    LOOK_ALIKES
        .iter()
        .find(|(latin, cyrillic)| *cyrillic == letter && !LOOSE.contains(latin))
        .map(|(latin, _)| *latin)
}

/// Mends one word of lower-case letters, without hyphens, in place.
///
/// Towards Cyrillic when every Latin letter has a Cyrillic double and some letter is Cyrillic only; else towards Latin
/// under the mirrored rule; else nothing happens.
pub fn mend(word: &mut [char]) {
    let latin = word.iter().filter(|letter| is_latin(**letter)).count();
    let cyrillic = word.iter().filter(|letter| is_cyrillic(**letter)).count();
    if latin == 0 || cyrillic == 0 {
        return;
    }
    let all_latin_map = word.iter().all(|letter| !is_latin(*letter) || to_cyrillic(*letter).is_some());
    let only_cyrillic = word.iter().any(|letter| is_cyrillic(*letter) && to_latin(*letter).is_none());
    if all_latin_map && (only_cyrillic || cyrillic >= latin) {
        replace(word, to_cyrillic);
        return;
    }
    let all_cyrillic_map = word.iter().all(|letter| !is_cyrillic(*letter) || to_latin(*letter).is_some());
    let only_latin = word.iter().any(|letter| is_latin(*letter) && to_cyrillic(*letter).is_none());
    if all_cyrillic_map && only_latin {
        replace(word, to_latin);
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
    }

    #[test]
    fn words_of_two_scripts_stay() {
        check("whatsappқа", "whatsappқа");
        check("wifiды", "wifiды");
    }
}
