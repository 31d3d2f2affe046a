//! One file a command: its function, called with the installation and its arguments, answers with an exit code.

pub(crate) mod analyze;
pub(crate) mod completions;
pub(crate) mod decide;
pub(crate) mod deliver;
pub(crate) mod demo;
pub(crate) mod digest;
pub(crate) mod doctor;
pub(crate) mod due;
pub(crate) mod erase;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod mark;
pub(crate) mod poll;
pub(crate) mod review;
pub(crate) mod run;
pub(crate) mod saved;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod signals;
pub(crate) mod source;
pub(crate) mod topic;
pub(crate) mod topic_json;
pub(crate) mod topics;

use std::path::Path;

use anyhow::Context;
use dauys_model::{Kato, Source, SourceId};

use crate::cli::Selection;
use crate::exit::Misuse;
use crate::home::Home;

/// The sources that are named by id, or by the collections they belong to: all that are on when nothing is said.
pub(crate) fn selected<'a>(
    home: &'a Home,
    ids: &[SourceId],
    selection: &Selection,
) -> anyhow::Result<Vec<&'a Source>> {
    let sources = &home.config.source;
    if !ids.is_empty() {
        let find = |id: &SourceId| {
            sources.iter().find(|source| source.id == *id).ok_or_else(|| unknown_source(sources, id).into())
        };
        return ids.iter().map(find).collect();
    }
    let place = region(selection.region.as_deref())?;
    let chosen: Vec<&Source> = sources
        .iter()
        .filter(|source| selection.off || source.off.is_none())
        .filter(|source| place.is_none_or(|place| source.region.is_some_and(|own| speaks_for(own, place))))
        .filter(|source| selection.lang.is_none_or(|language| source.language == Some(language)))
        .filter(|source| selection.kind.as_ref().is_none_or(|kind| source.kind.code() == kind))
        .filter(|source| selection.collection.as_ref().is_none_or(|name| source.collections.contains(name)))
        .collect();
    if chosen.is_empty() && !selection.is_all() {
        return Err(Misuse(format!("no source of the settings is {selection}")).into());
    }
    Ok(chosen)
}

/// Writes a file beside its place and moves it there, so that nobody ever reads half of it.
pub(crate) fn write_whole(path: &Path, text: impl AsRef<[u8]>) -> anyhow::Result<()> {
    let draft = path.with_extension("part");
    std::fs::write(&draft, text).with_context(|| format!("writing `{}`", draft.display()))?;
    std::fs::rename(&draft, path).with_context(|| format!("writing `{}`", path.display()))
}

/// Whether a source of a place speaks for another: it lies in it, or is the region that it lies in.
fn speaks_for(own: Kato, place: Kato) -> bool {
    own == place || own.region() == place || own == place.region()
}

fn unknown_source(sources: &[Source], id: &SourceId) -> Misuse {
    let nearest = nearest(id.as_str(), sources.iter().map(|source| source.id.as_str()));
    Misuse(format!("there is no source `{id}` in the settings{nearest}"))
}

/// The place a `--region` means: a KATO code or a name in either language.
pub(crate) fn region(given: Option<&str>) -> anyhow::Result<Option<Kato>> {
    let Some(given) = given else { return Ok(None) };
    if let Ok(kato) = given.parse() {
        return Ok(Some(kato));
    }
    match dauys_text::place_by_name(given) {
        Some(kato) => Ok(Some(kato)),
        None => Err(Misuse(format!(
            "no region, district or town is called `{given}`: give its name in Kazakh or Russian, or its nine-digit KATO code"
        ))
        .into()),
    }
}

/// Refuses a `--category` that is not in the tree, naming the nearest that is.
pub(crate) fn check_category(given: Option<&str>) -> anyhow::Result<()> {
    let Some(given) = given else { return Ok(()) };
    let known: Vec<&str> = dauys_text::tree().nodes().iter().map(|node| node.id.0.as_str()).collect();
    if known.contains(&given) {
        return Ok(());
    }
    let nearest = nearest(given, known.into_iter());
    Err(Misuse(format!("no category `{given}`{nearest}")).into())
}

/// The question after the known name that a given one is nearly: nothing where more than a third of it would be other letters.
pub(crate) fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> String {
    let most = given.chars().count().div_ceil(3);
    known
        .map(|known| (strsim::damerau_levenshtein(given, known), known))
        .filter(|(slips, _)| *slips <= most)
        .min()
        .map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}
pub(crate) mod uncategorised;
