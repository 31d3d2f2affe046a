//! The gathered day → the digest: order, titles, sentences, texts of all boxes. Independent of the order of the input.

use std::cmp::Reverse;

use dauys_model::{DayCount, Trend, civil_day, day_end};
use jiff::civil::Date;

use crate::coverage::{coverage_box, quiet_day};
use crate::dates::Dates;
use crate::entry::entry;
use crate::input::{DayTopic, Input, Provenance};
use crate::kept;
use crate::reading::{Reading, words};
use crate::statement::{Ref, Sentence};
use crate::tidy::tidy;
use crate::view::{Changes, Digest, Entry, Languages, Section, Summary};
use crate::wording::{Wording, fill};

/// The order of sections: what asks for attention first.
const ORDER: [Trend; 5] = [Trend::New, Trend::Growing, Trend::CameBack, Trend::Steady, Trend::Quiet];

/// Makes a digest of a day.
pub fn build(mut input: Input) -> Digest {
    tidy(&mut input);
    let wording = Wording::of(input.interface);
    let dates = Dates::new(input.interface, input.day);
    let since = civil_day(input.since).min(input.day);
    let day = input.day;
    input.topics.sort_by_key(|topic| rank(topic, day));

    let mut sections = Vec::new();
    for trend in ORDER {
        let standing = input.topics.iter().filter(|topic| topic.trend == trend);
        let topics: Vec<Entry> =
            standing.map(|topic| entry(topic, since, input.day, wording, dates)).collect();
        if !topics.is_empty() {
            let n = topics.len() as u32;
            let count = format!("{n} {}", wording.standing(trend, n));
            sections.push(Section { trend, heading: wording.heading.get(trend).clone(), count, topics });
        }
    }
    let min_voices = input.coverage.min_voices;
    let summary = summary(&input, wording);
    let coverage = coverage_box(input.coverage, wording);
    let active = summary.new + summary.growing + summary.came_back + summary.steady;
    let mut digest = Digest {
        schema: kept::schema(),
        subscription: input.subscription,
        period: input.period,
        changes: Changes { since: None, lead: Sentence::method("", "changes"), items: Vec::new() },
        corrections: Vec::new(),
        missed: Vec::new(),
        rollup: None,
        alerts: Vec::new(),
        regions: Vec::new(),
        languages: Languages { kazakh: 0, russian: 0, mixed: 0, sentence: None },
        review: Vec::new(),
        pages: input.pages,
        language: input.interface,
        title: input.title,
        day: input.day,
        date: dates.full(input.day),
        since,
        until: input.until,
        as_of: if input.until < day_end(input.day) {
            fill(&wording.as_of, &[("time", &dates.as_of(input.until))])
        } else {
            wording.whole_day.clone()
        },
        filters: input.filters,
        summary,
        reading: Reading::of(0, 0, wording),
        quiet_day: (active == 0).then(|| quiet_day(&coverage, min_voices, wording)),
        sections,
        coverage,
        how_to_read: wording.how.lines.iter().map(|line| Sentence::method(line, "reading")).collect(),
        made_with: vec![Sentence::plain(
            made_with(&input.provenance, &dates.range(since, input.day), wording),
            [Ref::Run(input.provenance.position)],
        )],
        provenance: input.provenance,
    };
    digest.reading = reading(&digest, wording);
    digest
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

fn summary(input: &Input, wording: &Wording) -> Summary {
    let topics = &input.topics;
    let count = |trend: Trend| topics.iter().filter(|topic| topic.trend == trend).count() as u32;
    let urgent = topics.iter().filter(|topic| topic.urgent && topic.trend != Trend::Quiet).count() as u32;
    let mut parts: Vec<String> = ORDER
        .into_iter()
        .map(|trend| (trend, count(trend)))
        .filter(|(_, n)| *n > 0)
        .map(|(trend, n)| format!("{n} {}", wording.standing(trend, n)))
        .collect();
    if urgent > 0 {
        parts.insert(0, fill(&wording.urgent_count, &[("n", &urgent)]));
    }
    if parts.is_empty() {
        parts.push(wording.nothing_active.clone());
    }
    Summary {
        urgent,
        new: count(Trend::New),
        growing: count(Trend::Growing),
        came_back: count(Trend::CameBack),
        steady: count(Trend::Steady),
        quiet: count(Trend::Quiet),
        sentence: Sentence::plain(
            parts.join(" · "),
            [Ref::Counts(input.day)]
                .into_iter()
                .chain(topics.iter().map(|topic| Ref::Topic(topic.id.clone()))),
        ),
    }
}

fn made_with(provenance: &Provenance, range: &str, wording: &Wording) -> String {
    let words = &wording.provenance;
    [
        format!("{} dauys {}", words.program, provenance.version),
        format!("{} {}", words.configuration, provenance.configuration),
        fill(&words.position, &[("n", &provenance.position)]),
        fill(&words.window, &[("range", &range)]),
    ]
    .join(" · ")
}

fn reading(digest: &Digest, wording: &Wording) -> Reading {
    let mut main = words(&digest.title) + words(&digest.date) + words(&digest.summary.sentence.text);
    main += digest.quiet_day.as_ref().map_or(0, |sentence| words(&sentence.text));
    let mut quoted = 0;
    for topic in digest.topics() {
        let phrase = topic.title.phrase.as_ref().map_or(0, |phrase| words(&phrase.text));
        main += words(&topic.title.text) + phrase + words(&topic.fact.text);
        quoted += topic.quotes.iter().map(|quote| words(&quote.text) + words(&quote.source)).sum::<usize>();
    }
    Reading::of(main, quoted, wording)
}
