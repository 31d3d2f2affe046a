//! `/sources`: every source with how it fares, what was heard by day and by region, and what cannot be seen.
//! `/sources/ID`: one source, its last polls and its texts by day.

mod standing;

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use dauys_model::{Kato, Source, SourceId, SourceKind, day_end, day_start};
use dauys_store::Store;
use jiff::ToSpan;
use jiff::civil::Date;

use self::standing::{Class, Listed};
use crate::curve::{self, Count, Curve};
use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::map::{self, RegionMap};
use crate::office::Office;
use crate::pages::topic::{kind_name, language_name};
use crate::params::{Params, address};
use crate::state::App;
use crate::{links, place};

/// The days that pages on sources look back.
const DAYS: i64 = 30;
/// Polls listed on the page of a source.
const POLLS: usize = 30;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/sources", get(sources)).route("/sources/{id}", get(source))
}

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources {
    frame: Frame,
    rows: Vec<Row>,
    classes: Vec<Choice>,
    summary: String,
    texts: String,
    unseen: Vec<&'static str>,
    curve: Curve,
    asked: Vec<AskedDay>,
    map: RegionMap,
    position: String,
}

struct Choice {
    name: String,
    href: String,
    count: usize,
    chosen: bool,
}

/// One source in the table.
struct Row {
    id: String,
    name: String,
    href: String,
    class: &'static str,
    class_name: String,
    reason: String,
    kind: String,
    language: String,
    region: String,
    policy: String,
    newest: String,
    asked: String,
    rhythm: String,
    texts: String,
}

/// How the sources fared on one day.
struct AskedDay {
    datetime: String,
    day: String,
    answered: u32,
    failed: u32,
}

async fn sources(State(app): State<App>, frame: Frame, params: Params) -> Result<Response, Failure> {
    let office = app.office().clone();
    let class = params.get("state").and_then(Class::of_code);
    app.with_store(move |store| page(&view(frame, store, &office, class)?)).await
}

/// The search page for some days.
fn days_link(filters: &[(&str, &str)], from: Date, to: Date) -> String {
    let (from, to) = (from.to_string(), to.to_string());
    links::narrowed(&[filters, &[("from", &from), ("to", &to)]].concat())
}

/// The first day that is looked at, and today.
fn span(frame: &Frame) -> (Date, Date) {
    let today = frame.today();
    (today.checked_sub((DAYS - 1).days()).unwrap_or(today), today)
}

fn view(frame: Frame, store: &Store, office: &Office, class: Option<Class>) -> Result<Sources, Failure> {
    let fault = |error| Failure::internal(&error);
    let (from, to) = span(&frame);
    let listed = standing::listed(store, office, from, to).map_err(fault)?;
    let heard = store.heard_by_day(from, to, None).map_err(fault)?;
    let counts: Vec<Count> =
        heard.iter().map(|day| Count { day: day.day, part: day.of_citizens, whole: day.posts }).collect();
    let regions = store.heard_by_region(from, to).map_err(fault)?;
    let by_region: BTreeMap<Kato, u64> =
        regions.iter().filter_map(|heard| Some((heard.region?, heard.posts))).collect();
    let elsewhere = regions.iter().filter(|heard| heard.region.is_none()).map(|heard| heard.posts).sum();
    let asked = store.asked_by_day(day_start(from), day_end(to), None).map_err(fault)?;
    let texts: u64 = heard.iter().map(|day| day.posts).sum();
    let of_class = |class: Class| listed.iter().filter(|source| source.class == class).count();
    let curve = Curve::new(
        &frame,
        &curve::Shown {
            id: "heard",
            title: frame.t("sources.curve").to_owned(),
            counts: &counts,
            from,
            to,
            part: "curve.citizens",
            whole: "curve.texts",
            norms: &[],
        },
        |day| Some(days_link(&[], day, day)),
    );
    let map = RegionMap::new(
        frame.language,
        map::Shown {
            id: "coverage-map",
            title: frame.t("sources.map").to_owned(),
            counts: &by_region,
            elsewhere,
            chosen: &[],
            unit: "map.texts",
        },
        |kato| days_link(&[("region", &kato.to_string())], from, to),
    );
    let every = Choice {
        name: frame.t("sources.every").to_owned(),
        href: "/sources".to_owned(),
        count: listed.len(),
        chosen: class.is_none(),
    };
    let each = Class::ALL.into_iter().filter(|class| of_class(*class) > 0).map(|one| Choice {
        name: class_name(&frame, one),
        href: address("/sources", [("state", one.code())]),
        count: of_class(one),
        chosen: class == Some(one),
    });
    Ok(Sources {
        summary: frame.say(
            "sources.summary",
            &[
                ("all", &frame.n("sources.count", listed.len())),
                ("working", &of_class(Class::Working)),
                ("silent", &of_class(Class::Silent)),
                ("failed", &(of_class(Class::Failed) + of_class(Class::Blocked))),
                ("off", &of_class(Class::Off)),
            ],
        ),
        texts: frame.n("sources.texts_of_days", texts),
        classes: std::iter::once(every).chain(each).collect(),
        rows: listed
            .iter()
            .filter(|source| class.is_none_or(|class| source.class == class))
            .map(|source| row(&frame, source))
            .collect(),
        unseen: unseen(&frame, &office.sources),
        curve,
        asked: asked
            .iter()
            .rev()
            .map(|day| AskedDay {
                datetime: day.day.to_string(),
                day: frame.day(day.day),
                answered: day.answered,
                failed: day.failed,
            })
            .collect(),
        map,
        position: frame.say(
            "sources.position",
            &[("n", &frame.number(store.last_change().map_err(fault)?.unsigned_abs()))],
        ),
        frame,
    })
}

