//! What state a source is in: the codes that fetching and parsing give, how grave each is, and what an operator does.

mod advice;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use advice::Advice;

/// The named state of a source after its last check. Stored and shown as its [code](State::code); a code that a newer
/// or older version wrote is kept as it is.
///
/// The codes of failures are those of `dauys_fetch::Failure::code` and `dauys_parse::Error::code`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum State {
    /// Never asked.
    New,
    /// Brought something new or changed.
    Working,
    /// Says that nothing changed (HTTP 304).
    NotModified,
    /// The same bytes as before.
    SameBody,
    /// Other bytes, but no item that was not known.
    NothingNew,
    /// Read in part: some pages of it were not reached, the rest comes next time.
    Cut,
    /// Works, but its newest item is older than its own rhythm, or reason, lets expect.
    Stale,
    /// Lives at another address now, and answers there.
    Moved,
    /// Switched off in the settings.
    Off,
    /// The name of its host has no address, or could not be looked up.
    Dns,
    /// No trusted connection.
    Tls,
    /// No answer in time.
    Timeout,
    /// The connection did not come about or broke.
    Connection,
    /// A status that brings nothing.
    Http(u16),
    /// robots.txt forbids it.
    Robots,
    /// robots.txt answered with this status, which forbids everything until it can be read.
    RobotsUnreadable(u16),
    /// The answer ended before its end.
    Truncated,
    /// What answers does not speak the protocol.
    Protocol,
    /// Redirected in a circle or to nowhere.
    Redirects,
    /// Larger than we take.
    TooLarge,
    /// So few bytes would become so many that nobody meant well.
    Bomb,
    /// Compressed in a way we did not offer, or wrongly.
    Encoding,
    /// Its address may not be asked: private, or not of the web.
    Unsafe,
    /// It answered with something else than it should.
    Unreadable(Unreadable),
    /// The mailbox refused user or password.
    Login,
    /// The mailbox has no such folder.
    Folder,
    /// A page to keep programs out stands before it.
    Blocked(Barrier),
    /// Our own units of its platform's quota are spent for today; nothing was asked.
    Quota,
    /// The platform refused in its own words.
    Refused(Refusal),
    /// Its entry in the settings does not fit its kind.
    Settings,
    /// A selector in the settings is not CSS, or is lacking.
    Selector,
    /// Its local file cannot be read.
    File,
    /// This program broke on its answer.
    Fault,
    /// A code that this version does not know.
    Other(String),
}

/// What stands where a readable page should be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unreadable {
    /// A page for people where a feed should be.
    Html,
    /// Nothing.
    Empty,
    /// Neither a feed nor a page.
    NoFeed,
    /// Fewer entries than the source must give.
    FewEntries,
    /// No text of an article.
    NoText,
    /// Bytes that are no text.
    Binary,
    /// An answer of the interface, but not in its known form.
    Drift,
    /// Neither a page nor what was asked for, such as data that breaks off.
    Other,
}

/// What keeps programs out. It is never worked around.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Barrier {
    /// To be solved by a person.
    Captcha,
    /// To be solved by a browser, or a refusal by a shield in front of the site.
    Challenge,
    /// To be passed with a password.
    Login,
}

/// How a platform refused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Refusal {
    /// The key is missing, wrong, expired, or lacks a right.
    Key,
    /// Its quota is spent.
    Quota,
    /// Asked too fast.
    TooFast,
    /// Closed to us.
    Closed,
    /// Gone.
    Gone,
    /// In trouble of its own.
    Trouble,
    /// It did not understand the question.
    Question,
}

/// How grave a state is: who has to act, and how fast the source is asked more seldom.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// All is well, or as it was told to be.
    Fine,
    /// Passes by itself: an overload, a lost connection, a spent quota.
    Temporary,
    /// Somebody at the source will have to mend it, and mostly does.
    Soft,
    /// Somebody here has to decide: the address is gone, the door is closed, the settings are wrong.
    Hard,
}

