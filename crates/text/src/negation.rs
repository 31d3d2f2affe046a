//! Takes the words of a text and marks those that a word beside them negates: Kazakh «су жоқ», «дұрыс емес», Russian «не
//! работает», «нет воды», «воды нет», «без света».

use crate::words::Word;

/// Words before «жоқ» and «емес» that they negate.
const KAZAKH_REACH: usize = 2;

/// Marks the words that a word beside them negates, within one clause.
pub(crate) fn mark_negation(text: &str, words: &mut [Word]) {
    for negation in negations(text, words) {
        words[negation.of].negated = true;
    }
}

/// One word that negates another, both by their numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Negation {
    /// The word that negates.
    pub(crate) by: usize,
    /// The word that is negated.
    pub(crate) of: usize,
}

/// Which words of a text negate which, in order of those that do.
pub(crate) fn negations(text: &str, words: &[Word]) -> Vec<Negation> {
    let mut found = Vec::new();
    for by in 0..words.len() {
        // The stem too: «жок» and «joq» are read as «жоқ».
        match words[by].stem.as_str() {
            "жоқ" | "емес" => {
                for of in (by.saturating_sub(KAZAKH_REACH)..by).rev() {
                    if !is_one_clause(text, words, of, of + 1) {
                        break;
                    }
                    found.push(Negation { by, of });
                }
            }
            "не" | "ни" => negate_after(text, words, by, 1, &mut found),
            "без" => negate_after(text, words, by, 2, &mut found),
            "нет" | "нету" => {
                if words.get(by + 1).is_some() && is_one_clause(text, words, by, by + 1) {
                    negate_after(text, words, by, 2, &mut found);
                } else if by > 0 && is_one_clause(text, words, by - 1, by) {
                    found.push(Negation { by, of: by - 1 });
                }
            }
            _ => {}
        }
    }
    found.retain(|negation| !is_negation(&words[negation.of]));
    found
}

fn negate_after(text: &str, words: &[Word], by: usize, reach: usize, found: &mut Vec<Negation>) {
    for of in by + 1..(by + 1 + reach).min(words.len()) {
        if !is_one_clause(text, words, of - 1, of) {
            break;
        }
        found.push(Negation { by, of });
    }
}

/// Words of negation themselves are not marked.
fn is_negation(word: &Word) -> bool {
    matches!(word.stem.as_str(), "жоқ" | "емес" | "не" | "ни" | "без" | "нет" | "нету")
}

/// Whether nothing but space and quotation marks stands between two neighbours of one sentence.
fn is_one_clause(text: &str, words: &[Word], one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (words.get(one), words.get(other)) else { return false };
    let gap = &text[one.end..other.start];
    one.sentence == other.sentence
        && gap.chars().all(|letter| {
            letter.is_whitespace() || matches!(letter, '«' | '»' | '"' | '“' | '”' | '-' | '–' | '—')
        })
}
