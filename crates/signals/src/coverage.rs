//! Which sources were heard on which day, from what is on record of each: that it answered or told something, or that it was asked in
//! vain.

use std::collections::BTreeMap;

use dauys_model::SourceId;
use jiff::civil::Date;

use crate::topics::days_between;

/// A source of which nothing is on record was heard if it was not more than so many days before: it had nothing to say.
const SILENCE: i32 = 7;

/// What is on record of a source on a day: whether it was heard, or was asked and did not answer.
pub type Record = (SourceId, Date, bool);

/// The sources that were heard on every day from one to another, both included, by id. A day depends on records of itself and of
/// the days before it alone, so that later ones do not change what was judged.
pub fn heard_on(
    records: impl IntoIterator<Item = Record>,
    from: Date,
    to: Date,
) -> BTreeMap<Date, Vec<SourceId>> {
    let mut by_day: BTreeMap<Date, Vec<(SourceId, bool)>> = BTreeMap::new();
    for (source, day, is_heard) in records {
        by_day.entry(day).or_default().push((source, is_heard));
    }
    let mut last: BTreeMap<SourceId, Date> = BTreeMap::new();
    let mut heard = BTreeMap::new();
    let first = by_day.keys().next().copied().unwrap_or(from).min(from);
    let mut next = Ok(first);
    while let Ok(day) = next {
        if day > to {
            break;
        }
        let mut silent = Vec::new();
        for (source, is_heard) in by_day.get(&day).into_iter().flatten() {
            if *is_heard {
                last.insert(source.clone(), day);
            } else {
                silent.push(source);
            }
        }
        if day >= from {
            let is_heard = |(source, last): &(&SourceId, &Date)| {
                **last == day || (days_between(**last, day) <= SILENCE && !silent.contains(source))
            };
            heard.insert(day, last.iter().filter(is_heard).map(|(source, _)| source.clone()).collect());
        }
        next = day.tomorrow();
    }
    heard
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_short_silence_is_heard_and_a_long_one_or_a_failure_is_not() {
        let source = SourceId::new("a").unwrap();
        let records = [(1, true), (4, true), (5, false), (6, false), (20, true)];
        let records: Vec<Record> =
            records.map(|(day, is_heard)| (source.clone(), date(2026, 11, day), is_heard)).into();
        let days = |records: &[Record]| -> Vec<i8> {
            let heard = heard_on(records.iter().cloned(), date(2026, 11, 2), date(2026, 11, 21));
            assert_eq!(heard.len(), 20);
            heard.iter().filter(|(_, sources)| !sources.is_empty()).map(|(day, _)| day.day()).collect()
        };
        assert_eq!(days(&records), [2, 3, 4, 7, 8, 9, 10, 11, 20, 21]);
        assert_eq!(
            days(&records[..2]),
            [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            "what comes later changes nothing before"
        );
        assert!(days(&[]).is_empty());
    }
}
