//! Cuts XML, however broken, into tags and text; never fails, never looks at a byte more than a few times.
//!
//! An XML parser gives up a whole feed for one bare `&`, one mismatched tag, one cut end. Feeds in the wild have all
//! of these every day, so nothing here is an error: what is no tag is text, what is never closed ends with the page.
//! Which end tag belongs to which start tag is left to the reader of the pieces.

use std::borrow::Cow;

/// A piece of markup. `at..end` are byte offsets into the text, tags included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Piece<'a> {
    /// `<name attributes>`; `empty` when it closes itself.
    Start { name: &'a str, attributes: &'a str, empty: bool, at: usize, end: usize },
    /// `</name>`.
    End { name: &'a str, at: usize, end: usize },
    /// Text in which references (`&amp;`) are still to be decoded.
    Text { text: &'a str },
    /// The inside of a CDATA section, as it is.
    Verbatim { text: &'a str },
}

/// The pieces of a text. Comments, processing instructions and the document type are left out.
pub(crate) fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, at: 0 }
}

/// See [`pieces`].
pub(crate) struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let at = self.at;
            let rest = self.text.get(at..).filter(|rest| !rest.is_empty())?;
            let Some(after) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                return self.take(end).map(|text| Piece::Text { text });
            };
            if let Some(data) = after.strip_prefix("![CDATA[") {
                let length = data.find("]]>");
                self.at = length.map_or(self.text.len(), |length| at + 9 + length + 3);
                // A section that is never closed ends with the page, most often because the page was cut.
                let text = data.get(..length.unwrap_or(data.len())).unwrap_or_default();
                return Some(Piece::Verbatim { text });
            }
            if after.starts_with("!--") {
                self.at = rest.find("-->").map_or(self.text.len(), |length| at + length + 3);
            } else if after.starts_with('?') {
                self.at = rest.find('>').map_or(self.text.len(), |length| at + length + 1);
            } else if after.starts_with('!') {
                self.at = at + declaration_length(rest);
            } else if after.starts_with('/') {
                let length = rest.find('>').map_or(rest.len(), |length| length + 1);
                let inside = rest.get(2..length).unwrap_or_default().trim_end_matches('>');
                // `</title <link>`: the tag ends where the next begins.
                let cut = inside.find('<').unwrap_or(inside.len());
                let length = if cut < inside.len() { 2 + cut } else { length };
                self.at = at + length;
                let name =
                    inside.get(..cut).unwrap_or_default().split_whitespace().next().unwrap_or_default();
                return Some(Piece::End { name, at, end: self.at });
            } else if after.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') {
                return Some(self.start(at, after));
            } else {
                let end = after.find('<').map_or(rest.len(), |length| length + 1);
                return self.take(end).map(|text| Piece::Text { text });
            }
        }
    }
}

impl<'a> Pieces<'a> {
    fn take(&mut self, length: usize) -> Option<&'a str> {
        let taken = self.text.get(self.at..self.at + length);
        self.at += length;
        taken
    }

    /// A start tag; `after` follows its `<`.
    fn start(&mut self, at: usize, after: &'a str) -> Piece<'a> {
        let mut quote = None;
        let mut previous = b' ';
        let mut length = after.len();
        let mut closed = false;
        for (index, byte) in after.bytes().enumerate() {
            match quote {
                // `<` may not stand in an attribute: a quote was left open.
                _ if byte == b'<' => {
                    length = index;
                    break;
                }
                Some(open) if byte == open => quote = None,
                Some(_) => {}
                None if byte == b'>' => {
                    length = index;
                    closed = true;
                    break;
                }
                None if (byte == b'"' || byte == b'\'') && previous == b'=' => quote = Some(byte),
                None => {}
            }
            if !byte.is_ascii_whitespace() {
                previous = byte;
            }
        }
        self.at = at + 1 + length + usize::from(closed);
        let inside = after.get(..length).unwrap_or_default();
        let empty = inside.ends_with('/');
        let inside = inside.strip_suffix('/').unwrap_or(inside);
        let name_end =
            inside.find(|letter: char| letter.is_whitespace() || letter == '/').unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(name_end);
        Piece::Start { name, attributes, empty, at, end: self.at }
    }
}

/// The length of `<!DOCTYPE …>` with the brackets it may hold.
fn declaration_length(rest: &str) -> usize {
    let mut depth = 0_i32;
    for (index, byte) in rest.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth -= 1,
            b'>' if depth <= 0 => return index + 1,
            _ => {}
        }
    }
    // Brackets that never close: only the first line is given up.
    rest.find('>').map_or(rest.len(), |index| index + 1)
}

/// The value of an attribute, references decoded. The name is compared without regard to case.
pub(crate) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<Cow<'a, str>> {
    each_attribute(attributes)
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| decoded(value))
}

/// Names and raw values of all attributes in order.
pub(crate) fn each_attribute(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        let name_end = rest.find(|letter: char| letter == '=' || letter.is_whitespace())?;
        let (name, after) = rest.split_at(name_end);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|letter| matches!(letter, '"' | '\''));
        let value = value.get(quote.map_or(0, char::len_utf8)..).unwrap_or_default();
        let end = match quote {
            Some(quote) => value.find(quote),
            None => value.find(char::is_whitespace),
        };
        let (value, after) = value.split_at(end.unwrap_or(value.len()));
        rest = after.get(quote.map_or(0, char::len_utf8)..).unwrap_or_default();
        Some((name, value))
    })
}

/// Text with its references decoded: those of XML, the named ones of HTML, numbers. What is none stays as it is.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if text.contains('&') { html_escape::decode_html_entities(text) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let mut shown = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Start { name, empty, .. } => {
                    shown += &format!("({name}{}", if empty { ")" } else { "" })
                }
                Piece::End { name, .. } => shown += &format!("{name})"),
                Piece::Text { text } => shown += &format!("'{}'", decoded(text)),
                Piece::Verbatim { text } => shown += &format!("\"{text}\""),
            }
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn whole_markup_is_cut() {
        check("<?xml version='1.0'?><!-- <x> --><a b='>'>t &amp; u<c/></a>", "(a't & u'(c)a)");
        check("<!DOCTYPE a [<!ENTITY b \"<x>\">]><a><![CDATA[<i>]]></a>", "(a\"<i>\"a)");
    }

    #[test]
    fn broken_markup_is_cut_too() {
        check("<a>R&D < 5 & more</a>", "(a'R&D ''< 5 & more'a)");
        check("<a href=\"x><b>", "(a(b");
        check("<a><![CDATA[cut", "(a\"cut\"");
        check("</title <link>", "title)(link");
        check("<a><!-- cut", "(a");
        check("<", "'<'");
    }

    #[test]
    fn attributes_are_read_with_or_without_quotes() {
        let found: Vec<_> = each_attribute(" a='1' b=\"2 &amp; 3\" c=4 d e ='5'").collect();
        assert_eq!(found, [("a", "1"), ("b", "2 &amp; 3"), ("c", "4"), ("d", ""), ("e", "5")]);
        assert_eq!(attribute(" HREF='a&amp;b'", "href").as_deref(), Some("a&b"));
    }

    #[test]
    fn references_of_old_kazakh_pages_are_decoded() {
        assert_eq!(decoded("&#1178;азалы &#x4B1; &laquo;су&raquo; &mdash; R&D"), "Қазалы ұ «су» — R&D");
    }

    proptest! {
        #[test]
        fn any_text_is_cut_to_its_end(text in "[<>/!\\[\\]a-c&;'\"= ?-]{0,60}") {
            prop_assert!(pieces(&text).count() <= text.len());
        }
    }
}
