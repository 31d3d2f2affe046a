//! Entity tags: a client that has an answer already is told so instead of being sent it again.
//!
//! What follows from texts alone is tagged by where index and store stand, and not even worked out again; all else by
//! what the answer holds. Tags are weak: an answer with the same tag says the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;
use crate::state::App;

/// The largest answer that is held in memory to be tagged.
const MOST_BYTES: usize = 64 << 20;

/// Tags answers, and answers 304 where the client has them.
pub(crate) async fn revalidate(State(app): State<App>, request: Request, next: Next) -> Response {
    if *request.method() != Method::GET {
        return next.run(request).await;
    }
    let known = request.headers().get_all(IF_NONE_MATCH).iter().cloned().collect::<Vec<_>>();
    let from_texts = {
        let path = request.uri().path();
        let path = path.strip_prefix("/api/v1").unwrap_or(path);
        path == "/search" || path.starts_with("/posts/")
    };
    let uri = request.uri().to_string();
    let tag = if from_texts { standing(&app, &uri).await } else { None };
    if let Some(tag) = &tag
        && names(&known, tag)
    {
        return not_modified(tag, &HeaderMap::new());
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let (tag, body) = match tag {
        Some(tag) => (tag, body),
        None => match to_bytes(body, MOST_BYTES).await {
            Ok(bytes) => (quoted(&[&bytes]), Body::from(bytes)),
            Err(error) => return Failure::internal(&error).into_response(),
        },
    };
    if holds(&known, &tag) {
        return not_modified(&tag, &parts.headers);
    }
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, value);
    }
    Response::from_parts(parts, body)
}

/// The tag of what follows from texts: where index and store stand, the hour (newness counts from it), and what is asked.
async fn standing(app: &App, uri: &str) -> Option<String> {
    let hour = super::asked::hour((app.office().clock)());
    let positions = app
        .with_index(|store, index| {
            Ok((store.last_change()?, index.position().map_err(|error| Failure::internal(&error))?))
        })
        .await;
    let (store, index) = positions.ok()?;
    Some(quoted(&[
        env!("CARGO_PKG_VERSION").as_bytes(),
        &store.to_be_bytes(),
        &index.to_be_bytes(),
        &hour.as_second().to_be_bytes(),
        uri.as_bytes(),
    ]))
}

fn quoted(parts: &[&[u8]]) -> String {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}

/// Whether a client has an answer that there is: it names the tag, or any.
fn holds(known: &[HeaderValue], tag: &str) -> bool {
    names(known, tag) || known.iter().any(|value| value.as_bytes().trim_ascii() == b"*")
}

/// Whether a list of tags names this one; weak and strong ones are alike here.
fn names(known: &[HeaderValue], tag: &str) -> bool {
    let bare = tag.trim_start_matches("W/");
    known
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|list| list.split(',').any(|one| one.trim().trim_start_matches("W/") == bare))
}

fn not_modified(tag: &str, headers: &HeaderMap) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    response.headers_mut().extend(headers.clone());
    response.headers_mut().remove(axum::http::header::CONTENT_LENGTH);
    response.headers_mut().remove(axum::http::header::CONTENT_TYPE);
    if let Ok(value) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(ETAG, value);
    }
    response
}
