//! What can keep a page from being read: variants say what the caller does next, and each keeps the first bytes seen.

use std::fmt;

/// Why a page gave nothing. Variants that speak of a page carry `seen`, the beginning of the page, because
/// "no root element" may as well mean a captcha, a login form or an outage.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// A feed was expected. With a barrier the source is blocked and is left alone; without one its address is wrong.
    #[error("not a feed{}: begins `{seen}`", described(barrier))]
    NotAFeed {
        /// What stands in the way, if recognised.
        barrier: Option<Barrier>,
        /// The beginning of the page.
        seen: String,
    },
    /// A list page gave fewer entries than it must: its selectors are out of date, or it is not that page.
    #[error("{found} entries where at least {at_least} are expected{}: begins `{seen}`", described(barrier))]
    NoEntries {
        /// How many were found.
        found: usize,
        /// How many the source must give.
        at_least: usize,
        /// What stands in the way, if recognised.
        barrier: Option<Barrier>,
        /// The beginning of the page.
        seen: String,
    },
    /// A page has no article text. With a barrier it is blocked.
    #[error("no article text{}: begins `{seen}`", described(barrier))]
    NoText {
        /// What stands in the way, if recognised.
        barrier: Option<Barrier>,
        /// The beginning of the page.
        seen: String,
    },
    /// Something else was answered than what was asked for: a page for people in place of JSON, a feed in place of a sitemap.
    #[error("not {expected}{}: begins `{seen}`", described(barrier))]
    Unlike {
        /// What was asked for, with its article: `JSON`, `a sitemap`.
        expected: &'static str,
        /// What stands in the way, if recognised.
        barrier: Option<Barrier>,
        /// The beginning of the answer; of data that is cut off its first sign only, since it may name persons.
        seen: String,
    },
    /// The bytes are no text at all.
    #[error("{what}, not text: begins `{seen}`")]
    Undecodable {
        /// What the bytes look like (`gzip`, `PDF`, …).
        what: &'static str,
        /// The beginning of the page.
        seen: String,
    },
    /// A selector of the configuration is not CSS, or the source has none.
    #[error("selector `{selector}` for `{part}`: {reason}")]
    Selector {
        /// Which part of an entry or article it is for.
        part: &'static str,
        /// The selector as configured.
        selector: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Address, secret or settings of a source do not fit its kind: its entry in the settings is to be mended.
    #[error("{reason}")]
    Unfit {
        /// What does not fit, and what would.
        reason: String,
    },
    /// An interface answered, but not in the form it is known to answer in: ours to mend.
    #[error("not the known form of answer: {what}")]
    Drift {
        /// What was expected and what came, in the words of the interface, without any text of a citizen.
        what: String,
    },
    /// A platform refused by its own word.
    #[error("refused ({refusal}): {told}")]
    Refused {
        /// What it means for the caller.
        refusal: Refusal,
        /// The code by which the platform said so, without any text of a citizen.
        told: String,
    },
}

/// What a platform's refusal means, by what the caller does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The key or token is missing, wrong, expired, or lacks a right: a person mends it.
    Key,
    /// The quota is spent: nothing more until the platform's next day.
    Quota,
    /// Too fast: a little later.
    TooFast,
    /// The thing asked for is closed to us: private, comments switched off. Left alone.
    Closed,
    /// The thing asked for is gone.
    Gone,
    /// The platform wants a person: never worked around.
    Captcha,
    /// The platform is in trouble of its own: later.
    Trouble,
    /// The question was wrong: ours to mend.
    Ours,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Key => "key",
            Self::Quota => "quota",
            Self::TooFast => "too fast",
            Self::Closed => "closed",
            Self::Gone => "gone",
            Self::Captcha => "captcha",
            Self::Trouble => "trouble",
            Self::Ours => "question",
        })
    }
}

impl Error {
    pub(crate) fn unfit(reason: String) -> Self {
        Self::Unfit { reason }
    }

    pub(crate) fn drift(what: impl Into<String>) -> Self {
        Self::Drift { what: what.into() }
    }

    pub(crate) fn refused(refusal: Refusal, told: impl Into<String>) -> Self {
        Self::Refused { refusal, told: told.into() }
    }

