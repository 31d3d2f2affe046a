//! `/sources`: who is listened to, how they are, and what their terms allow.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::post::NamedPlace;
use super::{names, pages, problem};
use crate::failure::Failure;
use crate::params::Params;
use crate::state::App;

/// The parameters of the list of sources.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct SourcesParams {
    /// Sources of one answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
    /// The `next` of an earlier answer.
    after: Option<String>,
}

/// The sources of the settings.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourcesAnswer {
    /// By id.
    sources: Vec<OneSource>,
    /// Where to go on; absent at the end.
    next: Option<String>,
}

/// Somewhere public that speaks.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneSource {
    /// Its lasting name.
    id: String,
    /// What people call it.
    name: String,
    /// What is found there: feed, list, telegram, …
    kind: String,
    /// What its items become: news, comment, appeal or notice.
    posts: String,
    /// The language it is expected in.
    lang: Option<String>,
    /// The region it speaks for.
    region: Option<NamedPlace>,
    /// What its terms allow.
    policy: String,
    /// Why it is not asked; absent when it is.
    off: Option<String>,
    /// Its named state after the last poll; empty before the first.
    state: String,
    /// When it was last asked.
    #[schema(format = DateTime)]
    checked_at: Option<String>,
    /// Polls that failed since the last that worked.
    failures: u32,
}

/// Lists sources.
#[utoipa::path(
    get, path = "/sources", tag = "sources", params(SourcesParams),
    responses((status = 200, description = "The sources", body = SourcesAnswer), problem::Problems)
)]
pub(crate) async fn sources(State(app): State<App>, params: Params) -> Result<Response, Failure> {
    names::known::<SourcesParams>(&params)?;
    let mut sources = app.office().sources.clone();
    sources.sort_by(|one, other| one.id.cmp(&other.id));
    let (sources, next) = pages::piece(sources, &params, |source| source.id.to_string())?;
    let sources = app
        .with_store(move |store| {
            let mut told = Vec::with_capacity(sources.len());
            for source in sources {
                let state = store.source_state(&source.id)?;
                told.push(OneSource {
                    id: source.id.to_string(),
                    name: source.name,
                    kind: source.kind.code().to_owned(),
                    posts: source.posts.code().to_owned(),
                    lang: source.language.map(|language| language.code().to_owned()),
                    region: source.region.map(NamedPlace::of),
                    policy: source.policy.code().to_owned(),
                    off: source.off,
                    state: state.state,
                    checked_at: state.checked_at.map(|at| at.to_string()),
                    failures: state.failures,
                });
            }
            Ok(told)
        })
        .await?;
    let answer = SourcesAnswer { sources, next: next.clone() };
    Ok(pages::linked(answer, "/api/v1/sources", &params, next.as_deref()))
}
