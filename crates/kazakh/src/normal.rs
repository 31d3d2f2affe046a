//! Takes the surface of one word and gives its normal form: NFC, without invisible characters, look-alikes mended,
//! lower case. `ё` is kept, and so are all Kazakh letters: folding is the work of [`crate::fold`].

use unicode_normalization::UnicodeNormalization;

use crate::homoglyph::{is_cyrillic, is_cyrillic_in_disguise, is_latin, mend};

/// The normal form of one word.
///
/// Runs of three and more equal letters, which people write for emphasis, become one vowel or two consonants.
pub fn normal(surface: &str) -> String {
    if let Some(quick) = quick(surface) {
        return quick;
    }
    let mut letters = Vec::with_capacity(surface.len());
    clean(surface, &mut letters);
    mend_schwa(&mut letters);
    for part in letters.split_mut(|letter| *letter == '-') {
        mend(part);
    }
    shorten_runs(&mut letters);
    letters.into_iter().collect()
}

/// The normal form of a word of plain letters of one script without runs: lower case, and nothing more.
fn quick(surface: &str) -> Option<String> {
    let (mut has_latin, mut has_cyrillic, mut run, mut last) = (false, false, 0, '\0');
    let mut lower = String::with_capacity(surface.len());
    for letter in surface.chars() {
        if !is_plain(letter) {
            return None;
        }
        let letter = lower_plain(letter);
        has_latin |= letter.is_ascii_alphabetic();
        has_cyrillic |= !letter.is_ascii();
        run = if letter == last { run + 1 } else { 1 };
        if (run > 2 && letter.is_alphabetic()) || (has_latin && has_cyrillic) {
            return None;
        }
        last = letter;
        lower.push(letter);
    }
    Some(lower)
}

/// Letters, digits and hyphens that need nothing but lower case: most of them.
pub fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || letter == '-'
        || (is_cyrillic(letter) && !matches!(letter, '\u{482}'..='\u{489}') && !is_odd(letter))
}

/// Lower case of a letter for which [`is_plain`] holds.
pub fn lower_plain(letter: char) -> char {
    match letter {
        'А'..='Я' => char::from_u32(letter as u32 + 0x20).unwrap_or(letter),
        'Ѐ'..='Џ' => char::from_u32(letter as u32 + 0x50).unwrap_or(letter),
        'Ӏ' => 'ӏ',
        '\u{4c1}'..='\u{4ce}' => char::from_u32(letter as u32 + letter as u32 % 2).unwrap_or(letter),
        '\u{460}'..='\u{4bf}' | '\u{4d0}'..='\u{52f}' => char::from_u32(letter as u32 | 1).unwrap_or(letter),
        _ => letter.to_ascii_lowercase(),
    }
}

/// Characters that are not seen and only divide equal words: zero-width, direction marks, soft hyphen, stress.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{301}')
}

/// Cyrillic letters that are not what they look like: `ӊ` stands for `ң` and `ѐ` for `е`, others for Latin letters.
fn is_odd(letter: char) -> bool {
    matches!(
        letter,
        'Ӊ' | 'ӊ'
            | 'Ӈ'
            | 'ӈ'
            | 'Ѐ'
            | 'ѐ'
            | 'Ѝ'
            | 'ѝ'
            | 'Ԁ'
            | 'Ԛ'
            | 'Ԝ'
            | 'Ѕ'
            | 'Ј'
            | 'Ӏ'
            | 'ԁ'
            | 'ԛ'
            | 'ԝ'
            | 'ѕ'
            | 'ј'
            | 'ӏ'
    )
}

/// A letter that stands for a plain one in another width or type: full width, mathematical alphabets, ligatures, the positional
/// forms of Arabic. Other compatibility forms mean something of their own (`m²`, `№`).
fn is_styled(letter: char) -> bool {
    matches!(
        letter,
        '\u{ff01}'..='\u{ff5e}' | '\u{1d400}'..='\u{1d7ff}' | '\u{fb00}'..='\u{fb06}' | '\u{fb50}'..='\u{fbff}'
            | '\u{fe80}'..='\u{fefc}'
    )
}

/// The longest plain spelling of a styled letter, in letters.
const LONGEST_STYLED: usize = 4;

/// A letter, or the plain ones it stands for.
fn unstyled(letter: char) -> impl Iterator<Item = char> {
    let mut plain = [None; LONGEST_STYLED];
    if is_styled(letter) {
        let mut places = plain.iter_mut();
        unicode_normalization::char::decompose_compatible(letter, |part| {
            if let Some(place) = places.next() {
                *place = Some(part);
            }
        });
    } else {
        plain[0] = Some(letter);
    }
    plain.into_iter().flatten()
}

