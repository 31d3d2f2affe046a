//! `/topics` and `/topics/{id}`: what is raised, and the texts that raise it. Topics with fewer voices than are shown to
//! readers wait for a person and are counted alone, unless all are asked for.

use std::cmp::Reverse;

use axum::extract::{Path, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use dauys_model::{Topic, TopicId, civil_day};
use dauys_store::{Store, StoredPost, TopicFilter};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::post::NamedPlace;
use super::told::{RelatedTopic, TopicDecision, TopicMove};
use super::{asked, names, pages, problem, told};
use crate::failure::Failure;
use crate::naming::Named;
use crate::office::Office;
use crate::params::{Params, address};
use crate::state::App;

/// For so many days a topic without a new text is still told of.
const REMEMBERED_DAYS: i64 = 14;
/// Posts of a topic that can be walked through.
const MOST_POSTS: usize = 5_000;

/// The parameters of the list of topics.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct TopicsParams {
    /// Civil day of Kazakhstan; today when absent.
    #[param(format = Date)]
    date: Option<String>,
    /// Region, district or town by name in either language or by KATO code.
    region: Option<String>,
    /// Category or group of categories.
    category: Option<String>,
    /// Whether to show also topics with fewer voices than are shown to readers; `false` when absent.
    all: Option<bool>,
    /// Topics of one answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
    /// The `next` of an earlier answer.
    after: Option<String>,
}

/// The parameters of one topic.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct TopicParams {
    /// Whether to show the topic also when it has fewer voices than are shown to readers; `false` when absent.
    all: Option<bool>,
    /// Texts of one answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
    /// The `next` of an earlier answer.
    after: Option<String>,
}

/// Topics with a text in the fourteen days up to a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct TopicsAnswer {
    /// The day.
    #[schema(format = Date)]
    date: String,
    /// Urgent ones first, then by voices of the day, then by all voices.
    topics: Vec<OneTopic>,
    /// How many have too few voices yet to be shown.
    waiting: usize,
    /// Where to go on; absent at the end.
    next: Option<String>,
}

/// Texts about one concrete problem.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneTopic {
    /// Its lasting id.
    id: String,
    /// What it is called: place, matter, and a phrase that many of its voices share.
    titles: Titles,
    /// The matter.
    category: String,
    /// What exactly is wrong, where its voices say so.
    subject: Option<String>,
    /// Where.
    kato: Option<NamedPlace>,
    /// A place that the gazetteer does not know.
    place: Option<String>,
    /// Whether it touches life and limb.
    urgent: bool,
    /// When it was first raised.
    #[schema(format = DateTime)]
    first_at: String,
    /// When it was last raised.
    #[schema(format = DateTime)]
    last_at: String,
    /// Independent raisings.
    voices: u32,
    /// All texts.
    texts: u32,
    /// What was raised when, ascending, without days of nothing.
    days: Vec<OneDay>,
    /// Terms that set it apart.
    terms: Vec<String>,
    /// The posts that say best what it is about.
    quotes: Vec<i64>,
}

/// What a topic is called, by the language of the reader.
#[derive(Serialize, ToSchema)]
pub(crate) struct Titles {
    /// In Kazakh.
    kk: String,
    /// In Russian.
    ru: String,
    /// In English; a phrase stays in the language it was said in.
    en: String,
}

/// Counts of one day.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneDay {
    /// The civil day of Kazakhstan.
    #[schema(format = Date)]
    day: String,
    /// Independent raisings.
    voices: u32,
    /// All texts.
    texts: u32,
    /// How many voices were to be expected; absent on the first day.
    expected: Option<f64>,
    /// How many voices are still usual; absent on the first day.
    usual: Option<u32>,
}

/// A topic with its texts.
#[derive(Serialize, ToSchema)]
pub(crate) struct TopicAnswer {
    /// The topic.
    topic: OneTopic,
    /// The topics that have most to do with it, the nearest first.
    related: Vec<RelatedTopic>,
    /// Where texts of it came from and went, the earliest first.
    history: Vec<TopicMove>,
    /// What an office decided about it. Who decided is not kept.
    decisions: Vec<TopicDecision>,
    /// Its texts, newest first.
    posts: Vec<TopicPost>,
    /// Where to go on; absent at the end.
    next: Option<String>,
}

