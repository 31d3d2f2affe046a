//! In which language a report speaks, and how it writes numbers.

use std::fmt;

/// The language of headings, labels and reasons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportLanguage {
    /// Kazakh, in Cyrillic.
    Kazakh,
    /// Russian.
    Russian,
    /// English.
    English,
}

impl ReportLanguage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Kazakh, Self::Russian, Self::English];

    /// `kk`, `ru` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::English => "en",
        }
    }

    /// A number with so many decimals: `0,86` in Kazakh and Russian, `0.86` in English.
    pub(crate) fn number(self, value: f32, decimals: usize) -> String {
        let written = format!("{value:.decimals$}");
        // Minus nothing is nothing.
        let written = if written.trim_start_matches(['-', '0', '.']).is_empty() {
            written.trim_start_matches('-').to_owned()
        } else {
            written.replace('-', "−")
        };
        if self == Self::English { written } else { written.replace('.', ",") }
    }

    /// The same with its sign: `+1,4`.
    pub(crate) fn signed(self, value: f32, decimals: usize) -> String {
        let written = self.number(value, decimals);
        if written.starts_with('−') { written } else { format!("+{written}") }
    }

    /// What a table has in this language, of its Kazakh, Russian and English columns.
    pub(crate) fn of<'a>(self, kk: &'a str, ru: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Kazakh => kk,
            Self::Russian => ru,
            Self::English => en,
        }
    }
}

impl fmt::Display for ReportLanguage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(ReportLanguage::Russian.number(0.857, 2), "0,86");
        assert_eq!(ReportLanguage::English.number(0.857, 2), "0.86");
        assert_eq!(ReportLanguage::Kazakh.signed(-1.25, 1), "−1,2");
        assert_eq!(ReportLanguage::Kazakh.signed(-0.01, 1), "+0,0");
    }
}