/// The states that have one fixed code.
const CODES: [(State, &str); 48] = [
    (State::New, "new"),
    (State::Working, "working"),
    (State::NotModified, "not modified"),
    (State::SameBody, "same body"),
    (State::NothingNew, "nothing new"),
    (State::Cut, "cut"),
    (State::Stale, "stale"),
    (State::Moved, "moved"),
    (State::Off, "off"),
    (State::Dns, "dns"),
    (State::Tls, "tls"),
    (State::Timeout, "timeout"),
    (State::Connection, "connection"),
    (State::Robots, "robots"),
    (State::Truncated, "truncated"),
    (State::Protocol, "protocol"),
    (State::Redirects, "redirects"),
    (State::TooLarge, "too large"),
    (State::Bomb, "bomb"),
    (State::Encoding, "encoding"),
    (State::Unsafe, "unsafe"),
    (State::Unreadable(Unreadable::Html), "parse: html"),
    (State::Unreadable(Unreadable::Empty), "parse: empty"),
    (State::Unreadable(Unreadable::NoFeed), "parse: no feed"),
    (State::Unreadable(Unreadable::FewEntries), "parse: few entries"),
    (State::Unreadable(Unreadable::NoText), "parse: no text"),
    (State::Unreadable(Unreadable::Binary), "parse: binary"),
    (State::Unreadable(Unreadable::Drift), "parse: drift"),
    (State::Unreadable(Unreadable::Other), "parse: other"),
    (State::Login, "login"),
    (State::Folder, "folder"),
    (State::Blocked(Barrier::Captcha), "blocked: captcha"),
    (State::Blocked(Barrier::Challenge), "blocked: challenge"),
    (State::Blocked(Barrier::Login), "blocked: login"),
    // As version 0.1 wrote it; the first of two codes is the one written.
    (State::Blocked(Barrier::Login), "blocked: login page"),
    (State::Quota, "quota"),
    (State::Refused(Refusal::Key), "refused: key"),
    (State::Refused(Refusal::Quota), "refused: quota"),
    (State::Refused(Refusal::TooFast), "refused: too fast"),
    (State::Refused(Refusal::Closed), "refused: closed"),
    (State::Refused(Refusal::Gone), "refused: gone"),
    (State::Refused(Refusal::Trouble), "refused: trouble"),
    (State::Refused(Refusal::Question), "refused: question"),
    (State::Settings, "settings"),
    (State::Selector, "settings: selector"),
    (State::File, "file"),
    (State::Fault, "fault"),
    // What an empty column means.
    (State::New, ""),
];

impl State {
    /// The state that a code stands for; [`State::Other`] for a code that is not known.
    pub fn of(code: &str) -> Self {
        if let Some((state, _)) = CODES.iter().find(|(_, known)| *known == code) {
            return state.clone();
        }
        // Written as `{status}` of three digits by both crates; anything else is kept as it came.
        let status = |text: &str| {
            (text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| text.parse().ok())
                .flatten()
        };
        let http = code.strip_prefix("http ").and_then(status).map(Self::Http);
        let robots = || code.strip_prefix("robots: http ").and_then(status).map(Self::RobotsUnreadable);
        http.or_else(robots).unwrap_or_else(|| Self::Other(code.to_owned()))
    }

    /// The text by which it is stored and shown.
    pub fn code(&self) -> String {
        match self {
            Self::Http(status) => format!("http {status:03}"),
            Self::RobotsUnreadable(status) => format!("robots: http {status:03}"),
            Self::Other(code) => code.clone(),
            fixed => CODES.iter().find(|(state, _)| state == fixed).map_or("", |(_, code)| code).to_owned(),
        }
    }

    /// How grave it is.
    ///
    /// Statuses after RFC 9110 and RFC 6585: 408, 425, 429 and 503 say themselves that they pass; other 5xx are the
    /// server's to mend; other 4xx deny the request. Media Cloud's rss-fetcher takes 404 and an unknown host for soft,
    /// since such feeds do come back; here they are hard, because a hard source is asked again as well, at least
    /// daily, and somebody should look. An unknown code is soft: neither forgotten nor hammered.
    pub fn severity(&self) -> Severity {
        match self {
            Self::New
            | Self::Working
            | Self::NotModified
            | Self::SameBody
            | Self::NothingNew
            | Self::Cut
            | Self::Stale
            | Self::Moved
            | Self::Off => Severity::Fine,
            Self::Timeout
            | Self::Connection
            | Self::Truncated
            | Self::Http(408 | 425 | 429 | 503)
            | Self::RobotsUnreadable(_)
            | Self::Quota
            | Self::Refused(Refusal::Quota | Refusal::TooFast | Refusal::Trouble) => Severity::Temporary,
            Self::Http(400..=499)
            | Self::Dns
            | Self::Robots
            | Self::Unsafe
            | Self::Login
            | Self::Folder
            | Self::Blocked(_)
            | Self::Refused(Refusal::Key | Refusal::Closed | Refusal::Gone | Refusal::Question)
            | Self::Settings
            | Self::Selector
            | Self::File => Severity::Hard,
            Self::Tls
            | Self::Http(_)
            | Self::Protocol
            | Self::Redirects
            | Self::TooLarge
            | Self::Bomb
            | Self::Encoding
            | Self::Fault
            | Self::Unreadable(_)
            | Self::Other(_) => Severity::Soft,
        }
    }

