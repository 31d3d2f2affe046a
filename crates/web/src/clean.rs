//! A text of anybody in; a text that cannot disturb a page out: without control characters and signs that turn the direction of
//! what stands around them, with no more marks on a letter than a language has, no longer than said. Escaping is the template's.

use unicode_normalization::char::is_combining_mark;

/// Marks on one letter; Vietnamese and pointed Hebrew have two or three.
const MOST_MARKS: usize = 3;

/// At most this many characters of a text on one line: every run of blanks is one space.
pub(crate) fn line(text: &str, most_chars: usize) -> String {
    let mut cleaned = String::new();
    let mut chars = 0;
    for character in passing(text) {
        let character = if character.is_whitespace() { ' ' } else { character };
        if character == ' ' && (cleaned.is_empty() || cleaned.ends_with(' ')) {
            continue;
        }
        if chars == most_chars {
            cleaned.truncate(cleaned.trim_end().len());
            cleaned.push('…');
            return cleaned;
        }
        cleaned.push(character);
        chars += 1;
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// A stretch of a text that stands between others: blanks and line breaks stay.
pub(crate) fn stretch(text: &str) -> String {
    passing(text).collect()
}

/// The beginning of a text that may be worked through for a page.
pub(crate) fn beginning(text: &str, most_bytes: usize) -> &str {
    let end = (0..=most_bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

fn passing(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut marks = 0;
    text.chars().filter(move |character| {
        if is_combining_mark(*character) || *character == '\u{200d}' {
            marks += 1;
            return marks <= MOST_MARKS;
        }
        marks = 0;
        !is_silent(*character)
    })
}

/// Characters that are not seen and change what is: controls, turns of direction, invisible marks and tags.
fn is_silent(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_disturbs_a_page_is_left_out() {
        assert_eq!(line("нет\u{202e} воды\u{0}\r\n\t\tвторой  день ", 99), "нет воды второй день");
        assert_eq!(line("\u{200b}\u{2066}су\u{2069} жоқ\u{feff}", 99), "су жоқ");
        assert_eq!(stretch("  су\n\nжоқ\u{7} "), "  су\n\nжоқ ");
    }

    #[test]
    fn letters_keep_their_own_marks_only() {
        assert_eq!(line("и\u{306} е\u{308}", 9), "и\u{306} е\u{308}");
        let heaped = format!("з{}л", "\u{336}".repeat(1_000_000));
        assert_eq!(line(&heaped, 99), "з\u{336}\u{336}\u{336}л");
        assert_eq!(line(&"\u{301}".repeat(1_000_000), 99).chars().count(), 3);
    }

    #[test]
    fn a_text_is_no_longer_than_said() {
        assert_eq!(line("абв где", 4), "абв…");
        assert_eq!(line("абв где", 7), "абв где");
        assert_eq!(line(&"ы".repeat(1_000_000), 10), format!("{}…", "ы".repeat(10)));
        assert_eq!(beginning("абв", 3), "а");
    }
}
