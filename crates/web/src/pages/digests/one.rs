//! `/digests/DAY/SUBSCRIPTION`: the digest of a day, or with `period` of the week or month that the day lies in; within the pages or, with
//! `as`, as a file. What was made for sending is shown as it was made, unless `anew` asks for what is known now.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use dauys_digest::Digest;
use dauys_model::{EditionKey, Format, Period, Subscription, SubscriptionId};
use dauys_store::Edition;
use jiff::ToSpan;
use jiff::civil::Date;

use super::kept::kept;
use super::state_name;
use crate::edition::Body;
use crate::failure::Failure;
use crate::filters;
use crate::frame::{Frame, page};
use crate::links;
use crate::office::Office;
use crate::params::{Params, address};
use crate::state::App;

/// The forms that a digest is given in as a file; feeds are of many editions.
pub(super) const FILES: [Format; 8] = [
    Format::Pdf,
    Format::Docx,
    Format::Html,
    Format::Mail,
    Format::Text,
    Format::Md,
    Format::Json,
    Format::Ics,
];

#[derive(Template)]
#[template(path = "digest.html")]
struct DigestPage {
    frame: Frame,
    title: String,
    date: String,
    body: Body,
    others: Vec<(String, Subscription)>,
    periods: Vec<Choice>,
    earlier: String,
    later: Option<String>,
    files: Vec<(String, String)>,
    feeds: Vec<(String, String)>,
    back: String,
    state: Standing,
}

/// A period that can be chosen.
struct Choice {
    name: String,
    href: String,
    chosen: bool,
}

pub(super) async fn digest(
    State(app): State<App>,
    Path((day, subscription)): Path<(String, String)>,
    frame: Frame,
    params: Params,
) -> Result<Response, Failure> {
    let office = app.office().clone();
    let day = filters::day(&frame, Some(&day), frame.today()).map_err(|_| Failure::NotFound)?;
    let period = filters::period(&frame, params.get("period"))?;
    let (first, day) = period.around(day);
    if first > frame.today() {
        return Err(Failure::NotFound);
    }
    let form = params.get("as").map(str::to_owned);
    let anew = params.get("anew").is_some();
    app.with_store(move |store| {
        let readers = office.readers.all()?;
        let id = SubscriptionId::new(&subscription).map_err(|_| Failure::NotFound)?;
        let key = EditionKey { subscription: id, period, day };
        let edition = kept(store, &key)?;
        let is_kept = edition.is_some();
        if let Some((edition, json)) = edition.filter(|_| !anew) {
            return match form.as_deref() {
                None => {
                    let digest = read(&json)?;
                    let state = Standing::of(&frame, &edition);
                    page(&view(frame, &key, digest, state, &readers.subscriptions))
                }
                Some(form) => file_kept(&office, json, &key, form),
            };
        }
        let to = readers.get(&subscription).ok_or(Failure::NotFound)?;
        let digest = (office.digest)(store, to, period, day, frame.now)
            .map_err(|error| Failure::Internal(error.to_string()))?;
        match form.as_deref() {
            None => {
                let state = Standing::made(&frame, is_kept.then(|| links::edition(&key)));
                page(&view(frame, &key, digest, state, &readers.subscriptions))
            }
            Some(form) => file(&office, &digest, &key, form),
        }
    })
    .await
}

/// Which digest one sees: an edition as it was made, or one made a moment ago.
struct Standing {
    said: String,
    /// To the other one, if there is one.
    other: Option<(String, &'static str)>,
    review: Option<String>,
    is_kept: bool,
}

impl Standing {
    fn of(frame: &Frame, edition: &Edition) -> Self {
        let made = frame.moment(edition.made_at);
        let state = state_name(frame, edition.state);
        let key = &edition.key;
        let path = format!("/digests/{}/{}", key.day, key.subscription);
        let anew = address(&path, [("period", key.period.code()), ("anew", "1")]);
        Self {
            said: frame.say("digests.as_kept", &[("made", &made), ("state", &state)]),
            other: Some((anew, "digests.anew")),
            review: edition.state.is_open().then(|| format!("/review/{}", edition.id)),
            is_kept: true,
        }
    }