fn clean(surface: &str, letters: &mut Vec<char>) {
    // A stress mark is deleted over Cyrillic only: over Latin it makes the letters á ǵ ń ó ú ý.
    let mut last = ' ';
    let visible = surface.chars().filter(move |letter| {
        let keep = !is_invisible(*letter) || (*letter == '\u{301}' && is_latin(last));
        last = *letter;
        keep
    });
    let is_disguised = surface.contains('H') && is_cyrillic_in_disguise(surface);
    for letter in visible.flat_map(unstyled).nfc() {
        let letter = match letter {
            'H' if is_disguised => 'н',
            '‐' | '‑' | '‒' | '–' | '−' => '-',
            '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | 'ʹ' => '\'',
            'ӊ' | 'Ӊ' | 'ӈ' | 'Ӈ' => 'ң',
            'ѐ' | 'Ѐ' => 'е',
            'ѝ' | 'Ѝ' => 'и',
            'ë' | 'Ë' => 'ё',
            // It only stretches a word of Arabic script.
            'ـ' => continue,
            _ => letter,
        };
        for lower in letter.to_lowercase() {
            // A stress mark may only come to light in the composed form, as that of U+0344.
            let is_mark = lower == '\u{301}';
            if lower != '\u{307}' && (!is_mark || letters.last().is_some_and(|last| is_latin(*last))) {
                letters.push(lower);
            }
        }
    }
}

/// `ə` belongs to Azerbaijani; among Cyrillic letters it stands for Kazakh `ә`.
fn mend_schwa(letters: &mut [char]) {
    if letters.contains(&'ə') && !letters.iter().any(|letter| *letter != 'ə' && is_latin(*letter)) {
        for letter in letters.iter_mut().filter(|letter| **letter == 'ə') {
            *letter = 'ә';
        }
    }
}

fn shorten_runs(letters: &mut Vec<char>) {
    if !letters
        .windows(3)
        .any(|window| window[0] == window[1] && window[1] == window[2] && window[0].is_alphabetic())
    {
        return;
    }
    let mut short: Vec<char> = Vec::with_capacity(letters.len());
    let mut rest = letters.as_slice();
    while let Some(first) = rest.first().copied() {
        let run = rest.iter().take_while(|letter| **letter == first).count();
        let keep = match run {
            3.. if is_vowel(first) => 1,
            3.. if first.is_alphabetic() => 2,
            _ => run,
        };
        short.extend(std::iter::repeat_n(first, keep));
        rest = &rest[run..];
    }
    *letters = short;
}

fn is_vowel(letter: char) -> bool {
    "аәеёиоөұүуыіэюяaeiouyäöüı".contains(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(surface: &str, expected: &str) {
        assert_eq!(normal(surface), expected, "{surface}");
    }

    #[test]
    fn words_come_out_in_one_form() {
        check("ЖАРЫҚ", "жарық");
        check("Ёлка", "ёлка");
        check("күшті", "күшті");
        check("ку\u{306}н", "кўн");
        check("и\u{306}од", "йод");
        check("за\u{301}мок", "замок");
        check("элек\u{ad}тр", "электр");
        check("əкім", "әкім");
        check("Azərbaycan", "azərbaycan");
        check("2025‑те", "2025-те");
        check("Qazaǵystan", "qazaǵystan");
        check("İstanbul", "istanbul");
        check("Нˮ", "нˮ");
        check("ЌЂ", "ќђ");
        check("ｓｕ", "su");
        check("𝗷𝗼𝗾", "joq");
        check("Cудың", "судың");
        check("ﺳۋ", "سۋ");
        check("сѐло", "село");
        check("Hұр", "нұр");
    }

    #[test]
    fn a_stress_mark_stays_over_latin_letters_only() {
        check("\u{344}", "\u{308}");
        check("а\u{344}", "ӓ");
    }

    #[test]
    fn emphasis_is_shortened() {
        check("жооооқ", "жоқ");
        check("классссс", "класс");
        check("1000", "1000");
        check("ззз", "зз");
    }

    #[test]
    fn the_quick_lower_case_is_the_ordinary_one() {
        for code in 0x400..0x530 {
            let letter = char::from_u32(code).unwrap();
            if is_plain(letter) {
                assert_eq!(Some(lower_plain(letter)), letter.to_lowercase().next(), "{letter}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_normal_form_is_its_own_normal_form(surface in "[\\PC\u{301}\u{307}\u{ad}aаіқоοѕјəïu-]{0,12}|.{0,12}") {
            let once = normal(&surface);
            prop_assert_eq!(normal(&once), once);
        }
    }
}
