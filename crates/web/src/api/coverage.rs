//! `/coverage`: what was heard on some days and what was not, so that a count is not taken for the country.

use axum::Json;
use axum::extract::State;
use dauys_model::{civil_day, day_end, day_start};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::{asked, names, problem};
use crate::failure::Failure;
use crate::params::Params;
use crate::state::App;

/// The parameters of coverage.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct CoverageParams {
    /// The first civil day of Kazakhstan; today when absent.
    #[param(format = Date)]
    from: Option<String>,
    /// The last one, included; `from` when absent.
    #[param(format = Date)]
    to: Option<String>,
}

/// What was heard on some days.
#[derive(Serialize, ToSchema)]
pub(crate) struct CoverageAnswer {
    /// The first day.
    #[schema(format = Date)]
    from: String,
    /// The last day.
    #[schema(format = Date)]
    to: String,
    /// Sources that were asked.
    asked: Vec<AskedSource>,
    /// Sources whose texts were brought in by hand.
    brought_in: Vec<BroughtIn>,
    /// Sources of the settings that are not asked.
    off: usize,
    /// Items published on these days.
    items: u64,
    /// How many of them became texts.
    posts: u64,
    /// How many were rejected.
    rejected: u64,
    /// How many wait.
    pending: u64,
}

/// How asking one source went.
#[derive(Serialize, ToSchema)]
pub(crate) struct AskedSource {
    /// The source.
    id: String,
    /// Its name.
    name: String,
    /// Polls that worked.
    heard: u32,
    /// Polls that failed.
    failed: u32,
    /// New or changed items.
    items: u32,
    /// Its named state after the last poll.
    state: String,
    /// When it last brought an item.
    #[schema(format = DateTime)]
    last_item_at: Option<String>,
}

/// A source whose texts were brought in by hand.
#[derive(Serialize, ToSchema)]
pub(crate) struct BroughtIn {
    /// The source.
    id: String,
    /// Its name.
    name: String,
    /// Texts of these days.
    texts: u32,
}

/// Tells what was heard.
#[utoipa::path(
    get, path = "/coverage", tag = "sources", params(CoverageParams),
    responses((status = 200, description = "What was heard", body = CoverageAnswer), problem::Problems)
)]
pub(crate) async fn coverage(
    State(app): State<App>,
    params: Params,
) -> Result<Json<CoverageAnswer>, Failure> {
    names::known::<CoverageParams>(&params)?;
    let today = civil_day((app.office().clock)());
    let first = params.get("from").map_or(Ok(today), |given| asked::day("from", given))?;
    let last = params.get("to").map_or(Ok(first), |given| asked::day("to", given))?;
    if last < first {
        return Err(Failure::Bad("`to` is before `from`".into()));
    }
    let off = app.office().sources.iter().filter(|source| source.off.is_some()).count();
    app.with_store(move |store| {
        let (from, to) = (day_start(first), day_end(last));
        let tally = store.tally(from, to)?;
        let asked = store.checked(from, to)?.into_iter().map(|one| AskedSource {
            id: one.source.to_string(),
            name: one.name,
            heard: one.heard,
            failed: one.failed,
            items: one.items,
            state: one.state,
            last_item_at: one.last_item_at.map(|at| at.to_string()),
        });
        let brought_in = store.imported(from, to)?.into_iter();
        Ok(Json(CoverageAnswer {
            from: first.to_string(),
            to: last.to_string(),
            asked: asked.collect(),
            brought_in: brought_in
                .map(|(id, name, texts)| BroughtIn { id: id.to_string(), name, texts })
                .collect(),
            off,
            items: tally.items,
            posts: tally.posts,
            rejected: tally.rejected,
            pending: tally.pending,
        }))
    })
    .await
}
