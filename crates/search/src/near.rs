//! Takes words and phrases that must stand near each other, in any order, and gives the posts of a segment in which they do.

use tantivy::DocId;
use tantivy::schema::IndexRecordOption;

use crate::Result;
use crate::evaluate::{Found, Place, open, visit};
use crate::lookup::Alternative;
use crate::phrase::Cursor;

/// Words one after another, each under any of its terms.
pub(crate) type Sequence = Vec<Vec<Alternative>>;
/// What may stand at one place: any of some sequences.
pub(crate) type Slot = Vec<Sequence>;

/// The living posts in which all slots are filled with at most `reach` other words among them, scored as one word of the given
/// weight.
pub(crate) fn evaluate(
    place: &Place<'_>,
    slots: &[Slot],
    reach: u32,
    weight: f32,
    within: Option<&[DocId]>,
) -> Result<Vec<Found>> {
    let mut candidates = within.map(<[DocId]>::to_vec);
    for slot in slots {
        candidates = Some(holding(place, slot, candidates.as_deref())?);
    }
    let candidates = candidates.unwrap_or_default();
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    let mut readers = slots.iter().map(|slot| Reader::new(place, slot)).collect::<Result<Vec<_>>>()?;
    let mut found = Vec::new();
    for doc in candidates {
        let spans: Vec<Vec<Span>> = readers.iter_mut().map(|reader| reader.spans(doc)).collect();
        let occurrences = meetings(&spans, reach);
        if occurrences > 0 {
            let words = place.segment.words.get_val(doc);
            let full = place.totals.saturation(place.weights, occurrences as f32, words);
            found.push(Found { doc, score: weight * full, missing: 0 });
        }
    }
    Ok(found)
}

/// The living posts that hold every word of one of the sequences.
fn holding(place: &Place<'_>, slot: &Slot, within: Option<&[DocId]>) -> Result<Vec<DocId>> {
    let mut all = Vec::new();
    for sequence in slot {
        let mut docs: Option<Vec<DocId>> = within.map(<[DocId]>::to_vec);
        for word in sequence {
            let mut held = Vec::new();
            for alternative in word {
                visit(place, &alternative.text, docs.as_deref(), |doc, _| held.push(doc))?;
            }
            held.sort_unstable();
            held.dedup();
            docs = Some(held);
        }
        all.append(&mut docs.unwrap_or_default());
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// Where something stands: its first word, and the one after its last.
type Span = (u32, u32);

/// Reads where a slot is filled.
struct Reader {
    sequences: Vec<Vec<Cursor>>,
}

impl Reader {
    fn new(place: &Place<'_>, slot: &Slot) -> Result<Self> {
        let mut sequences = Vec::new();
        for sequence in slot {
            let mut cursors = Vec::new();
            for word in sequence {
                let mut postings = Vec::new();
                for alternative in word {
                    postings.extend(open(place, &alternative.text, IndexRecordOption::WithFreqsAndPositions)?);
                }
                cursors.push(Cursor::new(postings));
            }
            sequences.push(cursors);
        }
        Ok(Self { sequences })
    }

    /// Where the slot is filled in a post, ascending. Posts must come ascending.
    fn spans(&mut self, doc: DocId) -> Vec<Span> {
        let mut spans = Vec::new();
        for cursors in &mut self.sequences {
            let length = cursors.len() as u32;
            let mut starts: Option<Vec<u32>> = None;
            for (offset, cursor) in (0..).zip(cursors) {
                cursor.seek(doc);
                let positions = cursor.positions(doc);
                match &mut starts {
                    None => starts = Some(positions.to_vec()),
                    Some(starts) => {
                        starts.retain(|start| positions.binary_search(&(start + offset)).is_ok());
                    }
                }
            }
            spans.extend(starts.unwrap_or_default().into_iter().map(|start| (start, start + length)));
        }
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

/// How often the slots are filled near each other, counted by the first of them.
fn meetings(spans: &[Vec<Span>], reach: u32) -> usize {
    let Some((anchors, others)) = spans.split_first() else { return 0 };
    anchors.iter().filter(|anchor| meets(**anchor, others, reach)).count()
}

fn meets(anchor: Span, others: &[Vec<Span>], reach: u32) -> bool {
    let mut whole = anchor;
    let mut filled = anchor.1 - anchor.0;
    for spans in others {
        let apart = spans.iter().filter(|span| span.1 <= whole.0 || span.0 >= whole.1);
        let gap = |span: &&Span| if span.1 <= whole.0 { whole.0 - span.1 } else { span.0 - whole.1 };
        let Some(nearest) = apart.min_by_key(gap) else { return false };
        filled += nearest.1 - nearest.0;
        whole = (whole.0.min(nearest.0), whole.1.max(nearest.1));
    }
    whole.1 - whole.0 <= filled + reach
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_in_any_order_and_not_in_themselves() {
        let at = |starts: &[u32]| starts.iter().map(|start| (*start, start + 1)).collect::<Vec<Span>>();
        assert_eq!(meetings(&[at(&[5]), at(&[4])], 0), 1);
        assert_eq!(meetings(&[at(&[5]), at(&[7])], 0), 0);
        assert_eq!(meetings(&[at(&[5]), at(&[7])], 1), 1);
        assert_eq!(meetings(&[at(&[5]), at(&[5])], 3), 0, "one word is not beside itself");
        assert_eq!(meetings(&[at(&[5, 9]), at(&[6, 10])], 0), 2);
        assert_eq!(meetings(&[vec![(3, 5)], at(&[5]), at(&[2])], 0), 1);
    }
}
