//! Subscriptions: who reads which part of the country and of public matters, in which language.

use std::path::Path;

use anyhow::bail;
use dauys_digest::InterfaceLanguage;
use dauys_model::{CategoryId, Kato};
use serde::Deserialize;

use crate::config::{self, Config};
use crate::exit::Misuse;

/// One reader's wish.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Subscription {
    /// The lasting name, part of the names of files.
    pub(crate) id: String,
    /// The main heading of its digests.
    pub(crate) title: String,
    /// The language of everything but the quotes.
    pub(crate) language: InterfaceLanguage,
    /// Regions, districts or towns, by name or KATO code; the whole country when empty.
    #[serde(default)]
    pub(crate) regions: Vec<String>,
    /// Categories or groups of them; all when empty.
    #[serde(default)]
    pub(crate) categories: Vec<String>,
}

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
        .find(|subscription| subscription.id == id)
        .ok_or_else(|| Misuse(format!("no subscription `{id}`; there are {}", known.join(", "))).into())
}

fn whole_country() -> Vec<Subscription> {
    let of = |language, id: &str, title: &str| Subscription {
        id: id.into(),
        title: title.into(),
        language,
        regions: Vec::new(),
        categories: Vec::new(),
    };
    vec![
        of(InterfaceLanguage::Kazakh, "kk", "Тұрғындар не айтады"),
        of(InterfaceLanguage::Russian, "ru", "О чём говорят жители"),
    ]
}

fn check(subscriptions: &[Subscription], path: &Path) -> anyhow::Result<()> {
    let mut ids = std::collections::BTreeSet::new();
    for subscription in subscriptions {
        let id = &subscription.id;
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
            bail!("{}: subscription id `{id}` must be letters, digits, `-` and `_`", path.display());
        }
        if !ids.insert(id) {
            bail!("{}: subscription `{id}` is given twice", path.display());
        }
        subscription
            .places()
            .map_err(|error| anyhow::anyhow!("{}: subscription `{id}`: {error}", path.display()))?;
        for category in &subscription.categories {
            crate::commands::check_category(Some(category))
                .map_err(|error| anyhow::anyhow!("{}: subscription `{id}`: {error}", path.display()))?;
        }
    }
    Ok(())
}

impl Subscription {
    /// The places meant.
    pub(crate) fn places(&self) -> anyhow::Result<Vec<Kato>> {
        let mut places = Vec::new();
        for region in &self.regions {
            places.extend(crate::commands::region(Some(region))?);
        }
        Ok(places)
    }

    /// Whether a category is meant.
    pub(crate) fn wants(&self, category: &CategoryId) -> bool {
        self.categories.is_empty() || self.categories.iter().any(|wanted| category.is_within(wanted))
    }
}
