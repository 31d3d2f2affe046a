//! Saved searches: the list with what they told, the one form with what an alert would have told, and removal. Everything works
//! without a script; what changes something is a form that is sent.

mod form;
mod said;
mod tried;

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use dauys_model::{Language, NoticeId, SavedSearch, SearchDraft, SearchId};
use dauys_search::Index;
use dauys_search::alert;
use dauys_store::{NoticeFilter, Store};
use jiff::Timestamp;

use self::form::{Choice, Fault, Form};
use self::said::Shown;
use self::tried::{Bars, Tried};
use crate::failure::{Failure, Pointed};
use crate::frame::{Frame, page};
use crate::links;
use crate::pages::removal::Removal;
use crate::pages::search::{failed, source_names};
use crate::params::Params;
use crate::state::App;
use crate::wording::Wording;
use dauys_model::Interface;

/// Notices on the list, and on the page of one search.
const LATEST: u32 = 30;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/saved", get(list))
        .route("/saved/new", get(begin).post(add))
        .route("/saved/seen", post(seen))
        .route("/saved/{id}", get(show).post(change))
        .route("/saved/{id}/remove", get(ask).post(remove))
}

#[derive(Template)]
#[template(path = "saved.html")]
struct List {
    frame: Frame,
    rows: Vec<Row>,
    notices: Vec<Shown>,
    /// How many notices nobody has looked at; empty when there is none.
    unseen: String,
}

struct Row {
    name: String,
    href: String,
    remove: String,
    query: String,
    search: String,
    alert: String,
    state: String,
    style: &'static str,
    next: String,
    last: String,
    bars: Option<Bars>,
}

