//! How the found posts divide, as links that narrow the question or widen it again; by region as a map, too.

use std::collections::BTreeMap;

use dauys_model::{Kato, SourceId, Topic};
use dauys_search::{Facet, Facets};

use crate::asked::{Asked, Value};
use crate::frame::Frame;
use crate::map::{self, RegionMap};
use crate::pages::search::names;

/// Values of a facet that are shown at once; the others open with a click.
const AT_ONCE: usize = 6;
/// Values of a facet that are shown at all.
const AT_MOST: usize = 40;

/// One facet.
pub(crate) struct Group {
    pub(crate) heading: String,
    pub(crate) first: Vec<Entry>,
    pub(crate) rest: Vec<Entry>,
    /// The same as a map.
    pub(crate) map: Option<RegionMap>,
}

/// One value.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) count: String,
    pub(crate) href: String,
    pub(crate) chosen: bool,
    pub(crate) inner: bool,
}

/// Makes the facets of an answer.
pub(crate) struct Facetting<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) asked: &'a Asked,
    pub(crate) sources: &'a [(SourceId, String)],
    pub(crate) topics: &'a [Topic],
}

impl Facetting<'_> {
    /// All facets that divide anything.
    pub(crate) fn groups(&self, facets: &Facets) -> Vec<Group> {
        let frame = self.frame;
        let shown =
            |topic: &Facet<dauys_model::TopicId>| self.topics.iter().any(|known| known.id == topic.value);
        let topics: Vec<_> = facets.topics.iter().filter(|topic| shown(topic)).cloned().collect();
        let groups = [
            self.group(frame.t("search.facet_kind"), &facets.kinds, Value::Kind),
            self.categories(facets),
            self.regions(facets),
            self.group(frame.t("search.facet_topic"), &topics, Value::Topic),
            self.group(frame.t("search.facet_source"), &facets.sources, Value::Source),
            self.group(frame.t("search.facet_language"), &facets.languages, Value::Language),
        ];
        groups.into_iter().filter(|group| !group.first.is_empty()).collect()
    }

    fn group<T: Clone>(&self, heading: &str, facets: &[Facet<T>], value: impl Fn(T) -> Value) -> Group {
        let entries = facets.iter().map(|facet| self.entry(&value(facet.value.clone()), facet.texts, false));
        divided(heading, entries.collect())
    }

    /// Regions as a list and as a map, whose tiles lead where their names in the list lead.
    fn regions(&self, facets: &Facets) -> Group {
        let heading = self.frame.t("search.facet_region");
        let mut group = self.group(heading, &facets.regions, Value::Region);
        let counts: BTreeMap<Kato, u64> = facets
            .regions
            .iter()
            .filter(|facet| map::regions().any(|region| region == facet.value))
            .map(|facet| (facet.value, u64::from(facet.texts)))
            .collect();
        let shown = map::Shown {
            id: "found-map",
            title: self.frame.t("search.map").to_owned(),
            counts: &counts,
            elsewhere: 0,
            chosen: &self.asked.regions,
            unit: "map.texts",
        };
        group.map = (!counts.is_empty())
            .then(|| RegionMap::new(self.frame.language, shown, |kato| self.asked.in_region(kato).page()));
        group
    }

    /// Groups of categories; the categories of a group stand under it when it or one of them is chosen, or when there is
    /// but one group.
    fn categories(&self, facets: &Facets) -> Group {
        let is_group = |id: &str| !id.contains('/');
        let groups: Vec<_> = facets.categories.iter().filter(|facet| is_group(&facet.value.0)).collect();
        let mut entries = Vec::new();
        for group in &groups {
            entries.push(self.entry(&Value::Category(group.value.clone()), group.texts, false));
            let is_open = groups.len() == 1
                || self.asked.categories.iter().any(|chosen| chosen.is_within(&group.value.0));
            if is_open {
                let leaves = facets
                    .categories
                    .iter()
                    .filter(|facet| !is_group(&facet.value.0) && facet.value.is_within(&group.value.0));
                entries.extend(
                    leaves.map(|leaf| self.entry(&Value::Category(leaf.value.clone()), leaf.texts, true)),
                );
            }
        }
        divided(self.frame.t("search.facet_category"), entries)
    }

    fn entry(&self, value: &Value, texts: u32, inner: bool) -> Entry {
        Entry {
            name: names::value(self.frame, self.sources, self.topics, value),
            count: self.frame.number(texts),
            href: self.asked.toggled(value).page(),
            chosen: self.asked.has(value),
            inner,
        }
    }
}

/// Chosen values are always among the first.
fn divided(heading: &str, mut entries: Vec<Entry>) -> Group {
    entries.truncate(AT_MOST);
    let last_chosen = entries.iter().rposition(|entry| entry.chosen).map_or(0, |at| at + 1);
    let mut first = entries;
    let at = AT_ONCE.max(last_chosen);
    // One hidden value would take as much room as its switch.
    let rest = if first.len() > at + 1 { first.split_off(at) } else { Vec::new() };
    Group { heading: heading.to_owned(), first, rest, map: None }
}
