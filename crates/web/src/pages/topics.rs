//! `/topics`: what is raised, as it stood on a day; narrowed, sorted and paged by the address alone.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use dauys_model::{CategoryId, Kato, PostId, Trend};
use dauys_store::{Standing, Store};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::clean;
use crate::curve::{Count, Spark};
use crate::failure::Failure;
use crate::filters::{self, Narrowed, TRENDS, trend_code};
use crate::frame::{Frame, page};
use crate::map::{self, RegionMap};
use crate::naming::Named;
use crate::office::Office;
use crate::params::{Params, address};
use crate::place;
use crate::signalled;
use crate::state::App;
use dauys_model::Interface;

/// Topics of one page.
const PER_PAGE: usize = 30;
/// Letters of a quote under a topic.
const QUOTE_LETTERS: usize = 180;
/// The path of the page.
const PATH: &str = "/topics";

pub(crate) fn routes() -> Router<App> {
    Router::new().route(PATH, get(topics))
}

/// In which order topics stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    /// Urgent first, then by voices of the day.
    Today,
    /// By all voices.
    Voices,
    /// By how many voices more the last seven days have than the seven before.
    Growth,
    /// Those first raised latest.
    Newest,
}

const ORDERS: [(Order, &str); 4] = [
    (Order::Today, "today"),
    (Order::Voices, "voices"),
    (Order::Growth, "growth"),
    (Order::Newest, "newest"),
];

/// What the address asks for.
struct Asked {
    day: Date,
    narrowed: Narrowed,
    order: Order,
    /// Whether topics with too few voices are shown, too.
    all: bool,
    page: usize,
    /// The parameters as they came, for links that change one of them.
    params: Params,
}

#[derive(Template)]
#[template(path = "topics.html")]
struct Topics {
    frame: Frame,
    day: Date,
    narrowed: Narrowed,
    rows: Vec<Row>,
    found: String,
    waiting: Option<String>,
    waiting_href: String,
    all: bool,
    states: Vec<Choice>,
    orders: Vec<Choice>,
    regions: Vec<Choice>,
    categories: Vec<Choice>,
    map: RegionMap,
    before: String,
    after: Option<String>,
    /// The last day with data, when the day shown is later.
    last: Option<(String, String)>,
    previous: Option<String>,
    next: Option<String>,
    pages: (usize, usize),
    clear: String,
    /// How many signals the day has, and their page.
    signals: Option<(String, String)>,
}

/// One of several values of a parameter.
struct Choice {
    value: String,
    name: String,
    href: String,
    count: Option<usize>,
    chosen: bool,
}

/// A topic in a list.
pub(crate) struct Row {
    pub(crate) href: String,
    pub(crate) name: Named,
    pub(crate) urgent: bool,
    pub(crate) trend: &'static str,
    pub(crate) trend_name: String,
    pub(crate) voices: u32,
    pub(crate) today: u32,
    pub(crate) echo: u32,
    pub(crate) since: Date,
    pub(crate) last: Date,
    pub(crate) growth: i64,
    pub(crate) is_below: bool,
    pub(crate) spark: Spark,
    pub(crate) quote: Option<Quote>,
}

/// The beginning of a text that speaks for a topic.
pub(crate) struct Quote {
    pub(crate) text: String,
    pub(crate) lang: &'static str,
}

async fn topics(State(app): State<App>, frame: Frame, params: Params) -> Result<Response, Failure> {
    let asked = Asked::of(&frame, params)?;
    let office = app.office().clone();
    app.with_store(move |store| {
        let view = view(frame, store, &asked, &office)?;
        page(&view)
    })
    .await
}

impl Asked {
    fn of(frame: &Frame, params: Params) -> Result<Self, Failure> {
        let order =
            params.get("sort").and_then(|given| ORDERS.iter().find(|(_, code)| *code == given.trim()));
        Ok(Self {
            day: filters::day(frame, params.get("date"), frame.today())?,
            narrowed: Narrowed::of(frame, &params)?,
            order: order.map_or(Order::Today, |(order, _)| *order),
            all: params.get("all").is_some(),
            page: filters::page_number(&params),
            params,
        })
    }

    /// The address of the page with one parameter set to a value, or taken away; the first page, unless it is the page
    /// that is set.
    fn with(&self, name: &str, value: Option<&str>) -> String {
        let kept =
            self.params.0.iter().filter(|(key, given)| {
                key != name && key != "lang" && key != "page" && !given.trim().is_empty()
            });
        let kept = kept.map(|(key, given)| (key.as_str(), given.as_str()));
        address(PATH, kept.chain(value.map(|value| (name, value))))
    }
}

