//! Takes a word and gives what each language makes of it: two compiled-in tables of small whole numbers, one for Cyrillic and
//! one for Latin script, made by `cargo run --release --example train_language` from openly licensed sentences.

use super::ngram::{each_feature, each_run};

/// Columns of a table: room for sixteen languages.
pub const COLUMNS: usize = 16;

/// What the columns of the Cyrillic table are, as ISO 639 codes, in order.
pub const CYRILLIC: [&str; 13] =
    ["kk", "ru", "ky", "tt", "ba", "mn", "uk", "be", "bg", "uz", "tk", "az", "sah"];

/// What the columns of the Latin table are. `ru` is Russian typed in Latin letters; Tatar and Belarusian have Latin alphabets
/// beside the Cyrillic ones.
pub const LATIN: [&str; 9] = ["kk", "ru", "en", "tr", "az", "uz", "tk", "tt", "be"];

/// The number of rows of the Cyrillic table, as a power of two.
pub const CYRILLIC_BITS: u32 = 16;

/// The number of rows of the Latin table, as a power of two.
pub const LATIN_BITS: u32 = 14;

/// One unit of a weight in natural-log odds. Weights beyond ±127 units were cut when the table was made.
pub const UNIT: f32 = 1.0 / 32.0;

/// The two tables, Cyrillic first, row after row, read where they lie in the program.
static MODEL: &[u8] = include_bytes!("../../../../data/lexicon/language.model");

/// One script's table of weights: a row for each feature, a column for each language.
pub(crate) struct Table {
    bits: u32,
    rows: &'static [[u8; COLUMNS]],
}

/// What a word adds to each language, in [`UNIT`]s.
pub(crate) type Scores = [i16; COLUMNS];

impl Table {
    /// The sum of the weights of a word's features.
    pub(crate) fn score(&self, letters: &[char]) -> Scores {
        let mut sums = [0i16; COLUMNS];
        each_feature(letters, self.bits, |feature| {
            for (sum, weight) in sums.iter_mut().zip(&self.rows[feature]) {
                *sum += i16::from(weight.cast_signed());
            }
        });
        sums
    }

    /// How far each run of a word's letters speaks for the first language rather than the second, in [`UNIT`]s: calls `visit` with
    /// where the run begins, how many letters it has, both counted with the edges of the word, and its weight.
    pub(crate) fn explain(&self, letters: &[char], mut visit: impl FnMut(usize, usize, i16)) {
        each_run(letters, self.bits, |start, length, feature| {
            let row = &self.rows[feature];
            visit(start, length, i16::from(row[0].cast_signed()) - i16::from(row[1].cast_signed()));
        });
    }
}

/// The table of Cyrillic words.
pub(crate) static CYRILLIC_TABLE: Table = Table { bits: CYRILLIC_BITS, rows: rows().0 };

/// The table of Latin words.
pub(crate) static LATIN_TABLE: Table = Table { bits: LATIN_BITS, rows: rows().1 };

/// The rows of the Cyrillic table and those of the Latin table. Evaluated while the program is built, where a file of another
/// size fails.
const fn rows() -> (&'static [[u8; COLUMNS]], &'static [[u8; COLUMNS]]) {
    let (rows, rest) = MODEL.as_chunks::<COLUMNS>();
    assert!(rest.is_empty() && rows.len() == (1 << CYRILLIC_BITS) + (1 << LATIN_BITS), "run train_language");
    rows.split_at(1 << CYRILLIC_BITS)
}
