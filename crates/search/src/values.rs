//! The values by which posts are counted and filtered, numbered alike over all segments, so that counting adds to one list.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::{DocId, SegmentReader};

use crate::Result;
use crate::fields;
use crate::snapshot::Segment;

/// Columns whose values are counted.
pub(crate) const COLUMNS: [&str; 6] =
    [fields::LANGUAGE, fields::KIND, fields::SOURCE, fields::CATEGORY, fields::PLACE, fields::TOPIC];

/// The places of the columns in [`COLUMNS`].
pub(crate) const LANGUAGE: usize = 0;
pub(crate) const KIND: usize = 1;
pub(crate) const SOURCE: usize = 2;
pub(crate) const CATEGORY: usize = 3;
pub(crate) const PLACE: usize = 4;
pub(crate) const TOPIC: usize = 5;

/// The values of all columns, in the order of [`COLUMNS`].
pub(crate) struct Values {
    pub(crate) columns: Vec<Column>,
}

/// The values of one column.
pub(crate) struct Column {
    /// Each once.
    pub(crate) values: Vec<String>,
    /// By segments: its column, and the number in [`Column::values`] of each of its own.
    segments: Vec<(Arc<Texts>, Vec<u32>)>,
}

/// A column of one segment in memory: engines keep columns packed, and unpacking is most of what counting costs.
pub(crate) struct Texts {
    /// Each value once, ascending.
    values: Vec<String>,
    /// Where the values of each document begin among `ordinals`, and at last where they end; empty when each has exactly one.
    starts: Vec<u32>,
    /// The values of the documents, one after another, by their places in `values`.
    ordinals: Ordinals,
}

enum Ordinals {
    Small(Vec<u16>),
    Large(Vec<u32>),
}

impl Texts {
    pub(crate) fn read(reader: &SegmentReader, name: &str) -> Result<Self> {
        let docs = reader.max_doc();
        let Some(column) = reader.fast_fields().str(name)? else {
            let starts = vec![0; docs as usize + 1];
            return Ok(Self { values: Vec::new(), starts, ordinals: Ordinals::Small(Vec::new()) });
        };
        let mut values = Vec::new();
        let all: Vec<u64> = (0..column.num_terms() as u64).collect();
        column.dictionary().sorted_ords_to_term_cb(&all, |term| {
            values.push(String::from_utf8_lossy(term).into_owned());
        })?;
        let mut starts = vec![0];
        let mut ordinals: Vec<u32> = Vec::new();
        for doc in 0..docs {
            ordinals.extend(column.term_ords(doc).map(|ordinal| ordinal as u32));
            starts.push(ordinals.len() as u32);
        }
        if starts.windows(2).all(|pair| pair[1] == pair[0] + 1) {
            starts = Vec::new();
        }
        let ordinals = if values.len() <= usize::from(u16::MAX) {
            Ordinals::Small(ordinals.into_iter().map(|ordinal| ordinal as u16).collect())
        } else {
            Ordinals::Large(ordinals)
        };
        Ok(Self { values, starts, ordinals })
    }

    /// Adds one to the count of every value of some documents.
    fn count(&self, docs: &[DocId], numbers: &[u32], counts: &mut [u32]) {
        match &self.ordinals {
            Ordinals::Small(ordinals) => self.count_in(ordinals, docs, numbers, counts),
            Ordinals::Large(ordinals) => self.count_in(ordinals, docs, numbers, counts),
        }
    }

    fn count_in<T: Copy + Into<u32>>(
        &self,
        ordinals: &[T],
        docs: &[DocId],
        numbers: &[u32],
        counts: &mut [u32],
    ) {
        let mut add = |ordinal: T| counts[numbers[ordinal.into() as usize] as usize] += 1;
        if self.starts.is_empty() {
            docs.iter().for_each(|doc| add(ordinals[*doc as usize]));
        } else if !ordinals.is_empty() {
            for doc in docs {
                let (from, to) = (self.starts[*doc as usize], self.starts[*doc as usize + 1]);
                ordinals[from as usize..to as usize].iter().for_each(|ordinal| add(*ordinal));
            }
        }
    }
}

impl Values {
    pub(crate) fn new(segments: &[Segment]) -> Result<Self> {
        let texts = segments.iter().map(Segment::texts).collect::<Result<Vec<_>>>()?;
        let column = |place: usize| Column::new(texts.iter().map(|texts| &texts[place]));
        Ok(Self { columns: (0..COLUMNS.len()).map(column).collect() })
    }
}

impl Column {
    fn new<'a>(segments: impl Iterator<Item = &'a Arc<Texts>>) -> Self {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut values = Vec::new();
        let mut numbered = Vec::new();
        for texts in segments {
            let numbers = texts.values.iter().map(|text| {
                *known.entry(text).or_insert_with(|| {
                    values.push(text.clone());
                    (values.len() - 1) as u32
                })
            });
            numbered.push((Arc::clone(texts), numbers.collect()));
        }
        Self { values, segments: numbered }
    }

    /// Adds one to the count of every value of some documents of a segment.
    pub(crate) fn count(&self, segment: usize, docs: &[DocId], counts: &mut [u32]) {
        let (texts, numbers) = &self.segments[segment];
        texts.count(docs, numbers, counts);
    }
}
