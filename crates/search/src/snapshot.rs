//! The index as it stood at one commit: its segments opened for reading, its totals over living posts, and what is
//! remembered of it between questions.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use dauys_model::PostId;
use tantivy::IndexMeta;
use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::index::SegmentId;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Searcher, SegmentReader, Term};

use crate::Result;
use crate::beginning;
use crate::fields::{self, Fields};
use crate::postings::{END, Postings};
use crate::score::Totals;
use crate::values::Values;
use crate::window::Bits;

/// Counts of terms that are remembered. When there are more, all are forgotten.
const MAX_REMEMBERED: usize = 50_000;

/// One commit, open for reading.
pub(crate) struct Snapshot {
    pub(crate) fields: Fields,
    pub(crate) totals: Totals,
    pub(crate) segments: Vec<Segment>,
    /// The store's change number it reflects.
    pub(crate) position: i64,
    /// The engine's number of the commit.
    pub(crate) commit: u64,
    /// No id of a post or of what it repeats is smaller or greater.
    pub(crate) ids: (i64, i64),
    values: OnceLock<Values>,
    holding: Mutex<HashMap<(Field, String), u64>>,
    frequent: Mutex<HashMap<String, Frequent>>,
}

/// The most frequent terms that begin alike, each with how many living posts hold it, descending.
type Frequent = Arc<Vec<(u64, String)>>;

/// One segment with the columns that every search reads.
pub(crate) struct Segment {
    pub(crate) reader: SegmentReader,
    pub(crate) ids: Arc<dyn ColumnValues<i64>>,
    pub(crate) published_at: Arc<dyn ColumnValues<i64>>,
    pub(crate) roots: Arc<dyn ColumnValues<i64>>,
    /// What does not change as long as there is the segment, removed posts included.
    kept: Arc<Kept>,
}

struct Kept {
    id: SegmentId,
    /// Words of each document.
    words: Vec<u32>,
    /// The values of every column of texts, by their ordinals.
    values: OnceLock<Vec<Arc<Vec<String>>>>,
}

impl Snapshot {
    /// Opens a commit. What an earlier one knows of the same segments is used again.
    pub(crate) fn new(
        searcher: &Searcher,
        fields: Fields,
        (position, commit): (i64, u64),
        before: Option<&Self>,
    ) -> Result<Self> {
        let mut segments = Vec::new();
        let mut totals = Totals { posts: 0, words: 0, newest: i64::MIN };
        let mut ids = (i64::MAX, i64::MIN);
        for reader in searcher.segment_readers() {
            let segment = Segment::new(reader, before)?;
            totals.posts += u64::from(reader.num_docs());
            for doc in reader.doc_ids_alive() {
                totals.words += u64::from(segment.words(doc));
                totals.newest = totals.newest.max(segment.published_at.get_val(doc));
            }
            for column in [&segment.ids, &segment.roots] {
                ids = (ids.0.min(column.min_value()), ids.1.max(column.max_value()));
            }
            segments.push(segment);
        }
        Ok(Self {
            fields,
            totals,
            segments,
            position,
            commit,
            ids,
            values: OnceLock::new(),
            holding: Mutex::default(),
            frequent: Mutex::default(),
        })
    }

    /// Whether it is the state that the engine's description tells of.
    pub(crate) fn is_of(&self, metas: &IndexMeta, position: i64) -> bool {
        let mut own: Vec<_> =
            self.segments.iter().map(|one| (one.reader.segment_id(), one.reader.delete_opstamp())).collect();
        let mut told: Vec<_> = metas.segments.iter().map(|one| (one.id(), one.delete_opstamp())).collect();
        own.sort_unstable();
        told.sort_unstable();
        self.position == position && self.commit == metas.opstamp && own == told
    }

    /// How many living posts hold a term.
    ///
    /// A segment with removed posts is counted one by one: its own number still includes them, and scores would depend
    /// on when the engine last tidied up.
    pub(crate) fn holding(&self, field: Field, text: &str) -> Result<u64> {
        let key = (field, text.to_owned());
        if let Some(posts) = lock(&self.holding).get(&key) {
            return Ok(*posts);
        }
        let term = Term::from_field_text(field, text);
        let mut posts = 0;
        for segment in &self.segments {
            posts += match segment.reader.alive_bitset() {
                None => u64::from(segment.reader.inverted_index(field)?.doc_freq(&term)?),
                Some(_) => Postings::open(segment, &term, IndexRecordOption::Basic)?
                    .map_or(0, |postings| segment.living(postings)),
            };
        }
        remember(&self.holding, key, posts);
        Ok(posts)
    }

    /// How many living posts hold the terms that begin so and some others, counted once for each term.
    pub(crate) fn holding_beginnings(&self, beginnings: &[String], terms: &[String]) -> Result<u64> {
        let mut key = beginnings.join("\n");
        key.push('\n');
        key.push_str(&terms.join("\n"));
        let key = (self.fields.text, key);
        if let Some(posts) = lock(&self.holding).get(&key) {
            return Ok(*posts);
        }
        let mut posts = 0;
        for segment in &self.segments {
            let inverted = segment.reader.inverted_index(self.fields.text)?;
            for (_, info) in beginning::terms(segment, self.fields.text, beginnings, terms)? {
                posts += match segment.reader.alive_bitset() {
                    None => u64::from(info.doc_freq),
                    Some(_) => {
                        let block =
                            inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                        segment.living(Postings::new(block))
                    }
                };
            }
        }
        remember(&self.holding, key, posts);
        Ok(posts)
    }

