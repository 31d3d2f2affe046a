//! Who may change something through the JSON interface: with a token set, who knows it; without one, programs of this
//! machine alone. Reading needs neither.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;
use crate::office::Programs;
use crate::state::App;

/// Lets a request through, or answers that it needs the token.
pub(crate) async fn writes(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // Trying a search keeps nothing.
    let is_reading = is_reading || request.uri().path().ends_with("/searches/dry-run");
    if is_reading || may_write(&request, &app.office().programs) {
        return next.run(request).await;
    }
    let mut response = Failure::Token.into_response();
    response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"dauys\""));
    response
}

fn may_write(request: &Request, programs: &Programs) -> bool {
    match &programs.token {
        Some(token) => request
            .headers()
            .get(AUTHORIZATION)
            .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "))
            .is_some_and(|given| are_equal(given, token.as_bytes())),
        // Behind a proxy every client seems to be of this machine.
        None if programs.proxy_header.is_some() => false,
        None => request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .is_some_and(|peer| peer.0.ip().to_canonical().is_loopback()),
    }
}

/// Compares without telling by the time it takes how much is right.
fn are_equal(given: &[u8], token: &[u8]) -> bool {
    let differences = given.iter().zip(token).fold(0, |sum, (one, other)| sum | (one ^ other));
    given.len() == token.len() && differences == 0 && !token.is_empty()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(header: Option<&str>, peer: Option<&str>) -> Request {
        let mut request = Request::post("/").body(Body::empty()).unwrap();
        if let Some(header) = header {
            request.headers_mut().insert(AUTHORIZATION, header.parse().unwrap());
        }
        if let Some(peer) = peer {
            request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
        }
        request
    }

    #[test]
    fn the_token_opens_and_without_one_this_machine_alone_may_write() {
        let with = Programs { token: Some("secret".into()), ..Programs::default() };
        assert!(may_write(&request(Some("Bearer secret"), None), &with));
        for header in [None, Some("Bearer secre"), Some("Bearer secret2"), Some("secret"), Some("Bearer ")] {
            assert!(!may_write(&request(header, Some("127.0.0.1:5")), &with), "{header:?}");
        }
        let without = Programs::default();
        assert!(may_write(&request(None, Some("127.0.0.1:5")), &without));
        assert!(may_write(&request(None, Some("[::ffff:127.0.0.1]:5")), &without));
        assert!(!may_write(&request(None, Some("10.0.0.5:5")), &without));
        assert!(!may_write(&request(Some("Bearer "), None), &without));
        let behind = Programs { proxy_header: Some("x-real-ip".into()), ..Programs::default() };
        assert!(!may_write(&request(None, Some("127.0.0.1:5")), &behind));
    }
}
