//! The gathered day → the digest: order, titles, sentences, texts of all boxes. Independent of the order of the input.

use std::cmp::Reverse;

use dauys_model::{DayCount, Period, Trend, civil_day, day_end};
use jiff::civil::Date;

use crate::changes::changes;
use crate::coverage::{coverage_box, quiet_day};
use crate::dates::Dates;
use crate::entry::{Shown, entry};
use crate::input::{DayTopic, Input};
use crate::kept;
use crate::links::Pages;
use crate::made;
use crate::reading;
use crate::regions::{languages, voices_by_region};
use crate::rollup::rollup;
use crate::said::Said;
use crate::statement::Ref;
use crate::teller::Teller;
use crate::tidy::tidy;
use crate::told::{alerts, corrections, missed};
use crate::view::{Digest, Entry, Section, Summary};

/// The order of sections: what asks for attention first.
const ORDER: [Trend; 5] = [Trend::New, Trend::Growing, Trend::CameBack, Trend::Steady, Trend::Quiet];

/// Makes a digest of a day, week or month.
pub fn build(mut input: Input) -> Digest {
    tidy(&mut input);
    let teller = Teller::new(&input);
    let since = civil_day(input.since).min(input.day);
    let day = input.day;
    let listed = input.topics.len();
    input.topics.retain(|topic| !input.reviewed.dropped.contains(&topic.id));
    let left_out = (listed - input.topics.len()) as u32;
    input.topics.sort_by_key(|topic| rank(topic, day));
    let pages = Pages(input.pages.as_deref());
    let summary = summary(&input, teller);
    let coverage = coverage_box(input.coverage.clone(), teller);
    let active = summary.new + summary.growing + summary.came_back + summary.steady;
    let mut digest = Digest {
        schema: kept::schema(),
        subscription: input.subscription.clone(),
        period: input.period,
        language: input.interface,
        day,
        date: date(teller),
        since: if input.period == Period::Day { since } else { teller.from },
        until: input.until,
        as_of: as_of(&input, teller),
        changes: changes(&input, teller),
        corrections: corrections(&input.corrections, teller),
        missed: missed(&input.missed, teller),
        rollup: rollup(&input, teller),
        sections: sections(&input, Shown { teller, pages, reviewed: &input.reviewed, since }),
        alerts: alerts(&input.alerts, pages, teller),
        regions: voices_by_region(&input.topics, input.interface),
        languages: languages(&input.topics, teller),
        review: made::review(&input.reviewed, left_out, teller),
        summary,
        reading: reading::Reading::of(0, 0, teller.wording),
        quiet_day: (active == 0).then(|| quiet_day(&coverage, input.coverage.min_voices, teller)),
        coverage,
        how_to_read: made::how_to_read(teller.wording),
        made_with: made::made_with(&input.provenance, since, teller),
        title: input.title,
        filters: input.filters,
        provenance: input.provenance,
        pages: input.pages,
    };
    digest.reading = reading::reading(&digest, teller.wording);
    digest
}

fn date(teller: Teller) -> String {
    match teller.period {
        Period::Day => teller.dates.full(teller.day),
        Period::Week => teller.dates.full_week(teller.from, teller.day),
        Period::Month => teller.dates.full_month(teller.day),
    }
}

fn as_of(input: &Input, teller: Teller) -> String {
    if input.until >= day_end(input.day) {
        return teller.of_period().whole.clone();
    }
    let time = teller.moment("until", input.until, Dates::as_of);
    Said::fill(&teller.wording.as_of, &[("time", &time)]).text
}

fn sections(input: &Input, shown: Shown<'_>) -> Vec<Section> {
    let wording = shown.teller.wording;
    let section = |trend: Trend| {
        let standing = input.topics.iter().filter(|topic| topic.trend == trend);
        let topics: Vec<Entry> = standing.map(|topic| entry(topic, shown)).collect();
        let n = topics.len() as u32;
        let count = format!("{n} {}", wording.standing(trend, n));
        (n > 0).then(|| Section { trend, heading: wording.heading.get(trend).clone(), count, topics })
    };
    ORDER.into_iter().filter_map(section).collect()
}

/// Days whose voices make the order: one quiet day does not put a great matter below a small one.
const RECENT_DAYS: i32 = 3;

/// Urgent first, then by voices of the last [`RECENT_DAYS`] days, then of the day, then in all; ties by age and identity.
fn rank(topic: &DayTopic, day: Date) -> impl Ord + use<> {
    let is_recent =
        |count: &&DayCount| count.day.until(day).is_ok_and(|age| (0..RECENT_DAYS).contains(&age.get_days()));
    let recent: u32 = topic.days.iter().filter(is_recent).map(|count| count.voices).sum();
    let key = (recent, topic.today.voices, topic.all.voices);
    (Reverse(topic.urgent), Reverse(key), topic.first_at, topic.id.clone())
}

fn summary(input: &Input, teller: Teller) -> Summary {
    let wording = teller.wording;
    let topics = &input.topics;
    let count = |trend: Trend| topics.iter().filter(|topic| topic.trend == trend).count() as u32;
    let urgent = topics.iter().filter(|topic| topic.urgent && topic.trend != Trend::Quiet).count() as u32;
    let standing = |trend: Trend| {
        let n = count(trend);
        let number = teller.number("topics", n);
        (n > 0).then(|| number.then(Said::words(format!(" {}", wording.standing(trend, n)))))
    };
    let mut parts: Vec<Said> = ORDER.into_iter().filter_map(standing).collect();
    if urgent > 0 {
        parts.insert(0, Said::fill(&wording.urgent_count, &[("n", &teller.number("urgent", urgent))]));
    }
    if parts.is_empty() {
        parts.push(Said::words(&wording.nothing_active));
    }
    let refs = topics.iter().map(|topic| Ref::Topic(topic.id.clone()));
    Summary {
        urgent,
        new: count(Trend::New),
        growing: count(Trend::Growing),
        came_back: count(Trend::CameBack),
        steady: count(Trend::Steady),
        quiet: count(Trend::Quiet),
        sentence: Said::join(parts, " · ").resting_on([Ref::Counts(input.day)].into_iter().chain(refs)),
    }
}