async fn list(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    let office = app.office().clone();
    let shown = app.with_index(move |store, index| {
        let sources = source_names(store, &office)?;
        let searches = store.searches()?;
        let mut rows = Vec::new();
        let mut names = HashMap::new();
        for search in &searches {
            names.insert(search.id, search.draft.name.clone());
            rows.push(row(&frame, store, index, search)?);
        }
        let notices = store.notices(&NoticeFilter { limit: Some(LATEST), ..NoticeFilter::default() })?;
        let notices = notices
            .iter()
            .map(|notice| {
                let name = names.get(&notice.search).map_or("", String::as_str);
                said::notice(&frame, store, &sources, name, notice)
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        let unseen = match store.unseen_notices()? {
            0 => String::new(),
            unseen => frame.n("saved.unseen", unseen),
        };
        Ok(List { frame, rows, notices, unseen })
    });
    page(&shown.await?)
}

fn row(frame: &Frame, store: &Store, index: &Index, search: &SavedSearch) -> Result<Row, Failure> {
    let draft = &search.draft;
    let filter = NoticeFilter { search: Some(search.id), ..NoticeFilter::default() };
    let last = store.notices(&NoticeFilter { limit: Some(1), ..filter })?;
    let unseen = store.notices(&NoticeFilter { unseen: true, limit: Some(1), ..filter })?.len();
    let (mut state, mut style) = said::state(frame, search, unseen);
    // A query that was kept under older rules may be none any more; the list tells it and goes on.
    let bars = match alert::last_days(index, draft, frame.now) {
        Ok(days) => Some(Bars::new(frame, &days, &[])),
        Err(_) => {
            (state, style) = (frame.t("saved.state_broken").to_owned(), "broken");
            None
        }
    };
    let next = draft.alert.and_then(|alert| alert::next_look(&alert, frame.now));
    Ok(Row {
        name: draft.name.clone(),
        href: format!("/saved/{}", search.id),
        remove: format!("/saved/{}/remove", search.id),
        query: draft.query.clone(),
        search: links::search(&draft.query),
        alert: draft.alert.map(|alert| said::alert(frame, &alert)).unwrap_or_default(),
        state,
        style,
        next: next.map_or_else(String::new, |at| frame.say("saved.next", &[("at", &frame.moment(at))])),
        last: last.first().map_or_else(String::new, |last| {
            format!("{}: {}", frame.moment(last.told.at), said::told(frame, &last.told))
        }),
        bars,
    })
}

#[derive(Template)]
#[template(path = "saved_form.html")]
struct FormPage {
    frame: Frame,
    title: &'static str,
    action: String,
    form: Form,
    fault: String,
    message: String,
    pointed: Option<Pointed>,
    tried: Option<Tried>,
    notices: Vec<Shown>,
    remove: String,
    /// Tables of what it finds.
    exports: Vec<(&'static str, String)>,
}

impl FormPage {
    fn new(frame: Frame, id: Option<SearchId>, form: Form) -> Self {
        let (title, action, remove) = match id {
            None => ("saved.form_new", "/saved/new".to_owned(), String::new()),
            Some(id) => ("saved.form_change", format!("/saved/{id}"), format!("/saved/{id}/remove")),
        };
        Self {
            frame,
            title,
            action,
            form,
            fault: String::new(),
            message: String::new(),
            pointed: None,
            tried: None,
            notices: Vec::new(),
            remove,
            exports: Vec::new(),
        }
    }

    fn heading(&self) -> &'static str {
        Wording::of(self.frame.language).text(self.title)
    }

    fn weekdays(&self) -> Vec<Choice> {
        self.form.weekdays(&self.frame)
    }

    fn voices(&self) -> String {
        self.frame.t("curve.voices").to_owned()
    }

    fn with_fault(mut self, fault: &Fault) -> Self {
        match fault {
            Fault::Field(key) => self.fault = self.frame.t(key).to_owned(),
            Fault::Query { fault, at } => {
                self.fault = self.frame.t("saved.fault_syntax").to_owned();
                let language = match self.frame.language {
                    Interface::Kazakh => Language::Kazakh,
                    Interface::Russian => Language::Russian,
                    Interface::English => Language::Other,
                };
                self.message = fault.words(language);
                self.pointed = Some(Pointed::of(&self.form.query, at));
            }
            Fault::Person(refused) => {
                let explained = match self.frame.language {
                    Interface::Kazakh => refused.kk(),
                    Interface::Russian => refused.ru(),
                    Interface::English => refused.en(),
                };
                self.fault = explained.to_owned();
            }
        }
        self
    }
}

async fn begin(frame: Frame, params: Params) -> Result<Response, Failure> {
    let mut form = Form::new(params.get("q").unwrap_or_default());
    if params.get("expand") == Some("0") {
        form.expanded = false;
    }
    page(&FormPage::new(frame, None, form))
}

async fn show(State(app): State<App>, frame: Frame, Path(id): Path<i64>) -> Result<Response, Failure> {
    let office = app.office().clone();
    let shown = app.with_index(move |store, index| {
        let sources = source_names(store, &office)?;
        let search = store.saved_search(SearchId(id))?.ok_or(Failure::NotFound)?;
        let filter = NoticeFilter { search: Some(search.id), unseen: false, limit: Some(LATEST) };
        let notices = store
            .notices(&filter)?
            .iter()
            .map(|notice| said::notice(&frame, store, &sources, &search.draft.name, notice))
            .collect::<Result<Vec<_>, Failure>>()?;
        let mut page = FormPage::new(frame, Some(search.id), Form::of(&search.draft));
        page.notices = notices;
        page.exports = links::tables(&[
            ("q", search.draft.query.as_str()),
            ("expand", if search.draft.expanded { "1" } else { "0" }),
        ]);
        match alert::dry_run(index, &search.draft, page.frame.now) {
            Ok(trial) => page.tried = Some(Tried::new(&page.frame, store, &sources, &search.draft, &trial)?),
            Err(error) => page = page.with_fault(&fault(error)?),
        }
        Ok(page)
    });
    page(&shown.await?)
}

async fn add(State(app): State<App>, frame: Frame, body: String) -> Result<Response, Failure> {
    sent(&app, frame, None, &body).await
}

async fn change(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<i64>,
    body: String,
) -> Result<Response, Failure> {
    sent(&app, frame, Some(SearchId(id)), &body).await
}

/// What becomes of a form.
enum Outcome {
    Kept(SearchId),
    Faulty(Fault),
    Tried(Tried),
}

/// A form that was sent: tried on the past, or kept.
async fn sent(app: &App, frame: Frame, id: Option<SearchId>, body: &str) -> Result<Response, Failure> {
    let params = Params::of(body);
    let form = Form::sent(&params);
    let draft = match form.draft() {
        Ok(draft) => draft,
        Err(fault) => return faulty(FormPage::new(frame, id, form).with_fault(&fault)),
    };
    let is_trial = params.get("do") != Some("save");
    let reader = frame.clone();
    let office = app.office().clone();
    let outcome = app.with_index(move |store, index| {
        if is_trial {
            let sources = source_names(store, &office)?;
            return match alert::dry_run(index, &draft, reader.now) {
                Ok(trial) => Ok(Outcome::Tried(Tried::new(&reader, store, &sources, &draft, &trial)?)),
                Err(error) => Ok(Outcome::Faulty(fault(error)?)),
            };
        }
        keep(store, index, id, &draft, reader.now)
    });
    match outcome.await? {
        Outcome::Kept(id) => Ok(to(&format!("/saved/{id}"))),
        Outcome::Faulty(fault) => faulty(FormPage::new(frame, id, form).with_fault(&fault)),
        Outcome::Tried(tried) => page(&FormPage { tried: Some(tried), ..FormPage::new(frame, id, form) }),
    }
}

fn keep(
    store: &mut Store,
    index: &Index,
    id: Option<SearchId>,
    draft: &SearchDraft,
    now: Timestamp,
) -> Result<Outcome, Failure> {
    let taken = Outcome::Faulty(Fault::Field("saved.fault_taken"));
    let Some(id) = id else {
        let standing = match alert::begin(index, draft, now) {
            Ok(standing) => standing,
            Err(error) => return Ok(Outcome::Faulty(fault(error)?)),
        };
        return Ok(store.add_search(draft, &standing, now)?.map_or(taken, Outcome::Kept));
    };
    let Some(before) = store.saved_search(id)? else {
        return Ok(Outcome::Faulty(Fault::Field("saved.fault_changed")));
    };
    let standing = match alert::begin_anew(index, &before.draft, draft, now) {
        Ok(standing) => standing,
        Err(error) => return Ok(Outcome::Faulty(fault(error)?)),
    };
    let changed = store.change_search(id, draft, standing.as_deref(), now)?;
    Ok(if changed { Outcome::Kept(id) } else { taken })
}

/// What a reader can mend in their form; the rest is ours.
fn fault(error: dauys_search::Error) -> Result<Fault, Failure> {
    match error {
        dauys_search::Error::Syntax { fault, at } => Ok(Fault::Query { fault, at }),
        dauys_search::Error::Refused(refused) => Ok(Fault::Person(refused)),
        error => Err(failed(error, "")),
    }
}

fn faulty(shown: FormPage) -> Result<Response, Failure> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
}

async fn ask(State(app): State<App>, frame: Frame, Path(id): Path<i64>) -> Result<Response, Failure> {
    let search =
        app.with_store(move |store| store.saved_search(SearchId(id))?.ok_or(Failure::NotFound)).await?;
    page(&Removal {
        action: format!("/saved/{id}/remove"),
        back: format!("/saved/{id}"),
        heading: "saved.remove_title",
        question: frame.say("saved.remove_ask", &[("name", &search.draft.name)]),
        yes: "saved.remove_yes",
        no: "saved.remove_no",
        seen: String::new(),
        frame,
    })
}

async fn remove(State(app): State<App>, Path(id): Path<i64>) -> Result<Response, Failure> {
    let removed = app.with_store(move |store| Ok(store.remove_search(SearchId(id))?)).await?;
    if removed { Ok(to("/saved")) } else { Err(Failure::NotFound) }
}

/// Marks one notice as seen, those of a search, or all.
async fn seen(State(app): State<App>, frame: Frame, body: String) -> Result<Response, Failure> {
    let params = Params::of(&body);
    let number = |name: &str| params.get(name).map(str::parse::<i64>).transpose();
    let (Ok(notice), Ok(search)) = (number("notice"), number("search")) else {
        return Err(Failure::Bad(String::new()));
    };
    let now = frame.now;
    app.with_store(move |store| Ok(store.mark_seen(notice.map(NoticeId), search.map(SearchId), now)?))
        .await?;
    Ok(to(&search.map_or_else(|| "/saved".to_owned(), |search| format!("/saved/{search}"))))
}

fn to(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, address.to_owned())]).into_response()
}
