//! One file a command: its function, called with the installation and its arguments, answers with an exit code.

pub(crate) mod analyze;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod digest;
pub(crate) mod doctor;
pub(crate) mod erase;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod run;
pub(crate) mod search;
pub(crate) mod source;
pub(crate) mod topic;
pub(crate) mod topics;

use dauys_model::{CategoryId, Kato};

use crate::exit::Misuse;

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
    let nearest = known.iter().min_by_key(|id| (strsim::damerau_levenshtein(given, id), **id));
    let nearest = nearest.map_or(String::new(), |nearest| format!("; did you mean `{nearest}`?"));
    Err(Misuse(format!("no category `{given}`{nearest}")).into())
}

/// Whether a category touches life and limb.
pub(crate) fn is_urgent(category: &CategoryId) -> bool {
    dauys_text::tree().get(category).is_some_and(|node| node.urgent)
}
