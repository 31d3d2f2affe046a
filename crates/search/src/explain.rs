//! Takes a question and one post, and gives where every part of the post's score comes from: the arithmetic of the search, told.

use std::fmt;

use dauys_model::PostId;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Term};

use crate::Result;
use crate::beginning::{self, Beginning};
use crate::evaluate::{Part, Place};
use crate::filter;
use crate::lookup::Alternative;
use crate::plan::{Node, Ranked, plan};
use crate::postings::Postings;
use crate::query::Query;
use crate::score::{Recency, Weights};
use crate::snapshot::Snapshot;
use crate::values;
use crate::window::{Bits, DOCS, Pool};

/// Terms of a beginning that are told.
const TOLD: usize = 10;

/// Why a post stands where it stands among the hits of a question, or why it is none.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Why {
    /// Whether it is a hit.
    pub matches: bool,
    /// Its score as a hit: the points of all parts together, times [`Why::recency`].
    pub score: f32,
    /// How many of the question's words it lacks.
    pub missing: u16,
    /// What the parts of the question add, in their order. A part that adds nothing is one that the post lacks.
    pub parts: Vec<Points>,
    /// What newness multiplies the points by; 1 for a post of old.
    pub recency: f32,
    /// Filters beside the question's text that it does not fit.
    pub failing: Vec<Filter>,
}

/// What one part of a question adds to a score.
#[derive(Clone, PartialEq, Debug)]
pub struct Points {
    /// The words of the question, as they were looked up.
    pub typed: String,
    /// How they count.
    pub role: Role,
    /// How much they add.
    pub points: f32,
    /// The terms of the index by which the post was found; the best of them counts, the others are told.
    pub terms: Vec<Matched>,
}

/// How words of a question count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// As a word of its own.
    Word,
    /// As the beginning of words.
    Beginning,
    /// As words that must stand one after another.
    Phrase,
    /// As words that stand side by side in the question, too.
    Pair,
    /// As a word that is too frequent to count in full.
    Stop,
    /// As what is said to be lacking, in the question and in the post.
    Negation,
}

/// One term of the index that a post holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Matched {
    /// The term: a stem, an alias after `~`, a mark of negation after `¬`.
    pub term: String,
    /// What it is to the word that was typed.
    pub way: Way,
    /// How often it stands in title and text.
    pub occurrences: u32,
    /// How often in the title alone, where it counts more.
    pub in_title: u32,
    /// How telling it is here: its boost times its rarity.
    pub weight: f32,
    /// What it would add.
    pub points: f32,
}

/// What a term is to a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The word itself, in any of its forms.
    Own,
    /// The word as it is typed without Kazakh letters or in another script.
    Alias,
    /// A word that begins alike.
    Related,
    /// The word as it is negated.
    Negated,
}

/// A filter beside the text of a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filter {
    /// When it was published.
    Time,
    /// Its language.
    Language,
    /// Its kind.
    Kind,
    /// Its source.
    Source,
    /// Its category.
    Category,
    /// The places it names.
    Region,
    /// Its topic.
    Topic,
}

impl fmt::Display for Filter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Time => "time",
            Self::Language => "language",
            Self::Kind => "kind",
            Self::Source => "source",
            Self::Category => "category",
            Self::Region => "region",
            Self::Topic => "topic",
        })
    }
}

/// Why a post has its place; nothing when the index does not hold it.
pub(crate) fn explain(
    snapshot: &Snapshot,
    query: &Query,
    post: PostId,
    weights: &Weights,
) -> Result<Option<Why>> {
    let (node, meaning) = plan(query, weights, snapshot)?;
    let Some((number, doc)) = snapshot.find(post)? else { return Ok(None) };
    let segment = &snapshot.segments[number];
    let place = Place { segment, number, lengths: snapshot.totals.lengths(weights), weights };
    let teller = Teller { place, doc };
    let mut why = Why::default();
    for (filter, column) in filter::nodes(&snapshot.fields, &meaning.filters) {
        if teller.score(&filter)?.is_none() {
            why.failing.push(match column {
                Some(values::LANGUAGE) => Filter::Language,
                Some(values::KIND) => Filter::Kind,
                Some(values::SOURCE) => Filter::Source,
                Some(values::CATEGORY) => Filter::Category,
                Some(values::PLACE) => Filter::Region,
                Some(_) => Filter::Topic,
                None => Filter::Time,
            });
        }
    }
    let now = query.now.map_or(snapshot.totals.newest, |now| now.as_second());
    why.recency = Recency::at(now, weights).factor(segment.published_at.get_val(doc));
    teller.tell(&node, 1.0, false, &mut why.parts)?;
    if let Some((score, missing)) = teller.score(&node)? {
        why.matches = why.failing.is_empty();
        why.score = score * why.recency;
        why.missing = missing;
    }
    Ok(Some(why))
}

/// One document of a segment.
struct Teller<'a> {
    place: Place<'a>,
    doc: DocId,
}