/// A text of a topic.
#[derive(Serialize, ToSchema)]
pub(crate) struct TopicPost {
    /// The number of the post.
    id: i64,
    /// The id of its source.
    source: String,
    /// Its public address.
    #[schema(format = "uri")]
    url: Option<String>,
    /// When it was published.
    #[schema(format = DateTime)]
    published_at: String,
    /// news, comment, appeal or notice.
    kind: String,
    /// Its language.
    lang: String,
    /// The post it repeats.
    duplicate_of: Option<i64>,
    /// Its title.
    title: String,
    /// Its text.
    text: String,
}

/// Lists topics.
#[utoipa::path(
    get, path = "/topics", tag = "topics", params(TopicsParams),
    responses((status = 200, description = "The topics", body = TopicsAnswer), problem::Problems)
)]
pub(crate) async fn topics(State(app): State<App>, params: Params) -> Result<Response, Failure> {
    names::known::<TopicsParams>(&params)?;
    let now = (app.office().clock)();
    let day = params.get("date").map_or(Ok(civil_day(now)), |given| asked::day("date", given))?;
    let bad = |name: &'static str| move |error: String| Failure::Bad(format!("`{name}`: {error}"));
    let region = params.get("region").map(asked::region).transpose().map_err(bad("region"))?;
    let category = params.get("category").map(asked::category).transpose().map_err(bad("category"))?;
    let all = asked::truth(&params, "all", false)?;
    let office = app.office().clone();
    app.with_store(move |store| {
        let topics = store.topics(&lately(day)?)?;
        let mut topics: Vec<Topic> = topics
            .into_iter()
            .map(|topic| up_to(topic, day))
            .filter(|topic| !topic.days.is_empty())
            .filter(|topic| region.is_none_or(|region| topic.lies_in(region)))
            .filter(|topic| category.as_ref().is_none_or(|category| topic.category.is_within(&category.0)))
            .collect();
        let before = topics.len();
        topics.retain(|topic| all || is_shown(&office, topic));
        let waiting = before - topics.len();
        let today =
            |topic: &Topic| topic.days.iter().filter(|one| one.day == day).map(|one| one.voices).sum::<u32>();
        topics.sort_by_key(|topic| {
            (Reverse(topic.urgent), Reverse(today(topic)), Reverse(topic.voices()), topic.id.clone())
        });
        let (topics, next) = pages::piece(topics, &params, |topic| topic.id.0.clone())?;
        let answer = TopicsAnswer {
            date: day.to_string(),
            topics: topics
                .into_iter()
                .map(|topic| OneTopic::of(store, topic, day))
                .collect::<Result<_, _>>()?,
            waiting,
            next: next.clone(),
        };
        Ok(pages::linked(answer, "/api/v1/topics", &params, next.as_deref()))
    })
    .await
}

