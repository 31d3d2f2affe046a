//! Subscriptions: who gets which digest, the one form with a digest of today, and removal. The program keeps them in the settings;
//! what cannot be meant is told beside its field, and nothing is written over what somebody else changed meanwhile.

mod draft;
mod fields;
mod form;
mod said;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use dauys_model::{Subscription, SubscriptionId, TopicId};
use dauys_store::{EditionFilter, Store};

use self::draft::{Fault, Known};
use self::fields::{Choices, Field};
use self::form::Form;
use crate::edition::Body;
use crate::failure::Failure;
use crate::frame::{Frame, page};
use crate::links;
use crate::office::Office;
use crate::pages::digests::state_name;
use crate::pages::removal::Removal;
use crate::params::{Params, address};
use crate::readers::{Listed, ReadersFault};
use crate::state::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/subscriptions", get(list))
        .route("/subscriptions/new", get(begin).post(add))
        .route("/subscriptions/{id}", get(show).post(change))
        .route("/subscriptions/{id}/remove", get(ask).post(remove))
}

#[derive(Template)]
#[template(path = "subscriptions.html")]
struct List {
    frame: Frame,
    said: Option<&'static str>,
    undelivered: Option<String>,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    title: String,
    lang: &'static str,
    language: &'static str,
    href: String,
    remove: String,
    archive: String,
    what: String,
    when: String,
    how: String,
    last: Option<Last>,
    undelivered: Option<String>,
}

/// The last edition of a subscription.
struct Last {
    href: String,
    day: String,
    state: &'static str,
    state_name: String,
}

async fn list(State(app): State<App>, frame: Frame, params: Params) -> Result<Response, Failure> {
    let office = app.office().clone();
    app.with_store(move |store| {
        let committees = office.readers.committees();
        let unsent = store.unsent(frame.now)?;
        let mut rows = Vec::new();
        for to in office.readers.all()?.subscriptions {
            let missed = unsent.iter().filter(|edition| edition.key.subscription == to.id).count();
            let filter =
                EditionFilter { subscription: Some(&to.id), limit: Some(1), ..EditionFilter::default() };
            let last = store.editions(&filter)?.pop().map(|edition| Last {
                href: links::edition(&edition.key),
                day: frame.day(edition.key.day),
                state: edition.state.code(),
                state_name: state_name(&frame, edition.state),
            });
            rows.push(Row {
                what: said::what(&frame, &to, &committees),
                when: said::when(&frame, &to),
                how: said::how(&frame, &to),
                href: format!("/subscriptions/{}", to.id),
                remove: format!("/subscriptions/{}/remove", to.id),
                archive: address("/digests", [("subscription", to.id.as_str())]),
                lang: to.language.code(),
                language: to.language.name(),
                undelivered: (missed > 0).then(|| frame.n("subscriptions.undelivered", missed)),
                id: to.id.to_string(),
                title: to.title,
                last,
            });
        }
        let said = match params.get("done") {
            Some("kept") => Some("subscriptions.kept"),
            Some("removed") => Some("subscriptions.removed"),
            _ => None,
        };
        page(&List { undelivered: undelivered(&frame, store)?, said, rows, frame })
    })
    .await
}

/// What did not reach readers, in one line; none when all did.
pub(in crate::pages) fn undelivered(frame: &Frame, store: &Store) -> Result<Option<String>, Failure> {
    let mut days: Vec<_> = store.unsent(frame.now)?.into_iter().map(|edition| edition.key.day).collect();
    days.sort_unstable();
    days.dedup();
    // Long past ones are told on the list.
    let lately: Vec<String> = days.iter().rev().take(5).rev().map(|day| frame.day(*day)).collect();
    let said = || frame.say("subscriptions.unheard", &[("days", &lately.join(", "))]);
    Ok((!lately.is_empty()).then(said))
}

#[derive(Template)]
#[template(path = "subscription.html")]
struct FormPage {
    frame: Frame,
    heading: String,
    action: String,
    remove: Option<String>,
    seen: String,
    form: Form,
    choices: Choices,
    faults: Vec<Field>,
    message: Option<String>,
    previewed: Option<Body>,
}

