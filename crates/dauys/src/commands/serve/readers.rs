//! The subscriptions of the settings, for the pages that list and edit them.

use std::sync::Arc;

use dauys_model::{BodyKind, Names, Subscription, SubscriptionId, civil_day};
use dauys_web::{Clock, Listed, Readers, ReadersFault};

use crate::home::Home;
use crate::subscriptions::{self, Saved};

/// The subscriptions of an installation's settings.
pub(super) struct SettingsReaders {
    home: Arc<Home>,
    clock: Clock,
}

impl SettingsReaders {
    pub(super) fn new(home: Arc<Home>, clock: Clock) -> Self {
        Self { home, clock }
    }
}

fn failed(error: &anyhow::Error) -> ReadersFault {
    ReadersFault::Failed(format!("{error:#}"))
}

/// What became of a change: the fingerprint of the file now.
fn written(saved: anyhow::Result<Saved>) -> Result<String, ReadersFault> {
    match saved.map_err(|error| failed(&error))? {
        Saved::Written(fingerprint) => Ok(fingerprint),
        Saved::Changed | Saved::Unknown => Err(ReadersFault::Changed),
    }
}

impl Readers for SettingsReaders {
    fn all(&self) -> Result<Listed, ReadersFault> {
        let (subscriptions, fingerprint) =
            subscriptions::all_with_fingerprint(&self.home.config).map_err(|error| failed(&error))?;
        Ok(Listed { subscriptions, fingerprint })
    }

    fn save(
        &self,
        subscription: &Subscription,
        before: Option<&SubscriptionId>,
        seen: &str,
    ) -> Result<(), ReadersFault> {
        let config = &self.home.config;
        let now = written(subscriptions::save(config, subscription, seen))?;
        // Under a new id it stands there first, so that a power cut in between leaves one too many, not one too few.
        if let Some(before) = before.filter(|before| **before != subscription.id) {
            match subscriptions::remove(config, before, &now).map_err(|error| failed(&error))? {
                Saved::Written(_) | Saved::Unknown => {}
                Saved::Changed => return Err(ReadersFault::Changed),
            }
        }
        Ok(())
    }

    fn remove(&self, id: &SubscriptionId, seen: &str) -> Result<(), ReadersFault> {
        written(subscriptions::remove(&self.home.config, id, seen)).map(drop)
    }

    fn committees(&self) -> Vec<(String, Names)> {
        let today = civil_day((self.clock)());
        let bodies = self.home.config.bodies.institution.iter();
        bodies
            .filter(|body| body.kind == BodyKind::Committee && body.holds_on(today))
            .map(|body| (body.id.clone(), body.name.clone()))
            .collect()
    }
}
