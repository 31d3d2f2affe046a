//! What can go wrong with a fetch, by what the caller does next. Names the host, never a path or query.

use std::fmt;
use std::time::Duration;

/// A fetch that brought nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The host may well answer another time: ask again later.
    #[error("`{host}` cannot answer now: {reason}")]
    Later {
        /// The host.
        host: String,
        /// What happened.
        reason: Reason,
        /// For how long the host is to be left alone: as it asked, at most an hour, or because it kept refusing, at most a day.
        retry_after: Option<Duration>,
    },
    /// The host says that there is nothing at this address (404, 410): forget the address.
    #[error("`{host}` has nothing there: http {status}")]
    Gone {
        /// The host.
        host: String,
        /// The status of the answer.
        status: u16,
    },
    /// The host does not want us there: leave it alone, a person decides.
    #[error("`{host}` does not let us in: {reason}")]
    Forbidden {
        /// The host.
        host: String,
        /// How it said so.
        reason: Reason,
    },
    /// The body is larger than we take.
    #[error("`{host}` answers with more than {limit} bytes")]
    TooLarge {
        /// The host.
        host: String,
        /// The largest body we take.
        limit: u64,
    },
    /// The address is not one that may be asked: nothing was sent.
    #[error("`{host}` may not be asked: {reason}")]
    Unsafe {
        /// The host, or the scheme where there is none.
        host: String,
        /// Why not.
        reason: String,
    },
    /// Nothing usable comes from there until somebody repairs it.
    #[error("`{host}` cannot be read: {reason}")]
    Broken {
        /// The host.
        host: String,
        /// What happened.
        reason: Reason,
    },
}

/// What happened, in the terms of the protocol. The text it may carry is for people and comes from the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The status of the answer.
    Status(u16),
    /// The name has no address, or could not be looked up.
    Dns(String),
    /// No trusted connection.
    Tls(String),
    /// No answer, or not the whole of it, in time.
    Timeout,
    /// The connection did not come about or broke.
    Connection(String),
    /// robots.txt forbids it.
    Robots,
    /// robots.txt could not be read, which forbids everything until it can (RFC 9309, 2.3.1.4); and the status it had.
    RobotsUnreadable(u16),
    /// A page to keep programs out.
    Blocked(Barrier),
    /// Too many redirects, a circle of them, one to nowhere, or away from the host that a key is meant for.
    Redirects,
    /// The answer ended before its end.
    Truncated,
    /// The answer is not of the protocol that was spoken, or more of it than anybody needs, such as thousands of headers.
    Protocol(String),
    /// User or password was refused.
    Login,
    /// There is no folder of this name in the mailbox, or it may not be read.
    Folder,
    /// The body is compressed in a way that we did not offer, or wrongly.
    Encoding(String),
    /// So few bytes would become so many that nobody meant well.
    Bomb,
    /// The host refused so often that it was not asked; with the code of what it said before.
    LeftAlone(String),
}

/// A page that stands where the page should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// To be solved by a person.
    Captcha,
    /// To be solved by a browser, or a refusal by a shield in front of the site.
    Challenge,
    /// To be passed with a password.
    Login,
}

impl Failure {
    /// A short code for tables and states, such as `http 503`, `dns`, `tls`, `timeout`, `connection`, `truncated`, `protocol`, `robots`,
    /// `robots: http 503`, `blocked: captcha`, `too large`, `bomb`, `unsafe`, `redirects`, `encoding`, `login`, `folder`. A host that is left alone keeps
    /// the code of what it said before.
    pub fn code(&self) -> String {
        match self {
            Self::Later { reason, .. } | Self::Forbidden { reason, .. } | Self::Broken { reason, .. } => {
                reason.code()
            }
            Self::Gone { status, .. } => format!("http {status}"),
            Self::TooLarge { .. } => "too large".into(),
            Self::Unsafe { .. } => "unsafe".into(),
        }
    }

    /// For how long the host is to be left alone: as it asked, at most an hour, or because it kept refusing, at most a day.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Later { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the same request may well succeed another time, with nobody having done anything.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Later { .. })
    }
}

impl Reason {
    pub(crate) fn code(&self) -> String {
        match self {
            Self::Status(status) => format!("http {status}"),
            Self::Dns(_) => "dns".into(),
            Self::Tls(_) => "tls".into(),
            Self::Timeout => "timeout".into(),
            Self::Connection(_) => "connection".into(),
            Self::Robots => "robots".into(),
            Self::RobotsUnreadable(status) => format!("robots: http {status}"),
            Self::Blocked(barrier) => format!("blocked: {barrier}"),
            Self::Redirects => "redirects".into(),
            Self::Truncated => "truncated".into(),
            Self::Protocol(_) => "protocol".into(),
            Self::Login => "login".into(),
            Self::Folder => "folder".into(),
            Self::Encoding(_) => "encoding".into(),
            Self::Bomb => "bomb".into(),
            Self::LeftAlone(code) => code.clone(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code())?;
        match self {
            Self::Dns(told)
            | Self::Tls(told)
            | Self::Connection(told)
            | Self::Protocol(told)
            | Self::Encoding(told) => {
                write!(f, ": {told}")
            }
            Self::LeftAlone(_) => f.write_str(", so often that it is left alone"),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Captcha => "captcha",
            Self::Challenge => "challenge",
            Self::Login => "login",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(failure: Failure, code: &str, told: &str) {
        assert_eq!(failure.code(), code);
        assert_eq!(failure.to_string(), told);
    }

    #[test]
    fn a_failure_has_a_code_and_a_sentence() {
        let host = || "a.example".to_owned();
        check(
            Failure::Later { host: host(), reason: Reason::Status(503), retry_after: None },
            "http 503",
            "`a.example` cannot answer now: http 503",
        );
        check(
            Failure::Forbidden { host: host(), reason: Reason::Blocked(Barrier::Captcha) },
            "blocked: captcha",
            "`a.example` does not let us in: blocked: captcha",
        );
        check(
            Failure::Broken { host: host(), reason: Reason::Tls("expired".into()) },
            "tls",
            "`a.example` cannot be read: tls: expired",
        );
        check(
            Failure::Gone { host: host(), status: 410 },
            "http 410",
            "`a.example` has nothing there: http 410",
        );
        check(
            Failure::TooLarge { host: host(), limit: 9 },
            "too large",
            "`a.example` answers with more than 9 bytes",
        );
    }
}
