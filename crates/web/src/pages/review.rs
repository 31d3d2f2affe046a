//! `/review`: editions that wait for an editor; `/review/{edition}`: what one tells, topic by topic, what a desk does about it, and what was
//! done by which account. What is done is kept and obeyed by the program ([`crate::Reviewing`]).

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use dauys_digest::{Digest, Entry};
use dauys_model::{Confirmation, EditionId, Review, ReviewAct, Reviewed, TopicId};
use dauys_store::{Edition, EditionFilter, EditionState, Store};

use crate::clean;
use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::links;
use crate::naming::Named;
use crate::pages::digests::{period_name, read, state_name};
use crate::params::{Params, address};
use crate::state::App;

/// The longest note, in characters.
const MOST_NOTE: usize = 1_000;
/// Editions of the list.
const MOST: u32 = 200;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/review", get(list)).route("/review/{edition}", get(show).post(act))
}

/// An edition in a heading or a list.
struct Head {
    href: String,
    title: String,
    lang: &'static str,
    datetime: String,
    day: String,
    period: String,
    state: &'static str,
    state_name: String,
    made: String,
}

impl Head {
    fn of(frame: &Frame, edition: &Edition) -> Self {
        Self {
            href: format!("/review/{}", edition.id),
            title: edition.title.clone(),
            lang: edition.language.code(),
            datetime: edition.key.day.to_string(),
            day: frame.full_day(edition.key.day),
            period: period_name(frame, edition.key.period),
            state: edition.state.code(),
            state_name: state_name(frame, edition.state),
            made: frame.say("review.made", &[("at", &frame.moment(edition.made_at))]),
        }
    }
}

#[derive(Template)]
#[template(path = "reviews.html")]
struct List {
    frame: Frame,
    rows: Vec<Head>,
}

async fn list(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    app.with_store(move |store| {
        let of = |state| EditionFilter { state: Some(state), limit: Some(MOST), ..EditionFilter::default() };
        let mut editions = store.editions(&of(EditionState::Draft))?;
        editions.extend(store.editions(&of(EditionState::Held))?);
        editions.sort_by(|one, other| other.key.day.cmp(&one.key.day).then_with(|| one.key.cmp(&other.key)));
        page(&List { rows: editions.iter().map(|edition| Head::of(&frame, edition)).collect(), frame })
    })
    .await
}

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: Frame,
    head: Head,
    digest: String,
    said: Option<String>,
    fault: Option<String>,
    accounts: Vec<(String, bool)>,
    is_open: bool,
    topics: Vec<Topic>,
    acts: Vec<Act>,
}

