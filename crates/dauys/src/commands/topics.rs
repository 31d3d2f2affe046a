//! `topics`: what is raised on a day.

use dauys_model::{Kato, Topic, Trend};
use dauys_store::Standing;
use dauys_text::title::Title;
use jiff::Timestamp;
use serde::Serialize;

use crate::cli::TopicsArgs;
use crate::commands::topic::READERS;
use crate::commands::topic_json::{self, Titles};
use crate::config::Config;
use crate::exit::Exit;
use crate::home::Home;
use crate::{commands, naming, out};

/// Whether a topic has the voices that it needs to be shown.
pub(crate) fn is_shown(config: &Config, topic: &Topic) -> bool {
    let least = if topic.urgent { config.min_voices_urgent } else { config.min_voices };
    topic.voices() >= least
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    titles: Titles<'a>,
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
    let reader = naming::reader(arguments.lang);
    let own = READERS.iter().position(|known| *known == reader).unwrap_or_default();
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
        let voices = naming::voices(&store, topic)?;
        let titles = READERS.map(|reader| naming::title_of(topic, &voices, reader));
        if arguments.json {
            data.json(&row(&standing, &titles))?;
        } else {
            data.line(line(&standing, &titles[own]))?;
        }
    }
    data.finish()?;
    if waiting > 0 && !arguments.json {
        out::say(format!("{waiting} more topics wait for voices: --all shows them"));
    }
    Ok(Exit::Well)
}

fn row<'a>(standing: &'a Standing, titles: &'a [Title; 3]) -> Row<'a> {
    let topic = &standing.topic;
    Row {
        id: &topic.id.0,
        titles: topic_json::titles(titles),
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

fn line(standing: &Standing, title: &Title) -> String {
    let topic = &standing.topic;
    format!(
        "{} {:9} {}, {} on the day  {}{}",
        topic.id,
        naming::trend(standing.trend),
        naming::counted(topic.voices(), topic.texts()),
        standing.today,
        title.line(),
        if topic.urgent { " (urgent)" } else { "" },
    )
}
