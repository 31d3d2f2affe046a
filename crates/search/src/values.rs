//! The values by which posts are counted and filtered, numbered alike over all segments, so that counting adds to one list.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::DocId;
use tantivy::columnar::StrColumn;

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
    segments: Vec<Option<Numbered>>,
}

/// A column of a segment, and the number in [`Column::values`] of each of its ordinals.
struct Numbered {
    column: StrColumn,
    numbers: Vec<u32>,
}

/// What reading a column needs for a while.
#[derive(Default)]
pub(crate) struct Buffers {
    docs: Vec<DocId>,
    rows: Vec<u32>,
    ordinals: Vec<u64>,
}

impl Values {
    pub(crate) fn new(segments: &[Segment]) -> Result<Self> {
        let texts = segments.iter().map(|segment| segment.values(&COLUMNS)).collect::<Result<Vec<_>>>()?;
        let mut columns = Vec::new();
        for (place, name) in COLUMNS.iter().enumerate() {
            columns.push(Column::new(segments, texts.iter().map(|texts| &texts[place]), name)?);
        }
        Ok(Self { columns })
    }
}

impl Column {
    fn new<'a>(
        segments: &[Segment],
        texts: impl Iterator<Item = &'a Arc<Vec<String>>>,
        name: &str,
    ) -> Result<Self> {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut values = Vec::new();
        let mut numbered = Vec::new();
        for (segment, texts) in segments.iter().zip(texts) {
            let numbers = texts.iter().map(|text| {
                *known.entry(text).or_insert_with(|| {
                    values.push(text.clone());
                    (values.len() - 1) as u32
                })
            });
            let numbers = numbers.collect();
            numbered.push(segment.column(name)?.map(|column| Numbered { column, numbers }));
        }
        Ok(Self { values, segments: numbered })
    }

    /// Adds one to the count of every value of some documents of a segment, ascending.
    pub(crate) fn count(&self, segment: usize, docs: &[DocId], buffers: &mut Buffers, counts: &mut [u32]) {
        let Some(Numbered { column, numbers }) = &self.segments[segment] else { return };
        if docs.is_empty() {
            return;
        }
        buffers.docs.clear();
        buffers.rows.clear();
        column.ords().row_ids_for_docs(docs, &mut buffers.docs, &mut buffers.rows);
        buffers.ordinals.resize(buffers.rows.len(), 0);
        column.ords().values.get_vals(&buffers.rows, &mut buffers.ordinals);
        for ordinal in &buffers.ordinals {
            counts[numbers[*ordinal as usize] as usize] += 1;
        }
    }
}
