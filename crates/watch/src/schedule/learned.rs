//! What was learnt of a source: how much it brings, at which hours of the day and days of the week, and how much its
//! page holds.

use dauys_model::KAZAKHSTAN;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Scaled, Settings, retreat};
use crate::Severity;

/// The experience with one source, fading with time. A plain row: what the next check needs, and nothing of any item.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Learned {
    /// The last check that heard it, in seconds since 1970; 0 before the first.
    heard_at: i64,
    /// Hours that were listened to, faded.
    hours: f64,
    /// Items that came in them, faded.
    items: f64,
    /// Items of these by the civil hour in which they came, faded.
    by_hour: [f64; 24],
    /// Items of these by weekday from Monday, faded.
    by_day: [f64; 7],
    /// How many items its page holds, at most and lately.
    window: u32,
    /// The longest wait that its window allows, in hours of its usual activity, after it was found too full of new
    /// items;
    /// 0 when it was not.
    pressed_hours: f64,
    /// How many new items it was then found with.
    pressed_items: f64,
    /// Whether it was so full that this is remembered for weeks: such bursts come again.
    bursts: bool,
    /// By what the wait is stretched while it fails; 0 while it does not.
    retreat: f64,
}

/// Before anything is known, a source is thought to bring an item in two hours; that weighs as much as so many hours
/// of listening.
const PRIOR_HOURS: f64 = 6.0;
const PRIOR_ITEMS: f64 = 3.0;
/// The least rate, in items an hour, from which the wait of a dead source follows: past the cap.
const LEAST_RATE: f64 = 1.0e-4;
/// The share of the window that may fill with new items between two checks, in expectation.
const FILL: f64 = 0.4;
/// From this share of new items on, a window was so full that a burst must be reckoned with for weeks.
const NEARLY_FULL: f64 = 0.8;
/// By so much a batch differs from the one before.
const BATCH: f64 = 1.25;
/// By what the limit of a pressed window is relaxed at each check that finds it less full; after a burst, by this a
/// week.
const RELAX: f64 = 1.3;
/// How far back a first page teaches.
const LOOK_BACK_HOURS: f64 = 28.0 * 24.0;
/// The step in which waits are searched.
const STEP: SignedDuration = SignedDuration::from_mins(5);

impl Learned {
    /// Whether the source was ever heard.
    pub fn has_heard(&self) -> bool {
        self.heard_at != 0
    }

    /// Items an hour, over day and night.
    pub fn rate(&self) -> f64 {
        // What is known of the prior fades as experience grows: it is outweighed by hours, not by items.
        ((self.items + PRIOR_ITEMS * self.doubt()) / (self.hours + PRIOR_HOURS * self.doubt()))
            .max(LEAST_RATE)
    }

    /// How many items its page holds, at most and lately.
    pub fn window(&self) -> u32 {
        self.window
    }

    /// How much the prior still counts: all of it at first, nothing after a few days.
    fn doubt(&self) -> f64 {
        (1.0 - self.hours / 96.0).max(0.0)
    }

    /// The rate expected at a civil time.
    fn rate_at(&self, civil: DateTime, settings: &Settings) -> f64 {
        let hour = usize::try_from(civil.hour()).unwrap_or(0);
        let day = usize::try_from(civil.weekday().to_monday_zero_offset()).unwrap_or(0);
        let of = |counts: &[f64], index: usize| {
            // Neighbouring hours speak for one another, since a rhythm is never exact to the hour.
            let share = if counts.len() == 24 {
                0.25 * counts[(index + 23) % 24] + 0.5 * counts[index % 24] + 0.25 * counts[(index + 1) % 24]
            } else {
                counts.get(index).copied().unwrap_or(0.0)
            };
            let parts = counts.len() as f64;
            let prior = settings.rhythm_items / parts;
            if prior.is_infinite() {
                1.0
            } else {
                (share + prior) / (self.items + settings.rhythm_items) * parts
            }
        };
        self.rate() * of(&self.by_hour, hour) * of(&self.by_day, day)
    }

