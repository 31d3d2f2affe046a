//! What a person says a text is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A person's judgement of a post: for triage, and for measuring ours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It raises a problem of public service.
    Complaint,
    /// It tells news and raises nothing.
    News,
    /// An authority or a utility tells the public something.
    Notice,
    /// None of our business: advertising, spam, talk, another country.
    NotOurs,
}

impl Mark {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 4] = [Self::Complaint, Self::News, Self::Notice, Self::NotOurs];

    /// `complaint`, `news`, `notice` or `not_ours`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::News => "news",
            Self::Notice => "notice",
            Self::NotOurs => "not_ours",
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Mark {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|mark| mark.code() == code);
        known.ok_or_else(|| format!("`{code}` is not one of complaint, news, notice, not_ours"))
    }
}
