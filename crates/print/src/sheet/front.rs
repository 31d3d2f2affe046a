//! What a reader sees first: how the day was, and what changed since the last edition.

use super::{Writer, joined};
use crate::paper::{Look, Span, Target};

pub(super) fn write(writer: &mut Writer<'_>) {
    let digest = writer.digest;
    match &digest.quiet_day {
        Some(sentence) => writer.line(Look::Lead, &sentence.text),
        None => writer.line(Look::Lead, &digest.summary.sentence.text),
    }
    let filters = digest.filter_line().unwrap_or_default();
    writer.line(Look::Small, &joined([digest.reading.text.as_str(), filters.as_str()], " · "));
    if let Some(warning) = &digest.coverage.warning {
        writer.line(Look::Warning, &warning.text);
    }
    changes(writer);
    writer.statements(&writer.labels.corrections, &digest.corrections);
    writer.statements(&writer.labels.missed, &digest.missed);
}

fn changes(writer: &mut Writer<'_>) {
    let changes = &writer.digest.changes;
    if changes.items.is_empty() && changes.lead.text.is_empty() {
        return;
    }
    writer.part(&writer.labels.changes);
    writer.line(Look::Plain, &changes.lead.text);
    let items = changes.items.iter().map(|change| {
        let to = change.topic.as_ref().and_then(|topic| match writer.anchors.get(topic) {
            Some(anchor) => Some(Target::Anchor(anchor.clone())),
            None => writer.digest.page_of_topic(topic).as_deref().and_then(Target::of_web),
        });
        let label = if change.label.is_empty() { String::new() } else { format!("{}: ", change.label) };
        vec![Span::strong(label), Span::link(&change.sentence.text, to)]
    });
    let items = items.collect();
    writer.list(items);
    writer.cite([&changes.lead]);
}
