//! Walks the documents of one term, block by block.

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Term};

use crate::Result;
use crate::snapshot::Segment;

/// The documents of a segment that hold a term, removed ones among them.
pub(crate) struct Postings {
    block: BlockSegmentPostings,
    at: usize,
}

/// What [`Postings::doc`] gives behind the last.
pub(crate) const END: DocId = tantivy::TERMINATED;

impl Postings {
    /// The documents that hold a term, if any does.
    pub(crate) fn open(segment: &Segment, term: &Term, option: IndexRecordOption) -> Result<Option<Self>> {
        let inverted = segment.reader.inverted_index(term.field())?;
        Ok(inverted.read_block_postings(term, option)?.map(Self::new))
    }

    pub(crate) fn new(block: BlockSegmentPostings) -> Self {
        Self { block, at: 0 }
    }

    /// How many documents there are, removed ones included.
    pub(crate) fn len(&self) -> u64 {
        u64::from(self.block.doc_freq())
    }

    /// The document it stands at.
    #[inline]
    pub(crate) fn doc(&self) -> DocId {
        self.block.docs().get(self.at).copied().unwrap_or(END)
    }

    /// How often the term stands in it.
    #[inline]
    pub(crate) fn occurrences(&self) -> u32 {
        self.block.freq(self.at)
    }

    /// Goes on to the first document from `doc` on, which may be the present one.
    #[inline]
    pub(crate) fn seek(&mut self, doc: DocId) {
        if self.doc() >= doc {
            return;
        }
        let docs = self.block.docs();
        if docs.last().is_some_and(|last| *last >= doc) {
            while self.doc() < doc {
                self.at += 1;
            }
        } else if !docs.is_empty() {
            self.at = self.block.seek(doc);
        }
    }

    /// Calls `see` with every document before `end` and how often the term stands in it, and stands at `end` afterwards.
    #[inline]
    pub(crate) fn until(&mut self, end: DocId, mut see: impl FnMut(DocId, u32)) {
        loop {
            let docs = &self.block.docs()[self.at.min(self.block.block_len())..];
            if docs.is_empty() {
                return;
            }
            let whole = docs[docs.len() - 1] < end;
            let count = if whole { docs.len() } else { docs.partition_point(|doc| *doc < end) };
            for (doc, place) in docs[..count].iter().zip(self.at..) {
                see(*doc, self.block.freq(place));
            }
            if !whole {
                self.at += count;
                return;
            }
            self.block.advance();
            self.at = 0;
        }
    }
}
