//! The one form of a subscription: what stands in it as typed. What it says is read by [`super::draft`].

use dauys_model::{Channel, Interface, Subscription, Weekdays};
use serde::Serialize;

use crate::map;
use crate::params::Params;

/// The longest heading, in characters.
pub(super) const MOST_CHARS: usize = 120;
/// The longest of other lines, in characters.
const MOST_LINE: usize = 300;
/// Entries of one list at most.
const MOST_ENTRIES: usize = 200;

/// What stands in the form. Lists hold what is chosen, in the order of the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Form {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) language: String,
    pub(super) quotes: String,
    /// Codes of whole regions.
    pub(super) regions: Vec<String>,
    /// Other places, as typed.
    pub(super) places: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) committees: Vec<String>,
    pub(super) collections: Vec<String>,
    pub(super) topics: Vec<String>,
    pub(super) searches: Vec<String>,
    pub(super) urgency: String,
    pub(super) period: String,
    pub(super) days: Vec<String>,
    pub(super) hour: String,
    pub(super) holidays: String,
    pub(super) quiet_days: String,
    pub(super) formats: Vec<String>,
    /// `none`, or the code of a channel.
    pub(super) channel: String,
    pub(super) to: String,
    /// `usual`, `yes`, `no`.
    pub(super) review: String,
}

impl Form {
    /// A form nobody has typed into.
    pub(super) fn new(language: Interface) -> Self {
        Self {
            id: String::new(),
            title: String::new(),
            language: language.code().into(),
            quotes: "interface".into(),
            regions: Vec::new(),
            places: Vec::new(),
            categories: Vec::new(),
            committees: Vec::new(),
            collections: Vec::new(),
            topics: Vec::new(),
            searches: Vec::new(),
            urgency: "all".into(),
            period: "day".into(),
            days: Weekdays::ALL.into(),
            hour: "07:50".into(),
            holidays: "send".into(),
            quiet_days: "line".into(),
            formats: Vec::new(),
            channel: "none".into(),
            to: String::new(),
            review: "usual".into(),
        }
    }

    /// The form of a subscription that is kept.
    pub(super) fn of(kept: &Subscription) -> Self {
        let (mut regions, mut places) = (Vec::new(), Vec::new());
        for region in &kept.regions {
            match dauys_text::place_by_name(region).filter(|kato| map::regions().any(|known| known == *kato))
            {
                Some(kato) => regions.push(kato.to_string()),
                None => places.push(region.clone()),
            }
        }
        let (channel, to) = match &kept.to {
            None => ("none", String::new()),
            Some(channel) => (
                channel.code(),
                match channel {
                    Channel::Mail { to }
                    | Channel::Telegram { to }
                    | Channel::Folder { to }
                    | Channel::Site { to } => to.clone(),
                    Channel::Webhook { secret } => secret.clone(),
                },
            ),
        };
        Self {
            id: kept.id.to_string(),
            title: kept.title.clone(),
            language: kept.language.code().into(),
            quotes: code(&kept.quotes),
            regions,
            places,
            categories: kept.categories.clone(),
            committees: kept.committees.clone(),
            collections: kept.collections.clone(),
            topics: kept.topics.iter().map(|topic| topic.0.clone()).collect(),
            searches: kept.searches.clone(),
            urgency: code(&kept.urgency),
            period: kept.period.code().into(),
            days: kept.days.into(),
            hour: kept.hour.strftime("%H:%M").to_string(),
            holidays: code(&kept.holidays),
            quiet_days: code(&kept.quiet_days),
            formats: kept.formats.iter().map(|format| format.code().to_owned()).collect(),
            channel: channel.into(),
            to,
            review: match kept.review {
                None => "usual",
                Some(true) => "yes",
                Some(false) => "no",
            }
            .into(),
        }
    }

    /// What was sent.
    pub(super) fn sent(params: &Params) -> Self {
        let text = |name: &str| -> String {
            params.get(name).unwrap_or_default().trim().chars().take(MOST_LINE).collect()
        };
        let list = |name: &str| -> Vec<String> {
            let mut entries: Vec<String> = Vec::new();
            for given in params.all(name).take(MOST_ENTRIES) {
                let entry: String = given.trim().chars().take(MOST_LINE).collect();
                if !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
            entries
        };
        Self {
            id: text("id"),
            title: text("title"),
            language: text("language"),
            quotes: text("quotes"),
            regions: list("region"),
            places: list("place"),
            categories: list("category"),
            committees: list("committee"),
            collections: list("collection"),
            topics: list("topic").iter().map(|given| topic_id(given)).collect(),
            searches: list("search"),
            urgency: text("urgency"),
            period: text("period"),
            days: list("day"),
            hour: text("hour"),
            holidays: text("holidays"),
            quiet_days: text("quiet_days"),
            formats: list("format"),
            channel: text("channel"),
            to: text("to"),
            review: text("review"),
        }
    }
}

/// The word of a value in settings.
fn code(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The id of a topic, from itself or from the address of its page.
fn topic_id(given: &str) -> String {
    let path = given.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    path.rsplit('/').next().unwrap_or_default().trim().to_owned()
}
