//! What went wrong, for programs: RFC 9457, `application/problem+json`.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

use crate::failure::Failure;
use crate::frame::Frame;
use crate::matching::reader;
use crate::office::Interface;

/// What went wrong.
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    /// The kind of problem, lasting: `urn:dauys:problem:` and its name.
    #[serde(rename = "type")]
    #[schema(example = "urn:dauys:problem:query")]
    kind: String,
    /// The kind in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong with this request, and what to do.
    detail: String,
    /// Of a query that cannot be read: which of its characters are at fault, the first from 0 and the one behind the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<[usize; 2]>,
}

/// The problems that every request may meet.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "read by the document alone")]
pub(crate) enum Problems {
    /// A parameter or the query cannot be read.
    #[response(status = 400, content_type = "application/problem+json")]
    Bad(Problem),
    /// There is no such thing, or no longer.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// Too many requests: `Retry-After` says how many seconds to wait.
    #[response(
        status = 429, content_type = "application/problem+json",
        headers(("Retry-After" = u64, description = "Seconds to wait"))
    )]
    TooMany(Problem),
    /// A fault of ours.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// There is no index yet, or the answer took too long.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// A failure as a problem; what it says in general is in the reader's language, the detail of a parameter in English.
pub(crate) fn response(
    failure: &Failure,
    name: &str,
    status: StatusCode,
    title: &str,
    general: &str,
    frame: &Frame,
) -> Response {
    let (detail, at) = match failure {
        Failure::Query { fault, at, .. } => (fault.words(reader(frame.language)), Some([at.start, at.end])),
        Failure::Bad(what) if !what.is_empty() => (what.clone(), None),
        Failure::Refused(why) => {
            let said = match frame.language {
                Interface::Kazakh => why.kk(),
                Interface::Russian => why.ru(),
                Interface::English => why.en(),
            };
            (said.to_owned(), None)
        }
        _ => (general.to_owned(), None),
    };
    let problem = Problem {
        kind: format!("urn:dauys:problem:{name}"),
        title: title.to_owned(),
        status: status.as_u16(),
        detail,
        at,
    };
    let mut response = (status, axum::Json(problem)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}
