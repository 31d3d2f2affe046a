//! `/searches`: searches that the office keeps, and what an alert would have told before it is kept.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use dauys_model::{SavedSearch, SearchDraft, SearchId};
use dauys_search::alert;
use dauys_store::{NoticeFilter, Store};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::drafts::{SavedAnswer, SearchDraftBody, ToldAnswer};
use super::post::NoParams;
use super::sent::Sent;
use super::{names, pages, problem, search};
use crate::failure::Failure;
use crate::params::Params;
use crate::state::App;

/// The parameters of a list without filters.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct ListParams {
    /// Entries of one answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
    /// The `next` of an earlier answer.
    after: Option<String>,
}

/// Searches that the office keeps.
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchesAnswer {
    /// By name.
    searches: Vec<SavedAnswer>,
    /// Where to go on; absent at the end.
    next: Option<String>,
}

/// What an alert would have told in the last days.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialAnswer {
    /// The first moment of the days it was tried on.
    #[schema(format = DateTime)]
    from: String,
    /// Until when.
    #[schema(format = DateTime)]
    to: String,
    /// What it would have told, in order.
    would_have_told: Vec<ToldAnswer>,
    /// What was found on each of the days, ascending.
    days: Vec<TrialDay>,
    /// When it would be looked at next.
    #[schema(format = DateTime)]
    next_look_at: Option<String>,
    /// How many days are known and how many are needed, when they are too few to tell what is unusual.
    short_of_days: Option<ShortOfDays>,
}

/// What was found on a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialDay {
    /// The civil day of Kazakhstan.
    #[schema(format = Date)]
    day: String,
    /// Its voices.
    voices: u32,
    /// What was to be expected; absent while too little is known.
    norm: Option<f64>,
}

/// Too few days to tell what is unusual.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShortOfDays {
    /// Days there are.
    known: usize,
    /// Days that are needed.
    needed: usize,
}

/// Lists searches.
#[utoipa::path(
    get, path = "/searches", tag = "searches", params(ListParams),
    responses((status = 200, description = "The searches", body = SearchesAnswer), problem::Problems)
)]
pub(crate) async fn searches(State(app): State<App>, params: Params) -> Result<Response, Failure> {
    names::known::<ListParams>(&params)?;
    let now = (app.office().clock)();
    let asked = params.clone();
    let answer = app
        .with_store(move |store| {
            let (searches, next) = pages::piece(store.searches()?, &asked, |search| search.id.to_string())?;
            let searches: Result<_, Failure> =
                searches.into_iter().map(|search| shown(store, search, now)).collect();
            Ok(SearchesAnswer { searches: searches?, next })
        })
        .await?;
    let next = answer.next.clone();
    Ok(pages::linked(answer, "/api/v1/searches", &params, next.as_deref()))
}

/// Keeps a search.
#[utoipa::path(
    post, path = "/searches", operation_id = "add_search", tag = "searches", request_body = SearchDraftBody, security((), ("token" = [])),
    responses(
        (status = 201, description = "The search is kept", body = SavedAnswer,
            headers(("Location" = String, description = "Where it stands"))),
        problem::WriteProblems
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    params: Params,
    Sent(body): Sent<SearchDraftBody>,
) -> Result<Response, Failure> {
    names::known::<NoParams>(&params)?;
    let (draft, now) = (body.draft()?, (app.office().clock)());
    let answer = app
        .with_index(move |store, index| {
            let standing = alert::begin(index, &draft, now).map_err(|error| wrong(&draft, error))?;
            let id = store.add_search(&draft, &standing, now)?.ok_or_else(|| taken(&draft))?;
            let search = store.saved_search(id)?.ok_or(Failure::NotFound)?;
            Ok((id, SavedAnswer::of(search, 0, now)))
        })
        .await?;
    let place = format!("/api/v1/searches/{}", answer.0);
    Ok((StatusCode::CREATED, [(LOCATION, place)], Json(answer.1)).into_response())
}

