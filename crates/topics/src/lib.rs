#![doc = include_str!("../README.md")]

mod agglomerate;
mod amend;
mod background;
mod burst;
mod candidates;
mod cluster;
mod context;
mod decision;
mod dormant;
mod duplicate;
mod evidence;
mod formed;
mod grouper;
mod identity;
mod ledger;
mod locality;
mod memory;
mod portrait;
mod related;
mod role;
mod ruled;
mod run;
mod settings;
mod text;
mod vocabulary;
mod why;
mod window;

pub use dauys_model::trend;
pub use decision::Decisions;
pub use dormant::Dormant;
pub use grouper::Grouper;
pub use related::{Related, related};
pub use settings::Settings;
pub use text::{Grouped, Text};
pub use why::{Member, Why, why};
