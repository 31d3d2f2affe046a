//! When a source is asked next: learnt from how often it brings something new, and from how it fails.
//!
//! A check is worth its request when the items that have probably appeared since have together waited long enough. So
//! the next check is due at the moment `t` at which the expected waiting, the sum of `(t − s)` over the items expected
//! at moments
//! `s` after this check, reaches [`Settings::price`]. For a steady rate λ that is an interval of √(2·price/λ): four times
//! the news, twice the checks. This is the square-root rule of Sia, Cho and Cho, "Efficient Monitoring Algorithm for
//! Fast News Alerts" (IEEE TKDE 19(7), 2007), and as there the rate follows the hour and the day, so that nights and
//! weekends cost little.
//!
//! Over this rule stand limits, each of which is named in [`Next::why`]: the window (a feed of 20 items is asked
//! before 20 new ones can have come), what the source itself asks for, the floor and the cap.

mod learned;
mod retreat;

use dauys_model::SourceId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use learned::Learned;

use crate::Severity;

/// How sources are scheduled. The defaults were chosen by simulation, see the README.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// No source is asked again sooner than this, unless its settings say so.
    pub floor_minutes: u32,
    /// Every source is asked again within this.
    pub cap_minutes: u32,
    /// What a request is worth, in hours that one item has waited: the higher, the fewer requests.
    pub price: f64,
    /// For how many days what was learnt counts; older experience fades by the factor e in this time.
    pub memory_days: f64,
    /// How many items it takes until an hour or a day of the week is believed to differ from the others. Infinite: no
    /// rhythm is learnt.
    pub rhythm_items: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { floor_minutes: 10, cap_minutes: 24 * 60, price: 0.2, memory_days: 28.0, rhythm_items: 24.0 }
    }
}

/// A check that has just been made.
#[derive(Clone, Copy, Debug)]
pub struct Check<'a> {
    /// Which source.
    pub source: &'a SourceId,
    /// When.
    pub at: Timestamp,
    /// How it ended.
    pub outcome: Outcome<'a>,
    /// Minutes between two checks, where the settings fix them.
    pub every_minutes: Option<u32>,
}

/// How a check ended.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// The source was read.
    Heard {
        /// How many items its page holds: its window. 0 where nothing can fall out of it, as with a cursor that goes
        /// on where the last check ended.
        announced: u32,
        /// One entry per item that was not known before, with its moment of publication where the source tells one.
        /// Items that were only changed or dated anew do not belong here.
        new: &'a [Option<Timestamp>],
        /// For how long it asks to be left alone: the longer of HTTP freshness and the feed's own `ttl`.
        fresh_for: Option<SignedDuration>,
    },
    /// It has not changed: HTTP 304, or the same bytes.
    Unchanged {
        /// For how long it asks to be left alone.
        fresh_for: Option<SignedDuration>,
    },
    /// It was not heard.
    Failed {
        /// How grave that is; never [`Severity::Fine`], which is taken for [`Severity::Temporary`].
        severity: Severity,
        /// For how long it asks to be left alone.
        retry_after: Option<SignedDuration>,
    },
}

/// What follows from a check.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Next {
    /// From when on the source is due.
    pub due_at: Timestamp,
    /// What decided it.
    pub why: Why,
    /// The page was full of unknown items, so some that came between were perhaps never seen.
    pub overflowed: bool,
    /// What is known of its rhythm from now on; to be kept until the next check.
    pub learned: Learned,
}

/// What decided when a source is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The settings fix it.
    Fixed,
    /// Its share of new items.
    News,
    /// Its window would overflow otherwise.
    Window,
    /// The source asked for it (`ttl`, `Cache-Control`, `Expires`).
    Asked,
    /// The source asked for it when it refused (`Retry-After`).
    RetryAfter,
    /// It fails.
    Failing,
    /// The shortest wait there is.
    Floor,
    /// The longest wait there is.
    Cap,
}

/// Every check is due a minute early, so that a source which is due every 15 minutes is met by a cron job every 15
/// minutes.
const EARLY: SignedDuration = SignedDuration::from_mins(1);
/// Learnt waits are shortened by up to this share, so that sources which were added together part.
const JITTER: f64 = 0.1;
/// The first wait is shortened by up to this share: all sources of a new installation are asked at one moment.
const FIRST_JITTER: f64 = 0.5;
/// A wish to be left alone is granted in full up to this; WordPress tells `hourly` of every site.
const GRANTED: SignedDuration = SignedDuration::from_hours(1);
/// A longer wish is granted up to so many times what was learnt: a generator's `ttl` of a day on an hourly site is not
/// believed.
const WISH_FACTOR: f64 = 4.0;

