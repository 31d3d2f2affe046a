//! The manners that interfaces share: where they are reached, the key they want, and JSON in place of pages.
//!
//! Fields are looked up by name in a tree of JSON rather than read into structures: a platform that renames a field of one
//! comment must cost that comment, not the page. What every answer must have is asked for by [`list`], which names what is
//! not there.

use serde_json::Value;
use url::Url;

use crate::barrier::barrier;
use crate::decode::decode;
use crate::error::{Error, Refusal, beginning};
use crate::walk::one::page_of;
use crate::walk::{Answer, Start};

/// An answer of an interface.
pub(super) struct Told {
    /// The status of the answer.
    pub(super) status: u16,
    /// What it said.
    pub(super) body: Value,
}

/// Reads an answer.
///
/// # Errors
/// [`Error::Unlike`] for what is no JSON, and [`Error::Refused`] where the status of such an answer says why.
pub(super) fn told(answer: &Answer<'_>) -> Result<Told, Error> {
    let page = page_of(answer)?;
    let status = if let Answer::Page { status, .. } = answer { *status } else { 200 };
    let text = decode(page)?.text;
    if let Ok(body) = serde_json::from_str(text.trim()) {
        return Ok(Told { status, body });
    }
    let barrier = barrier(&text);
    if status >= 400 && barrier.is_none() {
        return Err(Error::Refused { refusal: of_status(status), told: format!("HTTP {status}") });
    }
    // Data that breaks off holds names and texts from its first line on.
    let is_data = text.trim_start().starts_with(['{', '[', '"']);
    let seen = if is_data { text.trim_start().chars().take(1).collect() } else { beginning(&text) };
    Err(Error::Unlike { expected: "JSON", barrier, seen })
}

/// What a status means where the answer says nothing more.
pub(super) fn of_status(status: u16) -> Refusal {
    match status {
        401 | 403 => Refusal::Closed,
        404 | 410 => Refusal::Gone,
        429 => Refusal::TooFast,
        500.. => Refusal::Trouble,
        _ => Refusal::Ours,
    }
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

/// Where an interface is reached.
pub(super) struct Interface(Url);

impl Interface {
    /// At `api` if the source says so, else at its usual address.
    ///
    /// # Errors
    /// [`Error::Unfit`] for an address of something else than a web server.
    pub(super) fn new(api: Option<&Url>, usual: &Url) -> Result<Self, Error> {
        let mut base = api.unwrap_or(usual).clone();
        if !matches!(base.scheme(), "http" | "https") {
            return Err(Error::unfit("`api` is an address that begins with `https://`".into()));
        }
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        base.set_query(None);
        base.set_fragment(None);
        Ok(Self(base))
    }

    /// The address of a path below it.
    pub(super) fn at(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{path}", self.0.path()));
        url
    }
}

/// The key of a source that cannot be asked without one.
///
/// # Errors
/// [`Error::Unfit`] where there is none.
pub(super) fn key(start: &Start<'_>, what: &str) -> Result<String, Error> {
    let key = start.secret.map(str::trim).filter(|key| !key.is_empty());
    key.map(str::to_owned)
        .ok_or_else(|| Error::unfit(format!("{what} is needed: its name goes into `secret` of the source")))
}

#[cfg(test)]
mod tests {
    use dauys_model::Page;

    use super::*;
    use crate::error::Barrier;

    fn read(status: u16, body: &str) -> Result<Told, Error> {
        let url = Url::parse("https://demo.example/").unwrap();
        let page = Page { url, content_type: None, body: body.as_bytes().to_vec() };
        told(&Answer::Page { page: &page, status, headers: &[] })
    }

    fn failed(status: u16, body: &str) -> Error {
        read(status, body).err().unwrap()
    }

    #[test]
    fn what_is_no_json_is_named_without_its_text() {
        let cut = failed(200, "[{\"author_name\":\"Жанар Тестова\",\"content\":");
        assert_eq!(cut.to_string(), "not JSON: begins `[`");
        let page = failed(200, "<html><title>Жөндеу</title>");
        assert_eq!(page.code(), "parse: html");
        assert_eq!(failed(200, "").code(), "parse: empty");
        let captcha = failed(403, "<div class=\"g-recaptcha\"></div>");
        assert_eq!(captcha.barrier(), Some(Barrier::Captcha));
        assert_eq!(failed(503, "<h1>busy</h1>").code(), "refused: trouble");
    }

    #[test]
    fn fields_are_had_by_path() {
        let body = read(200, "\u{feff}{\"a\":{\"n\":\"12\",\"t\":\" \",\"on\":1,\"l\":[1]}}").unwrap().body;
        assert_eq!(number(&body, &["a", "n"]), Some(12));
        assert_eq!(text(&body, &["a", "t"]), None);
        assert!(is(&body, &["a", "on"]) && !is(&body, &["a", "off"]));
        assert_eq!(list(&body, &["a", "l"]).unwrap().len(), 1);
        assert_eq!(list(&body, &["a", "m"]).unwrap_err(), Error::missing("a.m"));
    }

    #[test]
    fn a_mirror_keeps_the_paths() {
        let usual = Url::parse("https://www.demo.example").unwrap();
        let mirror = Url::parse("http://127.0.0.1:8099/gate?x=1").unwrap();
        assert_eq!(
            Interface::new(None, &usual).unwrap().at("v3/a").as_str(),
            "https://www.demo.example/v3/a"
        );
        let mirror = Interface::new(Some(&mirror), &usual).unwrap();
        assert_eq!(mirror.at("v3/a").as_str(), "http://127.0.0.1:8099/gate/v3/a");
    }
}
