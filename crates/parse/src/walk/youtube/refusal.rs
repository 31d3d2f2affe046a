//! The word by which the Data API refuses, and what it means.

use serde_json::Value;

use crate::error::{Error, Refusal};
use crate::walk::answered::{self, Told, at, refusal_of, text};

/// The refusal that an answer is, if it is one.
pub(super) fn refused(told: &Told) -> Option<Error> {
    let error = told.body.get("error");
    if error.is_none() && told.status < 400 {
        return None;
    }
    let error = error.unwrap_or(&Value::Null);
    let reason = first(error, "errors").unwrap_or_default();
    // A wrong key is a `badRequest` in the old list of reasons and says so in the new one only.
    let detail = first(error, "details").unwrap_or_default();
    let by_status = || refusal_of(told.status, Refusal::Closed);
    let (refusal, word) = match meaning(detail) {
        Some(refusal) => (refusal, detail),
        None => (meaning(reason).or_else(by_status).unwrap_or(Refusal::Ours), reason),
    };
    Some(answered::refused(refusal, told.status, Some(word)))
}

fn first<'a>(error: &'a Value, list: &str) -> Option<&'a str> {
    at(error, &[list])?.as_array()?.iter().find_map(|one| text(one, &["reason"]))
}

/// The reasons of the [Data API](https://developers.google.com/youtube/v3/docs/errors) and of Google's interfaces in general.
fn meaning(reason: &str) -> Option<Refusal> {
    Some(match reason {
        "quotaExceeded" | "dailyLimitExceeded" | "RATE_LIMIT_EXCEEDED_DAILY" => Refusal::Quota,
        "rateLimitExceeded" | "userRateLimitExceeded" | "RATE_LIMIT_EXCEEDED" => Refusal::TooFast,
        "keyInvalid"
        | "keyExpired"
        | "accessNotConfigured"
        | "ipRefererBlocked"
        | "API_KEY_INVALID"
        | "API_KEY_SERVICE_BLOCKED"
        | "API_KEY_IP_ADDRESS_BLOCKED"
        | "API_KEY_HTTP_REFERRER_BLOCKED"
        | "SERVICE_DISABLED"
        | "CONSUMER_SUSPENDED"
        | "CONSUMER_INVALID" => Refusal::Key,
        // `processingFailure` is said of single videos whose comments cannot be had, sometimes for days.
        "commentsDisabled" | "forbidden" | "playlistItemsNotAccessible" | "processingFailure" => {
            Refusal::Closed
        }
        "videoNotFound"
        | "commentNotFound"
        | "parentCommentNotFound"
        | "playlistNotFound"
        | "commentThreadNotFound"
        | "channelNotFound" => Refusal::Gone,
        "backendError" | "internalError" => Refusal::Trouble,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(status: u16, body: Value, expected: &str) {
        let found = refused(&Told { status, body }).map(|error| error.to_string());
        assert_eq!(found.unwrap_or_default(), expected);
    }

    #[test]
    fn reasons_are_understood() {
        let body =
            |reason: &str| json!({"error": {"code": 403, "message": "x", "errors": [{"reason": reason}]}});
        check(403, body("quotaExceeded"), "refused (quota): HTTP 403, `quotaExceeded`");
        check(403, body("rateLimitExceeded"), "refused (too fast): HTTP 403, `rateLimitExceeded`");
        check(403, body("commentsDisabled"), "refused (closed): HTTP 403, `commentsDisabled`");
        check(404, body("videoNotFound"), "refused (gone): HTTP 404, `videoNotFound`");
        check(400, body("somethingNew"), "refused (question): HTTP 400, `somethingNew`");
        check(500, json!({"error": "Айгүл"}), "refused (trouble): HTTP 500");
        let key = json!({"error": {"code": 400, "errors": [{"reason": "badRequest"}],
            "details": [{"reason": "API_KEY_INVALID", "domain": "googleapis.com"}]}});
        check(400, key, "refused (key): HTTP 400, `API_KEY_INVALID`");
        check(200, json!({"items": []}), "");
    }
}
