#![doc = include_str!("../README.md")]

pub mod cyrillic;
#[cfg(feature = "tantivy")]
mod filter;
mod fold;
pub mod homoglyph;
mod normal;
mod spelling;
mod stem;

pub use cyrillic::{Alphabet, to_cyrillic, to_cyrillic_from};
#[cfg(feature = "tantivy")]
pub use filter::{KazakhStemStream, KazakhStemTokenizer, KazakhStems};
pub use fold::{fold_into, skeleton};
pub use normal::{is_invisible, is_plain, lower_plain, normal};
pub use spelling::{is_spelled_out, keeps_harmony};
pub use stem::{
    Alternation, Analysis, Found, Kind, Lists, Part, Slot, Spelling, Stem, Stemmer, Weights, analyse,
    has_kazakh_letter, is_form_of_listed, is_listed, stem, stem_of_listed,
};