impl FormPage {
    /// What is wrong with a field.
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.said.as_str())
    }

    fn with_faults(mut self, faults: &[Fault]) -> Self {
        self.faults = faults.iter().map(|fault| Field::of(&self.frame, fault)).collect();
        self
    }
}

/// The form with everything that can be chosen in it.
fn form_page(
    frame: Frame,
    store: &Store,
    office: &Office,
    listed: &Listed,
    id: Option<&str>,
    form: Form,
) -> Result<FormPage, Failure> {
    let (heading, action, remove) = match id {
        None => (frame.t("subscriptions.form_new").to_owned(), "/subscriptions/new".to_owned(), None),
        Some(id) => {
            let title = listed.get(id).map_or(id, |one| one.title.as_str());
            let action = format!("/subscriptions/{id}");
            let remove = format!("{action}/remove");
            (frame.say("subscriptions.form_change", &[("title", &title)]), action, Some(remove))
        }
    };
    Ok(FormPage {
        choices: Choices::of(&frame, store, office, &form)?,
        seen: listed.fingerprint.clone(),
        faults: Vec::new(),
        message: None,
        previewed: None,
        heading,
        action,
        remove,
        form,
        frame,
    })
}

async fn begin(State(app): State<App>, frame: Frame, params: Params) -> Result<Response, Failure> {
    let office = app.office().clone();
    app.with_store(move |store| {
        let listed = office.readers.all()?;
        let form = Form { topics: Form::sent(&params).topics, ..Form::new(frame.language) };
        page(&form_page(frame, store, &office, &listed, None, form)?)
    })
    .await
}

async fn show(State(app): State<App>, frame: Frame, Path(id): Path<String>) -> Result<Response, Failure> {
    let office = app.office().clone();
    app.with_store(move |store| {
        let listed = office.readers.all()?;
        let form = Form::of(listed.get(&id).ok_or(Failure::NotFound)?);
        page(&form_page(frame, store, &office, &listed, Some(&id), form)?)
    })
    .await
}

async fn add(State(app): State<App>, frame: Frame, body: String) -> Result<Response, Failure> {
    sent(&app, frame, None, body).await
}

async fn change(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    body: String,
) -> Result<Response, Failure> {
    sent(&app, frame, Some(id), body).await
}

/// A form that was sent: shown as a digest of today, or kept.
async fn sent(app: &App, frame: Frame, id: Option<String>, body: String) -> Result<Response, Failure> {
    let office = app.office().clone();
    app.with_store(move |store| {
        let params = Params::of(&body);
        let form = Form::sent(&params);
        let listed = office.readers.all()?;
        let before = match &id {
            None => None,
            Some(id) => Some(listed.get(id).ok_or(Failure::NotFound)?.clone()),
        };
        let outcome = checked(store, &office, &listed, &form, before.as_ref())?;
        let shown = form_page(frame.clone(), store, &office, &listed, id.as_deref(), form)?;
        let draft = match outcome {
            Ok(draft) => draft,
            Err(faults) => return refused(StatusCode::UNPROCESSABLE_ENTITY, &shown.with_faults(&faults)),
        };
        if params.get("do") != Some("save") {
            let previewed = Some(preview(&frame, store, &office, &draft)?);
            return page(&FormPage { previewed, ..shown });
        }
        let seen = params.get("seen").unwrap_or_default();
        match office.readers.save(&draft, before.as_ref().map(|before| &before.id), seen) {
            Ok(()) => Ok(to("/subscriptions?done=kept")),
            Err(ReadersFault::Field { key, said }) => {
                let faults = vec![Field::told(&frame, fields::field_of(&key), said)];
                refused(StatusCode::UNPROCESSABLE_ENTITY, &FormPage { faults, ..shown })
            }
            Err(ReadersFault::Changed) => {
                let message = Some(frame.t("subscriptions.fault_changed").to_owned());
                refused(StatusCode::CONFLICT, &FormPage { message, ..shown })
            }
            Err(ReadersFault::Failed(why)) => {
                let message = Some(frame.say("subscriptions.fault_failed", &[("why", &why)]));
                refused(StatusCode::CONFLICT, &FormPage { message, ..shown })
            }
        }
    })
    .await
}

