//! `/digests` and `/digests/{day}/{subscription}`: who gets which digest, on which days there was something to read, and
//! each of them.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use dauys_model::{EditionKey, SubscriptionId, civil_day, day_end, day_start};
use jiff::ToSpan;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::{asked, names, pages, problem};
use crate::failure::Failure;
use crate::pages::kept;
use crate::params::Params;
use crate::state::App;

/// Days that are looked at for one answer at most, so that a long silence does not make it long.
const LOOKED_AT: usize = 400;

/// The parameters of the list of digests.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct DigestsParams {
    /// Days of one answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
    /// The `next` of an earlier answer.
    after: Option<String>,
}

/// The digests there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct DigestsAnswer {
    /// Who gets a digest.
    subscriptions: Vec<Subscribed>,
    /// Days with texts, newest first; each has a digest for every subscription.
    days: Vec<OneDigestDay>,
    /// Where to go on; absent at the end.
    next: Option<String>,
}

/// A digest that somebody gets.
#[derive(Serialize, ToSchema)]
pub(crate) struct Subscribed {
    /// Its lasting name.
    id: String,
    /// Its heading.
    title: String,
    /// Its language.
    lang: String,
    /// What one digest of it tells of: `day`, `week` or `month`.
    period: String,
}

/// The parameters of one digest.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct DigestParams {
    /// `day`, `week` or `month`: the week or month that the day lies in; the day alone when absent.
    period: Option<String>,
    /// Whether to make it from what is known now though an edition was kept; `false` when absent.
    anew: Option<bool>,
}

/// A day that has digests.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneDigestDay {
    /// The civil day of Kazakhstan.
    #[schema(format = Date)]
    day: String,
    /// How many texts of it were read.
    texts: u64,
}

/// Lists digests.
#[utoipa::path(
    get, path = "/digests", tag = "digests", params(DigestsParams),
    responses((status = 200, description = "The digests", body = DigestsAnswer), problem::Problems)
)]
pub(crate) async fn digests(State(app): State<App>, params: Params) -> Result<Response, Failure> {
    names::known::<DigestsParams>(&params)?;
    let limit = pages::limit(&params)?;
    let today = civil_day((app.office().clock)());
    let from = match params.get("after") {
        None => Some(today),
        Some(after) => asked::day("after", after)?.min(today).yesterday().ok(),
    };
    let (days, next) = app
        .with_store(move |store| {
            let (mut days, mut next): (Vec<OneDigestDay>, _) = (Vec::new(), None);
            let mut looked = 0;
            let mut day = from;
            while let Some(one) = day {
                looked += 1;
                let texts = store.tally(day_start(one), day_end(one))?.posts;
                if texts > 0 && days.len() == limit {
                    next = days.last().map(|last| last.day.clone());
                    break;
                }
                if texts > 0 {
                    days.push(OneDigestDay { day: one.to_string(), texts });
                }
                if looked == LOOKED_AT {
                    break;
                }
                day = one.checked_sub(1.day()).ok();
            }
            Ok((days, next))
        })
        .await?;
    let office = app.office().clone();
    let subscriptions = app.with_store(move |_| Ok(office.readers.all()?.subscriptions)).await?.into_iter();
    let answer = DigestsAnswer {
        subscriptions: subscriptions
            .map(|one| Subscribed {
                id: one.id.to_string(),
                title: one.title,
                lang: one.language.code().to_owned(),
                period: one.period.code().to_owned(),
            })
            .collect(),
        days,
        next: next.clone(),
    };
    Ok(pages::linked(answer, "/api/v1/digests", &params, next.as_deref()))
}

/// Shows one digest: the edition that was made for sending, or else the same object as `dauys digest --format json`.
#[utoipa::path(
    get, path = "/digests/{day}/{subscription}", tag = "digests",
    params(
        ("day" = String, Path, description = "Civil day of Kazakhstan", format = Date),
        ("subscription" = String, Path, description = "The id of a subscription"),
        DigestParams
    ),
    responses((status = 200, description = "The digest", body = Object), problem::Problems)
)]
pub(crate) async fn digest(
    State(app): State<App>,
    Path((day, subscription)): Path<(String, String)>,
    params: Params,
) -> Result<Json<serde_json::Value>, Failure> {
    names::known::<DigestParams>(&params)?;
    let period = asked::period(&params)?;
    let anew = asked::truth(&params, "anew", false)?;
    let (first, day) = period.around(asked::day("day", &day)?);
    let now = (app.office().clock)();
    if first > civil_day(now) {
        return Err(Failure::NotFound);
    }
    let office = app.office().clone();
    app.with_store(move |store| {
        let id = SubscriptionId::new(&subscription).map_err(|_| Failure::NotFound)?;
        let kept = kept(store, &EditionKey { subscription: id, period, day })?.filter(|_| !anew);
        let json = match kept {
            Some((_, json)) => json,
            None => {
                let readers = office.readers.all()?;
                let to = readers.get(&subscription).ok_or(Failure::NotFound)?;
                let digest = (office.digest)(store, to, period, day, now);
                dauys_digest::json(&digest.map_err(|error| Failure::Internal(error.to_string()))?)
            }
        };
        Ok(Json(serde_json::from_str(&json).map_err(|error| Failure::internal(&error))?))
    })
    .await
}
