//! The subscriptions of the settings, for the pages that list and edit them.

use std::sync::Arc;

use dauys_model::{Names, Subscription, SubscriptionId};
use dauys_web::{Listed, Readers, ReadersFault};

use crate::home::Home;
use crate::subscriptions;

/// The subscriptions of an installation's settings.
pub(super) struct SettingsReaders {
    home: Arc<Home>,
}

impl SettingsReaders {
    pub(super) fn new(home: Arc<Home>) -> Self {
        Self { home }
    }
}

impl Readers for SettingsReaders {
    fn all(&self) -> Result<Listed, ReadersFault> {
        let subscriptions = subscriptions::all(&self.home.config)
            .map_err(|error| ReadersFault::Failed(format!("{error:#}")))?;
        Ok(Listed { subscriptions, fingerprint: String::new() })
    }

    fn save(&self, _: &Subscription, _: Option<&SubscriptionId>, _: &str) -> Result<(), ReadersFault> {
        Err(ReadersFault::Failed("subscriptions are changed in their file".into()))
    }

    fn remove(&self, _: &SubscriptionId, _: &str) -> Result<(), ReadersFault> {
        Err(ReadersFault::Failed("subscriptions are changed in their file".into()))
    }

    fn committees(&self) -> Vec<(String, Names)> {
        Vec::new()
    }
}
