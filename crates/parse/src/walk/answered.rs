//! The answer of an interface in, its JSON out; or the reason why there is none.

use serde_json::Value;

use crate::barrier::barrier;
use crate::decode::decode;
use crate::error::{Error, Refusal, beginning};
use crate::walk::Answer;
use crate::walk::one::page_of;

/// The status of an answer; 200 for what has none.
pub(super) fn status_of(answer: &Answer<'_>) -> u16 {
    match answer {
        Answer::Page { status, .. } => *status,
        Answer::Messages(_) | Answer::Mails { .. } => 200,
    }
}

/// What a status alone says, where it refuses (RFC 9110, section 15; RFC 6585 for 429).
pub(super) fn refusal_of(status: u16) -> Option<Refusal> {
    Some(match status {
        0..=399 => return None,
        401 | 403 => Refusal::Key,
        404 | 410 => Refusal::Gone,
        429 => Refusal::TooFast,
        500.. => Refusal::Trouble,
        _ => Refusal::Ours,
    })
}

/// The JSON of an answer.
///
/// # Errors
/// [`Error::NotAFeed`] for a page in its place, with the barrier that it may be; what the status says of an answer that is no
/// JSON; [`Error::Drift`] for JSON that is cut or malformed.
pub(super) fn json_of(answer: &Answer<'_>) -> Result<Value, Error> {
    let page = page_of(answer)?;
    let status = status_of(answer);
    let refused = refusal_of(status).map(|refusal| Error::refused(refusal, format!("HTTP {status}")));
    let text = match (decode(page), refused) {
        (Ok(decoded), None) => decoded.text,
        (Err(error), None) => return Err(error),
        (decoded, Some(refused)) => {
            // The body says better than the status why, where it can be read.
            return decoded.ok().and_then(|decoded| serde_json::from_str(&decoded.text).ok()).ok_or(refused);
        }
    };
    if text.trim_start().starts_with('<') {
        return Err(Error::NotAFeed { barrier: barrier(&text), seen: beginning(&text) });
    }
    serde_json::from_str(&text).map_err(|error| Error::drift(format!("no JSON at its line {}", error.line())))
}

/// Refuses a list in which a field that every element should have is in none: the interface has changed, and to go on would be
/// to bring nothing in silence. Fields are JSON pointers (RFC 6901).
pub(super) fn have_fields(elements: &[Value], fields: &[&str]) -> Result<(), Error> {
    let has = |element: &Value, field: &str| element.pointer(field).is_some_and(|value| !value.is_null());
    let missing = fields.iter().find(|field| !elements.iter().any(|element| has(element, field)));
    match missing {
        Some(field) if !elements.is_empty() => {
            Err(Error::drift(format!("none of {} elements has `{field}`", elements.len())))
        }
        _ => Ok(()),
    }
}

/// A text that says something, at a JSON pointer.
pub(super) fn text_at<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer)?.as_str().filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use dauys_model::Page;
    use url::Url;

    use super::*;

    fn read(status: u16, body: &str) -> Result<Value, Error> {
        let url = Url::parse("https://m.example/api").unwrap();
        let page = Page { url, content_type: None, body: body.as_bytes().to_vec() };
        json_of(&Answer::Page { page: &page, status, headers: &[] })
    }

    fn check(status: u16, body: &str, expected: &str) {
        assert_eq!(
            read(status, body).map_or_else(|error| error.code(), |_| "read".into()),
            expected,
            "{status} {body}"
        );
    }

    #[test]
    fn what_is_no_json_has_a_reason() {
        check(200, "[]", "read");
        check(401, "{\"error\":\"\"}", "read");
        check(200, "[{\"id\":", "parse: drift");
        check(200, "<div class=\"g-recaptcha\"></div>", "blocked: captcha");
        check(200, "<form><input type=\"password\"></form>", "blocked: login");
        check(200, "<p>Ошибка</p>", "parse: html");
        check(429, "", "refused: too fast");
        check(503, "<h1>Bad gateway</h1>", "refused: trouble");
        check(404, "", "refused: gone");
    }

    #[test]
    fn a_field_that_none_has_is_named() {
        let elements = [
            serde_json::json!({"id": 1, "account": {"acct": "x"}}),
            serde_json::json!({"id": 2, "uri": null}),
        ];
        assert!(have_fields(&elements, &["/id", "/account/acct"]).is_ok());
        let error = have_fields(&elements, &["/id", "/uri"]).unwrap_err();
        assert!(error.to_string().contains("none of 2 elements has `/uri`"), "{error}");
        assert!(have_fields(&[], &["/uri"]).is_ok());
    }
}
