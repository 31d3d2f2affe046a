//! A digest's words → how long it takes to read, in whole minutes rounded up.

use serde::{Deserialize, Serialize};

use crate::wording::{Wording, fill};

/// Words read in a minute.
///
/// The mean over 17 languages of Trauzettel-Klosinski and Dietz, "Standardized Assessment of Reading Performance: The
/// New International Reading Speed Texts IReST", 2012: 184 ± 29 words, aloud. Silent reading is faster, Kazakh words are
/// longer than most; so the time stated is rather too long than too short.
const WORDS_A_MINUTE: usize = 184;

/// How long a digest takes to read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// Words of the heading, the summary, the titles and the sentences.
    pub words: usize,
    /// Minutes for these.
    pub minutes: usize,
    /// Words with all quotes and the names beneath them.
    pub words_with_quotes: usize,
    /// Minutes for these.
    pub minutes_with_quotes: usize,
    /// Both times, in the interface language.
    pub text: String,
}

impl Reading {
    /// The time for `words` of main text and `quoted` words of quotes.
    pub(crate) fn of(words: usize, quoted: usize, wording: &Wording) -> Self {
        let minutes = |words: usize| words.div_ceil(WORDS_A_MINUTE).max(1);
        let (short, long) = (minutes(words), minutes(words + quoted));
        let template = if short == long { &wording.reading } else { &wording.reading_with_quotes };
        Self {
            words,
            minutes: short,
            words_with_quotes: words + quoted,
            minutes_with_quotes: long,
            text: fill(template, &[("short", &short), ("long", &long)]),
        }
    }
}

/// Words of a text: what stands between spaces and holds a letter or digit.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Interface;

    #[test]
    fn minutes_are_rounded_up() {
        let wording = Wording::of(Interface::Russian);
        assert_eq!(Reading::of(0, 0, wording).text, "чтение: 1 мин");
        assert_eq!(Reading::of(184, 0, wording).minutes, 1);
        assert_eq!(Reading::of(185, 400, wording).text, "чтение: 2 мин, с цитатами 4 мин");
        assert_eq!(words("Нет воды — 3-й день · срочно"), 5);
    }
}
