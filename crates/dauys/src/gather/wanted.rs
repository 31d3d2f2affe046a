//! What a subscription means on a day: the categories, places and sources that its words stand for.

use std::collections::BTreeSet;

use dauys_model::{CategoryId, Kato, SourceId, Subscription, Topic, TopicId, Urgency};
use jiff::civil::Date;

use crate::config::Config;
use crate::subscriptions;

/// What a subscription means.
pub(super) struct Wanted {
    /// Groups and leaves; all matters when absent.
    categories: Option<Vec<String>>,
    /// The whole country when empty.
    pub(super) places: Vec<Kato>,
    /// All sources when absent.
    pub(super) sources: Option<BTreeSet<SourceId>>,
    urgency: Urgency,
    /// Topics that are told of whatever the rest says, as they are called now.
    pub(super) watched: Vec<TopicId>,
    /// Whether everybody can read it.
    pub(super) is_public: bool,
}

impl Wanted {
    /// The same on a day: committees count by their remits then. `watched` are the topics of its watch list as they are called now.
    pub(super) fn of(
        config: &Config,
        subscription: &Subscription,
        watched: Vec<TopicId>,
        day: Date,
    ) -> anyhow::Result<Self> {
        let is_narrowed = !subscription.categories.is_empty() || !subscription.committees.is_empty();
        let mut categories = subscription.categories.clone();
        for committee in &subscription.committees {
            // One that is no more has no remit; what else is wished for stays.
            let remit = config.bodies.body(committee, day).map(|body| &body.remit);
            categories.extend(remit.into_iter().flatten().map(|category| category.0.clone()));
        }
        let collections: Vec<subscriptions::Collection> = subscription
            .collections
            .iter()
            .map(|name| subscriptions::collection(&config.source, name))
            .collect::<anyhow::Result<_>>()?;
        let of_collections = || {
            let sources = config.source.iter();
            let wanted =
                sources.filter(|source| collections.iter().any(|collection| collection.holds(source)));
            wanted.map(|source| source.id.clone()).collect()
        };
        Ok(Self {
            categories: is_narrowed.then_some(categories),
            places: subscriptions::places(subscription)?,
            sources: (!collections.is_empty()).then(of_collections),
            urgency: subscription.urgency,
            watched,
            is_public: subscription.is_public(),
        })
    }

    /// Whether a topic is meant by all but its sources.
    pub(super) fn means(&self, topic: &Topic) -> bool {
        self.watched.contains(&topic.id)
            || self.means_category(&topic.category)
                && self.means_place(topic.kato)
                && (topic.urgent || self.urgency == Urgency::All)
    }

    /// Whether a topic with these sources is meant, where [`Self::means`] says so.
    pub(super) fn means_sources<'s>(
        &self,
        topic: &TopicId,
        mut sources: impl Iterator<Item = &'s SourceId>,
    ) -> bool {
        let Some(wanted) = &self.sources else { return true };
        self.watched.contains(topic) || sources.any(|source| wanted.contains(source))
    }

    pub(super) fn means_category(&self, category: &CategoryId) -> bool {
        let wanted = |wanted: &Vec<String>| wanted.iter().any(|wanted| category.is_within(wanted));
        self.categories.as_ref().is_none_or(wanted)
    }

    pub(super) fn means_place(&self, kato: Option<Kato>) -> bool {
        self.places.is_empty()
            || kato.is_some_and(|kato| self.places.iter().any(|place| kato.is_within(*place)))
    }
}
