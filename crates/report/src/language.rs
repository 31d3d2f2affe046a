//! How a report writes numbers in the language that it speaks.

use dauys_model::Interface;

/// What a report asks of its language.
pub(crate) trait Written {
    /// A number with so many decimals: `0,86` in Kazakh and Russian, `0.86` in English.
    fn number(self, value: f32, decimals: usize) -> String;

    /// The same with its sign: `+1,4`.
    fn signed(self, value: f32, decimals: usize) -> String;

    /// What a table has in this language, of its Kazakh, Russian and English columns.
    fn of<'a>(self, kk: &'a str, ru: &'a str, en: &'a str) -> &'a str;
}

impl Written for Interface {
    fn number(self, value: f32, decimals: usize) -> String {
        let written = format!("{value:.decimals$}");
        // Minus nothing is nothing.
        let written = if written.trim_start_matches(['-', '0', '.']).is_empty() {
            written.trim_start_matches('-').to_owned()
        } else {
            written.replace('-', "−")
        };
        if self == Self::English { written } else { written.replace('.', ",") }
    }

    fn signed(self, value: f32, decimals: usize) -> String {
        let written = self.number(value, decimals);
        if written.starts_with('−') { written } else { format!("+{written}") }
    }

    fn of<'a>(self, kk: &'a str, ru: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Kazakh => kk,
            Self::Russian => ru,
            Self::English => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(Interface::Russian.number(0.857, 2), "0,86");
        assert_eq!(Interface::English.number(0.857, 2), "0.86");
        assert_eq!(Interface::Kazakh.signed(-1.25, 1), "−1,2");
        assert_eq!(Interface::Kazakh.signed(-0.01, 1), "+0,0");
    }
}
