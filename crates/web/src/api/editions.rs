//! `/editions` and `/subscriptions`: digests as they were made for sending and what became of them; who gets which, without any
//! reader's address.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use dauys_model::{Period, Subscription, SubscriptionId};
use dauys_store::{Edition, EditionFilter, EditionState};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::post::NoParams;
use super::{asked, names, pages, problem};
use crate::failure::Failure;
use crate::pages::{reading, terms};
use crate::params::Params;
use crate::state::App;

/// The parameters of the list of editions.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by the document and for its names")]
pub(crate) struct EditionsParams {
    /// Of one subscription, by its id.
    subscription: Option<String>,
    /// `day`, `week` or `month`.
    period: Option<String>,
    /// Of this civil day of Kazakhstan or a later one.
    #[param(format = Date)]
    from: Option<String>,
    /// Of this civil day or an earlier one.
    #[param(format = Date)]
    to: Option<String>,
    /// draft, held, approved, sent, failed or quiet.
    state: Option<String>,
    /// Words that must all stand in titles or quotes, in either language and any form.
    q: Option<String>,
    /// Editions of one answer, 1 to 100; 20 when absent.
    limit: Option<usize>,
    /// The `next` of an earlier answer.
    after: Option<String>,
}

/// Editions, the newest day first.
#[derive(Serialize, ToSchema)]
pub(crate) struct EditionsAnswer {
    /// The editions.
    editions: Vec<OneEdition>,
    /// Where to go on; absent at the end.
    next: Option<String>,
}

/// A digest as it was made for sending. Its content is `/digests/{day}/{subscription}`.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneEdition {
    /// Its number.
    id: i64,
    /// The id of the subscription.
    subscription: String,
    /// `day`, `week` or `month`.
    period: String,
    /// The civil day it tells of, or the last one of its week or month.
    #[schema(format = Date)]
    day: String,
    /// Its heading.
    title: String,
    /// Its language.
    lang: String,
    /// draft (waits for an editor), held, approved, sent, failed or quiet (nothing is sent).
    state: String,
    /// When it was made.
    #[schema(format = DateTime)]
    made_at: String,
    /// Nothing after this moment was looked at.
    #[schema(format = DateTime)]
    until: String,
    /// The account that approved it; the name of a desk.
    approved_by: Option<String>,
    /// When it was approved.
    #[schema(format = DateTime)]
    approved_at: Option<String>,
    /// When the receiving side took it.
    #[schema(format = DateTime)]
    sent_at: Option<String>,
}

impl OneEdition {
    fn of(edition: Edition) -> Self {
        Self {
            id: edition.id.0,
            subscription: edition.key.subscription.to_string(),
            period: edition.key.period.code().to_owned(),
            day: edition.key.day.to_string(),
            title: edition.title,
            lang: edition.language.code().to_owned(),
            state: edition.state.code().to_owned(),
            made_at: edition.made_at.to_string(),
            until: edition.until.to_string(),
            approved_by: edition.approved_by,
            approved_at: edition.approved_at.map(|at| at.to_string()),
            sent_at: edition.sent_at.map(|at| at.to_string()),
        }
    }
}

