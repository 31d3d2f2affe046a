//! Takes a form and its lemma and gives the rule between them: how many letters go, what comes instead. Numbers rules and letters.

use std::collections::BTreeMap;

/// How many letters a form loses, and what takes their place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Rule {
    pub(crate) cut: u8,
    pub(crate) ending: String,
}

impl Rule {
    /// The rule that makes `lemma` of `form`.
    pub(crate) fn between(form: &str, lemma: &str) -> Self {
        let shared = form.chars().zip(lemma.chars()).take_while(|(one, other)| one == other).count();
        let cut = form.chars().count() - shared;
        Self { cut: u8::try_from(cut).unwrap_or(u8::MAX), ending: lemma.chars().skip(shared).collect() }
    }
}

/// Rules by number, in order of appearance.
#[derive(Default)]
pub(crate) struct Rules {
    numbers: BTreeMap<Rule, u32>,
    rules: Vec<Rule>,
}

impl Rules {
    pub(crate) fn number(&mut self, form: &str, lemma: &str) -> u32 {
        self.number_of(Rule::between(form, lemma))
    }

    pub(crate) fn number_of(&mut self, rule: Rule) -> u32 {
        let next = self.rules.len() as u32;
        *self.numbers.entry(rule).or_insert_with_key(|rule| {
            self.rules.push(rule.clone());
            next
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.rules.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }
}

/// Numbers of the letters of a word: the hyphen is 1, `а` is 2.
pub(crate) fn letters(word: &str) -> Vec<u8> {
    word.chars()
        .filter_map(|letter| match letter {
            'а'..='я' => Some((u32::from(letter) - u32::from('а')) as u8 + 2),
            '-' => Some(1),
            _ => None,
        })
        .collect()
}
