#![doc = include_str!("../README.md")]

mod analysis;
pub mod category;
pub mod complaint;
mod ending;
pub mod explain;
pub mod fingerprint;
pub mod language;
mod locate;
mod negation;
pub mod person;
mod phrase;
pub mod place;
mod reading;
pub mod redact;
pub mod russian;
pub mod sentence;
pub mod stop;
pub mod terms;
pub mod token;
pub mod words;

pub use analysis::{Analysis, Given, analyze};
pub use category::{Category, CategoryCue, CategoryMatch, Tree, categorize, tree};
pub use complaint::{Complaint, Cue, CueKind, Stance, complaint};
pub use dauys_kazakh as kazakh;
pub use dauys_kazakh::skeleton;
pub use explain::{Explanation, explain};
pub use fingerprint::fingerprint;
pub use language::{Detection, WordEvidence, detect, detect_by_rules, weigh};
pub use locate::{Located, locate};
pub use place::{Level, Place, most_telling, place, place_by_name, places, places_from};
pub use redact::{Hidden, Mark, Rule, hidden, redact};
pub use sentence::sentences;
pub use stop::is_stop_word;
pub use terms::{Term, TermKind, query_terms, terms, topic_terms};
pub use token::{Token, normal, tokens};
pub use words::{Sentence, Word, Words, words, words_given};