    /// How long until what has probably come has waited for as much as a request is worth.
    pub(super) fn wait_for_news(
        &self,
        at: Timestamp,
        cap: SignedDuration,
        settings: &Settings,
    ) -> SignedDuration {
        let (mut items, mut waited) = (0.0, 0.0);
        self.walk(at, cap, settings, |rate, step| {
            waited += items * step + rate * step * step / 2.0;
            items += rate * step;
            waited >= settings.price
        })
    }

    /// How long until its window has probably filled as far as it may, with four standard deviations in hand.
    pub(super) fn wait_for_window(
        &self,
        at: Timestamp,
        cap: SignedDuration,
        settings: &Settings,
    ) -> SignedDuration {
        if self.window == 0 {
            return cap;
        }
        let window = f64::from(self.window);
        let (mut items, mut active): (f64, f64) = (0.0, 0.0);
        let usual = self.rate();
        self.walk(at, cap, settings, |rate, step| {
            items += rate * step;
            // Hours in which it seldom speaks press less.
            active += step * (rate / usual).min(1.0);
            items >= FILL * window
                || items + 4.0 * items.sqrt() >= window
                || (self.pressed_hours > 0.0 && active >= self.pressed_hours)
        })
    }

    /// Walks from `at` in steps with the rate of each until `is_enough` says so, at most to `cap`.
    fn walk(
        &self,
        at: Timestamp,
        cap: SignedDuration,
        settings: &Settings,
        mut is_enough: impl FnMut(f64, f64) -> bool,
    ) -> SignedDuration {
        let mut wait = SignedDuration::ZERO;
        let mut civil = KAZAKHSTAN.to_datetime(at);
        let mut rate = self.rate_at(civil, settings);
        while wait < cap {
            wait = wait.saturating_add(STEP);
            if is_enough(rate, STEP.as_secs_f64() / 3600.0) {
                break;
            }
            let later = civil.checked_add(STEP).unwrap_or(DateTime::MAX);
            if later.hour() != civil.hour() {
                rate = self.rate_at(later, settings);
            }
            civil = later;
        }
        wait
    }

    /// Learns from a page that was read; whether its window had probably overflowed before.
    pub(super) fn hear(
        &mut self,
        at: Timestamp,
        announced: u32,
        new: &[Option<Timestamp>],
        settings: &Settings,
    ) -> bool {
        let is_first = !self.has_heard();
        let from = if is_first { first_moment(at, new) } else { self.heard_before(at) };
        let waited = hours_between(from, at);
        self.fade(waited, settings);
        self.hours += waited;
        for published in new {
            match published {
                Some(moment) if *moment > from && *moment <= at && !is_bare_date(*moment) => {
                    self.count(*moment, 1.0)
                }
                // A bare date tells the day, a moment before the last check that it came late.
                Some(moment)
                    if is_bare_date(*moment) && *moment <= at && hours_between(*moment, at) > 24.0 =>
                {
                    let end = moment.checked_add(SignedDuration::from_hours(24)).unwrap_or(at);
                    self.spread((*moment).max(from), end.min(at), 1.0);
                }
                // A first page tells of what was before it only by dates, and nothing of what lies further back.
                None if is_first => {}
                Some(moment) if is_first && *moment < from => {}
                _ => self.spread(from, at, 1.0),
            }
        }
        self.heard_at = at.as_second();
        self.retreat = 0.0;
        // A page that grows is not full yet; one that shrinks may do so only for a night.
        let was_full = !is_first && announced > 0 && announced <= self.window;
        if announced > 0 {
            self.window = announced.max(self.window - self.window.div_ceil(10));
        }
        let count = u32::try_from(new.len()).unwrap_or(u32::MAX);
        if was_full {
            self.press(waited, count);
        }
        was_full && announced > 1 && count >= announced
    }

    /// Learns that nothing has come.
    pub(super) fn hear_nothing(&mut self, at: Timestamp, settings: &Settings) {
        self.hear(at, 0, &[], settings);
    }

    /// Remembers a failure.
    pub(super) fn fail(&mut self, severity: Severity) {
        self.retreat =
            if self.retreat < 1.0 { 1.0 } else { (self.retreat * retreat::growth(severity)).min(1.0e4) };
    }

