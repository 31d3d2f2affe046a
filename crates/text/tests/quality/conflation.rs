//! The pairwise conflation score: of two words, does one key mean one lemma, and one lemma one key?

use std::collections::{BTreeMap, BTreeSet};

/// Words with the lemmas they occur with. A lemma is a word too, and belongs to itself.
pub(crate) type Lemmas = BTreeMap<String, BTreeSet<String>>;

/// How keys agree with lemmas.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Conflation {
    /// Of pairs of words with one key, the share with a common lemma.
    pub(crate) precision: f64,
    /// Of pairs of words with a common lemma, the share with one key.
    pub(crate) recall: f64,
}

impl Conflation {
    /// The harmonic mean of both.
    pub(crate) fn f1(self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall).max(f64::MIN_POSITIVE)
    }
}

/// The words of pairs of form and lemma: distinct, lower case, of letters only.
pub(crate) fn lemmas<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Lemmas {
    let mut lemmas = Lemmas::new();
    for (form, lemma) in pairs {
        let [form, lemma] = [form, lemma].map(str::to_lowercase);
        if [&form, &lemma].iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphabetic)) {
            lemmas.entry(form).or_default().insert(lemma.clone());
            lemmas.entry(lemma.clone()).or_default().insert(lemma);
        }
    }
    lemmas
}

/// How `key` agrees with lemmas over all pairs of distinct words.
pub(crate) fn conflation(lemmas: &Lemmas, key: impl Fn(&str) -> String) -> Conflation {
    let by_lemma =
        pairs(lemmas.iter().flat_map(|(word, lemmas)| lemmas.iter().map(move |lemma| (lemma.clone(), word))));
    let by_key = pairs(lemmas.keys().map(|word| (key(word), word)));
    let both = by_lemma.intersection(&by_key).count() as f64;
    Conflation { precision: both / by_key.len().max(1) as f64, recall: both / by_lemma.len().max(1) as f64 }
}

/// Pairs of words that share a group.
fn pairs<'a>(grouped: impl Iterator<Item = (String, &'a String)>) -> BTreeSet<(&'a str, &'a str)> {
    let mut groups: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (group, word) in grouped {
        groups.entry(group).or_default().insert(word);
    }
    let mut pairs = BTreeSet::new();
    for words in groups.values() {
        for (at, one) in words.iter().enumerate() {
            pairs.extend(words.iter().skip(at + 1).map(|other| (*one, *other)));
        }
    }
    pairs
}

#[test]
fn the_score_counts_pairs_of_distinct_words() {
    let lemmas = lemmas([
        ("Воды", "вода"),
        ("воде", "вода"),
        ("вода", "вода"),
        ("вести", "вести"),
        ("вести", "весть"),
        ("2", "2"),
    ]);
    assert_eq!(lemmas.len(), 5);
    // Three pairs of «вода», and «вести» with «весть».
    let first = |count: usize| move |word: &str| word.chars().take(count).collect::<String>();
    assert_eq!(conflation(&lemmas, first(3)), Conflation { precision: 1.0, recall: 1.0 });
    assert_eq!(conflation(&lemmas, first(1)), Conflation { precision: 0.4, recall: 1.0 });
    assert_eq!(conflation(&lemmas, str::to_owned).f1(), 0.0);
}
