//! Group: posts of the days that changed become topics; earlier days of the window are the memory.

use dauys_model::Topic;
use dauys_store::{GroupText, Grouping, Store};
use dauys_topics::{Grouped, Grouper, Settings, Text};

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
    let mut grouper = Grouper::new(Settings { window_days: window, ..Settings::default() });
    let memory = dirty.first.checked_sub(jiff::Span::new().days(i64::from(window)))?;
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
        report.days += 1;
        report.texts += texts.len() as u64;
        bar.inc(texts.len() as u64);
        let grouped = grouper.day(day, texts.into_iter().map(text).collect());
        groupings.push((day, grouped.into_iter().map(grouping).collect::<Vec<_>>()));
    }
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
        earlier: stored.before.and_then(|before| before.topic),
    }
}

fn settled(stored: &GroupText) -> Option<Grouped> {
    let before = stored.before.as_ref()?;
    Some(Grouped {
        id: stored.id,
        duplicate_of: before.duplicate_of,
        topic: before.topic.clone(),
        role: before.role,
    })
}

fn grouping(grouped: Grouped) -> Grouping {
    Grouping {
        post: grouped.id,
        duplicate_of: grouped.duplicate_of,
        topic: grouped.topic,
        role: grouped.role,
    }
}
