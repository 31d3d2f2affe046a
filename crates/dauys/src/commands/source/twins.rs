//! `source twins`: which sources are the same feed, hold one another, or reprint one another.

use std::collections::BTreeMap;
use std::hash::Hasher;

use dauys_model::SourceId;
use dauys_store::{Headline, Store};
use dauys_watch::twins::{Announced, Pair, Sample, Verdict, twins};
use jiff::{Timestamp, ToSpan};
use siphasher::sip::SipHasher13;

use crate::cli::TwinsArgs;
use crate::exit::Exit;
use crate::home::Home;
use crate::out;

/// Items of so many days are compared.
const DAYS: i64 = 14;

/// Tells of every pair.
pub(crate) fn run(home: &Home, arguments: &TwinsArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let pairs = find(&home.existing_store()?, now)?;
    let mut data = out::data();
    for pair in &pairs {
        if arguments.json {
            data.json(pair)?;
        } else {
            data.line(told(pair))?;
        }
    }
    if pairs.is_empty() && !arguments.json {
        data.line("no two sources have much in common")?;
    }
    data.finish()?;
    Ok(Exit::Well)
}

/// Pairs of sources with much in common in the last days.
pub(crate) fn find(store: &Store, now: Timestamp) -> anyhow::Result<Vec<Pair>> {
    let since = now.checked_sub((DAYS * 24).hours()).unwrap_or(Timestamp::MIN);
    let mut samples: BTreeMap<SourceId, Sample> = BTreeMap::new();
    for headline in store.headlines(since)? {
        let sample = samples.entry(headline.source.clone()).or_insert_with(|| Sample {
            source: headline.source.clone(),
            host: headline.canonical.as_deref().map(|address| hash(host(address))),
            items: Vec::new(),
        });
        sample.items.push(announced(&headline));
    }
    let samples: Vec<Sample> = samples.into_values().collect();
    Ok(twins(&samples))
}

fn announced(headline: &Headline) -> Announced {
    let plain: String = headline
        .title
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    Announced {
        address: headline.canonical.as_deref().map(hash),
        title: (!plain.is_empty()).then(|| hash(&plain)),
        at: headline.published_at,
    }
}

/// The host of a canonical address.
pub(crate) fn host(canonical: &str) -> &str {
    let address = canonical.split_once("://").map_or(canonical, |(_, address)| address);
    address.split(['/', '?']).next().unwrap_or(address)
}

fn hash(text: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// A pair in words.
pub(crate) fn told(pair: &Pair) -> String {
    let (one, other) = (&pair.one, &pair.other);
    let share = |share: f64| format!("{:.0} %", share * 100.0);
    match pair.verdict {
        Verdict::SameFeed => format!(
            "`{one}` and `{other}` are the same feed ({} addresses in common): set one of them `off`",
            pair.addresses.shared
        ),
        Verdict::OneHoldsOther => {
            format!("`{one}` holds {} of what `{other}` tells", share(pair.addresses.of_other()))
        }
        Verdict::OtherHoldsOne => {
            format!("`{other}` holds {} of what `{one}` tells", share(pair.addresses.of_one()))
        }
        Verdict::Reprints => format!(
            "`{one}` and `{other}` have {} headlines in common under other addresses: one reprints the other, or both a third",
            pair.titles.shared
        ),
    }
}
