//! Text → text that is safe to set in HTML and XML: marks that would open or close something are written as references, and what no
//! text of a page needs (control characters, marks that turn the direction of writing) is left out.

use std::fmt::{self, Write};

use crate::clean::is_mark;

/// The escaper of every `.html` template; right for XML as well.
#[derive(Clone, Copy)]
pub(crate) struct Html;

impl askama::filters::Escaper for Html {
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        for letter in text.chars().filter(|letter| is_shown(*letter)) {
            match letter {
                '&' => dest.write_str("&amp;")?,
                '<' => dest.write_str("&lt;")?,
                '>' => dest.write_str("&gt;")?,
                '"' => dest.write_str("&#34;")?,
                '\'' => dest.write_str("&#39;")?,
                _ => dest.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// A text as it stands in HTML or XML, in content as well as in a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    use askama::filters::Escaper;
    let mut escaped = String::with_capacity(text.len() + 16);
    Html.write_escaped_str(&mut escaped, text).expect("writing into a string cannot fail");
    escaped
}

/// Whether a character has a place in a form: no control character but the ends of lines and tabs, no mark that is not seen, nothing
/// that XML forbids.
pub(crate) fn is_shown(letter: char) -> bool {
    let is_space = matches!(letter, '\n' | '\t');
    (is_space || !letter.is_control()) && !is_mark(letter) && !matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// A text on one line, of at most `longest` characters, without what [`is_shown`] leaves out.
pub(crate) fn short(text: &str, longest: usize) -> String {
    crate::clean::beginning(&crate::clean::line(text), longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_lose_their_meaning_and_hidden_ones_go() {
        assert_eq!(escaped("<b>\"a\" & 'c'</b>"), "&lt;b&gt;&#34;a&#34; &amp; &#39;c&#39;&lt;/b&gt;");
        assert_eq!(escaped("a\u{1b}[31m\u{202e}b\u{0}\u{ffff}"), "a[31mb");
        assert_eq!(escaped("жаңа\nжол"), "жаңа\nжол");
    }
}
