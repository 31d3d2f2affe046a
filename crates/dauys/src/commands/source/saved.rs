//! A page of a source kept with what was read of it, so that another version of the program can be seen to read it the same.
//!
//! Kept beside the settings, in `probes/`, for feeds, lists and sitemaps of outlets; never for what citizens wrote.

use std::path::PathBuf;

use anyhow::Context;
use dauys_fetch::{Accept, Fetcher, Outcome, Request};
use dauys_model::{Page, Source, SourceKind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::home::Home;
use crate::passes::poll::runtime;

/// What was read of a page.
#[derive(Serialize, Deserialize)]
struct Saved {
    url: Url,
    content_type: Option<String>,
    read_at: Timestamp,
    items: Vec<Item>,
}

#[derive(PartialEq, Serialize, Deserialize)]
struct Item {
    key: String,
    title: Option<String>,
    url: Option<Url>,
    published_at: Option<Timestamp>,
}

fn folder(home: &Home) -> PathBuf {
    home.config.folder.join("probes")
}

fn is_kept(source: &Source) -> bool {
    matches!(source.kind, SourceKind::Feed | SourceKind::List) && !source.posts.is_of_citizens()
}

/// Asks for the page once more and keeps it with what is read of it; none for a source of which nothing is kept.
pub(crate) fn save(
    home: &Home,
    fetcher: &Fetcher,
    source: &Source,
    now: Timestamp,
) -> anyhow::Result<Option<PathBuf>> {
    let Some(url) = source.url.clone().filter(|_| is_kept(source)) else { return Ok(None) };
    let accept = if source.kind == SourceKind::Feed { Accept::Feed } else { Accept::Page };
    let Ok(Outcome::Fresh { page, .. }) = runtime()?.block_on(fetcher.fetch(&Request::new(url, accept)))
    else {
        return Ok(None);
    };
    let Ok(items) = read(source, &page, now) else { return Ok(None) };
    let folder = folder(home);
    std::fs::create_dir_all(&folder).with_context(|| format!("making `{}`", folder.display()))?;
    let path = folder.join(format!("{}.page", source.id));
    std::fs::write(&path, &page.body).with_context(|| format!("writing `{}`", path.display()))?;
    let saved = Saved { url: page.url, content_type: page.content_type, read_at: now, items };
    let told = folder.join(format!("{}.json", source.id));
    std::fs::write(&told, serde_json::to_string_pretty(&saved)? + "\n")
        .with_context(|| format!("writing `{}`", told.display()))?;
    Ok(Some(path))
}

/// Reads the kept page of a source again: none without one, else a line for every difference.
pub(crate) fn again(home: &Home, source: &Source) -> anyhow::Result<Option<Vec<String>>> {
    let told = folder(home).join(format!("{}.json", source.id));
    if !told.exists() {
        return Ok(None);
    }
    let text = crate::config::read_text(&told)?;
    let saved: Saved =
        serde_json::from_str(&text).with_context(|| format!("reading `{}`", told.display()))?;
    let path = folder(home).join(format!("{}.page", source.id));
    let body = std::fs::read(&path).with_context(|| format!("reading `{}`", path.display()))?;
    let page = Page { url: saved.url, content_type: saved.content_type, body };
    let found = match read(source, &page, saved.read_at) {
        Ok(found) => found,
        Err(error) => return Ok(Some(vec![error])),
    };
    let mut differences = Vec::new();
    if found.len() != saved.items.len() {
        differences.push(format!("{} items, there were {}", found.len(), saved.items.len()));
    }
    for (found, kept) in found.iter().zip(&saved.items).filter(|(found, kept)| found != kept) {
        let show = |item: &Item| serde_json::to_string(item).unwrap_or_default();
        differences.push(format!("{} was {}", show(found), show(kept)));
    }
    Ok(Some(differences))
}

fn read(source: &Source, page: &Page, now: Timestamp) -> Result<Vec<Item>, String> {
    let found = dauys_parse::items(source, page, now).map_err(|error| error.to_string())?;
    let items = found.items.into_iter().map(|item| Item {
        key: item.key,
        title: item.title,
        url: item.url,
        published_at: item.published_at,
    });
    Ok(items.collect())
}
