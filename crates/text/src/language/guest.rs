//! Takes a word that is read as Russian in a Kazakh text and says how much it speaks for a change of language. A loan comes in the form a
//! dictionary gives; who changes language brings adverbs, prepositions, verbs and cases.

use dauys_kazakh::is_form_of_listed;
use dauys_model::Language;

use crate::russian::{Found, lemma};
use crate::stop::is_stop_word;

/// What a word counts, in natural-log odds, that only a speaker of Russian inflects or joins: more than letters alone can say.
const INFLECTED: f32 = 9.0;

/// How much of its weight a word keeps that Russian does not know, such as a brand or a slip of the pen, or that Kazakh has too.
const DOUBTFUL: f32 = 0.25;

/// What a word in normal form counts for Russian whose letters alone say `odds`, in natural-log odds. What is not `decided` by its letters,
/// or a name, is never raised.
pub(super) fn weight(word: &str, odds: f32, decided: bool) -> f32 {
    let common = is_stop_word(word, Language::Russian);
    let found = lemma(word);
    if !common && matches!(found.found, Found::Ending | Found::Nothing) {
        return odds * DOUBTFUL;
    }
    if is_form_of_listed(word) {
        return odds * DOUBTFUL;
    }
    if decided && (common || !is_borrowable(word, &found.lemma)) { odds.max(INFLECTED) } else { odds }
}

/// Whether Kazakh may borrow a word as it stands: a noun or adjective in the form of its lemma. Nouns in `-ть` are taken for verbs.
fn is_borrowable(word: &str, lemma: &str) -> bool {
    let is_lemma = word.chars().map(|letter| if letter == 'ё' { 'е' } else { letter }).eq(lemma.chars());
    let is_infinitive = ["ть", "ти", "чь", "ться", "тись"].iter().any(|ending| lemma.ends_with(ending));
    let is_adverb = lemma.ends_with(['о', 'е']) && !lemma.ends_with("ие") && !lemma.ends_with("ье");
    is_lemma && !is_infinitive && !is_adverb
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str], expected: f32) {
        for word in words {
            assert_eq!(weight(word, 4.0, true), expected, "{word}");
        }
    }

    #[test]
    fn what_only_russian_inflects_counts_most() {
        check(&["соседями", "отключили", "всегда", "если", "говорится"], INFLECTED);
        check(&["вопрос", "ремонтный"], 4.0);
        check(&["приложеные", "прилажения", "суперселл"], 4.0 * DOUBTFUL);
        assert_eq!(weight("соседями", 1.0, false), 1.0);
    }
}
