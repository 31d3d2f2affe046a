//! What a program sends: one JSON object. What is wrong with it is said with the field; a field that is not known is an
//! error that names the nearest.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::names::nearest;
use crate::failure::Failure;

/// The object that was sent.
pub(crate) struct Sent<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        // Forms of other sites cannot send this kind.
        let is_json =
            request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| {
                let kind = kind.split(';').next().unwrap_or_default().trim();
                kind.eq_ignore_ascii_case("application/json")
            });
        if !is_json {
            return Err(Failure::Bad("send one JSON object, with `Content-Type: application/json`".into()));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Failure::TooLarge
            } else {
                Failure::Bad("the body did not come through".into())
            }
        })?;
        object(&bytes).map(Self)
    }
}

fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(bytes).map_err(|error| {
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or_default();
        if let Some(mended) = unknown(what) {
            return Failure::Bad(mended);
        }
        let place = format!("line {}, column {}", error.line(), error.column());
        if error.is_data() {
            Failure::Bad(format!("{what} ({place})"))
        } else {
            Failure::Bad(format!("the body is not JSON: {what} ({place})"))
        }
    })
}

/// What is said of a field that is not known, from the message of the reader, which names it and all that are.
fn unknown(message: &str) -> Option<String> {
    let mut quoted = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let given: String = quoted.next()?.chars().take(40).collect();
    Some(format!("there is no field `{given}`{}", nearest(&given, quoted)))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read by name alone")]
    struct Example {
        query: String,
        name: Option<String>,
    }

    fn said(body: &[u8]) -> String {
        match object::<Example>(body) {
            Err(Failure::Bad(said)) => said,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(said(br#"{"query":"a","nmae":"b"}"#), "there is no field `nmae`; did you mean `name`?");
        assert_eq!(said(br#"{"name":"b"}"#), "missing field `query` (line 1, column 12)");
        assert!(said(b"{\"query\":").starts_with("the body is not JSON: EOF"));
        assert!(said(b"\xff\xfe{").starts_with("the body is not JSON"));
        assert!(said(br#"{"query":1}"#).starts_with("invalid type: integer"));
        assert!(object::<Example>("{\"query\":\"су\"}".as_bytes()).is_ok());
    }
}
