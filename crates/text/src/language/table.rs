//! Takes a word and gives what each language makes of it: two compiled-in tables of small whole numbers, one for Cyrillic and
//! one for Latin script, made by `cargo run --release --example train_language` from openly licensed sentences.

use std::sync::LazyLock;

use super::ngram::each_feature;

/// Columns of a table: room for sixteen languages.
pub const COLUMNS: usize = 16;

/// What the columns of the Cyrillic table are, as ISO 639 codes, in order.
pub const CYRILLIC: [&str; 13] =
    ["kk", "ru", "ky", "tt", "ba", "mn", "uk", "be", "bg", "uz", "tk", "az", "sah"];

/// What the columns of the Latin table are. `ru` is Russian typed in Latin letters.
pub const LATIN: [&str; 7] = ["kk", "ru", "en", "tr", "az", "uz", "tk"];

/// The number of rows of the Cyrillic table, as a power of two.
pub const CYRILLIC_BITS: u32 = 14;

/// The number of rows of the Latin table, as a power of two.
pub const LATIN_BITS: u32 = 13;

/// One unit of a weight in natural-log odds. Weights beyond ±127 units were cut when the table was made.
pub const UNIT: f32 = 1.0 / 32.0;

/// The two tables, Cyrillic first, row after row.
static MODEL: &[u8] = include_bytes!("../../../../data/lexicon/language.model");

/// One script's table of weights: a row for each feature, a column for each language.
pub(crate) struct Table {
    bits: u32,
    rows: Vec<[i8; COLUMNS]>,
}

/// What a word adds to each language, in [`UNIT`]s.
pub(crate) type Scores = [i16; COLUMNS];

impl Table {
    fn new(bits: u32, bytes: &[u8]) -> Self {
        let rows = bytes
            .chunks_exact(COLUMNS)
            .map(|row| {
                let mut weights = [0; COLUMNS];
                for (weight, byte) in weights.iter_mut().zip(row) {
                    *weight = byte.cast_signed();
                }
                weights
            })
            .collect();
        Self { bits, rows }
    }

    /// The sum of the weights of a word's features.
    pub(crate) fn score(&self, letters: &[char]) -> Scores {
        let mut sums = [0i16; COLUMNS];
        each_feature(letters, self.bits, |feature| {
            for (sum, weight) in sums.iter_mut().zip(&self.rows[feature]) {
                *sum += i16::from(*weight);
            }
        });
        sums
    }
}

/// The table of Cyrillic words.
pub(crate) static CYRILLIC_TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::new(CYRILLIC_BITS, &MODEL[..COLUMNS << CYRILLIC_BITS]));

/// The table of Latin words.
pub(crate) static LATIN_TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::new(LATIN_BITS, &MODEL[COLUMNS << CYRILLIC_BITS..]));
