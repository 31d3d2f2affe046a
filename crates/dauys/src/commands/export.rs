//! `export`: posts, one object each, streamed; and figures of statistics.

use dauys_model::{Kato, Kind, Language, Stance};
use dauys_store::{Filter, StoredPost};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::cli::{ExportArgs, ExportFormat, ExportWhat};
use crate::exit::Exit;
use crate::home::Home;
use crate::out;

/// A post as it leaves.
#[derive(Serialize)]
struct Row<'a> {
    id: i64,
    external_id: &'a str,
    source: &'a str,
    url: Option<&'a str>,
    published_at: Timestamp,
    lang: Language,
    kind: Kind,
    category: Option<&'a str>,
    subject: Option<&'a str>,
    complaint: f32,
    problem: f32,
    stance: Stance,
    urgent: bool,
    places: Vec<Kato>,
    place: Option<&'a str>,
    duplicate_of: Option<i64>,
    topic: Option<&'a str>,
    /// What the terms of its source allow: whoever takes the post over is bound by it too.
    policy: &'a str,
}

impl<'a> From<&'a StoredPost> for Row<'a> {
    fn from(stored: &'a StoredPost) -> Self {
        let post = &stored.post;
        Self {
            id: post.id.0,
            external_id: &post.key,
            source: post.source.as_str(),
            url: post.url.as_ref().map(url::Url::as_str),
            published_at: post.published_at,
            lang: post.language,
            kind: post.kind,
            category: post.category.as_ref().map(|category| category.0.as_str()),
            subject: post.subject.as_ref().map(|subject| subject.0.as_str()),
            complaint: (post.complaint * 1000.0).round() / 1000.0,
            problem: (post.problem * 1000.0).round() / 1000.0,
            stance: post.stance,
            urgent: post.urgent,
            places: post.places.clone(),
            place: post.place.as_deref(),
            duplicate_of: stored.duplicate_of.map(|post| post.0),
            topic: stored.topic.as_ref().map(|topic| topic.0.as_str()),
            policy: post.policy.code(),
        }
    }
}

/// A figure as it leaves.
#[derive(Serialize)]
struct FigureRow<'a> {
    source: &'a str,
    index: &'a str,
    name: &'a str,
    date: Date,
    period: &'a str,
    of: &'a str,
    kato: Option<Kato>,
    value: f64,
    url: Option<&'a str>,
}

/// Writes to stdout what is asked for.
pub(crate) fn run(home: &Home, arguments: &ExportArgs) -> anyhow::Result<Exit> {
    match arguments.what {
        ExportWhat::Posts => posts(home, arguments),
        ExportWhat::Marks => super::mark::export(home, arguments),
        ExportWhat::Statistics => statistics(home, arguments),
    }
}

/// All figures, by source, index and date.
fn statistics(home: &Home, arguments: &ExportArgs) -> anyhow::Result<Exit> {
    let figures = home.existing_store()?.figures()?;
    let rows = figures.iter().map(|(source, figure)| FigureRow {
        source: source.as_str(),
        index: &figure.index,
        name: &figure.name,
        date: figure.date,
        period: &figure.period,
        of: &figure.of,
        kato: figure.kato,
        value: figure.value,
        url: figure.url.as_ref().map(url::Url::as_str),
    });
    let mut data = out::data();
    match arguments.format {
        ExportFormat::Jsonl => {
            for row in rows {
                data.json(&row)?;
            }
        }
        ExportFormat::Csv => {
            let mut writer = csv::Writer::from_writer(data.writer());
            for row in rows {
                writer.serialize(row)?;
            }
            writer.flush()?;
        }
    }
    data.finish()?;
    Ok(Exit::Well)
}

/// All posts, by time and number.
fn posts(home: &Home, arguments: &ExportArgs) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let mut data = out::data();
    match arguments.format {
        ExportFormat::Jsonl => {
            store.each_post(&Filter::default(), |stored| data.json(&Row::from(&stored)))?;
        }
        ExportFormat::Csv => {
            let mut table = csv::Writer::from_writer(data.writer());
            table.write_record([
                "id",
                "external_id",
                "source",
                "url",
                "published_at",
                "lang",
                "kind",
                "category",
                "subject",
                "complaint",
                "problem",
                "stance",
                "urgent",
                "places",
                "place",
                "duplicate_of",
                "topic",
                "policy",
            ])?;
            store.each_post(&Filter::default(), |stored| -> anyhow::Result<()> {
                let row = Row::from(&stored);
                let places = row.places.iter().map(Kato::to_string).collect::<Vec<_>>().join(" ");
                table.write_record([
                    &row.id.to_string(),
                    row.external_id,
                    row.source,
                    row.url.unwrap_or_default(),
                    &row.published_at.to_string(),
                    row.lang.code(),
                    row.kind.code(),
                    row.category.unwrap_or_default(),
                    row.subject.unwrap_or_default(),
                    &row.complaint.to_string(),
                    &row.problem.to_string(),
                    row.stance.code(),
                    &row.urgent.to_string(),
                    &places,
                    row.place.unwrap_or_default(),
                    &row.duplicate_of.map(|post| post.to_string()).unwrap_or_default(),
                    row.topic.unwrap_or_default(),
                    row.policy,
                ])?;
                Ok(())
            })?;
            table.flush()?;
        }
    }
    data.finish()?;
    Ok(Exit::Well)
}
