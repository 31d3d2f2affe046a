//! One gate per host: lets one request through at a time, none before the pace is kept, and none at all while the host
//! wants to be left alone. Knows time but no HTTP.
//!
//! Per host, not per registrable domain: one list of public suffixes more would be needed, and it would make hundreds of offices
//! under one domain, or the two names of a paper behind one delivery network, wait for each other. Servers that mind say so with 429.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::Reason;

/// The gate of one host.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    /// Held by who may send a request.
    turn: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When the last request was over.
    ended_at: Option<Instant>,
    closed: Option<Closed>,
    /// How many requests met trouble since the last that did not.
    failures: u32,
    /// How many requests were refused since the last that was welcome.
    refusals: u32,
}

/// Why and until when a host is left alone.
#[derive(Clone, Debug)]
struct Closed {
    until: Instant,
    reason: Reason,
    /// Whether the host has to be told to callers as wanting it so, or is merely down.
    is_wished: bool,
}

/// That a host is left alone for longer than the caller would wait.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LeftAlone {
    pub(crate) reason: Reason,
    /// For how much longer, where the host wishes it so.
    pub(crate) retry_after: Option<Duration>,
}

/// How a request ended.
#[derive(Debug)]
pub(crate) enum End {
    /// With what was asked for.
    Welcome,
    /// With something else that says nothing of the host, such as that there is no such page.
    Answered,
    /// The host does not want us.
    Refused(Reason),
    /// The host is in trouble, or we are too many.
    Trouble {
        reason: Reason,
        /// How long it asks to be left alone.
        asked: Option<Duration>,
        /// How long it is left alone if it does not ask.
        pause: Duration,
    },
}

/// After so many failures in a row a host is down, and each further page would cost another timeout.
const DOWN_AFTER: u32 = 6;

/// How long a host that is down is left alone: longer than a run has patience.
const DOWN_FOR: Duration = Duration::from_secs(3600);

/// After so many refusals in a row (403, 429, captchas) a host means it.
const REFUSED_AFTER: u32 = 3;

/// How long a host that means it is left alone; also the longest that callers may wish.
const REFUSED_FOR: Duration = Duration::from_secs(24 * 3600);

impl Gate {
    /// Waits for its turn, for `pace` since the end of the last request, and for the host to be ready, but for the last not longer
    /// than `patience`. The permit is to be used for one request.
    pub(crate) async fn enter(&self, pace: Duration, patience: Duration) -> Result<Permit<'_>, LeftAlone> {
        let turn = self.turn.lock().await;
        loop {
            let at = self.ready_at(pace, patience)?;
            if at <= Instant::now() {
                break;
            }
            sleep_until(at).await;
        }
        self.state().closed = None;
        Ok(Permit { gate: self, _turn: turn })
    }

    fn ready_at(&self, pace: Duration, patience: Duration) -> Result<Instant, LeftAlone> {
        let state = self.state();
        let now = Instant::now();
        let mut at = state.ended_at.map_or(now, |ended_at| ended_at + pace);
        if let Some(closed) = &state.closed {
            let left = closed.until.saturating_duration_since(now);
            if left > patience {
                let retry_after = closed.is_wished.then_some(left);
                return Err(LeftAlone { reason: closed.reason.clone(), retry_after });
            }
            at = at.max(closed.until);
        }
        Ok(at)
    }

    /// Leaves the host alone for `duration`, at most a day, because of what it said in another life.
    pub(crate) fn leave_alone(&self, duration: Duration, code: String) {
        let until = Instant::now() + duration.min(REFUSED_FOR);
        self.state().closed = Some(Closed { until, reason: Reason::LeftAlone(code), is_wished: true });
    }

    /// For how much longer the host is left alone, and the code of the reason.
    pub(crate) fn left_alone(&self) -> Option<(Duration, String)> {
        let state = self.state();
        let closed = state.closed.as_ref()?;
        let left = closed.until.saturating_duration_since(Instant::now());
        (!left.is_zero()).then(|| (left, closed.reason.code()))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leave to send one request. The pace is counted from when it is dropped.
#[derive(Debug)]
pub(crate) struct Permit<'a> {
    gate: &'a Gate,
    _turn: tokio::sync::MutexGuard<'a, ()>,
}

