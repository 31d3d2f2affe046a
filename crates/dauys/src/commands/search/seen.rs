//! Text of strangers made fit for a terminal: nothing in it may move the cursor, colour, turn the direction of what stands
//! after it, or pile up.

use unicode_normalization::char::is_combining_mark;

/// Marks that may stand on one letter.
const MOST_MARKS: usize = 3;

/// The text on one line, of at most so many characters.
pub(super) fn line(text: &str, most: usize) -> String {
    let mut shown = String::new();
    let mut length = 0;
    let mut marks = 0;
    for letter in text.chars() {
        if is_combining_mark(letter) {
            marks += 1;
            if marks <= MOST_MARKS {
                shown.push(letter);
            }
            continue;
        }
        marks = 0;
        let letter = match letter {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            letter if is_command(letter) => continue,
            letter => letter,
        };
        if length == most {
            shown.push('…');
            break;
        }
        length += 1;
        shown.push(letter);
    }
    shown
}

/// Whether a character commands a terminal instead of being shown: controls, and those that turn the direction of text.
fn is_command(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_commands_the_terminal() {
        assert_eq!(line("су\u{1b}[2J\u{7}жоқ\n\u{202e}үш", 100), "су[2Jжоқ үш");
        assert_eq!(line(&format!("а{}б", "\u{301}".repeat(100_000)), 100), "а\u{301}\u{301}\u{301}б");
        assert_eq!(line("қазақша", 3), "қаз…");
        assert_eq!(line("қаз", 3), "қаз");
    }
}
