//! What can be chosen in the form of a subscription, and which field a fault stands beside.

use std::collections::BTreeSet;

use dauys_model::{CategoryId, Format, Interface, Kato, Source, Topic, TopicId, Weekdays};
use dauys_store::{Store, TopicFilter};
use dauys_text::place::Level;
use jiff::ToSpan;

use super::draft::Fault;
use super::form::Form;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::naming::Named;
use crate::office::Office;
use crate::pages::digests::period_name;
use crate::{filters, map, place};

/// Topics that are suggested, and for how many days back.
const SUGGESTED: usize = 60;
const SUGGESTED_DAYS: i64 = 14;
/// Empty lines for places and topics that are added.
const EMPTY_LINES: usize = 2;

/// Values of one word, and the keys of what they are called.
const QUOTES: [(&str, &str); 4] = [
    ("interface", "subscriptions.quotes_interface"),
    ("kk", "subscriptions.quotes_kk"),
    ("ru", "subscriptions.quotes_ru"),
    ("any", "subscriptions.quotes_any"),
];
const URGENCIES: [(&str, &str); 2] =
    [("all", "subscriptions.urgency_all"), ("urgent", "subscriptions.urgency_urgent")];
const HOLIDAYS: [(&str, &str); 3] = [
    ("send", "subscriptions.holidays_send"),
    ("skip", "subscriptions.holidays_skip"),
    ("urgent", "subscriptions.holidays_urgent"),
];
const QUIET_DAYS: [(&str, &str); 2] =
    [("line", "subscriptions.quiet_line"), ("nothing", "subscriptions.quiet_nothing")];
pub(super) const CHANNELS: [(&str, &str); 6] = [
    ("none", "subscriptions.channel_none"),
    ("mail", "subscriptions.channel_mail"),
    ("telegram", "subscriptions.channel_telegram"),
    ("webhook", "subscriptions.channel_webhook"),
    ("folder", "subscriptions.channel_folder"),
    ("site", "subscriptions.channel_site"),
];
const REVIEWS: [(&str, &str); 3] = [
    ("usual", "subscriptions.review_usual"),
    ("yes", "subscriptions.review_yes"),
    ("no", "subscriptions.review_no"),
];

/// A value that can be chosen.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// A group of categories.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) whole: Choice,
    pub(super) leaves: Vec<Choice>,
    /// Whether something in it is chosen.
    pub(super) is_open: bool,
}

/// All that can be chosen.
pub(super) struct Choices {
    pub(super) languages: Vec<Choice>,
    pub(super) quotes: Vec<Choice>,
    pub(super) regions: Vec<Choice>,
    /// What stands in the lines for places; the last ones are empty.
    pub(super) places: Vec<String>,
    pub(super) known_places: Vec<String>,
    pub(super) groups: Vec<Group>,
    pub(super) committees: Vec<Choice>,
    pub(super) collections: Vec<Choice>,
    /// Watched topics with their names.
    pub(super) topics: Vec<Choice>,
    pub(super) known_topics: Vec<Choice>,
    pub(super) empty_lines: usize,
    pub(super) searches: Vec<Choice>,
    pub(super) urgencies: Vec<Choice>,
    pub(super) periods: Vec<Choice>,
    pub(super) days: Vec<Choice>,
    pub(super) holidays: Vec<Choice>,
    pub(super) quiet_days: Vec<Choice>,
    pub(super) formats: Vec<Choice>,
    pub(super) channels: Vec<Choice>,
    pub(super) reviews: Vec<Choice>,
}

