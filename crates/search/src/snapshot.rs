//! The index as it stood at one commit: its segments opened for reading, and its totals over living posts.

use std::sync::Arc;

use tantivy::columnar::ColumnValues;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Searcher, SegmentReader, Term};

use crate::Result;
use crate::fields::{self, Fields};
use crate::score::Totals;

/// One commit, open for reading.
pub(crate) struct Snapshot {
    pub(crate) fields: Fields,
    pub(crate) totals: Totals,
    pub(crate) segments: Vec<Segment>,
}

/// One segment with the columns that every search reads.
pub(crate) struct Segment {
    pub(crate) reader: SegmentReader,
    pub(crate) ids: Arc<dyn ColumnValues<i64>>,
    pub(crate) words: Arc<dyn ColumnValues<u64>>,
    pub(crate) published_at: Arc<dyn ColumnValues<i64>>,
    pub(crate) roots: Arc<dyn ColumnValues<i64>>,
}

impl Snapshot {
    pub(crate) fn new(searcher: &Searcher, fields: Fields) -> Result<Self> {
        let mut segments = Vec::new();
        let mut totals = Totals { posts: 0, words: 0 };
        for reader in searcher.segment_readers() {
            let columns = reader.fast_fields();
            let words = columns.u64(fields::WORDS)?.first_or_default_col(0);
            totals.posts += u64::from(reader.num_docs());
            totals.words += reader.doc_ids_alive().map(|doc| words.get_val(doc)).sum::<u64>();
            segments.push(Segment {
                reader: reader.clone(),
                ids: columns.i64(fields::ID)?.first_or_default_col(0),
                words,
                published_at: columns.i64(fields::PUBLISHED_AT)?.first_or_default_col(0),
                roots: columns.i64(fields::ROOT)?.first_or_default_col(0),
            });
        }
        Ok(Self { fields, totals, segments })
    }

    /// How many living posts hold a term.
    ///
    /// A segment with removed posts is counted one by one: its own number still includes them, and scores would depend
    /// on when the engine last tidied up.
    pub(crate) fn holding(&self, field: Field, text: &str) -> Result<u64> {
        let term = Term::from_field_text(field, text);
        let mut posts = 0;
        for segment in &self.segments {
            let inverted = segment.reader.inverted_index(field)?;
            posts += match segment.reader.alive_bitset() {
                None => u64::from(inverted.doc_freq(&term)?),
                Some(alive) => match inverted.read_postings(&term, IndexRecordOption::Basic)? {
                    None => 0,
                    Some(postings) => u64::from(postings.doc_freq_given_deletes(alive)),
                },
            };
        }
        Ok(posts)
    }
}

impl Segment {
    pub(crate) fn is_alive(&self, doc: DocId) -> bool {
        !self.reader.is_deleted(doc)
    }
}