/// Lists editions.
#[utoipa::path(
    get, path = "/editions", tag = "digests", params(EditionsParams),
    responses((status = 200, description = "The editions", body = EditionsAnswer), problem::Problems)
)]
pub(crate) async fn editions(State(app): State<App>, params: Params) -> Result<Response, Failure> {
    names::known::<EditionsParams>(&params)?;
    let limit = pages::limit(&params)?;
    let subscription = params.get("subscription").map(SubscriptionId::new).transpose();
    let subscription = subscription.map_err(|error| Failure::Bad(error.to_string()))?;
    let period = params.get("period").map(|_| asked::period(&params)).transpose()?;
    let day = |name: &str| params.get(name).map(|given| asked::day(name, given)).transpose();
    let (from, to) = (day("from")?, day("to")?);
    let state = params.get("state").map(state).transpose()?;
    let asked_for = params.get("q").unwrap_or_default();
    let readings = terms(asked_for)?;
    if !asked_for.is_empty() && readings.is_empty() {
        return Err(Failure::Bad("`q` holds no word".into()));
    }
    let offset = params.get("after").map(|after| after.parse::<u32>()).transpose();
    let offset = offset.map_err(|_| Failure::Cursor)?.unwrap_or(0);
    let (editions, next) = app
        .with_store(move |store| {
            let most = u32::try_from(limit).unwrap_or(u32::MAX);
            let filter = EditionFilter {
                subscription: subscription.as_ref(),
                period,
                from,
                to,
                words: &[],
                state,
                limit: Some(most + 1),
                offset,
            };
            let words = reading(store, &filter, readings)?;
            let mut editions = store.editions(&EditionFilter { words: &words, ..filter })?;
            let is_more = editions.len() > limit;
            editions.truncate(limit);
            Ok((editions, is_more.then(|| offset.saturating_add(most).to_string())))
        })
        .await?;
    let editions = editions.into_iter().map(OneEdition::of).collect();
    let answer = EditionsAnswer { editions, next: next.clone() };
    Ok(pages::linked(answer, "/api/v1/editions", &params, next.as_deref()))
}

fn state(given: &str) -> Result<EditionState, Failure> {
    let known = EditionState::ALL.into_iter().find(|state| state.code() == given);
    known.ok_or_else(|| Failure::Bad("`state` is one of draft, held, approved, sent, failed, quiet".into()))
}

/// The subscriptions of the installation.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubscriptionsAnswer {
    /// In the order of the settings.
    subscriptions: Vec<OneSubscription>,
}

/// Who gets a digest of what. Where it is sent to is not told.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneSubscription {
    /// Its lasting name.
    id: String,
    /// The heading of its digests.
    title: String,
    /// The language of everything but the quotes.
    lang: String,
    /// `day`, `week` or `month`.
    period: String,
    /// Regions, districts or towns; the whole country when empty.
    regions: Vec<String>,
    /// Categories or groups of them.
    categories: Vec<String>,
    /// Committees, whose remits count as categories; all matters when both are empty.
    committees: Vec<String>,
    /// Collections of sources.
    collections: Vec<String>,
    /// Topics that are told of whatever the rest says.
    topics: Vec<String>,
    /// Saved searches, by name.
    searches: Vec<String>,
    /// Whether only topics are told of that touch life and limb.
    urgent_only: bool,
    /// Days of sending.
    days: Vec<String>,
    /// From when on it is sent, in the time of Kazakhstan.
    hour: String,
    /// How it goes out: mail, telegram, webhook, folder or site; absent when it is read on the pages.
    channel: Option<String>,
    /// The forms that go out.
    formats: Vec<String>,
    /// Whether an editor approves every edition.
    review: bool,
}

impl OneSubscription {
    fn of(to: Subscription) -> Self {
        Self {
            review: to.needs_review(),
            channel: to.to.as_ref().map(|channel| channel.code().to_owned()),
            id: to.id.to_string(),
            title: to.title,
            lang: to.language.code().to_owned(),
            period: Period::code(to.period).to_owned(),
            regions: to.regions,
            categories: to.categories,
            committees: to.committees,
            collections: to.collections,
            topics: to.topics.into_iter().map(|topic| topic.0).collect(),
            searches: to.searches,
            urgent_only: to.urgency == dauys_model::Urgency::Urgent,
            days: to.days.into(),
            hour: to.hour.strftime("%H:%M").to_string(),
            formats: to.formats.iter().map(|format| format.code().to_owned()).collect(),
        }
    }
}

/// Lists subscriptions.
#[utoipa::path(
    get, path = "/subscriptions", tag = "digests",
    responses((status = 200, description = "The subscriptions", body = SubscriptionsAnswer), problem::Problems)
)]
pub(crate) async fn subscriptions(
    State(app): State<App>,
    params: Params,
) -> Result<Json<SubscriptionsAnswer>, Failure> {
    names::known::<NoParams>(&params)?;
    let office = app.office().clone();
    let all = app.with_store(move |_| Ok(office.readers.all()?.subscriptions)).await?;
    Ok(Json(SubscriptionsAnswer { subscriptions: all.into_iter().map(OneSubscription::of).collect() }))
}
