//! A digest → Markdown (CommonMark), the same content as the page, for mail, chat and notes.

use std::fmt::{self, Write};

use askama::Template;

use crate::cite::{Cited, Citing, NAMED};
use crate::escape::is_shown;
use crate::statement::Sentence;
use crate::view::{Change, Digest, Entry, RegionCount, RollupRow};
use crate::wording::Wording;

/// The digest as Markdown.
pub fn markdown(digest: &Digest) -> String {
    let page = Page { digest, wording: Wording::of(digest.language), citing: Citing::new(digest, false) };
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
    citing: Citing<'a>,
}

impl Page<'_> {
    fn posts(&self, topic: &Entry) -> String {
        links(&self.citing.posts(topic, NAMED), &self.wording.list_separator)
    }

    /// What a sentence rests on, in brackets after it.
    fn refs(&self, sentence: &Sentence) -> String {
        let links = links(&self.citing.all(sentence), &self.wording.list_separator);
        if links.is_empty() { links } else { format!(" ({links})") }
    }

    fn change_link(&self, change: &Change) -> Option<String> {
        self.citing.told_at(change.topic.as_ref()?)
    }

    /// The counts of a row, one for each column.
    fn cells(&self, row: &RollupRow, columns: &[String]) -> Vec<String> {
        let counts = [Some(row.voices), row.before, row.last_year];
        let unknown = &self.wording.labels.unknown;
        let shown = counts.iter().take(columns.len());
        shown.map(|count| count.map_or_else(|| unknown.clone(), |count| count.to_string())).collect()
    }

    fn loud_regions(&self) -> Vec<&RegionCount> {
        self.digest.regions.iter().filter(|region| region.voices > 0).collect()
    }
}

/// Names of documents with their links.
fn links(cited: &[Cited], separator: &str) -> String {
    let each = cited.iter().map(|cited| {
        let text = escaped(&cited.text);
        match &cited.href {
            Some(href) => format!("[{text}](<{href}>)"),
            None => text,
        }
    });
    each.collect::<Vec<_>>().join(separator)
}

fn escaped(text: &str) -> String {
    use askama::filters::Escaper;
    let mut escaped = String::with_capacity(text.len());
    Markdown.write_escaped_str(&mut escaped, text).expect("writing into a string cannot fail");
    escaped
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
        for (at, mark) in text.char_indices().filter(|(_, mark)| is_shown(*mark)) {
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
