//! Group: posts of the days that changed become topics; earlier days of the window are the memory, and of topics that are older
//! what is left of those of the days' matters. A run costs by the days that changed and the window before them, not by the archive.

use std::collections::BTreeSet;

use dauys_model::{CategoryId, Topic};
use dauys_store::{GroupText, Grouping, Store, StoredDormant};
use dauys_topics::{Decisions, Dormant, Grouped, Grouper, Settings, Text};
use jiff::civil::Date;

use crate::home::Home;
use crate::progress;

/// What one run of the pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// Civil days grouped.
    pub(crate) days: u64,
    /// Texts in them.
    pub(crate) texts: u64,
    /// Topics they touch.
    pub(crate) topics: u64,
}

/// Groups the first changed day and every day after it.
pub(crate) fn group(home: &Home, store: &mut Store) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let Some(dirty) = store.dirty()? else { return Ok(report) };
    let window = home.config.group.window_days;
    let settings = Settings { window_days: window, ..Settings::default() };
    let back = |day: Date, days: u16| day.checked_sub(jiff::Span::new().days(i64::from(days)));
    let longest = back(back(dirty.first, window)?, settings.dormant_days)?;
    let mut grouper = Grouper::obeying(Decisions::of(&store.decisions()?), settings);
    let mut matters: BTreeSet<CategoryId> = BTreeSet::new();
    let memory = back(dirty.first, window)?;
    for day in memory.series(jiff::Span::new().days(1)).take_while(|day| *day < dirty.first) {
        let texts = store.texts_of(day)?;
        if texts.is_empty() {
            continue;
        }
        let grouped: Vec<Grouped> = texts.iter().filter_map(settled).collect();
        grouper.settle(day, texts.into_iter().map(text).collect(), &grouped);
    }
    let bar = progress::bar("group", None);
    let mut groupings = Vec::new();
    for day in dirty.first.series(jiff::Span::new().days(1)).take_while(|day| *day <= dirty.last) {
        let texts = store.texts_of(day)?;
        if texts.is_empty() {
            continue;
        }
        for matter in texts.iter().filter_map(|text| text.category.as_ref()) {
            if matters.insert(matter.clone()) {
                grouper.recall(store.dormant(matter, longest, dirty.first)?.into_iter().map(dormant));
            }
        }
        report.days += 1;
        report.texts += texts.len() as u64;
        bar.inc(texts.len() as u64);
        let grouped = grouper.day(day, texts.into_iter().map(text).collect());
        groupings.push((day, grouped));
    }
    grouper.finish(groupings.iter_mut().flat_map(|(_, grouped)| grouped));
    let groupings: Vec<(Date, Vec<Grouping>)> = groupings
        .into_iter()
        .map(|(day, grouped)| (day, grouped.into_iter().map(grouping).collect()))
        .collect();
    let topics: Vec<Topic> = grouper.topics();
    report.topics = topics.len() as u64;
    store.save_groupings(&dirty, &groupings, &topics)?;
    bar.finish_and_clear();
    Ok(report)
}

fn text(stored: GroupText) -> Text {
    Text {
        id: stored.id,
        source: stored.source,
        key: stored.key,
        kind: stored.kind,
        methods: stored.policy.methods(),
        language: stored.language,
        published_at: stored.published_at,
        category: stored.category,
        category_score: stored.category_score,
        subject: stored.subject.as_ref().map(dauys_text::subject::family),
        problem: stored.problem,
        stance: stored.stance,
        urgent: stored.urgent,
        places: stored.places,
        place: stored.place,
        thread: stored.thread,
        terms: stored.terms,
        fingerprint: stored.fingerprint,
        length: stored.words,
        voice: stored.voice,
        earlier: stored.before.and_then(|before| before.strand.or(before.topic)),
    }
}

fn settled(stored: &GroupText) -> Option<Grouped> {
    let before = stored.before.as_ref()?;
    Some(Grouped {
        id: stored.id,
        duplicate_of: before.duplicate_of,
        topic: before.topic.clone(),
        strand: before.strand.clone(),
        role: before.role,
    })
}

fn grouping(grouped: Grouped) -> Grouping {
    Grouping {
        post: grouped.id,
        duplicate_of: grouped.duplicate_of,
        topic: grouped.topic,
        strand: grouped.strand,
        role: grouped.role,
    }
}

fn dormant(stored: StoredDormant) -> Dormant {
    Dormant {
        id: stored.id,
        category: stored.category,
        subject: stored.subject,
        kato: stored.kato,
        place: stored.place,
        terms: stored.terms,
        last: stored.last,
        voices: stored.voices,
    }
}
