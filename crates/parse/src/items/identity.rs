//! What tells entries of one page apart, and by what an item is known again when its key has changed.
//!
//! The key of an item is its id, else its address: ids outlive a change of address, and keys once stored must stand. But
//! ids change too: a template puts the time into them, a move to another engine numbers anew, the same article comes under
//! a second id. So an item has a second identity, its canonical address, which [`recognised_by`] gives; the two together
//! survive new ids, new titles, new dates and the disguises of an address.

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::Item;
use url::Url;

use crate::hash::name_of;
use crate::items::entry::Entry;
use crate::links::{canonical, public};

/// The longest id that is kept as it is.
const LONGEST_ID_BYTES: usize = 400;

/// By what each item of a page may be known again though its key is another: its [`canonical`] address.
///
/// `None` where the address tells nothing: there is none, it is the front page of a site, it is the article that comments
/// answer, or several items of the page have it.
///
/// An item is the same as a stored one of its source when their keys are the same, or else when these are. One case no
/// page shows by itself: an id that is given to another text than before. Whoever remembers items sees it, by the same key
/// with another canonical address *and* another title; that is another item.
pub fn recognised_by(items: &[Item]) -> Vec<Option<String>> {
    let addresses: Vec<Option<String>> = items
        .iter()
        .map(|item| item.url.as_ref().filter(|url| !is_front(url) && item.thread.as_ref() != Some(*url)))
        .map(|url| url.map(canonical))
        .collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for address in addresses.iter().flatten() {
        *times.entry(address).or_default() += 1;
    }
    let is_shared: Vec<bool> = addresses
        .iter()
        .map(|address| address.as_deref().is_some_and(|address| times[address] > 1))
        .collect();
    addresses.into_iter().zip(is_shared).map(|(address, shared)| address.filter(|_| !shared)).collect()
}

/// Ids and addresses of one page that stand for several entries of it, and so tell nothing apart.
pub(super) struct Shared {
    ids: BTreeSet<String>,
    /// Public addresses that entries without an id have in common, and what tells those apart.
    addresses: BTreeMap<String, Apart>,
}

/// What tells entries of one address apart.
#[derive(Clone, Copy)]
enum Apart {
    Title,
    /// Comments on one article have one title, too.
    Text,
}

impl Shared {
    /// `addresses` are the public addresses of the entries.
    pub(super) fn of(entries: &[Entry], addresses: &[Option<Url>]) -> Self {
        let mut first: BTreeMap<&str, String> = BTreeMap::new();
        let mut ids = BTreeSet::new();
        for entry in entries {
            let Some(id) = entry.id.as_deref() else { continue };
            // Entries without an address are told apart by their titles.
            let stands_for = match &entry.link {
                Some(link) => canonical(link),
                None => format!("title {}", entry.title.as_deref().unwrap_or_default()),
            };
            if *first.entry(id).or_insert_with(|| stands_for.clone()) != stands_for {
                ids.insert(id.to_owned());
            }
        }
        let mut alike: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for (entry, address) in entries.iter().zip(addresses) {
            if let Some(address) = address
                && entry.id.as_ref().is_none_or(|id| ids.contains(id))
            {
                alike.entry(address.as_str()).or_default().push(entry);
            }
        }
        let mut shared = BTreeMap::new();
        for (address, entries) in alike {
            let titled = |entry: &&Entry| (entry.link.clone(), entry.title.clone());
            let titles: BTreeSet<_> = entries.iter().map(titled).collect();
            let texts: BTreeSet<_> =
                entries.iter().map(|entry| (titled(entry), entry.text.as_deref())).collect();
            if texts.len() > 1 {
                let apart = if titles.len() == texts.len() { Apart::Title } else { Apart::Text };
                shared.insert(address.to_owned(), apart);
            }
        }
        Self { ids, addresses: shared }
    }

    /// The key of an entry: its id, else its address, else a name made from the title, the text or what there is.
    /// `None` for an empty entry.
    pub(super) fn key(&self, entry: &Entry, address: Option<&Url>) -> Option<String> {
        if let Some(id) = entry.id.as_deref().filter(|id| !self.ids.contains(*id)) {
            return Some(if is_fit_for_key(id) { id.to_owned() } else { name_of(&["id", id]) });
        }
        let (title, text) =
            (entry.title.as_deref().unwrap_or_default(), entry.text.as_deref().unwrap_or_default());
        if let Some(url) = address {
            let front = is_front(url).then_some(Apart::Title);
            let own = match self.addresses.get(url.as_str()).copied().or(front) {
                Some(Apart::Title) if !title.is_empty() => title,
                Some(_) => text,
                None => "",
            };
            // A template that gives all its entries one address.
            if !own.is_empty() {
                return Some(name_of(&["link", entry.link.as_ref().map_or(url.as_str(), Url::as_str), own]));
            }
            return Some(url.to_string());
        }
        // An address that names a person still tells entries apart.
        if let Some(link) = &entry.link {
            return Some(name_of(&["link", link.as_str()]));
        }
        match (title, text) {
            ("", "") => entry.rest.as_deref().map(|rest| name_of(&["rest", rest])),
            ("", text) => Some(name_of(&["text", text])),
            (title, _) => Some(name_of(&["title", title])),
        }
    }
}

/// Whether an address is the front page of a site.
fn is_front(url: &Url) -> bool {
    url.path().trim_matches('/').is_empty() && url.query().is_none() && url.fragment().is_none()
}

/// Whether an id may be stored as it is: not endless, and no person's handle in it.
fn is_fit_for_key(id: &str) -> bool {
    let names_person = match Url::parse(id) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => public(url).is_none(),
        _ => id.contains('@'),
    };
    !names_person && id.len() <= LONGEST_ID_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_do_not_become_keys() {
        assert!(is_fit_for_key("https://demo.example/?p=12") && is_fit_for_key("4711"));
        assert!(is_fit_for_key("tag:demo.example,2026:12"));
        assert!(!is_fit_for_key("https://mastodon.example/@aigul/12"));
        assert!(!is_fit_for_key("aigul@demo.example/12"));
    }
}
