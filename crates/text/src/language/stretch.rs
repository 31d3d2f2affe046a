//! Takes what the words of a text say and divides them into Kazakh and Russian stretches: the division that explains the words
//! best when every change of language has its price (Viterbi 1967). A lone loanword joins the stretch around it.

use super::evidence::Evidence;

/// What a change of language costs between two words, in natural-log odds.
const CHANGE: f32 = 3.0;

/// What it costs where a sentence or clause ends.
const CHANGE_AT_BREAK: f32 = 2.0;

/// How much of its weight a name keeps: Kazakh towns stand in Russian news and Russian surnames in Kazakh news.
pub(super) const NAME: f32 = 0.4;

/// The side a word is read on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    /// Kazakh.
    Kazakh,
    /// Russian.
    Russian,
}

/// The side of each word, and how far this falls behind the best single languages, all words together.
pub(crate) fn stretches(words: &[Evidence]) -> (Vec<Side>, f32) {
    use Side::{Kazakh, Russian};
    let mut came_from = Vec::with_capacity(words.len());
    let (mut kazakh, mut russian) = (0.0f32, 0.0f32);
    for word in words {
        let change = if word.after_break { CHANGE_AT_BREAK } else { CHANGE };
        let weight = if word.is_name { NAME } else { 1.0 };
        let from_kazakh = if kazakh >= russian - change { Kazakh } else { Russian };
        let from_russian = if russian >= kazakh - change { Russian } else { Kazakh };
        let next_kazakh = kazakh.max(russian - change) + word.kazakh.max(-14.0) * weight;
        let next_russian = russian.max(kazakh - change) + word.russian.max(-14.0) * weight;
        came_from.push((from_kazakh, from_russian));
        (kazakh, russian) = (next_kazakh, next_russian);
    }
    let mut side = if kazakh >= russian { Kazakh } else { Russian };
    let mut sides = vec![side; words.len()];
    for (index, (from_kazakh, from_russian)) in came_from.iter().enumerate().rev() {
        sides[index] = side;
        side = if side == Kazakh { *from_kazakh } else { *from_russian };
    }
    (sides, kazakh.max(russian))
}

#[cfg(test)]
mod tests {
    use dauys_model::Script;

    use super::*;

    /// Positive numbers speak for Kazakh, negative ones for Russian.
    fn check(margins: &[f32], expected: &str) {
        let words: Vec<Evidence> = margins
            .iter()
            .map(|margin| Evidence {
                start: 0,
                end: 0,
                kazakh: margin.min(0.0),
                russian: -margin.max(0.0),
                script: Script::Cyrillic,
                has_kazakh_letter: false,
                is_foreign: false,
                letters: 5,
                is_name: false,
                after_break: false,
            })
            .collect();
        let sides: String =
            stretches(&words).0.iter().map(|side| if *side == Side::Kazakh { 'k' } else { 'r' }).collect();
        assert_eq!(sides, expected, "{margins:?}");
    }

    #[test]
    fn lone_loanwords_join_their_stretch() {
        check(&[5.0, 4.0, -4.0, 5.0], "kkkk");
        check(&[-5.0, -4.0, 3.0, -5.0], "rrrr");
    }

    #[test]
    fn real_changes_are_kept() {
        check(&[-5.0, -6.0, 5.0, 6.0], "rrkk");
        check(&[6.0], "k");
        check(&[], "");
    }
}
