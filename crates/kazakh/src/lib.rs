#![doc = include_str!("../README.md")]

mod fold;
pub mod homoglyph;
mod normal;
mod stem;

pub use fold::skeleton;
pub use normal::{is_invisible, is_plain, lower_plain, normal};
pub use stem::{
    Alternation, Analysis, Found, Kind, Lists, Part, Slot, Spelling, Stem, Stemmer, Weights, analyse,
    has_kazakh_letter, is_form_of_listed, stem, stem_of_listed,
};
