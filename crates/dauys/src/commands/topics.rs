//! `topics`: what is raised on a day.

use dauys_model::{Kato, Topic, Trend};
use dauys_store::Standing;
use jiff::Timestamp;
use serde::Serialize;

use crate::cli::TopicsArgs;
use crate::config::Config;
use crate::exit::Exit;
use crate::home::Home;
use crate::{commands, out};

/// Whether a topic has the voices that it needs to be shown.
pub(crate) fn is_shown(config: &Config, topic: &Topic) -> bool {
    let least = if topic.urgent { config.min_voices_urgent } else { config.min_voices };
    topic.voices() >= least
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
    for standing in store.standing(day)? {
        let topic = &standing.topic;
        if region.is_some_and(|region| !topic.lies_in(region))
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
