//! `topics`: what is raised on a day.

use dauys_model::{Kato, Topic, Trend};
use dauys_store::{Store, TopicFilter};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::cli::TopicsArgs;
use crate::config::Config;
use crate::exit::Exit;
use crate::home::Home;
use crate::{commands, out};

/// A topic as it stands on a day.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// The topic, with counts up to the day only.
    pub(crate) topic: Topic,
    /// How it stands.
    pub(crate) trend: Trend,
    /// Voices on the day itself.
    pub(crate) today: u32,
}

/// For so many days a topic without a new voice is still told of.
const REMEMBERED_DAYS: i64 = 14;

/// Topics as they stand on a day, urgent first, then by voices of the day, then by all voices, then by id.
pub(crate) fn standing(store: &Store, day: Date) -> anyhow::Result<Vec<Standing>> {
    let from = day.checked_sub(jiff::Span::new().days(REMEMBERED_DAYS))?;
    let mut standing = Vec::new();
    for mut topic in store.topics(&TopicFilter { from, to: day })? {
        topic.days.retain(|count| count.day <= day);
        let Some(trend) = dauys_topics::trend(&topic.days, day) else { continue };
        let today = topic.days.iter().filter(|count| count.day == day).map(|count| count.voices).sum();
        standing.push(Standing { topic, trend, today });
    }
    standing.sort_by_key(|standing| {
        let topic = &standing.topic;
        (
            std::cmp::Reverse(topic.urgent),
            std::cmp::Reverse(standing.today),
            std::cmp::Reverse(topic.voices()),
            topic.id.clone(),
        )
    });
    Ok(standing)
}

/// Whether a topic has the voices that it needs to be shown.
pub(crate) fn is_shown(config: &Config, topic: &Topic) -> bool {
    let least = if topic.urgent { config.min_voices_urgent } else { config.min_voices };
    topic.voices() >= least
}

/// Whether a topic lies in a place: in it, or it in the topic's.
pub(crate) fn lies_in(topic: &Topic, place: Kato) -> bool {
    topic.kato.is_some_and(|kato| is_within(kato, place))
}

/// Whether `inner` is `outer` or one of its parts: KATO codes end in zeros where they stop telling.
pub(crate) fn is_within(inner: Kato, outer: Kato) -> bool {
    let mut unit = 10_000_000;
    while unit > 1 && !outer.0.is_multiple_of(unit) {
        unit /= 10;
    }
    inner.0 / unit == outer.0 / unit
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    trend: Trend,
    category: &'a str,
    kato: Option<Kato>,
    place: Option<&'a str>,
    urgent: bool,
    voices: u32,
    voices_today: u32,
    texts: u32,
    first_at: Timestamp,
    last_at: Timestamp,
    terms: &'a [String],
    days: &'a [dauys_model::DayCount],
}

/// Lists topics.
pub(crate) fn run(home: &Home, arguments: &TopicsArgs, now: Timestamp) -> anyhow::Result<Exit> {
    commands::check_category(arguments.category.as_deref())?;
    let region = commands::region(arguments.region.as_deref())?;
    let store = home.existing_store()?;
    let day = arguments.date.unwrap_or_else(|| dauys_model::civil_day(now));
    let mut data = out::data();
    let mut waiting = 0;
    for standing in standing(&store, day)? {
        let topic = &standing.topic;
        if region.is_some_and(|region| !lies_in(topic, region))
            || arguments.category.as_deref().is_some_and(|category| !topic.category.is_within(category))
        {
            continue;
        }
        if !arguments.all && !is_shown(&home.config, topic) {
            waiting += 1;
            continue;
        }
        if arguments.json {
            data.json(&row(&standing))?;
        } else {
            data.line(line(&standing))?;
        }
    }
    data.finish()?;
    if waiting > 0 && !arguments.json {
        out::say(format!("{waiting} more topics wait for voices: --all shows them"));
    }
    Ok(Exit::Well)
}

fn row(standing: &Standing) -> Row<'_> {
    let topic = &standing.topic;
    Row {
        id: &topic.id.0,
        trend: standing.trend,
        category: &topic.category.0,
        kato: topic.kato,
        place: topic.place.as_deref(),
        urgent: topic.urgent,
        voices: topic.voices(),
        voices_today: standing.today,
        texts: topic.texts(),
        first_at: topic.first_at,
        last_at: topic.last_at,
        terms: &topic.terms,
        days: &topic.days,
    }
}

fn line(standing: &Standing) -> String {
    let topic = &standing.topic;
    let trend = match standing.trend {
        Trend::New => "new",
        Trend::Growing => "growing",
        Trend::CameBack => "came back",
        Trend::Steady => "steady",
        Trend::Quiet => "quiet",
    };
    let place = match (&topic.place, topic.kato) {
        (Some(place), _) => place.clone(),
        (None, Some(kato)) => {
            dauys_text::place(kato).map_or_else(|| kato.to_string(), |place| place.full_ru.clone())
        }
        (None, None) => "—".into(),
    };
    format!(
        "{} {trend:9} {:>3} voices, {} on the day, {} texts  {place}: {}{}  ({})",
        topic.id,
        topic.voices(),
        standing.today,
        topic.texts(),
        topic.category,
        if topic.urgent { " (urgent)" } else { "" },
        topic.terms.join(" "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_lies_in_its_region_and_not_in_another() {
        let check = |inner: u32, outer: u32| is_within(Kato(inner), Kato(outer));
        assert!(check(391_610_000, 391_600_000));
        assert!(check(391_600_000, 390_000_000));
        assert!(check(395_400_000, 390_000_000));
        assert!(!check(395_400_000, 391_600_000));
        assert!(!check(390_000_000, 391_600_000));
        assert!(check(751_110_000, 750_000_000));
    }
}
