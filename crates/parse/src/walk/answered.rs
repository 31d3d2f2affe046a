//! An answer in; its page, its JSON, or the reason why there is none, out.
//!
//! Fields are looked up by name in a tree of JSON rather than read into structures: a platform that renames a field of one
//! comment must cost that comment, not the page. What every answer must have is asked for by [`list`] and [`have_fields`],
//! which name what is not there.

use dauys_model::Page;
use serde_json::Value;

use crate::barrier::barrier;
use crate::decode::decode;
use crate::error::{Error, Refusal, beginning};
use crate::walk::Answer;

/// The page of an answer; anything else is an answer to a question that was not asked.
pub(super) fn page_of<'a>(answer: &Answer<'a>) -> Result<&'a Page, Error> {
    match answer {
        Answer::Page { page, .. } => Ok(page),
        Answer::Messages(_) | Answer::Mails { .. } => {
            Err(Error::unfit("a page was asked for, and something else was answered".into()))
        }
    }
}

/// The status of an answer; 200 for what has none.
pub(super) fn status_of(answer: &Answer<'_>) -> u16 {
    match answer {
        Answer::Page { status, .. } => *status,
        Answer::Messages(_) | Answer::Mails { .. } => 200,
    }
}

/// An answer of an interface.
pub(super) struct Told {
    /// The status of the answer.
    pub(super) status: u16,
    /// What it said.
    pub(super) body: Value,
}

/// The JSON of an answer, whatever its status.
///
/// # Errors
/// [`Error::Unlike`] for what is no JSON, with the barrier that it may be, and [`Error::Refused`] where the status of such an
/// answer says why; 401 and 403 mean `barred`.
pub(super) fn told(answer: &Answer<'_>, barred: Refusal) -> Result<Told, Error> {
    let page = page_of(answer)?;
    let status = status_of(answer);
    let refusal = refusal_of(status, barred).map(|refusal| refused(refusal, status, None));
    let text = match (decode(page), refusal) {
        (Ok(decoded), _) => decoded.text,
        (Err(_), Some(refused)) => return Err(refused),
        (Err(error), None) => return Err(error),
    };
    if let Ok(body) = serde_json::from_str(text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n'])) {
        return Ok(Told { status, body });
    }
    let barrier = barrier(&text);
    if let Some(refused) = refusal_of(status, barred).filter(|_| barrier.is_none()) {
        return Err(self::refused(refused, status, None));
    }
    Err(Error::Unlike { expected: "JSON", barrier, seen: beginning(&text) })
}

/// What a status alone says, where it refuses (RFC 9110, section 15; RFC 6585 for 429). 401 and 403 mean `barred`: where a key was
/// sent [`Refusal::Key`], else [`Refusal::Closed`].
pub(super) fn refusal_of(status: u16, barred: Refusal) -> Option<Refusal> {
    Some(match status {
        200..=299 => return None,
        401 | 403 => barred,
        404 | 410 => Refusal::Gone,
        429 => Refusal::TooFast,
        500.. => Refusal::Trouble,
        _ => Refusal::Ours,
    })
}

/// A refusal with the status and the code by which it was told. What is no [code](is_code) is left out.
pub(super) fn refused(refusal: Refusal, status: u16, code: Option<&str>) -> Error {
    let code = code.filter(|code| is_code(code));
    Error::refused(
        refusal,
        code.map_or_else(|| format!("HTTP {status}"), |code| format!("HTTP {status}, `{code}`")),
    )
}

/// Whether a word is a code of an interface and no sentence, in which a person might be named.
pub(super) fn is_code(word: &str) -> bool {
    (1..=60).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}

/// The code by which a refusal names itself, wherever it stands.
pub(super) fn code_of(body: &Value) -> Option<&str> {
    let places = [Some(body), body.get("error"), body.get(0)];
    places.into_iter().flatten().find_map(|place| {
        let names = ["code", "error", "message", "status"];
        names.iter().find_map(|name| place.get(name)?.as_str()).filter(|word| is_code(word))
    })
}

/// What lies at the end of a path of names.
pub(super) fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, name| value.get(name))
}

/// A text that is not blank.
pub(super) fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    at(value, path)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// A whole number, which may be written as a text.
pub(super) fn number(value: &Value, path: &[&str]) -> Option<i64> {
    match at(value, path)? {
        Value::Number(number) => number.as_i64(),
        Value::String(digits) => digits.trim().parse().ok(),
        _ => None,
    }
}

/// A count.
pub(super) fn count(value: &Value, path: &[&str]) -> Option<u32> {
    number(value, path).and_then(|number| u32::try_from(number).ok())
}

/// Whether something is said to be so, as a truth or as the number 1.
pub(super) fn is(value: &Value, path: &[&str]) -> bool {
    at(value, path).is_some_and(|value| value.as_bool() == Some(true) || value.as_i64() == Some(1))
}

