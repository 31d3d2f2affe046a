//! The lines of a robots.txt: bytes in, records out. Knows how such files are written, and miswritten, but not what a record means.
//!
//! Read as Google's open parser reads (github.com/google/robotstxt), since sites test their files with it: names of records may
//! be longer than they should or misspelt in the usual ways, and a space may stand for a forgotten colon.

/// Bytes of a line that are read; the rest of it is ignored. Google's limit: eight times the longest URL of old browsers.
pub(super) const MOST_LINE_BYTES: usize = 8 * 2083 - 1;

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub(super) number: usize,
    /// What it says, unless it is empty, a comment, or noise.
    pub(super) record: Option<Record<'a>>,
    /// Whether it was longer than [`MOST_LINE_BYTES`].
    pub(super) is_cut: bool,
}

/// A name and a value, without comment and surrounding space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) name: Name,
    pub(super) value: &'a [u8],
}

/// The names of records that mean something to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    UserAgent,
    Allow,
    Disallow,
    Sitemap,
    CrawlDelay,
    RequestRate,
    /// Anything else.
    Other,
}

/// Divides a robots.txt. Lines end in CR, LF or both; the last is what stands behind the last end, and may be empty.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut rest = Some(without_mark(text));
    let mut number = 0;
    std::iter::from_fn(move || {
        let text = rest?;
        number += 1;
        let end = text.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        rest = end.map(|end| {
            let length = if text[end..].starts_with(b"\r\n") { 2 } else { 1 };
            &text[end + length..]
        });
        let whole = &text[..end.unwrap_or(text.len())];
        let line = &whole[..whole.len().min(MOST_LINE_BYTES)];
        Some(Line { number, record: record(line), is_cut: line.len() < whole.len() })
    })
}

/// Leaves out a byte order mark at the beginning, also one that was mangled on the way.
fn without_mark(text: &[u8]) -> &[u8] {
    let length = b"\xef\xbb\xbf".iter().zip(text).take_while(|(mark, byte)| mark == byte).count();
    &text[length..]
}

fn record(line: &[u8]) -> Option<Record<'_>> {
    let end = line.iter().position(|byte| *byte == b'#').unwrap_or(line.len());
    let line = line[..end].trim_ascii();
    let (name, value) = match line.iter().position(|byte| *byte == b':') {
        Some(colon) => (&line[..colon], &line[colon + 1..]),
        None => {
            // A forgotten colon, where there are two words and no more.
            let space = line.iter().position(|byte| is_blank(*byte))?;
            let value = line[space..].trim_ascii_start();
            if value.iter().any(|byte| is_blank(*byte)) {
                return None;
            }
            (&line[..space], value)
        }
    };
    let name = name.trim_ascii();
    (!name.is_empty()).then(|| Record { name: read_name(name), value: value.trim_ascii() })
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// How names begin, misspellings seen in the wild included.
const NAMES: [(&str, Name); 16] = [
    ("user-agent", Name::UserAgent),
    ("useragent", Name::UserAgent),
    ("user agent", Name::UserAgent),
    ("allow", Name::Allow),
    ("disallow", Name::Disallow),
    ("dissallow", Name::Disallow),
    ("dissalow", Name::Disallow),
    ("disalow", Name::Disallow),
    ("diasllow", Name::Disallow),
    ("disallaw", Name::Disallow),
    ("sitemap", Name::Sitemap),
    ("site-map", Name::Sitemap),
    ("crawl-delay", Name::CrawlDelay),
    ("crawldelay", Name::CrawlDelay),
    ("crawl delay", Name::CrawlDelay),
    ("request-rate", Name::RequestRate),
];

fn read_name(told: &[u8]) -> Name {
    let begins =
        |name: &str| told.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
    NAMES.iter().find(|(name, _)| begins(name)).map_or(Name::Other, |(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(Name, &str)>) {
        let expected = expected.map(|(name, value)| Record { name, value: value.as_bytes() });
        assert_eq!(record(line.as_bytes()), expected, "{line}");
    }

    #[test]
    fn a_record_is_a_name_and_a_value() {
        check("Disallow: /x", Some((Name::Disallow, "/x")));
        check(" \tdisALLOW :/x y \t", Some((Name::Disallow, "/x y")));
        check("Disallow:", Some((Name::Disallow, "")));
        check("Disallow: /x # no", Some((Name::Disallow, "/x")));
        check("Sitemap: https://a.example/s.xml", Some((Name::Sitemap, "https://a.example/s.xml")));
        check("unicorns: /extinct", Some((Name::Other, "/extinct")));
        check(": /x", None);
        check("# Disallow: /x", None);
        check("", None);
    }

    #[test]
    fn a_colon_may_be_forgotten_before_a_single_word() {
        check("disallow /", Some((Name::Disallow, "/")));
        check("user-agent\t *  # all", Some((Name::UserAgent, "*")));
        check("disallow / and more", None);
        check("disallow", None);
        check("an honest sentence", None);
    }

    #[test]
    fn lines_end_in_three_ways() {
        let numbers = |text: &str| {
            lines(text.as_bytes())
                .filter(|line| line.record.is_some())
                .map(|line| line.number)
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers("a: 1\nb: 2\n\nc: 3"), [1, 2, 4]);
        assert_eq!(numbers("a: 1\r\nb: 2\r\n\r\nc: 3\r\n"), [1, 2, 4]);
        assert_eq!(numbers("a: 1\rb: 2\r\rc: 3\r"), [1, 2, 4]);
        assert_eq!(lines(b"").count(), 1);
    }

    #[test]
    fn a_mark_is_left_out_at_the_beginning_only() {
        let first = |text: &[u8]| lines(text).next().and_then(|line| line.record).map(|record| record.name);
        assert_eq!(first(b"\xef\xbb\xbfAllow: /"), Some(Name::Allow));
        assert_eq!(first(b"\xef\xbbAllow: /"), Some(Name::Allow));
        assert_eq!(first(b"\xef\x11\xbfAllow: /"), Some(Name::Other));
        assert_eq!(first(b"\xbb\xbfAllow: /"), Some(Name::Other));
    }
}
