//! Takes a plan and one segment, and gives the living posts of that segment that match, with their scores.
//!
//! Every part of a plan becomes a list sorted by document, and lists are merged: plain set algebra, in the order in which
//! the query was typed, so that sums of floating-point numbers come out the same in every segment. What is cheap and
//! demanded goes first and narrows the rest.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED, Term};

use crate::Result;
use crate::lookup::Alternative;
use crate::phrase;
use crate::plan::{Node, Ranked};
use crate::score::{Totals, Weights};
use crate::snapshot::Segment;

/// A post that matches.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Found {
    pub(crate) doc: DocId,
    pub(crate) score: f32,
    /// How many wanted words it lacks.
    pub(crate) missing: u16,
}

/// Where and how a plan is evaluated.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) totals: Totals,
    pub(crate) weights: &'a Weights,
}

/// The posts of a segment that match, ascending by document; only those among `within` where it is given.
pub(crate) fn evaluate(place: &Place<'_>, node: &Node, within: Option<&[DocId]>) -> Result<Vec<Found>> {
    match node {
        Node::Word(alternatives) => word(place, alternatives, within),
        Node::Phrase(together) => phrase::evaluate(place, together, within),
        Node::Exact(terms) => {
            let mut docs = Vec::new();
            for term in terms {
                visit(place, term, within, |doc, _| docs.push(doc))?;
            }
            docs.sort_unstable();
            docs.dedup();
            Ok(docs.into_iter().map(bare).collect())
        }
        Node::Between(from, to) => {
            let fits = |doc: &DocId| (*from..*to).contains(&place.segment.published_at.get_val(*doc));
            Ok(living(place, within).into_iter().filter(fits).map(bare).collect())
        }
        Node::Not(inner) => {
            let docs = living(place, within);
            let excluded = evaluate(place, inner, Some(&docs))?;
            let mut found: Vec<Found> = docs.into_iter().map(bare).collect();
            subtract(&mut found, &excluded);
            Ok(found)
        }
        Node::All(inner) => all(place, inner, within),
        Node::Any(inner) => {
            let mut union = Vec::new();
            for node in inner {
                union = merge(&union, &evaluate(place, node, within)?, |left, right| Found {
                    doc: left.doc,
                    score: left.score + right.score,
                    missing: left.missing.min(right.missing),
                });
            }
            Ok(union)
        }
        Node::Ranked(list) => ranked(place, list, within),
    }
}

fn bare(doc: DocId) -> Found {
    Found { doc, score: 0.0, missing: 0 }
}

fn docs(found: &[Found]) -> Vec<DocId> {
    found.iter().map(|one| one.doc).collect()
}

fn living(place: &Place<'_>, within: Option<&[DocId]>) -> Vec<DocId> {
    match within {
        Some(docs) => docs.to_vec(),
        None => place.segment.reader.doc_ids_alive().collect(),
    }
}

/// Calls `see` with every living document that holds a term, ascending, and how often.
fn visit(
    place: &Place<'_>,
    term: &Term,
    within: Option<&[DocId]>,
    mut see: impl FnMut(DocId, u32),
) -> Result<()> {
    let Some(mut postings) = open(place, term, IndexRecordOption::WithFreqs)? else { return Ok(()) };
    match within {
        None => {
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if place.segment.is_alive(doc) {
                    see(doc, postings.term_freq());
                }
                doc = postings.advance();
            }
        }
        Some(docs) => {
            for doc in docs {
                if postings.doc() < *doc {
                    postings.seek(*doc);
                }
                if postings.doc() == *doc {
                    see(*doc, postings.term_freq());
                }
            }
        }
    }
    Ok(())
}

/// The postings of a term in the segment, if it occurs there.
pub(crate) fn open(
    place: &Place<'_>,
    term: &Term,
    option: IndexRecordOption,
) -> Result<Option<SegmentPostings>> {
    let inverted = place.segment.reader.inverted_index(term.field())?;
    Ok(inverted.read_postings(term, option)?)
}

fn word(place: &Place<'_>, alternatives: &[Alternative], within: Option<&[DocId]>) -> Result<Vec<Found>> {
    let mut union: Vec<Found> = Vec::new();
    for alternative in alternatives {
        let mut title = open(place, &alternative.title, IndexRecordOption::WithFreqs)?;
        let mut found = Vec::new();
        visit(place, &alternative.text, within, |doc, occurrences| {
            let mut weighty = occurrences as f32;
            if let Some(title) = &mut title {
                if title.doc() < doc {
                    title.seek(doc);
                }
                if title.doc() == doc {
                    weighty += place.weights.title * title.term_freq() as f32;
                }
            }
            let words = place.segment.words.get_val(doc);
            let score = alternative.weight * place.totals.saturation(place.weights, weighty, words);
            found.push(Found { doc, score, missing: u16::from(alternative.is_related) });
        })?;
        union = merge(&union, &found, |left, right| Found {
            doc: left.doc,
            score: left.score.max(right.score),
            missing: left.missing.min(right.missing),
        });
    }
    Ok(union)
}

/// Both lists as one; what stands in both goes through `both`.
fn merge(left: &[Found], right: &[Found], both: impl Fn(Found, Found) -> Found) -> Vec<Found> {
    if left.is_empty() {
        return right.to_vec();
    }
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let mut right = right.iter().copied().peekable();
    for &left in left {
        while let Some(before) = right.next_if(|right| right.doc < left.doc) {
            merged.push(before);
        }
        match right.next_if(|right| right.doc == left.doc) {
            Some(right) => merged.push(both(left, right)),
            None => merged.push(left),
        }
    }
    merged.extend(right);
    merged
}

