//! Takes a text and says how much it raises a problem, whoever tells it, and in what stance: a complaint, a report of one, a
//! notice, a thing mended, thanks. It judges the text and never its author: it knows no emotion of persons, and a rude text
//! counts no more than a polite one that lacks the same water.

mod cue;
mod feature;
mod form;
mod habit;
mod model;
mod problem;
mod score;
mod urgent;

pub use cue::{Cue, CueKind};
pub use feature::{Aspect, Feature};
pub use score::{Complaint, Reason, complaint, evidence};
