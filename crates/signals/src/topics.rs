//! Topics as series of their own: what each can be expected to bring on a day from its own days before, and from how topics go.

use std::collections::BTreeMap;

use dauys_model::{DayCount, TopicId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::chance::Counts;
use crate::rhythm::half;
use crate::spread::{SPANS, Spread};

/// A topic forgets half of its counts in so many days.
const HALF: f64 = 10.0;
/// Voices that stand for how topics go in what is expected of one.
const BELIEF: f64 = 1.0;
/// Voices that stand for the shares of all sources in those of one topic.
const SOURCE_BELIEF: f64 = 5.0;
/// A topic that was silent for longer begins anew.
const LIVES: i32 = 28;
/// Before any topic is known, one brings so many voices a day.
const GUESS: f64 = 0.3;
/// The mean of a topic's counts is drawn to others' by counts that go back so far.
const POOLED_BELIEF: f64 = 20.0;
/// How improbable a count is that is cut before a norm is learnt from it.
pub(crate) const OUTBURST: f64 = 1.0e-4;

/// One day of a topic: what was expected, counted, and counted without outbursts.
type Counted = (f64, f64, f64);

/// What is known of a topic.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Series {
    voices: f64,
    days: f64,
    sources: BTreeMap<usize, f64>,
    first: Date,
    last: Date,
    recent: Vec<Counted>,
}

/// All topics that live.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Topics {
    series: BTreeMap<TopicId, Series>,
    spread: Spread,
    /// Voices of topics after their first day, and the days they could have come on.
    pooled: (f64, f64),
}

/// A count of a topic, to be judged.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) topic: TopicId,
    /// For each of the spans: what was expected and counted, and how the count is distributed.
    pub(crate) spans: Vec<(usize, f64, f64, Counts)>,
    pub(crate) today: f64,
    /// Days since its first one.
    pub(crate) history: u32,
}

/// What of the day concerns all topics alike.
pub(crate) struct Circumstances<'a> {
    pub(crate) day: Date,
    /// How busy a day of its kind is.
    pub(crate) weekday: f64,
    /// Numbers of the sources heard.
    pub(crate) heard: &'a [usize],
    /// What every source brings a day, as a part of what all long-known ones bring.
    pub(crate) shares: &'a [f64],
}

impl Topics {
    fn guess(&self) -> f64 {
        (POOLED_BELIEF * GUESS + self.pooled.0) / (POOLED_BELIEF + self.pooled.1)
    }

    /// A day: every living topic with its count (voices by source), and how probable that is; then it is learnt from.
    pub(crate) fn day(
        &mut self,
        around: &Circumstances<'_>,
        counts: &BTreeMap<TopicId, BTreeMap<usize, f64>>,
    ) -> Vec<Standing> {
        let day = around.day;
        self.spread.widen(1);
        self.series.retain(|_, series| days_between(series.last, day) <= LIVES);
        let guess = self.guess();
        for topic in counts.keys() {
            self.series.entry(topic.clone()).or_insert_with(|| Series::begun(day));
        }
        let mut standings = Vec::new();
        let none = BTreeMap::new();
        let keep = half(HALF);
        self.spread.fade();
        let mut lessons = Vec::new();
        for (topic, series) in &mut self.series {
            let by = counts.get(topic).unwrap_or(&none);
            let voices: f64 = by.values().sum();
            let exposure = around.weekday * series.cover(around);
            let expected = (exposure * series.rate(guess)).max(1.0e-6);
            let doubt = 1.0 / (BELIEF + series.voices);
            let daily = Counts::new(expected, self.spread.of(0, 0, expected), doubt);
            let calm = voices.min(f64::from(daily.bound(OUTBURST)));
            series.recent.insert(0, (expected, voices, calm));
            series.recent.truncate(SPANS[SPANS.len() - 1]);
            let age = days_between(series.first, day);
            let mut spans = Vec::new();
            for (number, span) in SPANS.into_iter().enumerate() {
                if span > 1 && usize::try_from(age).unwrap_or(0) < span {
                    continue;
                }
                let sum = series
                    .recent
                    .iter()
                    .take(span)
                    .fold((0.0, 0.0, 0.0), |sum, day| (sum.0 + day.0, sum.1 + day.1, sum.2 + day.2));
                lessons.push((number, sum, doubt));
                let counts = Counts::new(sum.0, self.spread.of(0, number, sum.0), doubt);
                spans.push((span, sum.0, sum.1, counts));
            }
            standings.push(Standing {
                topic: topic.clone(),
                spans,
                today: voices,
                history: age.unsigned_abs(),
            });
            if age > 0 {
                self.pooled.0 += calm;
                self.pooled.1 += exposure;
            }
            if voices > 0.0 {
                series.last = day;
            }
            series.voices = series.voices * keep + calm;
            series.days = series.days * keep + exposure;
            series.sources.values_mut().for_each(|told| *told *= keep);
            for (source, told) in by {
                *series.sources.entry(*source).or_default() += told;
            }
        }
        for (number, (expected, _, calm), doubt) in lessons {
            self.spread.learn(0, number, calm, expected, doubt);
        }
        self.pooled = (self.pooled.0 * half(90.0), self.pooled.1 * half(90.0));
        standings
    }
}

impl Series {
    fn begun(day: Date) -> Self {
        Self { voices: 0.0, days: 0.0, sources: BTreeMap::new(), first: day, last: day, recent: Vec::new() }
    }

