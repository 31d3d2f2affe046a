#![doc = include_str!("../README.md")]

mod card;
mod html;
mod language;
mod layers;
mod page;
mod passage;
mod speech;
mod understood;
mod verdict;
mod wording;

pub use dauys_model::Interface;
pub use page::page;
pub use understood::Understood;
