//! Takes a query and gives what is to be looked up, every word with its weight in this index: what must match, what had
//! better, what must not, what merely helps. It reads counts from the index, no post.

use std::cell::RefCell;
use std::str::FromStr;

use dauys_model::{Kato, Kind, Language, SourceId};
use tantivy::Term;
use tantivy::schema::Field;

use crate::answer::{Meaning, Translation};
use crate::expand::{self, Breadth, Unit};
use crate::lookup::{Alternative, Lookup, best};
use crate::near::Slot;
use crate::query::{Need, Query, Syntax};
use crate::score::Weights;
use crate::snapshot::Snapshot;
use crate::syntax::{Clause, FieldName, parse};
use crate::{Error, Result};

/// Something to look up.
#[derive(Debug)]
pub(crate) enum Node {
    /// A word, under any of its terms.
    Word(Vec<Alternative>),
    /// Words one after another, each under any of its terms; `weight` is that of all together.
    Phrase { slots: Vec<Vec<Alternative>>, weight: f32 },
    /// Words and phrases near each other in any order; `weight` is that of all together.
    Near { slots: Vec<Slot>, reach: u32, weight: f32 },
    /// Posts of any; one that several find counts as in the best of them.
    Best(Vec<Node>),
    /// Posts that hold any of some exact terms.
    Exact(Vec<Term>),
    /// Posts published from the first second on, before the second.
    Between(i64, i64),
    /// No post of the inner.
    Not(Box<Node>),
    /// Posts of all.
    All(Vec<Node>),
    /// Posts of any.
    Any(Vec<Node>),
    /// Posts ranked by how much of a list of words they hold.
    Ranked(Ranked),
}

/// Words side by side, with what was demanded or excluded beside them.
#[derive(Debug, Default)]
pub(crate) struct Ranked {
    /// What a post must match.
    pub(crate) must: Vec<Node>,
    /// What it must not match.
    pub(crate) not: Vec<Node>,
    /// What it had better match.
    pub(crate) wanted: Vec<Node>,
    /// What adds to the score of a post that matches, and by which factor.
    pub(crate) helpers: Vec<(Node, f32)>,
}

/// Plans a query against the index as it stands.
///
/// # Errors
///
/// [`Error::Syntax`] when the text cannot be read or a filter in it has an impossible value.
pub(crate) fn plan(query: &Query, weights: &Weights, snapshot: &Snapshot) -> Result<(Node, Meaning)> {
    let translations = RefCell::new(Vec::new());
    let planner = Planner {
        lookup: Lookup { snapshot, weights },
        need: query.need,
        breadth: if query.expand { Breadth::Ring } else { Breadth::Typed },
        translations: &translations,
    };
    let clause = parse(&query.text, query.syntax)?;
    let is_wordless = clause == Clause::List(Vec::new()) && !query.text.trim().is_empty();
    if is_wordless {
        // Everything would be a strange answer to `???`.
        return match query.syntax {
            Syntax::Full => Err(Error::Syntax { message: "no word to look for".into(), at: 0 }),
            Syntax::Plain => Ok((Node::Any(Vec::new()), Meaning::default())),
        };
    }
    let text = match &clause {
        Clause::List(items) if query.need == Need::Any => planner.list(items, true)?,
        clause => planner.node(clause)?,
    };
    let mut must = vec![text];
    let fields = &snapshot.fields;
    let filters = &query.filters;
    must.extend(any_of(fields.language, filters.languages.iter().map(|language| language.code())));
    must.extend(any_of(fields.place, &filters.regions));
    must.extend(any_of(fields.category, filters.categories.iter().map(|category| &category.0)));
    must.extend(any_of(fields.source, &filters.sources));
    must.extend(any_of(fields.kind, &filters.kinds));
    must.extend(any_of(fields.topic, filters.topics.iter().map(|topic| &topic.0)));
    if filters.from.is_some() || filters.to.is_some() {
        let from = filters.from.map_or(i64::MIN, |from| from.as_second());
        let to = filters.to.map_or(i64::MAX, |to| to.as_second());
        must.push(Node::Between(from, to));
    }
    let plan = if must.len() == 1 { must.remove(0) } else { Node::All(must) };
    Ok((plan, Meaning { filters: filters.clone(), translations: translations.take() }))
}

