//! What is remembered of the rules of one origin, and for how long it may be trusted. Knows time but neither HTTP nor the wall clock.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::Rules;

/// The rules of one origin as they were learnt in the life of a fetcher, for the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learnt {
    /// Scheme, host and port, as in `https://a.example`.
    pub origin: String,
    /// The robots.txt as it came; none where the origin has none.
    pub rules: Option<Vec<u8>>,
    /// How long ago they were learnt.
    pub age: Duration,
}

/// For so long rules are used without asking again (RFC 9309, 2.4).
const FRESH_FOR: Duration = Duration::from_secs(24 * 3600);

/// For so long old rules stand in for rules that cannot be had. RFC 9309 (2.3.1.4 and 2.4) leaves it open and names thirty days.
const USABLE_FOR: Duration = Duration::from_secs(30 * 24 * 3600);

/// For so long an origin whose rules cannot be had is not asked for them again.
const UNKNOWN_FOR: Duration = Duration::from_secs(3600);

/// One origin.
#[derive(Debug, Default)]
pub(crate) struct Origin {
    /// Held by who is fetching the rules.
    learning: tokio::sync::Mutex<()>,
    known: Mutex<Option<Known>>,
}

#[derive(Debug)]
struct Known {
    rules: Arc<Rules>,
    /// How old they were at `since`.
    age: Duration,
    since: Instant,
    trusted_until: Instant,
    /// Whether they came in the life of this fetcher.
    is_new: bool,
}

impl Known {
    fn age(&self) -> Duration {
        self.age + self.since.elapsed()
    }
}

impl Origin {
    /// The rules, learning them with `learn` if they are not known or too old. Who comes while they are being learnt waits.
    pub(crate) async fn rules(&self, learn: impl Future<Output = Rules>) -> Arc<Rules> {
        if let Some(rules) = self.trusted() {
            return rules;
        }
        let _learning = self.learning.lock().await;
        match self.trusted() {
            Some(rules) => rules,
            None => self.keep(learn.await),
        }
    }

    /// Takes over rules that were learnt some time ago. Rules of this life are not replaced.
    pub(crate) fn remember(&self, rules: Rules, age: Duration) {
        let mut known = self.known();
        if age <= USABLE_FOR && known.as_ref().is_none_or(|known| !known.is_new) {
            let now = Instant::now();
            let trusted_until = now + FRESH_FOR.saturating_sub(age);
            *known = Some(Known { rules: Arc::new(rules), age, since: now, trusted_until, is_new: false });
        }
    }

    /// The rules that were learnt in this life, if any were, and their age. That they could not be learnt is nothing to keep.
    pub(crate) fn learnt(&self) -> Option<(Option<Vec<u8>>, Duration)> {
        let known = self.known();
        let known = known.as_ref().filter(|known| known.is_new)?;
        match &*known.rules {
            Rules::Absent => Some((None, known.age())),
            Rules::Given { text, .. } => Some((Some(text.clone()), known.age())),
            Rules::Unknown(_) => None,
        }
    }

    fn trusted(&self) -> Option<Arc<Rules>> {
        let known = self.known();
        known
            .as_ref()
            .filter(|known| Instant::now() < known.trusted_until)
            .map(|known| Arc::clone(&known.rules))
    }

    fn keep(&self, rules: Rules) -> Arc<Rules> {
        let mut known = self.known();
        let now = Instant::now();
        let is_unknown = matches!(rules, Rules::Unknown(_));
        if let Some(old) = known.as_mut()
            && is_unknown
            && !matches!(*old.rules, Rules::Unknown(_))
            && old.age() <= USABLE_FOR
        {
            old.trusted_until = now + UNKNOWN_FOR;
            return Arc::clone(&old.rules);
        }
        let trusted_until = now + if is_unknown { UNKNOWN_FOR } else { FRESH_FOR };
        let rules = Arc::new(rules);
        *known = Some(Known {
            rules: Arc::clone(&rules),
            age: Duration::ZERO,
            since: now,
            trusted_until,
            is_new: true,
        });
        rules
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Option<Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;
    use crate::{Failure, Reason};

    const HOUR: Duration = Duration::from_secs(3600);

    fn given() -> Rules {
        Rules::of_text("Dauys", b"User-agent: *\nDisallow: /x\n".to_vec())
    }

    fn unknown() -> Rules {
        Rules::Unknown(Failure::Later { host: "a".into(), reason: Reason::Timeout, retry_after: None })
    }

    /// What comes of asking for the rules when `learnt` would be found; and whether it was sought.
    async fn ask(origin: &Origin, learnt: Rules) -> (&'static str, bool) {
        let mut is_sought = false;
        let rules = origin
            .rules(async {
                is_sought = true;
                learnt
            })
            .await;
        let found = match *rules {
            Rules::Absent => "absent",
            Rules::Given { .. } => "given",
            Rules::Unknown(_) => "unknown",
        };
        (found, is_sought)
    }

    #[tokio::test(start_paused = true)]
    async fn rules_are_trusted_for_a_day() {
        let origin = Origin::default();
        assert_eq!(ask(&origin, given()).await, ("given", true));
        advance(23 * HOUR).await;
        assert_eq!(ask(&origin, Rules::Absent).await, ("given", false));
        assert_eq!(origin.learnt().unwrap().1, 23 * HOUR);
        advance(HOUR).await;
        assert_eq!(ask(&origin, Rules::Absent).await, ("absent", true));
        assert_eq!(origin.learnt(), Some((None, Duration::ZERO)));
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_remembered_is_used_until_its_day_is_over_and_not_told_again() {
        let origin = Origin::default();
        origin.remember(given(), 23 * HOUR);
        assert_eq!(ask(&origin, Rules::Absent).await, ("given", false));
        assert_eq!(origin.learnt(), None);
        advance(HOUR).await;
        assert_eq!(ask(&origin, Rules::Absent).await, ("absent", true));
        origin.remember(given(), HOUR);
        assert_eq!(ask(&origin, given()).await, ("absent", false));
    }

    #[tokio::test(start_paused = true)]
    async fn an_old_copy_stands_in_for_rules_that_cannot_be_had() {
        let origin = Origin::default();
        origin.remember(given(), 29 * 24 * HOUR);
        assert_eq!(ask(&origin, unknown()).await, ("given", true));
        assert_eq!(ask(&origin, unknown()).await, ("given", false));
        advance(HOUR).await;
        assert_eq!(ask(&origin, unknown()).await, ("given", true));
        advance(24 * HOUR).await;
        assert_eq!(ask(&origin, unknown()).await, ("unknown", true));
        assert_eq!(origin.learnt(), None);

        let origin = Origin::default();
        origin.remember(given(), 31 * 24 * HOUR);
        assert_eq!(ask(&origin, unknown()).await, ("unknown", true));
    }

    #[tokio::test(start_paused = true)]
    async fn unknown_rules_are_sought_again_after_an_hour() {
        let origin = Origin::default();
        assert_eq!(ask(&origin, unknown()).await, ("unknown", true));
        assert_eq!(ask(&origin, given()).await, ("unknown", false));
        assert_eq!(origin.learnt(), None);
        advance(HOUR).await;
        assert_eq!(ask(&origin, given()).await, ("given", true));
        assert!(origin.learnt().is_some());
    }
}
