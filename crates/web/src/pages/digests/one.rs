//! `/digests/DAY/SUBSCRIPTION`: the digest of a day, or with `period` of the week or month that the day lies in; within the pages or, with
//! `as`, as a file.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use dauys_digest::Digest;
use dauys_model::{EditionKey, Format, Period, Subscription};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::edition::{Body, Shown};
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
    back: String,
}

/// A period that can be chosen.
struct Choice {
    name: &'static str,
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
    app.with_store(move |store| {
        let readers = office.readers.all()?;
        let to = readers.get(&subscription).ok_or(Failure::NotFound)?;
        let key = EditionKey { subscription: to.id.clone(), period, day };
        let digest = (office.digest)(store, to, period, day, frame.now)
            .map_err(|error| Failure::Internal(error.to_string()))?;
        match form.as_deref() {
            None => page(&view(frame, &key, shown(&digest)?, &readers.subscriptions)),
            Some(form) => file(&office, &digest, &key, form),
        }
    })
    .await
}

/// A digest as pages show it.
pub(in crate::pages) fn shown(digest: &Digest) -> Result<Shown, Failure> {
    Shown::read(&dauys_digest::json(digest)).map_err(|error| Failure::internal(&error))
}

fn view(frame: Frame, key: &EditionKey, digest: Shown, all: &[Subscription]) -> DigestPage {
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
        let name = frame.t(&format!("digests.form_{}", form.code())).to_owned();
        (links::edition_as(key, form.code()), name)
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
        body: Body::new(frame.clone(), digest, false),
        frame,
    }
}

/// The name of a period.
pub(in crate::pages) fn period_name(frame: &Frame, period: Period) -> &'static str {
    crate::wording::Wording::of(frame.language).text(match period {
        Period::Day => "digests.period_day",
        Period::Week => "digests.period_week",
        Period::Month => "digests.period_month",
    })
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
fn saved(key: &EditionKey, form: Format, bytes: Vec<u8>) -> Response {
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
