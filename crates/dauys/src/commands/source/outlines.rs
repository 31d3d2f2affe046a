//! `source import-opml` and `export-opml`: lists of feeds, as feed readers exchange them.

use std::collections::BTreeSet;

use anyhow::Context;
use dauys_model::{Language, Source, SourceKind};
use dauys_parse::{Folders, Off, Outline, canonical, opml, outlines};
use jiff::Timestamp;

use crate::cli::{ExportOpmlArgs, ImportOpmlArgs, OpmlFolders};
use crate::commands::source::entry;
use crate::exit::Exit;
use crate::home::Home;
use crate::{commands, out};

/// Why an imported feed is off at first.
const UNPROBED: &str = "imported, not looked at yet: probe it, then take this line out";

/// Adds the feeds of a list that are not known yet, switched off until a person has looked at them.
pub(crate) fn import(home: &Home, arguments: &ImportOpmlArgs) -> anyhow::Result<Exit> {
    let path = &arguments.file;
    let body = std::fs::read(path).with_context(|| format!("reading `{}`", path.display()))?;
    let found = outlines(&body).map_err(|error| anyhow::anyhow!("`{}`: {error}", path.display()))?;
    for warning in &found.warnings {
        out::say(format!("{}: {warning}", path.display()));
    }
    let mut config = home.config.clone();
    let mut known: BTreeSet<String> =
        config.source.iter().filter_map(|source| source.url.as_ref().map(canonical)).collect();
    let mut entries = String::new();
    let (mut added, mut repeated) = (0, 0);
    for outline in found.outlines {
        if !known.insert(canonical(&outline.feed_url)) {
            repeated += 1;
            continue;
        }
        let source = source(&config, &outline, arguments.on);
        entries.push_str(&entry::entry(&source, &outline.path.join(" / ")));
        config.source.push(source);
        added += 1;
    }
    if arguments.dry_run {
        let mut data = out::data();
        data.text(&entries)?;
        data.finish()?;
        out::say(format!("{added} feeds would be added, {repeated} are known"));
        return Ok(Exit::Well);
    }
    if added > 0 {
        let path = entry::append(&home.config, &entries)?;
        let off = if arguments.on { "" } else { ", off until you have looked at them" };
        out::say(format!("{added} feeds added to `{}`{off}; {repeated} were known", path.display()));
    } else {
        out::say(format!("nothing to add: {repeated} feeds are known"));
    }
    Ok(Exit::Well)
}

fn source(config: &crate::config::Config, outline: &Outline, is_on: bool) -> Source {
    let host = outline.feed_url.host_str().unwrap_or_default();
    let name = if outline.title.trim().is_empty() { host } else { outline.title.trim() };
    let language = outline.language.filter(|known| matches!(known, Language::Kazakh | Language::Russian));
    let off = (!is_on || outline.is_off).then(|| UNPROBED.to_owned());
    Source {
        language,
        off,
        ..Source::new(entry::free_id(config, host), name, SourceKind::Feed, Some(outline.feed_url.clone()))
    }
}

/// Writes the feeds of the settings as OPML to stdout.
pub(crate) fn export(home: &Home, arguments: &ExportOpmlArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let chosen = commands::selected(home, &[], &arguments.selection)?;
    let name = |kato| dauys_text::place(kato).map_or_else(String::new, |place| place.ru.to_owned());
    let folders = match arguments.by {
        OpmlFolders::None => Folders::None,
        OpmlFolders::Region => Folders::Region(&name),
        OpmlFolders::Language => Folders::Language,
        OpmlFolders::Kind => Folders::Kind,
    };
    let off = if arguments.selection.off { Off::Marked } else { Off::LeftOut };
    let mut data = out::data();
    data.text(&opml(chosen, "Dauys", folders, off, now))?;
    data.finish()?;
    Ok(Exit::Well)
}
