//! Counts of a week or month beside earlier ones → rows of a table, each also a statement; what appeared and what ended.

use std::cmp::Reverse;

use dauys_model::{Period, Trend, civil_day};

use crate::input::{DayTopic, Input, PeriodCount};
use crate::said::Said;
use crate::statement::{Ref, Sentence};
use crate::teller::{Teller, uncapitalized};
use crate::view::{Rollup, RollupRow};
use crate::wording::Forms;

/// Rows shown at most: two pages of print. How many there are is said.
const MOST_ROWS: usize = 30;
/// Topics named at most in one sentence.
const MOST_NAMED: usize = 5;

/// The comparison of a week or month; none of a day.
pub(crate) fn rollup(input: &Input, teller: Teller) -> Option<Rollup> {
    if input.period == Period::Day {
        return None;
    }
    let texts = &teller.wording.rollup;
    let of_period = teller.of_period();
    let mut counts: Vec<&PeriodCount> = input.counts.iter().collect();
    counts.sort_by_key(|count| {
        let size = (Reverse(count.voices), Reverse(count.before), Reverse(count.last_year));
        (size, count.region, &count.category, &count.region_name)
    });
    counts.retain(|count| count.voices > 0 || count.before > 0 && input.has_before || count.last_year > 0);
    let all = counts.len();
    let rows: Vec<RollupRow> = counts.iter().take(MOST_ROWS).map(|count| row(count, input, teller)).collect();
    let method = || [Ref::Method("rollup".into()), Ref::Counts(input.day)];
    let mut notes = Vec::new();
    if rows.len() < all {
        let (shown, all) = (teller.number("shown", rows.len() as u32), teller.number("all", all as u32));
        notes.push(Said::fill(&texts.shown, &[("shown", &shown), ("all", &all)]).resting_on(method()));
    }
    if !input.has_before {
        notes.push(Said::words(&of_period.no_before).resting_on(method()));
    }
    if !input.has_last_year {
        notes.push(Said::words(&of_period.no_last_year).resting_on(method()));
    }
    let appeared = |topic: &&DayTopic| (teller.from..=teller.day).contains(&civil_day(topic.first_at));
    let ended = |topic: &&DayTopic| topic.trend == Trend::Quiet && civil_day(topic.last_at) >= teller.from;
    let counted = &teller.wording.counted;
    Some(Rollup {
        columns: of_period.columns.to_vec(),
        rows,
        appeared: named(input.topics.iter().filter(appeared), &counted.appeared, &texts.no_new, teller),
        ended: named(input.topics.iter().filter(ended), &counted.ended, &texts.no_ended, teller),
        notes,
    })
}

fn row(count: &PeriodCount, input: &Input, teller: Teller) -> RollupRow {
    let texts = &teller.wording.rollup;
    let before = input.has_before.then_some(count.before);
    let last_year = input.has_last_year.then_some(count.last_year);
    let mut counts = vec![teller.counted("voices", &teller.wording.counted.short, count.voices)];
    if let Some(n) = before {
        let n = teller.number("before", n);
        counts.push(Said::fill(&teller.of_period().row_before, &[("n", &n)]));
    }
    if let Some(n) = last_year {
        counts.push(Said::fill(&texts.row_last_year, &[("n", &teller.number("last_year", n))]));
    }
    let region_name = if count.region_name.is_empty() { &texts.no_region } else { &count.region_name };
    let region = Said::value("region", crate::statement::Value::Place(count.region), region_name);
    let category = Said::name("category", &uncapitalized(&count.category_name));
    let values = [
        ("region", &region),
        ("category", &category),
        ("counts", &Said::join(counts, &teller.wording.list_separator)),
    ];
    RollupRow {
        region: count.region,
        region_name: region_name.clone(),
        category: count.category.clone(),
        category_name: count.category_name.clone(),
        voices: count.voices,
        before,
        last_year,
        sentence: Said::fill(&texts.row, &values).resting_on([
            Ref::Counts(teller.from),
            Ref::Counts(teller.day),
            Ref::Method("rollup".into()),
        ]),
    }
}

/// How many topics, and what the first of them are called.
fn named<'a>(
    topics: impl Iterator<Item = &'a DayTopic>,
    forms: &Forms,
    none: &str,
    teller: Teller,
) -> Sentence {
    let topics: Vec<&DayTopic> = topics.collect();
    let refs = topics.iter().map(|topic| Ref::Topic(topic.id.clone()));
    let refs: Vec<Ref> = [Ref::Counts(teller.day)].into_iter().chain(refs).collect();
    if topics.is_empty() {
        return Said::words(none).resting_on(refs);
    }
    let mut names: Vec<Said> = topics.iter().take(MOST_NAMED).map(|topic| teller.headline(topic)).collect();
    if topics.len() > MOST_NAMED {
        let rest = (topics.len() - MOST_NAMED) as u32;
        names.push(teller.counted("others", &teller.wording.counted.others, rest));
    }
    let count = teller.counted("topics", forms, topics.len() as u32);
    let names = Said::join(names, "; ");
    Said::fill(&teller.wording.rollup.named, &[("count", &count), ("topics", &names)]).resting_on(refs)
}
