//! Local files as sources: a feed, JSONL or CSV that somebody puts beside the settings.

use std::path::Path;

use dauys_model::{Item, Page, Source};
use dauys_store::SourceState;
use jiff::Timestamp;
use url::Url;

use crate::passes::announce::Draft;
use crate::passes::ask::{Heard, Said, body_hash};

/// Reads the file of a source; or says what is wrong with it.
pub(crate) fn read(
    folder: &Path,
    source: &Source,
    before: &SourceState,
    now: Timestamp,
) -> Result<Said, String> {
    let path = folder.join(source.path.as_deref().unwrap_or(Path::new("")));
    let body = std::fs::read(&path).map_err(|error| format!("file `{}`: {error}", path.display()))?;
    let hash = Some(body_hash(&body));
    if before.body_hash == hash {
        return Ok(Said { heard: Heard::SameBody, body_hash: hash, ..Said::default() });
    }
    let url = source.url.clone().or_else(|| Url::parse("file:///").ok()).ok_or("no address")?;
    let (mut items, left_out) = items(source, &path, Page { url, content_type: None, body }, now)
        .map_err(|error| format!("file `{}`: {error}", path.display()))?;
    let left_out = left_out + dauys_parse::sift(&mut items, source);
    Ok(Said { drafts: Draft::all(source, items, now), left_out, body_hash: hash, ..Said::default() })
}

fn items(source: &Source, path: &Path, page: Page, now: Timestamp) -> Result<(Vec<Item>, u32), String> {
    let is = |ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    let record = |record: Result<dauys_parse::Record, dauys_parse::RecordError>| {
        record.map(|record| record.item).map_err(|error| error.to_string())
    };
    if is("jsonl") {
        Ok((dauys_parse::jsonl(page.body.as_slice()).map(record).collect::<Result<_, _>>()?, 0))
    } else if is("csv") {
        Ok((dauys_parse::csv(page.body.as_slice()).map(record).collect::<Result<_, _>>()?, 0))
    } else {
        let found = dauys_parse::items(source, &page, now).map_err(|error| error.to_string())?;
        Ok((found.items, found.left_out))
    }
}
