//! Takes a word of a query and gives the terms of the index it is looked up under, each with its weight: the terms
//! `dauys_text` names for it, those of words that begin alike, those that begin so.

use std::collections::BTreeSet;

use tantivy::Term;

use crate::Result;
use crate::fields::form;
use crate::score::Weights;
use crate::snapshot::Snapshot;

/// Related terms a word is looked up under; the more frequent ones when there are more.
const MAX_RELATED: usize = 50;

/// One term a word may stand under.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
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
        dauys_text::query_terms(word).iter().map(|(text, boost)| self.weighted(text, *boost)).collect()
    }

    /// What a word is looked up under when it is wanted in this form only.
    pub(crate) fn exact(&self, word: &str) -> Result<Vec<Alternative>> {
        Ok(vec![self.weighted(&form(word), 1.0)?])
    }

    /// What a word is looked up under in a ranked search: its own terms, and those of words that begin alike.
    pub(crate) fn family(&self, word: &str) -> Result<Vec<Alternative>> {
        let mut alternatives = self.word(word)?;
        alternatives.extend(self.related(word)?);
        Ok(alternatives)
    }

    /// The marks of a word that is negated.
    pub(crate) fn negated(&self, word: &str) -> Result<Vec<Alternative>> {
        let stems = dauys_text::query_terms(word).into_iter().filter(|(term, _)| !term.starts_with('~'));
        stems.map(|(stem, boost)| self.weighted(&format!("¬{stem}"), boost)).collect()
    }

    fn weighted(&self, text: &str, boost: f32) -> Result<Alternative> {
        let posts = self.snapshot.holding(self.snapshot.fields.text, text)?;
        Ok(self.alternative(text, boost * self.snapshot.totals.rarity(posts)))
    }

    fn alternative(&self, text: &str, weight: f32) -> Alternative {
        let fields = &self.snapshot.fields;
        Alternative {
            text: Term::from_field_text(fields.text, text),
            title: Term::from_field_text(fields.title, text),
            weight,
            is_related: false,
        }
    }

    /// Terms that begin as a word's stems do: `отключа` beside `отключ`, `қысымд` beside `қысым`. Stemmers divide families of
    /// words; in a ranked search the others of the family help, though a post that holds only them does not hold the word.
    /// All weigh alike, as rare as they are together.
    fn related(&self, word: &str) -> Result<Vec<Alternative>> {
        let known = dauys_text::query_terms(word);
        let mut found = BTreeSet::new();
        for (term, _) in &known {
            let beginning: String = term.chars().take(self.weights.related_letters).collect();
            let is_long = beginning.chars().count() == self.weights.related_letters;
            if is_long && beginning.chars().all(char::is_alphabetic) {
                self.beginning_with(&beginning, &mut found)?;
            }
        }
        found.retain(|term| known.iter().all(|(known, _)| known != term));
        let mut counted = Vec::new();
        for term in found {
            counted.push((self.snapshot.holding(self.snapshot.fields.text, &term)?, term));
        }
        counted.sort_unstable_by(|left, right| right.cmp(left));
        counted.truncate(MAX_RELATED);
        let posts = counted.iter().map(|(posts, _)| posts).sum();
        let weight = self.weights.related * self.snapshot.totals.rarity(posts);
        let alternative = |term: &str| Alternative { is_related: true, ..self.alternative(term, weight) };
        Ok(counted.iter().map(|(_, term)| alternative(term)).collect())
    }

    /// Adds the terms of the index that begin with `beginning`.
    fn beginning_with(&self, beginning: &str, terms: &mut BTreeSet<String>) -> Result<()> {
        let end = format!("{beginning}\u{10ffff}");
        for segment in &self.snapshot.segments {
            let inverted = segment.reader.inverted_index(self.snapshot.fields.text)?;
            let mut stream =
                inverted.terms().range().ge(beginning.as_bytes()).lt(end.as_bytes()).into_stream()?;
            while stream.advance() {
                terms.insert(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
        Ok(())
    }

    /// The terms that begin with a beginning of a word, and those the beginning stands under itself when it is longer
    /// than the stem. All weigh alike, as rare as they are together, lest a slip of the pen that occurs once decides.
    pub(crate) fn beginning(&self, word: &str) -> Result<Vec<Alternative>> {
        let normal = dauys_text::normal(word).replace('ё', "е");
        let mut terms = BTreeSet::new();
        let field = self.snapshot.fields.text;
        self.beginning_with(&normal, &mut terms)?;
        self.beginning_with(&format!("~{}", dauys_text::skeleton(&normal)), &mut terms)?;
        terms.extend(dauys_text::query_terms(word).into_iter().map(|(term, _)| term));
        let mut posts = 0;
        for term in &terms {
            posts += self.snapshot.holding(field, term)?;
        }
        let weight = self.snapshot.totals.rarity(posts);
        Ok(terms.iter().map(|term| self.alternative(term, weight)).collect())
    }
}

/// The weight of the weightiest.
pub(crate) fn best(alternatives: &[Alternative]) -> f32 {
    alternatives.iter().map(|one| one.weight).fold(0.0, f32::max)
}