/// Posts with one of the values; nothing to demand when there are none.
fn any_of(field: Field, values: impl IntoIterator<Item = impl ToString>) -> Option<Node> {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    (!values.is_empty()).then(|| filter(field, values))
}

fn filter(field: Field, values: impl IntoIterator<Item = String>) -> Node {
    Node::Exact(values.into_iter().map(|value| Term::from_field_text(field, &value)).collect())
}

struct Planner<'a> {
    lookup: Lookup<'a>,
    need: Need,
    breadth: Breadth,
    /// What was taken for what in the other language so far.
    translations: &'a RefCell<Vec<Translation>>,
}

impl<'a> Planner<'a> {
    fn node(&self, clause: &Clause) -> Result<Node> {
        let nodes =
            |clauses: &[Clause]| clauses.iter().map(|clause| self.node(clause)).collect::<Result<Vec<_>>>();
        match clause {
            Clause::Word(word) => self.word(word),
            Clause::Prefix(word) => Ok(Node::Word(self.lookup.beginning(word)?)),
            Clause::Phrase(words) | Clause::Title(words) => self.phrase(words),
            Clause::Field { field, value, at } => self.field(*field, value, *at),
            Clause::Not(inner) => Ok(Node::Not(Box::new(self.excluding().node(inner)?))),
            Clause::All(inner) => Ok(Node::All(nodes(inner)?)),
            Clause::Any(inner) => Ok(Node::Any(nodes(inner)?)),
            Clause::List(items) => self.list(items, false),
        }
    }

    /// Words side by side; `is_wide` says whether words that begin alike help.
    fn list(&self, items: &[Clause], is_wide: bool) -> Result<Node> {
        let mut ranked = Ranked::default();
        let mut plain: Vec<&str> = Vec::new();
        for item in items {
            match item {
                Clause::Not(inner) => ranked.not.push(self.excluding().node(inner)?),
                Clause::Word(word) => plain.push(word),
                Clause::Title(words) => {
                    plain.extend(words.iter().map(String::as_str));
                    ranked.helpers.push((self.phrase(words)?, 1.0));
                }
                Clause::Prefix(_) => ranked.wanted.push(self.node(item)?),
                Clause::Any(_) | Clause::List(_) if !is_filter(item) => ranked.wanted.push(self.node(item)?),
                strict => ranked.must.push(self.node(strict)?),
            }
        }
        self.words(&plain, is_wide, &mut ranked)?;
        if self.need == Need::All {
            ranked.must.append(&mut ranked.wanted);
        }
        Ok(Node::Ranked(ranked))
    }

    /// The same plan for what is excluded: translations go with it, other words of the same meaning do not.
    fn excluding(&self) -> Self {
        let breadth = if self.breadth == Breadth::Typed { Breadth::Typed } else { Breadth::Translated };
        Self { lookup: Lookup { ..self.lookup }, breadth, ..*self }
    }

    /// Words as units, with a note of what they were taken for in the other language.
    fn units(&self, words: &[&str], is_wide: bool) -> Result<Vec<Unit>> {
        let (units, found) = expand::units(&self.lookup, words, self.breadth, is_wide)?;
        let mut translations = self.translations.borrow_mut();
        for one in found {
            if !translations.contains(&one) {
                translations.push(one);
            }
        }
        Ok(units)
    }

    /// A word by itself.
    fn word(&self, word: &str) -> Result<Node> {
        match self.units(&[word], false)?.first().and_then(|unit| unit.concept.as_ref()) {
            Some(concept) => Ok(concept.node()),
            None => Ok(Node::Word(self.lookup.word(word)?)),
        }
    }

