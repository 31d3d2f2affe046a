//! By how much a day is busier than the average one: day of the week and holiday, season, and how a matter stands these weeks.
//!
//! Every factor is a count over what was expected without it, drawn towards 1 (or the calendar's guess) by a number of voices that
//! stand for the guess: the mean of a Gamma-Poisson posterior.

use dauys_model::CategoryId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Calendar;
use crate::calendar::KINDS;

/// Voices that the shares of days of the week are drawn by: to the pooled share, and the pooled one to 1.
const WEEKDAY_BELIEF: f64 = 60.0;
/// Voices that the level of these weeks is drawn to 1 by.
const LEVEL_BELIEF: f64 = 10.0;
/// Voices that a season is drawn to the calendar's guess by.
const SEASON_BELIEF: f64 = 30.0;
/// The level forgets half in so many days.
const LEVEL_HALF: f64 = 12.0;
/// Days of the week forget half in so many days.
const WEEKDAY_HALF: f64 = 180.0;
/// Weeks of a year, and how many of them on both sides tell of one.
const YEAR_WEEKS: i64 = 52;
const AROUND_WEEKS: i64 = 1;
/// No factor is further from 1 than this, however odd a guess or a count.
const MOST: f64 = 20.0;

/// A count and what was expected of it.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
struct Ratio(f64, f64);

impl Ratio {
    fn over(self, belief: f64, guess: f64) -> f64 {
        ((belief * guess + self.0) / (belief + self.1)).clamp(1.0 / MOST, MOST)
    }

    fn add(&mut self, keep: f64, voices: f64, expected: f64) {
        self.0 = self.0 * keep + voices;
        self.1 = self.1 * keep + expected;
    }
}

/// The factors of one category, and of all together.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Beat {
    weekdays: [Ratio; KINDS],
    level: Ratio,
    /// By week since the first one.
    weeks: Vec<Ratio>,
}

/// What is known of rhythms.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Rhythm {
    pooled: [Ratio; KINDS],
    beats: Vec<Beat>,
    /// The first day ever, from which weeks are counted.
    first: Option<Date>,
}

/// The factors of a day, one by one, for a category.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Factor {
    weekday: f64,
    season: f64,
    level: f64,
}

impl Factor {
    /// All of them together.
    pub(crate) fn whole(self) -> f64 {
        self.weekday * self.season * self.level
    }
}

impl Rhythm {
    /// The share of a kind of days, over all categories. A holiday is like a Sunday until holidays tell.
    pub(crate) fn weekday(&self, kind: usize) -> f64 {
        let guess = if kind + 1 == KINDS { self.pooled[6].over(WEEKDAY_BELIEF, 1.0) } else { 1.0 };
        self.pooled[kind].over(WEEKDAY_BELIEF, guess)
    }

    /// The factors of a day for every category.
    pub(crate) fn of(&mut self, day: Date, calendar: &Calendar, categories: &[CategoryId]) -> Vec<Factor> {
        let first = *self.first.get_or_insert(day);
        self.beats.resize_with(categories.len(), Beat::default);
        let kind = calendar.kind(day);
        let pooled = self.weekday(kind);
        let week = week(first, day);
        let factor = |(beat, category): (&Beat, &CategoryId)| Factor {
            weekday: beat.weekdays[kind].over(WEEKDAY_BELIEF, pooled),
            season: beat.season(week, calendar.season(&category.0, day)),
            level: beat.level.over(LEVEL_BELIEF, 1.0),
        };
        self.beats.iter().zip(categories).map(factor).collect()
    }

    /// The relative variance of the level of a category: what is not known of how it stands these weeks.
    pub(crate) fn doubt(&self, category: usize) -> f64 {
        1.0 / (LEVEL_BELIEF + self.beats.get(category).map_or(0.0, |beat| beat.level.0))
    }

