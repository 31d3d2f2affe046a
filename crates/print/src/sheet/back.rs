//! What the topics stand on: counts of a week or month, alerts, regions, languages, coverage, how it was made.

use super::Writer;
use crate::charts;
use crate::paper::{Block, Column, Look, Span, Target};

/// Stands in a table where there is no data; nothing is not the same as none.
const NO_DATA: &str = "–";

/// The counts of a week or month: before the topics, since that is what a week is read for.
pub(super) fn rollup(writer: &mut Writer<'_>) {
    let Some(rollup) = &writer.digest.rollup else { return };
    let labels = writer.labels;
    writer.part(&labels.rollup);
    writer.line(Look::Plain, &rollup.appeared.text);
    writer.line(Look::Plain, &rollup.ended.text);
    let text = |head: &str| Column { head: head.to_owned(), number: false };
    let numbers = rollup.columns.iter().map(|head| Column { head: head.clone(), number: true });
    let columns: Vec<Column> =
        [text(&labels.region), text(&labels.category)].into_iter().chain(numbers).collect();
    let rows = rollup.rows.iter().map(|row| {
        let count = |n: Option<u32>| n.map_or_else(|| NO_DATA.to_owned(), |n| n.to_string());
        let counts = [Some(row.voices), row.before, row.last_year].map(count);
        let names = [row.region_name.clone(), row.category_name.clone()];
        names.into_iter().chain(counts).take(columns.len()).collect::<Vec<String>>()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if !rows.is_empty() {
        writer.blocks.push(Block::Table { name: labels.rollup.clone(), columns, rows });
    }
    for note in &rollup.notes {
        writer.line(Look::Small, &note.text);
    }
}

pub(super) fn write(writer: &mut Writer<'_>) {
    alerts(writer);
    regions(writer);
    languages(writer);
    coverage(writer);
    let digest = writer.digest;
    writer.statements(writer.words.how_to_read, &digest.how_to_read);
    writer.statements(&writer.labels.review, &digest.review);
    writer.part(&writer.labels.made_with);
    for sentence in &digest.made_with {
        writer.line(Look::Small, &sentence.text);
    }
}

/// Adds the line that explains the sign for characters without a glyph.
pub(crate) fn explain_missing(blocks: &mut Vec<Block>, explanation: &str) {
    blocks.push(Block::Paragraph { look: Look::Small, spans: vec![Span::plain(explanation)] });
}

fn alerts(writer: &mut Writer<'_>) {
    let alerts = &writer.digest.alerts;
    if alerts.is_empty() {
        return;
    }
    writer.part(&writer.labels.alerts);
    let items = alerts.iter().map(|alert| {
        let to = alert.link.as_deref().and_then(Target::of_web);
        let mut name = Span::link(format!("{}: ", alert.search), to);
        name.strong = true;
        vec![name, Span::plain(&alert.sentence.text)]
    });
    writer.list(items.collect());
}

/// A map, and as a table the regions that have voices.
fn regions(writer: &mut Writer<'_>) {
    let labels = writer.labels;
    let heard = writer.digest.regions.iter().filter(|region| region.voices > 0);
    let rows: Vec<Vec<String>> =
        heard.map(|region| vec![region.name.clone(), region.voices.to_string()]).collect();
    if rows.is_empty() {
        return;
    }
    writer.part(&labels.regions);
    if let Some(chart) = charts::regions(writer.digest) {
        writer.blocks.push(Block::Figure {
            svg: chart.svg,
            alt: labels.regions.clone(),
            caption: String::new(),
            width: chart.width,
        });
    }
    let columns = vec![
        Column { head: labels.region.clone(), number: false },
        Column { head: labels.voices.clone(), number: true },
    ];
    writer.blocks.push(Block::Table { name: labels.regions.clone(), columns, rows });
}

fn languages(writer: &mut Writer<'_>) {
    let Some(sentence) = &writer.digest.languages.sentence else { return };
    writer.part(&writer.labels.languages);
    if let Some(chart) = charts::languages(writer.digest) {
        writer.blocks.push(Block::Figure {
            svg: chart.svg,
            alt: sentence.text.clone(),
            caption: sentence.text.clone(),
            width: chart.width,
        });
    } else {
        writer.line(Look::Plain, &sentence.text);
    }
}

fn coverage(writer: &mut Writer<'_>) {
    let coverage = &writer.digest.coverage;
    writer.part(writer.words.coverage);
    for sentence in &coverage.sentences {
        writer.line(Look::Plain, &sentence.text);
    }
    let failed: Vec<String> =
        coverage.failed.iter().map(|source| format!("{}: {}", source.name, source.reason)).collect();
    writer.labelled(Look::Plain, writer.words.failed, &failed.join("; "));
    writer.labelled(Look::Plain, writer.words.silent, &coverage.silent.join(writer.words.list_separator));
    writer.labelled(Look::Plain, writer.words.unseen, &coverage.unseen.join(writer.words.list_separator));
}
