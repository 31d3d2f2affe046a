//! Takes a query and gives what is to be looked up, every word with its weight in this index: what must match, what had
//! better, what must not, what merely helps. It reads counts from the index, no post.

use std::cell::RefCell;

use dauys_model::{Language, civil_day};
use jiff::Timestamp;
use jiff::civil::Date;
use tantivy::Term;
use tantivy::schema::Field;

use crate::Result;
use crate::answer::{Meaning, Translation};
use crate::beginning::Beginning;
use crate::expand::{self, Breadth, Unit};
use crate::filter;
use crate::lift::lift;
use crate::lookup::{Alternative, Lookup, best};
use crate::query::{Need, Query};
use crate::refusal::read;
use crate::score::Weights;
use crate::snapshot::Snapshot;
use crate::syntax::{Clause, Filter, Form, Word};

/// Something to look up.
#[derive(Debug)]
pub(crate) enum Node {
    /// A word, under any of its terms.
    Word(Vec<Alternative>),
    /// Words that stand together, each under any of its terms.
    Phrase(Together),
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
    /// Posts of any; one that several find counts as in the best of them.
    Best(Vec<Node>),
    /// Posts ranked by how much of a list of words they hold.
    Ranked(Ranked),
}

impl Node {
    /// Looks for its words in the title alone.
    fn only_in_title(&mut self) {
        match self {
            Self::Beginning(beginning) => beginning.text = beginning.title,
            Self::Word(alternatives) => alternatives.iter_mut().for_each(Alternative::only_in_title),
            Self::Phrase(together) => {
                together.slots.iter_mut().flatten().for_each(Alternative::only_in_title);
            }
            Self::Best(inner) => inner.iter_mut().for_each(Self::only_in_title),
            _ => {}
        }
    }
}

/// Words that stand together.
#[derive(Debug)]
pub(crate) struct Together {
    /// Each word, under any of its terms.
    pub(crate) slots: Vec<Vec<Alternative>>,
    /// What all of them weigh together.
    pub(crate) weight: f32,
    /// How many other words may stand between them, in any order; nothing when they stand one after another.
    pub(crate) within: Option<u32>,
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
/// [`Error::Syntax`](crate::Error::Syntax) when the text cannot be read, [`Error::Refused`](crate::Error::Refused) when it looks
/// for nothing but a person.
pub(crate) fn plan(query: &Query, weights: &Weights, snapshot: &Snapshot) -> Result<(Node, Meaning)> {
    let clause = read(&query.text, query.syntax)?;
    let today = today(query.now, snapshot);
    let translations = RefCell::new(Vec::new());
    let planner = Planner {
        lookup: Lookup { snapshot, weights },
        need: query.need,
        today,
        breadth: if query.expand { Breadth::Ring } else { Breadth::Typed },
        translations: &translations,
    };
    if clause.is_nothing() && !query.text.trim().is_empty() {
        // Everything would be a strange answer to `???`.
        return Ok((Node::Any(Vec::new()), Meaning { filters: query.filters.clone(), ..Meaning::default() }));
    }
    let (clause, typed) = lift(clause, || today);
    let text = match &clause {
        Clause::List(items) if query.need == Need::Any => planner.list(items, true)?,
        clause => planner.node(clause)?,
    };
    let (filters, fits) = query.filters.narrowed(&typed);
    let mut must = vec![text];
    if !fits {
        let nodes = filter::nodes(&snapshot.fields, &typed);
        must.extend(nodes.into_iter().map(|(node, _)| node));
    }
    let plan = if must.len() == 1 { must.remove(0) } else { Node::All(must) };
    Ok((plan, Meaning { filters, translations: translations.take() }))
}

/// The civil day that days are counted back from.
fn today(now: Option<Timestamp>, snapshot: &Snapshot) -> Date {
    let newest = || Timestamp::from_second(snapshot.totals.newest).ok();
    civil_day(now.or_else(newest).unwrap_or_default())
}

fn filter_of(field: Field, values: &[impl ToString]) -> Node {
    Node::Exact(values.iter().map(|value| Term::from_field_text(field, &value.to_string())).collect())
}

struct Planner<'a> {
    lookup: Lookup<'a>,
    need: Need,
    today: Date,
    breadth: Breadth,
    /// What was taken for what in the other language so far.
    translations: &'a RefCell<Vec<Translation>>,
}

