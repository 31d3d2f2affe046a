//! `/digests`: the days of a month that have data, and who gets a digest of them. `/digests/DAY/SUBSCRIPTION`: that digest, made
//! anew from what is stored, within the pages or as a file.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use dauys_digest::{Digest, Entry};
use dauys_model::Subscription;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::curve::{Count, Spark};
use crate::failure::Failure;
use crate::filters::{self, trend_code};
use crate::frame::{Frame, page};
use crate::links;
use crate::params::{Params, address};
use crate::state::App;
use crate::wording::Wording;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/digests", get(archive)).route("/digests/{day}/{subscription}", get(digest))
}

#[derive(Template)]
#[template(path = "digests.html")]
struct Archive {
    frame: Frame,
    month: String,
    weekdays: Vec<&'static str>,
    weeks: Vec<[Option<Day>; 7]>,
    listed: Vec<Day>,
    earlier: Option<String>,
    later: Option<String>,
    empty: bool,
}

/// A day of the calendar.
#[derive(Clone)]
struct Day {
    number: i8,
    datetime: String,
    name: String,
    weekday: &'static str,
    texts: String,
    is_today: bool,
    /// Where the digests of the day are; none without data.
    digests: Vec<(String, Subscription)>,
}

async fn archive(State(app): State<App>, frame: Frame, params: Params) -> Result<Response, Failure> {
    let subscriptions = app.office().subscriptions.clone();
    let asked = params.get("month").map(|given| month(&frame, given)).transpose()?;
    app.with_store(move |store| {
        let span = store.days_heard().map_err(|error| Failure::internal(&error))?;
        let newest = span.map_or(frame.today(), |(_, last)| last.min(frame.today()));
        let first = asked.unwrap_or(newest.first_of_month());
        let last = first.last_of_month();
        let heard = store.heard_by_day(first, last, None).map_err(|error| Failure::internal(&error))?;
        let counts: BTreeMap<Date, u64> = heard.iter().map(|day| (day.day, day.posts)).collect();
        page(&calendar(frame, first, &counts, span, &subscriptions))
    })
    .await
}

fn month(frame: &Frame, given: &str) -> Result<Date, Failure> {
    filters::day(frame, Some(&format!("{}-01", given.trim())), frame.today()).map_err(|_| {
        let given: String = given.chars().take(60).collect();
        Failure::Bad(frame.say("digests.no_month", &[("given", &given)]))
    })
}

fn calendar(
    frame: Frame,
    first: Date,
    counts: &BTreeMap<Date, u64>,
    span: Option<(Date, Date)>,
    subscriptions: &[Subscription],
) -> Archive {
    let day = |date: Date| Day {
        number: date.day(),
        datetime: date.to_string(),
        name: frame.day(date),
        weekday: frame.weekday(date),
        texts: frame.n("map.texts", counts.get(&date).copied().unwrap_or_default()),
        is_today: date == frame.today(),
        digests: if counts.contains_key(&date) && date <= frame.today() {
            subscriptions.iter().map(|to| (link(date, to), to.clone())).collect()
        } else {
            Vec::new()
        },
    };
    let mut weeks: Vec<[Option<Day>; 7]> = Vec::new();
    let mut week: [Option<Day>; 7] = Default::default();
    let dates: Vec<Date> = first.series(1.day()).take_while(|date| date.month() == first.month()).collect();
    for date in &dates {
        let place = date.weekday().to_monday_zero_offset() as usize;
        week[place] = Some(day(*date));
        if place == 6 {
            weeks.push(std::mem::take(&mut week));
        }
    }
    if week.iter().any(Option::is_some) {
        weeks.push(week);
    }
    let listed = dates.iter().rev().map(|date| day(*date)).filter(|day| !day.digests.is_empty()).collect();
    let turn = |date: Option<Date>| {
        let date = date.filter(|date| (1990..=2200).contains(&date.year()))?;
        Some(address("/digests", [("month", date.strftime("%Y-%m").to_string().as_str())]))
    };
    let wording = Wording::of(frame.language);
    let month = wording.list("month.names").get(first.month() as usize - 1).map_or("", String::as_str);
    Archive {
        month: frame.say("digests.month", &[("month", &month), ("year", &first.year())]),
        weekdays: wording.list("month.weekdays").iter().map(String::as_str).collect(),
        weeks,
        listed,
        earlier: turn(first.checked_sub(1.month()).ok())
            .filter(|_| span.is_some_and(|(oldest, _)| oldest < first)),
        later: turn(first.checked_add(1.month()).ok()).filter(|_| frame.today().first_of_month() > first),
        empty: span.is_none(),
        frame,
    }
}

