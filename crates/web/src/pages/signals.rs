//! `/signals`: what is raised above its norm on a day, the least probable first: each with its count, its norm and its chance.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use dauys_model::{SignalPlace, SourceId};
use dauys_store::Store;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::curve::expected;
use crate::failure::Failure;
use crate::filters::{self, Narrowed};
use crate::frame::{Frame, page};
use crate::naming::Named;
use crate::office::Office;
use crate::pages::search::{names, source_names};
use crate::params::{Params, address};
use crate::signalled::{RAREST, Signalled, of_day, one_in};
use crate::state::App;
use crate::{clean, links, place};

/// The path of the page.
const PATH: &str = "/signals";
/// So many are shown; a country has a few a day.
const MOST: usize = 200;
/// The longest name of a place, in letters.
const PLACE: usize = 120;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(PATH, get(signals))
}

#[derive(Template)]
#[template(path = "signals.html")]
struct Signals {
    frame: Frame,
    day: Date,
    found: String,
    rows: Vec<Row>,
    all: bool,
    waiting: Option<String>,
    waiting_href: String,
    before: String,
    after: Option<String>,
    /// By what they are narrowed, and the address without.
    narrowed: Vec<(String, String)>,
}

/// A signal as a reader sees it.
struct Row {
    name: String,
    href: String,
    texts: String,
    urgent: bool,
    is_below: bool,
    is_new: bool,
    since: String,
    counted: String,
    expected: String,
    chance: String,
    basis: String,
    young: Option<String>,
}

async fn signals(State(app): State<App>, frame: Frame, params: Params) -> Result<Response, Failure> {
    let day = filters::day(&frame, params.get("date"), frame.today())?;
    let narrowed = Narrowed::of(&frame, &params)?;
    let office = app.office().clone();
    app.with_store(move |store| page(&view(store, &office, frame, &params, day, &narrowed)?)).await
}

fn view(
    store: &Store,
    office: &Office,
    frame: Frame,
    params: &Params,
    day: Date,
    narrowed: &Narrowed,
) -> Result<Signals, Failure> {
    let all = params.get("all").is_some();
    let with = |name: &str, value: Option<&str>| {
        let kept = params.0.iter().filter(|(key, given)| {
            key != name
                && ["date", "region", "category", "all"].contains(&key.as_str())
                && !given.trim().is_empty()
        });
        let kept = kept.map(|(key, given)| (key.as_str(), given.as_str()));
        address(PATH, kept.chain(value.map(|value| (name, value))))
    };
    let mut told = of_day(store, office, day)?;
    told.retain(|one| {
        narrowed.region.is_none_or(|region| one.lies_in(region))
            && narrowed.category.as_ref().is_none_or(|category| one.category.is_within(&category.0))
    });
    let before = told.len();
    told.retain(|one| all || one.is_shown);
    let waiting = before - told.len();
    let sources = source_names(store, office)?;
    let mut chips: Vec<(String, String)> = Vec::new();
    if let Some(region) = narrowed.region {
        chips.push((place::with_region(frame.language, region), with("region", None)));
    }
    if let Some(category) = &narrowed.category {
        chips.push((frame.category(category), with("category", None)));
    }
    let on = |day: Date| with("date", Some(&day.to_string()));
    Ok(Signals {
        day,
        found: frame.n("signals.found", told.len()),
        rows: told.iter().take(MOST).map(|one| row(&frame, &sources, one)).collect(),
        all,
        waiting: (waiting > 0).then(|| frame.n("signals.waiting", waiting)),
        waiting_href: with("all", (!all).then_some("1")),
        before: on(day.checked_sub(1.day()).unwrap_or(day)),
        after: (day < frame.today()).then(|| on(day.checked_add(1.day()).unwrap_or(day))),
        narrowed: chips,
        frame,
    })
}

impl Signals {
    fn as_of(&self) -> String {
        self.frame.say("topics.as_of", &[("day", &self.frame.day(self.day))])
    }
}

fn row(frame: &Frame, sources: &[(SourceId, String)], one: &Signalled) -> Row {
    let signal = &one.signal;
    let (name, href) = match &one.topic {
        Some(topic) => (
            Named::short(frame.language, topic).line(),
            address(&format!("/topics/{}", topic.id.0), std::iter::empty()),
        ),
        None => (
            format!("{}: {}", where_of(frame, &one.place), frame.category(&one.category)),
            topics_of(frame, one),
        ),
    };
    let odds = one_in(signal.chance);
    let young: Vec<String> = signal.young.iter().map(|source| names::source(sources, source)).collect();
    Row {
        name,
        href,
        texts: texts_of(one),
        urgent: one.urgent,
        is_below: !one.is_shown,
        is_new: one.since == signal.day,
        since: frame.full_day(one.since),
        counted: frame.say(
            "signals.counted",
            &[
                ("voices", &frame.n("map.voices", signal.voices)),
                ("days", &frame.n("signals.days", u16::from(signal.span))),
            ],
        ),
        expected: expected(frame, signal.expected),
        chance: frame.say(
            if odds >= RAREST { "signals.rarest" } else { "signals.odds" },
            &[("n", &frame.number(odds))],
        ),
        basis: format!(
            "{}; {}",
            frame.n("signals.history", signal.history),
            frame.n("signals.heard", signal.heard)
        ),
        young: (!young.is_empty()).then(|| frame.say("signals.young", &[("sources", &young.join(", "))])),
    }
}

/// The topics of the matter there on that day.
fn topics_of(frame: &Frame, one: &Signalled) -> String {
    let kato = one.kato().map(|kato| kato.to_string());
    let day = (one.signal.day != frame.today()).then(|| one.signal.day.to_string());
    let pairs = [
        ("category", Some(one.category.0.as_str())),
        ("region", kato.as_deref()),
        ("date", day.as_deref()),
        ("all", Some("1")),
    ];
    address("/topics", pairs.into_iter().filter_map(|(name, value)| Some((name, value?))))
}

/// A search for the texts that were counted.
fn texts_of(one: &Signalled) -> String {
    let (from, to) = (one.signal.since().to_string(), one.signal.day.to_string());
    let days = [("from", from.as_str()), ("to", to.as_str())];
    match &one.topic {
        Some(topic) => links::narrowed(&[("topic", &topic.id.0), days[0], days[1]]),
        None => {
            let kato = one.kato().map(|kato| kato.to_string());
            let mut pairs = vec![("category", one.category.0.as_str())];
            pairs.extend(kato.as_deref().map(|kato| ("region", kato)));
            pairs.extend(days);
            links::narrowed(&pairs)
        }
    }
}

/// Where it is, in full.
fn where_of(frame: &Frame, place: &SignalPlace) -> String {
    match place {
        SignalPlace::Country => frame.t("topics.whole_country").to_owned(),
        SignalPlace::Known(kato) => place::with_region(frame.language, *kato),
        SignalPlace::Named { name, within } => {
            let name = clean::line(name, PLACE);
            match within {
                Some(kato) => format!("{name} ({})", place::with_region(frame.language, *kato)),
                None => name,
            }
        }
    }
}
