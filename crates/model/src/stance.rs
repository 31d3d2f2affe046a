//! In what way a text speaks of a problem.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// In what way a text speaks of a problem.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Someone raises a problem first-hand.
    Complaint,
    /// Media or others tell that a problem is there.
    Report,
    /// An authority or utility announces something.
    Notice,
    /// A problem was mended.
    Resolved,
    /// A question without a problem.
    Question,
    /// Thanks.
    Gratitude,
    /// None of these.
    Other,
}

impl Stance {
    /// All stances.
    pub const ALL: [Self; 7] = [
        Self::Complaint,
        Self::Report,
        Self::Notice,
        Self::Resolved,
        Self::Question,
        Self::Gratitude,
        Self::Other,
    ];

    /// The stance in one word: `complaint`, `report`, `notice`, `resolved`, `question`, `gratitude` or `other`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Report => "report",
            Self::Notice => "notice",
            Self::Resolved => "resolved",
            Self::Question => "question",
            Self::Gratitude => "gratitude",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Stance {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|stance| stance.code() == code);
        known.ok_or_else(|| format!("`{code}` is no stance"))
    }
}