fn view(frame: Frame, store: &Store, asked: &Asked, office: &Office) -> Result<Topics, Failure> {
    let least = (office.min_voices, office.min_voices_urgent);
    let standing = store.standing(asked.day).map_err(|error| Failure::internal(&error))?;
    let is_shown = |standing: &Standing| is_shown(standing, least);
    let seen = |standing: &&Standing| asked.all || is_shown(standing);
    let without = |change: fn(&mut Narrowed)| {
        let mut narrowed = asked.narrowed.clone();
        change(&mut narrowed);
        standing.iter().filter(seen).filter(move |other| narrowed.takes(&other.topic, other.trend))
    };
    let by_region = counted(without(|narrowed| narrowed.region = None));
    let states = states(&frame, asked, without(|narrowed| narrowed.trend = None));
    let categories = categories(&frame, asked, without(|narrowed| narrowed.category = None));
    let passing = || standing.iter().filter(|other| asked.narrowed.takes(&other.topic, other.trend));
    let waiting = if asked.all { 0 } else { passing().filter(|other| !is_shown(other)).count() };
    let mut chosen: Vec<&Standing> = passing().filter(seen).collect();
    sort(&mut chosen, asked.order, asked.day);
    let found = chosen.len();
    let pages = found.div_ceil(PER_PAGE).max(1);
    let number = asked.page.min(pages);
    let rows = chosen
        .into_iter()
        .skip((number - 1) * PER_PAGE)
        .take(PER_PAGE)
        .map(|standing| row(&frame, store, standing, asked.day, least))
        .collect::<Result<_, _>>()?;
    let last = store.days_heard().map_err(|error| Failure::internal(&error))?.map(|(_, last)| last);
    let signals = signalled::of_day(store, office, asked.day)?.iter().filter(|one| one.is_shown).count();
    let page_link = |to: usize| asked.with("page", (to > 1).then(|| to.to_string()).as_deref());
    let map = RegionMap::new(
        frame.language,
        map::Shown {
            id: "topics-map",
            title: frame.t("topics.map").to_owned(),
            counts: &by_region.0,
            elsewhere: by_region.1,
            chosen: asked.narrowed.region.as_slice(),
            unit: "map.voices",
        },
        |kato| region_link(asked, kato),
    );
    Ok(Topics {
        day: asked.day,
        narrowed: asked.narrowed.clone(),
        rows,
        found: frame.n("topics.found", found),
        waiting: (waiting > 0).then(|| frame.n("topics.waiting", waiting)),
        waiting_href: asked.with("all", (!asked.all).then_some("1")),
        all: asked.all,
        states,
        orders: orders(&frame, asked),
        regions: regions(&frame, asked, &by_region.0),
        categories,
        map,
        before: day_link(asked, asked.day.checked_sub(1.day()).unwrap_or(asked.day)),
        after: (asked.day < frame.today())
            .then(|| day_link(asked, asked.day.checked_add(1.day()).unwrap_or(asked.day))),
        last: last.filter(|last| *last < asked.day).map(|last| (frame.day(last), day_link(asked, last))),
        previous: (number > 1).then(|| page_link(number - 1)),
        next: (number < pages).then(|| page_link(number + 1)),
        pages: (number, pages),
        signals: (signals > 0).then(|| {
            let day = asked.day.to_string();
            (frame.n("signals.link", signals), address("/signals", [("date", day.as_str())]))
        }),
        clear: address(PATH, [("date", asked.day.to_string().as_str())]),
        frame,
    })
}

impl Topics {
    fn as_of(&self) -> String {
        self.frame.say("topics.as_of", &[("day", &self.frame.day(self.day))])
    }

    fn page_of(&self) -> String {
        self.frame.say("topics.page", &[("page", &self.pages.0), ("pages", &self.pages.1)])
    }

    fn stands_at(&self, row: &Row) -> String {
        let frame = &self.frame;
        if row.since == row.last {
            return frame.say("topics.on", &[("day", &on_day(frame, row.since))]);
        }
        frame.say("topics.since", &[("since", &from_day(frame, row.since)), ("last", &frame.day(row.last))])
    }

    fn growth(&self, row: &Row) -> String {
        match row.growth {
            0 => self.frame.t("topics.no_growth").to_owned(),
            change => {
                self.frame.say("topics.growth", &[("change", &format!("{change:+}").replace('-', "−"))])
            }
        }
    }
}

/// Whether a topic has the voices that it needs to be shown; the second number is for what touches life and limb.
pub(crate) fn is_shown(standing: &Standing, least: (u32, u32)) -> bool {
    let topic = &standing.topic;
    topic.voices() >= if topic.urgent { least.1 } else { least.0 }
}

fn day_link(asked: &Asked, day: Date) -> String {
    asked.with("date", Some(&day.to_string()))
}

