#![doc = include_str!("../README.md")]

#[cfg(feature = "tantivy")]
mod filter;
mod fold;
pub mod homoglyph;
mod normal;
mod stem;

#[cfg(feature = "tantivy")]
pub use filter::{KazakhStemStream, KazakhStemTokenizer, KazakhStems};
pub use fold::skeleton;
pub use normal::{is_invisible, is_plain, lower_plain, normal};
pub use stem::{
    Alternation, Analysis, Found, Kind, Lists, Part, Slot, Spelling, Stem, Stemmer, Weights, analyse,
    has_kazakh_letter, is_form_of_listed, stem, stem_of_listed,
};
