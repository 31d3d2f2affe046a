//! Chooses among the lemmas of one form: «тепло» is a noun before it is «тёплый».

use std::collections::BTreeMap;
use std::path::Path;

use crate::corpus;
use crate::forms::is_russian;
use crate::lexicon::{Word, Words};

/// How often each form was seen with each lemma in UD Russian.
pub(crate) type Observed = BTreeMap<String, BTreeMap<String, usize>>;

/// How many sightings the shares that the dictionary gives are worth. Chosen by cross-validation over sentences; 2 and 8 are
/// within a thousandth.
const SHARES: f64 = 4.0;

/// One sentence in so many is kept for measuring.
const HELD_OUT: u64 = 5;

/// Counts all sentences but those kept for measuring.
pub(crate) fn observe(folder: &Path) -> Observed {
    let mut observed = Observed::new();
    for row in corpus::rows(&folder.join("morph/ru_ud_form_lemma.tsv")) {
        let [sentence, _, form, lemma] = row.as_slice() else { continue };
        if corpus::is_one_of(HELD_OUT, sentence) {
            continue;
        }
        let [form, lemma] = [form, lemma].map(|word| word.to_lowercase().replace('ё', "е"));
        if is_russian(&form) && is_russian(&lemma) {
            *observed.entry(form).or_default().entry(lemma).or_default() += 1;
        }
    }
    observed
}

/// The likeliest lemma of a form, from readings of lemma, class and share.
pub(crate) fn likeliest(form: &str, readings: &[(String, String, f64)], observed: &Observed) -> Option<Word> {
    // A reflexive form is of the reflexive verb where there is one, also in the passive: «ведутся» is of «вестись».
    let is_reflexive = |word: &str| word.ends_with("ся") || word.ends_with("сь");
    let only_reflexive =
        is_reflexive(form) && readings.iter().any(|(lemma, class, _)| class == "VERB" && is_reflexive(lemma));
    let mut lemmas: BTreeMap<&str, (f64, &str)> = BTreeMap::new();
    for (lemma, class, share) in readings {
        if only_reflexive && !is_reflexive(lemma) {
            continue;
        }
        let (weight, _) = lemmas.entry(lemma).or_insert((0.0, class));
        *weight += SHARES * share;
    }
    for (lemma, count) in observed.get(form).into_iter().flatten() {
        lemmas.entry(lemma).or_insert((0.0, "X")).0 += *count as f64;
    }
    // Of equals the one that the dictionary gives first.
    let order = |lemma: &str| readings.iter().position(|(known, ..)| known == lemma).unwrap_or(usize::MAX);
    let (lemma, (_, class)) = lemmas.into_iter().max_by(|(one, (weight, _)), (other, (most, _))| {
        weight.total_cmp(most).then_with(|| order(other).cmp(&order(one)))
    })?;
    Some(Word { lemma: lemma.to_owned(), class: class.to_owned() })
}

/// Makes lemmas that are no forms of the dictionary their own lemmas.
pub(crate) fn settle(words: &mut Words) {
    let missing: Vec<(String, String)> = words
        .values()
        .filter(|word| !words.contains_key(&word.lemma))
        .map(|word| (word.lemma.clone(), word.class.clone()))
        .collect();
    for (lemma, class) in missing {
        words.entry(lemma.clone()).or_insert(Word { lemma, class });
    }
}