/// A chosen region's tile leads back to the whole country.
fn region_link(asked: &Asked, kato: Kato) -> String {
    let is_chosen = asked.narrowed.region.is_some_and(|chosen| chosen.region() == kato);
    asked.with("region", (!is_chosen).then(|| kato.to_string()).as_deref())
}

/// Voices by region, and those without one.
fn counted<'a>(topics: impl Iterator<Item = &'a Standing>) -> (BTreeMap<Kato, u64>, u64) {
    let (mut regions, mut elsewhere) = (BTreeMap::new(), 0);
    for standing in topics {
        let voices = u64::from(standing.topic.voices());
        match standing.topic.kato {
            Some(kato) => *regions.entry(kato.region()).or_default() += voices,
            None => elsewhere += voices,
        }
    }
    (regions, elsewhere)
}

fn states<'a>(frame: &Frame, asked: &Asked, topics: impl Iterator<Item = &'a Standing>) -> Vec<Choice> {
    let mut counts: BTreeMap<Trend, usize> = BTreeMap::new();
    for standing in topics {
        *counts.entry(standing.trend).or_default() += 1;
    }
    let all = Choice {
        value: String::new(),
        name: frame.t("topics.any_state").to_owned(),
        href: asked.with("state", None),
        count: Some(counts.values().sum()),
        chosen: asked.narrowed.trend.is_none(),
    };
    let each = TRENDS.into_iter().map(|trend| Choice {
        value: trend_code(trend).to_owned(),
        name: trend_name(frame, trend),
        href: asked.with("state", Some(trend_code(trend))),
        count: Some(counts.get(&trend).copied().unwrap_or_default()),
        chosen: asked.narrowed.trend == Some(trend),
    });
    std::iter::once(all).chain(each).collect()
}

/// How a topic stands, in a word.
pub(crate) fn trend_name(frame: &Frame, trend: Trend) -> String {
    frame.t(&format!("trend.{}", trend_code(trend))).to_owned()
}

fn categories<'a>(frame: &Frame, asked: &Asked, topics: impl Iterator<Item = &'a Standing>) -> Vec<Choice> {
    let mut counts: BTreeMap<CategoryId, usize> = BTreeMap::new();
    for standing in topics {
        let category = &standing.topic.category;
        let group = CategoryId(category.group().to_owned());
        if group != *category {
            *counts.entry(group).or_default() += 1;
        }
        *counts.entry(category.clone()).or_default() += 1;
    }
    let chosen = asked.narrowed.category.as_ref();
    let nodes = dauys_text::tree().nodes().iter();
    nodes
        .filter(|node| counts.contains_key(&node.id) || chosen == Some(&node.id))
        .map(|node| {
            let is_leaf = node.id.group() != node.id.0;
            Choice {
                value: node.id.0.clone(),
                name: if is_leaf {
                    format!("— {}", frame.category(&node.id))
                } else {
                    frame.category(&node.id)
                },
                href: asked.with("category", Some(&node.id.0)),
                count: counts.get(&node.id).copied(),
                chosen: chosen == Some(&node.id),
            }
        })
        .collect()
}

fn regions(frame: &Frame, asked: &Asked, counts: &BTreeMap<Kato, u64>) -> Vec<Choice> {
    let chosen = asked.narrowed.region;
    let mut regions: Vec<Kato> = map::regions().collect();
    regions.extend(chosen.filter(|kato| !kato.is_region()));
    let mut choices: Vec<Choice> = regions
        .into_iter()
        .map(|kato| Choice {
            value: kato.to_string(),
            name: place::full(frame.language, kato),
            href: asked.with("region", Some(&kato.to_string())),
            count: counts.get(&kato).and_then(|count| usize::try_from(*count).ok()),
            chosen: chosen == Some(kato),
        })
        .collect();
    choices.sort_by(|one, other| one.name.cmp(&other.name));
    choices
}

fn orders(frame: &Frame, asked: &Asked) -> Vec<Choice> {
    let choice = |(order, code): &(Order, &'static str)| Choice {
        value: (*code).to_owned(),
        name: frame.t(&format!("order.{code}")).to_owned(),
        href: asked.with("sort", Some(code)),
        count: None,
        chosen: asked.order == *order,
    };
    ORDERS.iter().map(choice).collect()
}

fn sort(topics: &mut [&Standing], order: Order, day: Date) {
    let voices = |standing: &Standing| Reverse(i64::from(standing.topic.voices()));
    match order {
        // As they come.
        Order::Today => {}
        Order::Voices => topics.sort_by_key(|standing| voices(standing)),
        Order::Growth => {
            topics.sort_by_key(|standing| (Reverse(growth(standing, day)), voices(standing)));
        }
        Order::Newest => topics.sort_by_key(|standing| Reverse(standing.topic.first_at)),
    }
}