/// Tells what an alert would have told in the last 30 days, without keeping anything.
#[utoipa::path(
    post, path = "/searches/dry-run", operation_id = "try_search", tag = "searches", request_body = SearchDraftBody,
    responses(
        (status = 200, description = "What it would have told", body = TrialAnswer), problem::WriteProblems
    )
)]
pub(crate) async fn dry_run(
    State(app): State<App>,
    params: Params,
    Sent(body): Sent<SearchDraftBody>,
) -> Result<Json<TrialAnswer>, Failure> {
    names::known::<NoParams>(&params)?;
    let (draft, now) = (body.draft()?, (app.office().clock)());
    let trial = app
        .with_index(move |_, index| alert::dry_run(index, &draft, now).map_err(|error| wrong(&draft, error)))
        .await?;
    let days = trial.days.iter();
    Ok(Json(TrialAnswer {
        from: trial.from.to_string(),
        to: trial.to.to_string(),
        would_have_told: trial.told.iter().map(ToldAnswer::of).collect(),
        days: days
            .map(|day| TrialDay { day: day.day.to_string(), voices: day.voices, norm: day.norm })
            .collect(),
        next_look_at: trial.next_look.map(|at| at.to_string()),
        short_of_days: trial
            .short_of_days
            .map(|short| ShortOfDays { known: short.known, needed: short.needed }),
    }))
}

/// Shows one search.
#[utoipa::path(
    get, path = "/searches/{id}", operation_id = "saved_search", tag = "searches",
    params(("id" = i64, Path, description = "The number of the search")),
    responses((status = 200, description = "The search", body = SavedAnswer), problem::Problems)
)]
pub(crate) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<SavedAnswer>, Failure> {
    names::known::<NoParams>(&params)?;
    let (id, now) = (number(&id)?, (app.office().clock)());
    app.with_store(move |store| {
        let search = store.saved_search(id)?.ok_or(Failure::NotFound)?;
        shown(store, search, now).map(Json)
    })
    .await
}

/// Changes a search: all that is sent stands in place of all that was. Its rules begin anew when what it finds or what fires
/// it is another.
#[utoipa::path(
    put, path = "/searches/{id}", operation_id = "change_search", tag = "searches",
    params(("id" = i64, Path, description = "The number of the search")),
    request_body = SearchDraftBody, security((), ("token" = [])),
    responses((status = 200, description = "The search as it is kept now", body = SavedAnswer), problem::WriteProblems)
)]
pub(crate) async fn change(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
    Sent(body): Sent<SearchDraftBody>,
) -> Result<Json<SavedAnswer>, Failure> {
    names::known::<NoParams>(&params)?;
    let (id, draft, now) = (number(&id)?, body.draft()?, (app.office().clock)());
    app.with_index(move |store, index| {
        let before = store.saved_search(id)?.ok_or(Failure::NotFound)?;
        let standing =
            alert::begin_anew(index, &before.draft, &draft, now).map_err(|error| wrong(&draft, error))?;
        if !store.change_search(id, &draft, standing.as_deref(), now)? {
            // Another has the name, or somebody removed it just now.
            return Err(if store.saved_search(id)?.is_some() { taken(&draft) } else { Failure::NotFound });
        }
        let search = store.saved_search(id)?.ok_or(Failure::NotFound)?;
        shown(store, search, now).map(Json)
    })
    .await
}

/// Removes a search with its notices.
#[utoipa::path(
    delete, path = "/searches/{id}", operation_id = "remove_search", tag = "searches",
    params(("id" = i64, Path, description = "The number of the search")), security((), ("token" = [])),
    responses((status = 204, description = "It is gone"), problem::WriteProblems)
)]
pub(crate) async fn remove(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<StatusCode, Failure> {
    names::known::<NoParams>(&params)?;
    let id = number(&id)?;
    let removed = app.with_store(move |store| Ok(store.remove_search(id)?)).await?;
    if removed { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::NotFound) }
}

fn shown(store: &Store, search: SavedSearch, now: Timestamp) -> Result<SavedAnswer, Failure> {
    let filter = NoticeFilter { search: Some(search.id), unseen: true, limit: None };
    let unseen = store.notices(&filter)?.len();
    Ok(SavedAnswer::of(search, unseen, now))
}

/// The number of a search in an address.
fn number(id: &str) -> Result<SearchId, Failure> {
    id.parse().map(SearchId).map_err(|_| Failure::Bad("the number of a search is a whole number".into()))
}

fn wrong(draft: &SearchDraft, error: dauys_search::Error) -> Failure {
    search::failure(&draft.query, error)
}

fn taken(draft: &SearchDraft) -> Failure {
    Failure::Conflict(format!("another search is called `{}`", draft.name))
}