/// Takes out what stands in `excluded`.
fn subtract(found: &mut Vec<Found>, excluded: &[Found]) {
    let mut excluded = excluded.iter().peekable();
    found.retain(|one| {
        while excluded.next_if(|gone| gone.doc < one.doc).is_some() {}
        excluded.peek().is_none_or(|gone| gone.doc != one.doc)
    });
}

/// Calls `see` with what stands in both, ascending.
fn each_common(found: &mut [Found], other: &[Found], mut see: impl FnMut(&mut Found, &Found)) {
    let mut other = other.iter().peekable();
    for one in found {
        while other.next_if(|before| before.doc < one.doc).is_some() {}
        if let Some(same) = other.peek()
            && same.doc == one.doc
        {
            see(one, same);
        }
    }
}

fn all(place: &Place<'_>, inner: &[Node], within: Option<&[DocId]>) -> Result<Vec<Found>> {
    let mut order: Vec<usize> = (0..inner.len()).collect();
    let costs = inner.iter().map(|node| cost(place, node)).collect::<Result<Vec<u64>>>()?;
    order.sort_by_key(|index| costs[*index]);
    let mut candidates: Option<Vec<DocId>> = within.map(<[DocId]>::to_vec);
    let mut parts: Vec<Vec<Found>> = vec![Vec::new(); inner.len()];
    for index in order {
        parts[index] = evaluate(place, &inner[index], candidates.as_deref())?;
        candidates = Some(docs(&parts[index]));
    }
    let mut found: Vec<Found> = candidates.unwrap_or_default().into_iter().map(bare).collect();
    for part in &parts {
        each_common(&mut found, part, |one, part| {
            one.score += part.score;
            one.missing = one.missing.saturating_add(part.missing);
        });
    }
    Ok(found)
}

fn ranked(place: &Place<'_>, list: &Ranked, within: Option<&[DocId]>) -> Result<Vec<Found>> {
    let must = if list.must.is_empty() { None } else { Some(all(place, &list.must, within)?) };
    let base_docs = must.as_deref().map(docs);
    let narrow = base_docs.as_deref().or(within);
    let scored_must = list.must.iter().any(is_scored);

    let count = u16::try_from(list.wanted.len()).unwrap_or(u16::MAX);
    let mut union: Vec<Found> = Vec::new();
    for node in &list.wanted {
        let mut found = evaluate(place, node, narrow)?;
        for one in &mut found {
            one.missing = count - u16::from(one.missing == 0);
        }
        // Every word held takes one from what is missing.
        union = merge(&union, &found, |left, right| Found {
            doc: left.doc,
            score: left.score + right.score,
            missing: left.missing.saturating_sub(count - right.missing),
        });
    }
    if let Some(must) = must {
        let mut base = must;
        if list.wanted.is_empty() || scored_must {
            for one in &mut base {
                one.missing = one.missing.saturating_add(count);
            }
            each_common(&mut base, &union, |one, word| {
                one.score += word.score;
                one.missing = one.missing - count + word.missing;
            });
            union = base;
        } else {
            each_common(&mut union, &base, |one, must| {
                one.missing = one.missing.saturating_add(must.missing)
            });
        }
    } else if list.wanted.is_empty() {
        union = living(place, within).into_iter().map(bare).collect();
    }

    for node in &list.not {
        let excluded = evaluate(place, node, Some(&docs(&union)))?;
        subtract(&mut union, &excluded);
    }
    let remaining = docs(&union);
    for (node, factor) in &list.helpers {
        let found = evaluate(place, node, Some(&remaining))?;
        each_common(&mut union, &found, |one, help| one.score += factor * help.score);
    }
    Ok(union)
}

fn is_scored(node: &Node) -> bool {
    match node {
        Node::Word(_) | Node::Phrase(_) => true,
        Node::Ranked(list) => !list.wanted.is_empty() || list.must.iter().any(is_scored),
        Node::All(inner) | Node::Any(inner) => inner.iter().any(is_scored),
        Node::Exact(_) | Node::Between(..) | Node::Not(_) => false,
    }
}

/// About how many documents must be looked at.
fn cost(place: &Place<'_>, node: &Node) -> Result<u64> {
    let term_cost = |term: &Term| -> Result<u64> {
        Ok(u64::from(place.segment.reader.inverted_index(term.field())?.doc_freq(term)?))
    };
    let whole = u64::from(place.segment.reader.max_doc());
    Ok(match node {
        Node::Word(alternatives) => {
            alternatives.iter().map(|one| term_cost(&one.text)).sum::<Result<u64>>()?.saturating_mul(2)
        }
        Node::Phrase(together) => {
            let mut least = whole;
            for slot in &together.slots {
                least = least.min(slot.iter().map(|one| term_cost(&one.text)).sum::<Result<u64>>()?);
            }
            least.saturating_mul(4)
        }
        Node::Exact(terms) => terms.iter().map(term_cost).sum::<Result<u64>>()?,
        Node::Between(..) => whole,
        Node::Not(_) => whole.saturating_mul(2),
        Node::All(inner) => {
            let mut least = u64::MAX;
            for node in inner {
                least = least.min(cost(place, node)?);
            }
            least
        }
        Node::Any(inner) => inner.iter().map(|node| cost(place, node)).sum::<Result<u64>>()?,
        Node::Ranked(list) => {
            let wanted = list.wanted.iter().map(|node| cost(place, node)).sum::<Result<u64>>()?;
            let mut least = if list.wanted.is_empty() { whole } else { wanted };
            for node in &list.must {
                least = least.min(cost(place, node)?);
            }
            least
        }
    })
}
