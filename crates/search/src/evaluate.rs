//! Takes a plan and one segment, and finds stretch by stretch the documents that match, with their scores.
//!
//! Every part of a plan fills a set and an array of scores over the stretch, and parts are put together by plain set algebra. What
//! is cheap and demanded goes first and narrows the rest; sums are always taken in the order in which the query was typed, so
//! that scores come out the same however posts are divided.

use tantivy::DocId;
use tantivy::schema::IndexRecordOption;

use crate::Result;
use crate::beginning;
use crate::lookup::Alternative;
use crate::phrase::Phrase;
use crate::plan::{Node, Ranked};
use crate::postings::Postings;
use crate::score::{Lengths, Weights};
use crate::snapshot::Segment;
use crate::window::{Bits, DOCS, Found, Pool};

/// Where and how a plan is evaluated.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) segment: &'a Segment,
    /// The number of the segment in its snapshot.
    pub(crate) number: usize,
    pub(crate) lengths: Lengths,
    pub(crate) weights: &'a Weights,
}

/// A part of a plan, open for reading in one segment. Stretches are asked for ascending.
pub(crate) enum Part {
    Word(Vec<Head>),
    /// The score of every document of the segment; 0 where it does not match.
    Scores(std::sync::Arc<Vec<f32>>),
    Phrase(Box<Phrase>, f32),
    /// Holds any; scores so much.
    Exact(Vec<Postings>, f32),
    Between(i64, i64),
    Not(Box<Part>),
    /// With the order in which they are looked up.
    All(Vec<Part>, Vec<usize>),
    Any(Vec<Part>),
    /// Holds any; scores as the best of them.
    Best(Vec<Part>),
    Ranked(Box<RankedPart>),
}

/// One term of a word.
pub(crate) struct Head {
    pub(crate) text: Postings,
    pub(crate) title: Option<Postings>,
    pub(crate) weight: f32,
    pub(crate) is_related: bool,
}

/// [`Ranked`], open for reading.
pub(crate) struct RankedPart {
    must: Option<Part>,
    not: Vec<Part>,
    wanted: Vec<Part>,
    helpers: Vec<(Part, f32)>,
    scored_must: bool,
    /// No more than this do helpers add.
    most_help: f32,
}

impl Part {
    /// Opens a node in a segment.
    pub(crate) fn open(place: &Place<'_>, node: &Node) -> Result<Self> {
        let list =
            |nodes: &[Node]| nodes.iter().map(|node| Self::open(place, node)).collect::<Result<Vec<_>>>();
        Ok(match node {
            Node::Word(alternatives) => Self::Word(heads(place, alternatives)?),
            Node::Beginning(beginning) => beginning::open(place, beginning)?,
            Node::Phrase(together) => match Phrase::open(place.segment, together)? {
                Some(phrase) => Self::Phrase(Box::new(phrase), together.weight),
                None => Self::Any(Vec::new()),
            },
            Node::Exact(terms) => Self::Exact(exact(place, terms)?, 0.0),
            Node::Same(terms, score) => Self::Exact(exact(place, terms)?, *score),
            Node::Between(from, to) => Self::Between(*from, *to),
            Node::Not(inner) => Self::Not(Box::new(Self::open(place, inner)?)),
            Node::All(inner) => Self::all(place, list(inner)?),
            Node::Any(inner) => Self::Any(list(inner)?),
            Node::Best(inner) => Self::Best(list(inner)?),
            Node::Ranked(ranked) => Self::Ranked(Box::new(RankedPart::open(place, ranked)?)),
        })
    }

