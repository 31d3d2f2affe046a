//! The clock of a source and its gaps on it: moments of news in, a judge of any silence out.

use jiff::{SignedDuration, Timestamp};

use super::calendar::{Calendar, HOLIDAYS, KINDS, join, split};
use super::tail::Tail;
use super::{Basis, History, Settings, Silence};

/// Of so many latest days on which it spoke a source is judged: a quarter of a daily one, a year and a half of a
/// weekly one, so that a rhythm which drifts is followed.
const DAYS: usize = 80;
/// So few gaps say nothing yet.
const NEEDED: usize = 8;
/// The least speed of a source's clock: even in the hours in which it never spoke, its silence grows.
const LEAST_SPEED: f64 = 0.05;
/// So many days of a kind it takes until they are believed to differ from other days.
const BELIEF_DAYS: f64 = 2.0;
/// So many hours in which it spoke it takes until the hours of the day are believed to differ.
const BELIEF_HOURS: f64 = 12.0;
/// With fewer gaps than needed, a silence is long at so many times the longest of them.
const CAREFUL: f64 = 3.0;
/// What happened within so many of the latest gaps is not improbable, whatever the many before say: a source that
/// turns from weekly to fortnightly is taken for silent once, not for months.
const RECENT: usize = 3;
/// A gap is as long as another up to this factor.
const SAME: f64 = 1.05;
const HOUR: i64 = 3600;
const HOURS_A_WEEK: f64 = 168.0;
const DAYS_A_YEAR: f64 = 365.25;
/// No moment is sought further ahead: about five years.
const HORIZON_DAYS: i64 = 1826;

/// What is known of the rhythm of a source.
#[derive(Clone, Debug)]
pub struct Rhythm<'a> {
    calendar: &'a Calendar,
    least: SignedDuration,
    /// The speed of its clock by kind of day and hour; 1 on the mean of a week.
    speed: [[f64; 24]; KINDS],
    /// What the clock runs in a day of each kind.
    day: [f64; KINDS],
    tail: Option<Tail>,
    gaps: u32,
    gaps_a_year: f64,
    /// The gap on its clock, in hours, from which on a silence is improbable.
    long: f64,
    /// And the time, while its own gaps are too few.
    at_least: SignedDuration,
}

impl<'a> Rhythm<'a> {
    /// Learns the rhythm of a source from its past up to `now`; see [`silence`](super::silence).
    pub fn learn(history: &History<'_>, now: Timestamp, calendar: &'a Calendar, settings: &Settings) -> Self {
        let mut known: Vec<Timestamp> =
            history.moments.iter().copied().filter(|moment| *moment <= now).collect();
        known.sort_unstable();
        known.dedup();
        let known = latest_days(&known);
        let mut rhythm = Self {
            calendar,
            least: SignedDuration::try_from_secs_f64(settings.least_hours * HOUR as f64).unwrap_or_default(),
            speed: [[1.0; 24]; KINDS],
            day: [24.0; KINDS],
            tail: None,
            gaps: 0,
            gaps_a_year: 0.0,
            long: 0.0,
            at_least: SignedDuration::from_hours(24 * history.pace.long_days()),
        };
        rhythm.learn_speed(known, history.deaf);
        let gaps = rhythm.longest_of_days(known, history.deaf);
        rhythm.gaps = u32::try_from(gaps.len()).unwrap_or(u32::MAX);
        let (Some(first), Some(last)) = (known.first(), known.last()) else { return rhythm };
        let years = (last.duration_since(*first).as_secs_f64() / 86_400.0).max(1.0) / DAYS_A_YEAR;
        rhythm.gaps_a_year = gaps.len() as f64 / years;
        let is_enough = gaps.len() >= NEEDED;
        let lately = gaps.iter().rev().take(RECENT).copied().fold(0.0, f64::max);
        rhythm.tail = Tail::of(gaps);
        if let Some(tail) = &rhythm.tail {
            rhythm.long = if is_enough {
                rhythm.at_least = SignedDuration::ZERO;
                tail.reached(settings.false_alarms_a_year / rhythm.gaps_a_year).max(SAME * lately)
            } else {
                CAREFUL * tail.longest()
            };
        }
        rhythm
    }

    /// Judges a silence that began at `since`.
    pub fn silence(&self, since: Timestamp, now: Timestamp) -> Silence {
        let least = self.least.max(self.at_least);
        let expected_by =
            self.after(since, self.long).max(since.checked_add(least).unwrap_or(Timestamp::MAX));
        let probability = self.tail.as_ref().map_or(1.0, |tail| tail.chance(self.between(since, now)));
        let needed = u32::try_from(NEEDED).unwrap_or(u32::MAX);
        let basis = if self.gaps >= needed {
            Basis::Learned { gaps: self.gaps }
        } else {
            Basis::Prior { gaps: self.gaps, needed }
        };
        Silence { since, expected_by, probability, times_a_year: probability * self.gaps_a_year, basis }
    }

