//! A digest → Markdown (CommonMark), the same content as the page, for mail, chat and notes.

use std::fmt::{self, Write};

use askama::Template;

use crate::entry::named_posts;
use crate::view::{Digest, Entry};
use crate::wording::Wording;

/// The digest as Markdown.
pub fn markdown(digest: &Digest) -> String {
    let page = Page { digest, wording: Wording::of(digest.language) };
    let mut text = page.render().expect("writing into a string cannot fail");
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[derive(Template)]
#[template(path = "digest.md")]
struct Page<'a> {
    digest: &'a Digest,
    wording: &'static Wording,
}

impl Page<'_> {
    fn posts(&self, entry: &Entry) -> String {
        named_posts(&entry.fact.posts(), self.wording)
    }
}

/// Escapes what would be read as Markdown. Every value of the template passes through it.
///
/// Besides the marks of CommonMark 0.31 it breaks what many viewers turn into links by themselves (`https://`, `www.`,
/// `@`) and marks that open a list or heading when a value stands first in its line.
#[derive(Clone, Copy)]
pub(crate) struct Markdown;

impl askama::filters::Escaper for Markdown {
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        for (at, mark) in text.char_indices() {
            let escaped = match mark {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '@' | '^' => {
                    true
                }
                '-' | '+' | '=' => at == 0,
                '.' | ')' if digits > 0 && at == digits => {
                    text[at + 1..].starts_with(' ') || text.len() == at + 1
                }
                '.' => text[..at].to_ascii_lowercase().ends_with("www"),
                ':' => text[at..].starts_with("://"),
                _ => false,
            };
            if escaped {
                dest.write_char('\\')?;
            }
            dest.write_char(mark)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use askama::filters::Escaper;

    use super::*;

    fn check(text: &str, expected: &str) {
        let mut escaped = String::new();
        Markdown.write_escaped_str(&mut escaped, text).unwrap();
        assert_eq!(escaped, expected);
    }

    #[test]
    fn marks_lose_their_meaning() {
        check("нет воды, 3-й день", "нет воды, 3-й день");
        check("*a* _b_ [c](d) <e> # |", r"\*a\* \_b\_ \[c\](d) \<e\> \# \|");
        check("1. пункт", r"1\. пункт");
        check("12.5 часов", "12.5 часов");
        check("- пункт", r"\- пункт");
        check("https://a.kz www.b.kz c@d.kz", r"https\://a.kz www\.b.kz c\@d.kz");
        check("&lt; \\", r"\&lt; \\");
    }
}