impl Planner<'_> {
    fn node(&self, clause: &Clause) -> Result<Node> {
        let nodes =
            |clauses: &[Clause]| clauses.iter().map(|clause| self.node(clause)).collect::<Result<Vec<_>>>();
        match clause {
            Clause::Word(Word { text, form: Form::Beginning }) => {
                Ok(Node::Beginning(self.lookup.beginning(text)?))
            }
            Clause::Word(Word { text, form: Form::Any }) => self.meaning(text),
            Clause::Word(word) => Ok(Node::Word(self.word(word)?)),
            Clause::Phrase(phrase) => self.phrase(&phrase.words, phrase.within),
            Clause::Preferred(words) => self.phrase(words, None),
            Clause::Title(inner) => {
                let mut any = inner.iter().map(|clause| self.in_title(clause)).collect::<Result<Vec<_>>>()?;
                Ok(if any.len() == 1 { any.remove(0) } else { Node::Any(any) })
            }
            Clause::Filter(filter) => Ok(self.filter(filter)),
            Clause::Not(inner) => Ok(Node::Not(Box::new(self.excluding().node(inner)?))),
            Clause::All(inner) => Ok(Node::All(nodes(inner)?)),
            Clause::Any(inner) => Ok(Node::Any(nodes(inner)?)),
            Clause::List(items) => self.list(items, false),
        }
    }

    /// A word or phrase that stands in the title.
    fn in_title(&self, clause: &Clause) -> Result<Node> {
        let mut node = self.node(clause)?;
        node.only_in_title();
        Ok(node)
    }

    /// What a word is looked up under, in the forms that are asked for.
    fn word(&self, word: &Word) -> Result<Vec<Alternative>> {
        match word.form {
            Form::Any => self.lookup.word(&word.text),
            Form::Exact => self.lookup.exact(&word.text),
            Form::Beginning => self.lookup.beginning_in_phrase(&word.text),
        }
    }

    /// Words side by side; `is_wide` says whether words that begin alike help.
    fn list(&self, items: &[Clause], is_wide: bool) -> Result<Node> {
        let mut ranked = Ranked::default();
        let mut plain: Vec<&str> = Vec::new();
        for item in items {
            match item {
                Clause::Not(inner) => ranked.not.push(self.excluding().node(inner)?),
                Clause::Word(Word { text, form: Form::Any }) => plain.push(text),
                Clause::Preferred(words) => {
                    plain.extend(words.iter().map(|word| word.text.as_str()));
                    ranked.helpers.push((self.phrase(words, None)?, 1.0));
                }
                Clause::Word(Word { form: Form::Beginning, .. }) => ranked.wanted.push(self.node(item)?),
                Clause::Any(_) | Clause::List(_) if !item.is_filter() => ranked.wanted.push(self.node(item)?),
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

    /// A word by itself, in any form and in both languages.
    fn meaning(&self, word: &str) -> Result<Node> {
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
        for pair in units.windows(2) {
            ranked.helpers.push((expand::beside(&self.lookup, words, pair)?, weights.pair));
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

    /// Words that stand together as typed; or, where words of any form have translations, those, in any order.
    fn phrase(&self, words: &[Word], within: Option<u32>) -> Result<Node> {
        let slots = words.iter().map(|word| self.word(word)).collect::<Result<Vec<_>>>()?;
        if self.breadth == Breadth::Typed || words.iter().any(|word| word.form != Form::Any) {
            return Ok(phrase_of(slots, within));
        }
        let typed: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let units = self.units(&typed, false)?;
        Ok(expand::phrase(slots, within, &units))
    }

    /// What posts must match to pass one filter.
    fn filter(&self, filter: &Filter) -> Node {
        let fields = &self.lookup.snapshot.fields;
        match filter {
            Filter::Languages(values) => filter_of(fields.language, values),
            Filter::Regions(values) => filter_of(fields.place, values),
            Filter::Categories(values) => filter_of(fields.category, values),
            Filter::Sources(values) => filter_of(fields.source, values),
            Filter::Kinds(values) => filter_of(fields.kind, values),
            Filter::Topics(values) => filter_of(fields.topic, values),
            Filter::Dates(days) => {
                let mut any: Vec<Node> = days
                    .iter()
                    .map(|days| days.resolve(self.today))
                    .map(|(from, to)| between(from, to))
                    .collect();
                if any.len() == 1 { any.remove(0) } else { Node::Any(any) }
            }
        }
    }
}

fn between(from: Option<Timestamp>, to: Option<Timestamp>) -> Node {
    Node::Between(from.map_or(i64::MIN, ceiling), to.map_or(i64::MAX, ceiling))
}

/// The first whole second at or after a moment: times of posts are whole seconds.
fn ceiling(at: Timestamp) -> i64 {
    at.as_second() + i64::from(at.subsec_nanosecond() > 0)
}

/// Whether a word is too common in either language to be demanded.
pub(crate) fn is_stop_word(word: &str) -> bool {
    let normal = dauys_text::normal(word);
    [Language::Kazakh, Language::Russian]
        .into_iter()
        .any(|language| dauys_text::is_stop_word(&normal, language))
}

pub(crate) fn phrase_of(slots: Vec<Vec<Alternative>>, within: Option<u32>) -> Node {
    let weight = slots.iter().map(|slot| best(slot)).sum();
    Node::Phrase(Together { slots, weight, within })
}