/// A list that every answer of its kind has.
///
/// # Errors
/// [`Error::Drift`] that names it.
pub(super) fn list<'a>(value: &'a Value, path: &[&str]) -> Result<&'a [Value], Error> {
    let list = at(value, path).and_then(Value::as_array);
    list.map(Vec::as_slice).ok_or_else(|| Error::missing(path.join(".")))
}

/// Refuses a list in which a field that every element should have is in none: the interface has changed, and to go on would be
/// to bring nothing in silence.
///
/// # Errors
/// [`Error::Drift`] that names the field.
pub(super) fn have_fields(elements: &[Value], fields: &[&[&str]]) -> Result<(), Error> {
    let has = |element: &Value, field: &[&str]| at(element, field).is_some_and(|value| !value.is_null());
    let missing = fields.iter().find(|field| !elements.iter().any(|element| has(element, field)));
    match missing {
        Some(field) if !elements.is_empty() => {
            Err(Error::drift(format!("none of {} elements has `{}`", elements.len(), field.join("."))))
        }
        _ => Ok(()),
    }
}

/// What JSON is at its top, for a message: `an object with a, b`, `an array`, …
pub(super) fn shape(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let names: Vec<&str> = members.keys().take(8).map(String::as_str).collect();
            format!("an object with {}", if names.is_empty() { "nothing".into() } else { names.join(", ") })
        }
        Value::Array(_) => "an array".into(),
        Value::String(_) => "a string".into(),
        Value::Number(_) => "a number".into(),
        Value::Bool(_) | Value::Null => "no data".into(),
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    fn read(status: u16, body: &str) -> Result<Told, Error> {
        let url = Url::parse("https://demo.example/api?key=hidden").unwrap();
        let page = Page { url, content_type: None, body: body.as_bytes().to_vec() };
        told(&Answer::Page { page: &page, status, headers: &[] }, Refusal::Closed)
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
        check(200, "\u{feff}\n{}", "read");
        check(401, "{\"error\":\"\"}", "read");
        check(200, "[{\"id\":", "parse: other");
        check(200, "", "parse: empty");
        check(200, "<div class=\"g-recaptcha\"></div>", "blocked: captcha");
        check(403, "<div class=\"g-recaptcha\"></div>", "blocked: captcha");
        check(200, "<form><input type=\"password\"></form>", "blocked: login");
        check(200, "<p>Ошибка</p>", "parse: html");
        check(403, "", "refused: closed");
        check(429, "", "refused: too fast");
        check(503, "<h1>Bad gateway</h1>", "refused: trouble");
        check(404, "", "refused: gone");
    }

    #[test]
    fn data_that_breaks_off_is_named_without_its_text() {
        let cut = read(200, "[{\"author_name\":\"Жанар Тестова\",\"content\":").err().unwrap();
        assert_eq!(cut.to_string(), "not JSON: begins `[`");
    }

    #[test]
    fn a_refusal_is_told_by_a_code_and_no_sentence() {
        let told = |code| refused(Refusal::Closed, 400, Some(code)).to_string();
        assert_eq!(told("notAllowed"), "refused (closed): HTTP 400, `notAllowed`");
        assert_eq!(told("Айгүл жазды"), "refused (closed): HTTP 400");
        assert_eq!(refusal_of(403, Refusal::Key), Some(Refusal::Key));
        let code = |body: &str| code_of(&serde_json::from_str(body).unwrap()).map(str::to_owned);
        assert_eq!(code("{\"error\":{\"code\":\"notAllowed\"}}").as_deref(), Some("notAllowed"));
        assert_eq!(code("{\"message\":\"notAllowed\"}").as_deref(), Some("notAllowed"));
        assert_eq!(code("{\"message\":\"Айгүл жазды\"}"), None);
        assert_eq!(code("17"), None);
    }

    #[test]
    fn fields_are_had_by_path() {
        let body = read(200, "{\"a\":{\"n\":\"12\",\"t\":\" \",\"on\":1,\"l\":[1]}}").ok().unwrap().body;
        assert_eq!(number(&body, &["a", "n"]), Some(12));
        assert_eq!(text(&body, &["a", "t"]), None);
        assert!(is(&body, &["a", "on"]) && !is(&body, &["a", "off"]));
        assert_eq!(list(&body, &["a", "l"]).unwrap().len(), 1);
        assert_eq!(list(&body, &["a", "m"]).unwrap_err(), Error::missing("a.m"));
    }

    #[test]
    fn a_field_that_none_has_is_named() {
        let elements = [
            serde_json::json!({"id": 1, "account": {"acct": "x"}}),
            serde_json::json!({"id": 2, "uri": null}),
        ];
        assert!(have_fields(&elements, &[&["id"], &["account", "acct"]]).is_ok());
        let error = have_fields(&elements, &[&["id"], &["uri"]]).unwrap_err();
        assert!(error.to_string().contains("none of 2 elements has `uri`"), "{error}");
        assert!(have_fields(&[], &[&["uri"]]).is_ok());
    }
}
