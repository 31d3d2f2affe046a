//! Points at the character of a query that cannot be read, in a terminal where characters are two cells wide or none.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells of a terminal within which a query is shown: of a longer one the part around the fault.
const CELLS: usize = 78;
/// Characters shown before the fault in a longer query.
const BEFORE: usize = 40;
const INDENT: &str = "  ";

/// What is wrong with a query and at which of its characters, if that is what the error says.
pub(super) fn fault(error: &dauys_search::Error) -> Option<(String, Range<usize>)> {
    match error {
        dauys_search::Error::Syntax { fault, at } => Some((fault.to_string(), at.clone())),
        _ => None,
    }
}

/// Why a query that could be read is not answered, if that is what the error says: it is the caller's to change.
pub(super) fn refusal(error: &dauys_search::Error) -> Option<String> {
    match error {
        dauys_search::Error::Refused(why) => Some(why.en().to_owned()),
        _ => None,
    }
}

/// The query and under it a caret for each cell of the characters at fault.
pub(super) fn pointed(text: &str, at: &Range<usize>) -> String {
    let shown: Vec<char> = text.chars().map(|letter| if is_seen(letter) { letter } else { ' ' }).collect();
    let start = at.start.min(shown.len());
    let end = at.end.clamp(start, shown.len());
    let width = |letters: &[char]| letters.iter().collect::<String>().width();
    let is_long = width(&shown) > CELLS;
    let first = if is_long { start.saturating_sub(BEFORE) } else { 0 };
    let mut last = shown.len();
    let lead = if first > 0 { "…" } else { "" };
    let slice = |from: usize, to: usize| shown.get(from..to).unwrap_or_default();
    while is_long && last > end.max(first + 1) && width(slice(first, last)) > CELLS {
        last -= 1;
    }
    let tail = if last < shown.len() { "…" } else { "" };
    let mut column = lead.width() + width(slice(first, start));
    // A mark stands in the cell of the letter before it.
    if shown.get(start).is_some_and(|letter| letter.width() == Some(0)) {
        column = column.saturating_sub(1);
    }
    let carets = width(slice(start, end.min(last))).max(1);
    format!(
        "{INDENT}{lead}{}{tail}\n{INDENT}{}{}",
        slice(first, last).iter().collect::<String>(),
        " ".repeat(column),
        "^".repeat(carets)
    )
}

fn is_seen(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, at: Range<usize>, expected: &str) {
        assert_eq!(pointed(text, &at), expected, "{text:?}");
    }

    #[test]
    fn the_caret_stands_under_the_fault() {
        check("су (жоқ", 3..4, "  су (жоқ\n     ^");
        check("lang:xx су", 5..7, "  lang:xx су\n       ^^");
        check("су OR", 5..6, "  су OR\n       ^");
    }

    #[test]
    fn wide_characters_and_marks_are_counted_by_their_cells() {
        check("水水(", 2..3, "  水水(\n      ^");
        check("水", 0..1, "  水\n  ^^");
        check("и\u{306}и\u{306}(", 4..5, "  и\u{306}и\u{306}(\n    ^");
        check("и\u{306}", 1..2, "  и\u{306}\n  ^");
        check("👩\u{200d}🚒(", 3..4, "  👩\u{200d}🚒(\n    ^");
    }

    #[test]
    fn of_a_long_query_the_part_around_the_fault_is_shown() {
        let text = format!("{}(", "вода ".repeat(40));
        let shown = pointed(&text, &(200..201));
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[0].starts_with("  …") && lines[0].ends_with('('), "{shown}");
        assert_eq!(lines[0].width(), lines[1].width(), "{shown}");
        let shown = pointed(&format!("({}", "вода ".repeat(40)), &(0..1));
        assert!(shown.lines().next().unwrap().width() < 90, "{shown}");
    }

    #[test]
    fn line_breaks_and_turns_of_direction_do_not_move_the_caret() {
        check("a\nb\u{202e}(", 4..5, "  a b (\n      ^");
    }
}
