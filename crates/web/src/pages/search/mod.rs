//! `/search`: what was found, why, how it divides, and every way on from there as a link.

mod facets;
mod histogram;
mod hits;
pub(crate) mod names;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use dauys_model::{SourceId, Topic, TopicId};
use dauys_search::{Answer, Hit, Index, Need, Order, Query};
use dauys_store::{Store, StoredPost};

use self::facets::{Facetting, Group};
use self::histogram::Chart;
pub(crate) use self::hits::{Facts, Found, Listing};
use crate::asked::Asked;
use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::links;
use crate::matching::Matching;
use crate::office::Office;
use crate::params::{Params, address};
use crate::state::App;

/// Hits on a page.
const PER_PAGE: usize = 20;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/search", get(search))
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    /// Names and values that a form for the words keeps, and one for the days.
    kept: Vec<(&'static str, String)>,
    kept_beside_days: Vec<(&'static str, String)>,
    days: (String, String),
    total: Total,
    also: Vec<(String, String)>,
    /// The same question in the typed language only, or in both.
    other_expansion: String,
    expanded: bool,
    chips: Vec<Chip>,
    without_filters: String,
    chart: Option<Chart>,
    groups: Vec<Group>,
    sorts: Vec<Sort>,
    found: Vec<Found>,
    next: Option<String>,
    is_behind_first: bool,
    /// Whether texts may have moved over the border to the page before.
    moved: bool,
    first_page: String,
    folding: String,
    folded: bool,
    nothing: Option<Nothing>,
    alert: String,
    exports: Vec<(&'static str, String)>,
    behind: u64,
}

/// How much was found.
struct Total {
    texts: String,
    voices: String,
    reprints: Option<String>,
}

/// A chosen value, and the question without it.
struct Chip {
    name: String,
    href: String,
}

struct Sort {
    name: &'static str,
    href: String,
    chosen: bool,
}

/// What can be done when nothing was found.
struct Nothing {
    /// How many posts hold some of the words, and the address that shows them.
    some: Option<(String, String)>,
    has_filters: bool,
}

async fn search(State(app): State<App>, frame: Frame, params: Params) -> Result<Response, Failure> {
    let asked = Asked::of(&frame, &params)?;
    if asked == asked.bare() && asked.text.is_empty() && params.get("from").is_none() && params.0.is_empty() {
        return Ok(Redirect::to("/").into_response());
    }
    let office = app.office().clone();
    app.with_index(move |store, index| answered(store, index, &office, frame, &asked)).await
}

fn answered(
    store: &Store,
    index: &Index,
    office: &Office,
    frame: Frame,
    asked: &Asked,
) -> Result<Response, Failure> {
    let query = asked.query(frame.now, PER_PAGE);
    let answer = ask(index, &query)?;
    let stored = kept(store, &answer.hits)?;
    let sources = source_names(store, office)?;
    let topics = topics(store, office, asked, &answer, &stored)?;
    let matching = Matching::new(&frame, &query, &answer.meaning.translations)?;
    let listing = Listing { frame: &frame, asked, sources: &sources, topics: &topics, matching: &matching };
    let facetting = Facetting { frame: &frame, asked, sources: &sources, topics: &topics };
    let values = asked.values();
    let chips = values.iter().map(|value| Chip {
        name: names::value(&frame, &sources, &topics, value),
        href: asked.toggled(value).page(),
    });
    let facets = answer.facets.as_ref();
    let first = Asked { after: None, ..asked.clone() };
    let view = SearchPage {
        kept: asked.params().into_iter().filter(|(name, _)| *name != "q").collect(),
        kept_beside_days: asked
            .params()
            .into_iter()
            .filter(|(name, _)| !matches!(*name, "from" | "to"))
            .collect(),
        days: (
            asked.from.map(|day| day.to_string()).unwrap_or_default(),
            asked.to.map(|day| day.to_string()).unwrap_or_default(),
        ),
        total: total(&frame, &answer),
        also: answer
            .meaning
            .translations
            .iter()
            .map(|one| (one.typed.clone(), one.also.join(", ")))
            .collect(),
        other_expansion: Asked { expand: !asked.expand, ..first.clone() }.page(),
        expanded: asked.expand,
        chips: chips.collect(),
        without_filters: asked.bare().page(),
        chart: facets.and_then(|facets| histogram::chart(&frame, asked, &facets.histogram)),
        groups: facets.map(|facets| facetting.groups(facets)).unwrap_or_default(),
        sorts: sorts(&frame, &first),
        found: listing.found(&stored),
        next: answer.next.as_ref().map(|cursor| asked.behind(cursor)),
        is_behind_first: asked.after.is_some(),
        moved: answer.moved,
        first_page: first.page(),
        folding: Asked { fold: !asked.fold, ..first.clone() }.page(),
        folded: asked.fold,
        nothing: nothing(&frame, index, asked, &answer)?,
        // An alert looks at what is new by itself: dates stay behind.
        alert: address(
            "/saved/new",
            [
                ("q", Asked { from: None, to: None, ..asked.clone() }.as_text().as_str()),
                ("expand", if asked.expand { "1" } else { "0" }),
            ],
        ),
        exports: {
            let params = first.params();
            let params: Vec<_> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
            links::tables(&params)
        },
        behind: u64::try_from(store.last_change()?.saturating_sub(answer.position)).unwrap_or_default(),
        frame: frame.clone(),
    };
    page(&view)
}

/// Asks the index; what the reader can mend becomes a page that says what.
pub(crate) fn ask(index: &Index, query: &Query) -> Result<Answer, Failure> {
    index.search(query).map_err(|error| failed(error, &query.text))
}

/// What a failure of the index is to a reader.
pub(crate) fn failed(error: dauys_search::Error, query: &str) -> Failure {
    match error {
        dauys_search::Error::Syntax { fault, at } => Failure::Query { query: query.to_owned(), fault, at },
        dauys_search::Error::Refused(why) => Failure::Refused(why),
        dauys_search::Error::Cursor => Failure::Cursor,
        dauys_search::Error::Outdated | dauys_search::Error::Damaged(_) => Failure::NoIndex,
        error => Failure::internal(&error),
    }
}

/// The posts of hits that are still kept: one may have been erased since the index was written.
fn kept(store: &Store, hits: &[Hit]) -> Result<Vec<(StoredPost, Hit)>, Failure> {
    let mut kept = Vec::new();
    for hit in hits {
        if let Some(stored) = store.post(hit.post)? {
            kept.push((stored, *hit));
        }
    }
    Ok(kept)
}

/// Names of sources: those of the settings, and those that the database remembers beside them.
pub(crate) fn source_names(store: &Store, office: &Office) -> Result<Vec<(SourceId, String)>, Failure> {
    let mut names: Vec<(SourceId, String)> =
        office.sources.iter().map(|source| (source.id.clone(), source.name.clone())).collect();
    for (id, name) in store.source_names()? {
        if !names.iter().any(|(known, _)| *known == id) {
            names.push((id, name));
        }
    }
    Ok(names)
}

/// The topics that a page may name: those with enough voices to be shown.
fn topics(
    store: &Store,
    office: &Office,
    asked: &Asked,
    answer: &Answer,
    stored: &[(StoredPost, Hit)],
) -> Result<Vec<Topic>, Failure> {
    let mut ids: Vec<&TopicId> = asked.topics.iter().collect();
    ids.extend(answer.facets.iter().flat_map(|facets| &facets.topics).map(|facet| &facet.value));
    ids.extend(stored.iter().filter_map(|(stored, _)| stored.topic.as_ref()));
    ids.sort_unstable();
    ids.dedup();
    shown_topics(store, office, ids)
}

/// Those of some topics that are shown to readers.
pub(crate) fn shown_topics<'a>(
    store: &Store,
    office: &Office,
    ids: impl IntoIterator<Item = &'a TopicId>,
) -> Result<Vec<Topic>, Failure> {
    let mut topics = Vec::new();
    for id in ids {
        topics.extend(store.topic(id)?.filter(|topic| {
            topic.voices() >= if topic.urgent { office.min_voices_urgent } else { office.min_voices }
        }));
    }
    Ok(topics)
}

fn total(frame: &Frame, answer: &Answer) -> Total {
    let reprints = answer.texts.saturating_sub(answer.voices);
    // A number and its noun stay on one line.
    let count = |key, n| frame.n(key, n).replace(' ', "\u{a0}");
    Total {
        texts: count("search.texts", answer.texts),
        voices: count("search.voices", answer.voices),
        reprints: (reprints > 0).then(|| count("search.reprints", reprints)),
    }
}

fn sorts(frame: &Frame, asked: &Asked) -> Vec<Sort> {
    let sorts = [
        ("search.by_relevance", Order::Relevance),
        ("search.by_newest", Order::Newest),
        ("search.by_oldest", Order::Oldest),
    ];
    let sort = |(key, order)| Sort {
        name: crate::wording::Wording::of(frame.language).text(key),
        href: Asked { order, ..asked.clone() }.page(),
        chosen: asked.order == order,
    };
    sorts.map(sort).into()
}

fn nothing(frame: &Frame, index: &Index, asked: &Asked, answer: &Answer) -> Result<Option<Nothing>, Failure> {
    if answer.texts > 0 {
        return Ok(None);
    }
    let wider = Asked { need: Need::Any, after: None, ..asked.clone() };
    let mut query = wider.query(frame.now, 1);
    query.facets = false;
    let some = if asked.need == Need::All { ask(index, &query)?.texts } else { 0 };
    Ok(Some(Nothing {
        some: (some > 0).then(|| (frame.n("search.some_words", some), wider.page())),
        has_filters: *asked != asked.bare(),
    }))
}
