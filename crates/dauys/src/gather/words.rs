//! Places, matters and bodies in the words of a reader.

use dauys_digest::PlaceWords;
use dauys_model::{CategoryId, Interface, Kato, Subscription, Topic, Urgency};
use dauys_text::title::Reader;
use jiff::civil::Date;

use crate::config::Config;
use crate::institutions;

/// One text of three.
pub(super) fn in_language<'a>(language: Interface, kk: &'a str, ru: &'a str, en: &'a str) -> &'a str {
    match language {
        Interface::Kazakh => kk,
        Interface::Russian => ru,
        Interface::English => en,
    }
}

/// The reader of titles that has the same language.
pub(super) fn reader(language: Interface) -> Reader {
    match language {
        Interface::Kazakh => Reader::Kazakh,
        Interface::Russian => Reader::Russian,
        Interface::English => Reader::English,
    }
}

/// The full name of a place; its code where the gazetteer has none.
pub(super) fn place_name(language: Interface, kato: Kato) -> String {
    dauys_text::place(kato).map_or_else(|| kato.to_string(), |place| place.named(language).into_owned())
}

/// Where a topic is.
pub(super) fn place(topic: &Topic, language: Interface) -> Option<PlaceWords> {
    let region = |kato: Kato| Some(place_name(language, dauys_text::place(kato.region())?.kato));
    if let Some(place) = &topic.place {
        return Some(PlaceWords {
            name: place.clone(),
            kato: None,
            locative: None,
            region: topic.kato.and_then(region),
        });
    }
    let kato = topic.kato?;
    let place = dauys_text::place(kato)?;
    Some(PlaceWords {
        name: place.named(language).into_owned(),
        kato: Some(kato),
        locative: Some(place.located(language).into_owned()),
        region: if kato.is_region() { None } else { region(kato) },
    })
}

/// The name of a category for a headline; its code where the tree has none.
pub(super) fn matter(category: &CategoryId, language: Interface) -> String {
    let node = dauys_text::tree().get(category);
    node.map_or_else(|| category.0.clone(), |node| node.short(language).to_owned())
}

/// The name of the group of a category for a headline.
pub(super) fn group(category: &CategoryId, language: Interface) -> String {
    let group = dauys_text::tree().get(&CategoryId(category.group().to_owned()));
    group.map_or_else(String::new, |group| group.short(language).to_owned())
}

/// What a topic is called in one line: `Риддер: отопление`.
pub(super) fn title(topic: &Topic, language: Interface) -> String {
    let matter = matter(&topic.category, language);
    let Some(place) = place(topic, language) else { return matter };
    let mut letters = matter.chars();
    match (letters.next(), matter.chars().nth(1)) {
        // An abbreviation keeps its first letter: `ЖКХ`, `eGov`.
        (Some(first), second) if second.is_none_or(|second| !second.is_uppercase()) => {
            format!("{}: {}{}", place.name, first.to_lowercase(), letters.as_str())
        }
        _ => format!("{}: {matter}", place.name),
    }
}

/// Whose business a topic is on a day: by the list of institutions, else whom the tree says usually has to answer. The akimat is
/// that of the place.
pub(super) fn responsible(config: &Config, topic: &Topic, day: Date, language: Interface) -> Vec<String> {
    let place = place(topic, language).map(|place| place.name);
    let listed = institutions::responsible(&config.bodies, &topic.category, day, language);
    if !listed.is_empty() {
        let of_place = |named: institutions::Named| match (&place, named.is_local) {
            (Some(place), true) => format!("{} ({place})", named.name),
            _ => named.name,
        };
        return listed.into_iter().map(of_place).collect();
    }
    let Some(node) = dauys_text::tree().get(&topic.category) else { return Vec::new() };
    // The tree has no English addressees.
    let usual = in_language(language, node.addressee_kk, node.addressee_ru, "");
    usual.split("; ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// What a subscription is narrowed to, each as people would say it.
pub(super) fn filters(
    config: &Config,
    subscription: &Subscription,
    places: &[Kato],
    day: Date,
) -> Vec<String> {
    let language = subscription.language;
    let mut filters: Vec<String> = places.iter().map(|kato| place_name(language, *kato)).collect();
    let committees = subscription.committees.iter().filter_map(|id| config.bodies.body(id, day));
    filters.extend(committees.map(|body| body.name.of(language).to_owned()));
    let tree = dauys_text::tree();
    let nodes = subscription.categories.iter().filter_map(|wanted| tree.get(&CategoryId(wanted.clone())));
    filters.extend(nodes.map(|node| node.named(language).to_owned()));
    if !subscription.collections.is_empty() {
        let label = in_language(language, "дереккөздер", "источники", "sources");
        filters.push(format!("{label}: {}", subscription.collections.join(", ")));
    }
    if subscription.urgency == Urgency::Urgent {
        filters.push(
            in_language(language, "тек шұғыл мәселелер", "только срочное", "urgent matters only").to_owned(),
        );
    }
    filters
}