impl Teller<'_> {
    /// What a node gives the document, when it matches, and how many words it lacks.
    fn score(&self, node: &Node) -> Result<Option<(f32, u16)>> {
        let start = self.doc / DOCS as DocId * DOCS as DocId;
        let at = (self.doc - start) as usize;
        let mut one = Bits::EMPTY;
        one.insert(at);
        let mut pool = Pool::default();
        let mut found = pool.take();
        Part::open(&self.place, node)?.fill(&self.place, start, &one, &mut pool, &mut found);
        Ok(found.bits.contains(at).then(|| (found.score[at], found.missing[at])))
    }

    /// Tells what the parts of a node add, each times `factor`.
    fn tell(&self, node: &Node, factor: f32, is_helper: bool, parts: &mut Vec<Points>) -> Result<()> {
        match node {
            Node::Word(alternatives) => parts.push(self.word(alternatives, factor, is_helper)?),
            Node::Beginning(beginning) => parts.push(self.beginning(beginning, factor)?),
            Node::Phrase(together) => {
                let typed: Vec<&str> =
                    together.slots.iter().filter_map(|slot| slot.first()).map(|one| &*one.typed).collect();
                let role = if is_helper && factor < 1.0 { Role::Pair } else { Role::Phrase };
                let points = self.score(node)?.map_or(0.0, |(score, _)| factor * score);
                parts.push(Points { typed: typed.join(" "), role, points, terms: Vec::new() });
            }
            Node::Exact(_) | Node::Same(..) | Node::Between(..) | Node::Not(_) => {}
            Node::All(inner) => {
                if self.score(node)?.is_some() {
                    inner.iter().try_for_each(|node| self.tell(node, factor, is_helper, parts))?;
                }
            }
            Node::Any(inner) => {
                for node in inner {
                    if self.score(node)?.is_some() {
                        self.tell(node, factor, is_helper, parts)?;
                    }
                }
            }
            Node::Best(inner) => {
                let mut best: Option<(f32, &Node)> = None;
                for node in inner {
                    if let Some((score, _)) = self.score(node)?
                        && best.is_none_or(|(most, _)| score > most)
                    {
                        best = Some((score, node));
                    }
                }
                if let Some((_, node)) = best {
                    self.tell(node, factor, is_helper, parts)?;
                }
            }
            Node::Ranked(ranked) => self.ranked(ranked, factor, parts)?,
        }
        Ok(())
    }

    fn ranked(&self, ranked: &Ranked, factor: f32, parts: &mut Vec<Points>) -> Result<()> {
        for node in &ranked.must {
            self.tell(node, factor, false, parts)?;
        }
        for node in &ranked.wanted {
            let matches = self.score(node)?.is_some();
            if matches || matches!(node, Node::Word(_) | Node::Beginning(_)) {
                self.tell(node, factor, false, parts)?;
            }
        }
        for (node, own) in &ranked.helpers {
            let before = parts.len();
            self.tell(node, factor * own, true, parts)?;
            // What only helps is not lacking.
            let told = parts.split_off(before);
            parts.extend(told.into_iter().filter(|part| part.points > 0.0));
        }
        Ok(())
    }

    fn word(&self, alternatives: &[Alternative], factor: f32, is_helper: bool) -> Result<Points> {
        let mut terms = Vec::new();
        for one in alternatives {
            let (occurrences, in_title) = (self.occurrences(&one.text)?, self.occurrences(&one.title)?);
            if occurrences > 0 {
                let term = one.text.value().as_str().unwrap_or_default().to_owned();
                let way = match term.chars().next() {
                    _ if one.is_related => Way::Related,
                    Some('~') => Way::Alias,
                    Some('¬') => Way::Negated,
                    _ => Way::Own,
                };
                terms.push(self.matched(term, way, (occurrences, in_title), one.weight, factor));
            }
        }
        let role = match terms.first().map(|first| first.way) {
            Some(Way::Negated) => Role::Negation,
            _ if is_helper => Role::Stop,
            _ => Role::Word,
        };
        let typed = alternatives.first().map(|one| one.typed.to_string()).unwrap_or_default();
        Ok(told(typed, role, terms))
    }

    fn beginning(&self, beginning: &Beginning, factor: f32) -> Result<Points> {
        let known =
            beginning::terms(self.place.segment, beginning.text, &beginning.beginnings, &beginning.terms)?;
        let mut terms = Vec::new();
        for (term, _) in known {
            let term = String::from_utf8_lossy(&term).into_owned();
            let occurrences = self.occurrences(&Term::from_field_text(beginning.text, &term))?;
            if occurrences > 0 {
                let in_title = self.occurrences(&Term::from_field_text(beginning.title, &term))?;
                let way = if term.starts_with('~') { Way::Alias } else { Way::Own };
                terms.push(self.matched(term, way, (occurrences, in_title), beginning.weight, factor));
            }
        }
        let mut points = told(beginning.typed.to_string(), Role::Beginning, terms);
        points.terms.truncate(TOLD);
        Ok(points)
    }

    fn matched(
        &self,
        term: String,
        way: Way,
        (occurrences, in_title): (u32, u32),
        weight: f32,
        factor: f32,
    ) -> Matched {
        let weighty = occurrences as f32 + self.place.weights.title * in_title as f32;
        let full = self.place.lengths.saturation(weighty, self.place.segment.words(self.doc));
        Matched { term, way, occurrences, in_title, weight, points: factor * weight * full }
    }

    fn occurrences(&self, term: &Term) -> Result<u32> {
        let Some(mut postings) = Postings::open(self.place.segment, term, IndexRecordOption::WithFreqs)?
        else {
            return Ok(0);
        };
        postings.seek(self.doc);
        Ok(if postings.doc() == self.doc { postings.occurrences() } else { 0 })
    }
}

/// The best term counts and stands first.
fn told(typed: String, role: Role, mut terms: Vec<Matched>) -> Points {
    terms.sort_by(|left, right| right.points.total_cmp(&left.points));
    let points = terms.first().map_or(0.0, |best| best.points);
    Points { typed, role, points, terms }
}
