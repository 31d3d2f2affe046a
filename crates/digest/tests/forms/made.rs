//! Digests made of the invented days: what forms are given, and what they are never given otherwise.

use dauys_digest::{Digest, Entry, Interface, build};
use dauys_model::TopicId;

use crate::{invented, rich};

pub(crate) use crate::invented::DAY;

/// Where pages are.
pub(crate) const PAGES: &str = "https://dauys.example.kz";

/// A day with something in every field.
pub(crate) fn day(language: Interface) -> Digest {
    build(rich::rich_day(language))
}

/// A day on which nothing is active, of an office without pages.
pub(crate) fn quiet_day(language: Interface) -> Digest {
    let mut input = invented::quiet_day(language, 0);
    input.topics.clear();
    build(input)
}

/// A week with counts of earlier ones.
pub(crate) fn week(language: Interface) -> Digest {
    build(rich::week(language))
}

/// The urgent topic of the day: with a note, a norm and quotes in both languages.
pub(crate) fn heating(language: Interface) -> Entry {
    entry(language, "tq3hw5zkc7ab")
}

/// A topic that is not urgent.
pub(crate) fn water(language: Interface) -> Entry {
    entry(language, "twater5zkc7a")
}

fn entry(language: Interface, id: &str) -> Entry {
    let digest = day(language);
    digest.topics().find(|topic| topic.id == TopicId(id.to_owned())).unwrap().clone()
}

/// Every kind of digest in every language.
pub(crate) fn every() -> Vec<Digest> {
    Interface::ALL
        .into_iter()
        .flat_map(|language| [day(language), quiet_day(language), week(language)])
        .collect()
}
