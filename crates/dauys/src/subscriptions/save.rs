//! Writes one subscription into the file of all, with its comments and order as they were.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, bail};
use dauys_model::{Subscription, SubscriptionId};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::config::{self, Config};

/// What became of a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Saved {
    /// It is in the file, whose fingerprint is this now.
    Written(String),
    /// Somebody changed the file meanwhile: nothing is written, and the change has to be made on what stands there now.
    Changed,
    /// There is no such subscription (any more).
    Unknown,
}

/// One change at a time: two pages of one server may be saved at once.
static WRITING: Mutex<()> = Mutex::new(());

/// Adds a subscription, or puts it in the place of the one with its id, in the file that was `seen` (its fingerprint).
///
/// # Errors
///
/// When the settings name no file, it cannot be read or written, or the subscription would be refused there.
pub(crate) fn save(config: &Config, subscription: &Subscription, seen: &str) -> anyhow::Result<Saved> {
    change(config, seen, |tables| {
        let new = table(subscription)?;
        match position(tables, &subscription.id) {
            Some(at) => {
                if let Some(old) = tables.get_mut(at) {
                    renew(old, &new)?;
                }
            }
            None => tables.push(new),
        }
        Ok(true)
    })
}

/// Takes a subscription out of the file that was `seen`, with the comment right above it.
///
/// # Errors
///
/// As [`save`].
pub(crate) fn remove(config: &Config, id: &SubscriptionId, seen: &str) -> anyhow::Result<Saved> {
    change(config, seen, |tables| {
        let Some(at) = position(tables, id) else { return Ok(false) };
        let above = tables.get(at).and_then(|table| table.decor().prefix()?.as_str()).unwrap_or_default();
        // What a blank line parts from the entry is about the file.
        let kept = above.rfind("\n\n").map_or(String::new(), |end| above[..=end].to_owned());
        tables.remove(at);
        if let Some(next) = tables.get_mut(at)
            && !kept.is_empty()
        {
            let own = next.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
            let own = format!("{kept}{own}");
            next.decor_mut().set_prefix(own);
        }
        Ok(true)
    })
}

fn change(
    config: &Config,
    seen: &str,
    edit: impl FnOnce(&mut ArrayOfTables) -> anyhow::Result<bool>,
) -> anyhow::Result<Saved> {
    let Some(path) = super::file(config) else {
        bail!(
            "the settings name no file of subscriptions: add `subscriptions = \"subscriptions.toml\"` to them"
        );
    };
    let _one_at_a_time = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let before = config::read_text(&path)?;
    if config::fingerprint(&before) != seen {
        return Ok(Saved::Changed);
    }
    let mut document: DocumentMut =
        before.parse().with_context(|| format!("reading `{}`", path.display()))?;
    let item = document.entry("subscription").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(tables) = item.as_array_of_tables_mut() else {
        bail!("{}: subscriptions must be written as [[subscription]] to be changed here", path.display());
    };
    if !edit(tables)? {
        return Ok(Saved::Unknown);
    }
    let after = document.to_string();
    super::parsed(config, &after, &path)?;
    write(&path, &after)?;
    Ok(Saved::Written(config::fingerprint(&after)))
}

fn position(tables: &ArrayOfTables, id: &SubscriptionId) -> Option<usize> {
    tables.iter().position(|table| table.get("id").and_then(Item::as_str) == Some(id.as_str()))
}

/// An entry as the file holds it: keys in the order of the documentation, what is a default left out.
fn table(subscription: &Subscription) -> anyhow::Result<Table> {
    let written = toml::to_string(subscription).context("writing a subscription")?;
    let mut table = written.parse::<DocumentMut>().context("writing a subscription")?.as_table().clone();
    if let Some(channel) = table.remove("to").and_then(|item| item.into_table().ok()) {
        let mut channel = channel.into_inline_table();
        channel.fmt();
        table.insert("to", Item::Value(Value::InlineTable(channel)));
    }
    if let Some(hour) = table.get("hour").and_then(Item::as_str).and_then(|hour| hour.strip_suffix(":00")) {
        let hour = hour.to_owned();
        table.insert("hour", toml_edit::value(hour));
    }
    table.decor_mut().set_prefix("\n");
    Ok(table)
}

/// Gives an entry the values of another. What means the same keeps its form, and what stays its comments.
fn renew(old: &mut Table, new: &Table) -> anyhow::Result<()> {
    let meant: Subscription = toml::from_str(&old.to_string()).context("reading a subscription")?;
    let meant = table(&meant)?;
    let plain = |table: &Table, key: &str| table.get(key).map(|item| item.to_string().trim().to_owned());
    let mut keys: Vec<String> = meant.iter().chain(new.iter()).map(|(key, _)| key.to_owned()).collect();
    keys.dedup();
    for key in keys {
        match (plain(&meant, &key), new.get(&key)) {
            (was, Some(_)) if was.is_some() && was == plain(new, &key) => {}
            (_, Some(item)) => {
                let mut item = item.clone();
                if let (Some(value), Some(old)) =
                    (item.as_value_mut(), old.get(&key).and_then(Item::as_value))
                {
                    *value.decor_mut() = old.decor().clone();
                }
                match old.get_mut(&key) {
                    Some(place) => *place = item,
                    None => drop(old.insert(&key, item)),
                }
            }
            (_, None) => drop(old.remove(&key)),
        }
    }
    Ok(())
}

/// Writes beside the file and moves it there, so that nobody ever reads half of it; who could read it still can, and nobody else.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let told = || format!("writing `{}`", path.display());
    // The file itself, where the settings name a link to it.
    let path: PathBuf = fs::canonicalize(path).with_context(told)?;
    let draft = path.with_extension("toml.part");
    let mut file = fs::File::create(&draft).with_context(told)?;
    file.set_permissions(fs::metadata(&path).with_context(told)?.permissions()).with_context(told)?;
    file.write_all(text.as_bytes()).with_context(told)?;
    file.sync_all().with_context(told)?;
    fs::rename(&draft, &path).with_context(told)
}

#[cfg(test)]
mod tests;
