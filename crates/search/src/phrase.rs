//! Takes words that must stand together, each under any of its terms, and gives the posts of a segment in which
//! they do: one after another, or near one another in any order. Stems and aliases share the position of their word, so `су жоқ` is found where `судың жоқ` or `su joq` stands.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use crate::Result;
use crate::evaluate::{Found, Place, open};
use crate::plan::Together;
use crate::together;

/// The living posts with the phrase, scored as one word of the given weight.
pub(crate) fn evaluate(
    place: &Place<'_>,
    together: &Together,
    within: Option<&[DocId]>,
) -> Result<Vec<Found>> {
    let mut cursors = Vec::new();
    for slot in &together.slots {
        let mut cursor = Cursor { postings: Vec::new(), read: Vec::new() };
        for alternative in slot {
            cursor.postings.extend(open(place, &alternative.text, IndexRecordOption::WithFreqsAndPositions)?);
        }
        if cursor.postings.is_empty() {
            return Ok(Vec::new());
        }
        cursors.push(cursor);
    }
    let mut found = Vec::new();
    let mut candidates = within.map(|docs| docs.iter().copied());
    let mut doc = 0;
    loop {
        if let Some(candidates) = &mut candidates {
            match candidates.find(|candidate| *candidate >= doc) {
                Some(candidate) => doc = candidate,
                None => break,
            }
        }
        match meet(&mut cursors, doc) {
            TERMINATED => break,
            met if met > doc && candidates.is_some() => doc = met,
            met => {
                doc = met;
                if place.segment.is_alive(doc) {
                    let occurrences = occurrences(&mut cursors, doc, together.within);
                    if occurrences > 0 {
                        let words = place.segment.words.get_val(doc);
                        let full = place.totals.saturation(place.weights, occurrences as f32, words);
                        found.push(Found { doc, score: together.weight * full, missing: 0 });
                    }
                }
                doc += 1;
            }
        }
    }
    Ok(found)
}

/// One word of a phrase under all its terms.
struct Cursor {
    postings: Vec<SegmentPostings>,
    read: Vec<u32>,
}

impl Cursor {
    /// The first document from `doc` on that holds the word.
    fn seek(&mut self, doc: DocId) -> DocId {
        let at = |postings: &mut SegmentPostings| {
            if postings.doc() < doc { postings.seek(doc) } else { postings.doc() }
        };
        self.postings.iter_mut().map(at).min().unwrap_or(TERMINATED)
    }

    /// Reads where the word stands in `doc`, ascending.
    fn read_positions(&mut self, doc: DocId) {
        self.read.clear();
        for postings in self.postings.iter_mut().filter(|postings| postings.doc() == doc) {
            postings.append_positions_with_offset(0, &mut self.read);
        }
        self.read.sort_unstable();
        self.read.dedup();
    }
}

/// The first document from `doc` on that holds every word.
fn meet(cursors: &mut [Cursor], mut doc: DocId) -> DocId {
    loop {
        let start = doc;
        for cursor in cursors.iter_mut() {
            doc = cursor.seek(doc);
        }
        if doc == start || doc == TERMINATED {
            return doc;
        }
    }
}

/// How often the words stand together in `doc`, which holds them all.
fn occurrences(cursors: &mut [Cursor], doc: DocId, within: Option<u32>) -> usize {
    for cursor in cursors.iter_mut() {
        cursor.read_positions(doc);
    }
    let slots: Vec<&[u32]> = cursors.iter().map(|cursor| cursor.read.as_slice()).collect();
    together::places(&slots, within).len()
}
