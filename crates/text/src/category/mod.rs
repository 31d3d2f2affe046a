//! Takes the words of a text and gives the public-service matters it speaks of, best first, each with the words that say so.
//! The tree and its terms are data; nothing here knows a category by name.

mod lexicon;
mod score;
mod tree;

pub use score::{ACCEPT, CategoryCue, CategoryMatch, categorize, weigh};
pub use tree::{Category, Tree, tree};
