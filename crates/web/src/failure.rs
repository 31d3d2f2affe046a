//! What can go wrong with a request, and the page (or, under `/api/`, the JSON) that says so. A handler answers with a
//! [`Failure`]; the guard, who knows the reader's language, has it shown.

use std::ops::Range;

use askama::Template;
use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use dauys_search::{Fault, Refused};

use crate::api::problem;
use crate::clean;
use crate::frame::Frame;
use crate::matching::reader;
use crate::params::address;
use crate::readers::ReadersFault;
use crate::wording::Wording;
use dauys_model::Interface;

/// Why there is no page.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// The query cannot be read.
    Query {
        /// The query as typed.
        query: String,
        /// What is wrong with it.
        fault: Fault,
        /// At which of its characters, from 0.
        at: Range<usize>,
    },
    /// The query looks for nothing but a person.
    Refused(Refused),
    /// Something else in the address or the form cannot be read; what, in the reader's language.
    Bad(String),
    /// The place in an answer to go on at is none that an answer gave.
    Cursor,
    /// There is no such page.
    NotFound,
    /// The page does not do that.
    Method,
    /// Something that is kept stands against it; what, in English.
    Conflict(String),
    /// A form that another site sent, or a host that is not ours.
    Foreign,
    /// The address or the form is too long.
    TooLarge,
    /// Too many requests.
    TooMany,
    /// Only who knows the token may do that.
    Token,
    /// There is no index yet.
    NoIndex,
    /// It took too long.
    Slow,
    /// Ours; logged, and not shown. Never holds a text or a query.
    Internal(String),
}

impl Failure {
    /// A failure of ours.
    pub(crate) fn internal(error: &dyn std::error::Error) -> Self {
        Self::Internal(error.to_string())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Query { .. } | Self::Refused(_) | Self::Bad(_) | Self::Cursor => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Token => StatusCode::UNAUTHORIZED,
            Self::NoIndex | Self::Slow => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Its name in `failure.toml` and in JSON.
    fn name(&self) -> &'static str {
        match self {
            Self::Query { .. } => "query",
            Self::Refused(_) => "refused",
            Self::Bad(_) => "bad",
            Self::Cursor => "cursor",
            Self::NotFound => "not_found",
            Self::Conflict(_) => "conflict",
            Self::Method => "method",
            Self::Foreign => "foreign",
            Self::TooLarge => "too_large",
            Self::TooMany => "too_many",
            Self::Token => "token",
            Self::NoIndex => "no_index",
            Self::Slow => "slow",
            Self::Internal(_) => "internal",
        }
    }

    /// What an answer without a page of its own means, such as those of the router.
    fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::NOT_FOUND => Some(Self::NotFound),
            StatusCode::METHOD_NOT_ALLOWED => Some(Self::Method),
            StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG => Some(Self::TooLarge),
            StatusCode::BAD_REQUEST
            | StatusCode::UNPROCESSABLE_ENTITY
            | StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Self::Bad(String::new())),
            _ => None,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<dauys_store::Error> for Failure {
    fn from(error: dauys_store::Error) -> Self {
        Self::internal(&error)
    }
}

impl From<ReadersFault> for Failure {
    fn from(fault: ReadersFault) -> Self {
        match fault {
            ReadersFault::Failed(said) => Self::Internal(said),
            fault => Self::Conflict(fault.to_string()),
        }
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    frame: &'a Frame,
    title: String,
    text: String,
    what: String,
    pointed: Option<Pointed>,
    /// What can be looked for instead, with its address.
    ways: Vec<(String, String)>,
    /// Whether the query language is what the reader needs.
    is_of_query: bool,
}

/// A query with the character that cannot be read set off.
pub(crate) struct Pointed {
    pub(crate) before: String,
    pub(crate) at: String,
    pub(crate) after: String,
}

impl Pointed {
    pub(crate) fn of(query: &str, at: &Range<usize>) -> Self {
        let mut characters = query.chars();
        let before: String = characters.by_ref().take(at.start).collect();
        let marked: String = characters.by_ref().take(at.len()).collect();
        Self {
            before: clean::stretch(&before),
            // Where something is missing at the end there is nothing to mark but a blank.
            at: if marked.trim().is_empty() { "\u{a0}".to_owned() } else { clean::stretch(&marked) },
            after: clean::stretch(&characters.collect::<String>()),
        }
    }
}

/// Queries for offices and matters, for those who asked for a person.
fn ways(frame: &Frame) -> Vec<(String, String)> {
    let queries = Wording::of(frame.language).list("failure.refused_ways");
    queries.iter().map(|query| (query.clone(), address("/search", [("q", query.as_str())]))).collect()
}

/// Gives an answer that is a failure its page, or its JSON under `/api/`; leaves others alone.
pub(crate) fn shown(response: Response, frame: &Frame) -> Response {
    let failure = response.extensions().get::<Failure>().cloned();
    let is_bare =
        response.headers().get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let Some(failure) = failure.or_else(|| is_bare.then(|| Failure::of_status(response.status())).flatten())
    else {
        return response;
    };
    if let Failure::Internal(error) = &failure {
        tracing::error!("a page failed: {error}");
    }
    let status = failure.status();
    let name = failure.name();
    let mut shown = if frame.path.starts_with("/api/") {
        let title = frame.t(&format!("failure.{name}")).to_owned();
        let general = frame.t(&format!("failure.{name}_text")).to_owned();
        problem::response(&failure, name, status, &title, &general, frame)
    } else {
        let page = FailurePage {
            frame,
            title: frame.t(&format!("failure.{name}")).to_owned(),
            text: frame.t(&format!("failure.{name}_text")).to_owned(),
            what: match &failure {
                Failure::Query { fault, .. } => fault.words(reader(frame.language)),
                Failure::Refused(why) => match frame.language {
                    Interface::Kazakh => why.kk().to_owned(),
                    Interface::Russian => why.ru().to_owned(),
                    Interface::English => why.en().to_owned(),
                },
                Failure::Bad(what) | Failure::Conflict(what) => what.clone(),
                _ => String::new(),
            },
            pointed: match &failure {
                Failure::Query { query, at, .. } => Some(Pointed::of(query, at)),
                _ => None,
            },
            is_of_query: matches!(failure, Failure::Query { .. }),
            ways: if matches!(failure, Failure::Refused(_)) { ways(frame) } else { Vec::new() },
        };
        (status, Html(page.render().unwrap_or_default())).into_response()
    };
    if matches!(failure, Failure::TooMany | Failure::NoIndex | Failure::Slow) {
        shown.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("10"));
    }
    for name in [ALLOW, RETRY_AFTER, WWW_AUTHENTICATE] {
        if let Some(value) = response.headers().get(&name) {
            shown.headers_mut().insert(name, value.clone());
        }
    }
    shown
}
