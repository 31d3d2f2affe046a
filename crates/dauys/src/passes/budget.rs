//! What may still be spent of platforms' quotas today, shared by all sources with one key.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use dauys_model::{Source, SourceKind};
use dauys_store::Store;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// Units left, by the name of the key.
#[derive(Default)]
pub(crate) struct Budget(Mutex<HashMap<String, u32>>);

/// The Pacific time of the YouTube quota, at its winter offset: in summer the day begins an hour late, so that nothing is
/// spent twice.
const PACIFIC: Offset = Offset::constant(-8);

/// The day of the platform by which quotas are counted.
pub(crate) fn quota_day(kind: SourceKind, now: Timestamp) -> Date {
    let offset = if kind == SourceKind::Youtube { PACIFIC } else { Offset::UTC };
    offset.to_datetime(now).date()
}

/// Units a day where the settings do not say. Below what the platforms give for nothing (YouTube 10 000, VK's `wall.get`
/// 5 000, Threads 2 200), so that somebody else with the same key can still work.
fn usual(kind: SourceKind) -> Option<u32> {
    match kind {
        SourceKind::Youtube => Some(9_000),
        SourceKind::Vk => Some(4_500),
        SourceKind::Threads => Some(2_000),
        _ => None,
    }
}

impl Budget {
    /// What is left today for the keys of `sources`.
    pub(crate) fn of<'a>(
        store: &Store,
        sources: impl Iterator<Item = &'a Source>,
        now: Timestamp,
    ) -> anyhow::Result<Self> {
        let mut left = HashMap::new();
        for source in sources {
            let (Some(secret), Some(quota)) = (&source.secret, source.quota.or_else(|| usual(source.kind)))
            else {
                continue;
            };
            let spent = store.spent(secret, quota_day(source.kind, now))?;
            let rest = quota.saturating_sub(spent);
            // Of several quotas for one key the smallest holds.
            left.entry(secret.clone())
                .and_modify(|known: &mut u32| *known = rest.min(*known))
                .or_insert(rest);
        }
        Ok(Self(Mutex::new(left)))
    }

    /// Takes units for a question; false when they are not left.
    pub(crate) fn take(&self, source: &Source, units: u32) -> bool {
        let Some(secret) = &source.secret else { return true };
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match left.get_mut(secret) {
            Some(rest) if *rest < units => false,
            Some(rest) => {
                *rest -= units;
                true
            }
            None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use dauys_model::SourceId;

    use super::*;

    fn source(id: &str, quota: u32) -> Source {
        Source {
            secret: Some("key".into()),
            quota: Some(quota),
            ..Source::new(SourceId::new(id).unwrap(), id, SourceKind::Youtube, None)
        }
    }

    #[test]
    fn sources_with_one_key_share_its_quota() {
        let store = Store::in_memory().unwrap();
        let (first, second) = (source("a", 3), source("b", 5));
        let now = "2026-11-22T09:00:00Z".parse().unwrap();
        let budget = Budget::of(&store, [&first, &second].into_iter(), now).unwrap();
        assert!(budget.take(&first, 2));
        assert!(!budget.take(&second, 2), "one unit is left");
        assert!(budget.take(&second, 1));
        assert!(!budget.take(&first, 1));
    }

    #[test]
    fn the_day_of_youtube_begins_at_pacific_midnight() {
        let now: Timestamp = "2026-11-22T07:59:00Z".parse().unwrap();
        assert_eq!(quota_day(SourceKind::Youtube, now).to_string(), "2026-11-21");
        assert_eq!(quota_day(SourceKind::Vk, now).to_string(), "2026-11-22");
    }
}