    fn all(place: &Place<'_>, parts: Vec<Self>) -> Self {
        let costs: Vec<u64> = parts.iter().map(|part| part.cost(place.segment)).collect();
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|at| costs[*at]);
        Self::All(parts, order)
    }

    /// Finds the documents of the stretch from `start` on that match, only those among `within`.
    pub(crate) fn fill(
        &mut self,
        place: &Place<'_>,
        start: DocId,
        within: &Bits,
        pool: &mut Pool,
        out: &mut Found,
    ) {
        let end = start + DOCS as DocId;
        out.bits.clear();
        if within.is_empty() {
            return;
        }
        match self {
            Self::Word(heads) => heads.iter_mut().for_each(|head| head.fill(place, start, end, within, out)),
            Self::Scores(scores) => within.for_each(|at| {
                let score = scores[start as usize + at];
                if score > 0.0 {
                    out.bits.insert(at);
                    out.score[at] = score;
                    out.missing[at] = 0;
                }
            }),
            Self::Phrase(phrase, weight) => {
                phrase.holding(start, end, within).for_each(|at| {
                    let occurrences = phrase.occurrences(start + at as DocId);
                    if occurrences > 0 {
                        let words = place.segment.words(start + at as DocId);
                        out.bits.insert(at);
                        out.score[at] = *weight * place.lengths.saturation(occurrences as f32, words);
                        out.missing[at] = 0;
                    }
                });
            }
            Self::Exact(terms, score) => {
                for postings in terms {
                    postings.seek(start);
                    postings.until(end, |doc, _| out.bits.insert((doc - start) as usize));
                }
                out.bits.keep(within);
                out.score.fill(*score);
                out.missing.fill(0);
            }
            Self::Between(from, to) => {
                out.fill_bare(within);
                let fits = |at: usize| {
                    (*from..*to).contains(&place.segment.published_at.get_val(start + at as DocId))
                };
                within.for_each(|at| {
                    if !fits(at) {
                        out.bits.remove(at);
                    }
                });
            }
            Self::Not(inner) => {
                let mut excluded = pool.take();
                inner.fill(place, start, within, pool, &mut excluded);
                out.fill_bare(within);
                out.bits.take(&excluded.bits);
                pool.give(excluded);
            }
            Self::All(parts, order) => fill_all(parts, order, place, start, within, pool, out),
            Self::Any(parts) => {
                let mut one = pool.take();
                for part in parts {
                    part.fill(place, start, within, pool, &mut one);
                    one.bits.for_each(|at| {
                        if out.bits.contains(at) {
                            out.score[at] += one.score[at];
                            out.missing[at] = out.missing[at].min(one.missing[at]);
                        } else {
                            out.bits.insert(at);
                            out.score[at] = one.score[at];
                            out.missing[at] = one.missing[at];
                        }
                    });
                }
                pool.give(one);
            }
            Self::Best(parts) => {
                let mut one = pool.take();
                for part in parts {
                    part.fill(place, start, within, pool, &mut one);
                    one.bits.for_each(|at| {
                        if out.bits.contains(at) {
                            out.score[at] = out.score[at].max(one.score[at]);
                            out.missing[at] = out.missing[at].min(one.missing[at]);
                        } else {
                            out.bits.insert(at);
                            out.score[at] = one.score[at];
                            out.missing[at] = one.missing[at];
                        }
                    });
                }
                pool.give(one);
            }
            Self::Ranked(ranked) => {
                ranked.fill(place, start, within, pool, out);
                let matching = out.bits.clone();
                ranked.help(place, start, &matching, pool, out);
            }
        }
    }

    /// The documents alone, for filters: scores are not looked at.
    pub(crate) fn fill_without_help(
        &mut self,
        place: &Place<'_>,
        start: DocId,
        within: &Bits,
        pool: &mut Pool,
        out: &mut Found,
    ) {
        match self {
            Self::Ranked(ranked) if !within.is_empty() => ranked.fill(place, start, within, pool, out),
            part => part.fill(place, start, within, pool, out),
        }
    }

    /// Adds to the scores of `among` what [`Part::fill_without_help`] left out.
    pub(crate) fn help(
        &mut self,
        place: &Place<'_>,
        start: DocId,
        among: &Bits,
        pool: &mut Pool,
        out: &mut Found,
    ) {
        if let Self::Ranked(ranked) = self {
            ranked.help(place, start, among, pool, out);
        }
    }

    /// No more than this does [`Part::help`] add to a score.
    pub(crate) fn most_help(&self) -> f32 {
        match self {
            Self::Ranked(ranked) => ranked.most_help,
            _ => 0.0,
        }
    }

    /// No score exceeds this.
    fn most(&self, weights: &Weights) -> f32 {
        let full = weights.k1 + 1.0;
        match self {
            Self::Word(heads) => heads.iter().map(|head| head.weight).fold(0.0, f32::max) * full,
            Self::Scores(scores) => scores.iter().copied().fold(0.0, f32::max),
            Self::Phrase(_, weight) => weight * full,
            Self::Exact(_, score) => *score,
            Self::Between(..) | Self::Not(_) => 0.0,
            Self::All(parts, _) | Self::Any(parts) => parts.iter().map(|part| part.most(weights)).sum(),
            Self::Best(parts) => parts.iter().map(|part| part.most(weights)).fold(0.0, f32::max),
            Self::Ranked(ranked) => {
                ranked.must.iter().chain(&ranked.wanted).map(|part| part.most(weights)).sum::<f32>()
                    + ranked.most_help
            }
        }
    }

    /// About how many documents must be looked at.
    fn cost(&self, segment: &Segment) -> u64 {
        let whole = u64::from(segment.reader.max_doc());
        match self {
            Self::Word(heads) => heads.iter().map(|head| head.text.len()).sum::<u64>().saturating_mul(2),
            Self::Scores(_) | Self::Between(..) => whole,
            Self::Phrase(phrase, _) => phrase.cost(),
            Self::Exact(terms, _) => terms.iter().map(Postings::len).sum(),
            Self::Not(_) => whole.saturating_mul(2),
            Self::All(parts, _) => parts.iter().map(|part| part.cost(segment)).min().unwrap_or(0),
            Self::Any(parts) | Self::Best(parts) => parts.iter().map(|part| part.cost(segment)).sum(),
            Self::Ranked(ranked) => {
                let wanted = ranked.wanted.iter().map(|part| part.cost(segment)).sum();
                let own = if ranked.wanted.is_empty() { whole } else { wanted };
                ranked.must.iter().map(|part| part.cost(segment)).fold(own, u64::min)
            }
        }
    }
}