    /// Voices of an average day.
    fn rate(&self, guess: f64) -> f64 {
        (BELIEF + self.voices) / (BELIEF / guess.max(1.0e-6) + self.days)
    }

    /// The part of the topic's usual sources that is heard today.
    fn cover(&self, around: &Circumstances<'_>) -> f64 {
        let told: f64 = self.sources.values().sum();
        let part = |source: &usize| {
            let own = self.sources.get(source).copied().unwrap_or(0.0);
            own + SOURCE_BELIEF * around.shares.get(*source).copied().unwrap_or(0.0)
        };
        around.heard.iter().map(part).sum::<f64>() / (SOURCE_BELIEF + told)
    }
}

/// What was to be expected of one day of a topic.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Norm {
    /// The civil day of Kazakhstan.
    pub day: Date,
    /// The mean.
    pub expected: f64,
    /// The largest count that is still usual: more comes about by chance on one day of a hundred at most.
    pub upper: u32,
}

/// How improbable a count above the line of a curve is.
const ABOVE: f64 = 0.01;

/// The norm of every day of a topic from its first one to `to`, each from the days before it alone: for drawing a curve against what
/// was to be expected. Which of its sources were heard is not asked here: the signals of a topic know it.
///
/// The first day has no norm and is left out.
pub fn norms(days: &[DayCount], to: Date) -> Vec<Norm> {
    let counts: BTreeMap<Date, f64> = days.iter().map(|count| (count.day, f64::from(count.voices))).collect();
    let Some((&first, &voices)) = counts.first_key_value() else { return Vec::new() };
    let mut series = Series::begun(first);
    let mut spread = Spread::default();
    spread.widen(1);
    let keep = half(HALF);
    (series.voices, series.days) = (voices, 1.0);
    let mut norms = Vec::new();
    let mut day = first;
    while let Ok(next) = day.tomorrow() {
        if next > to {
            break;
        }
        day = next;
        let expected = series.rate(GUESS).max(1.0e-6);
        let doubt = 1.0 / (BELIEF + series.voices);
        let usual = Counts::new(expected, spread.of(0, 0, expected), doubt);
        norms.push(Norm { day, expected: crate::signal::rounded(expected), upper: usual.bound(ABOVE) - 1 });
        let calm = counts.get(&day).copied().unwrap_or(0.0).min(f64::from(usual.bound(OUTBURST)));
        spread.fade();
        spread.learn(0, 0, calm, expected, doubt);
        series.voices = series.voices * keep + calm;
        series.days = series.days * keep + 1.0;
    }
    norms
}

pub(crate) fn days_between(earlier: Date, later: Date) -> i32 {
    earlier.until(later).map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;

    fn counts(voices: &[u32]) -> Vec<DayCount> {
        let day = |at: usize| date(2026, 10, 1).checked_add((at as i64).days()).unwrap();
        let counted = voices.iter().enumerate().filter(|(_, voices)| **voices > 0);
        counted.map(|(at, &voices)| DayCount { day: day(at), voices, texts: voices }).collect()
    }

    #[test]
    fn a_curve_has_a_norm_for_every_day_but_the_first() {
        let steady = counts(&[4; 30]);
        let norms = norms(&steady, date(2026, 11, 4));
        assert_eq!((norms.len(), norms[0].day), (34, date(2026, 10, 2)));
        let last = norms[28];
        assert!(
            last.expected > 3.0 && last.expected < 4.0 && last.upper >= 8 && last.upper <= 12,
            "{last:?}"
        );
        assert!(norms[33].expected < last.expected, "silence lowers it");
        assert!(super::norms(&[], date(2026, 11, 4)).is_empty());
    }

    #[test]
    fn an_outburst_does_not_become_the_norm() {
        let mut voices = [2; 30];
        let calm = norms(&counts(&voices), date(2026, 10, 30))[28];
        voices[20] = 90;
        let after = norms(&counts(&voices), date(2026, 10, 30))[28];
        assert!(after.expected < calm.expected * 1.8, "{after:?} after {calm:?}");
    }

    #[test]
    fn a_topic_that_grows_stands_out_and_a_steady_one_does_not() {
        let mut topics = Topics::default();
        let (steady, grows) = (TopicId("tsteady".into()), TopicId("tgrows".into()));
        let mut day = date(2026, 10, 1);
        let chance = |standing: &Standing| {
            let chances = standing.spans.iter().map(|(_, _, count, counts)| counts.at_least(*count as u32));
            chances.fold(1.0, f64::min)
        };
        let mut last = BTreeMap::new();
        for at in 0..25 {
            let around = Circumstances { day, weekday: 1.0, heard: &[0], shares: &[1.0] };
            let voices = if at == 24 { 20.0 } else { 2.0 };
            let counts = BTreeMap::from([
                (steady.clone(), BTreeMap::from([(0, 2.0)])),
                (grows.clone(), BTreeMap::from([(0, voices)])),
            ]);
            last = topics
                .day(&around, &counts)
                .into_iter()
                .map(|standing| (standing.topic.clone(), chance(&standing)))
                .collect();
            day = day.checked_add(1.day()).unwrap();
        }
        assert!(last[&grows] < 1.0e-6 && last[&steady] > 0.05, "{last:?}");
    }
}
