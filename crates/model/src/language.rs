//! What language and script a text is in, as far as Dauys needs to tell them apart.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The language of a post or a sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Language {
    /// Kazakh, in whatever script.
    #[serde(rename = "kk")]
    Kazakh,
    /// Russian.
    #[serde(rename = "ru")]
    Russian,
    /// Kazakh and Russian in one text.
    #[serde(rename = "mixed")]
    Mixed,
    /// Any other language.
    #[serde(rename = "other")]
    Other,
    /// Too little to tell.
    #[serde(rename = "unknown")]
    Unknown,
}

impl Language {
    /// `kk`, `ru`, `mixed`, `other` or `unknown`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::Mixed => "mixed",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        match code {
            "kk" => Ok(Self::Kazakh),
            "ru" => Ok(Self::Russian),
            "mixed" => Ok(Self::Mixed),
            "other" => Ok(Self::Other),
            "unknown" => Ok(Self::Unknown),
            _ => Err(format!("`{code}` is not one of kk, ru, mixed, other, unknown")),
        }
    }
}

/// The script most letters of a text belong to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Script {
    /// Cyrillic.
    #[serde(rename = "cyrl")]
    Cyrillic,
    /// Latin.
    #[serde(rename = "latn")]
    Latin,
    /// Arabic, in which Kazakh is written in China (төте жазу).
    #[serde(rename = "arab")]
    Arabic,
    /// Any other script.
    #[serde(rename = "zyyy")]
    Other,
    /// No letters at all.
    #[serde(rename = "none")]
    None,
}