fn heads(place: &Place<'_>, alternatives: &[Alternative]) -> Result<Vec<Head>> {
    let mut heads = Vec::with_capacity(alternatives.len());
    for one in alternatives {
        let option = IndexRecordOption::WithFreqs;
        if let Some(text) = Postings::open(place.segment, &one.text, option)? {
            let title = Postings::open(place.segment, &one.title, option)?;
            heads.push(Head { text, title, weight: one.weight, is_related: one.is_related });
        }
    }
    Ok(heads)
}

fn exact(place: &Place<'_>, terms: &[tantivy::Term]) -> Result<Vec<Postings>> {
    let open = |term| Postings::open(place.segment, term, IndexRecordOption::Basic);
    terms.iter().filter_map(|term| open(term).transpose()).collect()
}

impl Head {
    /// Adds the documents that hold the term; where another term of the word stands as well, the better counts.
    fn fill(&mut self, place: &Place<'_>, start: DocId, end: DocId, within: &Bits, out: &mut Found) {
        let Self { text, title, weight, is_related } = self;
        let missing = u16::from(*is_related);
        text.seek(start);
        text.until(end, |doc, occurrences| {
            let at = (doc - start) as usize;
            if !within.contains(at) {
                return;
            }
            let mut weighty = occurrences as f32;
            if let Some(title) = title {
                title.seek(doc);
                if title.doc() == doc {
                    weighty += place.weights.title * title.occurrences() as f32;
                }
            }
            let score = *weight * place.lengths.saturation(weighty, place.segment.words(doc));
            if out.bits.contains(at) {
                out.score[at] = out.score[at].max(score);
                out.missing[at] = out.missing[at].min(missing);
            } else {
                out.bits.insert(at);
                out.score[at] = score;
                out.missing[at] = missing;
            }
        });
    }
}

fn fill_all(
    parts: &mut [Part],
    order: &[usize],
    place: &Place<'_>,
    start: DocId,
    within: &Bits,
    pool: &mut Pool,
    out: &mut Found,
) {
    let mut narrow = within.clone();
    let mut found: Vec<Option<Found>> = parts.iter().map(|_| None).collect();
    for at in order {
        let mut one = pool.take();
        parts[*at].fill(place, start, &narrow, pool, &mut one);
        narrow = one.bits.clone();
        found[*at] = Some(one);
        if narrow.is_empty() {
            break;
        }
    }
    if !narrow.is_empty() {
        out.fill_bare(&narrow);
    }
    for one in found.into_iter().flatten() {
        out.bits.for_each(|at| {
            out.score[at] += one.score[at];
            out.missing[at] = out.missing[at].saturating_add(one.missing[at]);
        });
        pool.give(one);
    }
}

