//! The paths of rules and of addresses, and whether one matches the other (RFC 9309, 2.2.2 and 2.2.3).

/// The path of a rule, `*` for anything and a `$` at the end for the end.
#[derive(Debug)]
pub(super) struct Pattern {
    /// As written.
    exact: Glob,
    /// With percent-encoded letters, digits and `-._~` decoded, where there are any.
    plain: Option<Glob>,
    /// Bytes, encoded: of two rules that match, the longer counts.
    length: usize,
}

/// The path and query of an address.
#[derive(Debug)]
pub(super) struct Path {
    exact: Vec<u8>,
    plain: Option<Vec<u8>>,
}

impl Pattern {
    /// Reads the value of a rule.
    pub(super) fn read(value: &[u8]) -> Self {
        let exact = encoded(value);
        let plain = decoded(&exact).map(|plain| Glob::read(&plain));
        Self { length: exact.len(), exact: Glob::read(&exact), plain }
    }

    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Whether the path is matched as it is written, without decoding anything.
    pub(super) fn matches_exactly(&self, path: &Path) -> bool {
        self.exact.matches(&path.exact)
    }

    /// Whether the path is matched when `%61` and `a` are the same.
    pub(super) fn matches_plainly(&self, path: &Path) -> bool {
        self.plain.as_ref().unwrap_or(&self.exact).matches(path.plain.as_deref().unwrap_or(&path.exact))
    }
}

impl Path {
    /// Takes the path and query out of an address, which should be encoded already; the scheme may be missing. An address without
    /// a path has the path `/`.
    pub(super) fn of(url: &str) -> Self {
        let exact = uppercase_codes(path_and_query(url).as_bytes());
        Self { plain: decoded(&exact), exact }
    }

    #[cfg(test)]
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.exact
    }
}

fn path_and_query(url: &str) -> String {
    let url = url.split('#').next().unwrap_or("");
    let url = url.strip_prefix("//").unwrap_or(url);
    let is_path = |c: char| matches!(c, '/' | '?' | ';');
    let after_scheme = match url.find("://") {
        // A colon behind the beginning of the path ends no scheme.
        Some(colon) if url.find(is_path).is_none_or(|path| colon < path) => &url[colon + 3..],
        _ => url,
    };
    match after_scheme.find(is_path) {
        Some(start) if after_scheme[start..].starts_with('/') => after_scheme[start..].to_owned(),
        Some(start) => format!("/{}", &after_scheme[start..]),
        None => "/".into(),
    }
}

/// Encodes what is not ASCII and writes the codes that are there in capitals.
pub(super) fn encoded(text: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(text.len());
    for byte in text {
        if byte.is_ascii() {
            encoded.push(*byte);
        } else {
            encoded.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
    uppercase_codes(&encoded)
}

fn uppercase_codes(text: &[u8]) -> Vec<u8> {
    let mut text = text.to_vec();
    for at in 0..text.len() {
        if text[at] == b'%'
            && let Some(code) = text.get_mut(at + 1..at + 3)
            && code.iter().all(u8::is_ascii_hexdigit)
        {
            code.make_ascii_uppercase();
        }
    }
    text
}

/// Decodes the codes of letters, digits and `-._~` (RFC 3986, 2.3), where there are any.
fn decoded(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let code = (byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match code.filter(|code| code.is_ascii_alphanumeric() || b"-._~".contains(code)) {
            Some(code) => {
                plain.push(code);
                at += 3;
            }
            None => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    (plain.len() < text.len()).then_some(plain)
}

/// What stands between the stars.
#[derive(Debug)]
struct Glob {
    /// Never empty.
    pieces: Vec<Vec<u8>>,
    is_anchored: bool,
}

impl Glob {
    fn read(pattern: &[u8]) -> Self {
        let (pattern, is_anchored) = match pattern.strip_suffix(b"$") {
            Some(pattern) => (pattern, true),
            None => (pattern, false),
        };
        Self { pieces: pattern.split(|byte| *byte == b'*').map(<[u8]>::to_vec).collect(), is_anchored }
    }

    /// Each piece is sought behind the last, as near as can be: if any way of matching exists, this one does. So no pattern is
    /// slow, however many stars it has.
    fn matches(&self, path: &[u8]) -> bool {
        let Some((first, others)) = self.pieces.split_first() else { return true };
        let Some(mut rest) = path.strip_prefix(first.as_slice()) else { return false };
        let Some((last, between)) = others.split_last() else {
            return !self.is_anchored || rest.is_empty();
        };
        for piece in between {
            let Some(at) = find(rest, piece) else { return false };
            rest = &rest[at + piece.len()..];
        }
        if self.is_anchored { rest.ends_with(last) } else { find(rest, last).is_some() }
    }
}

fn find(text: &[u8], piece: &[u8]) -> Option<usize> {
    if piece.is_empty() {
        return Some(0);
    }
    text.windows(piece.len()).position(|window| window == piece)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(pattern: &str, path: &str, is_matched: bool) {
        let path = Path::of(path);
        assert_eq!(
            Pattern::read(pattern.as_bytes()).matches_exactly(&path),
            is_matched,
            "{pattern} {path:?}"
        );
    }

    #[test]
    fn stars_and_the_end() {
        check("/fish", "/fishheads", true);
        check("/fish*", "/fish", true);
        check("/*.php", "/a/b.php5", true);
        check("/*.php$", "/a/b.php", true);
        check("/*.php$", "/a.php/b.php", true);
        check("/*.php$", "/a/b.php5", false);
        check("/$", "/", true);
        check("/$", "/a", false);
        check("*", "/", true);
        check("/a**b", "/ab", true);
        check("/a$b", "/a$b", true);
        check("/a*a$", "/a", false);
        check("fish", "/fish", false);
    }

    #[test]
    fn codes_are_compared_in_capitals_and_letters_of_ours_encoded() {
        check("/су", "/%d1%81%D1%83", true);
        check("/%d1%81", "/%D1%81%D1%83", true);
        check("/%2f", "/%2F", true);
        check("/%2f", "//", false);
        check("/%61", "/a", false);
        let pattern = Pattern::read(b"/%61");
        assert!(pattern.matches_plainly(&Path::of("/a")) && pattern.matches_plainly(&Path::of("/%61")));
        assert!(Pattern::read(b"/a").matches_plainly(&Path::of("/%61")));
        assert!(!Pattern::read(b"/%2f").matches_plainly(&Path::of("//")));
        assert_eq!(pattern.length(), 4);
    }

    proptest! {
        /// Against the plain definition: a star is tried at every length.
        #[test]
        fn pieces_match_as_stars_do(pattern in "/[ab*]{0,7}\\$?", path in "/[ab]{0,7}") {
            fn matches(pattern: &[u8], path: &[u8]) -> bool {
                match pattern {
                    [] => true,
                    b"$" => path.is_empty(),
                    [b'*', rest @ ..] => (0..=path.len()).any(|skipped| matches(rest, &path[skipped..])),
                    [byte, rest @ ..] => path.first() == Some(byte) && matches(rest, &path[1..]),
                }
            }
            let expected = matches(pattern.as_bytes(), path.as_bytes());
            prop_assert_eq!(Pattern::read(pattern.as_bytes()).matches_exactly(&Path::of(&path)), expected);
        }
    }
}
