//! Takes a word in normal form and gives its skeleton: one coarse Cyrillic spelling under which a word meets itself however
//! it was typed, with Kazakh letters or without, in the Latin alphabets of 2017 to 2021 or of the chat, or in Arabic script.
//!
//! A skeleton is for matching, never for showing. It merges some words («қол» and «көл»), so it stands beside the stem in
//! the index and never in its place.

/// The skeleton of a word given in normal form. Letters of other scripts and digits stay; hyphens and apostrophes go.
///
/// The table is the coarse one of the project's notes on Kazakh spelling: all vowels of a kind fall together, `я` and `ю` are
/// spelled out, so that «аяқ», «aiaq» and «аяк» meet. `ц` becomes `тс`, since Latin spelling cannot tell them apart.
pub fn skeleton(normal: &str) -> String {
    let mut folded = String::with_capacity(normal.len());
    fold_into(normal, &mut folded);
    folded
}

/// Appends the skeleton of `normal` to `folded`.
pub fn fold_into(normal: &str, folded: &mut String) {
    let mut letters = normal.chars().peekable();
    let mut last = '\0';
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or('\0');
        if let Some(whole) = digraph(letter, next) {
            letters.next();
            push(whole, folded, &mut last);
            continue;
        }
        match letter {
            'я' => {
                push('ы', folded, &mut last);
                push('а', folded, &mut last);
            }
            'ю' => {
                push('ы', folded, &mut last);
                push('у', folded, &mut last);
            }
            'ц' => {
                push('т', folded, &mut last);
                push('с', folded, &mut last);
            }
            'ъ' | 'ь' | '-' | '\'' | '\u{674}' | 'ء' | 'ـ' => {}
            _ => push(simple(letter), folded, &mut last),
        }
    }
}

/// Two equal vowels are one, since `й`, `и`, `і` and `ы` fall together and people lengthen vowels for emphasis.
fn push(letter: char, folded: &mut String, last: &mut char) {
    if !(*last == letter && matches!(letter, 'ы' | 'а' | 'о' | 'у' | 'е')) {
        folded.push(letter);
        *last = letter;
    }
}

/// Latin digraphs of the alphabets of 2017 and 2018 and of the chat, and one of the Arabic script.
fn digraph(letter: char, next: char) -> Option<char> {
    Some(match (letter, next) {
        ('s' | 'ş', 'h') => 'ш',
        ('c', 'h') => 'ч',
        ('z', 'h') => 'ж',
        ('k', 'h') => 'х',
        ('g', 'h') => 'г',
        ('a', '\'') => 'а',
        ('g', '\'') => 'г',
        ('i', '\'') => 'ы',
        ('n', '\'') => 'н',
        ('o', '\'') => 'о',
        ('s', '\'') => 'ш',
        ('c', '\'') => 'ч',
        ('u' | 'y', '\'') => 'у',
        ('ش', 'ش') => 'ш',
        _ => return None,
    })
}

fn simple(letter: char) -> char {
    match letter {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' | 'и' | 'й' => 'ы',
        'ё' | 'э' => 'е',
        'щ' => 'ш',
        _ if letter.is_ascii() || letter == 'ə' || ('\u{e0}'..='\u{1ff}').contains(&letter) => latin(letter),
        _ => arabic(letter),
    }
}

fn latin(letter: char) -> char {
    match letter {
        'a' | 'ä' | 'á' | 'à' | 'â' | 'ə' => 'а',
        'b' => 'б',
        'c' => 'с',
        'd' => 'д',
        'e' | 'é' | 'è' | 'ê' => 'е',
        'f' => 'ф',
        'g' | 'ğ' | 'ǵ' | 'ǧ' | 'ģ' => 'г',
        'h' | 'x' => 'х',
        'i' | 'ı' | 'í' | 'ì' | 'î' | 'y' => 'ы',
        'j' => 'ж',
        'k' | 'q' | 'ķ' => 'к',
        'l' => 'л',
        'm' => 'м',
        'n' | 'ñ' | 'ŋ' | 'ń' | 'ņ' => 'н',
        'o' | 'ö' | 'ó' | 'ò' | 'ô' => 'о',
        'p' => 'п',
        'r' => 'р',
        's' => 'с',
        'ş' | 'š' | 'ś' | 'w' => 'ш',
        't' => 'т',
        'u' | 'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ý' => 'у',
        'v' => 'в',
        'z' => 'з',
        'ç' => 'ч',
        _ => letter,
    }
}

/// Töte jazu, the Arabic-script alphabet of Kazakhs in China, letter by letter.
fn arabic(letter: char) -> char {
    match letter {
        'ا' | 'أ' | 'إ' => 'а',
        'ب' => 'б',
        'ۆ' => 'в',
        'گ' | 'ع' => 'г',
        'د' => 'д',
        'ە' | 'ه' => 'е',
        'ج' => 'ж',
        'ز' => 'з',
        'ي' | 'ى' | 'ی' => 'ы',
        'ك' | 'ک' | 'ق' => 'к',
        'ل' => 'л',
        'م' => 'м',
        'ن' | 'ڭ' => 'н',
        'و' => 'о',
        'پ' => 'п',
        'ر' => 'р',
        'س' => 'с',
        'ت' => 'т',
        'ۋ' | 'ۇ' => 'у',
        'ف' => 'ф',
        'ح' | 'ھ' => 'х',
        'چ' => 'ч',
        'ش' => 'ш',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(words: &[&str]) {
        for word in words {
            assert_eq!(skeleton(word), skeleton(words[0]), "{word}");
        }
    }

    #[test]
    fn spellings_of_one_word_meet() {
        check(&["жарық", "жарык", "zharyq", "jaryq", "jarık", "жарық"]);
        check(&["су", "su", "sý", "سۋ"]);
        check(&["жоқ", "жок", "joq", "zhok", "جوق"]);
        check(&["аяқ", "аяк", "aiaq", "ayaq", "اياق"]);
        check(&["қоян", "qoian"]);
        check(&["шешілсін", "шешилсин", "sheshilsin", "s'es'ilsin", "şeşılsın", "شەشىلسىن"]);
        check(&["бір", "ٴبىر", "bir"]);
        check(&["өңір", "o'n'ir", "óńir", "öŋır", "онир"]);
        check(&["жатса", "jatsa"]);
    }

    #[test]
    fn what_folding_merges_is_known() {
        check(&["қол", "көл"]);
        check(&["сан", "сән"]);
        assert_ne!(skeleton("су"), skeleton("сен"));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(word in "[а-яәғқңөұүһі]{0,12}|[a-zşğıáóúýńǵ'’-]{0,12}|.{0,12}") {
            let once = skeleton(&word);
            prop_assert_eq!(skeleton(&once), once);
        }
    }
}
