//! What an editor does with an edition before it goes out, and what stands by each topic of it about how sure it is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::TopicId;

/// How sure what a topic tells is. Said with every topic of a digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// Citizens or outlets tell it; nobody else does.
    #[default]
    Unverified,
    /// Citizens and outlets tell it independently of one another.
    Partly,
    /// A public body tells it itself.
    Official,
}

/// One act of an editor.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Review {
    /// What was done.
    #[serde(flatten)]
    pub act: ReviewAct,
    /// The account that did it: the name of a desk, as the settings list them, never of a person.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What an editor can do.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act")]
pub enum ReviewAct {
    /// The edition waits until it is approved.
    Hold,
    /// The edition may go out as it stands.
    Approve,
    /// A topic is left out.
    Drop {
        /// Which.
        topic: TopicId,
    },
    /// A topic that was left out is told again.
    Restore {
        /// Which.
        topic: TopicId,
    },
    /// The desk says something of a topic, in its own words and under its own name. An empty note takes it back.
    Annotate {
        /// Of which.
        topic: TopicId,
        /// What.
        note: String,
    },
    /// The desk knows better how sure a topic is.
    Confirm {
        /// Of which.
        topic: TopicId,
        /// How sure.
        confirmation: Confirmation,
    },
}

/// What all acts of editors on an edition come to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reviewed {
    /// Whether it waits, though nothing else would have it wait.
    pub held: bool,
    /// Who approved it and when, if nothing was done since.
    pub approved: Option<(String, Timestamp)>,
    /// Topics that are left out.
    pub dropped: Vec<TopicId>,
    /// What desks say of topics.
    pub notes: Vec<Note>,
    /// What desks know better.
    pub confirmations: Vec<(TopicId, Confirmation)>,
}

/// What a desk says of a topic.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Note {
    /// The topic.
    pub topic: TopicId,
    /// The words.
    pub text: String,
    /// The account.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Reviewed {
    /// What acts, in the order in which they were done, come to. Whatever is done after an approval takes it back.
    pub fn of(acts: &[Review]) -> Self {
        let mut all = Self::default();
        for review in acts {
            if !matches!(review.act, ReviewAct::Approve) {
                all.approved = None;
            }
            match &review.act {
                ReviewAct::Hold => all.held = true,
                ReviewAct::Approve => {
                    all.held = false;
                    all.approved = Some((review.by.clone(), review.at));
                }
                ReviewAct::Drop { topic } => {
                    if !all.dropped.contains(topic) {
                        all.dropped.push(topic.clone());
                    }
                }
                ReviewAct::Restore { topic } => all.dropped.retain(|dropped| dropped != topic),
                ReviewAct::Annotate { topic, note } => {
                    all.notes.retain(|other| other.topic != *topic);
                    if !note.trim().is_empty() {
                        all.notes.push(Note {
                            topic: topic.clone(),
                            text: note.trim().to_owned(),
                            by: review.by.clone(),
                            at: review.at,
                        });
                    }
                }
                ReviewAct::Confirm { topic, confirmation } => {
                    all.confirmations.retain(|(other, _)| other != topic);
                    all.confirmations.push((topic.clone(), *confirmation));
                }
            }
        }
        all
    }
}

/// An answer that an office waits for about a topic.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Due {
    /// Its number.
    pub id: crate::DueId,
    /// About which topic, if one.
    pub topic: Option<TopicId>,
    /// Until which civil day.
    pub day: jiff::civil::Date,
    /// What was asked or promised, and of whom: one line in the office's own words.
    pub what: String,
    /// When it was answered, if it was.
    pub answered: Option<jiff::civil::Date>,
}
