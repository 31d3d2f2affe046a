//! `/posts/{id}/similar`: posts about the same.

use axum::Json;
use axum::extract::{Path, State};
use dauys_search::{Answer, Highlighter, Syntax};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::hits::{Hit, hits};
use super::post::number;
use super::{asked, names, pages, problem};
use crate::failure::Failure;
use crate::params::Params;
use crate::state::App;

/// The parameters of posts like one.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct SimilarParams {
    /// Published on or after: a day of Kazakhstan or an RFC 3339 moment.
    from: Option<String>,
    /// Published on or before: a day, included, or before an RFC 3339 moment.
    to: Option<String>,
    /// Language of the post; may be repeated, as all filters may, and then any of the values is enough.
    language: Option<Vec<String>>,
    /// Region, district or town by name in either language or by KATO code.
    region: Option<Vec<String>>,
    /// Category (`hcs/water`) or group of categories (`hcs`).
    category: Option<Vec<String>>,
    /// Id of a source.
    source: Option<Vec<String>>,
    /// Kind of post: news, comment, appeal, notice.
    kind: Option<Vec<String>>,
    /// Id of a topic.
    topic: Option<Vec<String>>,
    /// Posts of the answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
}

/// Posts about the same as one.
#[derive(Serialize, ToSchema)]
pub(crate) struct SimilarAnswer {
    /// The likest first; texts that repeat the post are left out, those that repeat one another are one.
    hits: Vec<Hit>,
    /// The change of the store that the answer reflects.
    position: i64,
}

/// Finds posts like one.
#[utoipa::path(
    get, path = "/posts/{id}/similar", operation_id = "similar_posts", tag = "posts",
    params(("id" = i64, Path, description = "The number of the post"), SimilarParams),
    responses((status = 200, description = "Posts about the same", body = SimilarAnswer), problem::Problems)
)]
pub(crate) async fn similar(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<SimilarAnswer>, Failure> {
    names::known::<SimilarParams>(&params)?;
    let id = number(&id)?;
    let (filters, limit) = (asked::filters(&params)?, pages::limit(&params)?);
    app.with_index(move |store, index| {
        let stored = store.post(id)?.ok_or(Failure::NotFound)?;
        let ours = |error: dauys_search::Error| Failure::internal(&error);
        let answer = Answer {
            hits: index.similar(&stored.post, &filters, limit).map_err(ours)?,
            position: index.position().map_err(ours)?,
            ..Answer::default()
        };
        let nothing = Highlighter::new("", Syntax::Plain).map_err(ours)?;
        Ok(Json(SimilarAnswer { hits: hits(store, &answer, &nothing)?, position: answer.position }))
    })
    .await
}
