//! Invented sources: when each publishes, by a pseudo-random generator with a fixed seed.
//!
//! Moments are seconds of Kazakhstan's civil time since [`START`], a Monday, so that hours and weekdays are plain
//! arithmetic.

#![allow(dead_code, reason = "each test uses its part")]

use jiff::{SignedDuration, Timestamp};

/// 2025-01-06, a Monday, at midnight in Kazakhstan.
pub(crate) const START: i64 = 1_736_103_600;
pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

pub(crate) fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(START + second).unwrap()
}

pub(crate) fn second(moment: Timestamp) -> i64 {
    moment.as_second() - START
}

pub(crate) fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// SplitMix64 (Steele, Lea, Flood, 2014): small, good enough, and the same on every machine.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5dee_ce66)
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// Evenly in 0..1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn between(&mut self, from: f64, to: f64) -> f64 {
        from + self.share() * (to - from)
    }

    /// Exponential with mean 1.
    pub(crate) fn waiting(&mut self) -> f64 {
        -(1.0 - self.share()).ln()
    }

    /// Standard normal, by Box and Muller.
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (2.0 * self.waiting()).sqrt();
        radius * (std::f64::consts::TAU * self.share()).cos()
    }

    /// A Poisson count.
    pub(crate) fn count(&mut self, mean: f64) -> usize {
        let (mut sum, mut count) = (self.waiting(), 0);
        while sum < mean {
            sum += self.waiting();
            count += 1;
        }
        count
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Profile {
    /// Some twenty items a working day, few at night and at weekends.
    Hourly,
    /// Two hundred a working day, in working hours.
    Agency,
    /// A handful every working morning, nothing at weekends.
    Daily,
    /// Three days a week: Tuesday, Thursday, Saturday.
    Thrice,
    /// A district paper: a dozen items at once, on Thursday, sometimes a day before or after.
    Weekly,
    /// A bulletin, once a month or so.
    Monthly,
    /// A page of an office: notices whenever there are some, long pauses, several at once.
    Office,
    /// Comments under articles: clouds that thin out.
    Comments,
    /// Two items a day, and once in ten days thirty within an hour.
    Burst,
    /// A site whose items become slowly rarer: from ten a day to three.
    Drifting,
    /// Nothing any more.
    Dead,
}

pub(crate) const ALL: [Profile; 11] = [
    Profile::Hourly,
    Profile::Agency,
    Profile::Daily,
    Profile::Thrice,
    Profile::Weekly,
    Profile::Monthly,
    Profile::Office,
    Profile::Comments,
    Profile::Burst,
    Profile::Drifting,
    Profile::Dead,
];

/// When a source of this profile publishes within so many days, ascending. On the days of `free` it behaves as on a
/// Sunday.
pub(crate) fn published(profile: Profile, days: i64, free: &[i64], chance: &mut Chance) -> Vec<i64> {
    let mut moments = Vec::new();
    let is_free = |day: i64| day.rem_euclid(7) == 6 || free.contains(&day);
    let is_saturday = |day: i64| day.rem_euclid(7) == 5;
    let mut next_issue = 3.0;
    for day in 0..days {
        let at = |hour: f64| day * DAY + (hour * HOUR as f64) as i64;
        // News days differ: the rate of a day is itself random.
        let mood = (0.25 * chance.normal()).exp();
        match profile {
            Profile::Hourly => by_hour(&mut moments, day, chance, |hour| {
                let rate = match hour {
                    0..=6 => 0.03,
                    7 => 0.6,
                    8..=18 => 1.6,
                    19..=21 => 0.7,
                    _ => 0.2,
                };
                mood * rate
                    * if is_free(day) {
                        0.3
                    } else if is_saturday(day) {
                        0.45
                    } else {
                        1.0
                    }
            }),
            Profile::Agency => by_hour(&mut moments, day, chance, |hour| {
                let rate = match hour {
                    0..=6 => 0.4,
                    7 | 20..=23 => 3.0,
                    8 => 10.0,
                    13 => 11.0,
                    _ => 17.0,
                };
                mood * rate * if is_free(day) || is_saturday(day) { 0.2 } else { 1.0 }
            }),
            Profile::Daily => {
                if !is_free(day) && !is_saturday(day) {
                    for _ in 0..3 + chance.count(3.0) {
                        let hour = if chance.share() < 0.75 {
                            chance.between(8.5, 11.0)
                        } else {
                            chance.between(11.0, 18.0)
                        };
                        moments.push(at(hour));
                    }
                }
            }
            Profile::Thrice => {
                if [1, 3, 5].contains(&day.rem_euclid(7)) && !is_free(day) && chance.share() < 0.97 {
                    let hour = chance.between(9.0, 17.0);
                    (0..4 + chance.count(2.0)).for_each(|part| moments.push(at(hour + 0.05 * part as f64)));
                }
            }
            Profile::Weekly => {
                if day.rem_euclid(7) == 0 {
                    // The Thursday of this week, give or take a day; an issue that falls on a holiday is not made.
                    let issue = day
                        + 3
                        + match chance.share() {
                            share if share < 0.12 => -1,
                            share if share < 0.24 => 1,
                            _ => 0,
                        };
                    if !is_free(issue) && issue < days {
                        let hour = chance.between(10.0, 17.0);
                        for part in 0..8 + chance.count(4.0) {
                            moments.push(issue * DAY + ((hour + 0.02 * part as f64) * HOUR as f64) as i64);
                        }
                    }
                }
            }
            Profile::Monthly => {
                if day as f64 >= next_issue && !is_free(day) && !is_saturday(day) {
                    next_issue = day as f64 + 30.0 + 4.0 * chance.normal();
                    let hour = chance.between(9.0, 18.0);
                    (0..3 + chance.count(2.0)).for_each(|part| moments.push(at(hour + 0.03 * part as f64)));
                }
            }
            Profile::Office => {
                if day as f64 >= next_issue && !is_free(day) && !is_saturday(day) {
                    // Log-normal pauses of a median of four days: the longest of a year is near two months.
                    next_issue = day as f64 + 4.0 * chance.normal().exp();
                    let hour = chance.between(9.0, 18.5);
                    (0..1 + chance.count(0.8)).for_each(|part| moments.push(at(hour + 0.3 * part as f64)));
                }
            }
            Profile::Comments => {
                let articles = chance.count(if is_free(day) { 5.0 } else { 9.0 });
                for _ in 0..articles {
                    let hour = chance.between(8.0, 22.0);
                    let heat = 5.0 * chance.normal().exp();
                    for _ in 0..chance.count(heat.min(60.0)) {
                        moments.push(at(hour + 3.0 * chance.waiting()));
                    }
                }
            }
            Profile::Burst => {
                by_hour(&mut moments, day, chance, |hour| if (9..19).contains(&hour) { 0.2 } else { 0.0 });
                if chance.share() < 0.1 {
                    let hour = chance.between(9.0, 17.0);
                    (0..30).for_each(|_| moments.push(at(hour + chance.share())));
                }
            }
            Profile::Drifting => {
                let rate = 10.0 - 7.0 * day as f64 / days as f64;
                by_hour(&mut moments, day, chance, |hour| {
                    let share = if (8..20).contains(&hour) { rate / 12.0 } else { 0.0 };
                    mood * share * if is_free(day) || is_saturday(day) { 0.4 } else { 1.0 }
                });
            }
            Profile::Dead => {}
        }
    }
    moments.sort_unstable();
    moments
}

fn by_hour(moments: &mut Vec<i64>, day: i64, chance: &mut Chance, rate: impl Fn(i64) -> f64) {
    for hour in 0..24 {
        for _ in 0..chance.count(rate(hour)) {
            moments.push(day * DAY + hour * HOUR + (chance.share() * HOUR as f64) as i64);
        }
    }
}