impl Permit<'_> {
    /// Gives the permit back and says how the request ended.
    pub(crate) fn end(self, end: End) {
        let mut state = self.gate.state();
        let now = Instant::now();
        let close = |duration, reason, is_wished| Some(Closed { until: now + duration, reason, is_wished });
        match end {
            End::Welcome => (state.failures, state.refusals) = (0, 0),
            End::Answered => state.failures = 0,
            End::Refused(reason) => {
                state.failures = 0;
                state.refusals += 1;
                if state.refusals >= REFUSED_AFTER {
                    state.closed = close(REFUSED_FOR, Reason::LeftAlone(reason.code()), true);
                }
            }
            End::Trouble { reason, asked, pause } => {
                state.failures += 1;
                state.refusals += u32::from(reason == Reason::Status(429));
                state.closed = if state.refusals >= REFUSED_AFTER {
                    close(REFUSED_FOR, Reason::LeftAlone(reason.code()), true)
                } else if let Some(asked) = asked {
                    close(asked, reason, true)
                } else if state.failures >= DOWN_AFTER {
                    close(DOWN_FOR, reason, false)
                } else {
                    close(pause, reason, false)
                };
            }
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.gate.state().ended_at = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const PACE: Duration = Duration::from_secs(2);
    const PATIENCE: Duration = Duration::from_secs(30);
    const DAY: Duration = Duration::from_secs(24 * 3600);

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    async fn enter(gate: &Gate) -> Result<Permit<'_>, LeftAlone> {
        gate.enter(PACE, PATIENCE).await
    }

    fn trouble(reason: Reason, asked: Option<Duration>) -> End {
        End::Trouble { reason, asked, pause: PACE }
    }

    #[tokio::test(start_paused = true)]
    async fn the_pace_is_counted_from_the_end_of_the_last_request() {
        let start = Instant::now();
        let gate = Gate::default();
        let permit = enter(&gate).await.unwrap();
        assert_eq!(start.elapsed(), Duration::ZERO);
        tokio::time::sleep(seconds(5)).await;
        permit.end(End::Welcome);
        enter(&gate).await.unwrap().end(End::Welcome);
        assert_eq!(start.elapsed(), seconds(7));
        gate.enter(seconds(10), PATIENCE).await.unwrap().end(End::Answered);
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
                    permit.end(End::Welcome);
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
        enter(&gate).await.unwrap().end(trouble(Reason::Status(503), Some(seconds(7))));
        enter(&gate).await.unwrap().end(trouble(Reason::Status(503), Some(seconds(100))));
        assert_eq!(start.elapsed(), seconds(7));
        tokio::time::advance(seconds(40)).await;
        let left = LeftAlone { reason: Reason::Status(503), retry_after: Some(seconds(60)) };
        assert_eq!(enter(&gate).await.unwrap_err(), left);
        assert_eq!(start.elapsed(), seconds(47));
        tokio::time::advance(seconds(30)).await;
        enter(&gate).await.unwrap().end(End::Welcome);
        assert_eq!(start.elapsed(), seconds(107));
        assert_eq!(gate.left_alone(), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_fails_and_fails_is_left_alone() {
        let gate = Gate::default();
        for _ in 0..DOWN_AFTER {
            enter(&gate).await.unwrap().end(trouble(Reason::Timeout, None));
        }
        let left = LeftAlone { reason: Reason::Timeout, retry_after: None };
        assert_eq!(enter(&gate).await.unwrap_err(), left);
        assert_eq!(gate.left_alone(), Some((DOWN_FOR, "timeout".into())));
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_refuses_three_times_in_a_row_is_left_alone_for_a_day() {
        let gate = Gate::default();
        let refused = || End::Refused(Reason::Status(403));
        for end in [refused(), refused(), End::Welcome, refused(), End::Answered, refused()] {
            enter(&gate).await.unwrap().end(end);
            assert_eq!(gate.left_alone(), None);
        }
        enter(&gate).await.unwrap().end(trouble(Reason::Status(429), Some(seconds(3))));
        let left = LeftAlone { reason: Reason::LeftAlone("http 429".into()), retry_after: Some(DAY) };
        assert_eq!(enter(&gate).await.unwrap_err(), left);
        assert_eq!(gate.left_alone(), Some((DAY, "http 429".into())));
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_left_alone_in_another_life_stays_so_for_a_day_at_most() {
        let gate = Gate::default();
        gate.leave_alone(100 * DAY, "http 403".into());
        let left = LeftAlone { reason: Reason::LeftAlone("http 403".into()), retry_after: Some(DAY) };
        assert_eq!(enter(&gate).await.unwrap_err(), left);
        tokio::time::advance(DAY).await;
        enter(&gate).await.unwrap().end(End::Welcome);
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_waits_without_a_pace() {
        let start = Instant::now();
        let gate = Gate::default();
        for _ in 0..3 {
            let permit = gate.enter(Duration::ZERO, Duration::ZERO).await.unwrap();
            permit.end(End::Trouble { reason: Reason::Timeout, asked: None, pause: Duration::ZERO });
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}
