//! Takes the forms of the dictionary and gives rules for words it does not know: words that end alike decline alike.

use std::collections::BTreeMap;

use crate::lexicon::Words;
use crate::rule::Rule;

/// Letters of the longest ending.
const LONGEST: usize = 5;

/// An ending needs so many forms; a rarer one says less than what is shorter.
const FORMS: usize = 10;

/// How unknown words divide into classes. The dictionary has more participles than all else, texts have more names.
const CLASSES: [(&str, f64); 5] =
    [("NOUN", 0.4), ("PROPN", 0.3), ("ADJ", 0.15), ("VERB", 0.12), ("ADV", 0.03)];

/// A word is met in its first form oftener than in any other, of which the dictionary has each once.
const FIRST_FORM: f64 = 3.0;

/// Letters that a rule leaves alone at the beginning.
const KEPT: usize = 3;

/// Endings with their rules, in the order of their letters from behind. One that a shorter ending agrees with is left out.
pub(crate) fn derive(words: &Words) -> Vec<(String, Rule)> {
    let class_of = |class: &str| CLASSES.iter().position(|(known, _)| *known == class);
    let mut totals = [0usize; CLASSES.len()];
    let mut counts: BTreeMap<String, BTreeMap<Rule, [usize; CLASSES.len()]>> = BTreeMap::new();
    for (form, word) in words {
        let Some(class) = class_of(&word.class).filter(|_| !form.contains('-')) else { continue };
        let rule = Rule::between(form, &word.lemma);
        let letters: Vec<char> = form.chars().collect();
        if letters.len() < KEPT + 1 || letters.len() < usize::from(rule.cut) + 2 {
            continue;
        }
        totals[class] += 1;
        for length in 1..=LONGEST.min(letters.len() - 2) {
            let ending: String = letters[letters.len() - length..].iter().collect();
            counts.entry(ending).or_default().entry(rule.clone()).or_default()[class] += 1;
        }
    }
    let weight = |(rule, of): &(&Rule, &[usize; CLASSES.len()])| -> f64 {
        let share = |class: usize| of[class] as f64 * CLASSES[class].1 / totals[class].max(1) as f64;
        let sum: f64 = (0..CLASSES.len()).map(share).sum();
        if rule.cut == 0 && rule.ending.is_empty() { FIRST_FORM * sum } else { sum }
    };
    let mut endings: Vec<(usize, &String, Rule)> = counts
        .iter()
        .filter(|(_, rules)| rules.values().flatten().sum::<usize>() >= FORMS)
        .filter_map(|(ending, rules)| {
            let (rule, _) = rules.iter().max_by(|one, other| weight(one).total_cmp(&weight(other)))?;
            Some((ending.chars().count(), ending, rule.clone()))
        })
        .collect();
    endings.sort();
    let mut kept: BTreeMap<String, Rule> = BTreeMap::new();
    for (length, ending, rule) in endings {
        let shorter = (1..length).rev().find_map(|length| {
            let start = ending.char_indices().rev().nth(length - 1).map_or(0, |(at, _)| at);
            kept.get(&ending[start..])
        });
        if shorter != Some(&rule) {
            kept.insert(ending.clone(), rule);
        }
    }
    let backwards = |ending: &str| ending.chars().rev().collect::<String>();
    let mut kept: Vec<(String, Rule)> = kept.into_iter().collect();
    kept.sort_by_key(|(ending, _)| backwards(ending));
    kept
}
