//! Adds up what the terms of a lexicon say for one thing in one text: sums that one can follow with a pencil. No word counts twice, a term
//! that comes again counts less, and so does what stands far from the beginning.

use std::collections::BTreeMap;

use crate::Words;
use crate::category::CategoryCue;
use crate::phrase::Hit;

/// Words at the beginning that count in full: title and lead say what a text is about.
const LEAD: usize = 40;
/// Words after the lead at which a word counts half.
const HALF: f32 = 160.0;

/// What was found for one thing, in both languages.
#[derive(Default)]
pub(crate) struct Found {
    /// Terms that speak for it, with their weights and as the table has them.
    pub(crate) hits: Vec<(Hit, f32, &'static str)>,
    /// Terms whose words do not speak for it.
    pub(crate) denials: Vec<Hit>,
}

/// The sum, and what it is made of.
#[derive(Default)]
pub(crate) struct Evidence {
    /// What the terms that count add up to.
    pub(crate) sum: f32,
    /// These terms, the heaviest first.
    pub(crate) cues: Vec<CategoryCue>,
}

/// Adds up what the terms say. A term that comes again counts half, a third, and so on.
pub(crate) fn add_up(found: Found, words: &Words) -> Evidence {
    let Found { mut hits, denials } = found;
    // Heavier first, then the longer, then the earlier.
    hits.sort_by(|(one, weight, term), (other, heavier, rival)| {
        let length = |hit: &Hit| hit.words().count();
        heavier.total_cmp(weight).then(length(other).cmp(&length(one))).then((one, term).cmp(&(other, rival)))
    });
    let mut taken = vec![false; words.words.len()];
    let mut met: BTreeMap<&str, f32> = BTreeMap::new();
    let mut sum = Evidence::default();
    for (hit, weight, term) in hits {
        if hit.words().any(|word| taken[word]) || denials.iter().any(|denial| denies(denial, &hit)) {
            continue;
        }
        hit.words().for_each(|word| taken[word] = true);
        let times = met.entry(term).or_default();
        *times += 1.0;
        let counted = weight * place_factor(hit.first()) / *times;
        sum.sum += counted;
        let (start, end) = (words.words[hit.first()].start, words.words[hit.last()].end);
        sum.cues.push(CategoryCue { term, weight: counted, start, end });
    }
    sum
}

/// A denial takes a hit away that it touches, unless the hit is the longer phrase.
fn denies(denial: &Hit, hit: &Hit) -> bool {
    let touches = hit.words().any(|word| denial.words().any(|denied| denied == word));
    touches && hit.words().count() <= denial.words().count()
}

/// What a word at this place counts: all of it in the lead, half of it [`HALF`] words later.
fn place_factor(word: usize) -> f32 {
    1.0 / (1.0 + word.saturating_sub(LEAD) as f32 / HALF)
}