/// How many voices more the seven days up to `day` have than the seven before them.
fn growth(standing: &Standing, day: Date) -> i64 {
    let week = |from: i32, to: i32| -> i64 {
        let days = standing
            .topic
            .days
            .iter()
            .filter(|count| count.day.until(day).is_ok_and(|span| (from..to).contains(&span.get_days())));
        days.map(|count| i64::from(count.voices)).sum()
    };
    week(0, 7) - week(7, 14)
}

/// One topic for a list.
pub(crate) fn row(
    frame: &Frame,
    store: &Store,
    standing: &Standing,
    day: Date,
    least: (u32, u32),
) -> Result<Row, Failure> {
    let topic = &standing.topic;
    let counts: Vec<Count> = topic
        .days
        .iter()
        .map(|count| Count { day: count.day, part: count.voices.into(), whole: count.texts.into() })
        .collect();
    let quote = topic.quotes.first().map(|id| quote(store, *id)).transpose()?.flatten();
    let of_days = |count: Option<&dauys_model::DayCount>| count.map_or(day, |count| count.day);
    let mut voiced = topic.days.iter().filter(|count| count.voices > 0);
    let (since, last) = (of_days(voiced.next()), of_days(voiced.next_back()));
    Ok(Row {
        href: address(
            &format!("{PATH}/{}", topic.id.0),
            (day != frame.today()).then(|| day.to_string()).as_deref().map(|day| ("date", day)),
        ),
        name: Named::of(frame.language, store, topic)?,
        urgent: topic.urgent,
        trend: trend_code(standing.trend),
        trend_name: trend_name(frame, standing.trend),
        voices: topic.voices(),
        today: standing.today,
        echo: topic.texts() - topic.voices().min(topic.texts()),
        since,
        last: last.max(since),
        growth: growth(standing, day),
        is_below: !is_shown(standing, least),
        spark: Spark::new(&counts, day, spark_said(frame, standing, day)),
        quote,
    })
}

fn spark_said(frame: &Frame, standing: &Standing, day: Date) -> String {
    let from = day.checked_sub(27.days()).unwrap_or(day);
    let days = standing.topic.days.iter().filter(|count| count.day >= from && count.voices > 0);
    let told: Vec<String> =
        days.map(|count| format!("{} — {}", frame.day(count.day), count.voices)).collect();
    if told.is_empty() {
        frame.t("topics.silent").to_owned()
    } else {
        frame.say("topics.spark", &[("days", &told.join(", "))])
    }
}

/// The beginning of a post's text, if it is still kept.
fn quote(store: &Store, id: PostId) -> Result<Option<Quote>, Failure> {
    let stored = store.post(id).map_err(|error| Failure::internal(&error))?;
    Ok(stored.map(|stored| {
        let post = &stored.post;
        let text = if post.text.trim().is_empty() { &post.title } else { &post.text };
        Quote { text: beginning(text, QUOTE_LETTERS), lang: lang(post.language) }
    }))
}

/// When something was: `22 қарашада`, `22 ноября`.
pub(crate) fn on_day(frame: &Frame, day: Date) -> String {
    let said = frame.day(day);
    if frame.language == Interface::Kazakh { dauys_digest::kazakh::locative(&said) } else { said }
}

/// Since when something is: `22 қарашадан`, `22 ноября`.
pub(crate) fn from_day(frame: &Frame, day: Date) -> String {
    let said = frame.day(day);
    if frame.language == Interface::Kazakh { dauys_digest::kazakh::ablative(&said) } else { said }
}

/// The first letters of a text on one line, to the end of a word.
pub(crate) fn beginning(text: &str, letters: usize) -> String {
    // What is cut off needs no cleaning; a letter has four bytes at most, and marks and blanks come beside it.
    let text = clean::stretch(clean::beginning(text, letters.saturating_mul(16)));
    let mut taken = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if count + length > letters {
            if taken.is_empty() {
                taken.extend(word.chars().take(letters));
            }
            taken.push('…');
            break;
        }
        if !taken.is_empty() {
            taken.push(' ');
        }
        taken.push_str(word);
        count += length + 1;
    }
    taken
}

/// The value of `lang` for a text: empty, which means unknown, for one in two languages.
pub(crate) fn lang(language: dauys_model::Language) -> &'static str {
    match language {
        dauys_model::Language::Kazakh => "kk",
        dauys_model::Language::Russian => "ru",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(beginning("В доме\nтретий день  нет воды", 15), "В доме третий…");
        assert_eq!(beginning("коротко", 15), "коротко");
        assert_eq!(beginning("непрерывноедлинноеслово", 6), "непрер…");
        assert_eq!(beginning("", 6), "");
    }
}
