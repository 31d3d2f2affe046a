//! `mark`: a person says what a post is. `export marks`: what persons said, with our judgement beside it.

use dauys_model::{Kind, Language, Mark};
use dauys_store::Marked;
use jiff::Timestamp;
use serde::Serialize;

use crate::cli::{ExportArgs, ExportFormat, MarkArgs};
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::out;

/// A mark as it leaves.
#[derive(Serialize)]
struct Row<'a> {
    id: i64,
    external_id: &'a str,
    source: &'a str,
    lang: Language,
    kind: Kind,
    category: Option<&'a str>,
    complaint: f32,
    mark: Mark,
    at: Timestamp,
    /// What the terms of its source allow: whoever takes it over is bound by it too.
    policy: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// Marks a post, or takes its mark back.
pub(crate) fn run(home: &Home, arguments: &MarkArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let mut store = home.existing_store()?;
    let post = arguments.post;
    if store.post(post)?.is_none() {
        return Err(Misuse(format!("there is no post {post}")).into());
    }
    match arguments.mark.0 {
        Some(mark) => {
            store.set_mark(post, mark, now)?;
            out::say(format!("post {post} is marked {mark}"));
        }
        None if store.clear_mark(post)? => out::say(format!("post {post} has no mark any more")),
        None => out::say(format!("post {post} had no mark")),
    }
    Ok(Exit::Well)
}

/// Writes every mark to stdout, by number of post.
pub(crate) fn export(home: &Home, arguments: &ExportArgs) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let mut data = out::data();
    match arguments.format {
        ExportFormat::Jsonl => {
            store.each_mark(|marked| data.json(&row(&marked, arguments.with_text)))?;
        }
        ExportFormat::Csv => {
            let mut table = csv::Writer::from_writer(data.writer());
            let mut names = vec![
                "id",
                "external_id",
                "source",
                "lang",
                "kind",
                "category",
                "complaint",
                "mark",
                "at",
                "policy",
            ];
            if arguments.with_text {
                names.extend(["title", "text"]);
            }
            table.write_record(names)?;
            store.each_mark(|marked| -> anyhow::Result<()> {
                let row = row(&marked, arguments.with_text);
                let (id, complaint, at) = (row.id.to_string(), row.complaint.to_string(), row.at.to_string());
                let mut fields = vec![
                    id.as_str(),
                    row.external_id,
                    row.source,
                    row.lang.code(),
                    row.kind.code(),
                    row.category.unwrap_or_default(),
                    &complaint,
                    row.mark.code(),
                    &at,
                    row.policy,
                ];
                fields.extend(row.title);
                fields.extend(row.text);
                table.write_record(fields)?;
                Ok(())
            })?;
            table.flush()?;
        }
    }
    data.finish()?;
    Ok(Exit::Well)
}

fn row(marked: &Marked, with_text: bool) -> Row<'_> {
    let post = &marked.post.post;
    Row {
        id: post.id.0,
        external_id: &post.key,
        source: post.source.as_str(),
        lang: post.language,
        kind: post.kind,
        category: post.category.as_ref().map(|category| category.0.as_str()),
        complaint: (post.complaint * 1000.0).round() / 1000.0,
        mark: marked.mark,
        at: marked.at,
        policy: post.policy.code(),
        title: with_text.then_some(post.title.as_str()),
        text: with_text.then_some(post.text.as_str()),
    }
}
