//! `/digests/SUBSCRIPTION/feed.atom` and `feed.json`: the latest editions that were approved or sent; `due.ics`: the answers due, as today's
//! digest tells them.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::response::{IntoResponse, Response};
use dauys_digest::feed::{self, Feed, FeedEntry};
use dauys_model::{EditionKey, Format, Subscription, SubscriptionId};
use dauys_store::{Edition, EditionFilter, EditionState, Store};
use jiff::Timestamp;

use super::one::saved;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::links;
use crate::params::address;
use crate::state::App;

/// Editions of a feed.
const LATEST: usize = 30;
/// So many editions are looked through for them.
const LOOKED_AT: u32 = 120;

pub(super) async fn atom(
    State(app): State<App>,
    frame: Frame,
    Path(subscription): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    given(&app, frame, subscription, &headers, Format::Atom).await
}

pub(super) async fn json(
    State(app): State<App>,
    frame: Frame,
    Path(subscription): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    given(&app, frame, subscription, &headers, Format::JsonFeed).await
}

async fn given(
    app: &App,
    frame: Frame,
    subscription: String,
    headers: &HeaderMap,
    form: Format,
) -> Result<Response, Failure> {
    let office = app.office().clone();
    // The guard let the host pass, so it is one of ours.
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost").to_owned();
    app.with_store(move |store| {
        let readers = office.readers.all()?;
        let to = readers.get(&subscription).ok_or(Failure::NotFound)?;
        let feed = feed_of(store, to, &format!("http://{host}"), form, frame.now)?;
        let text = if form == Format::Atom { feed::atom(&feed) } else { feed::json_feed(&feed) };
        Ok(([(CONTENT_TYPE, form.media_type())], text).into_response())
    })
    .await
}

fn feed_of(
    store: &Store,
    to: &Subscription,
    base: &str,
    form: Format,
    now: Timestamp,
) -> Result<Feed, Failure> {
    let filter =
        EditionFilter { subscription: Some(&to.id), limit: Some(LOOKED_AT), ..EditionFilter::default() };
    let mut entries = Vec::new();
    let published = |edition: &Edition| matches!(edition.state, EditionState::Approved | EditionState::Sent);
    for edition in store.editions(&filter)?.iter().filter(|edition| published(edition)).take(LATEST) {
        let Some(json) = store.edition_json(edition.id)? else { continue };
        let digest = dauys_digest::from_json(&json).map_err(|error| Failure::internal(&error))?;
        let at = edition.sent_at.or(edition.approved_at).unwrap_or(edition.made_at);
        let link = Some(format!("{base}{}", links::edition(&edition.key)));
        entries.push(FeedEntry {
            id: feed::edition_id(base, &edition.key),
            link,
            ..FeedEntry::of(&digest, at)
        });
    }
    let file = if form == Format::Atom { "feed.atom" } else { "feed.json" };
    Ok(Feed {
        id: feed::feed_id(base, &to.id),
        title: to.title.clone(),
        language: to.language,
        home: Some(format!("{base}{}", address("/digests", [("subscription", to.id.as_str())]))),
        self_link: Some(format!("{base}/digests/{}/{file}", to.id)),
        updated: entries.iter().map(|entry| entry.updated_at).max().unwrap_or(now),
        entries,
    })
}

/// The due days of a subscription as a calendar.
pub(super) async fn due(
    State(app): State<App>,
    frame: Frame,
    Path(subscription): Path<String>,
) -> Result<Response, Failure> {
    let office = app.office().clone();
    app.with_store(move |store| {
        let readers = office.readers.all()?;
        let to = readers.get(&subscription).ok_or(Failure::NotFound)?;
        let day = to.period.around(frame.today()).1;
        let failed = |error: crate::office::Trouble| Failure::Internal(error.to_string());
        let digest = (office.digest)(store, to, to.period, day, frame.now).map_err(failed)?;
        let bytes = (office.printed)(&digest, Format::Ics).map_err(failed)?;
        let id = SubscriptionId::new(&subscription).map_err(|_| Failure::NotFound)?;
        Ok(saved(&EditionKey { subscription: id, period: to.period, day }, Format::Ics, bytes))
    })
    .await
}
