//! How a failing source is asked ever more seldom: the graver, the faster; never given up.

use jiff::SignedDuration;

use super::Scaled;
use crate::Severity;

/// By what each further failure in a row multiplies the wait. The first failure of a row changes nothing: most
/// outages, our own among them, are over by the next check. (rss-fetcher adds 0.25, 0.5 or 1 to a factor that it lets
/// act from 1 on.)
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

/// No failing source is asked again sooner, whatever its rhythm.
const LEAST: SignedDuration = SignedDuration::from_mins(15);
/// The first failures of a slow source are followed up after this: a weekly paper that does not answer at noon may be
/// read in the afternoon.
const FOLLOWED_UP: SignedDuration = SignedDuration::from_hours(1);
/// From this stretch on, a failing source is not asked more often than while it worked.
const PATIENCE: f64 = 4.0;

/// The wait of a source whose usual wait and retreat are these.
pub(super) fn wait(
    usual: SignedDuration,
    retreat: f64,
    severity: Severity,
    cap: SignedDuration,
) -> SignedDuration {
    let base = usual.clamp(LEAST, FOLLOWED_UP);
    let wait = base.mul_f64_or_max(retreat.max(1.0)).min(longest(severity, cap)).max(base);
    if retreat >= PATIENCE { wait.max(usual) } else { wait }
}

/// The same where the settings fix the usual wait: it is never undercut.
pub(super) fn fixed_wait(
    usual: SignedDuration,
    retreat: f64,
    severity: Severity,
    cap: SignedDuration,
) -> SignedDuration {
    let base = usual.max(LEAST);
    base.mul_f64_or_max(retreat.max(1.0)).min(longest(severity, cap)).max(base)
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

    #[test]
    fn a_slow_source_is_followed_up_at_first() {
        let day = SignedDuration::from_hours(24);
        let waits = [1.0, 1.5, 2.25, 3.375, 5.0625]
            .map(|retreat| wait(day, retreat, Severity::Temporary, day).as_mins());
        assert_eq!(waits, [60, 90, 135, 202, 1440]);
        assert_eq!(fixed_wait(day * 7, 1.0, Severity::Temporary, day), day * 7);
        assert_eq!(fixed_wait(LEAST, 4.0, Severity::Hard, day), LEAST * 4);
    }
}