    /// By what the wait is stretched.
    pub(super) fn retreat(&self) -> f64 {
        self.retreat
    }

    /// After a page that was fuller of new items than it may be, the next waits are as short as would have kept it in
    /// bounds, whatever was learnt before; they relax check by check. (As TCP does with its window: down at once, up
    /// slowly.)
    fn press(&mut self, waited: f64, new: u32) {
        let (new, window) = (f64::from(new), f64::from(self.window));
        let allowed = FILL * window;
        if new > allowed {
            // Where a shorter wait brought no fewer at a time, the items come at once, like a paper's, and asking still
            // sooner would not spread them.
            let is_batch = self.pressed_hours > 0.0 && new < window && new <= BATCH * self.pressed_items;
            if !is_batch {
                let limit = waited * allowed / new;
                self.pressed_hours =
                    if self.pressed_hours > 0.0 { self.pressed_hours.min(limit) } else { limit };
                self.pressed_items = new;
            }
            self.bursts |= new >= NEARLY_FULL * window;
        } else if self.pressed_hours > 0.0 {
            self.pressed_hours *= if self.bursts { RELAX.powf(waited / (7.0 * 24.0)) } else { RELAX };
            if self.pressed_hours > 24.0 {
                (self.pressed_hours, self.pressed_items, self.bursts) = (0.0, 0.0, false);
            }
        }
    }

    fn heard_before(&self, at: Timestamp) -> Timestamp {
        Timestamp::from_second(self.heard_at).unwrap_or(at).min(at)
    }

    fn fade(&mut self, waited: f64, settings: &Settings) {
        let factor = (-waited / (settings.memory_days.max(1.0) * 24.0)).exp();
        self.hours *= factor;
        self.items *= factor;
        for count in self.by_hour.iter_mut().chain(&mut self.by_day) {
            *count *= factor;
        }
    }

    fn count(&mut self, moment: Timestamp, items: f64) {
        let civil = KAZAKHSTAN.to_datetime(moment);
        self.items += items;
        if let Some(count) = usize::try_from(civil.hour()).ok().and_then(|hour| self.by_hour.get_mut(hour)) {
            *count += items;
        }
        let day = usize::try_from(civil.weekday().to_monday_zero_offset()).ok();
        if let Some(count) = day.and_then(|day| self.by_day.get_mut(day)) {
            *count += items;
        }
    }

    /// Counts items that came somewhere between two moments, evenly.
    fn spread(&mut self, from: Timestamp, to: Timestamp, items: f64) {
        let parts = (hours_between(from, to).ceil() as u32).clamp(1, 24 * 7);
        let step = to.duration_since(from).as_secs_f64() / f64::from(parts);
        for part in 0..parts {
            let offset =
                SignedDuration::try_from_secs_f64(step * (f64::from(part) + 0.5)).unwrap_or_default();
            self.count(from.checked_add(offset).unwrap_or(to), items / f64::from(parts));
        }
    }
}

/// From when on a first page tells everything: its oldest dated item, but not further back than is remembered.
fn first_moment(at: Timestamp, new: &[Option<Timestamp>]) -> Timestamp {
    let back = at.checked_sub(hours(LOOK_BACK_HOURS)).unwrap_or(Timestamp::MIN);
    // The very oldest may be a pinned item; where it is the only one so old, it only says that little came.
    new.iter().flatten().copied().filter(|moment| *moment <= at).min().map_or(at, |oldest| oldest.max(back))
}

/// Midnight of Kazakhstan or of UTC to the second: feeds that know only the day write it so.
fn is_bare_date(moment: Timestamp) -> bool {
    let second = moment.as_second();
    second.rem_euclid(86_400) == 0 || (second + i64::from(KAZAKHSTAN.seconds())).rem_euclid(86_400) == 0
}

fn hours(hours: f64) -> SignedDuration {
    SignedDuration::from_hours(1).mul_f64_or_max(hours)
}

fn hours_between(from: Timestamp, to: Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64().max(0.0) / 3600.0
}
