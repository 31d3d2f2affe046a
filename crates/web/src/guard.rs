//! What every request passes on its way in and every answer on its way out: whose host it names, which site sent it, how long
//! it may be and take; the security headers, and a page for what went wrong.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::failure::{self, Failure};
use crate::frame::Frame;
use crate::state::App;

/// The longest address, in bytes after the path. A query of a thousand Kazakh letters is about 6 000 of them.
const MOST_QUERY_BYTES: usize = 16_384;

/// The largest form.
pub(crate) const MOST_BODY_BYTES: usize = 256 * 1024;

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// No script, style, frame or address of anybody else; nothing inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; connect-src 'self'";

/// Lets a request through, or answers for it.
pub(crate) async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let frame = Frame::of(&app, request.uri(), request.headers());
    let response = match refused(&app, &request) {
        Some(failure) => failure.into_response(),
        None => {
            request.extensions_mut().insert(frame.clone());
            answered(request, next).await
        }
    };
    let mut response = failure::shown(response, &frame);
    set_headers(response.headers_mut(), &frame);
    response
}

/// Runs the handler as a task of its own, so that neither a panic nor a slow page takes the connection with it.
async fn answered(request: Request, next: Next) -> Response {
    let mut task = tokio::spawn(next.run(request));
    match tokio::time::timeout(PATIENCE, &mut task).await {
        Ok(Ok(response)) => response,
        // What the panic says may hold a text: its place was told on stderr by the panic itself.
        Ok(Err(_)) => Failure::Internal("a handler panicked".into()).into_response(),
        Err(_) => {
            task.abort();
            Failure::Slow.into_response()
        }
    }
}

fn refused(app: &App, request: &Request) -> Option<Failure> {
    if request.uri().query().is_some_and(|query| query.len() > MOST_QUERY_BYTES) {
        return Some(Failure::TooLarge);
    }
    if !is_ours(request.uri(), request.headers(), &app.office().hosts) {
        return Some(Failure::Foreign);
    }
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    (!is_reading && !is_from_here(request.headers())).then_some(Failure::Foreign)
}

/// Whether the request names a host that is ours: what defends against names that somebody points at this machine.
fn is_ours(uri: &Uri, headers: &HeaderMap, hosts: &[String]) -> bool {
    let host = match headers.get(header::HOST) {
        Some(host) => host.to_str().ok(),
        None => uri.authority().map(|authority| authority.as_str()),
    };
    host.map(without_port).is_some_and(|host| hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host)))
}

/// Whether a form was sent by one of our own pages.
fn is_from_here(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    match headers.get(header::ORIGIN).map(|origin| origin.to_str().ok()) {
        Some(origin) => origin.and_then(|origin| origin.split_once("://")).map(|(_, host)| host) == host,
        // Every browser names its origin with a form; what does not is a program, and has no cookies of a reader.
        None => true,
    }
}

fn without_port(host: &str) -> &str {
    match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    }
}

fn set_headers(headers: &mut HeaderMap, frame: &Frame) {
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        // What an office reads is for nobody's index.
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
    }
    let is_page =
        headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page {
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(frame.language.code()));
    }
    // To programs `lang` is a filter.
    if frame.language_asked
        && !frame.path.starts_with("/api/")
        && let Ok(cookie) = HeaderValue::from_str(&cookie("lang", frame.language.code()))
    {
        headers.append(header::SET_COOKIE, cookie);
    }
}

/// A cookie that lasts a year; no script reads it, no other site sends it along.
pub(crate) fn cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_and_brackets_are_no_part_of_a_host() {
        let hosts = ["localhost:8080", "[::1]:8080", "[::1]", "10.0.0.1", "localhost"].map(without_port);
        assert_eq!(hosts, ["localhost", "::1", "::1", "10.0.0.1", "localhost"]);
    }
}
