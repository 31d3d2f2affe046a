//! When a failed request is worth another try, and after which pause.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use crate::header;
use crate::{Failure, Reason};

/// The longest wish of a host that is remembered. Hosts that ask for days mean "not in this run" as well.
pub(crate) const LONGEST_WISH: Duration = Duration::from_secs(3600);

/// Whether a second request within the same fetch may help. A timeout is not tried again: it has cost enough.
pub(crate) fn is_worth_another_try(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Later {
            reason: Reason::Status(_) | Reason::Connection(_) | Reason::Truncated | Reason::Dns(_),
            ..
        }
    )
}

/// The pause after the failure number `failures` (from 1): one pace, two, four, … and up to half as much again, so that many
/// clients that failed together do not come back together; at most `longest`.
pub(crate) fn pause(failures: u32, pace: Duration, longest: Duration) -> Duration {
    let doubled = pace.saturating_mul(1 << (failures.saturating_sub(1)).min(16));
    doubled.mul_f64(1.0 + 0.5 * chance()).min(longest)
}

/// The pace for one request: up to a quarter longer, so that nobody is asked by the beat of a clock.
pub(crate) fn unsteady(pace: Duration) -> Duration {
    pace.mul_f64(1.0 + 0.25 * chance())
}

/// A number from 0 to 1. The keys of the standard library's hash maps are random, which is enough for a jitter.
fn chance() -> f64 {
    f64::from(RandomState::new().hash_one(0u8) as u32) / f64::from(u32::MAX)
}

/// How long a host asks to be left alone (RFC 9110, 10.2.3), in seconds or as a date, at most [`LONGEST_WISH`].
///
/// The date is compared with the `Date` of the same answer, since clocks differ and ours is not read here. A date without
/// anything to compare it with counts as the longest wish.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let told = header::text(headers, RETRY_AFTER)?;
    if !told.is_empty() && told.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number can have is a long time too.
        return Some(told.parse().map_or(LONGEST_WISH, Duration::from_secs).min(LONGEST_WISH));
    }
    let until = header::parse_date(&told)?;
    Some(header::date(headers, DATE).map_or(LONGEST_WISH, |now| between(now, until)).min(LONGEST_WISH))
}

fn between(now: Timestamp, until: Timestamp) -> Duration {
    Duration::try_from(until.duration_since(now)).unwrap_or(Duration::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(wish: &str, date: Option<&str>, expected: Option<u64>) {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, wish.parse().unwrap());
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        assert_eq!(retry_after(&headers), expected.map(Duration::from_secs), "{wish}");
    }

    #[test]
    fn wishes_are_seconds_or_dates() {
        let date = Some("Sat, 21 Nov 2026 10:00:00 GMT");
        check("7", None, Some(7));
        check("0", None, Some(0));
        check("86400", None, Some(3600));
        check("99999999999999999999999", None, Some(3600));
        check("Sat, 21 Nov 2026 10:01:30 GMT", date, Some(90));
        check("Sat, 21 Nov 2026 09:00:00 GMT", date, Some(0));
        check("Sun, 22 Nov 2026 10:00:00 GMT", date, Some(3600));
        check("Sat, 21 Nov 2026 10:01:30 GMT", None, Some(3600));
        check("soon", date, None);
        check("-5", date, None);
        check("", date, None);
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }

    #[test]
    fn pauses_grow_up_to_the_longest() {
        let (pace, longest) = (Duration::from_secs(2), Duration::from_secs(30));
        for (failures, least, most) in
            [(1, 2, 3), (2, 4, 6), (3, 8, 12), (4, 16, 24), (5, 30, 30), (99, 30, 30)]
        {
            let pause = pause(failures, pace, longest);
            let range = Duration::from_secs(least)..=Duration::from_secs(most);
            assert!(range.contains(&pause), "{failures}: {pause:?}");
        }
        assert_eq!(pause(3, Duration::ZERO, Duration::ZERO), Duration::ZERO);
    }
}
