//! Text from the store → text that is safe to set: one line, no control or direction marks, redaction in words.
//!
//! Escaping for a format is that format's own work and comes after this. Nothing is reworded here.

use std::collections::BTreeMap;

/// Folds white space into single spaces and leaves out what has no place in a line of text: control characters,
/// zero-width characters, and marks that turn the direction of writing (U+202A–E, U+2066–9), with which a text
/// could make what stands after it look like something else.
pub(crate) fn line(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() {
            if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                cleaned.push(' ');
            }
        } else if !character.is_control() && !is_mark(character) {
            cleaned.push(character);
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// [`line`] for quotes: placeholders of redaction (`<PHONE>`) become words in brackets (`[телефон скрыт]`).
pub(crate) fn quote(text: &str, redacted: &BTreeMap<String, String>) -> String {
    let mut cleaned = line(text);
    for (placeholder, word) in redacted {
        cleaned = cleaned.replace(&format!("<{placeholder}>"), &format!("[{word}]"));
    }
    cleaned
}

/// The beginning of a text, of at most `longest` characters, ended at a sentence if one ends in its second half, else
/// at a word and marked with `…`.
pub(crate) fn beginning(text: &str, longest: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(longest) else { return text.to_owned() };
    let head = &text[..cut];
    let sentence_end = head
        .char_indices()
        .filter(|(at, mark)| ".!?…".contains(*mark) && text[at + mark.len_utf8()..].starts_with(' '))
        .map(|(at, mark)| at + mark.len_utf8())
        .next_back();
    if let Some(end) = sentence_end.filter(|end| *end > cut / 2) {
        return head[..end].to_owned();
    }
    let word_end = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head[..word_end].trim_end_matches([' ', ',', ';', ':', '—', '–', '-']))
}

/// Whether a character is not seen itself and changes how others are seen.
pub(crate) fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Interface;
    use crate::wording::Wording;

    #[test]
    fn lines_are_plain() {
        assert_eq!(line("  су\tжоқ\r\n\nекі\u{a0}күн \u{1b}[31m"), "су жоқ екі күн [31m");
        assert_eq!(line("a\u{202e}b\u{2066}c\u{200b}d\u{7}"), "abcd");
    }

    #[test]
    fn redaction_is_told_in_words() {
        let words = &Wording::of(Interface::Kazakh).redacted;
        assert_eq!(
            quote("Хабарласыңыз: <PHONE>, <NAME>.", words),
            "Хабарласыңыз: [телефон жасырылған], [есім жасырылған]."
        );
        assert_eq!(quote("<b> <phone>", words), "<b> <phone>", "only placeholders are known");
    }

    #[test]
    fn long_texts_end_well() {
        assert_eq!(beginning("Нет воды.", 50), "Нет воды.");
        assert_eq!(
            beginning("Нет воды третий день. Звоним в акимат, там молчат.", 40),
            "Нет воды третий день."
        );
        assert_eq!(
            beginning("Нет воды третий день, звоним в акимат, там молчат.", 26),
            "Нет воды третий день…"
        );
        assert_eq!(beginning("Ааааааааааа", 5), "Ааааа…");
    }
}