    /// Whether the last check heard the source.
    pub fn is_fine(&self) -> bool {
        self.severity() == Severity::Fine
    }

    /// What it means, and what an operator does about it, in that order.
    pub fn advice(&self) -> Advice {
        advice::of(self)
    }
}

impl From<String> for State {
    fn from(code: String) -> Self {
        Self::of(&code)
    }
}

impl From<State> for String {
    fn from(state: State) -> Self {
        state.code()
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.code())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(code: &str, state: State, severity: Severity) {
        assert_eq!(State::of(code), state);
        assert_eq!(state.severity(), severity, "{code}");
        assert_eq!(State::of(&state.code()), state, "{code}");
    }

    #[test]
    fn codes_of_fetching_and_parsing_are_known() {
        use Severity::*;
        check("new", State::New, Fine);
        check("", State::New, Fine);
        check("not modified", State::NotModified, Fine);
        check("http 404", State::Http(404), Hard);
        check("http 429", State::Http(429), Temporary);
        check("http 500", State::Http(500), Soft);
        check("http 503", State::Http(503), Temporary);
        check("http 302", State::Http(302), Soft);
        check("dns", State::Dns, Hard);
        check("tls", State::Tls, Soft);
        check("timeout", State::Timeout, Temporary);
        check("robots", State::Robots, Hard);
        check("robots: http 503", State::RobotsUnreadable(503), Temporary);
        check("parse: no text", State::Unreadable(Unreadable::NoText), Soft);
        check("parse: drift", State::Unreadable(Unreadable::Drift), Soft);
        check("parse: other", State::Unreadable(Unreadable::Other), Soft);
        check("truncated", State::Truncated, Temporary);
        check("login", State::Login, Hard);
        check("blocked: challenge", State::Blocked(Barrier::Challenge), Hard);
        check("blocked: login page", State::Blocked(Barrier::Login), Hard);
        check("refused: too fast", State::Refused(Refusal::TooFast), Temporary);
        check("refused: question", State::Refused(Refusal::Question), Hard);
        check("settings: selector", State::Selector, Hard);
    }

    #[test]
    fn an_unknown_code_is_kept() {
        for code in ["http", "http 42", "http 5000", "parse: not a feed: begins `<html>`", "смысл"] {
            check(code, State::Other(code.to_owned()), Severity::Soft);
            assert_eq!(State::of(code).code(), code);
        }
    }

    #[test]
    fn every_state_has_one_written_code_and_advice() {
        for (state, _) in &CODES {
            let first = CODES.iter().find(|(other, _)| other == state).map(|(_, code)| *code);
            assert_eq!(Some(state.code().as_str()), first);
            let advice = state.advice();
            assert!(advice.meaning.ends_with('.'), "{state}");
            assert_eq!(
                advice.steps.is_empty(),
                state.is_fine() && !matches!(state, State::Cut | State::Stale | State::Moved | State::Off),
                "{state}"
            );
        }
    }

    #[test]
    fn a_state_is_stored_as_its_code() {
        let json = serde_json::to_string(&State::Blocked(Barrier::Captcha)).unwrap();
        assert_eq!(json, "\"blocked: captcha\"");
        assert_eq!(serde_json::from_str::<State>(&json).unwrap(), State::Blocked(Barrier::Captcha));
    }

    proptest! {
        #[test]
        fn any_code_survives(code in "[a-z0-9: ]{0,20}") {
            let state = State::of(&code);
            prop_assert_eq!(State::of(&state.code()), state);
        }
    }
}
