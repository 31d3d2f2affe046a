//! Which sources were heard on which day, from the days of which something is known to have come of them.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::SourceId;
use jiff::civil::Date;

use crate::topics::days_between;

/// A source that was heard before and after a silence of no more days was heard in between: it had nothing to say.
const SILENCE: i32 = 7;

/// The sources that were heard on every day, from the days on which each answered or told something. A short silence between two
/// such days counts as heard; what follows the last of them, and longer silences, do not.
pub fn heard_on(evidence: impl IntoIterator<Item = (SourceId, Date)>) -> BTreeMap<Date, Vec<SourceId>> {
    let mut by_source: BTreeMap<SourceId, BTreeSet<Date>> = BTreeMap::new();
    for (source, day) in evidence {
        by_source.entry(source).or_default().insert(day);
    }
    let mut heard: BTreeMap<Date, Vec<SourceId>> = BTreeMap::new();
    for (source, days) in by_source {
        let mut before: Option<Date> = None;
        for day in days {
            if let Some(before) = before.filter(|before| days_between(*before, day) <= SILENCE + 1) {
                let mut between = before.tomorrow();
                while let Ok(quiet) = between {
                    if quiet >= day {
                        break;
                    }
                    heard.entry(quiet).or_default().push(source.clone());
                    between = quiet.tomorrow();
                }
            }
            heard.entry(day).or_default().push(source.clone());
            before = Some(day);
        }
    }
    heard
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn short_silences_are_heard_and_long_ones_are_not() {
        let source = SourceId::new("a").unwrap();
        let days = [1, 4, 12, 21].map(|day| (source.clone(), date(2026, 11, day)));
        let heard: Vec<i8> = heard_on(days).keys().map(|day| day.day()).collect();
        assert_eq!(heard, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 21]);
    }
}
