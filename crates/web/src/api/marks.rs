//! `/marks`: what persons said of posts, with the program's own judgement beside it, for measuring the one by the other.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use dauys_model::{Mark, PostId};
use dauys_store::Marked;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::post::{NoParams, number};
use super::sent::Sent;
use super::{asked, names, pages, problem};
use crate::failure::Failure;
use crate::params::Params;
use crate::state::App;

/// The parameters of the list of marks.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct MarksParams {
    /// Whether to give title and text, too; `false` when absent.
    text: Option<bool>,
    /// Marks of one answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
    /// The `next` of an earlier answer.
    after: Option<String>,
}

/// What persons said of posts.
#[derive(Serialize, ToSchema)]
pub(crate) struct MarksAnswer {
    /// By number of post.
    marks: Vec<MarkAnswer>,
    /// How many posts wait for a mark.
    waiting: u64,
    /// Where to go on; absent at the end.
    next: Option<String>,
}

/// What a person said of a post.
#[derive(Serialize, ToSchema)]
pub(crate) struct MarkAnswer {
    /// The number of the post.
    id: i64,
    /// What a person said it is: complaint, news, notice or not_ours.
    mark: &'static str,
    /// When they did.
    #[schema(format = DateTime)]
    at: String,
    /// The id of its source.
    source: String,
    /// Its language.
    lang: &'static str,
    /// Its kind.
    kind: &'static str,
    /// The matter, as the program judged.
    category: Option<String>,
    /// How much it raises a problem, 0 to 1, as the program judged.
    complaint: f32,
    /// What the terms of its source allow.
    policy: &'static str,
    /// Its title, when that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Its text, when that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// What a post is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"mark": "complaint"}))]
pub(crate) struct MarkBody {
    /// complaint, news, notice or not_ours.
    mark: String,
}

impl MarkAnswer {
    fn of(marked: Marked, with_text: bool) -> Self {
        let post = marked.post.post;
        Self {
            id: post.id.0,
            mark: marked.mark.code(),
            at: marked.at.to_string(),
            source: post.source.to_string(),
            lang: post.language.code(),
            kind: post.kind.code(),
            category: post.category.map(|category| category.0),
            complaint: post.complaint,
            policy: post.policy.code(),
            title: with_text.then_some(post.title),
            text: with_text.then_some(post.text),
        }
    }
}

/// Lists marks.
#[utoipa::path(
    get, path = "/marks", tag = "marks", params(MarksParams),
    responses((status = 200, description = "The marks", body = MarksAnswer), problem::Problems)
)]
pub(crate) async fn marks(State(app): State<App>, params: Params) -> Result<Response, Failure> {
    names::known::<MarksParams>(&params)?;
    let with_text = asked::truth(&params, "text", false)?;
    let limit = pages::limit(&params)?;
    let behind = match params.get("after") {
        None => None,
        Some(after) => {
            let number =
                after.parse().map_err(|_| Failure::Bad("`after` is no `next` of an earlier answer".into()));
            Some(PostId(number?))
        }
    };
    let answer = app
        .with_store(move |store| {
            let mut marks = store.marks_behind(behind, limit + 1)?;
            let is_more = marks.len() > limit;
            marks.truncate(limit);
            let next = if is_more { marks.last().map(|last| last.post.post.id.to_string()) } else { None };
            Ok(MarksAnswer {
                marks: marks.into_iter().map(|marked| MarkAnswer::of(marked, with_text)).collect(),
                waiting: store.mark_counts()?.waiting,
                next,
            })
        })
        .await?;
    let next = answer.next.clone();
    Ok(pages::linked(answer, "/api/v1/marks", &params, next.as_deref()))
}

/// Says what a post is, in place of what was said before.
#[utoipa::path(
    put, path = "/marks/{id}", operation_id = "set_mark", tag = "marks", params(("id" = i64, Path, description = "The number of the post")),
    request_body = MarkBody, security((), ("token" = [])),
    responses((status = 204, description = "It is said"), problem::WriteProblems)
)]
pub(crate) async fn set(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
    Sent(body): Sent<MarkBody>,
) -> Result<StatusCode, Failure> {
    names::known::<NoParams>(&params)?;
    let (id, now) = (number(&id)?, (app.office().clock)());
    let mark: Mark = body.mark.parse().map_err(|_| {
        let given: String = body.mark.chars().take(40).collect();
        let known = Mark::ALL.map(Mark::code);
        let nearest = names::nearest(&given, known.into_iter());
        Failure::Bad(format!("`mark` is one of {}; not `{given}`{nearest}", known.join(", ")))
    })?;
    let set = app.with_store(move |store| Ok(store.set_mark(id, mark, now)?)).await?;
    if set { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::NotFound) }
}

/// Takes a mark back.
#[utoipa::path(
    delete, path = "/marks/{id}", operation_id = "clear_mark", tag = "marks", params(("id" = i64, Path, description = "The number of the post")),
    security((), ("token" = [])),
    responses((status = 204, description = "It has no mark any more"), problem::WriteProblems)
)]
pub(crate) async fn clear(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<StatusCode, Failure> {
    names::known::<NoParams>(&params)?;
    let id = number(&id)?;
    let cleared = app.with_store(move |store| Ok(store.clear_mark(id)?)).await?;
    if cleared { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::NotFound) }
}