impl Choices {
    pub(super) fn of(frame: &Frame, store: &Store, office: &Office, form: &Form) -> Result<Self, Failure> {
        let one = |chosen: &str, known: &[(&str, &str)]| -> Vec<Choice> {
            known
                .iter()
                .map(|(code, key)| Choice {
                    value: (*code).to_owned(),
                    name: frame.t(key).to_owned(),
                    chosen: chosen == *code,
                })
                .collect()
        };
        let searches: Vec<String> = store.searches()?.into_iter().map(|search| search.draft.name).collect();
        let lately = lately(frame, store, office)?;
        let mut places = form.places.clone();
        places.extend(std::iter::repeat_n(String::new(), EMPTY_LINES));
        Ok(Self {
            languages: Interface::ALL
                .map(|language| Choice {
                    value: language.code().into(),
                    name: language.name().into(),
                    chosen: form.language == language.code(),
                })
                .into(),
            quotes: one(&form.quotes, &QUOTES),
            regions: regions(frame, form),
            places,
            known_places: known_places(frame),
            groups: groups(frame, form),
            committees: named(
                frame,
                &form.committees,
                office
                    .readers
                    .committees()
                    .into_iter()
                    .map(|(id, names)| (id, names.of(frame.language).to_owned())),
            ),
            collections: named(
                frame,
                &form.collections,
                collections(office).into_iter().map(|name| (name.clone(), name)),
            ),
            topics: watched(frame, store, form)?,
            known_topics: lately,
            empty_lines: EMPTY_LINES,
            searches: named(frame, &form.searches, searches.into_iter().map(|name| (name.clone(), name))),
            urgencies: one(&form.urgency, &URGENCIES),
            periods: filters::PERIODS
                .map(|period| Choice {
                    value: period.code().into(),
                    name: period_name(frame, period),
                    chosen: form.period == period.code(),
                })
                .into(),
            days: Weekdays::ALL
                .codes()
                .map(|code| Choice {
                    value: code.into(),
                    name: frame.t(&format!("saved.{code}")).to_owned(),
                    chosen: form.days.iter().any(|day| day == code),
                })
                .collect(),
            holidays: one(&form.holidays, &HOLIDAYS),
            quiet_days: one(&form.quiet_days, &QUIET_DAYS),
            formats: Format::ALL
                .map(|format| Choice {
                    value: format.code().into(),
                    name: frame.t(&format!("format.{}", format.code())).to_owned(),
                    chosen: form.formats.iter().any(|chosen| chosen == format.code()),
                })
                .into(),
            channels: one(&form.channel, &CHANNELS),
            reviews: one(&form.review, &REVIEWS),
        })
    }
}

/// The collections that sources belong to: those that the settings name, and those by language and kind.
pub(super) fn collections(office: &Office) -> Vec<String> {
    let of = |source: &Source| {
        let language = source.language.map(|language| language.code().to_owned());
        let named = source.collections.iter().cloned();
        named.chain(language).chain([source.kind.code().to_owned()]).collect::<Vec<_>>()
    };
    let all: BTreeSet<String> = office.sources.iter().flat_map(of).collect();
    all.into_iter().collect()
}

fn regions(frame: &Frame, form: &Form) -> Vec<Choice> {
    let mut regions: Vec<Choice> = map::regions()
        .map(|kato| Choice {
            value: kato.to_string(),
            name: place::full(frame.language, kato),
            chosen: form.regions.iter().any(|chosen| *chosen == kato.to_string()),
        })
        .collect();
    regions.sort_by(|one, other| one.name.cmp(&other.name));
    regions
}

/// Names of cities and districts that are read back as what they name.
fn known_places(frame: &Frame) -> Vec<String> {
    let is_known = |name: &String, kato: Kato| dauys_text::place_by_name(name) == Some(kato);
    let places = dauys_text::place::gazetteer()
        .filter(|place| matches!(place.level, Level::City | Level::District | Level::CityDistrict));
    let mut names: Vec<String> = places
        .map(|place| {
            let name = match frame.language {
                Interface::Kazakh => &place.full_kk,
                _ => &place.full_ru,
            };
            (name.clone(), place.kato)
        })
        .filter(|(name, kato)| is_known(name, *kato))
        .map(|(name, _)| name)
        .collect();
    names.sort();
    names.dedup();
    names
}

fn groups(frame: &Frame, form: &Form) -> Vec<Group> {
    let tree = dauys_text::tree();
    let chosen = |id: &CategoryId| form.categories.contains(&id.0);
    tree.groups()
        .map(|group| {
            let name = frame.category(&group.id);
            let leaves: Vec<Choice> = tree
                .leaves(&group.id.0)
                .map(|leaf| Choice {
                    value: leaf.id.0.clone(),
                    name: frame.category(&leaf.id),
                    chosen: chosen(&leaf.id),
                })
                .collect();
            Group {
                is_open: chosen(&group.id) || leaves.iter().any(|leaf| leaf.chosen),
                whole: Choice {
                    value: group.id.0.clone(),
                    name: frame.say("subscriptions.whole_group", &[("group", &name)]),
                    chosen: chosen(&group.id),
                },
                leaves,
                name,
            }
        })
        .collect()
}

