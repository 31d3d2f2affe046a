//! Takes a query and gives what is to be looked up, every word with its weight in this index: what must match, what had
//! better, what must not, what merely helps. It reads counts from the index, no post.

use dauys_model::{Language, civil_day};
use jiff::Timestamp;
use jiff::civil::Date;
use tantivy::Term;
use tantivy::schema::Field;

use crate::Result;
use crate::answer::Meaning;
use crate::lift::lift;
use crate::lookup::{Alternative, Lookup, best};
use crate::query::{Filters, Need, Query};
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

/// Plans a query against the index as it stands.
///
/// # Errors
///
/// [`Error::Syntax`](crate::Error::Syntax) when the text cannot be read, [`Error::Refused`](crate::Error::Refused) when it looks for
/// nothing but a person.
pub(crate) fn plan(query: &Query, weights: &Weights, snapshot: &Snapshot) -> Result<(Node, Meaning)> {
    let clause = read(&query.text, query.syntax)?;
    let today = today(query.now, snapshot);
    let planner = Planner { lookup: Lookup { snapshot, weights }, need: query.need, today };
    if clause.is_nothing() && !query.text.trim().is_empty() {
        // Everything would be a strange answer to `???`.
        return Ok((Node::Any(Vec::new()), Meaning { filters: query.filters.clone(), ..Meaning::default() }));
    }
    let (clause, typed) = lift(clause, || today);
    let text = match &clause {
        Clause::List(items) if query.need == Need::Any => planner.list(items, Lookup::family)?,
        clause => planner.node(clause)?,
    };
    let (filters, fits) = query.filters.narrowed(&typed);
    let mut must = vec![text];
    must.extend(planner.filters(&filters));
    if !fits {
        must.extend(planner.filters(&typed));
    }
    let plan = if must.len() == 1 { must.remove(0) } else { Node::All(must) };
    Ok((plan, Meaning { filters, translations: Vec::new() }))
}

/// The civil day that days are counted back from.
fn today(now: Option<Timestamp>, snapshot: &Snapshot) -> Date {
    let newest = || snapshot.segments.iter().map(|segment| segment.published_at.max_value()).max();
    let now = now.or_else(|| Timestamp::from_second(newest()?).ok());
    civil_day(now.unwrap_or_default())
}

/// Posts with one of the values; nothing to demand when there are none.
fn any_of(field: Field, values: impl IntoIterator<Item = impl ToString>) -> Option<Node> {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    (!values.is_empty()).then(|| filter_of(field, &values))
}

fn filter_of(field: Field, values: &[impl ToString]) -> Node {
    Node::Exact(values.iter().map(|value| Term::from_field_text(field, &value.to_string())).collect())
}

/// How a plain word becomes the terms it is looked up under.
type LookUp<'a> = fn(&Lookup<'a>, &str) -> Result<Vec<Alternative>>;

struct Planner<'a> {
    lookup: Lookup<'a>,
    need: Need,
    today: Date,
}

impl<'a> Planner<'a> {
    fn node(&self, clause: &Clause) -> Result<Node> {
        let nodes =
            |clauses: &[Clause]| clauses.iter().map(|clause| self.node(clause)).collect::<Result<Vec<_>>>();
        match clause {
            Clause::Word(word) => Ok(Node::Word(self.word(word)?)),
            Clause::Phrase(phrase) => self.phrase(&phrase.words, phrase.within),
            Clause::Preferred(words) => self.phrase(words, None),
            Clause::Title(inner) => {
                let mut any = inner.iter().map(|clause| self.in_title(clause)).collect::<Result<Vec<_>>>()?;
                Ok(if any.len() == 1 { any.remove(0) } else { Node::Any(any) })
            }
            Clause::Filter(filter) => Ok(self.filter(filter)),
            Clause::Not(inner) => Ok(Node::Not(Box::new(self.node(inner)?))),
            Clause::All(inner) => Ok(Node::All(nodes(inner)?)),
            Clause::Any(inner) => Ok(Node::Any(nodes(inner)?)),
            Clause::List(items) => self.list(items, Lookup::word),
        }
    }

    /// A word or phrase that stands in the title.
    fn in_title(&self, clause: &Clause) -> Result<Node> {
        let mut node = self.node(clause)?;
        match &mut node {
            Node::Word(alternatives) => alternatives.iter_mut().for_each(Alternative::only_in_title),
            Node::Phrase(together) => {
                together.slots.iter_mut().flatten().for_each(Alternative::only_in_title);
            }
            _ => {}
        }
        Ok(node)
    }

    /// What a word is looked up under, in the forms that are asked for.
    fn word(&self, word: &Word) -> Result<Vec<Alternative>> {
        match word.form {
            Form::Any => self.lookup.word(&word.text),
            Form::Exact => self.lookup.exact(&word.text),
            Form::Beginning => self.lookup.beginning(&word.text),
        }
    }

    /// Words side by side; `look_up` gives what each of them is looked up under.
    fn list(&self, items: &[Clause], look_up: LookUp<'a>) -> Result<Node> {
        let mut ranked = Ranked::default();
        let mut plain: Vec<&str> = Vec::new();
        for item in items {
            match item {
                Clause::Not(inner) => ranked.not.push(self.node(inner)?),
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
                ranked.helpers.push((phrase_of(vec![before, alternatives.clone()], None), weights.pair));
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

    fn phrase(&self, words: &[Word], within: Option<u32>) -> Result<Node> {
        let slots = words.iter().map(|word| self.word(word)).collect::<Result<_>>()?;
        Ok(phrase_of(slots, within))
    }

    /// What posts must match to pass all filters.
    fn filters(&self, filters: &Filters) -> Vec<Node> {
        let fields = &self.lookup.snapshot.fields;
        let mut must = Vec::new();
        must.extend(any_of(fields.language, filters.languages.iter().map(|language| language.code())));
        must.extend(any_of(fields.place, &filters.regions));
        must.extend(any_of(fields.category, filters.categories.iter().map(|category| &category.0)));
        must.extend(any_of(fields.source, &filters.sources));
        must.extend(any_of(fields.kind, &filters.kinds));
        must.extend(any_of(fields.topic, filters.topics.iter().map(|topic| &topic.0)));
        if filters.from.is_some() || filters.to.is_some() {
            must.push(between(filters.from, filters.to));
        }
        must
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

fn phrase_of(slots: Vec<Vec<Alternative>>, within: Option<u32>) -> Node {
    let weight = slots.iter().map(|slot| best(slot)).sum();
    Node::Phrase(Together { slots, weight, within })
}
