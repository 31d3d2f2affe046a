//! Takes a word of a query and gives the terms of the index it is looked up under, each with its weight: the terms
//! `dauys_text` names for it, those of words that begin alike, those that begin so.

use std::sync::{Arc, OnceLock};

use tantivy::Term;

use crate::Result;
use crate::beginning::Beginning;
use crate::score::Weights;
use crate::snapshot::Snapshot;

/// Related terms a word is looked up under; the more frequent ones when there are more.
const MAX_RELATED: usize = 50;
/// More terms of its own than a word ever has.
const MAX_KNOWN: usize = 50;

/// One term a word may stand under.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    /// The word of the query, as it was looked up.
    pub(crate) typed: Arc<str>,
    /// In title and text.
    pub(crate) text: Term,
    /// In the title.
    pub(crate) title: Term,
    /// Its boost times its rarity.
    pub(crate) weight: f32,
    /// Whether it is not the word itself but one that begins alike.
    pub(crate) is_related: bool,
}

/// The index as words are looked up in it.
pub(crate) struct Lookup<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) weights: &'a Weights,
}

impl Alternative {
    /// Looks for it in the title alone.
    pub(crate) fn only_in_title(&mut self) {
        self.text = self.title.clone();
    }
}

impl Lookup<'_> {
    /// What a word is looked up under.
    pub(crate) fn word(&self, word: &str) -> Result<Vec<Alternative>> {
        self.terms(word, dauys_text::query_terms(word))
    }

    /// What a word is looked up under when it is wanted in this form only.
    pub(crate) fn exact(&self, word: &str) -> Result<Vec<Alternative>> {
        self.terms(word, vec![(dauys_text::exact_term(word), 1.0)])
    }

    /// What a word is looked up under in a ranked search: its own terms, and those of words that begin alike.
    pub(crate) fn family(&self, word: &str) -> Result<Vec<Alternative>> {
        let known = dauys_text::query_terms(word);
        let related = self.related(word, &known)?;
        let mut alternatives = self.terms(word, known)?;
        alternatives.extend(related);
        Ok(alternatives)
    }

    /// The marks of a word that is negated.
    pub(crate) fn negated(&self, word: &str) -> Result<Vec<Alternative>> {
        let stems = dauys_text::query_terms(word).into_iter().filter(|(term, _)| !term.starts_with('~'));
        self.terms(word, stems.map(|(stem, boost)| (format!("¬{stem}"), boost)).collect())
    }

    fn terms(&self, word: &str, terms: Vec<(String, f32)>) -> Result<Vec<Alternative>> {
        let typed = Arc::from(word);
        let weighted = |(text, boost): (String, f32)| {
            let posts = self.snapshot.holding(self.snapshot.fields.text, &text)?;
            Ok(self.alternative(&typed, &text, boost * self.snapshot.totals.rarity(posts)))
        };
        terms.into_iter().map(weighted).collect()
    }

    /// How many posts hold a term.
    pub(crate) fn posts(&self, term: &str) -> Result<u64> {
        self.snapshot.holding(self.snapshot.fields.text, term)
    }

    /// A term with a weight of its own.
    pub(crate) fn alternative(&self, typed: &Arc<str>, text: &str, weight: f32) -> Alternative {
        let fields = &self.snapshot.fields;
        Alternative {
            typed: Arc::clone(typed),
            text: Term::from_field_text(fields.text, text),
            title: Term::from_field_text(fields.title, text),
            weight,
            is_related: false,
        }
    }

    /// Terms that begin as a word's stems do: `отключа` beside `отключ`, `қысымд` beside `қысым`. Stemmers divide families of
    /// words; in a ranked search the others of the family help, though a post that holds only them does not hold the word.
    /// All weigh alike, as rare as they are together.
    pub(crate) fn related(&self, word: &str, known: &[(String, f32)]) -> Result<Vec<Alternative>> {
        let letters = self.weights.related_letters;
        let mut beginnings: Vec<String> = Vec::new();
        for (term, _) in known {
            let beginning: String = term.chars().take(letters).collect();
            let is_long = beginning.chars().count() == letters && letters > 0;
            if is_long && beginning.chars().all(char::is_alphabetic) && !beginnings.contains(&beginning) {
                beginnings.push(beginning);
            }
        }
        let mut counted = Vec::new();
        for beginning in beginnings {
            // What is known already is among the most frequent at worst.
            counted.extend_from_slice(&self.snapshot.frequent(&beginning, MAX_RELATED + MAX_KNOWN)?);
        }
        counted.retain(|(_, term)| known.iter().all(|(known, _)| known != term));
        counted.sort_unstable_by(|left, right| right.cmp(left));
        counted.dedup();
        counted.truncate(MAX_RELATED);
        let posts = counted.iter().map(|(posts, _)| posts).sum();
        let weight = self.weights.related * self.snapshot.totals.rarity(posts);
        let typed = Arc::from(word);
        let alternative =
            |term: &str| Alternative { is_related: true, ..self.alternative(&typed, term, weight) };
        Ok(counted.iter().map(|(_, term)| alternative(term)).collect())
    }

    /// What a beginning of a word within a phrase is looked up under: the more frequent terms that begin so.
    pub(crate) fn beginning_in_phrase(&self, word: &str) -> Result<Vec<Alternative>> {
        let normal = dauys_text::normal(word).replace('ё', "е");
        let mut alternatives = self.word(word)?;
        for beginning in [format!("~{}", dauys_text::skeleton(&normal)), normal] {
            let frequent = self.snapshot.frequent(&beginning, MAX_RELATED + MAX_KNOWN)?;
            let terms = frequent.iter().map(|(_, term)| (term.to_string(), 1.0)).collect();
            alternatives.extend(self.terms(word, terms)?);
        }
        alternatives.sort_by(|left, right| left.text.cmp(&right.text));
        alternatives.dedup_by(|left, right| left.text == right.text);
        Ok(alternatives)
    }

    /// The terms that begin with a beginning of a word, and those the beginning stands under itself when it is longer
    /// than the stem. All weigh alike, as rare as they are together, lest a slip of the pen that occurs once decides.
    pub(crate) fn beginning(&self, word: &str) -> Result<Beginning> {
        let normal = dauys_text::normal(word).replace('ё', "е");
        let skeleton = dauys_text::skeleton(&normal);
        let fields = &self.snapshot.fields;
        let terms: Vec<String> = dauys_text::query_terms(word).into_iter().map(|(term, _)| term).collect();
        let beginnings = vec![normal, format!("~{skeleton}")];
        let posts = self.snapshot.holding_beginnings(&beginnings, &terms)?;
        Ok(Beginning {
            typed: Arc::from(word),
            text: fields.text,
            title: fields.title,
            weight: self.snapshot.totals.rarity(posts),
            beginnings,
            terms,
            scores: self.snapshot.segments.iter().map(|_| OnceLock::new()).collect(),
        })
    }
}

/// The weight of the weightiest.
pub(crate) fn best(alternatives: &[Alternative]) -> f32 {
    alternatives.iter().map(|one| one.weight).fold(0.0, f32::max)
}
