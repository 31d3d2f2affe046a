#![doc = include_str!("../README.md")]

mod fold;
pub mod homoglyph;
mod normal;
mod stem;

pub use fold::{fold_into, skeleton};
pub use normal::{is_invisible, is_plain, lower_plain, normal};
pub use stem::{
    Analysis, Kind, Lexicon, Stem, analyse, has_kazakh_letter, is_form_of_listed, stem, stem_of_listed,
};
