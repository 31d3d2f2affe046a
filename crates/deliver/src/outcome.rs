//! What can be known of a message after an attempt, and nothing more than that.

use std::time::Duration;

/// What became of a part of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The receiving side said that it has it.
    Delivered {
        /// What it said.
        receipt: String,
    },
    /// It was not taken, and the same message sent again at once would not be either.
    Refused {
        /// What was said.
        why: String,
        /// Whether it never will be: a mailbox that does not exist. Else somebody has to set something right: a password.
        permanent: bool,
    },
    /// It has not arrived for sure, and may well on another attempt.
    Later {
        /// What stood in the way.
        why: String,
        /// How long the receiving side wants to be left alone.
        after: Option<Duration>,
    },
    /// It left, and no answer came: it may have arrived.
    Unsure {
        /// What happened.
        why: String,
    },
}

impl Outcome {
    pub(crate) fn later(why: impl Into<String>) -> Self {
        Self::Later { why: why.into(), after: None }
    }

    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self::Refused { why: why.into(), permanent: true }
    }

    /// Somebody has to set something right first.
    pub(crate) fn misconfigured(why: impl Into<String>) -> Self {
        Self::Refused { why: why.into(), permanent: false }
    }

    pub(crate) fn unsure(why: impl Into<String>) -> Self {
        Self::Unsure { why: why.into() }
    }
}

/// Settings or a message that no courier can do anything with, and what to do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(pub(crate) String);

impl Unusable {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}
