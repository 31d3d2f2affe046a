//! Addresses in, public addresses out: without tracking, without a fragment, without a person's handle.
//!
//! Where a platform puts the handle of a person into the address of a post and has no neutral form of it, the address
//! is dropped. The rules are data.

use std::borrow::Cow;
use std::sync::LazyLock;

use url::Url;

mod canonical;

pub use canonical::canonical;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::parse(include_str!("../data/links.txt")));

/// The longest address that is kept; browsers stop at about 2000 characters.
const LONGEST_BYTES: usize = 2048;

/// The public form of the address of a text. `None` when it names a person or is no web address.
pub(crate) fn public(url: Url) -> Option<Url> {
    let fragment = url.fragment().filter(|fragment| fragment.starts_with(['!', '/'])).map(str::to_owned);
    let mut url = without_person(url)?;
    // `#!/news/1` is a path of a single-page site, any other fragment a place within the page.
    url.set_fragment(fragment.as_deref());
    Some(url)
}

/// The public form of the address of a comment, which may be told from its article by the fragment alone
/// (`…/news/1#comment-12`).
pub(crate) fn public_comment(url: Url) -> Option<Url> {
    let fragment = url.fragment().filter(|fragment| fragment.bytes().any(|byte| byte.is_ascii_digit()));
    let fragment = fragment.filter(|fragment| !fragment.contains(['@', ':', '='])).map(str::to_owned);
    let mut url = without_person(url)?;
    url.set_fragment(fragment.as_deref());
    Some(url)
}

/// `reference` as seen from `base`; only web addresses.
pub(crate) fn resolved(base: &Url, reference: &str) -> Option<Url> {
    let reference = reference.trim();
    if reference.is_empty() || reference.len() > LONGEST_BYTES {
        return None;
    }
    let url = base.join(&with_scheme(base, reference)).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty()))
        .then_some(url)
}

/// A reference that begins with a host, as people write it (`www.demo.example/1`), made an address.
fn with_scheme<'a>(base: &Url, reference: &'a str) -> Cow<'a, str> {
    let own = base.host_str().is_some_and(|host| {
        host.contains('.')
            && reference.strip_prefix(host).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let www = reference.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let scheme = if base.scheme() == "http" { "http" } else { "https" };
    if own || www { Cow::Owned(format!("{scheme}://{reference}")) } else { Cow::Borrowed(reference) }
}

fn without_person(mut url: Url) -> Option<Url> {
    if !matches!(url.scheme(), "http" | "https") || url.as_str().len() > LONGEST_BYTES {
        return None;
    }
    // `https://name:password@host/`
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    drop_tracking(&mut url);
    let host = url.host_str()?;
    let host = ["www.", "m.", "mobile."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host);
    let path: Vec<&str> = url.path().split('/').filter(|segment| !segment.is_empty()).collect();
    // The front page of a platform names nobody.
    if path.is_empty() {
        return Some(url);
    }
    match RULES.verdict(host, &path) {
        Verdict::Public => Some(url),
        Verdict::Person => None,
        Verdict::Neutral(path) => {
            url.set_path(&path);
            Some(url)
        }
    }
}

fn drop_tracking(url: &mut Url) {
    let Some(query) = url.query() else { return };
    let key = |pair: &str| pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && !RULES.is_tracking(&key(pair))).collect();
    let kept = kept.join("&");
    url.set_query((!kept.is_empty()).then_some(kept.as_str()));
}

enum Verdict {
    Public,
    Person,
    Neutral(String),
}

enum Effect {
    Public,
    Person,
    Neutral(&'static str),
}

struct Rule {
    host: &'static str,
    pattern: Vec<&'static str>,
    effect: Effect,
}

struct Rules {
    same: Vec<&'static str>,
    tracking: Vec<&'static str>,
    paths: Vec<Rule>,
}

impl Rules {
    fn parse(text: &'static str) -> Self {
        let mut rules = Self { same: Vec::new(), tracking: Vec::new(), paths: Vec::new() };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split(' ').collect();
            match fields.as_slice() {
                ["drop", key] => rules.tracking.push(key),
                ["same", key] => rules.same.push(key),
                ["public", host, pattern] => rules.add(host, pattern, Effect::Public),
                ["person", host, pattern] => rules.add(host, pattern, Effect::Person),
                ["neutral", host, pattern, "=>", path] => rules.add(host, pattern, Effect::Neutral(path)),
                _ => {}
            }
        }
        rules
    }

    fn add(&mut self, host: &'static str, pattern: &'static str, effect: Effect) {
        self.paths.push(Rule { host, pattern: pattern.split('/').collect(), effect });
    }

