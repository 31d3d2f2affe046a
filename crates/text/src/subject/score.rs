//! Takes the words of a text and its categories and gives the one subject that it clearly speaks of. Subjects are scored as categories are;
//! what the categories say weighs a little.

use std::collections::BTreeMap;

use dauys_model::SubjectId;

use super::lexicon::{Met, Says, Table, lexicon};
use super::list::{get, number, subjects};
use crate::Words;
use crate::category::{CategoryCue, CategoryMatch};
use crate::evidence::{Found, add_up};
use crate::phrase::{Hit, Keys};

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

/// The subject of a text whose categories are `categories`, best first; none where nothing speaks clearly
/// enough.
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
    Some(found.swap_remove(at))
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
    let keys = Keys::of(words);
    let mut found: BTreeMap<usize, Found> = BTreeMap::new();
    for table in &lexicon().tables {
        for (subject, hits) in meet(table, &keys) {
            found.entry(subject).or_default().hits.extend(hits);
        }
    }
    let need = NEED + NEED_PER_WORD * (words.words.len() as f32).min(LONG);
    let mut matches: Vec<SubjectMatch> = found
        .into_iter()
        .filter_map(|(subject, of)| {
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
            .then_with(|| number(&one.id.0).cmp(&number(&other.id.0)))
    });
    matches
}

/// What the terms of one language say of each subject whose thing and fault they name, where it asks for them.
fn meet(table: &Table, keys: &Keys<'_>) -> BTreeMap<usize, Vec<(Hit, f32, &'static str)>> {
    let mut found: BTreeMap<usize, (Found, Vec<(Hit, Says)>)> = BTreeMap::new();
    for hit in table.phrases.find(keys) {
        let term = &table.terms[hit.entry as usize];
        let (of, says) = found.entry(term.subject).or_default();
        match term.says {
            Says::Not => of.denials.push(hit),
            Says::For(weight) | Says::Names(weight) | Says::Blames(weight) => {
                of.hits.push((hit, weight, term.text));
                says.push((hit, term.says));
            }
        }
    }
    let answers = |(subject, (mut of, says)): (usize, (Found, Vec<(Hit, Says)>))| {
        of.deny();
        let mut met = Met::default();
        let stays = |hit: &Hit| of.hits.iter().any(|(stays, ..)| stays == hit);
        says.iter().filter(|(hit, _)| stays(hit)).for_each(|(_, says)| met.add(*says));
        met.answers(table.asks[subject]).then_some((subject, of.hits))
    };
    found.into_iter().filter_map(answers).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{categorize, words};

    fn check(text: &str, expected: &str) {
        let words = words(text, None);
        let found = subject(&words, &categorize(&words));
        assert_eq!(found.as_ref().map_or("", |found| found.id.0.as_str()), expected, "{text}\n{found:#?}");
    }

    #[test]
    fn short_texts_find_what_is_wrong() {
        check("не работает лифт", "hcs/housing_mgmt/lift");
        check("лифт істемейді", "hcs/housing_mgmt/lift");
        check("Лифт снова сломан, 3 подъезд", "hcs/housing_mgmt/lift");
        check("Надписи", "hcs/yards/graffiti");
        check("надписи на стене дома", "hcs/yards/graffiti_walls");
        check("Очистить дорожный знак от рекламы", "hcs/yards/graffiti_signs");
        check("объявления на столбе", "hcs/yards/graffiti_poles");
        check("снег на дороге", "transport/snow/roads");
        check("Не горит лампочка на третьем этаже", "hcs/housing_mgmt/entrance_light");
        check("Не горит фонарь во дворе", "hcs/yards/light");
        check("Балабақша кезегі жылжымай тұр", "edu/kindergarten/places");
        check("Мектепте мұғалім жетіспейді", "edu/school/teachers");
        check("ауылға газ кірмеген", "hcs/gas/no_network");
        check("Бродячие собаки покусали ребенка", "soc/animals/bite");
        check("ит қауып алды", "soc/animals/bite");
        check("Айлық үш айдан бері берілмей жатыр", "labour/wages/delay");
    }

    #[test]
    fn what_is_said_exactly_wins_over_the_same_said_in_general() {
        check("Подъезд в ужасном состоянии, сломан домофон", "hcs/housing_mgmt/intercom");
        check("подъезд в ужасном состоянии", "hcs/housing_mgmt/entrance_repair");
    }

    #[test]
    fn other_matters_have_none() {
        check("Сегодня ясно, без осадков", "");
        check("Сборная Казахстана выиграла матч со счётом 3:1", "");
        check("", "");
    }
}
