//! Takes the words of a text and gives its subject: what exactly is wrong within a leaf of the category tree, «не работает лифт» within
//! the management of houses. Subjects and their terms are data; nothing here knows one by name.

mod lexicon;
mod list;
mod score;

pub use list::{Subject, get, subjects};
pub use score::{SubjectMatch, subject, weigh};
