//! `/triage`: texts that wait for a person, who says of each what it is: a complaint, news, a notice, or not ours. Every choice is a button
//! of a form; keys press the same buttons.

use askama::Template;
use axum::Router;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use dauys_model::{Mark, PostId};
use dauys_store::{Marked, Shown, Store, StoredPost};
use serde::Deserialize;

use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::office::Office;
use crate::pages::search::{names, source_names};
use crate::params::{Params, address};
use crate::state::App;
use crate::wording::Wording;
use crate::{clean, links};

/// Texts on a page.
const PER_PAGE: usize = 10;
/// Marks that are shown below, to be taken back.
const LAST: usize = 5;
/// Bytes of a text that are shown; its page has the rest.
const MOST_BYTES: usize = 2_400;
/// Letters of a title in the list of marks.
const TITLE: usize = 90;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/triage", get(triage).post(mark))
}

#[derive(Template)]
#[template(path = "triage.html")]
struct TriagePage {
    frame: Frame,
    entries: Vec<Entry>,
    choices: Vec<Choice>,
    /// How many bear which mark, in the order of the choices.
    counts: Vec<(&'static str, String)>,
    waiting: String,
    marked: String,
    /// What has just been marked, as a sentence, and its number.
    said: Option<(String, i64)>,
    last: Vec<LastMark>,
    after: String,
    next: Option<String>,
    is_behind_first: bool,
}

/// A text that waits.
struct Entry {
    id: i64,
    href: String,
    url: Option<String>,
    title: String,
    text: String,
    is_cut: bool,
    kind: String,
    source: String,
    datetime: String,
    published: String,
    language: String,
    lang: &'static str,
    category: Option<String>,
}

/// A mark that can be set.
struct Choice {
    code: &'static str,
    name: &'static str,
    /// Its keys, for the script.
    keys: &'static str,
    digit: &'static str,
}

/// A mark that was set.
struct LastMark {
    id: i64,
    href: String,
    title: String,
    name: &'static str,
    at: String,
}

#[derive(Deserialize)]
struct Chosen {
    post: i64,
    mark: String,
    #[serde(default)]
    after: String,
}

async fn triage(State(app): State<App>, frame: Frame, params: Params) -> Result<Response, Failure> {
    let after = number(&frame, params.get("after"))?;
    let marked = number(&frame, params.get("marked"))?;
    let office = app.office().clone();
    app.with_store(move |store| shown(store, &office, frame, after, marked)).await
}

async fn mark(State(app): State<App>, frame: Frame, Form(chosen): Form<Chosen>) -> Result<Response, Failure> {
    let post = PostId(chosen.post);
    let mark = match chosen.mark.as_str() {
        "none" => None,
        code => Some(code.parse::<Mark>().map_err(|_| bad(&frame))?),
    };
    let after = number(&frame, Some(chosen.after.as_str()).filter(|after| !after.is_empty()))?;
    let now = frame.now;
    app.with_store(move |store| {
        let is_done = match mark {
            Some(mark) => store.set_mark(post, mark, now)?,
            None => store.clear_mark(post)? || store.post(post)?.is_some(),
        };
        if is_done { Ok(()) } else { Err(Failure::NotFound) }
    })
    .await?;
    let after = after.map(|after| after.0.to_string()).unwrap_or_default();
    let post = post.0.to_string();
    let params = [("after", after.as_str()), ("marked", post.as_str())];
    Ok(Redirect::to(&address("/triage", params.into_iter().filter(|(_, value)| !value.is_empty())))
        .into_response())
}

/// The number of a post in an address.
fn number(frame: &Frame, value: Option<&str>) -> Result<Option<PostId>, Failure> {
    value.map(|value| value.trim().parse().map(PostId).map_err(|_| bad(frame))).transpose()
}

fn bad(frame: &Frame) -> Failure {
    Failure::Bad(frame.t("triage.bad").to_owned())
}

fn shown(
    store: &Store,
    office: &Office,
    frame: Frame,
    after: Option<PostId>,
    marked: Option<PostId>,
) -> Result<Response, Failure> {
    let least = Shown { voices: office.min_voices, urgent_voices: office.min_voices_urgent };
    let mut waiting = store.waiting_for_triage(least, PER_PAGE + 1, after)?;
    let has_more = waiting.len() > PER_PAGE;
    waiting.truncate(PER_PAGE);
    let sources = source_names(store, office)?;
    let counts = store.mark_counts()?;
    let said = match marked {
        Some(post) => Some((said(store, &frame, post)?, post.0)),
        None => None,
    };
    let wording = Wording::of(frame.language);
    let view = TriagePage {
        entries: waiting.iter().map(|stored| entry(&frame, &sources, stored)).collect(),
        choices: Mark::ALL.into_iter().map(|mark| choice(wording, mark)).collect(),
        counts: Mark::ALL
            .into_iter()
            .zip(counts.marked)
            .map(|(mark, count)| (name(wording, mark), frame.number(count)))
            .collect(),
        waiting: frame.n("triage.waiting", counts.waiting),
        marked: frame.n("triage.marked", counts.all()),
        said,
        last: store.last_marks(LAST)?.iter().map(|marked| last(&frame, wording, marked)).collect(),
        next: waiting
            .last()
            .filter(|_| has_more)
            .map(|last| address("/triage", [("after", last.post.id.0.to_string().as_str())])),
        is_behind_first: after.is_some(),
        after: after.map(|after| after.0.to_string()).unwrap_or_default(),
        frame,
    };
    page(&view)
}

/// What has just been done with a post.
fn said(store: &Store, frame: &Frame, post: PostId) -> Result<String, Failure> {
    let number = post.0;
    Ok(match store.mark(post)? {
        Some((mark, _)) => {
            let mark = name(Wording::of(frame.language), mark);
            frame.say("triage.said", &[("number", &number), ("mark", &mark)])
        }
        None => frame.say("triage.taken_back", &[("number", &number)]),
    })
}

fn entry(frame: &Frame, sources: &[(dauys_model::SourceId, String)], stored: &StoredPost) -> Entry {
    let post = &stored.post;
    let text = clean::beginning(&post.text, MOST_BYTES);
    Entry {
        id: post.id.0,
        href: links::post(post.id),
        url: post.url.as_ref().map(ToString::to_string),
        title: clean::line(&post.title, 300),
        text: clean::stretch(text),
        is_cut: text.len() < post.text.len(),
        kind: names::kind(frame, post.kind),
        source: names::source(sources, &post.source),
        datetime: post.published_at.to_string(),
        published: frame.moment(post.published_at),
        language: names::language(frame, post.language),
        lang: match post.language {
            dauys_model::Language::Kazakh => "kk",
            dauys_model::Language::Russian => "ru",
            _ => "",
        },
        category: post.category.as_ref().map(|category| frame.category(category)),
    }
}

fn last(frame: &Frame, wording: &'static Wording, marked: &Marked) -> LastMark {
    let post = &marked.post.post;
    let line = if post.title.is_empty() { &post.text } else { &post.title };
    LastMark {
        id: post.id.0,
        href: links::post(post.id),
        title: clean::line(line, TITLE),
        name: name(wording, marked.mark),
        at: frame.moment(marked.at),
    }
}

fn choice(wording: &'static Wording, mark: Mark) -> Choice {
    let (digit, keys) = match mark {
        Mark::Complaint => ("1", "1 c"),
        Mark::News => ("2", "2 n"),
        Mark::Notice => ("3", "3 o"),
        Mark::NotOurs => ("4", "4 x"),
    };
    Choice { code: mark.code(), name: name(wording, mark), keys, digit }
}

fn name(wording: &'static Wording, mark: Mark) -> &'static str {
    wording.text(match mark {
        Mark::Complaint => "triage.complaint",
        Mark::News => "triage.news",
        Mark::Notice => "triage.notice",
        Mark::NotOurs => "triage.not_ours",
    })
}
