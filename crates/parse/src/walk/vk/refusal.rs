//! The number by which VK refuses, and what it means. VK refuses with status 200.

use crate::error::{Error, Refusal};
use crate::walk::answered::{self, Told, number, refusal_of};

/// The refusal that an answer is, if it is one. What VK says in words is not repeated: it may tell the question's parameters.
pub(super) fn refused(told: &Told) -> Option<Error> {
    let Some(error) = told.body.get("error") else {
        return refusal_of(told.status, Refusal::Closed)
            .map(|refusal| answered::refused(refusal, told.status, None));
    };
    let Some(code) = number(error, &["error_code"]) else { return Some(Error::missing("error.error_code")) };
    Some(Error::refused(meaning(code), format!("VK's error {code}")))
}

/// By the list of the [interface's own schema](https://github.com/VKCOM/vk-api-schema), `errors.json` of 5.199.
fn meaning(code: i64) -> Refusal {
    match code {
        // 3610 and 18 are said of a page that its owner has deleted or the platform has banned.
        18 | 19 | 3610 => Refusal::Gone,
        6 | 9 => Refusal::TooFast,
        29 => Refusal::Quota,
        // 17 asks a person to confirm in a browser, 24 to confirm the action.
        14 | 17 | 24 => Refusal::Captcha,
        4 | 5 | 27 | 28 | 1114 | 1116 | 1117 => Refusal::Key,
        7 | 15 | 30 | 203 | 212 => Refusal::Closed,
        2 | 3 | 8 | 11 | 100 | 113 | 125 => Refusal::Ours,
        _ => Refusal::Trouble,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_understood() {
        let check = |code: i64, expected: &str| {
            let body = json!({"error": {"error_code": code, "error_msg": "x", "request_params": [{"key": "domain", "value": "aigul77"}]}});
            assert_eq!(refused(&Told { status: 200, body }).unwrap().to_string(), expected);
        };
        check(5, "refused (key): VK's error 5");
        check(6, "refused (too fast): VK's error 6");
        check(14, "refused (captcha): VK's error 14");
        check(15, "refused (closed): VK's error 15");
        check(29, "refused (quota): VK's error 29");
        check(10, "refused (trouble): VK's error 10");
        check(100, "refused (question): VK's error 100");
        let error = |body| refused(&Told { status: 200, body });
        assert_eq!(error(json!({"error": "x"})), Some(Error::missing("error.error_code")));
        assert_eq!(error(json!({"response": {}})), None);
    }
}
