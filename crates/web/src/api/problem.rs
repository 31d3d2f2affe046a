//! What went wrong, for programs: RFC 9457, `application/problem+json`.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

use crate::failure::Failure;
use crate::frame::Frame;
use crate::matching::reader;
use dauys_model::Interface;

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
    /// The client has this answer already: its `If-None-Match` holds the tag.
    #[response(status = 304)]
    NotModified,
    /// A parameter or the query cannot be read, or the query looks for nothing but a person.
    #[response(status = 400, content_type = "application/problem+json")]
    Bad(Problem),
    /// The request names a host that is not ours.
    #[response(status = 403, content_type = "application/problem+json")]
    Foreign(Problem),
    /// There is no such thing, or no longer.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// The address is too long.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
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

/// The problems that a request which sends something may meet.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "read by the document alone")]
pub(crate) enum WriteProblems {
    /// A parameter, the body or the query in it cannot be read, or the search looks for nothing but a person.
    #[response(status = 400, content_type = "application/problem+json")]
    Bad(Problem),
    /// Writing needs the token.
    #[response(
        status = 401, content_type = "application/problem+json",
        headers(("WWW-Authenticate" = String, description = "`Bearer`"))
    )]
    Token(Problem),
    /// The request names a host that is not ours, or a page of another site sent it.
    #[response(status = 403, content_type = "application/problem+json")]
    Foreign(Problem),
    /// There is no such thing, or no longer.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// Something else that is kept stands against it, such as a name that is taken.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The body is too long.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
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
        Failure::Bad(what) | Failure::Conflict(what) if !what.is_empty() => (what.clone(), None),
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