fn row(frame: &Frame, listed: &Listed) -> Row {
    let source = listed.settings.as_ref();
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "—".to_owned());
    Row {
        id: listed.id.to_string(),
        name: listed.name.clone(),
        href: links::source(&listed.id),
        class: listed.class.code(),
        class_name: class_name(frame, listed.class),
        reason: reason(frame, listed),
        kind: or_dash(source.map(|source| kind_name(frame, source.posts))),
        language: or_dash(source.and_then(|source| source.language).map(|of| language_name(frame, of))),
        region: source
            .and_then(|source| source.region)
            .map_or_else(|| frame.t("sources.country").to_owned(), |kato| place::full(frame.language, kato)),
        policy: or_dash(source.map(|source| policy_name(frame, source))),
        newest: or_dash(listed.newest_at.map(|at| frame.moment(at))),
        asked: or_dash(listed.asked_at.map(|at| frame.moment(at))),
        rhythm: rhythm(frame, listed),
        texts: frame.number(listed.texts),
    }
}

fn class_name(frame: &Frame, class: Class) -> String {
    frame.t(&format!("source_class.{}", class.code())).to_owned()
}

fn policy_name(frame: &Frame, source: &Source) -> String {
    frame.t(&format!("policy.{}", source.policy.code())).to_owned()
}

/// What is the matter with a source, in the reader's language; for one that is off, what the settings say, as they say it.
fn reason(frame: &Frame, listed: &Listed) -> String {
    if let Some(off) = listed.settings.as_ref().and_then(|source| source.off.as_ref()) {
        return off.clone();
    }
    let code = listed.state.as_str();
    match standing::reason_key(code) {
        Some("http") => frame.say("source_state.http", &[("code", &code.rsplit(' ').next().unwrap_or(code))]),
        Some(key) => frame.t(&format!("source_state.{key}")).to_owned(),
        None => String::new(),
    }
}

/// How often a source is asked and how often it brought something.
fn rhythm(frame: &Frame, listed: &Listed) -> String {
    if listed.polls == 0 {
        return "—".to_owned();
    }
    frame.say(
        "sources.rhythm",
        &[
            ("polls", &frame.n("sources.polls", listed.polls)),
            ("items", &frame.n("sources.items", listed.items)),
        ],
    )
}

/// What no source of the settings lets us hear.
fn unseen(frame: &Frame, sources: &[Source]) -> Vec<&'static str> {
    let hears = |kinds: &[SourceKind]| {
        sources.iter().any(|source| source.off.is_none() && kinds.contains(&source.kind))
    };
    let wording = crate::wording::Wording::of(frame.language);
    let all: [(&'static str, &[SourceKind]); 9] = [
        ("unseen.instagram", &[]),
        ("unseen.tiktok", &[]),
        ("unseen.whatsapp", &[]),
        ("unseen.facebook", &[]),
        ("unseen.telegram", &[SourceKind::Telegram]),
        ("unseen.vk", &[SourceKind::Vk]),
        ("unseen.youtube", &[SourceKind::Youtube]),
        ("unseen.threads", &[SourceKind::Threads]),
        ("unseen.speech", &[]),
    ];
    all.into_iter().filter(|(_, kinds)| !hears(kinds)).map(|(key, _)| wording.text(key)).collect()
}

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage {
    frame: Frame,
    name: String,
    class: &'static str,
    class_name: String,
    reason: String,
    url: Option<String>,
    facts: Vec<(String, String)>,
    curve: Curve,
    polls: Vec<Poll>,
    search: String,
    texts: String,
}