    fn is_tracking(&self, key: &str) -> bool {
        self.tracking.iter().any(|pattern| matches_segment(pattern, key))
    }

    fn is_beside_the_text(&self, key: &str) -> bool {
        self.is_tracking(key) || self.same.iter().any(|pattern| matches_segment(pattern, key))
    }

    fn verdict(&self, host: &str, path: &[&str]) -> Verdict {
        for rule in self.paths.iter().filter(|rule| rule.host == "*" || rule.host == host) {
            let Some(starred) = matched(&rule.pattern, path) else { continue };
            return match rule.effect {
                Effect::Public => Verdict::Public,
                Effect::Person => Verdict::Person,
                Effect::Neutral(path) => Verdict::Neutral(filled(path, &starred)),
            };
        }
        Verdict::Public
    }
}

/// The segments that stars stand for, when the path fits the pattern.
fn matched<'a>(pattern: &[&str], path: &[&'a str]) -> Option<Vec<&'a str>> {
    let mut starred = Vec::new();
    for (index, expected) in pattern.iter().enumerate() {
        if *expected == "**" {
            return Some(starred);
        }
        let segment = path.get(index)?;
        if !matches_segment(expected, segment) {
            return None;
        }
        if *expected == "*" {
            starred.push(*segment);
        }
    }
    (path.len() == pattern.len()).then_some(starred)
}

fn matches_segment(pattern: &str, segment: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == segment, |beginning| segment.starts_with(beginning))
}

fn filled(path: &str, starred: &[&str]) -> String {
    let mut filled = String::new();
    for segment in path.split('/') {
        filled.push('/');
        let number: Option<usize> = segment.strip_prefix('$').and_then(|number| number.parse().ok());
        filled.push_str(number.and_then(|number| starred.get(number - 1).copied()).unwrap_or(segment));
    }
    filled
}

/// Whether a query parameter says nothing of which text an address is of.
pub(super) fn is_beside_the_text(key: &str) -> bool {
    RULES.is_beside_the_text(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: &str) {
        let found = public(Url::parse(url).unwrap());
        assert_eq!(found.as_ref().map_or("none", Url::as_str), expected, "{url}");
    }

    #[test]
    fn tracking_and_fragments_go() {
        check(
            "https://demo.example/news/1?utm_source=rss&id=5&fbclid=x#top",
            "https://demo.example/news/1?id=5",
        );
        check("https://demo.example/?UTM_medium=a", "https://demo.example/");
        check("https://demo.example/#!/news/1", "https://demo.example/#!/news/1");
        check("https://t.me/s/demo_kz/101?single", "https://t.me/demo_kz/101?single");
    }

    #[test]
    fn handles_go() {
        check("https://www.instagram.com/aigul_77/p/Cx1/?igsh=1", "https://www.instagram.com/p/Cx1");
        check("https://www.instagram.com/aigul_77/", "none");
        check("https://x.com/aigul/status/12?s=20", "https://x.com/i/status/12?s=20");
        check("https://vk.com/wall-123_45", "https://vk.com/wall-123_45");
        check("https://vk.com/id12345", "none");
        check("https://www.tiktok.com/@aigul/video/7", "none");
        check("https://mastodon.example/@aigul/99", "none");
        check("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc");
        check("https://www.youtube.com/@aigul", "none");
        check("https://aigul:secret@demo.example/1", "https://demo.example/1");
        check("mailto:aigul@demo.example", "none");
    }

    #[test]
    fn references_without_a_scheme_are_addresses() {
        let found = |reference: &str| {
            let base = Url::parse("https://demo.example/rss").unwrap();
            resolved(&base, reference).unwrap().to_string()
        };
        assert_eq!(found("www.demo.example/1"), "https://www.demo.example/1");
        assert_eq!(found("demo.example/1"), "https://demo.example/1");
        assert_eq!(found("//other.example/1"), "https://other.example/1");
        assert_eq!(found("demo/1"), "https://demo.example/demo/1");
    }

    #[test]
    fn comments_keep_their_fragment() {
        let found = |url: &str| public_comment(Url::parse(url).unwrap()).unwrap().to_string();
        assert_eq!(found("https://demo.example/1#comment-12"), "https://demo.example/1#comment-12");
        assert_eq!(found("https://demo.example/1#comments"), "https://demo.example/1");
    }

    #[test]
    fn every_rule_of_the_data_is_read() {
        let lines = include_str!("../data/links.txt").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(lines, RULES.same.len() + RULES.tracking.len() + RULES.paths.len());
    }
}
