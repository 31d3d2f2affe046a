//! `source probe`: what we make of an address or a file, without storing; of a site, the sources it may be heard by.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use dauys_fetch::{Accept, Fetcher, Outcome, Request};
use dauys_model::Page;
use dauys_parse::{Form, Probe, propose};
use dauys_store::Store;
use jiff::Timestamp;
use url::Url;

use crate::cli::{ProbeArgs, ProbeForm};
use crate::commands::source::tried::{self, Tried};
use crate::commands::source::{entry, saved};
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::out;
use crate::passes::ask::Purpose;
use crate::passes::poll::runtime;
use crate::passes::{manners, poll};

/// Looks at an address or a file.
pub(crate) fn run(home: &Home, arguments: &ProbeArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let store =
        if home.data.join("dauys.db").exists() { home.existing_store()? } else { Store::in_memory()? };
    let fetcher = manners::fetcher(home, &store, now)?;
    let (page, links) = page(&fetcher, arguments)?;
    let is_site = arguments.form.is_none() && !arguments.json && page.url.scheme().starts_with("http");
    if is_site && (arguments.add || is_web(&arguments.target)) {
        return site(home, &store, &fetcher, arguments, &page, &links, now);
    }
    if arguments.add {
        return Err(Misuse("--add goes with a web address, and not with --as or --json".into()).into());
    }
    let form = arguments.form.map(|form| match form {
        ProbeForm::Feed => Form::Feed,
        ProbeForm::Page => Form::Page,
        ProbeForm::Sitemap => Form::Sitemap,
        ProbeForm::List => Form::List,
    });
    let probe = match dauys_parse::probe(&page, form, home.config.site_rules(&page.url), now) {
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

fn is_web(target: &str) -> bool {
    target.starts_with("http://") || target.starts_with("https://")
}

/// The page, and the `Link` headers that came with it.
fn page(fetcher: &Fetcher, arguments: &ProbeArgs) -> anyhow::Result<(Page, Vec<String>)> {
    let target = &arguments.target;
    if !is_web(target) {
        let path = Path::new(target);
        let body = std::fs::read(path).with_context(|| format!("reading `{}`", path.display()))?;
        let url = match &arguments.url {
            Some(url) => url.clone(),
            None => Url::parse("file:///")?,
        };
        return Ok((Page { url, content_type: None, body }, Vec::new()));
    }
    let url: Url =
        target.parse().map_err(|error| Misuse(format!("`{target}` is no web address: {error}")))?;
    let request = Request::new(url, Accept::Any);
    match runtime()?.block_on(fetcher.fetch(&request)) {
        Ok(Outcome::Fresh { mut page, headers, .. }) => {
            if let Some(base) = &arguments.url {
                page.url = base.clone();
            }
            let links = headers.into_iter().filter(|(name, _)| name == "link").map(|(_, value)| value);
            Ok((page, links.collect()))
        }
        Ok(Outcome::NotModified) => bail!("`{target}` says it is not modified, though we never had it"),
        Ok(Outcome::Refused { status, .. }) => bail!("`{target}`: http {status}"),
        Err(failure) => {
            let advice = dauys_watch::State::of(&failure.code()).advice();
            bail!("`{target}`: {failure}. {} {}", advice.meaning, advice.steps.join(" "))
        }
    }
}

/// Tries what the site offers, and shows the best of it.
fn site(
    home: &Home,
    store: &Store,
    fetcher: &Fetcher,
    arguments: &ProbeArgs,
    page: &Page,
    links: &[String],
    now: Timestamp,
) -> anyhow::Result<Exit> {
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let sitemaps = runtime()?.block_on(fetcher.sitemaps(&page.url));
    let candidates = dauys_parse::discover(page, &links, &sitemaps)?;
    let proposal = propose(page, now)?.into_iter().next();
    let asking = poll::asking(home, store, fetcher, &[], Purpose::Look, now)?;
    let tried = runtime()?.block_on(tried::all(home, &asking, &candidates, proposal.as_ref(), page));
    let mut data = out::data();
    for other in &tried.others {
        data.line(other)?;
    }
    if tried.found.is_empty() {
        data.line("nothing here can be listened to as it is; the page read as an article:")?;
        data.line("")?;
        match dauys_parse::probe(page, Some(Form::Page), home.config.site_rules(&page.url), now) {
            Ok(probe) => told(&probe, &mut data)?,
            Err(error) => data.line(error)?,
        }
        data.finish()?;
        return Ok(Exit::Failed);
    }
    let mut entries = String::new();
    for found in &tried.found {
        tried::show(&mut data, store, found, now)?;
        entries.push_str(&entry::entry(&found.source, &found.why));
    }
    data.line("")?;
    data.line("Entries for config/sources.toml:")?;
    data.text(&entries)?;
    data.finish()?;
    if arguments.add {
        add(home, &asking, &tried.found, &entries, now)?;
    }
    Ok(Exit::Well)
}

fn add(
    home: &Home,
    asking: &Arc<crate::passes::ask::Asking>,
    found: &[Tried],
    entries: &str,
    now: Timestamp,
) -> anyhow::Result<()> {
    let path = entry::append(&home.config, entries)?;
    out::say(format!("written to `{}`", path.display()));
    for tried in found {
        if let Some(path) = saved::save(home, &asking.fetcher, &tried.source, now)? {
            out::say(format!(
                "what `{0}` gave and how it was read is kept in `{1}`: `dauys source check {0} --saved` reads it again",
                tried.source.id,
                path.display()
            ));
        }
    }
    Ok(())
}

pub(crate) fn told(probe: &Probe, data: &mut out::Data) -> anyhow::Result<()> {
    match probe {
        Probe::Items { kind, items, warnings } => {
            data.line(format!("{}, {} items", kind.name(), items.len()))?;
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