    fn made(frame: &Frame, kept: Option<String>) -> Self {
        let key = if kept.is_some() { "digests.as_anew" } else { "digests.as_made" };
        Self {
            said: frame.t(key).to_owned(),
            other: kept.map(|href| (href, "digests.to_kept")),
            review: None,
            is_kept: false,
        }
    }
}

/// An edition as a file, from the JSON that was kept.
fn file_kept(office: &Office, json: String, key: &EditionKey, form: &str) -> Result<Response, Failure> {
    if form_of(form) == Some(Format::Json) {
        return Ok(saved(key, Format::Json, json.into_bytes()));
    }
    file(office, &read(&json)?, key, form)
}

/// The digest that was kept as JSON.
pub(in crate::pages) fn read(json: &str) -> Result<Digest, Failure> {
    dauys_digest::from_json(json).map_err(|error| Failure::internal(&error))
}

fn view(frame: Frame, key: &EditionKey, digest: Digest, state: Standing, all: &[Subscription]) -> DigestPage {
    let of = |period: Period, day: Date| {
        links::edition(&EditionKey {
            subscription: key.subscription.clone(),
            period,
            day: period.around(day).1,
        })
    };
    let (first, last) = key.period.around(key.day);
    let before = first.checked_sub(1.day()).unwrap_or(first);
    let after = last.checked_add(1.day()).unwrap_or(last);
    let other = |to: &Subscription| EditionKey { subscription: to.id.clone(), ..key.clone() };
    let files = FILES.iter().map(|form| {
        let name = frame.t(&format!("format.{}", form.code())).to_owned();
        let anew = if state.is_kept { "" } else { "&anew=1" };
        (format!("{}{anew}", links::edition_as(key, form.code())), name)
    });
    DigestPage {
        title: digest.title.clone(),
        date: digest.date.clone(),
        others: all
            .iter()
            .filter(|to| to.id != key.subscription)
            .map(|to| (links::edition(&other(to)), to.clone()))
            .collect(),
        periods: filters::PERIODS
            .map(|period| Choice {
                name: period_name(&frame, period),
                href: of(period, key.day.min(frame.today())),
                chosen: period == key.period,
            })
            .into(),
        earlier: of(key.period, before),
        later: (after <= frame.today()).then(|| of(key.period, after)),
        files: files.collect(),
        back: address("/digests", [("month", key.day.strftime("%Y-%m").to_string().as_str())]),
        feeds: feeds(&frame, key),
        body: Body::new(frame.clone(), digest, false),
        state,
        frame,
    }
}

/// The feeds of a subscription.
fn feeds(frame: &Frame, key: &EditionKey) -> Vec<(String, String)> {
    let of = |file: &str| format!("/digests/{}/{file}", key.subscription);
    [("feed.atom", "format.atom"), ("feed.json", "format.json_feed"), ("due.ics", "format.ics")]
        .map(|(file, name)| (of(file), frame.t(name).to_owned()))
        .into()
}

/// The name of a period.
pub(in crate::pages) fn period_name(frame: &Frame, period: Period) -> String {
    frame.t(&format!("period.{}", period.code())).to_owned()
}

/// A digest as a file to keep or to send. The HTML of a file carries its own style, which these pages do not allow, so it is always saved
/// and never shown here.
fn file(office: &Office, digest: &Digest, key: &EditionKey, form: &str) -> Result<Response, Failure> {
    let form = form_of(form).ok_or(Failure::NotFound)?;
    let bytes = (office.printed)(digest, form).map_err(|error| Failure::Internal(error.to_string()))?;
    Ok(saved(key, form, bytes))
}

/// The form that an address means: by its code, or by how its files end.
pub(in crate::pages) fn form_of(given: &str) -> Option<Format> {
    FILES.into_iter().find(|form| form.code() == given || form.ending() == given)
}

/// Bytes as a file to save.
pub(super) fn saved(key: &EditionKey, form: Format, bytes: Vec<u8>) -> Response {
    let period = match key.period {
        Period::Day => String::new(),
        period => format!("{}-", period.code()),
    };
    let name = format!("digest-{period}{}-{}.{}", key.day, key.subscription, form.ending());
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(form.media_type()));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}
