//! `/digests`: editions that were made, searched and by month, and the days of a month that have data.

mod feeds;
mod kept;
mod one;

pub(crate) use self::kept::{kept, reading, terms};
pub(super) use self::one::{period_name, read};

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use dauys_model::{EditionKey, Subscription};
use dauys_store::EditionState;
use jiff::ToSpan;
use jiff::civil::Date;

use self::kept::{Kept, Narrowed};
use crate::failure::Failure;
use crate::filters;
use crate::frame::{Frame, page};
use crate::links;
use crate::pages::subscriptions;
use crate::params::{Params, address};
use crate::state::App;
use crate::wording::Wording;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/digests", get(archive))
        .route("/digests/{subscription}/feed.atom", get(feeds::atom))
        .route("/digests/{subscription}/feed.json", get(feeds::json))
        .route("/digests/{subscription}/due.ics", get(feeds::due))
        .route("/digests/{day}/{subscription}", get(one::digest))
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
    kept: Kept,
    undelivered: Option<String>,
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
    let office = app.office().clone();
    let asked = params.get("month").map(|given| month(&frame, given)).transpose()?;
    let narrowed = Narrowed::of(&frame, &params)?;
    app.with_store(move |store| {
        let listed = office.readers.all()?;
        let span = store.days_heard().map_err(|error| Failure::internal(&error))?;
        let newest = span.map_or(frame.today(), |(_, last)| last.min(frame.today()));
        let first = asked.unwrap_or(newest.first_of_month());
        let last = first.last_of_month();
        let heard = store.heard_by_day(first, last, None).map_err(|error| Failure::internal(&error))?;
        let counts: BTreeMap<Date, u64> = heard.iter().map(|day| (day.day, day.posts)).collect();
        let kept = narrowed.list(&frame, store, &listed, (first, last))?;
        let undelivered = subscriptions::undelivered(&frame, store)?;
        let archive = calendar(frame, first, &counts, span, &listed.subscriptions, kept);
        page(&Archive { undelivered, ..archive })
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
    kept: Kept,
) -> Archive {
    let day = |date: Date| Day {
        number: date.day(),
        datetime: date.to_string(),
        name: frame.day(date),
        weekday: frame.weekday(date),
        texts: frame.n("map.texts", counts.get(&date).copied().unwrap_or_default()),
        is_today: date == frame.today(),
        digests: if counts.contains_key(&date) && date <= frame.today() {
            let told = subscriptions.iter().filter(|to| to.period.around(date).1 == date);
            told.map(|to| (link(date, to), to.clone())).collect()
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
        kept,
        undelivered: None,
        frame,
    }
}

/// The digest of a subscription that ends with a day.
fn link(day: Date, to: &Subscription) -> String {
    links::edition(&EditionKey { subscription: to.id.clone(), period: to.period, day })
}

/// How far an edition has come, in words.
pub(super) fn state_name(frame: &Frame, state: EditionState) -> String {
    frame.t(&format!("edition_state.{}", state.code())).to_owned()
}