    /// How fast the clock runs in each hour of working days, Saturdays, Sundays and holidays.
    ///
    /// How much a source says in an hour tells nothing about its pauses; whether it speaks in that hour does. Working
    /// days are taken together: by a clock that ran on Thursdays only, a paper that comes a day later than usual would
    /// be a week late. But a holiday gives back what the week expected of it: to a paper of Thursdays nearly a week.
    fn learn_speed(&mut self, known: &[Timestamp], deaf: &[(Timestamp, Timestamp)]) {
        let (Some(first), Some(last)) = (known.first(), known.last()) else { return };
        let mut days = [0.0; KINDS];
        for day in split(*first).0..=split(*last).0 {
            let noon = join(day, 12 * HOUR);
            if !deaf.iter().any(|(from, to)| (*from..*to).contains(&noon)) {
                days[self.calendar.kind(day)] += 1.0;
            }
        }
        let mut spoke = [[0.0; 24]; KINDS];
        let mut before = None;
        for moment in known {
            let (day, second) = split(*moment);
            let hour = second / HOUR;
            if before != Some((day, hour)) {
                spoke[self.calendar.kind(day)][hour as usize % 24] += 1.0;
            }
            before = Some((day, hour));
        }
        let of_kind = spoke.map(|hours| hours.iter().sum::<f64>());
        let mean = of_kind.iter().sum::<f64>() / days.iter().sum::<f64>().max(1.0);
        let mut sunday = mean;
        for alike in [0..5, 5..6, 6..7, HOLIDAYS..KINDS] {
            let of_days: f64 = days[alike.clone()].iter().sum();
            let count: f64 = of_kind[alike.clone()].iter().sum();
            // Of holidays there are few; until they tell something else, they are Sundays.
            let belief = if alike.start == HOLIDAYS { sunday } else { mean };
            let hours_a_day = (count + BELIEF_DAYS * belief) / (of_days + BELIEF_DAYS);
            sunday = hours_a_day;
            for hour in 0..24 {
                let in_hour: f64 = spoke[alike.clone()].iter().map(|hours| hours[hour]).sum();
                let share = (in_hour + BELIEF_HOURS / 24.0) / (count + BELIEF_HOURS);
                let speed = (hours_a_day / mean * share * 24.0).max(LEAST_SPEED);
                self.speed[alike.clone()].iter_mut().for_each(|hours| hours[hour] = speed);
            }
        }
        let week: f64 = self.speed[..HOLIDAYS].iter().flatten().sum();
        self.speed.iter_mut().flatten().for_each(|speed| *speed *= HOURS_A_WEEK / week);
        self.give_back(&of_kind, &days);
        self.day = self.speed.map(|hours| hours.iter().sum());
    }

    /// Slows the clock on holidays by what their weekdays have above other working days, as far as it rests on
    /// holidays.
    fn give_back(&mut self, of_kind: &[f64; KINDS], days: &[f64; KINDS]) {
        let a_day = |kinds: std::ops::Range<usize>| {
            of_kind[kinds.clone()].iter().sum::<f64>() / days[kinds].iter().sum::<f64>().max(1.0)
        };
        let week: f64 = (0..7).map(|weekday| a_day(weekday..weekday + 1)).sum();
        let (working, holiday) = (a_day(0..5), a_day(HOLIDAYS..KINDS));
        for weekday in 0..5 {
            let usual = a_day(weekday..weekday + 1);
            if usual > working && week > 0.0 {
                let rests = 1.0 - (holiday / usual).min(1.0);
                let back = (usual - working) / week * HOURS_A_WEEK * rests;
                self.speed[HOLIDAYS + weekday].iter_mut().for_each(|speed| *speed -= back / 24.0);
            }
        }
    }

    /// Of each day on which it spoke, the longest gap that ended then and that we listened to.
    fn longest_of_days(&self, known: &[Timestamp], deaf: &[(Timestamp, Timestamp)]) -> Vec<f64> {
        let mut longest: Vec<(i64, f64)> = Vec::new();
        for pair in known.windows(2) {
            if deaf.iter().any(|(from, to)| *from < pair[1] && *to > pair[0]) {
                continue;
            }
            let gap = self.between(pair[0], pair[1]);
            let day = split(pair[1]).0;
            match longest.last_mut() {
                Some((last, of_day)) if *last == day => *of_day = of_day.max(gap),
                _ => longest.push((day, gap)),
            }
        }
        longest.into_iter().map(|(_, gap)| gap).collect()
    }

    fn speeds(&self, day: i64) -> &[f64; 24] {
        &self.speed[self.calendar.kind(day)]
    }

    /// Hours on the clock from midnight to a second of a day.
    fn of_day(&self, day: i64, second: i64) -> f64 {
        let speeds = self.speeds(day);
        let (hour, rest) = ((second / HOUR).clamp(0, 23) as usize, second % HOUR);
        speeds[..hour].iter().sum::<f64>() + speeds[hour] * rest as f64 / HOUR as f64
    }

    /// Hours on the clock between two moments.
    fn between(&self, from: Timestamp, to: Timestamp) -> f64 {
        let ((first, start), (last, end)) = (split(from), split(to));
        let last = last.min(first + HORIZON_DAYS);
        let days: f64 = (first..last).map(|day| self.day[self.calendar.kind(day)]).sum();
        (days + self.of_day(last, end) - self.of_day(first, start)).max(0.0)
    }

    /// The moment at which the clock has run so many hours since another.
    fn after(&self, from: Timestamp, hours: f64) -> Timestamp {
        let (first, start) = split(from);
        let mut left = hours + self.of_day(first, start);
        for day in first..first + HORIZON_DAYS {
            let whole = self.day[self.calendar.kind(day)];
            if left > whole {
                left -= whole;
                continue;
            }
            for (hour, speed) in (0..).zip(self.speeds(day)) {
                if left <= *speed && *speed > 0.0 {
                    return join(day, hour * HOUR + (left / speed * HOUR as f64) as i64);
                }
                left -= speed;
            }
        }
        join(first + HORIZON_DAYS, 0)
    }
}

/// The moments of the latest days on which there are some, as many as count.
fn latest_days(known: &[Timestamp]) -> &[Timestamp] {
    let (mut days, mut last) = (0, None);
    for (index, moment) in known.iter().enumerate().rev() {
        let day = split(*moment).0;
        if last != Some(day) {
            days += 1;
            last = Some(day);
        }
        // One day more than count, since the first has no gap.
        if days > DAYS + 1 {
            return &known[index + 1..];
        }
    }
    known
}
