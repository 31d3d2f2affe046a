//! Topics as they stand on a day: what lists, digests and pages show, in one order.

use std::cmp::Reverse;

use dauys_model::{Topic, Trend, trend};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::{Result, Store, TopicFilter};

/// A topic as it stands on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The topic, with counts up to the day only.
    pub topic: Topic,
    /// How it stands.
    pub trend: Trend,
    /// Voices on the day itself.
    pub today: u32,
}

/// For so many days a topic without a new voice is still told of.
const REMEMBERED_DAYS: i64 = 14;

impl Store {
    /// Topics as they stand on a day, urgent first, then by voices of the day, then by all voices, then by id.
    pub fn standing(&self, day: Date) -> Result<Vec<Standing>> {
        let from = day.checked_sub(REMEMBERED_DAYS.days()).unwrap_or(Date::MIN);
        let topics = self.topics(&TopicFilter { from, to: day })?;
        let mut standing: Vec<Standing> =
            topics.into_iter().filter_map(|topic| Standing::of(topic, day)).collect();
        standing.sort_by_cached_key(|standing| {
            let topic = &standing.topic;
            (Reverse(topic.urgent), Reverse(standing.today), Reverse(topic.voices()), topic.id.clone())
        });
        Ok(standing)
    }
}

impl Standing {
    /// How a topic stands on a day; `None` if it had not been raised by then.
    pub fn of(mut topic: Topic, day: Date) -> Option<Self> {
        topic.days.retain(|count| count.day <= day);
        let trend = trend(&topic.days, day)?;
        let today = topic.days.iter().filter(|count| count.day == day).map(|count| count.voices).sum();
        Some(Self { topic, trend, today })
    }
}