impl SourcePage {
    fn is_off(&self) -> bool {
        self.class == Class::Off.code()
    }
}

struct Poll {
    datetime: String,
    at: String,
    failed: bool,
    state: String,
    items: u32,
}

async fn source(State(app): State<App>, Path(id): Path<String>, frame: Frame) -> Result<Response, Failure> {
    let office = app.office().clone();
    let id = SourceId::new(&id).map_err(|_| Failure::NotFound)?;
    app.with_store(move |store| page(&one(frame, store, &office, &id)?)).await
}

fn one(frame: Frame, store: &Store, office: &Office, id: &SourceId) -> Result<SourcePage, Failure> {
    let fault = |error| Failure::internal(&error);
    let (from, to) = span(&frame);
    let listed = standing::listed(store, office, from, to).map_err(fault)?;
    let listed = listed.into_iter().find(|source| source.id == *id).ok_or(Failure::NotFound)?;
    let heard = store.heard_by_day(from, to, Some(id)).map_err(fault)?;
    let counts: Vec<Count> =
        heard.iter().map(|day| Count { day: day.day, part: day.of_citizens, whole: day.posts }).collect();
    let curve = Curve::new(
        &frame,
        &curve::Shown {
            id: "heard",
            title: frame.t("sources.curve").to_owned(),
            counts: &counts,
            from,
            to,
            part: "curve.citizens",
            whole: "curve.texts",
            norms: &[],
        },
        |day| Some(days_link(&[("source", id.as_str())], day, day)),
    );
    let languages = store.languages_of_source(id, from, to).map_err(fault)?;
    let polls = store.last_asked(id, POLLS).map_err(fault)?;
    Ok(SourcePage {
        class: listed.class.code(),
        class_name: class_name(&frame, listed.class),
        reason: reason(&frame, &listed),
        url: listed
            .settings
            .as_ref()
            .and_then(|source| source.url.as_ref())
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .map(ToString::to_string),
        facts: facts(&frame, &listed, &languages),
        curve,
        polls: polls
            .into_iter()
            .map(|poll| Poll {
                datetime: poll.at.to_string(),
                at: frame.moment(poll.at),
                failed: poll.failed,
                state: state_said(&frame, &poll.state),
                items: poll.items,
            })
            .collect(),
        search: links::narrowed(&[("source", id.as_str())]),
        texts: frame.n("sources.texts_of_days", listed.texts),
        name: listed.name,
        frame,
    })
}

fn state_said(frame: &Frame, code: &str) -> String {
    match standing::reason_key(code) {
        Some("http") => frame.say("source_state.http", &[("code", &code.rsplit(' ').next().unwrap_or(code))]),
        Some(key) => frame.t(&format!("source_state.{key}")).to_owned(),
        None => frame.t("source_state.working").to_owned(),
    }
}

fn facts(
    frame: &Frame,
    listed: &Listed,
    languages: &[(dauys_model::Language, u64)],
) -> Vec<(String, String)> {
    let row = row(frame, listed);
    let fact = |key: &'static str, value: String| (frame.t(key).to_owned(), value);
    let heard: Vec<String> = languages
        .iter()
        .map(|(language, count)| format!("{} ({})", language_name(frame, *language), frame.number(*count)))
        .collect();
    let mut facts = vec![
        fact("sources.id", row.id),
        fact("sources.kind", row.kind),
        fact("sources.language", if heard.is_empty() { row.language } else { heard.join(", ") }),
        fact("sources.region", row.region),
        fact("sources.policy", row.policy),
        fact("sources.newest", row.newest),
        fact("sources.asked", row.asked),
        fact("sources.rhythm_of_days", row.rhythm),
    ];
    if let Some(at) = listed.next_at.filter(|_| listed.class != Class::Off) {
        facts.push(fact("sources.next", frame.moment(at)));
    }
    if let Some(source) = &listed.settings {
        facts.push(fact("sources.form", source.kind.code().to_owned()));
        if let Some(permission) = &source.permission {
            facts.push(fact("sources.permission", permission.clone()));
        }
        if let Some(days) = source.most_days() {
            facts.push(fact("sources.keep", frame.n("sources.days", days)));
        }
        if !source.collections.is_empty() {
            facts.push(fact("sources.collections", source.collections.join(", ")));
        }
    }
    facts
}