/// A topic of the edition.
struct Topic {
    id: String,
    href: String,
    name: String,
    lang: &'static str,
    fact: String,
    quotes: Vec<(String, &'static str, String)>,
    is_dropped: bool,
    note: String,
    confirmations: Vec<(&'static str, String, bool)>,
}

/// What was done.
struct Act {
    datetime: String,
    at: String,
    by: String,
    said: String,
}

/// The codes of confirmations, and the keys of their names.
const CONFIRMATIONS: [(Confirmation, &str, &str); 3] = [
    (Confirmation::Unverified, "unverified", "review.unverified"),
    (Confirmation::Partly, "partly", "review.partly"),
    (Confirmation::Official, "official", "review.official"),
];

async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<i64>,
    params: Params,
) -> Result<Response, Failure> {
    let said = match params.get("done") {
        Some("1") => Some(frame.t("review.done").to_owned()),
        Some(_) => Some(frame.t("review.not_done").to_owned()),
        None => None,
    };
    let accounts = app.office().accounts.clone();
    app.with_store(move |store| {
        let account = params.get("account").unwrap_or_default().to_owned();
        page(&ReviewPage { said, ..view(frame, store, EditionId(id), &accounts, &account)? })
    })
    .await
}

fn view(
    frame: Frame,
    store: &Store,
    id: EditionId,
    accounts: &[String],
    account: &str,
) -> Result<ReviewPage, Failure> {
    let edition = store.edition_of(id)?.ok_or(Failure::NotFound)?;
    let json = store.edition_json(id)?.ok_or(Failure::NotFound)?;
    let digest = read(&json)?;
    let reviews = store.reviews(id)?;
    let reviewed = Reviewed::of(&reviews);
    let lang = edition.language.code();
    let mut topics: Vec<Topic> =
        digest.topics().map(|entry| topic(&frame, &edition, entry, &reviewed)).collect();
    for dropped in &reviewed.dropped {
        if topics.iter().any(|topic| topic.id == dropped.0) {
            continue;
        }
        topics.push(Topic {
            id: dropped.0.clone(),
            href: format!("/topics/{}", dropped.0),
            name: name(&frame, store, dropped)?,
            lang: frame.language.code(),
            fact: String::new(),
            quotes: Vec::new(),
            is_dropped: true,
            note: String::new(),
            confirmations: Vec::new(),
        });
    }
    let acts =
        reviews.iter().map(|review| act_of(&frame, store, &digest, review)).collect::<Result<_, _>>()?;
    let is_chosen = |known: &String| known == account;
    Ok(ReviewPage {
        head: Head { lang, ..Head::of(&frame, &edition) },
        digest: links::edition(&edition.key),
        said: None,
        fault: None,
        accounts: accounts.iter().map(|known| (known.clone(), is_chosen(known))).collect(),
        is_open: edition.state.is_open(),
        topics,
        acts,
        frame,
    })
}

fn topic(frame: &Frame, edition: &Edition, entry: &Entry, reviewed: &Reviewed) -> Topic {
    let stated = reviewed.confirmations.iter().find(|(id, _)| *id == entry.id);
    let stands = stated.map_or(entry.confirmation, |(_, confirmation)| *confirmation);
    let note = reviewed.notes.iter().find(|note| note.topic == entry.id);
    Topic {
        id: entry.id.0.clone(),
        href: address(&format!("/topics/{}", entry.id.0), [("date", edition.key.day.to_string().as_str())]),
        name: entry.title.text.clone(),
        lang: edition.language.code(),
        fact: entry.fact.text.clone(),
        quotes: entry
            .quotes
            .iter()
            .map(|quote| {
                (quote.text.clone(), crate::pages::topics::lang(quote.language), quote.source.clone())
            })
            .collect(),
        is_dropped: reviewed.dropped.contains(&entry.id),
        note: note.map(|note| note.text.clone()).unwrap_or_default(),
        confirmations: CONFIRMATIONS
            .map(|(confirmation, code, key)| (code, frame.t(key).to_owned(), confirmation == stands))
            .into(),
    }
}

/// What a topic is called in the pages.
fn name(frame: &Frame, store: &Store, id: &TopicId) -> Result<String, Failure> {
    let topic = store.topic(&store.shown_as(id)?)?;
    Ok(topic.map_or_else(|| clean::line(&id.0, 80), |topic| Named::short(frame.language, &topic).line()))
}

fn act_of(frame: &Frame, store: &Store, digest: &Digest, review: &Review) -> Result<Act, Failure> {
    let named = |id: &TopicId| match digest.topics().find(|entry| entry.id == *id) {
        Some(entry) => Ok(entry.title.text.clone()),
        None => name(frame, store, id),
    };
    let said = match &review.act {
        ReviewAct::Hold => frame.t("review.act_hold").to_owned(),
        ReviewAct::Approve => frame.t("review.act_approve").to_owned(),
        ReviewAct::Drop { topic } => frame.say("review.act_drop", &[("topic", &named(topic)?)]),
        ReviewAct::Restore { topic } => frame.say("review.act_restore", &[("topic", &named(topic)?)]),
        ReviewAct::Annotate { topic, note } => {
            let said = frame.say("review.act_annotate", &[("topic", &named(topic)?)]);
            if note.is_empty() { format!("{said}: —") } else { format!("{said}: {note}") }
        }
        ReviewAct::Confirm { topic, confirmation } => {
            let known = CONFIRMATIONS.iter().find(|(known, _, _)| known == confirmation);
            let sure = known.map_or("", |(_, _, key)| frame.t(key));
            frame.say("review.act_confirm", &[("sure", &sure), ("topic", &named(topic)?)])
        }
    };
    Ok(Act {
        datetime: review.at.to_string(),
        at: frame.moment(review.at),
        by: review.by.clone(),
        said: clean::line(&said, 400),
    })
}

/// What an editor does.
async fn act(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<i64>,
    body: String,
) -> Result<Response, Failure> {
    let office = app.office().clone();
    app.with_store(move |store| {
        let id = EditionId(id);
        let params = Params::of(&body);
        let account = params.get("account").unwrap_or_default().to_owned();
        let shown = view(frame.clone(), store, id, &office.accounts, &account)?;
        if !office.accounts.contains(&account) {
            return faulty(shown, "review.fault_account");
        }
        let act = match act_asked(&params, &shown.topics) {
            Ok(act) => act,
            Err(key) => return faulty(shown, key),
        };
        let review = Review { act, by: account.clone(), at: frame.now };
        let done =
            (office.reviewing)(store, id, &review).map_err(|error| Failure::Internal(error.to_string()))?;
        let done = if done { "1" } else { "0" };
        let to = address(&format!("/review/{id}"), [("account", account.as_str()), ("done", done)]);
        Ok((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response())
    })
    .await
}

fn faulty(shown: ReviewPage, key: &str) -> Result<Response, Failure> {
    let fault = Some(shown.frame.t(key).to_owned());
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&ReviewPage { fault, ..shown })?).into_response())
}

/// The act that a form asks for; the key of what is wrong with it.
fn act_asked(params: &Params, topics: &[Topic]) -> Result<ReviewAct, &'static str> {
    let asked = params.get("do").unwrap_or_default();
    let (what, topic) = asked.split_once(':').unwrap_or((asked, ""));
    match what {
        "approve" => return Ok(ReviewAct::Approve),
        "hold" => return Ok(ReviewAct::Hold),
        _ => {}
    }
    if !topics.iter().any(|known| known.id == topic) {
        return Err("review.fault_topic");
    }
    let field = |name: &str| params.get(&format!("{name}:{topic}")).unwrap_or_default().trim().to_owned();
    let topic = TopicId(topic.to_owned());
    match what {
        "drop" => Ok(ReviewAct::Drop { topic }),
        "restore" => Ok(ReviewAct::Restore { topic }),
        "note" => {
            let note = field("note");
            if note.chars().count() > MOST_NOTE {
                return Err("review.fault_note");
            }
            // An office's words may name people as texts do.
            Ok(ReviewAct::Annotate { topic, note: dauys_text::redact(&clean::line(&note, MOST_NOTE)) })
        }
        "sure" => {
            let given = field("sure");
            let known = CONFIRMATIONS.iter().find(|(_, code, _)| *code == given);
            let (confirmation, _, _) = known.ok_or("review.fault_topic")?;
            Ok(ReviewAct::Confirm { topic, confirmation: *confirmation })
        }
        _ => Err("review.fault_topic"),
    }
}
