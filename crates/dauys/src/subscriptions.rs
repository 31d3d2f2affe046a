//! Subscriptions of `config/subscriptions.toml`: who reads which part of the country and of public matters, how and where. They
//! are read anew on each use, since the file may change while the program runs.

mod check;
mod save;

use std::path::PathBuf;

use anyhow::bail;
use dauys_model::{Interface, Subscription, SubscriptionId};
use serde::Deserialize;

use crate::config::{self, Config};
use crate::exit::Misuse;

pub(crate) use check::{Collection, collection, places};
pub(crate) use save::{Saved, remove, save};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubscriptionsFile {
    #[serde(default)]
    subscription: Vec<Subscription>,
}

/// The subscriptions of an installation; the whole country in both languages when it names none.
pub(crate) fn all(config: &Config) -> anyhow::Result<Vec<Subscription>> {
    Ok(all_with_fingerprint(config)?.0)
}

/// The same with a fingerprint of the file, by which [`save`] and [`remove`] know that nobody changed it since.
pub(crate) fn all_with_fingerprint(config: &Config) -> anyhow::Result<(Vec<Subscription>, String)> {
    let Some(path) = file(config) else { return Ok((whole_country(), config::fingerprint(""))) };
    let text = config::read_text(&path)?;
    let listed = parsed(config, &text, &path)?;
    Ok((if listed.is_empty() { whole_country() } else { listed }, config::fingerprint(&text)))
}

/// The subscription of an id; the first without one.
pub(crate) fn one(config: &Config, id: Option<&str>) -> anyhow::Result<Subscription> {
    let all = all(config)?;
    let Some(id) = id else {
        return all.into_iter().next().ok_or_else(|| Misuse("there is no subscription".into()).into());
    };
    let known: Vec<String> = all.iter().map(|subscription| format!("`{}`", subscription.id)).collect();
    all.into_iter()
        .find(|subscription| subscription.id.as_str() == id)
        .ok_or_else(|| Misuse(format!("no subscription `{id}`; there are {}", known.join(", "))).into())
}

/// The file that the settings name.
fn file(config: &Config) -> Option<PathBuf> {
    config.subscriptions.as_ref().map(|path| config.folder.join(path))
}

/// What the text of a file lists, checked.
fn parsed(config: &Config, text: &str, path: &std::path::Path) -> anyhow::Result<Vec<Subscription>> {
    let listed = config::parse::<SubscriptionsFile>(text, path)?.subscription;
    let mut ids = std::collections::BTreeSet::new();
    for subscription in &listed {
        let id = &subscription.id;
        if !ids.insert(id.as_str().to_ascii_lowercase()) {
            bail!("{}: subscription `{id}` is given twice", path.display());
        }
        check::check(config, subscription)
            .map_err(|error| anyhow::anyhow!("{}: subscription `{id}`: {error}", path.display()))?;
    }
    Ok(listed)
}

fn whole_country() -> Vec<Subscription> {
    let of = |language, id: &str, title: &str| {
        SubscriptionId::new(id).map(|id| Subscription::new(id, title, language)).ok()
    };
    [of(Interface::Kazakh, "kk", "Тұрғындар не айтады"), of(Interface::Russian, "ru", "О чём говорят жители")]
        .into_iter()
        .flatten()
        .collect()
}