/// Named values, and those chosen that are no longer there.
fn named(frame: &Frame, chosen: &[String], known: impl Iterator<Item = (String, String)>) -> Vec<Choice> {
    let mut choices: Vec<Choice> =
        known.map(|(value, name)| Choice { chosen: chosen.contains(&value), value, name }).collect();
    for value in chosen {
        if !choices.iter().any(|choice| choice.value == *value) {
            let name = match dauys_text::place_by_name(value) {
                Some(kato) => place::full(frame.language, kato),
                None => format!("{value} ({})", frame.t("subscriptions.gone")),
            };
            choices.push(Choice { value: value.clone(), name, chosen: true });
        }
    }
    choices
}

fn watched(frame: &Frame, store: &Store, form: &Form) -> Result<Vec<Choice>, Failure> {
    let mut watched = Vec::new();
    for id in &form.topics {
        let topic = store.topic(&store.shown_as(&TopicId(id.clone()))?)?;
        let name = match topic {
            Some(topic) => Named::short(frame.language, &topic).line(),
            None => format!("{id} ({})", frame.t("subscriptions.gone")),
        };
        watched.push(Choice { value: id.clone(), name, chosen: true });
    }
    Ok(watched)
}

/// Topics of late that readers are shown, most voices first.
fn lately(frame: &Frame, store: &Store, office: &Office) -> Result<Vec<Choice>, Failure> {
    let to = frame.today();
    let from = to.checked_sub(SUGGESTED_DAYS.days()).map_err(|error| Failure::internal(&error))?;
    let least = |topic: &Topic| if topic.urgent { office.min_voices_urgent } else { office.min_voices };
    let mut topics = store.topics(&TopicFilter { from, to })?;
    topics.retain(|topic| topic.voices() >= least(topic));
    topics.sort_by_key(|topic| (std::cmp::Reverse(topic.voices()), topic.id.clone()));
    let choice = |topic: &Topic| Choice {
        value: topic.id.0.clone(),
        name: Named::short(frame.language, topic).line(),
        chosen: false,
    };
    Ok(topics.iter().take(SUGGESTED).map(choice).collect())
}

/// A fault as it stands beside its field.
pub(super) struct Field {
    pub(super) field: &'static str,
    /// What the field is called.
    pub(super) label: String,
    pub(super) said: String,
}

/// Fields, and the keys of what they are called.
const LABELS: [(&str, &str); 20] = [
    ("id", "subscriptions.id"),
    ("title", "subscriptions.heading"),
    ("language", "subscriptions.language"),
    ("quotes", "subscriptions.quotes"),
    ("region", "subscriptions.regions"),
    ("place", "subscriptions.places"),
    ("category", "subscriptions.categories"),
    ("committee", "subscriptions.committees"),
    ("collection", "subscriptions.collections"),
    ("topic", "subscriptions.topics"),
    ("search", "subscriptions.searches"),
    ("urgency", "subscriptions.urgency"),
    ("period", "subscriptions.period"),
    ("day", "subscriptions.days"),
    ("hour", "subscriptions.hour"),
    ("holidays", "subscriptions.holidays"),
    ("quiet_days", "subscriptions.quiet_days"),
    ("format", "subscriptions.formats"),
    ("to", "subscriptions.to"),
    ("review", "subscriptions.review"),
];

impl Field {
    pub(super) fn of(frame: &Frame, fault: &Fault) -> Self {
        Self::told(frame, fault.field, frame.say(fault.key, &[("given", &fault.given)]))
    }

    /// What is told of a field.
    pub(super) fn told(frame: &Frame, field: &'static str, said: String) -> Self {
        let label = LABELS.iter().find(|(known, _)| *known == field);
        let key = label.map_or("subscriptions.channel", |(_, key)| *key);
        Self { field, label: frame.t(key).to_owned(), said }
    }
}

/// The field of the form that a key of the settings stands in.
pub(super) fn field_of(key: &str) -> &'static str {
    match key.split(['.', '[']).next().unwrap_or_default() {
        "title" => "title",
        "language" => "language",
        "quotes" => "quotes",
        "regions" => "place",
        "categories" => "category",
        "committees" => "committee",
        "collections" => "collection",
        "topics" => "topic",
        "searches" => "search",
        "urgency" => "urgency",
        "period" => "period",
        "days" => "day",
        "hour" => "hour",
        "holidays" => "holidays",
        "quiet_days" => "quiet_days",
        "formats" => "format",
        "to" => "to",
        "review" => "review",
        _ => "id",
    }
}
