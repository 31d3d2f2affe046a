//! `source`: what we make of a feed or page, the configured sources, and how each answers now.

use std::path::Path;

use anyhow::{Context, bail};
use dauys_fetch::{Accept, Fetcher, Outcome, Request};
use dauys_model::{Page, Source, SourceKind};
use dauys_parse::{Form, Probe};
use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use crate::cli::{CheckArgs, ListArgs, ProbeArgs, ProbeForm, SourceArgs, SourceCommand};
use crate::config::Config;
use crate::exit::{Exit, Misuse};
use crate::home::{Home, Place};
use crate::out;
use crate::passes::poll::runtime;

/// Looks at sources.
pub(crate) fn run(place: Place, arguments: &SourceArgs, now: Timestamp) -> anyhow::Result<Exit> {
    match &arguments.command {
        SourceCommand::Probe(arguments) => probe(&place.config()?, arguments, now),
        SourceCommand::List(arguments) => list(&place.open()?, arguments),
        SourceCommand::Check(arguments) => check(&place.config()?, arguments, now),
    }
}

fn probe(config: &Config, arguments: &ProbeArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let page = page(config, arguments)?;
    let form = arguments.form.map(|form| match form {
        ProbeForm::Feed => Form::Feed,
        ProbeForm::Page => Form::Page,
        ProbeForm::Sitemap => Form::Sitemap,
    });
    let rules = config.site_rules(&page.url);
    let probe = match dauys_parse::probe(&page, form, rules, now) {
        Ok(probe) => probe,
        Err(error) => bail!("`{}`: {error}", arguments.target),
    };
    let mut data = out::data();
    if arguments.json {
        data.json(&probe)?;
    } else {
        told(&probe, &mut data)?;
    }
    data.finish()?;
    Ok(Exit::Well)
}

fn page(config: &Config, arguments: &ProbeArgs) -> anyhow::Result<Page> {
    let target = &arguments.target;
    let is_web = target.starts_with("http://") || target.starts_with("https://");
    if !is_web {
        let path = Path::new(target);
        let body = std::fs::read(path).with_context(|| format!("reading `{}`", path.display()))?;
        let url = match &arguments.url {
            Some(url) => url.clone(),
            None => Url::parse("file:///")?,
        };
        return Ok(Page { url, content_type: None, body });
    }
    let url: Url =
        target.parse().map_err(|error| Misuse(format!("`{target}` is no web address: {error}")))?;
    let fetcher = Fetcher::new(config.fetch.clone()).context("preparing to fetch")?;
    let request = Request::new(url, Accept::Any);
    match runtime()?.block_on(fetcher.fetch(&request)) {
        Ok(Outcome::Fresh { mut page, .. }) => {
            if let Some(base) = &arguments.url {
                page.url = base.clone();
            }
            Ok(page)
        }
        Ok(Outcome::NotModified) => bail!("`{target}` says it is not modified, though we never had it"),
        Ok(Outcome::Refused { status, .. }) => bail!("`{target}`: http {status}"),
        Err(failure) => bail!("`{target}`: {failure}"),
    }
}

fn told(probe: &Probe, data: &mut out::Data) -> anyhow::Result<()> {
    match probe {
        Probe::Items { kind, items, warnings } => {
            let form = if *kind == Form::Feed { "feed" } else { "sitemap" };
            data.line(format!("{form}, {} items", items.len()))?;
            for item in items {
                let at = item.published_at.map_or_else(|| "no date".to_owned(), |at| at.to_string());
                data.line(format!("  {at}  {}", item.title.as_deref().unwrap_or("(no title)")))?;
                data.line(format!("    {}", item.url.as_ref().map_or(item.key.as_str(), Url::as_str)))?;
            }
            for warning in warnings {
                data.line(format!("warning: {warning}"))?;
            }
        }
        Probe::Page { title, text, published_at, by, warnings, .. } => {
            data.line(title.as_deref().unwrap_or("(no title)"))?;
            let at = published_at.map_or_else(|| "no date".to_owned(), |at| at.to_string());
            data.line(format!("{at} · extracted by {by:?}"))?;
            data.line("")?;
            data.line(text)?;
            for warning in warnings {
                data.line(format!("warning: {warning}"))?;
            }
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    name: &'a str,
    kind: SourceKind,
    url: Option<&'a str>,
    state: String,
    failures: u32,
    next_check_at: Option<Timestamp>,
    off: Option<&'a str>,
}

fn list(home: &Home, arguments: &ListArgs) -> anyhow::Result<Exit> {
    let store = home.data.join("dauys.db").exists().then(|| home.existing_store()).transpose()?;
    let mut data = out::data();
    for source in &home.config.source {
        let state = match &store {
            Some(store) => store.source_state(&source.id)?,
            None => dauys_store::SourceState { state: "new".into(), ..Default::default() },
        };
        let listed = Listed {
            id: source.id.as_str(),
            name: &source.name,
            kind: source.kind,
            url: source.url.as_ref().map(Url::as_str),
            state: if source.off.is_some() { "off".into() } else { state.state },
            failures: state.failures,
            next_check_at: state.next_check_at,
            off: source.off.as_deref(),
        };
        if arguments.json {
            data.json(&listed)?;
        } else {
            let why = listed.off.map_or_else(String::new, |off| format!(" ({off})"));
            data.line(format!(
                "{:28} {}{why} · {} · {}",
                listed.id,
                listed.state,
                listed.name,
                listed.url.unwrap_or("file")
            ))?;
        }
    }
    data.finish()?;
    Ok(Exit::Well)
}

fn check(config: &Config, arguments: &CheckArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let mut wanted: Vec<&Source> = Vec::new();
    if arguments.ids.is_empty() {
        wanted.extend(config.source.iter().filter(|source| source.off.is_none()));
    }
    for id in &arguments.ids {
        let found = config.source.iter().find(|source| source.id == *id);
        wanted.push(found.ok_or_else(|| Misuse(format!("there is no source `{id}` in the settings")))?);
    }
    let fetcher = Fetcher::new(config.fetch.clone()).context("preparing to fetch")?;
    let runtime = runtime()?;
    let mut data = out::data();
    let mut failed = 0;
    for source in wanted {
        let said = match answer(&runtime, &fetcher, source, now) {
            Ok(items) => format!("{items} items"),
            Err(reason) => {
                failed += 1;
                format!("FAILED: {reason}")
            }
        };
        data.line(format!("{:28} {said}", source.id.as_str()))?;
    }
    data.finish()?;
    Ok(if failed > 0 { Exit::SourcesFailed } else { Exit::Well })
}

fn answer(
    runtime: &tokio::runtime::Runtime,
    fetcher: &Fetcher,
    source: &Source,
    now: Timestamp,
) -> Result<usize, String> {
    let Some(url) = source.url.clone() else { return Err("a file source has nothing to ask".into()) };
    let accept = if source.kind == SourceKind::Feed { Accept::Feed } else { Accept::Page };
    let request = Request::new(url, accept);
    match runtime.block_on(fetcher.fetch(&request)) {
        Ok(Outcome::Fresh { page, .. }) => dauys_parse::items(source, &page, now)
            .map(|found| found.items.len())
            .map_err(|error| error.to_string()),
        Ok(Outcome::NotModified) => Err("not modified, though we never had it".into()),
        Ok(Outcome::Refused { status, .. }) => Err(format!("http {status}")),
        Err(failure) => Err(failure.code()),
    }
}
