//! Takes a query and gives what is to be looked up, every word with its weight in this index: what must match, what had
//! better, what must not, what merely helps. It reads counts from the index, no post.

use std::str::FromStr;

use dauys_model::{Kato, Kind, Language, SourceId};
use tantivy::Term;
use tantivy::schema::Field;

use crate::answer::Meaning;
use crate::beginning::Beginning;
use crate::lookup::{Alternative, Lookup, best};
use crate::query::{Need, Query, Syntax};
use crate::refusal::read;
use crate::score::Weights;
use crate::snapshot::Snapshot;
use crate::syntax::{Clause, FieldName};
use crate::{Error, Result};

/// Something to look up.
#[derive(Debug)]
pub(crate) enum Node {
    /// A word, under any of its terms.
    Word(Vec<Alternative>),
    /// Words one after another, each under any of its terms; `weight` is that of all together.
    Phrase { slots: Vec<Vec<Alternative>>, weight: f32 },
    /// Posts that hold any of some exact terms.
    Exact(Vec<Term>),
    /// Posts that hold a word that begins so.
    Beginning(Beginning),
    /// Posts that hold any of some exact terms, with a score of their own.
    Same(Vec<Term>, f32),
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

/// Plans the text of a query against the index as it stands. The filters of the meaning stand beside it: what they demand is not in
/// the node.
///
/// # Errors
///
/// [`Error::Syntax`] when the text cannot be read or a filter in it has an impossible value, [`Error::Refused`] when it looks for
/// nothing but a person.
pub(crate) fn plan(query: &Query, weights: &Weights, snapshot: &Snapshot) -> Result<(Node, Meaning)> {
    let planner = Planner { lookup: Lookup { snapshot, weights }, need: query.need };
    let clause = read(&query.text, query.syntax)?;
    let is_wordless = clause == Clause::List(Vec::new()) && !query.text.trim().is_empty();
    if is_wordless {
        // Everything would be a strange answer to `???`.
        return match query.syntax {
            Syntax::Full => Err(Error::Syntax { message: "no word to look for".into(), at: 0 }),
            Syntax::Plain => Ok((Node::Any(Vec::new()), Meaning::default())),
        };
    }
    let text = match &clause {
        Clause::List(items) if query.need == Need::Any => planner.list(items, Lookup::family)?,
        clause => planner.node(clause)?,
    };
    Ok((text, Meaning { filters: query.filters.clone(), translations: Vec::new() }))
}

fn filter(field: Field, values: impl IntoIterator<Item = String>) -> Node {
    Node::Exact(values.into_iter().map(|value| Term::from_field_text(field, &value)).collect())
}

/// How a plain word becomes the terms it is looked up under.
type LookUp<'a> = fn(&Lookup<'a>, &str) -> Result<Vec<Alternative>>;

struct Planner<'a> {
    lookup: Lookup<'a>,
    need: Need,
}

impl<'a> Planner<'a> {
    fn node(&self, clause: &Clause) -> Result<Node> {
        let nodes =
            |clauses: &[Clause]| clauses.iter().map(|clause| self.node(clause)).collect::<Result<Vec<_>>>();
        match clause {
            Clause::Word(word) => Ok(Node::Word(self.lookup.word(word)?)),
            Clause::Prefix(word) => Ok(Node::Beginning(self.lookup.beginning(word)?)),
            Clause::Phrase(words) | Clause::Title(words) => self.phrase(words),
            Clause::Field { field, value, at } => self.field(*field, value, *at),
            Clause::Not(inner) => Ok(Node::Not(Box::new(self.node(inner)?))),
            Clause::All(inner) => Ok(Node::All(nodes(inner)?)),
            Clause::Any(inner) => Ok(Node::Any(nodes(inner)?)),
            Clause::List(items) => self.list(items, Lookup::word),
        }
    }

    /// Words side by side; `look_up` gives what each of them is looked up under.
    fn list(&self, items: &[Clause], look_up: LookUp<'a>) -> Result<Node> {
        let mut ranked = Ranked::default();
        let mut plain: Vec<&str> = Vec::new();
        for item in items {
            match item {
                Clause::Not(inner) => ranked.not.push(self.node(inner)?),
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
        self.words(&plain, look_up, &mut ranked)?;
        if self.need == Need::All {
            ranked.must.append(&mut ranked.wanted);
        }
        Ok(Node::Ranked(ranked))
    }

    /// Adds plain words to what is wanted; stop words among them to what helps, and what the words are to each other.
    fn words(&self, words: &[&str], look_up: LookUp<'a>, ranked: &mut Ranked) -> Result<()> {
        let weights = self.lookup.weights;
        let all_stop = ranked.wanted.is_empty() && words.iter().all(|word| is_stop_word(word));
        let mut before: Option<Vec<Alternative>> = None;
        for word in words {
            let alternatives = self.lookup.word(word)?;
            if let Some(before) = before.replace(alternatives.clone()) {
                ranked.helpers.push((phrase_of(vec![before, alternatives.clone()]), weights.pair));
            }
            if !all_stop && is_stop_word(word) {
                ranked.helpers.push((Node::Word(alternatives), weights.stop));
            } else {
                ranked.wanted.push(Node::Word(look_up(&self.lookup, word)?));
            }
        }
        // `нет воды`: a post where water is what is lacking, be it `воды нет` or `без воды`.
        for word in dauys_text::words(&words.join(" "), None).words {
            if word.negated {
                let marks = self.lookup.negated(&word.normal)?;
                ranked.helpers.push((Node::Word(marks), weights.negation));
            }
        }
        Ok(())
    }

    fn phrase(&self, words: &[String]) -> Result<Node> {
        let slots = words.iter().map(|word| self.lookup.word(word)).collect::<Result<_>>()?;
        Ok(phrase_of(slots))
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
