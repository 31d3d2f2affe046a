//! The start: a search box, examples of what can be typed, and what came since yesterday: early in the morning the day itself has
//! told nothing yet.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use dauys_model::{Period, TopicId};
use dauys_search::{Index, Query};
use dauys_store::Store;
use jiff::ToSpan;

use crate::asked::{Asked, Value};
use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::office::Office;
use crate::pages::search::{ask, names, shown_topics};
use crate::pages::subscriptions;
use crate::params::{Params, address};
use crate::state::App;
use crate::wording::Wording;

/// Categories and topics that are named.
const NAMED: usize = 6;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(start))
}

#[derive(Template)]
#[template(path = "start.html")]
struct Start {
    frame: Frame,
    examples: Vec<Link>,
    lately: Option<Lately>,
    undelivered: Option<String>,
}

/// A query or a value, where it leads, and how many posts are there.
struct Link {
    name: String,
    href: String,
    count: String,
}

/// What was published since yesterday.
struct Lately {
    days: String,
    texts: String,
    voices: String,
    href: String,
    /// Digests of the day that is complete.
    digests: Vec<Link>,
    topics: Vec<Link>,
    categories: Vec<Link>,
}

async fn start(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    let office = app.office().clone();
    app.with_index_if_any(move |store, index| {
        let lately = index.map(|index| lately(store, index, &office, &frame)).transpose()?.flatten();
        let queries = Wording::of(frame.language).list("start.examples");
        let example = |query: &String| Link {
            name: query.clone(),
            href: address("/search", [("q", query.as_str())]),
            count: String::new(),
        };
        let undelivered = subscriptions::undelivered(&frame, store)?;
        page(&Start { undelivered, examples: queries.iter().map(example).collect(), lately, frame })
    })
    .await
}

fn lately(store: &Store, index: &Index, office: &Office, frame: &Frame) -> Result<Option<Lately>, Failure> {
    let day = frame.today();
    let before = day.checked_sub(1.day()).unwrap_or(day);
    let asked = Asked::of(frame, &Params::default())?.toggled(&Value::Days(Some(before), Some(day)));
    let answer = ask(index, &Query { ..asked.query(frame.now, 0) })?;
    if answer.texts == 0 {
        return Ok(None);
    }
    let facets = answer.facets.unwrap_or_default();
    let counted = |value: &Value, name: String, texts: u32| Link {
        name,
        href: asked.toggled(value).page(),
        count: frame.n("search.texts", texts),
    };
    let ids: Vec<&TopicId> = facets.topics.iter().map(|facet| &facet.value).collect();
    let topics = shown_topics(store, office, ids)?;
    let texts =
        |id: &TopicId| facets.topics.iter().find(|facet| facet.value == *id).map_or(0, |facet| facet.texts);
    let heard = store.heard_by_day(before, before, None).map_err(|error| Failure::internal(&error))?;
    let readers = office.readers.all()?.subscriptions;
    let daily = readers.iter().filter(|to| to.period == Period::Day);
    let digests = daily.filter(|_| !heard.is_empty()).map(|to| Link {
        name: to.title.clone(),
        href: format!("/digests/{before}/{}", to.id),
        count: frame.day(before),
    });
    let groups = facets.categories.iter().filter(|facet| !facet.value.0.contains('/'));
    Ok(Some(Lately {
        days: format!("{} – {}", frame.day(before), frame.day(day)),
        digests: digests.collect(),
        texts: frame.n("search.texts", answer.texts),
        voices: frame.n("search.voices", answer.voices),
        href: asked.page(),
        topics: topics
            .iter()
            .take(NAMED)
            .map(|topic| Link {
                name: names::topic(frame, topic),
                href: format!("/topics/{}", topic.id.0),
                count: frame.n("search.texts", texts(&topic.id)),
            })
            .collect(),
        categories: groups
            .take(NAMED)
            .map(|facet| {
                counted(&Value::Category(facet.value.clone()), frame.category(&facet.value), facet.texts)
            })
            .collect(),
    }))
}
