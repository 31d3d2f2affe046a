//! `/topics/ID`: one topic: its curve against its norm, the facts that are known, quotes, all its posts with what each is to it, why
//! they are together, and what became of it.

mod decide;
mod more;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dauys_model::{Kind, Language, Role, TopicId};
use dauys_store::{Makeup, Standing, Store, StoredPost};
use jiff::civil::Date;

use self::more::More;
use crate::curve::{self, Count, Curve, Norm};
use crate::failure::Failure;
use crate::filters::{self, trend_code};
use crate::frame::{Frame, page};
use crate::naming::Named;
use crate::pages::due;
use crate::pages::topics::{beginning, from_day, is_shown, lang, on_day, trend_name};
use crate::params::{Params, address};
use crate::state::App;
use crate::{links, place};
use dauys_model::Interface;

/// Posts of one page.
const PER_PAGE: usize = 25;
/// Letters of a post in the list, and of a quote.
const POST_LETTERS: usize = 320;
const QUOTE_LETTERS: usize = 900;
/// Quotes at most.
const QUOTES: usize = 5;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/topics/{id}", get(topic)).route("/topics/{id}/decide", post(decide::decide))
}

#[derive(Template)]
#[template(path = "topic.html")]
struct TopicPage {
    frame: Frame,
    heading: Named,
    matter: String,
    urgent: bool,
    is_below: bool,
    trend: &'static str,
    trend_name: String,
    sentence: String,
    facts: Vec<Fact>,
    curve: Curve,
    quotes: Vec<Post>,
    posts: Vec<Post>,
    roles: Vec<RoleChoice>,
    search: String,
    /// Tables of all its texts, repetitions among them.
    exports: Vec<(&'static str, String)>,
    day: Option<(String, String)>,
    pages: (usize, usize),
    previous: Option<String>,
    next: Option<String>,
    kept: Option<String>,
    back: String,
    more: More,
    /// Where decisions are sent; absent where a day that is past is shown.
    decide: Option<String>,
    /// What has just been decided.
    decided: Option<String>,
    /// Answers that are waited for, and those that came.
    dues: Vec<due::Row>,
    /// Where a due day is sent.
    due: String,
}

/// One line of what is known.
struct Fact {
    name: String,
    values: Vec<Value>,
}

/// One value, with its count and where it leads.
struct Value {
    text: String,
    count: Option<String>,
    href: Option<String>,
}

struct RoleChoice {
    name: String,
    href: String,
    count: u64,
    chosen: bool,
}

/// A post as a topic shows it.
struct Post {
    number: i64,
    href: String,
    title: Option<String>,
    text: String,
    lang: &'static str,
    role: &'static str,
    role_name: String,
    kind: String,
    source: String,
    source_href: String,
    datetime: String,
    published: String,
    url: Option<String>,
    duplicate_of: Option<(String, String)>,
}

async fn topic(
    State(app): State<App>,
    Path(id): Path<String>,
    frame: Frame,
    params: Params,
) -> Result<Response, Failure> {
    let day = filters::day(&frame, params.get("date"), frame.today())?;
    let office = app.office().clone();
    app.with_store(move |store| {
        let asked = TopicId(id);
        let id = store.shown_as(&asked).map_err(|error| Failure::internal(&error))?;
        let topic = store.topic(&id).map_err(|error| Failure::internal(&error))?;
        let Some(topic) = topic.filter(|topic| topic.id == asked) else { return lead_on(store, &asked) };
        let known = Standing::of(topic.clone(), day);
        // A day before it was first raised says nothing of it; then it is shown as it stands today.
        let (standing, day) = match known {
            Some(standing) => (standing, day),
            None => (Standing::of(topic, frame.today()).ok_or(Failure::NotFound)?, frame.today()),
        };
        let least = (office.min_voices, office.min_voices_urgent);
        let names = store.source_names().map_err(|error| Failure::internal(&error))?;
        let name = |id: &dauys_model::SourceId| {
            let known = names.iter().find(|(known, _)| known == id);
            known.map_or_else(|| id.to_string(), |(_, name)| name.clone())
        };
        page(&view(frame, store, &standing, day, &params, least, &name)?)
    })
    .await
}

/// From a topic that is no more to the one that has most of its texts.
fn lead_on(store: &Store, asked: &TopicId) -> Result<Response, Failure> {
    let heirs = store.heirs(asked).map_err(|error| Failure::internal(&error))?;
    let heir = heirs.first().ok_or(Failure::NotFound)?;
    Ok(Redirect::temporary(&address(&format!("/topics/{heir}"), std::iter::empty())).into_response())
}

fn view(
    frame: Frame,
    store: &Store,
    standing: &Standing,
    day: Date,
    params: &Params,
    least: (u32, u32),
    name: &dyn Fn(&dauys_model::SourceId) -> String,
) -> Result<TopicPage, Failure> {
    let topic = &standing.topic;
    let makeup = store.makeup(&topic.id).map_err(|error| Failure::internal(&error))?;
    let role = params.get("role").and_then(role_of);
    let of_role = |wanted: Role| makeup.roles.iter().find(|(role, _)| *role == wanted).map_or(0, |(_, n)| *n);
    let all: u64 = makeup.roles.iter().map(|(_, count)| count).sum();
    let chosen = usize::try_from(role.map_or(all, of_role)).unwrap_or(usize::MAX);
    let pages = chosen.div_ceil(PER_PAGE).max(1);
    let number = filters::page_number(params).min(pages);
    let posts = store
        .posts_of_topic_page(&topic.id, role, (number - 1) * PER_PAGE, PER_PAGE)
        .map_err(|error| Failure::internal(&error))?;
    let mut quotes = Vec::new();
    for id in topic.quotes.iter().take(QUOTES) {
        let stored = store.post(*id).map_err(|error| Failure::internal(&error))?;
        quotes.extend(stored.map(|stored| shown(&frame, &stored, QUOTE_LETTERS, name)));
    }
    let path = format!("/topics/{}", topic.id.0);
    let date = (day != frame.today()).then(|| day.to_string());
    let link = |role: Option<Role>, to: usize| {
        let to = (to > 1).then(|| to.to_string());
        let pairs = [("date", date.as_deref()), ("role", role.map(role_code)), ("page", to.as_deref())];
        address(&path, pairs.into_iter().filter_map(|(key, value)| Some((key, value?))))
    };
    let roles = [None, Some(Role::Voice), Some(Role::Echo), Some(Role::Context)].map(|of| RoleChoice {
        name: frame.t(&format!("role.{}", of.map_or("all", role_code))).to_owned(),
        href: link(of, 1),
        count: of.map_or(all, of_role),
        chosen: of == role,
    });
    let matter = frame.category(&topic.category);
    let first = topic.days.first().map_or(day, |count| count.day);
    let counts: Vec<Count> = topic
        .days
        .iter()
        .map(|count| Count { day: count.day, part: count.voices.into(), whole: count.texts.into() })
        .collect();
    let norms = norms(topic, day.min(frame.today()));
    let curve = Curve::new(
        &frame,
        &curve::Shown {
            id: "curve",
            title: frame.t("topic.curve").to_owned(),
            counts: &counts,
            from: first,
            to: day,
            part: "curve.voices",
            whole: "curve.texts",
            norms: &norms,
        },
        |date| Some(address(&path, [("date", date.to_string().as_str())])),
    );
    let texts = u64::from(topic.texts());
    let kept = makeup.roles.iter().filter(|(role, _)| *role != Role::Context).map(|(_, n)| n).sum::<u64>();
    let mut more = More::of(&frame, store, topic, day)?;
    Ok(TopicPage {
        heading: Named::of(frame.language, store, topic)?,
        urgent: topic.urgent,
        is_below: !is_shown(standing, least),
        trend: trend_code(standing.trend),
        trend_name: trend_name(&frame, standing.trend),
        sentence: sentence(&frame, standing, day),
        facts: facts(&frame, standing, &makeup, more.tongues.take(), name),
        curve,
        quotes,
        posts: posts.iter().map(|stored| shown(&frame, stored, POST_LETTERS, name)).collect(),
        roles: roles.into(),
        search: links::narrowed(&[("topic", &topic.id.0)]),
        exports: links::tables(&[
            ("topic", &topic.id.0),
            ("fold", "0"),
            ("sort", "newest"),
            ("rows", "10000"),
        ]),
        day: date.as_ref().map(|_| (frame.full_day(day), path.clone())),
        pages: (number, pages),
        previous: (number > 1).then(|| link(role, number - 1)),
        next: (number < pages).then(|| link(role, number + 1)),
        kept: (kept < texts).then(|| frame.n("topic.gone", texts - kept)),
        back: address("/topics", [("category", topic.category.0.as_str())]),
        decide: date.is_none().then(|| format!("{path}/decide")),
        decided: more.just(&frame, params.get("decided")),
        dues: due::of_topic(&frame, store, &topic.id)?,
        due: format!("{path}/due"),
        matter,
        more,
        frame,
    })
}

impl TopicPage {
    fn page_of(&self) -> String {
        self.frame.say("topics.page", &[("page", &self.pages.0), ("pages", &self.pages.1)])
    }
}

/// What was to be expected of the topic on every day but its first.
fn norms(topic: &dauys_model::Topic, to: Date) -> Vec<Norm> {
    let of =
        |norm: dauys_signals::Norm| Norm { day: norm.day, expected: norm.expected, upper: norm.upper.into() };
    dauys_signals::norms(&topic.days, to).into_iter().map(of).collect()
}

/// What is known of the counts, in one sentence.
fn sentence(frame: &Frame, standing: &Standing, day: Date) -> String {
    let topic = &standing.topic;
    let mut voiced = topic.days.iter().filter(|count| count.voices > 0).map(|count| count.day);
    let first = voiced.next().unwrap_or(day);
    let last = voiced.next_back().unwrap_or(first);
    let echo = topic.texts() - topic.voices().min(topic.texts());
    let voices = frame.n("map.voices", topic.voices());
    let texts = frame.n("map.texts", topic.texts());
    let repeats = frame.n("topics.echo", echo);
    let when = if first == last {
        frame.say("topics.on", &[("day", &on_day(frame, first))])
    } else {
        frame.say("topics.since", &[("since", &from_day(frame, first)), ("last", &frame.day(last))])
    };
    let counted = if echo == 0 {
        frame.say("topic.counted_alone", &[("voices", &voices)])
    } else {
        frame.say("topic.counted", &[("texts", &texts), ("voices", &voices), ("echo", &repeats)])
    };
    format!("{counted}; {when}.")
}

fn facts(
    frame: &Frame,
    standing: &Standing,
    makeup: &Makeup,
    tongues: Option<Fact>,
    name: &dyn Fn(&dauys_model::SourceId) -> String,
) -> Vec<Fact> {
    let topic = &standing.topic;
    let id = &topic.id.0;
    let value = |text: String, count: u64, filter: (&str, &str)| Value {
        text,
        count: Some(frame.number(count)),
        href: Some(links::narrowed(&[("topic", id), filter])),
    };
    let mut facts = vec![Fact {
        name: frame.t("topic.category").to_owned(),
        values: vec![Value {
            text: frame.category(&topic.category),
            count: None,
            href: Some(address("/topics", [("category", topic.category.0.as_str())])),
        }],
    }];
    let places = makeup.places.iter().take(8).map(|(kato, count)| {
        value(place::with_region(frame.language, *kato), *count, ("region", &kato.to_string()))
    });
    let sources =
        makeup.sources.iter().map(|(source, count)| value(name(source), *count, ("source", source.as_str())));
    let languages = makeup.languages.iter().map(|(language, count)| {
        value(language_name(frame, *language), *count, ("language", language.code()))
    });
    let kinds = makeup
        .kinds
        .iter()
        .map(|(kind, count)| value(kind_name(frame, *kind), *count, ("kind", kind.code())));
    facts.extend(tongues);
    for (key, values) in [
        ("topic.places", places.collect::<Vec<_>>()),
        ("topic.kinds", kinds.collect()),
        ("topic.languages", languages.collect()),
        ("topic.sources", sources.collect()),
    ] {
        if !values.is_empty() {
            facts.push(Fact { name: frame.t(key).to_owned(), values });
        }
    }
    let node = dauys_text::tree().get(&topic.category);
    let addressee = node.map(|node| match frame.language {
        Interface::Kazakh => node.addressee_kk,
        _ => node.addressee_ru,
    });
    if let Some(addressee) = addressee.filter(|text| !text.is_empty()) {
        facts.push(Fact {
            name: frame.t("topic.addressee").to_owned(),
            values: vec![Value { text: addressee.to_owned(), count: None, href: None }],
        });
    }
    facts
}

/// A post for a list, its text cut.
fn shown(
    frame: &Frame,
    stored: &StoredPost,
    letters: usize,
    name: &dyn Fn(&dauys_model::SourceId) -> String,
) -> Post {
    let post = &stored.post;
    let title = (!post.title.trim().is_empty() && !post.text.starts_with(&post.title))
        .then(|| beginning(&post.title, 160));
    let role = stored.role.unwrap_or(Role::Context);
    Post {
        number: post.id.0,
        href: links::post(post.id),
        title,
        text: beginning(&post.text, letters),
        lang: lang(post.language),
        role: role_code(role),
        role_name: frame.t(&format!("role.{}", role_code(role))).to_owned(),
        kind: kind_name(frame, post.kind),
        source: name(&post.source),
        source_href: links::source(&post.source),
        datetime: post.published_at.to_string(),
        published: frame.moment(post.published_at),
        url: post
            .url
            .as_ref()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .map(ToString::to_string),
        duplicate_of: stored
            .duplicate_of
            .map(|of| (links::post(of), frame.say("topic.repeats", &[("number", &of.0)]))),
    }
}

/// The name of a role in addresses and in `role.toml`.
fn role_code(role: Role) -> &'static str {
    match role {
        Role::Voice => "voice",
        Role::Echo => "echo",
        Role::Context => "context",
    }
}

fn role_of(code: &str) -> Option<Role> {
    [Role::Voice, Role::Echo, Role::Context].into_iter().find(|role| role_code(*role) == code.trim())
}

/// The name of a kind of text.
pub(crate) fn kind_name(frame: &Frame, kind: Kind) -> String {
    frame.t(&format!("text_kind.{}", kind.code())).to_owned()
}

/// The name of a language.
pub(crate) fn language_name(frame: &Frame, language: Language) -> String {
    frame.t(&format!("text_language.{}", language.code())).to_owned()
}
