//! A robots.txt as one agent has to read it (RFC 9309): which paths it may ask, how slowly, and where the sitemaps are.
//!
//! It agrees with every case of the tests of Google's parser, which `suite.rs` beside this file runs. Where that parser and the
//! RFC differ, what either of them forbids is forbidden: the RFC has `Disallow: /%62` forbid `/b` too, Google's has not, and we obey;
//! but an `Allow` counts only as it is written.

use std::time::Duration;

use super::line::{Name, lines};
use super::pattern::{Path, Pattern};

/// The part of a robots.txt that concerns one agent.
#[derive(Debug, Default)]
pub(crate) struct RobotsTxt {
    group: Group,
    sitemaps: Vec<String>,
}

/// All groups for the same agent, joined.
#[derive(Debug, Default)]
struct Group {
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

#[derive(Debug)]
struct Rule {
    verdict: Verdict,
    pattern: Pattern,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Allowed,
    Forbidden,
}

impl RobotsTxt {
    /// Reads what concerns the agent called `name`: the groups that name it, or else those for all.
    pub(crate) fn read(name: &str, text: &[u8]) -> Self {
        let (mut own, mut common) = (Group::default(), Group::default());
        let mut is_own_named = false;
        let mut sitemaps = Vec::new();
        let mut open = Open::default();
        for record in lines(text).filter_map(|line| line.record) {
            let value = record.value;
            match record.name {
                Name::UserAgent => {
                    if open.has_rules {
                        open = Open::default();
                    }
                    open.is_common |= is_everybody(value);
                    open.is_own |=
                        !is_everybody(value) && product_token(value).eq_ignore_ascii_case(name.as_bytes());
                    is_own_named |= open.is_own;
                }
                Name::Allow | Name::Disallow => {
                    open.has_rules |= open.is_own || open.is_common;
                    for group in open.groups(&mut own, &mut common) {
                        group.rules.extend(rules(record.name, value));
                    }
                }
                // Other records must not end a group (RFC 9309, 2.2.4).
                Name::CrawlDelay | Name::RequestRate => {
                    let delay = if record.name == Name::CrawlDelay {
                        crawl_delay(value)
                    } else {
                        request_rate(value)
                    };
                    for group in open.groups(&mut own, &mut common) {
                        group.delay = group.delay.max(delay);
                    }
                }
                Name::Sitemap => sitemaps.push(String::from_utf8_lossy(value).into_owned()),
                Name::Other => {}
            }
        }
        Self { group: if is_own_named { own } else { common }, sitemaps }
    }

    /// Whether the agent may ask an address, which must be encoded. The longest rule that matches decides; of two of the same length
    /// the one that allows.
    pub(crate) fn allows(&self, url: &str) -> bool {
        let path = Path::of(url);
        let longest = |verdict| {
            let rules = self.group.rules.iter().filter(|rule| rule.verdict == verdict && rule.matches(&path));
            rules.map(|rule| rule.pattern.length()).max().unwrap_or(0)
        };
        longest(Verdict::Forbidden) <= longest(Verdict::Allowed)
    }

    /// The pause between two requests that is wished of the agent.
    pub(crate) fn delay(&self) -> Option<Duration> {
        self.group.delay
    }

