//! `/notices`: what saved searches told, and that somebody has looked at it.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use dauys_model::{NoticeId, SearchId};
use dauys_store::NoticeFilter;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::drafts::NoticeAnswer;
use super::post::NoParams;
use super::sent::Sent;
use super::{asked, names, pages, problem};
use crate::failure::Failure;
use crate::params::Params;
use crate::state::App;

/// The parameters of the list of notices.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct NoticesParams {
    /// The number of a search; all searches when absent.
    search: Option<i64>,
    /// Whether to show those alone that nobody has looked at; `false` when absent.
    unseen: Option<bool>,
    /// Notices of one answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
    /// The `next` of an earlier answer.
    after: Option<String>,
}

/// What saved searches told.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoticesAnswer {
    /// The newest first.
    notices: Vec<NoticeAnswer>,
    /// How many nobody has looked at, of all searches.
    unseen: u64,
    /// Where to go on; absent at the end.
    next: Option<String>,
}

/// Which notices somebody has looked at: one, those of a search, or all when both are absent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"search": 1}))]
pub(crate) struct SeenBody {
    /// The number of a notice.
    #[serde(default)]
    notice: Option<i64>,
    /// The number of a search.
    #[serde(default)]
    search: Option<i64>,
}

/// How many notices became seen.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeenAnswer {
    /// How many were not seen before.
    seen: usize,
}

/// Lists notices.
#[utoipa::path(
    get, path = "/notices", tag = "searches", params(NoticesParams),
    responses((status = 200, description = "The notices", body = NoticesAnswer), problem::Problems)
)]
pub(crate) async fn notices(State(app): State<App>, params: Params) -> Result<Response, Failure> {
    names::known::<NoticesParams>(&params)?;
    let unseen = asked::truth(&params, "unseen", false)?;
    let search = match params.get("search") {
        None => None,
        Some(given) => Some(SearchId(
            given.parse().map_err(|_| Failure::Bad("`search` is the number of a search".into()))?,
        )),
    };
    let asked = params.clone();
    let answer = app
        .with_store(move |store| {
            let notices = store.notices(&NoticeFilter { search, unseen, limit: None })?;
            let (notices, next) = pages::piece(notices, &asked, |notice| notice.id.to_string())?;
            Ok(NoticesAnswer {
                notices: notices.iter().map(NoticeAnswer::of).collect(),
                unseen: store.unseen_notices()?,
                next,
            })
        })
        .await?;
    let next = answer.next.clone();
    Ok(pages::linked(answer, "/api/v1/notices", &params, next.as_deref()))
}

/// Marks notices as seen.
#[utoipa::path(
    post, path = "/notices/seen", operation_id = "see_notices", tag = "searches", request_body = SeenBody, security((), ("token" = [])),
    responses((status = 200, description = "They are seen", body = SeenAnswer), problem::WriteProblems)
)]
pub(crate) async fn seen(
    State(app): State<App>,
    params: Params,
    Sent(body): Sent<SeenBody>,
) -> Result<Json<SeenAnswer>, Failure> {
    names::known::<NoParams>(&params)?;
    let now = (app.office().clock)();
    app.with_store(move |store| {
        let seen = store.mark_seen(body.notice.map(NoticeId), body.search.map(SearchId), now)?;
        Ok(Json(SeenAnswer { seen }))
    })
    .await
}
