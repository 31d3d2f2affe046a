//! One gate per host: lets one request through at a time, none before the pace is kept, and none at all while the host
//! wants to be left alone. Knows time but no HTTP.

use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant, sleep_until};

use crate::Reason;

/// The gate of one host.
#[derive(Debug, Default)]
pub(crate) struct Gate(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// When the last request was over.
    ended_at: Option<Instant>,
    closed: Option<Closed>,
    /// How many requests failed since the last that did not.
    failures: u32,
}

/// Why and until when a host is left alone.
#[derive(Clone, Debug)]
struct Closed {
    until: Instant,
    reason: Reason,
    /// Whether the host asked for it.
    is_asked: bool,
}

/// That a host is left alone for longer than the caller would wait.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LeftAlone {
    pub(crate) reason: Reason,
    /// For how much longer, where the host asked for it.
    pub(crate) retry_after: Option<Duration>,
}

/// After so many failures in a row a host is down, and each further page would cost another timeout.
const DOWN_AFTER: u32 = 6;

/// How long a host that is down is left alone: longer than a run has patience.
const DOWN_FOR: Duration = Duration::from_secs(3600);

impl Gate {
    /// Waits for its turn, for `pace` since the end of the last request, and for the host to be ready, but for the last not longer
    /// than `patience`. The permit is to be used for one request.
    pub(crate) async fn enter(&self, pace: Duration, patience: Duration) -> Result<Permit<'_>, LeftAlone> {
        let mut state = self.0.lock().await;
        let now = Instant::now();
        let mut at = now;
        if let Some(closed) = &state.closed {
            let left = closed.until.saturating_duration_since(now);
            if left > patience {
                let retry_after = closed.is_asked.then_some(left);
                return Err(LeftAlone { reason: closed.reason.clone(), retry_after });
            }
            at = at.max(closed.until);
        }
        if let Some(ended_at) = state.ended_at {
            at = at.max(ended_at + pace);
        }
        if at > now {
            sleep_until(at).await;
        }
        state.closed = None;
        Ok(Permit(state))
    }
}

/// Leave to send one request. The pace is counted from when it is dropped.
#[derive(Debug)]
pub(crate) struct Permit<'a>(MutexGuard<'a, State>);

impl Permit<'_> {
    /// The host answered, whatever it said.
    pub(crate) fn succeeded(mut self) {
        self.0.failures = 0;
    }

    /// The host is in trouble and wants to be left alone for `asked`, or should be for `pause`.
    pub(crate) fn failed(mut self, reason: Reason, asked: Option<Duration>, pause: Duration) {
        self.0.failures += 1;
        let now = Instant::now();
        let closed = match asked {
            Some(asked) => Closed { until: now + asked, reason, is_asked: true },
            None if self.0.failures >= DOWN_AFTER => {
                Closed { until: now + DOWN_FOR, reason, is_asked: false }
            }
            None => Closed { until: now + pause, reason, is_asked: false },
        };
        self.0.closed = Some(closed);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.ended_at = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const PACE: Duration = Duration::from_secs(2);
    const PATIENCE: Duration = Duration::from_secs(30);

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    async fn enter(gate: &Gate) -> Result<Permit<'_>, LeftAlone> {
        gate.enter(PACE, PATIENCE).await
    }

    #[tokio::test(start_paused = true)]
    async fn the_pace_is_counted_from_the_end_of_the_last_request() {
        let start = Instant::now();
        let gate = Gate::default();
        let permit = enter(&gate).await.unwrap();
        assert_eq!(start.elapsed(), Duration::ZERO);
        tokio::time::sleep(seconds(5)).await;
        permit.succeeded();
        enter(&gate).await.unwrap().succeeded();
        assert_eq!(start.elapsed(), seconds(7));
        gate.enter(seconds(10), PATIENCE).await.unwrap().succeeded();
        assert_eq!(start.elapsed(), seconds(17));
    }

    #[tokio::test(start_paused = true)]
    async fn requests_to_one_host_are_serial() {
        let start = Instant::now();
        let gate = Arc::new(Gate::default());
        let tasks: Vec<_> = (0..3)
            .map(|_| {
                let gate = Arc::clone(&gate);
                tokio::spawn(async move {
                    let permit = enter(&gate).await.unwrap();
                    let began = start.elapsed();
                    tokio::time::sleep(seconds(1)).await;
                    permit.succeeded();
                    began
                })
            })
            .collect();
        let mut began = Vec::new();
        for task in tasks {
            began.push(task.await.unwrap());
        }
        began.sort();
        assert_eq!(began, [seconds(0), seconds(3), seconds(6)]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_wish_is_waited_for_and_a_long_one_is_told() {
        let start = Instant::now();
        let gate = Gate::default();
        enter(&gate).await.unwrap().failed(Reason::Status(429), Some(seconds(7)), PACE);
        enter(&gate).await.unwrap().failed(Reason::Status(429), Some(seconds(100)), PACE);
        assert_eq!(start.elapsed(), seconds(7));
        tokio::time::advance(seconds(40)).await;
        let left = LeftAlone { reason: Reason::Status(429), retry_after: Some(seconds(60)) };
        assert_eq!(enter(&gate).await.unwrap_err(), left);
        assert_eq!(start.elapsed(), seconds(47));
        tokio::time::advance(seconds(30)).await;
        enter(&gate).await.unwrap().succeeded();
        assert_eq!(start.elapsed(), seconds(107));
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_fails_and_fails_is_left_alone() {
        let gate = Gate::default();
        for _ in 0..DOWN_AFTER {
            enter(&gate).await.unwrap().failed(Reason::Timeout, None, PACE);
        }
        let left = LeftAlone { reason: Reason::Timeout, retry_after: None };
        assert_eq!(enter(&gate).await.unwrap_err(), left);
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_waits_without_a_pace() {
        let start = Instant::now();
        let gate = Gate::default();
        for _ in 0..3 {
            gate.enter(Duration::ZERO, Duration::ZERO).await.unwrap().failed(
                Reason::Timeout,
                None,
                Duration::ZERO,
            );
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}
