//! Takes the words of a text and its categories and gives the one subject that it clearly speaks of. Subjects are scored as categories are;
//! what the categories say weighs a little.

use std::collections::BTreeMap;

use dauys_model::SubjectId;

use super::lexicon::{Met, Says, lexicon};
use super::list::{get, subjects};
use crate::Words;
use crate::category::{CategoryCue, CategoryMatch};
use crate::evidence::{Found, add_up};
use crate::phrase::Keys;

/// Subjects below this score are not given.
const ACCEPT: f32 = 0.5;
/// Evidence that a text of no length needs for a strength of 1 − 1/e.
const NEED: f32 = 1.5;
/// What each further word adds to the need, up to [`LONG`] words.
const NEED_PER_WORD: f32 = 0.015;
/// Words after which the need grows no more.
const LONG: f32 = 120.0;
/// What the score of its category adds to the evidence of a subject, as a share of it.
const CATEGORY: f32 = 0.25;
/// The share of the evidence for a general subject from which an exact one wins over it.
const EXACT: f32 = 0.6;
/// The share of the winner's evidence that a second may have, if the winner is to be clear.
const RIVAL: f32 = 0.97;

/// The subject a text speaks of.
#[derive(Clone, PartialEq, Debug)]
pub struct SubjectMatch {
    /// Which subject.
    pub id: SubjectId,
    /// How sure, from 0 to 1; from 0.5 on it is given.
    pub score: f32,
    /// Why, in order of the text.
    pub cues: Vec<CategoryCue>,
}

/// The subject of a text whose categories are `categories`, best first; none where nothing wins clearly.
pub fn subject(words: &Words, categories: &[CategoryMatch]) -> Option<SubjectMatch> {
    let mut found = weigh(words, categories);
    found.retain(|found| found.score >= ACCEPT);
    let best = found.first()?;
    // What is said exactly wins over the same said in general, if it is said with some force.
    let at = match is_general(best) {
        true => {
            found.iter().position(|other| !is_general(other) && sum(other) >= EXACT * sum(best)).unwrap_or(0)
        }
        false => 0,
    };
    let best = found.swap_remove(at);
    let is_clear = found.iter().all(|second| {
        sum(second) <= RIVAL * sum(&best)
            || is_general(second)
            || first(&best) < first(second)
            || at > 0 && sum(second) <= sum(&best)
    });
    is_clear.then_some(best)
}

fn sum(of: &SubjectMatch) -> f32 {
    of.cues.iter().map(|cue| cue.weight).sum()
}

fn is_general(of: &SubjectMatch) -> bool {
    get(&of.id).is_some_and(|subject| subject.is_general)
}

fn first(of: &SubjectMatch) -> usize {
    of.cues.first().map_or(usize::MAX, |cue| cue.start)
}

/// Every subject that anything in a text speaks for, best first, also those too weak to be given.
pub fn weigh(words: &Words, categories: &[CategoryMatch]) -> Vec<SubjectMatch> {
    let lexicon = lexicon();
    let keys = Keys::of(words);
    let mut found: BTreeMap<usize, (Found, Met)> = BTreeMap::new();
    for table in &lexicon.tables {
        for hit in table.phrases.iter().flat_map(|phrases| phrases.find(&keys)) {
            let term = &table.terms[hit.entry as usize];
            let (of, met) = found.entry(term.subject).or_default();
            met.add(term.says);
            match term.says {
                Says::Not => of.denials.push(hit),
                Says::For(weight) | Says::Names(weight) | Says::Blames(weight) => {
                    of.hits.push((hit, weight, term.text));
                }
            }
        }
    }
    let need = NEED + NEED_PER_WORD * (words.words.len() as f32).min(LONG);
    let mut matches: Vec<SubjectMatch> = found
        .into_iter()
        .filter(|(subject, (_, met))| met.answers(lexicon.asks[*subject]))
        .filter_map(|(subject, (of, _))| {
            let id = subjects()[subject].id.clone();
            let leaf = id.category();
            let of_leaf = categories.iter().find(|category| category.id == leaf);
            let evidence = add_up(of, words);
            let sum = evidence.sum * (1.0 + CATEGORY * of_leaf.map_or(0.0, |category| category.score));
            let mut cues = evidence.cues;
            cues.sort_by(|one, other| {
                (one.start, one.end, one.term).cmp(&(other.start, other.end, other.term))
            });
            (sum > 0.0).then(|| SubjectMatch { id, score: 1.0 - (-sum / need).exp(), cues })
        })
        .collect();
    matches.sort_by(|one, other| {
        other
            .score
            .total_cmp(&one.score)
            .then(first(one).cmp(&first(other)))
            .then_with(|| one.id.cmp(&other.id))
    });
    matches
}