impl RankedPart {
    fn open(place: &Place<'_>, ranked: &Ranked) -> Result<Self> {
        let list =
            |nodes: &[Node]| nodes.iter().map(|node| Part::open(place, node)).collect::<Result<Vec<_>>>();
        let must = list(&ranked.must)?;
        let helpers = ranked.helpers.iter().map(|(node, factor)| Ok((Part::open(place, node)?, *factor)));
        let helpers = helpers.collect::<Result<Vec<_>>>()?;
        let most_help = helpers.iter().map(|(part, factor)| factor * part.most(place.weights)).sum();
        Ok(Self {
            must: (!must.is_empty()).then(|| Part::all(place, must)),
            not: list(&ranked.not)?,
            wanted: list(&ranked.wanted)?,
            scored_must: ranked.must.iter().any(is_scored),
            helpers,
            most_help,
        })
    }

    /// All but helpers.
    fn fill(&mut self, place: &Place<'_>, start: DocId, within: &Bits, pool: &mut Pool, out: &mut Found) {
        out.bits.clear();
        let count = u16::try_from(self.wanted.len()).unwrap_or(u16::MAX);
        let narrow = match &mut self.must {
            Some(must) => {
                must.fill(place, start, within, pool, out);
                out.bits.clone()
            }
            None => within.clone(),
        };
        if narrow.is_empty() {
            return;
        }
        let has_must = self.must.is_some();
        let needs_no_word = self.wanted.is_empty() || (has_must && self.scored_must);
        if !has_must {
            out.score.fill(0.0);
            out.missing.fill(0);
        }
        // What is demanded may lack words of its own; every word held takes one from what is missing.
        out.bits.clear();
        let mut held = pool.take();
        let mut one = pool.take();
        for part in &mut self.wanted {
            part.fill(place, start, &narrow, pool, &mut one);
            one.bits.for_each(|at| {
                let holds = u16::from(one.missing[at] == 0);
                if held.bits.contains(at) {
                    held.score[at] += one.score[at];
                    held.missing[at] += holds;
                } else {
                    held.bits.insert(at);
                    held.score[at] = one.score[at];
                    held.missing[at] = holds;
                }
            });
        }
        if needs_no_word {
            narrow.for_each(|at| out.missing[at] = out.missing[at].saturating_add(count));
            out.bits = narrow;
        } else {
            held.bits.for_each(|at| {
                out.missing[at] = out.missing[at].saturating_add(count);
                out.score[at] = 0.0;
            });
            out.bits = held.bits.clone();
        }
        held.bits.for_each(|at| {
            out.score[at] += held.score[at];
            out.missing[at] -= held.missing[at];
        });
        for part in &mut self.not {
            if out.bits.is_empty() {
                break;
            }
            let among = out.bits.clone();
            part.fill(place, start, &among, pool, &mut one);
            out.bits.take(&one.bits);
        }
        pool.give(one);
        pool.give(held);
    }

    fn help(&mut self, place: &Place<'_>, start: DocId, among: &Bits, pool: &mut Pool, out: &mut Found) {
        if among.is_empty() {
            return;
        }
        let mut one = pool.take();
        for (part, factor) in &mut self.helpers {
            part.fill(place, start, among, pool, &mut one);
            one.bits.for_each(|at| out.score[at] += *factor * one.score[at]);
        }
        pool.give(one);
    }
}

fn is_scored(node: &Node) -> bool {
    match node {
        Node::Word(_) | Node::Beginning(_) | Node::Phrase(_) | Node::Same(..) => true,
        Node::Ranked(list) => !list.wanted.is_empty() || list.must.iter().any(is_scored),
        Node::All(inner) | Node::Any(inner) | Node::Best(inner) => inner.iter().any(is_scored),
        Node::Exact(_) | Node::Between(..) | Node::Not(_) => false,
    }
}
