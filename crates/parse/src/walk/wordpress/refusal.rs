//! The word by which WordPress and its guards refuse, and what it means.

use crate::error::{Error, Refusal};
use crate::walk::answered::{self, Told, refusal_of, text};

/// The code by which a page past the last one is refused.
const PAST_THE_END: &str = "invalid_page_number";

/// The refusal that an answer is, if it is one. Some guards refuse with status 200.
pub(super) fn refused(told: &Told) -> Option<Error> {
    let code = text(&told.body, &["code"]).filter(|_| told.body.is_object());
    if code.is_none() && told.status < 400 {
        return None;
    }
    let code = code.unwrap_or_default();
    let refusal = match code {
        "rest_no_route" => Refusal::Gone,
        "rest_invalid_param" | "rest_missing_callback_param" => Refusal::Ours,
        _ if code.ends_with(PAST_THE_END) => Refusal::Ours,
        // `rest_forbidden`, `rest_not_logged_in`, `rest_cannot_read`, `rest_disabled`, and those of plugins.
        _ if told.status < 400 || told.status == 400 && code.starts_with("rest_") => Refusal::Closed,
        _ => refusal_of(told.status, Refusal::Closed).unwrap_or(Refusal::Ours),
    };
    Some(answered::refused(refusal, told.status, Some(code)))
}

/// Whether a refusal only says that there is no further page.
pub(super) fn is_past_the_end(error: &Error) -> bool {
    matches!(error, Error::Refused { refusal: Refusal::Ours, told } if told.contains(PAST_THE_END))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn check(status: u16, body: Value, expected: &str) {
        let found = refused(&Told { status, body }).map(|error| error.to_string());
        assert_eq!(found.unwrap_or_default(), expected);
    }

    #[test]
    fn codes_are_understood() {
        let body = |code: &str| json!({"code": code, "message": "x", "data": {"status": 400}});
        check(401, body("rest_not_logged_in"), "refused (closed): HTTP 401, `rest_not_logged_in`");
        check(200, body("rest_disabled"), "refused (closed): HTTP 200, `rest_disabled`");
        check(404, body("rest_no_route"), "refused (gone): HTTP 404, `rest_no_route`");
        check(400, body("rest_invalid_param"), "refused (question): HTTP 400, `rest_invalid_param`");
        check(429, body("Жанар"), "refused (too fast): HTTP 429");
        check(503, json!(null), "refused (trouble): HTTP 503");
        check(200, json!([]), "");
        let end = refused(&Told { status: 400, body: body("rest_post_invalid_page_number") }).unwrap();
        assert!(is_past_the_end(&end));
    }
}