/// Shows one topic.
#[utoipa::path(
    get, path = "/topics/{id}", tag = "topics",
    params(("id" = String, Path, description = "The topic's id"), TopicParams),
    responses(
        (status = 200, description = "The topic", body = TopicAnswer),
        (
            status = 308, description = "The topic is told as another one, in which most of its texts are",
            headers(("Location" = String, description = "The topic that stands, with the same parameters"))
        ),
        problem::Problems
    )
)]
pub(crate) async fn topic(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Response, Failure> {
    names::known::<TopicParams>(&params)?;
    let all = asked::truth(&params, "all", false)?;
    let id = TopicId(id);
    let path = format!("/api/v1/topics/{}", id.0);
    let day = civil_day((app.office().clock)());
    let office = app.office().clone();
    let found = app
        .with_store(move |store| {
            let shown = store.shown_as(&id)?;
            let Some(topic) = store.topic(&shown)?.filter(|topic| topic.id == id) else {
                return Ok(Found::Elsewhere(store.heirs(&id)?.into_iter().next().ok_or(Failure::NotFound)?));
            };
            if !all && !is_shown(&office, &topic) {
                return Err(Failure::NotFound);
            }
            Ok(Found::Here(Box::new(Here {
                posts: store.posts_of_topic(&id, day, MOST_POSTS)?,
                related: told::near(store, &topic, day)?,
                history: told::history(store, &topic)?,
                decisions: told::decisions(store, &topic)?,
                topic: OneTopic::of(store, topic, day)?,
            })))
        })
        .await?;
    let here = match found {
        Found::Here(here) => here,
        Found::Elsewhere(heir) => return lead_on(&heir, &params),
    };
    let Here { topic, posts, related, history, decisions } = *here;
    let (posts, next) = pages::piece(posts, &params, |stored| stored.post.id.to_string())?;
    let posts = posts.into_iter().map(|stored| TopicPost {
        id: stored.post.id.0,
        source: stored.post.source.to_string(),
        url: stored.post.url.as_ref().map(ToString::to_string),
        published_at: stored.post.published_at.to_string(),
        kind: stored.post.kind.code().to_owned(),
        lang: stored.post.language.code().to_owned(),
        duplicate_of: stored.duplicate_of.map(|post| post.0),
        title: stored.post.title,
        text: stored.post.text,
    });
    let answer =
        TopicAnswer { topic, related, history, decisions, posts: posts.collect(), next: next.clone() };
    Ok(pages::linked(answer, &path, &params, next.as_deref()))
}

/// A topic, or the one that it is told as.
enum Found {
    Here(Box<Here>),
    Elsewhere(TopicId),
}

struct Here {
    topic: OneTopic,
    related: Vec<RelatedTopic>,
    history: Vec<TopicMove>,
    decisions: Vec<TopicDecision>,
    posts: Vec<StoredPost>,
}

/// From a topic that is no more to the one that has most of its texts. Answers are asked for anew each time (`no-cache`), so that a
/// decision can be withdrawn.
fn lead_on(heir: &TopicId, params: &Params) -> Result<Response, Failure> {
    let pairs = params.0.iter().filter(|(name, _)| name != "after");
    let pairs = pairs.map(|(name, value)| (name.as_str(), value.as_str()));
    let to = address(&format!("/api/v1/topics/{}", heir.0), pairs);
    let to = HeaderValue::from_str(&to).map_err(|error| Failure::internal(&error))?;
    Ok((StatusCode::PERMANENT_REDIRECT, [(LOCATION, to)]).into_response())
}

fn lately(day: Date) -> Result<TopicFilter, Failure> {
    let from = day.checked_sub(REMEMBERED_DAYS.days()).map_err(|error| Failure::internal(&error))?;
    Ok(TopicFilter { from, to: day })
}

fn up_to(mut topic: Topic, day: Date) -> Topic {
    topic.days.retain(|count| count.day <= day);
    topic
}

fn is_shown(office: &Office, topic: &Topic) -> bool {
    topic.voices() >= if topic.urgent { office.min_voices_urgent } else { office.min_voices }
}

impl OneTopic {
    fn of(store: &Store, topic: Topic, day: Date) -> Result<Self, Failure> {
        let norms = dauys_signals::norms(&topic.days, day);
        let norm = |day: Date| norms.iter().find(|norm| norm.day == day);
        let titles = Named::all(store, &topic)?;
        let [kk, ru, en] = titles.map(|title| title.line());
        Ok(Self {
            titles: Titles { kk, ru, en },
            subject: topic.subject.as_ref().map(|subject| subject.0.clone()),
            voices: topic.voices(),
            texts: topic.texts(),
            id: topic.id.0,
            category: topic.category.0,
            kato: topic.kato.map(NamedPlace::of),
            place: topic.place,
            urgent: topic.urgent,
            first_at: topic.first_at.to_string(),
            last_at: topic.last_at.to_string(),
            days: topic
                .days
                .iter()
                .map(|one| OneDay {
                    day: one.day.to_string(),
                    voices: one.voices,
                    texts: one.texts,
                    expected: norm(one.day).map(|norm| norm.expected),
                    usual: norm(one.day).map(|norm| norm.upper),
                })
                .collect(),
            terms: topic.terms,
            quotes: topic.quotes.iter().map(|post| post.0).collect(),
        })
    }
}