    /// Learns from a day: by category, the voices (without outbursts) and what was expected without any factor.
    pub(crate) fn learn(
        &mut self,
        day: Date,
        calendar: &Calendar,
        factors: &[Factor],
        seen: impl Iterator<Item = (f64, f64)>,
    ) {
        let Some(first) = self.first else { return };
        let (kind, week) = (calendar.kind(day), week(first, day));
        let (slow, fast) = (half(WEEKDAY_HALF), half(LEVEL_HALF));
        let mut pooled = (0.0, 0.0);
        for ((beat, factor), (voices, plain)) in self.beats.iter_mut().zip(factors).zip(seen) {
            let without_weekday = plain * factor.season * factor.level;
            pooled.0 += voices;
            pooled.1 += without_weekday;
            beat.weekdays[kind].add(slow, voices, without_weekday);
            beat.level.add(fast, voices, plain * factor.weekday * factor.season);
            let week = usize::try_from(week).unwrap_or(0);
            if beat.weeks.len() <= week {
                beat.weeks.resize(week + 1, Ratio::default());
            }
            beat.weeks[week].add(1.0, voices, plain * factor.weekday);
        }
        self.pooled[kind].add(slow, pooled.0, pooled.1);
    }
}

impl Beat {
    /// The factor of a week of the year: what the same weeks of the years before told, drawn to the guess.
    fn season(&self, week: i64, guess: f64) -> f64 {
        let mut told = Ratio::default();
        let mut then = week - YEAR_WEEKS;
        while then >= 0 {
            for at in then - AROUND_WEEKS..=then + AROUND_WEEKS {
                if let Some(seen) = usize::try_from(at).ok().and_then(|at| self.weeks.get(at)) {
                    told.add(1.0, seen.0, seen.1);
                }
            }
            then -= YEAR_WEEKS;
        }
        told.over(SEASON_BELIEF, guess)
    }
}

/// What is left of a count after a day when it forgets half in `days`.
pub(crate) fn half(days: f64) -> f64 {
    0.5_f64.powf(1.0 / days)
}

/// The number of a week since the first day.
fn week(first: Date, day: Date) -> i64 {
    first.until(day).map_or(0, |span| i64::from(span.get_days())) / 7
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;

    /// Lets a rhythm live through days of voices where 10 are expected, and gives its factor of the next day.
    fn after(days: i64, category: &str, voices: impl Fn(Date) -> f64) -> Factor {
        let categories = [CategoryId(category.into())];
        let calendar = Calendar::kazakhstan();
        let mut rhythm = Rhythm::default();
        let mut day = date(2024, 1, 1);
        for _ in 0..days {
            let factors = rhythm.of(day, calendar, &categories);
            rhythm.learn(day, calendar, &factors, [(voices(day), 10.0)].into_iter());
            day = day.checked_add(1.day()).unwrap();
        }
        rhythm.of(day, calendar, &categories)[0]
    }

    #[test]
    fn days_of_the_week_are_told_apart() {
        // 2025-03-17 is a Monday.
        let loud = |day: Date| if day.weekday() == jiff::civil::Weekday::Monday { 30.0 } else { 6.0 };
        let monday = after(441, "law/noise", loud);
        let tuesday = after(442, "law/noise", loud);
        assert!(monday.whole() > 2.2 && monday.whole() < 3.5, "{monday:?}");
        assert!(tuesday.whole() > 0.4 && tuesday.whole() < 0.8, "{tuesday:?}");
    }

    #[test]
    fn the_season_of_last_year_comes_again() {
        let heat = |day: Date| if matches!(day.month(), 1 | 2 | 11 | 12) { 40.0 } else { 5.0 };
        // 2025-11-03: the level of October is low, last November was loud.
        let november = after(672, "hcs/gas", heat);
        assert!(november.season > 2.5, "{november:?}");
        let july = after(550, "hcs/gas", heat);
        assert!(july.season < 1.0, "{july:?}");
    }

    #[test]
    fn without_a_year_the_calendar_guesses() {
        let flood = after(95, "eco/flood", |_| 10.0);
        assert!((flood.season - 4.0).abs() < 1e-9, "5 April: {flood:?}");
        assert!(flood.level < 1.0, "and the level of these weeks takes it back: {flood:?}");
    }
}