    /// Adds plain words to what is wanted; stop words among them to what helps, and what the words are to each other.
    fn words(&self, words: &[&str], is_wide: bool, ranked: &mut Ranked) -> Result<()> {
        let weights = self.lookup.weights;
        let all_stop = ranked.wanted.is_empty() && words.iter().all(|word| is_stop_word(word));
        let units = self.units(words, is_wide)?;
        let typed = |unit: &Unit| self.lookup.word(words[unit.words.start]);
        for pair in units.windows(2) {
            let [one, other] = pair else { continue };
            let is_typed = one.concept.is_none() && other.concept.is_none();
            let beside = if is_typed {
                phrase_of(vec![typed(one)?, typed(other)?])
            } else {
                one.beside(other, typed)?
            };
            ranked.helpers.push((beside, weights.pair));
        }
        for unit in &units {
            let word = words[unit.words.start];
            if let Some(concept) = &unit.concept {
                ranked.wanted.push(concept.node());
            } else if !all_stop && is_stop_word(word) {
                ranked.helpers.push((Node::Word(self.lookup.word(word)?), weights.stop));
            } else if is_wide {
                ranked.wanted.push(Node::Word(self.lookup.family(word)?));
            } else {
                ranked.wanted.push(Node::Word(self.lookup.word(word)?));
            }
        }
        // `нет воды`: a post where water is what is lacking, be it `воды нет` or `без воды`.
        let read = dauys_text::words(&words.join(" "), None).words;
        let is_aligned = read.len() == words.len();
        for (at, word) in read.iter().enumerate().filter(|(_, word)| word.negated) {
            let unit = units.iter().find(|unit| is_aligned && unit.words == (at..at + 1));
            let marks = match unit.and_then(|unit| unit.concept.as_ref()) {
                Some(concept) => concept.negated(),
                None => Node::Word(self.lookup.negated(&word.normal)?),
            };
            ranked.helpers.push((marks, weights.negation));
        }
        Ok(())
    }

    /// Words one after another; or, where they have translations, those one after another, in any order.
    fn phrase(&self, words: &[String]) -> Result<Node> {
        let typed: Vec<&str> = words.iter().map(String::as_str).collect();
        let slots: Vec<Vec<Alternative>> =
            typed.iter().map(|word| self.lookup.word(word)).collect::<Result<_>>()?;
        let units = self.units(&typed, false)?;
        if units.iter().all(|unit| unit.concept.is_none()) {
            return Ok(phrase_of(slots));
        }
        let mut weight = 0.0;
        let mut translated = Vec::new();
        for unit in &units {
            if let Some(concept) = &unit.concept {
                weight += concept.weight;
                translated.push(concept.translated.clone());
            } else {
                let word = &slots[unit.words.start];
                weight += best(word);
                translated.push(vec![vec![word.clone()]]);
            }
        }
        Ok(Node::Best(vec![
            Node::Phrase { slots, weight },
            Node::Near { slots: translated, reach: 0, weight },
        ]))
    }

    fn field(&self, field: FieldName, value: &str, at: usize) -> Result<Node> {
        let fields = &self.lookup.snapshot.fields;
        let wrong = |message: String| Error::Syntax { message, at };
        Ok(match field {
            FieldName::Language => {
                let language = Language::from_str(value).map_err(wrong)?;
                filter(fields.language, [language.code().to_owned()])
            }
            FieldName::Kind => {
                let kind = Kind::from_str(value).map_err(wrong)?;
                filter(fields.kind, [kind.code().to_owned()])
            }
            FieldName::Source => {
                let source = SourceId::new(value).map_err(|error| wrong(error.to_string()))?;
                filter(fields.source, [source.as_str().to_owned()])
            }
            FieldName::Category => filter(fields.category, [value.to_lowercase()]),
            FieldName::Region => {
                let place = Kato::from_str(value).ok().or_else(|| dauys_text::place_by_name(value));
                let place = place.ok_or_else(|| wrong(format!("no place `{value}` is known")))?;
                filter(fields.place, [place.to_string()])
            }
        })
    }
}

/// Whether a word is too common in either language to be demanded.
pub(crate) fn is_stop_word(word: &str) -> bool {
    let normal = dauys_text::normal(word);
    [Language::Kazakh, Language::Russian]
        .into_iter()
        .any(|language| dauys_text::is_stop_word(&normal, language))
}

fn phrase_of(slots: Vec<Vec<Alternative>>) -> Node {
    let weight = slots.iter().map(|slot| best(slot)).sum();
    Node::Phrase { slots, weight }
}

/// Whether a clause holds filters only, which demand and do not rank.
fn is_filter(clause: &Clause) -> bool {
    match clause {
        Clause::Field { .. } => true,
        Clause::Not(inner) => is_filter(inner),
        Clause::All(inner) | Clause::Any(inner) | Clause::List(inner) => {
            !inner.is_empty() && inner.iter().all(is_filter)
        }
        _ => false,
    }
}
