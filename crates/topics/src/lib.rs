#![doc = include_str!("../README.md")]

mod agglomerate;
mod background;
mod bag;
mod burst;
mod candidates;
mod cluster;
mod context;
mod duplicate;
mod evidence;
mod formed;
mod grouper;
mod identity;
mod ledger;
mod locality;
mod memory;
mod portrait;
mod role;
mod ruled;
mod settings;
mod story;
mod text;
mod usual;
mod vocabulary;
mod window;

pub use dauys_model::trend;
pub use grouper::Grouper;
pub use settings::Settings;
pub use text::{Grouped, Text};