    /// The addresses of sitemaps as they are written. They concern everybody.
    pub(crate) fn sitemaps(&self) -> &[String] {
        &self.sitemaps
    }
}

/// Which groups the lines that are being read belong to.
#[derive(Debug, Default)]
struct Open {
    is_own: bool,
    is_common: bool,
    has_rules: bool,
}

impl Open {
    fn groups<'a>(&self, own: &'a mut Group, common: &'a mut Group) -> impl Iterator<Item = &'a mut Group> {
        let own = self.is_own.then_some(own);
        own.into_iter().chain(self.is_common.then_some(common))
    }
}

impl Rule {
    fn matches(&self, path: &Path) -> bool {
        let is_exact = self.pattern.matches_exactly(path);
        match self.verdict {
            Verdict::Allowed => is_exact,
            Verdict::Forbidden => is_exact || self.pattern.matches_plainly(path),
        }
    }
}

fn rules(name: Name, value: &[u8]) -> impl Iterator<Item = Rule> {
    let is_allowed = name == Name::Allow;
    let verdict = if is_allowed { Verdict::Allowed } else { Verdict::Forbidden };
    // Who allows the index of a folder allows the folder: Google's reading.
    let slash = value.iter().rposition(|byte| *byte == b'/');
    let folder = slash.filter(|slash| is_allowed && value[*slash..].starts_with(b"/index.htm"));
    let folder = folder.map(|slash| [&value[..=slash], b"$"].concat());
    // An empty rule says nothing: it is how everything is allowed.
    let own = (!value.is_empty()).then(|| value.to_vec());
    own.into_iter().chain(folder).map(move |value| Rule { verdict, pattern: Pattern::read(&value) })
}

/// Whether a group is for everybody: a star, whatever stands behind it.
fn is_everybody(agent: &[u8]) -> bool {
    matches!(agent, [b'*'] | [b'*', b' ' | b'\t', ..])
}

/// The beginning of an agent's name that counts (RFC 9309, 2.2.1): letters, `-` and `_`. What follows, such as a version, is often
/// written and means nothing.
pub(crate) fn product_token(agent: &[u8]) -> &[u8] {
    let is_token = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_');
    let end = agent.iter().position(|byte| !is_token(byte)).unwrap_or(agent.len());
    &agent[..end]
}

/// `Crawl-delay`: seconds between two requests, as Yandex and Bing described it.
fn crawl_delay(value: &[u8]) -> Option<Duration> {
    let seconds: f64 = std::str::from_utf8(value).ok()?.replace(',', ".").parse().ok()?;
    // What does not fit is no delay that anybody keeps.
    Duration::try_from_secs_f64(seconds).ok()
}

/// `Request-rate`: pages per time, as `1/5`, `1/10s`, `30/1m` or `1/1h`. Hours of the day behind it are ignored: a wish for the night
/// is kept all day.
fn request_rate(value: &[u8]) -> Option<Duration> {
    let value = std::str::from_utf8(value).ok()?;
    let (pages, time) = value.split_whitespace().next()?.split_once('/')?;
    let pages: u32 = pages.parse().ok().filter(|pages| *pages > 0)?;
    let (count, unit) = match time.char_indices().last()? {
        (at, 's') => (&time[..at], 1),
        (at, 'm') => (&time[..at], 60),
        (at, 'h') => (&time[..at], 3600),
        _ => (time, 1),
    };
    Some(Duration::from_secs(u64::from(count.parse::<u32>().ok()?) * unit) / pages)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_delay(lines: &str, expected: Option<f64>) {
        let text = format!("User-agent: *\n{lines}\nDisallow: /x\n");
        let delay = RobotsTxt::read("Dauys", text.as_bytes()).delay();
        assert_eq!(delay, expected.map(Duration::from_secs_f64), "{lines}");
    }

    #[test]
    fn delays_are_seconds_and_the_longest_counts() {
        check_delay("Crawl-delay: 10", Some(10.0));
        check_delay("crawl-delay 2.5", Some(2.5));
        check_delay("Crawl-delay: 2,5", Some(2.5));
        check_delay("Crawl-delay: 2\nRequest-rate: 1/7", Some(7.0));
        check_delay("Request-rate: 30/1m 0600-0845", Some(2.0));
        check_delay("Request-rate: 1/10s", Some(10.0));
        check_delay("Request-rate: 1/1h", Some(3600.0));
        for nonsense in
            ["Crawl-delay: often", "Crawl-delay: -1", "Crawl-delay: inf", "Crawl-delay: NaN", "Crawl-delay:"]
        {
            check_delay(nonsense, None);
        }
        for nonsense in ["1", "0/5", "1/", "/", "1/x", "1/ч", "-1/5"] {
            check_delay(&format!("Request-rate: {nonsense}"), None);
        }
    }

    #[test]
    fn a_delay_is_for_those_it_is_written_for() {
        let text = b"Crawl-delay: 1\nUser-agent: other\nCrawl-delay: 2\nDisallow: /a\nUser-agent: dauys\nDisallow: /b\n\
            User-agent: *\nCrawl-delay: 3\nDisallow: /";
        assert_eq!(RobotsTxt::read("Dauys", text).delay(), None);
        assert_eq!(RobotsTxt::read("Other", text).delay(), Some(Duration::from_secs(2)));
        assert_eq!(RobotsTxt::read("Third", text).delay(), Some(Duration::from_secs(3)));
    }

    #[test]
    fn a_delay_ends_no_group() {
        let text = b"User-agent: dauys\nCrawl-delay: 5\nUser-agent: other\nDisallow: /x\n";
        let robots = RobotsTxt::read("Dauys", text);
        assert!(!robots.allows("/x"));
        assert_eq!(robots.delay(), Some(Duration::from_secs(5)));
    }

    #[test]
    fn what_either_reading_forbids_is_forbidden() {
        let allows = |text: &str, path: &str| RobotsTxt::read("Dauys", text.as_bytes()).allows(path);
        assert!(!allows("User-agent: *\nDisallow: /%62%61", "/ba"));
        assert!(!allows("User-agent: *\nDisallow: /ba", "/%62%61"));
        assert!(!allows("User-agent: *\nDisallow: /\nAllow: /%62%61", "/ba"));
        assert!(allows("User-agent: *\nDisallow: /\nAllow: /%62%61", "/%62%61"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in any::<Vec<u8>>(), path in "[ -~а-я]{0,20}") {
            RobotsTxt::read("Dauys", &text).allows(&path);
        }

        #[test]
        fn no_rule_makes_it_panic(lines in prop::collection::vec("(User-agent|Disallow|Allow|Crawl-delay|Request-rate|Sitemap): [-!*$%/a-zа-я0-9.\\[(\\\\]{0,12}", 0..8)) {
            let robots = RobotsTxt::read("Dauys", lines.join("\n").as_bytes());
            robots.allows("/a");
        }
    }
}
