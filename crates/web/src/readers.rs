//! Who gets a digest: the subscriptions as the settings of an installation keep them. Pages list and edit them through this; the file
//! and its checks are the program's.

use std::fmt;

use dauys_model::{Names, Subscription, SubscriptionId};

/// The subscriptions of an installation.
pub trait Readers: Send + Sync {
    /// All of them, in the order of the settings, as they stand now.
    ///
    /// # Errors
    ///
    /// [`ReadersFault::Failed`] when they cannot be read.
    fn all(&self) -> Result<Listed, ReadersFault>;

    /// Keeps a subscription in the place of `before`, or behind the others without one. `seen` is the fingerprint of the list that whoever
    /// changes it has seen.
    ///
    /// # Errors
    ///
    /// [`ReadersFault::Field`] for what the reader can mend, [`ReadersFault::Changed`] when the settings are no longer those
    /// that were seen, [`ReadersFault::Failed`] when they cannot be written.
    fn save(
        &self,
        subscription: &Subscription,
        before: Option<&SubscriptionId>,
        seen: &str,
    ) -> Result<(), ReadersFault>;

    /// Removes a subscription.
    ///
    /// # Errors
    ///
    /// As those of [`Readers::save`].
    fn remove(&self, id: &SubscriptionId, seen: &str) -> Result<(), ReadersFault>;

    /// The committees that can be chosen today: id and name.
    fn committees(&self) -> Vec<(String, Names)>;
}

/// Subscriptions as they stood at a moment.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Listed {
    /// In the order of the settings.
    pub subscriptions: Vec<Subscription>,
    /// What changes when anything of the file changes.
    pub fingerprint: String,
}

impl Listed {
    /// The subscription of an id.
    pub fn get(&self, id: &str) -> Option<&Subscription> {
        self.subscriptions.iter().find(|one| one.id.as_str() == id)
    }
}

/// Why subscriptions were not read or kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadersFault {
    /// A key says what cannot be meant.
    Field {
        /// The key, as [`Subscription`] names it.
        key: String,
        /// What is wrong and what to do.
        said: String,
    },
    /// Somebody changed the settings since they were looked at.
    Changed,
    /// They cannot be read or written; what to do.
    Failed(String),
}

impl fmt::Display for ReadersFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { key, said } => write!(formatter, "`{key}`: {said}"),
            Self::Changed => formatter.write_str("the subscriptions were changed meanwhile"),
            Self::Failed(said) => formatter.write_str(said),
        }
    }
}

impl std::error::Error for ReadersFault {}
