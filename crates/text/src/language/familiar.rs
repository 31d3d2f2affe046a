//! Takes a word and says whether it is one of the frequent words that letters alone misjudge: Kazakh as it is typed without
//! Kazakh letters, or a loanword that stands in Kazakh and Russian texts alike.

use std::sync::LazyLock;

/// What is known of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Familiar {
    /// A Kazakh word.
    Kazakh,
    /// A word of both languages.
    Both,
}

/// The words of `language_words.tsv`, sorted.
static WORDS: LazyLock<Vec<(Vec<char>, Familiar)>> = LazyLock::new(|| {
    let mut words: Vec<(Vec<char>, Familiar)> = include_str!("../../../../data/lexicon/language_words.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(word, side)| {
            (word.chars().collect(), if side == "kk" { Familiar::Kazakh } else { Familiar::Both })
        })
        .collect();
    words.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    words
});

/// What is known of a word in normal form.
pub(crate) fn familiar(letters: &[char]) -> Option<Familiar> {
    let index = WORDS.binary_search_by(|(word, _)| word.as_slice().cmp(letters)).ok()?;
    Some(WORDS[index].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Option<Familiar>) {
        assert_eq!(familiar(&word.chars().collect::<Vec<char>>()), expected, "{word}");
    }

    #[test]
    fn words_are_found() {
        check("жарык", Some(Familiar::Kazakh));
        check("приложение", Some(Familiar::Both));
        check("вода", None);
    }
}
