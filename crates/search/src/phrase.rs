//! Takes words that must stand together, each under any of its terms, and says of documents how often they do: one after another,
//! or near one another in any order. Stems and aliases share the position of their word, so `су жоқ` is found where `судың жоқ` or `su joq` stands.

use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet};

use crate::Result;
use crate::plan::Together;
use crate::postings::{END, Postings};
use crate::snapshot::Segment;
use crate::together;
use crate::window::Bits;

/// The words of a phrase in one segment.
pub(crate) struct Phrase {
    slots: Vec<Slot>,
    within: Option<u32>,
}

/// One word of a phrase under all its terms.
struct Slot {
    /// Where it stands at all: cheap to walk.
    holding: Vec<Postings>,
    /// Where in them.
    places: Vec<SegmentPostings>,
    read: Vec<u32>,
}

impl Phrase {
    /// The phrase in a segment; nothing when one of its words does not occur there.
    pub(crate) fn open(segment: &Segment, together: &Together) -> Result<Option<Self>> {
        let mut opened = Vec::with_capacity(together.slots.len());
        for slot in &together.slots {
            let mut open = Slot { holding: Vec::new(), places: Vec::new(), read: Vec::new() };
            for alternative in slot {
                let term = &alternative.text;
                let inverted = segment.reader.inverted_index(term.field())?;
                let Some(info) = inverted.get_term_info(term)? else { continue };
                let block = inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                open.holding.push(Postings::new(block));
                let with_places = IndexRecordOption::WithFreqsAndPositions;
                open.places.push(inverted.read_postings_from_terminfo(&info, with_places)?);
            }
            if open.holding.is_empty() {
                return Ok(None);
            }
            opened.push(open);
        }
        Ok(Some(Self { slots: opened, within: together.within }))
    }

    /// About how many documents must be looked at.
    pub(crate) fn cost(&self) -> u64 {
        let of = |slot: &Slot| slot.holding.iter().map(Postings::len).sum::<u64>();
        self.slots.iter().map(of).min().unwrap_or(0).saturating_mul(4)
    }

    /// The documents among `within` that hold every word somewhere; `start` is the first of the stretch.
    pub(crate) fn holding(&mut self, start: DocId, end: DocId, within: &Bits) -> Bits {
        let mut all = within.clone();
        for slot in &mut self.slots {
            let mut any = Bits::EMPTY;
            for postings in &mut slot.holding {
                postings.seek(start);
                postings.until(end, |doc, _| any.insert((doc - start) as usize));
            }
            all.keep(&any);
            if all.is_empty() {
                break;
            }
        }
        all
    }

    /// How often the words stand together in `doc`. Documents are asked for ascending.
    pub(crate) fn occurrences(&mut self, doc: DocId) -> usize {
        for slot in &mut self.slots {
            slot.read_places(doc);
            if slot.read.is_empty() {
                return 0;
            }
        }
        let read: Vec<&[u32]> = self.slots.iter().map(|slot| slot.read.as_slice()).collect();
        together::places(&read, self.within).len()
    }
}

impl Slot {
    /// Reads where the word stands in `doc`, ascending.
    fn read_places(&mut self, doc: DocId) {
        self.read.clear();
        for postings in &mut self.places {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc && doc != END {
                postings.append_positions_with_offset(0, &mut self.read);
            }
        }
        self.read.sort_unstable();
        self.read.dedup();
    }
}
