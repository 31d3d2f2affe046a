//! How a failing source is asked ever more seldom: the graver, the faster; never given up.

use jiff::SignedDuration;

use super::Scaled;
use crate::Severity;

/// By what each further failure in a row multiplies the wait. The first failure of a row changes nothing: most outages, our own
/// among them, are over by the next check. (rss-fetcher adds 0.25, 0.5 or 1 to a factor that it lets act from 1 on.)
pub(super) fn growth(severity: Severity) -> f64 {
    match severity {
        Severity::Fine | Severity::Temporary => 1.5,
        Severity::Soft => 2.0,
        Severity::Hard => 4.0,
    }
}

/// The longest wait: what passes by itself is looked for four times a day, so that little is lost when it has passed.
fn longest(severity: Severity, cap: SignedDuration) -> SignedDuration {
    match severity {
        Severity::Fine | Severity::Temporary => cap.mul_f64_or_max(0.25),
        Severity::Soft => cap.mul_f64_or_max(0.5),
        Severity::Hard => cap,
    }
}

/// What a source is worth asking after a failure is reckoned from this at least: its rhythm says nothing about its outage.
const LEAST: SignedDuration = SignedDuration::from_mins(15);
/// And from this at most: a weekly paper that does not answer at noon is asked again soon.
const MOST: SignedDuration = SignedDuration::from_hours(1);

/// The wait of a source whose usual wait and retreat are these. Where the usual wait is longer than all that, it stands.
pub(super) fn wait(
    usual: SignedDuration,
    retreat: f64,
    severity: Severity,
    cap: SignedDuration,
) -> SignedDuration {
    let base = usual.clamp(LEAST, MOST);
    base.mul_f64_or_max(retreat.max(1.0)).min(longest(severity, cap)).min(cap).max(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The waits in minutes after failures in a row, of a source asked every half hour.
    #[track_caller]
    fn check(severity: Severity, expected: [i64; 7]) {
        let mut retreat = 1.0;
        let mut waits = Vec::new();
        for _ in 0..7 {
            waits.push(
                wait(SignedDuration::from_mins(30), retreat, severity, SignedDuration::from_hours(24))
                    .as_mins(),
            );
            retreat *= growth(severity);
        }
        assert_eq!(waits, expected);
    }

    #[test]
    fn graver_failures_slow_faster() {
        check(Severity::Temporary, [30, 45, 67, 101, 151, 227, 341]);
        check(Severity::Soft, [30, 60, 120, 240, 480, 720, 720]);
        check(Severity::Hard, [30, 120, 480, 1440, 1440, 1440, 1440]);
    }
}
