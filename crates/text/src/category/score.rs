//! Takes the words of a text and gives its categories with scores. The score is evidence against length and against rivals;
//! it is made of sums one can follow with a pencil, and the cues show them.

use std::collections::BTreeMap;

use dauys_model::CategoryId;

use super::lexicon::{Lexicon, OUTSIDE, Says, lexicon};
use crate::Words;
use crate::evidence::{Evidence, Found, add_up};
use crate::phrase::Keys;

/// Matches below this score are not given: one generic word, or a matter that is mentioned in passing.
pub const ACCEPT: f32 = 0.5;
/// Evidence that a text of no length needs for a strength of 1 − 1/e.
const NEED: f32 = 1.5;
/// What each further word adds to the need, up to [`LONG`] words: a long text names many things in passing.
const NEED_PER_WORD: f32 = 0.022;
/// Words after which the need grows no more.
const LONG: f32 = 220.0;

/// A term that was found, and what it counted.
#[derive(Clone, PartialEq, Debug)]
pub struct CategoryCue {
    /// The term, in the notation of the lexicon.
    pub term: &'static str,
    /// What it added to the evidence.
    pub weight: f32,
    /// First byte of the words that it met.
    pub start: usize,
    /// First byte after them.
    pub end: usize,
}

/// A category a text speaks of.
#[derive(Clone, PartialEq, Debug)]
pub struct CategoryMatch {
    /// Which leaf.
    pub id: CategoryId,
    /// How sure, from 0 to 1; from 0.5 on it is given.
    pub score: f32,
    /// Why, in order of the text.
    pub cues: Vec<CategoryCue>,
}

/// The categories of a text, best first. Empty when nothing in it speaks clearly enough for a matter of the tree.
pub fn categorize(words: &Words) -> Vec<CategoryMatch> {
    let mut matches = weigh(words);
    matches.retain(|found| found.score >= ACCEPT);
    matches
}

/// Every category that anything in a text speaks for, best first, also those too weak to be given.
pub fn weigh(words: &Words) -> Vec<CategoryMatch> {
    let lexicon = lexicon();
    let keys = Keys::of(words);
    let mut leaves: BTreeMap<usize, Found> = BTreeMap::new();
    for table in &lexicon.tables {
        for hit in table.phrases.find(&keys) {
            let term = &table.terms[hit.entry as usize];
            let leaf = leaves.entry(term.leaf).or_default();
            match term.says {
                Says::For(weight) => leaf.hits.push((hit, weight, term.text)),
                Says::Not => leaf.denials.push(hit),
            }
        }
    }
    let evidence = leaves.into_iter().map(|(leaf, found)| (leaf, add_up(found, words))).collect();
    judge(lexicon, evidence, words.words.len())
}

fn judge(lexicon: &Lexicon, mut evidence: BTreeMap<usize, Evidence>, length: usize) -> Vec<CategoryMatch> {
    let outside = evidence.remove(&OUTSIDE).map_or(0.0, |outside| outside.sum);
    let need = NEED + NEED_PER_WORD * (length as f32).min(LONG);
    let best = evidence.values().map(|leaf| leaf.sum).fold(0.0, f32::max);
    let mut matches: Vec<CategoryMatch> = evidence
        .into_iter()
        .map(|(leaf, found)| {
            let strength = 1.0 - (-found.sum / need).exp();
            // A leaf far behind the best one is mentioned in passing; outside matters weigh against all.
            let share = (found.sum / best).sqrt() * found.sum / (found.sum + 0.7 * outside);
            let score = (strength * share).clamp(0.0, 1.0);
            let mut cues = found.cues;
            cues.sort_by(|one, other| {
                (one.start, one.end, one.term).cmp(&(other.start, other.end, other.term))
            });
            CategoryMatch { id: lexicon.leaves[leaf].clone(), score, cues }
        })
        .collect();
    matches.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.id.cmp(&other.id)));
    matches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn check(text: &str, expected: &str) {
        let found = categorize(&words(text, None));
        assert_eq!(found.first().map_or("", |best| best.id.0.as_str()), expected, "{text}\n{found:?}");
    }

    #[test]
    fn short_complaints_find_their_leaf() {
        check("нет воды", "hcs/water");
        check("Воды нет третий день", "hcs/water");
        check("су жоқ", "hcs/water");
        check("Көшеде жарық жоқ 3-ші күн", "hcs/yards");
        check("жарық жоқ", "hcs/power");
        check("жылу жок", "hcs/heat");
        check("Яма у дома 5", "transport/roads");
        check("Мусор не вывозят вторую неделю", "hcs/waste");
        check("Автобус 45 не приходит по часу", "transport/public");
        check("Балабақша кезегі жылжымай тұр", "edu/kindergarten");
    }

    #[test]
    fn other_matters_find_none() {
        check("Сборная Казахстана выиграла матч со счётом 3:1", "");
        check("Байден и Путин обсудили Украину", "");
        check("Сегодня ясно, без осадков", "");
        check("", "");
    }
}