    /// The `most` most frequent terms of texts that begin so, each with how many living posts hold it, descending.
    pub(crate) fn frequent(&self, beginning: &str, most: usize) -> Result<Frequent> {
        if let Some(frequent) = lock(&self.frequent).get(beginning) {
            return Ok(Arc::clone(frequent));
        }
        let mut counted: HashMap<Vec<u8>, u64> = HashMap::new();
        for segment in &self.segments {
            for (term, info) in beginning::terms(segment, self.fields.text, &[beginning.to_owned()], &[])? {
                *counted.entry(term).or_default() += u64::from(info.doc_freq);
            }
        }
        let mut counted: Vec<(u64, Vec<u8>)> =
            counted.into_iter().map(|(term, posts)| (posts, term)).collect();
        counted.sort_unstable_by(|left, right| right.cmp(left));
        let has_removed = self.segments.iter().any(|segment| segment.reader.alive_bitset().is_some());
        let mut frequent: Vec<(u64, String)> = Vec::new();
        for (posts, term) in counted {
            // Living posts are never more than all, so what follows cannot rise among those found.
            if frequent.len() >= most && (!has_removed || posts < frequent[most - 1].0) {
                break;
            }
            let term = String::from_utf8_lossy(&term).into_owned();
            let living = if has_removed { self.holding(self.fields.text, &term)? } else { posts };
            let at = frequent.partition_point(|one| (one.0, one.1.as_str()) > (living, term.as_str()));
            frequent.insert(at, (living, term));
        }
        frequent.retain(|(living, _)| *living > 0);
        frequent.truncate(most);
        let frequent = Arc::new(frequent);
        remember(&self.frequent, beginning.to_owned(), Arc::clone(&frequent));
        Ok(frequent)
    }

    /// The segment and the document of a living post.
    pub(crate) fn find(&self, id: PostId) -> Result<Option<(usize, DocId)>> {
        let term = Term::from_field_i64(self.fields.id, id.0);
        for (number, segment) in self.segments.iter().enumerate() {
            let Some(mut postings) = Postings::open(segment, &term, IndexRecordOption::Basic)? else {
                continue;
            };
            let mut found = None;
            postings.until(END, |doc, _| {
                if !segment.reader.is_deleted(doc) {
                    found = Some((number, doc));
                }
            });
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The values by which posts are counted.
    pub(crate) fn values(&self) -> Result<&Values> {
        if let Some(values) = self.values.get() {
            return Ok(values);
        }
        let values = Values::new(&self.segments)?;
        Ok(self.values.get_or_init(|| values))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn remember<K: Eq + std::hash::Hash, V>(known: &Mutex<HashMap<K, V>>, key: K, value: V) {
    let mut known = lock(known);
    if known.len() >= MAX_REMEMBERED {
        known.clear();
    }
    known.insert(key, value);
}

impl Segment {
    fn new(reader: &SegmentReader, before: Option<&Snapshot>) -> Result<Self> {
        let columns = reader.fast_fields();
        let known = before
            .and_then(|before| before.segments.iter().find(|segment| segment.kept.id == reader.segment_id()));
        let kept = match known {
            Some(known) => Arc::clone(&known.kept),
            None => {
                let column = columns.u64(fields::WORDS)?.first_or_default_col(0);
                let words =
                    (0..reader.max_doc()).map(|doc| u32::try_from(column.get_val(doc)).unwrap_or(u32::MAX));
                Arc::new(Kept { id: reader.segment_id(), words: words.collect(), values: OnceLock::new() })
            }
        };
        Ok(Self {
            reader: reader.clone(),
            ids: columns.i64(fields::ID)?.first_or_default_col(0),
            published_at: columns.i64(fields::PUBLISHED_AT)?.first_or_default_col(0),
            roots: columns.i64(fields::ROOT)?.first_or_default_col(0),
            kept,
        })
    }

    /// How many words a document has.
    #[inline]
    pub(crate) fn words(&self, doc: DocId) -> u32 {
        self.kept.words[doc as usize]
    }

    /// The documents of the stretch from `start` on that are not removed.
    pub(crate) fn alive(&self, start: DocId) -> Bits {
        let left = self.reader.max_doc().saturating_sub(start) as usize;
        let mut bits = Bits::first(left.min(crate::window::DOCS));
        if let Some(alive) = self.reader.alive_bitset() {
            let all = bits.clone();
            all.for_each(|at| {
                if alive.is_deleted(start + at as DocId) {
                    bits.remove(at);
                }
            });
        }
        bits
    }

    /// How many of some documents are not removed.
    fn living(&self, mut postings: Postings) -> u64 {
        let mut living = 0;
        postings.until(END, |doc, _| living += u64::from(!self.reader.is_deleted(doc)));
        living
    }

    /// The values of the columns of texts, by ordinals.
    pub(crate) fn values(&self, names: &[&str]) -> Result<&[Arc<Vec<String>>]> {
        if let Some(values) = self.kept.values.get() {
            return Ok(values);
        }
        let mut all = Vec::with_capacity(names.len());
        for name in names {
            let mut values = Vec::new();
            if let Some(column) = self.column(name)? {
                let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
                column.dictionary().sorted_ords_to_term_cb(&ordinals, |term| {
                    values.push(String::from_utf8_lossy(term).into_owned());
                })?;
            }
            all.push(Arc::new(values));
        }
        Ok(self.kept.values.get_or_init(|| all))
    }

    /// A column of texts, if any post has a value in it.
    pub(crate) fn column(&self, name: &str) -> Result<Option<StrColumn>> {
        Ok(self.reader.fast_fields().str(name)?)
    }
}
