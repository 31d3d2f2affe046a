//! Subscriptions: who reads which part of the country and of public matters, in which language.

use std::path::Path;

use anyhow::bail;
use dauys_model::{CategoryId, Interface, Kato, Subscription, SubscriptionId};
use serde::Deserialize;

use crate::config::{self, Config};
use crate::exit::Misuse;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubscriptionsFile {
    #[serde(default)]
    subscription: Vec<Subscription>,
}

/// The subscriptions of an installation; the whole country in both languages when it names none.
pub(crate) fn all(config: &Config) -> anyhow::Result<Vec<Subscription>> {
    let Some(path) = &config.subscriptions else { return Ok(whole_country()) };
    let path = config.folder.join(path);
    let file: SubscriptionsFile = config::parse(&config::read_text(&path)?, &path)?;
    check(&file.subscription, &path)?;
    Ok(if file.subscription.is_empty() { whole_country() } else { file.subscription })
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

fn whole_country() -> Vec<Subscription> {
    let of = |language, id: &str, title: &str| {
        SubscriptionId::new(id).map(|id| Subscription::new(id, title, language)).ok()
    };
    [of(Interface::Kazakh, "kk", "Тұрғындар не айтады"), of(Interface::Russian, "ru", "О чём говорят жители")]
        .into_iter()
        .flatten()
        .collect()
}

fn check(subscriptions: &[Subscription], path: &Path) -> anyhow::Result<()> {
    let mut ids = std::collections::BTreeSet::new();
    for subscription in subscriptions {
        let id = &subscription.id;
        if !ids.insert(id) {
            bail!("{}: subscription `{id}` is given twice", path.display());
        }
        places(subscription)
            .map_err(|error| anyhow::anyhow!("{}: subscription `{id}`: {error}", path.display()))?;
        for category in &subscription.categories {
            crate::commands::check_category(Some(category))
                .map_err(|error| anyhow::anyhow!("{}: subscription `{id}`: {error}", path.display()))?;
        }
    }
    Ok(())
}

/// The places that a subscription means.
pub(crate) fn places(subscription: &Subscription) -> anyhow::Result<Vec<Kato>> {
    let mut places = Vec::new();
    for region in &subscription.regions {
        places.extend(crate::commands::region(Some(region))?);
    }
    Ok(places)
}

/// Whether a subscription means a category.
pub(crate) fn wants(subscription: &Subscription, category: &CategoryId) -> bool {
    subscription.categories.is_empty()
        || subscription.categories.iter().any(|wanted| category.is_within(wanted))
}
