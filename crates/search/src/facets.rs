//! Takes the documents that match, stretch by stretch, and counts how they divide.

use std::collections::BTreeMap;

use dauys_model::{CategoryId, KAZAKHSTAN, Kato, Kind, Language, SourceId, TopicId};
use jiff::ToSpan;
use jiff::civil::Date;
use tantivy::DocId;

use crate::answer::{Bar, Facet, Facets, Histogram, Step};
use crate::query::Filters;
use crate::values::{self, Buffers, COLUMNS, Values};

/// Topics that are told.
const TOPICS: usize = 20;
/// Days up to which a histogram has a bar for each; weeks up to which it has one for each.
const DAYS: i32 = 92;
const WEEKS: i32 = 104;
/// Seconds of a day.
const DAY: i64 = 86_400;
/// Days that lie side by side from the first that is met; others are looked up one by one.
const NEAR_DAYS: i64 = 20_000;

/// Counts over all segments.
pub(crate) struct Counts<'a> {
    values: &'a Values,
    counts: Vec<Vec<u32>>,
    days: Days,
    buffers: Buffers,
}

/// Posts of each civil day and how many of them repeat no other, by days since 1970.
#[derive(Default)]
struct Days {
    first: Option<i64>,
    near: Vec<(u32, u32)>,
    others: BTreeMap<i64, (u32, u32)>,
}

impl Days {
    fn at(&mut self, day: i64) -> &mut (u32, u32) {
        let first = *self.first.get_or_insert(day - NEAR_DAYS / 2);
        match usize::try_from(day - first) {
            Ok(near) if near < NEAR_DAYS as usize => {
                if self.near.is_empty() {
                    self.near.resize(NEAR_DAYS as usize, (0, 0));
                }
                &mut self.near[near]
            }
            _ => self.others.entry(day).or_default(),
        }
    }

    fn all(self) -> BTreeMap<i64, (u32, u32)> {
        let mut all = self.others;
        let first = self.first.unwrap_or(0);
        all.extend((first..).zip(self.near).filter(|(_, (texts, _))| *texts > 0));
        all
    }
}

impl<'a> Counts<'a> {
    pub(crate) fn new(values: &'a Values) -> Self {
        let counts = values.columns.iter().map(|column| vec![0; column.values.len()]).collect();
        Self { values, counts, days: Days::default(), buffers: Buffers::default() }
    }

    /// Counts documents of a segment by the values of one of [`COLUMNS`].
    pub(crate) fn add(&mut self, column: usize, segment: usize, docs: &[DocId]) {
        self.values.columns[column].count(segment, docs, &mut self.buffers, &mut self.counts[column]);
    }

    /// Counts a post published at a second.
    #[inline]
    pub(crate) fn add_day(&mut self, second: i64, repeats_none: bool) {
        let day = second.saturating_add(i64::from(KAZAKHSTAN.seconds())).div_euclid(DAY);
        let bar = self.days.at(day);
        bar.0 += 1;
        bar.1 += u32::from(repeats_none);
    }

    /// Takes the counts of another stretch of the same index.
    pub(crate) fn merge(&mut self, other: Self) {
        for (own, other) in self.counts.iter_mut().zip(&other.counts) {
            own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
        }
        for (day, (texts, voices)) in other.days.all() {
            let bar = self.days.at(day);
            bar.0 += texts;
            bar.1 += voices;
        }
    }

    /// What was counted. A place that is asked for is told whether or not it is a region.
    pub(crate) fn facets(self, filters: &Filters) -> Facets {
        debug_assert_eq!(self.counts.len(), COLUMNS.len());
        let take = |column: usize| {
            let values = self.values.columns[column].values.iter().zip(&self.counts[column]);
            let mut counted: Vec<(&str, u32)> = values
                .filter(|(_, texts)| **texts > 0)
                .map(|(value, texts)| (value.as_str(), *texts))
                .collect();
            counted.sort_unstable_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(right.0)));
            counted
        };
        let mut topics = take(values::TOPIC);
        topics.truncate(TOPICS);
        let mut regions = each(&take(values::PLACE), |text| text.parse::<Kato>().ok());
        regions.retain(|facet| facet.value.is_region() || filters.regions.contains(&facet.value));
        Facets {
            regions,
            categories: each(&take(values::CATEGORY), |text| Some(CategoryId(text.to_owned()))),
            sources: each(&take(values::SOURCE), |text| SourceId::new(text).ok()),
            languages: each(&take(values::LANGUAGE), |text| text.parse::<Language>().ok()),
            kinds: each(&take(values::KIND), |text| text.parse::<Kind>().ok()),
            topics: each(&topics, |text| Some(TopicId(text.to_owned()))),
            histogram: histogram(&self.days.all()),
        }
    }
}

fn each<T>(counted: &[(&str, u32)], value: impl Fn(&str) -> Option<T>) -> Vec<Facet<T>> {
    counted.iter().filter_map(|(text, texts)| Some(Facet { value: value(text)?, texts: *texts })).collect()
}

fn date(day: i64) -> Date {
    let epoch = Date::constant(1970, 1, 1);
    let span = jiff::Span::new().try_days(day);
    span.ok().and_then(|span| epoch.checked_add(span).ok()).unwrap_or(if day < 0 {
        Date::MIN
    } else {
        Date::MAX
    })
}

/// Bars without gaps, of a length that fits the time they span.
fn histogram(days: &BTreeMap<i64, (u32, u32)>) -> Histogram {
    let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else {
        return Histogram::default();
    };
    let step = match last - first {
        span if span < i64::from(DAYS) => Step::Day,
        span if span < i64::from(WEEKS * 7) => Step::Week,
        _ => Step::Month,
    };
    let (first, last) = (date(*first), date(*last));
    let mut bars: Vec<Bar> = Vec::new();
    let mut from = step.start(first);
    while from <= last {
        bars.push(Bar { from, texts: 0, voices: 0 });
        let Some(next) = step.next(from) else { break };
        from = next;
    }
    for (day, (texts, voices)) in days {
        let day = date(*day);
        let at = bars.partition_point(|bar| bar.from <= day);
        if let Some(bar) = at.checked_sub(1).and_then(|at| bars.get_mut(at)) {
            bar.texts += texts;
            bar.voices += voices;
        }
    }
    Histogram { step, bars }
}

impl Step {
    /// The first day of the bar that a day stands in.
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day)
            }
            Self::Month => day.first_of_month(),
        }
    }

    /// The first day of the next bar.
    pub fn next(self, from: Date) -> Option<Date> {
        match self {
            Self::Day => from.tomorrow().ok(),
            Self::Week => from.checked_add(1.week()).ok(),
            Self::Month => from.checked_add(1.month()).ok(),
        }
    }
}
