//! Takes the words of a text and marks those that a word beside them negates: Kazakh «су жоқ», «дұрыс емес», Russian «не
//! работает», «нет воды», «воды нет», «без света».

use crate::words::Word;

/// Words before «жоқ» and «емес» that they negate.
const KAZAKH_REACH: usize = 2;

/// Marks the words that a word beside them negates, within one clause.
pub(crate) fn mark_negation(text: &str, words: &mut [Word]) {
    for index in 0..words.len() {
        // The stem too: «жок» and «joq» are read as «жоқ».
        match words[index].stem.as_str() {
            "жоқ" | "емес" => {
                for before in (index.saturating_sub(KAZAKH_REACH)..index).rev() {
                    if !is_one_clause(text, words, before, before + 1) {
                        break;
                    }
                    negate(&mut words[before]);
                }
            }
            "не" | "ни" => negate_after(text, words, index, 1),
            "без" => negate_after(text, words, index, 2),
            "нет" | "нету" => {
                if words.get(index + 1).is_some() && is_one_clause(text, words, index, index + 1) {
                    negate_after(text, words, index, 2);
                } else if index > 0 && is_one_clause(text, words, index - 1, index) {
                    negate(&mut words[index - 1]);
                }
            }
            _ => {}
        }
    }
}

fn negate_after(text: &str, words: &mut [Word], index: usize, reach: usize) {
    for after in index + 1..(index + 1 + reach).min(words.len()) {
        if !is_one_clause(text, words, after - 1, after) {
            break;
        }
        negate(&mut words[after]);
    }
}

/// Words of negation themselves are not marked.
fn negate(word: &mut Word) {
    if !matches!(word.stem.as_str(), "жоқ" | "емес" | "не" | "ни" | "без" | "нет" | "нету")
    {
        word.negated = true;
    }
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