/// When a source is asked next, and what was learnt from this check.
///
/// Failures change nothing of what was learnt: the first success returns to the learnt rhythm. The result depends on
/// the arguments alone.
pub fn next(learned: &Learned, check: &Check<'_>, settings: &Settings) -> Next {
    let mut learned = learned.clone();
    let is_first = !learned.has_heard();
    let mut overflowed = false;
    let (fresh_for, failed) = match check.outcome {
        Outcome::Heard { announced, new, fresh_for } => {
            overflowed = learned.hear(check.at, announced, new, settings);
            (fresh_for, None)
        }
        Outcome::Unchanged { fresh_for } => {
            learned.hear_nothing(check.at, settings);
            (fresh_for, None)
        }
        Outcome::Failed { severity, retry_after } => {
            learned.fail(severity);
            (None, Some((severity, retry_after)))
        }
    };
    let floor = minutes(settings.floor_minutes);
    let cap = minutes(settings.cap_minutes).max(floor);
    let (mut wait, mut why) = match check.every_minutes {
        Some(fixed) => (minutes(fixed.max(1)), Why::Fixed),
        None => learned_wait(&learned, check.at, fresh_for, floor, cap, settings),
    };
    // No shortening goes below what the host asked for.
    let mut asked = SignedDuration::ZERO;
    if let Some((severity, retry_after)) = failed {
        let usual = wait;
        let stretched = if why == Why::Fixed { retreat::fixed_wait } else { retreat::wait };
        wait = stretched(usual, learned.retreat(), severity, cap);
        why = Why::Failing;
        asked = retry_after.map_or(SignedDuration::ZERO, |asked| asked.min(cap.max(usual)));
        if asked > wait {
            (wait, why) = (asked, Why::RetryAfter);
        }
    }
    if why != Why::Fixed && why != Why::RetryAfter {
        let most = if is_first { FIRST_JITTER } else { JITTER };
        let shortened = wait.mul_f64_or_max(1.0 - most * share(check.source, check.at));
        wait = shortened.max(floor.min(wait));
    }
    let due_at = check.at.checked_add((wait - EARLY).max(asked)).unwrap_or(Timestamp::MAX);
    Next { due_at, why, overflowed, learned }
}

/// The wait that follows from the rhythm, the window and the wish of the source.
fn learned_wait(
    learned: &Learned,
    at: Timestamp,
    fresh_for: Option<SignedDuration>,
    floor: SignedDuration,
    cap: SignedDuration,
    settings: &Settings,
) -> (SignedDuration, Why) {
    let by_news = learned.wait_for_news(at, cap, settings);
    let by_window = learned.wait_for_window(at, cap, settings);
    let (mut wait, mut why) = (by_news, Why::News);
    if let Some(wish) = fresh_for.filter(|wish| *wish > wait) {
        let granted = wish.min(GRANTED.max(by_news.mul_f64_or_max(WISH_FACTOR)));
        if granted > wait {
            (wait, why) = (granted, Why::Asked);
        }
    }
    if by_window < wait {
        (wait, why) = (by_window, Why::Window);
    }
    if wait <= floor {
        (wait, why) = (floor, Why::Floor);
    }
    if wait >= cap {
        (wait, why) = (cap, Why::Cap);
    }
    (wait, why)
}

fn minutes(minutes: u32) -> SignedDuration {
    SignedDuration::from_mins(i64::from(minutes))
}

/// A share in 0..1 that depends on the source and the moment: FNV-1a of both (Fowler, Noll and Vo), mixed by one more
/// multiplication, since its last bytes reach the high bits too little.
fn share(source: &SourceId, at: Timestamp) -> f64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in source.as_str().bytes().chain(at.as_second().to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Multiplication that cannot fail.
trait Scaled {
    fn mul_f64_or_max(self, factor: f64) -> Self;
}

impl Scaled for SignedDuration {
    fn mul_f64_or_max(self, factor: f64) -> Self {
        Self::try_from_secs_f64(self.as_secs_f64() * factor).unwrap_or(Self::MAX)
    }
}