fn link(day: Date, to: &Subscription) -> String {
    format!("/digests/{day}/{}", to.id)
}

#[derive(Template)]
#[template(path = "digest.html")]
struct DigestPage {
    frame: Frame,
    digest: Digest,
    lang: &'static str,
    sparks: BTreeMap<String, Spark>,
    others: Vec<(String, Subscription)>,
    earlier: String,
    later: Option<String>,
    files: Vec<(String, &'static str)>,
    back: String,
}

impl DigestPage {
    fn spark(&self, entry: &Entry) -> Option<&Spark> {
        self.sparks.get(&entry.id.0)
    }

    fn trend(&self, trend: &dauys_model::Trend) -> &'static str {
        trend_code(*trend)
    }

    fn topic(&self, entry: &Entry) -> String {
        address(&format!("/topics/{}", entry.id.0), [("date", self.digest.day.to_string().as_str())])
    }

    fn post(&self, id: &dauys_model::PostId) -> String {
        links::post(*id)
    }

    /// The value of `lang` for a text: empty, which means unknown, for one in two languages.
    fn lang_of(&self, language: &dauys_model::Language) -> &'static str {
        crate::pages::topics::lang(*language)
    }
}

async fn digest(
    State(app): State<App>,
    Path((day, subscription)): Path<(String, String)>,
    frame: Frame,
    params: Params,
) -> Result<Response, Failure> {
    let office = app.office().clone();
    let day = filters::day(&frame, Some(&day), frame.today()).map_err(|_| Failure::NotFound)?;
    if day > frame.today() || !office.subscriptions.iter().any(|known| known.id.as_str() == subscription) {
        return Err(Failure::NotFound);
    }
    let form = params.get("as").map(str::to_owned);
    app.with_store(move |store| {
        let digest = (office.digest)(store, &subscription, day, frame.now)
            .map_err(|error| Failure::Internal(error.to_string()))?;
        match form.as_deref() {
            None => page(&view(frame, digest, &subscription, &office.subscriptions)),
            Some(form) => file(&digest, &subscription, form).ok_or(Failure::NotFound),
        }
    })
    .await
}

fn view(frame: Frame, digest: Digest, subscription: &str, all: &[Subscription]) -> DigestPage {
    let day = digest.day;
    let sparks = digest
        .topics()
        .map(|entry| {
            let counts: Vec<Count> = entry
                .days
                .iter()
                .map(|count| Count { day: count.day, part: count.voices.into(), whole: count.texts.into() })
                .collect();
            (entry.id.0.clone(), Spark::new(&counts, day, entry.counts.text.clone()))
        })
        .collect();
    let of_day = |day: Date| format!("/digests/{day}/{subscription}");
    let files = ["html", "md", "json", "txt"];
    DigestPage {
        lang: digest.language.code(),
        sparks,
        others: all
            .iter()
            .filter(|other| other.id.as_str() != subscription)
            .map(|to| (link(day, to), to.clone()))
            .collect(),
        earlier: of_day(day.checked_sub(1.day()).unwrap_or(day)),
        later: (day < frame.today()).then(|| of_day(day.checked_add(1.day()).unwrap_or(day))),
        files: files.map(|form| (address(&of_day(day), [("as", form)]), form)).into(),
        back: address("/digests", [("month", day.strftime("%Y-%m").to_string().as_str())]),
        digest,
        frame,
    }
}

/// A digest as a file to keep or to send; `None` for a form that there is not. The HTML of a file carries its own style, which these
/// pages do not allow, so it is always saved and never shown here.
fn file(digest: &Digest, subscription: &str, form: &str) -> Option<Response> {
    let (text, kind) = match form {
        "html" => (dauys_digest::html(digest), "text/html; charset=utf-8"),
        "md" => (dauys_digest::markdown(digest), "text/markdown; charset=utf-8"),
        "json" => (dauys_digest::json(digest), "application/json"),
        "txt" => (dauys_digest::text(digest), "text/plain; charset=utf-8"),
        _ => return None,
    };
    let name = format!("attachment; filename=\"digest-{}-{subscription}.{form}\"", digest.day);
    let name = HeaderValue::from_str(&name).ok()?;
    Some(
        ([(CONTENT_TYPE, HeaderValue::from_static(kind)), (CONTENT_DISPOSITION, name)], text).into_response(),
    )
}
