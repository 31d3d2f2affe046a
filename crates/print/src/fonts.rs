//! The fonts that travel with the program, and what becomes of characters that they have no glyph for.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Regular, bold, italic: see `fonts/README.md`.
pub(crate) const FILES: [&[u8]; 3] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Italic.ttf"),
];

/// Stands for characters without a glyph, one for a run of them.
pub(crate) const MISSING: char = '\u{fffd}';

/// The longest run of letters that is left whole: a longer one may be broken, so that it does not leave the page.
const LONGEST_WORD: usize = 40;
/// After so many letters of a longer one.
const BREAK_AFTER: usize = 24;
/// Where a line may be broken within a word, without a sign.
const BREAK: char = '\u{200b}';

/// The fonts, and the book in which they are looked up.
pub(crate) struct Shelf {
    /// In the order of [`FILES`].
    pub(crate) fonts: Vec<Font>,
    /// What they are called and what they hold.
    pub(crate) book: LazyHash<FontBook>,
}

/// The fonts, read once.
pub(crate) fn shelf() -> &'static Shelf {
    static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
        let fonts: Vec<Font> = FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Shelf { fonts, book }
    });
    &SHELF
}

/// A text of which every character can be printed: spaces for line ends, [`MISSING`] for what no font has a glyph for, nothing
/// for what cannot be seen anyway. Words that are too long for a line get places to break.
pub(crate) fn printable(text: &str) -> String {
    let mut printed = String::with_capacity(text.len());
    let mut word = 0;
    let length = |rest: &str| rest.chars().take_while(|letter| !letter.is_whitespace()).count();
    let mut is_long = length(text) > LONGEST_WORD;
    for (at, letter) in text.char_indices() {
        if letter.is_whitespace() {
            printed.push(if letter.is_control() || ('\u{2028}'..='\u{2029}').contains(&letter) {
                ' '
            } else {
                letter
            });
            word = 0;
            is_long = length(&text[at + letter.len_utf8()..]) > LONGEST_WORD;
            continue;
        }
        if is_unseen(letter) {
            continue;
        }
        if is_long && word > 0 && word % BREAK_AFTER == 0 {
            printed.push(BREAK);
        }
        word += 1;
        match has_glyph(letter) {
            true => printed.push(letter),
            false if printed.ends_with(MISSING) => {}
            false => printed.push(MISSING),
        }
    }
    printed
}

/// Characters that only say something to programs: control characters, joiners, marks of direction and of variants.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{feff}')
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether every one of our fonts has a glyph.
fn has_glyph(letter: char) -> bool {
    !matches!(letter, '\u{e000}'..='\u{f8ff}')
        && shelf().fonts.iter().all(|font| font.info().coverage.contains(u32::from(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(printable(text), expected, "{text:?}");
    }

    #[test]
    fn all_three_fonts_are_read() {
        assert_eq!(shelf().fonts.len(), FILES.len());
        assert_eq!(shelf().fonts.iter().filter(|font| font.info().family == "Noto Sans").count(), 3);
    }

    #[test]
    fn letters_of_kazakh_russian_and_english_have_glyphs() {
        let signs = "«»„“”‘’–—…·•№₸€%‰°×−½§©\u{a0}\u{202f}\u{2011}\u{fffd}";
        let letters = "әғқңөұүһіӘҒҚҢӨҰҮҺІёЁъЪэЭ";
        for letter in letters.chars().chain(signs.chars()).chain('А'..='я').chain(' '..='~') {
            assert!(has_glyph(letter), "{letter:?} U+{:04X}", u32::from(letter));
        }
    }

    #[test]
    fn what_has_no_glyph_is_shown_as_missing_and_what_is_not_seen_is_left_out() {
        check("Су жоқ 🔥🔥 тағы", "Су жоқ \u{fffd} тағы");
        check("مرحبا بالعالم", "\u{fffd} \u{fffd}");
        check("水 қала", "\u{fffd} қала");
        check("👨\u{200d}👩\u{200d}👧", "\u{fffd}");
        check("а\u{0}б\u{7}в\u{200e}г\u{feff}", "абвг");
        check("бір\nекі\tүш", "бір екі үш");
        check("\u{e000}", "\u{fffd}");
        check("", "");
    }

    #[test]
    fn only_words_too_long_for_a_line_get_places_to_break() {
        let short = "а".repeat(LONGEST_WORD);
        check(&short, &short);
        let long = printable(&format!("су {} жоқ", "а".repeat(100)));
        assert!(long.starts_with("су а") && long.ends_with("а жоқ"));
        assert_eq!(long.matches(BREAK).count(), 4);
        assert_eq!(long.replace(BREAK, "").chars().count(), 107);
    }
}
