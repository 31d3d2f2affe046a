//! `/due`: answers that an office waits for, and those that came. A due day is noted on the page of its topic, or here without one.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use dauys_model::{Due, DueId, TopicId};
use dauys_store::Store;

use crate::clean;
use crate::failure::Failure;
use crate::filters;
use crate::frame::{Frame, page};
use crate::naming::Named;
use crate::params::Params;
use crate::state::App;

/// The longest line of what is waited for.
const MOST_CHARS: usize = 200;
/// Answers that came, at most.
const MOST_ANSWERED: usize = 100;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/due", get(list).post(add))
        .route("/due/{id}/answered", post(answered))
        .route("/topics/{id}/due", post(add_of_topic))
}

/// An answer as lists show it.
pub(super) struct Row {
    pub(super) number: i64,
    pub(super) datetime: String,
    pub(super) until: String,
    pub(super) what: String,
    pub(super) topic: Option<(String, String)>,
    pub(super) is_overdue: bool,
    pub(super) answered: Option<String>,
}

#[derive(Template)]
#[template(path = "due.html")]
struct List {
    frame: Frame,
    done: bool,
    open: Vec<Row>,
    answered: Vec<Row>,
}

async fn list(State(app): State<App>, frame: Frame, params: Params) -> Result<Response, Failure> {
    app.with_store(move |store| {
        let (mut open, mut answered) = (Vec::new(), Vec::new());
        for due in store.dues(false)? {
            let list = if due.answered.is_none() { &mut open } else { &mut answered };
            list.push(row(&frame, store, due)?);
        }
        answered.reverse();
        answered.truncate(MOST_ANSWERED);
        page(&List { done: params.get("done").is_some(), open, answered, frame })
    })
    .await
}

/// What is waited for about a topic, and what came.
pub(super) fn of_topic(frame: &Frame, store: &Store, topic: &TopicId) -> Result<Vec<Row>, Failure> {
    let dues = store.dues(false)?.into_iter();
    let of_it = dues.filter(|due| due.topic.as_ref() == Some(topic));
    // On its own page the topic need not be named.
    of_it.map(|due| row(frame, store, Due { topic: None, ..due })).collect()
}

fn row(frame: &Frame, store: &Store, due: Due) -> Result<Row, Failure> {
    let topic = match &due.topic {
        None => None,
        Some(id) => store
            .topic(&store.shown_as(id)?)?
            .map(|topic| (format!("/topics/{}", topic.id.0), Named::short(frame.language, &topic).line())),
    };
    Ok(Row {
        number: due.id.0,
        datetime: due.day.to_string(),
        until: frame.say("due.until", &[("day", &frame.full_day(due.day))]),
        what: clean::line(&due.what, MOST_CHARS),
        topic,
        is_overdue: due.answered.is_none() && due.day < frame.today(),
        answered: due.answered.map(|day| frame.say("due.answered_on", &[("day", &frame.full_day(day))])),
    })
}

async fn add(State(app): State<App>, frame: Frame, body: String) -> Result<Response, Failure> {
    kept(&app, frame, None, &body).await
}

async fn add_of_topic(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    body: String,
) -> Result<Response, Failure> {
    kept(&app, frame, Some(TopicId(id)), &body).await
}

async fn kept(app: &App, frame: Frame, topic: Option<TopicId>, body: &str) -> Result<Response, Failure> {
    let params = Params::of(body);
    let bad = |key: &str| Failure::Bad(frame.t(key).to_owned());
    let day = params.get("day").ok_or_else(|| bad("due.fault_day"))?;
    let day = filters::day(&frame, Some(day), frame.today()).map_err(|_| bad("due.fault_day"))?;
    let what = params.get("what").unwrap_or_default().trim().to_owned();
    let is_line = (1..=MOST_CHARS).contains(&what.chars().count()) && !what.chars().any(char::is_control);
    if !is_line {
        return Err(bad("due.fault_what"));
    }
    // An office's words may name people as texts do.
    let what = dauys_text::redact(&what);
    let now = frame.now;
    let back = topic.as_ref().map_or("/due?done=1".to_owned(), |topic| format!("/topics/{}#due", topic.0));
    app.with_store(move |store| {
        if let Some(topic) = &topic
            && store.topic(topic)?.is_none()
        {
            return Err(Failure::NotFound);
        }
        Ok(store.add_due(topic.as_ref(), day, &what, now)?)
    })
    .await?;
    Ok(to(&back))
}

async fn answered(State(app): State<App>, frame: Frame, Path(id): Path<i64>) -> Result<Response, Failure> {
    let today = frame.today();
    let noted = app.with_store(move |store| Ok(store.answer_due(DueId(id), today)?)).await?;
    if noted { Ok(to("/due?done=1")) } else { Err(Failure::Bad(frame.t("due.fault_gone").to_owned())) }
}

fn to(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, address.to_owned())]).into_response()
}
