//! Takes the documents of a segment that match and counts how they divide.

use std::collections::BTreeMap;

use dauys_model::{CategoryId, KAZAKHSTAN, Kato, Kind, Language, SourceId, TopicId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use tantivy::DocId;

use crate::Result;
use crate::answer::{Bar, Facet, Facets, Histogram, Step};
use crate::fields;
use crate::snapshot::Segment;

/// Topics that are told.
const TOPICS: usize = 20;
/// Days up to which a histogram has a bar for each; weeks up to which it has one for each.
const DAYS: i32 = 92;
const WEEKS: i32 = 104;

/// Counts over all segments, by the text of the value.
#[derive(Default)]
pub(crate) struct Counts {
    values: BTreeMap<&'static str, BTreeMap<String, u32>>,
    days: BTreeMap<Date, (u32, u32)>,
}

/// Columns whose values are counted.
const COUNTED: [&str; 6] =
    [fields::LANGUAGE, fields::KIND, fields::SOURCE, fields::CATEGORY, fields::PLACE, fields::TOPIC];

impl Counts {
    /// Adds matching documents of a segment.
    pub(crate) fn add(&mut self, segment: &Segment, docs: impl Iterator<Item = DocId> + Clone) -> Result<()> {
        for name in COUNTED {
            let Some(column) = segment.reader.fast_fields().str(name)? else { continue };
            let mut by_ordinal = vec![0_u32; column.num_terms()];
            for doc in docs.clone() {
                for ordinal in column.term_ords(doc) {
                    by_ordinal[ordinal as usize] += 1;
                }
            }
            let values = self.values.entry(name).or_default();
            let mut text = String::new();
            for (ordinal, texts) in (0_u64..).zip(by_ordinal).filter(|(_, texts)| *texts > 0) {
                text.clear();
                column.ord_to_str(ordinal, &mut text)?;
                *values.entry(text.clone()).or_default() += texts;
            }
        }
        for doc in docs {
            let second = segment.published_at.get_val(doc);
            let day = Timestamp::from_second(second).map(|at| KAZAKHSTAN.to_datetime(at).date());
            let bar = self.days.entry(day.unwrap_or_default()).or_default();
            bar.0 += 1;
            bar.1 += u32::from(segment.roots.get_val(doc) == segment.ids.get_val(doc));
        }
        Ok(())
    }

    /// What was counted.
    pub(crate) fn facets(mut self) -> Facets {
        let mut topics = self.take(fields::TOPIC, |text| Some(TopicId(text.to_owned())));
        topics.truncate(TOPICS);
        let mut regions = self.take(fields::PLACE, |text| text.parse::<Kato>().ok());
        regions.retain(|facet| facet.value.is_region());
        Facets {
            histogram: histogram(&self.days),
            regions,
            categories: self.take(fields::CATEGORY, |text| Some(CategoryId(text.to_owned()))),
            sources: self.take(fields::SOURCE, |text| SourceId::new(text).ok()),
            languages: self.take(fields::LANGUAGE, |text| text.parse::<Language>().ok()),
            kinds: self.take(fields::KIND, |text| text.parse::<Kind>().ok()),
            topics,
        }
    }

    fn take<T>(&mut self, name: &str, value: impl Fn(&str) -> Option<T>) -> Vec<Facet<T>> {
        let mut counted: Vec<(String, u32)> =
            self.values.remove(name).unwrap_or_default().into_iter().collect();
        counted.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        let facet = |(text, texts): (String, u32)| Some(Facet { value: value(&text)?, texts });
        counted.into_iter().filter_map(facet).collect()
    }
}

/// Bars without gaps, of a length that fits the time they span.
fn histogram(days: &BTreeMap<Date, (u32, u32)>) -> Histogram {
    let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else {
        return Histogram::default();
    };
    let span = first.until(*last).map_or(0, |span| span.get_days());
    let step = match span {
        span if span < DAYS => Step::Day,
        span if span < WEEKS * 7 => Step::Week,
        _ => Step::Month,
    };
    let mut bars: Vec<Bar> = Vec::new();
    let mut from = step.start(*first);
    while from <= *last {
        bars.push(Bar { from, texts: 0, voices: 0 });
        let Some(next) = step.next(from) else { break };
        from = next;
    }
    for (day, (texts, voices)) in days {
        let at = bars.partition_point(|bar| bar.from <= *day);
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