/// What a form says, held against what the installation has.
fn checked(
    store: &Store,
    office: &Office,
    listed: &Listed,
    form: &Form,
    before: Option<&Subscription>,
) -> Result<Result<Subscription, Vec<Fault>>, Failure> {
    let known = Known {
        committees: office.readers.committees().into_iter().map(|(id, _)| id).collect(),
        collections: fields::collections(office),
        searches: store.searches()?.into_iter().map(|search| search.draft.name).collect(),
        before: before.cloned(),
    };
    let mut faults = Vec::new();
    let is_taken =
        listed.get(&form.id).is_some() && before.is_none_or(|before| before.id.as_str() != form.id);
    if is_taken {
        faults.push(Fault { field: "id", key: "subscriptions.fault_taken", given: String::new() });
    }
    for topic in &form.topics {
        let id = TopicId(topic.clone());
        let stood = before.is_some_and(|before| before.topics.contains(&id));
        if !stood && store.topic(&id)?.is_none() && store.shown_as(&id)? == id {
            let given = topic.chars().take(60).collect();
            faults.push(Fault { field: "topic", key: "subscriptions.fault_topic", given });
        }
    }
    let draft = form.draft(&known);
    if draft.as_ref().is_ok_and(Subscription::needs_review) && office.accounts.is_empty() {
        faults.push(Fault { field: "review", key: "subscriptions.fault_nobody", given: String::new() });
    }
    Ok(match draft {
        Ok(draft) if faults.is_empty() => Ok(draft),
        Ok(_) => Err(faults),
        Err(others) => {
            faults.extend(others);
            Err(faults)
        }
    })
}

/// The digest of today that a draft would give.
fn preview(frame: &Frame, store: &Store, office: &Office, draft: &Subscription) -> Result<Body, Failure> {
    let day = draft.period.around(frame.today()).1;
    let digest = (office.digest)(store, draft, draft.period, day, frame.now)
        .map_err(|error| Failure::Internal(error.to_string()))?;
    Ok(Body::new(frame.clone(), digest, true))
}

async fn ask(State(app): State<App>, frame: Frame, Path(id): Path<String>) -> Result<Response, Failure> {
    let office = app.office().clone();
    app.with_store(move |_| {
        let listed = office.readers.all()?;
        let to = listed.get(&id).ok_or(Failure::NotFound)?;
        page(&Removal {
            action: format!("/subscriptions/{id}/remove"),
            back: format!("/subscriptions/{id}"),
            heading: "subscriptions.remove_title",
            question: frame.say("subscriptions.remove_ask", &[("title", &to.title)]),
            yes: "subscriptions.remove_yes",
            no: "subscriptions.remove_no",
            seen: listed.fingerprint.clone(),
            frame,
        })
    })
    .await
}

async fn remove(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    body: String,
) -> Result<Response, Failure> {
    let office = app.office().clone();
    app.with_store(move |_| {
        let params = Params::of(&body);
        let id = SubscriptionId::new(&id).map_err(|_| Failure::NotFound)?;
        if office.readers.all()?.get(id.as_str()).is_none() {
            return Err(Failure::NotFound);
        }
        match office.readers.remove(&id, params.get("seen").unwrap_or_default()) {
            Ok(()) => Ok(to("/subscriptions?done=removed")),
            Err(ReadersFault::Changed) => {
                Err(Failure::Conflict(frame.t("subscriptions.fault_changed").to_owned()))
            }
            Err(fault) => Err(Failure::Conflict(frame.say("subscriptions.fault_failed", &[("why", &fault)]))),
        }
    })
    .await
}

fn refused(status: StatusCode, shown: &FormPage) -> Result<Response, Failure> {
    Ok((status, page(shown)?).into_response())
}

fn to(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, address.to_owned())]).into_response()
}
