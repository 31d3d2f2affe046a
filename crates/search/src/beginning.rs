//! Takes the beginning of words and gives the documents of a segment that hold one of its terms. There may be tens of thousands of
//! such terms, so each segment's dictionary is walked once, and when the terms are many their documents are scored at
//! once for the whole segment.

use std::sync::{Arc, OnceLock};

use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};

use crate::Result;
use crate::evaluate::{Head, Part, Place};
use crate::postings::{END, Postings};
use crate::snapshot::Segment;

/// Up to so many terms are walked side by side.
const FEW: usize = 32;

/// The terms that begin so. All weigh alike.
#[derive(Debug)]
pub(crate) struct Beginning {
    /// As typed, without the asterisk.
    pub(crate) typed: Arc<str>,
    pub(crate) text: Field,
    pub(crate) title: Field,
    /// How terms begin.
    pub(crate) beginnings: Vec<String>,
    /// Further whole terms.
    pub(crate) terms: Vec<String>,
    pub(crate) weight: f32,
    /// The scores of every segment, once they are worked out.
    pub(crate) scores: Vec<OnceLock<Option<Arc<Vec<f32>>>>>,
}

/// The terms of one field in one segment that begin so, ascending.
pub(crate) fn terms(
    segment: &Segment,
    field: Field,
    beginnings: &[String],
    terms: &[String],
) -> Result<Vec<(Vec<u8>, TermInfo)>> {
    let inverted = segment.reader.inverted_index(field)?;
    let mut found = Vec::new();
    for beginning in beginnings {
        let end = format!("{beginning}\u{10ffff}");
        let mut stream =
            inverted.terms().range().ge(beginning.as_bytes()).lt(end.as_bytes()).into_stream()?;
        while stream.advance() {
            found.push((stream.key().to_vec(), stream.value().clone()));
        }
    }
    for term in terms {
        if let Some(info) = inverted.terms().get(term.as_bytes())? {
            found.push((term.as_bytes().to_vec(), info));
        }
    }
    found.sort_unstable_by(|left, right| left.0.cmp(&right.0));
    found.dedup_by(|left, right| left.0 == right.0);
    Ok(found)
}

/// Opens it in a segment.
pub(crate) fn open(place: &Place<'_>, beginning: &Beginning) -> Result<Part> {
    let kept = beginning.scores.get(place.number);
    if let Some(Some(scores)) = kept.and_then(OnceLock::get) {
        return Ok(Part::Scores(Arc::clone(scores)));
    }
    let of = |field| terms(place.segment, field, &beginning.beginnings, &beginning.terms);
    let (in_text, in_title) = (of(beginning.text)?, of(beginning.title)?);
    let text = place.segment.reader.inverted_index(beginning.text)?;
    let title = place.segment.reader.inverted_index(beginning.title)?;
    let option = IndexRecordOption::WithFreqs;
    let mut titles = in_title.iter().peekable();
    let mut heads = in_text.iter().map(|(term, info)| {
        while titles.next_if(|(before, _)| before < term).is_some() {}
        let same = titles.peek().filter(|(same, _)| same == term);
        let block =
            same.map(|(_, info)| title.read_block_postings_from_terminfo(info, option)).transpose()?;
        Ok(Head {
            text: Postings::new(text.read_block_postings_from_terminfo(info, option)?),
            title: block.map(Postings::new),
            weight: beginning.weight,
            is_related: false,
        })
    });
    if in_text.len() <= FEW {
        return Ok(Part::Word(heads.collect::<Result<_>>()?));
    }
    let docs = place.segment.reader.max_doc() as usize;
    let mut work = || -> Result<_> {
        let scores = heads
            .try_fold(vec![0.0; docs], |scores, head| Ok::<_, crate::Error>(add(place, head?, scores)))?;
        Ok(Arc::new(scores))
    };
    let Some(kept) = kept else { return Ok(Part::Scores(work()?)) };
    // Other threads wait for the first rather than do the same.
    let mut failure = None;
    let scores = kept.get_or_init(|| work().map_err(|error| failure = Some(error)).ok());
    match (scores, failure) {
        (Some(scores), _) => Ok(Part::Scores(Arc::clone(scores))),
        (None, Some(failure)) => Err(failure),
        (None, None) => Ok(Part::Scores(work()?)),
    }
}

/// Scores every document of a term; the best term of a document counts.
fn add(place: &Place<'_>, head: Head, mut scores: Vec<f32>) -> Vec<f32> {
    let Head { mut text, mut title, weight, .. } = head;
    text.until(END, |doc, occurrences| {
        let mut weighty = occurrences as f32;
        if let Some(title) = &mut title {
            title.seek(doc);
            if title.doc() == doc {
                weighty += place.weights.title * title.occurrences() as f32;
            }
        }
        let score = weight * place.lengths.saturation(weighty, place.segment.words(doc));
        let best = &mut scores[doc as usize];
        *best = best.max(score);
    });
    scores
}