    /// What every answer of a kind must have is not there.
    pub(crate) fn missing(what: impl Into<String>) -> Self {
        Self::drift(format!("no `{}`", what.into()))
    }

    /// The barrier that stands in the way, if one was recognised.
    pub fn barrier(&self) -> Option<Barrier> {
        match self {
            Self::NotAFeed { barrier, .. }
            | Self::NoEntries { barrier, .. }
            | Self::Unlike { barrier, .. }
            | Self::NoText { barrier, .. } => *barrier,
            Self::Refused { refusal: Refusal::Captcha, .. } => Some(Barrier::Captcha),
            _ => None,
        }
    }

    /// A short code for tables and states: `parse: html`, `parse: empty`, `parse: drift`, `blocked: captcha`, `refused: key`, …
    /// There are so many and no more: what was expected and what came stands in the message.
    pub fn code(&self) -> String {
        if let Some(barrier) = self.barrier() {
            return format!("blocked: {}", barrier.code());
        }
        match self {
            Self::NotAFeed { seen, .. } if seen.trim_start_matches(['\u{feff}', ' ']).is_empty() => {
                "parse: empty".into()
            }
            Self::NotAFeed { seen, .. } if seen.trim_start_matches(['\u{feff}', ' ']).starts_with('<') => {
                "parse: html".into()
            }
            Self::NotAFeed { .. } => "parse: no feed".into(),
            Self::NoEntries { .. } => "parse: few entries".into(),
            Self::NoText { .. } => "parse: no text".into(),
            Self::Unlike { seen, .. } if seen.is_empty() => "parse: empty".into(),
            Self::Unlike { seen, .. } if seen.starts_with('<') => "parse: html".into(),
            Self::Unlike { .. } => "parse: other".into(),
            Self::Undecodable { .. } => "parse: binary".into(),
            Self::Selector { .. } => "settings: selector".into(),
            Self::Unfit { .. } => "settings".into(),
            Self::Drift { .. } => "parse: drift".into(),
            Self::Refused { refusal, .. } => format!("refused: {refusal}"),
        }
    }
}

/// What a site put between the reader and the page. It is never worked around: the source becomes `blocked`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// A task that only a person can solve.
    Captcha,
    /// A check of the browser, or a refusal by a protection service.
    Challenge,
    /// A form asking for an account.
    Login,
}

impl Barrier {
    /// The word for it in a code.
    fn code(self) -> &'static str {
        match self {
            Self::Captcha => "captcha",
            Self::Challenge => "challenge",
            Self::Login => "login",
        }
    }
}

impl fmt::Display for Barrier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Login => "login page",
            other => other.code(),
        })
    }
}

fn described(barrier: &Option<Barrier>) -> String {
    barrier.map(|barrier| format!(" but a {barrier}")).unwrap_or_default()
}

/// How many characters of a page an error keeps.
const SEEN_CHARS: usize = 80;

/// The beginning of a text on one line, for an error. Of data only the first sign: they hold names and texts from their first
/// line on.
pub(crate) fn beginning(text: &str) -> String {
    let start = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    if start.starts_with(['{', '[', '"']) {
        return start.chars().take(1).collect();
    }
    let mut seen: String = String::new();
    let printable = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    for letter in printable.skip_while(|letter| letter.is_whitespace()).take(SEEN_CHARS) {
        if !(letter.is_whitespace() && seen.ends_with(' ')) {
            seen.push(if letter.is_whitespace() { ' ' } else { letter });
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_how_the_page_begins_and_what_stands_in_the_way() {
        let seen = beginning("\u{feff} \n<!doctype html>\n\n  <title>Just a moment...</title>");
        let error = Error::NotAFeed { barrier: Some(Barrier::Challenge), seen };
        assert_eq!(
            error.to_string(),
            "not a feed but a challenge: begins `\u{feff} <!doctype html> <title>Just a moment...</title>`"
        );
        assert!(beginning(&"ы".repeat(1000)).chars().count() == SEEN_CHARS);
        assert_eq!(beginning("\u{feff}\n[{\"author\":\"Айгүл"), "[");
    }
}
