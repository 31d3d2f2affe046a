//! Takes a word and says whether it is too common to tell what a text is about. Words of negation never are, and the index
//! drops no word: the lists serve topics only.

use std::sync::LazyLock;

use dauys_model::Language;
use rustc_hash::FxHashSet;

use crate::{kazakh, russian};

/// Words that tell of a need and are never stop words, whatever shares their stem.
const TELLING: [&str; 10] = ["жоқ", "емес", "бар", "керек", "қайда", "қашан", "неге", "қалай", "не", "нет"];

static KAZAKH: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let words = include_str!("../../../data/lexicon/stop_words_kk.txt").lines();
    let stems = words.flat_map(|word| [word.to_owned(), kazakh::stem(word).stem]);
    stems.filter(|word| !TELLING.contains(&word.as_str())).collect()
});
static RUSSIAN: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let words = include_str!("../../../data/lexicon/stop_words_ru.txt").lines();
    let stems = words.flat_map(|word| [word.replace('ё', "е"), russian::stem(word)]);
    stems.filter(|word| !TELLING.contains(&word.as_str())).collect()
});

/// Whether a stem or normal form is a stop word of `language`; of either language when it is neither.
pub fn is_stop_word(stem_or_normal: &str, language: Language) -> bool {
    match language {
        Language::Kazakh => KAZAKH.contains(stem_or_normal),
        Language::Russian => RUSSIAN.contains(stem_or_normal),
        _ => KAZAKH.contains(stem_or_normal) || RUSSIAN.contains(stem_or_normal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str], language: Language, expected: bool) {
        for word in words {
            assert_eq!(is_stop_word(word, language), expected, "{word}");
        }
    }

    #[test]
    fn common_words_are_stop_words_and_negations_are_not() {
        check(&["және", "бол", "үшін", "де"], Language::Kazakh, true);
        check(&["жоқ", "емес", "су", "қашан", "неге", "керек", "бар", "ешкім"], Language::Kazakh, false);
        check(&["что", "это", "который"], Language::Russian, true);
        check(&["не", "нет", "без", "ни", "нельзя", "вода", "почему"], Language::Russian, false);
    }
}
