//! What an answer means: good, or which failure. Redirects and "not modified" are good here; who follows knows what to do.

use url::Url;

use crate::exchange::{Answer, host};
use crate::{Failure, Reason, Standing, barrier, redirects, retry};

/// Lets good answers through and turns the rest into failures.
pub(crate) fn judge(url: &Url, standing: Standing, answer: Answer) -> Result<Answer, Failure> {
    let status = answer.status;
    let refused = |reason| Failure::Forbidden { host: host(url), reason };
    if let Some(barrier) = barrier::find(url, status, &answer.headers, &answer.body) {
        return Err(refused(Reason::Blocked(barrier)));
    }
    let reason = Reason::Status(status.as_u16());
    match status.as_u16() {
        200..=299 | 304 => Ok(answer),
        _ if redirects::is_redirect(status) => Ok(answer),
        status if standing.listens_to(status) && !answer.body.is_empty() => Ok(answer),
        status @ (404 | 410) => Err(Failure::Gone { host: host(url), status }),
        // 451: a law forbids it to us, like a wall at a border.
        401 | 403 | 451 => Err(refused(reason)),
        408 | 425 | 429 | 500..=599 => {
            Err(Failure::Later { host: host(url), reason, retry_after: retry::retry_after(&answer.headers) })
        }
        _ => Err(Failure::Broken { host: host(url), reason }),
    }
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use reqwest::header::HeaderMap;

    use super::*;

    #[track_caller]
    fn check(status: u16, expected: &str) {
        check_as(Standing::Visitor, status, "{}", expected);
    }

    #[track_caller]
    fn check_as(standing: Standing, status: u16, body: &str, expected: &str) {
        let status = StatusCode::from_u16(status).unwrap();
        let answer = Answer { status, headers: HeaderMap::new(), body: body.into() };
        let url = "http://a.example/x?secret=1".parse().unwrap();
        let told =
            judge(&url, standing, answer).map_or_else(|failure| format!("{failure:?}"), |_| "good".into());
        assert!(told.starts_with(expected), "{status}: {told}");
        assert!(!told.contains("secret"));
    }

    #[test]
    fn every_status_has_one_meaning() {
        for status in [200, 202, 204, 206, 301, 302, 303, 304, 307, 308] {
            check(status, "good");
        }
        for status in [404, 410] {
            check(status, "Gone");
        }
        for status in [401, 403, 451] {
            check(status, "Forbidden");
        }
        for status in [408, 425, 429, 500, 502, 503, 504, 521, 599] {
            check(status, "Later");
        }
        for status in [100, 300, 305, 400, 402, 405, 406, 407, 418, 600, 999] {
            check(status, "Broken");
        }
    }

    #[test]
    fn an_interface_may_say_why_it_refuses() {
        for standing in [Standing::Guest, Standing::Interface] {
            for status in [400, 401, 403, 404, 409, 410, 422] {
                check_as(standing, status, "{\"error\":{\"code\":5}}", "good");
            }
            check_as(standing, 404, "", "Gone");
            check_as(standing, 403, "", "Forbidden");
            check_as(standing, 400, "", "Broken");
            for status in [429, 500, 503] {
                check_as(standing, status, "{}", "Later");
            }
            check_as(standing, 403, "<html><title>Just a moment...</title>", "Forbidden");
        }
    }
}
