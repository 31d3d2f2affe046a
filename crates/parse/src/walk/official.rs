//! What the interfaces of state bodies share: an answer in, its JSON out, or what a refusal means.

use serde_json::Value;
use url::Url;

use crate::barrier::barrier;
use crate::decode::decode;
use crate::error::{Barrier, Error, Refusal, beginning};
use crate::plain::plain_line;
use crate::walk::Answer;
use crate::walk::one::page_of;

/// What is wrong with an answer whose status says so, by the status alone.
pub(super) fn refusal_of(status: u16) -> Option<Refusal> {
    match status {
        200..=299 => None,
        401 | 403 => Some(Refusal::Key),
        404 | 410 => Some(Refusal::Gone),
        429 => Some(Refusal::TooFast),
        500..=599 => Some(Refusal::Trouble),
        _ => Some(Refusal::Ours),
    }
}

/// A refusal with the status and the word by which it was told.
pub(super) fn refused(refusal: Refusal, status: u16, word: Option<&str>) -> Error {
    let told = word.map_or_else(|| format!("HTTP {status}"), |word| format!("HTTP {status} {word}"));
    Error::Refused { refusal, told }
}

/// The status of an answer.
pub(super) fn status_of(answer: &Answer<'_>) -> u16 {
    match answer {
        Answer::Page { status, .. } => *status,
        Answer::Messages(_) | Answer::Mails { .. } => 200,
    }
}

/// The JSON of an answer, whatever its status.
///
/// # Errors
/// [`Error::Refused`] for a page put before the interface, [`Error::Drift`] for anything else that is no JSON.
pub(super) fn json_of(answer: &Answer<'_>) -> Result<Value, Error> {
    let text = decode(page_of(answer)?)?.text;
    let text = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    if let Ok(value) = serde_json::from_str(text) {
        return Ok(value);
    }
    Err(match barrier(text) {
        Some(Barrier::Captcha) => {
            Error::Refused { refusal: Refusal::Captcha, told: "a captcha page".to_owned() }
        }
        Some(other) => Error::Refused { refusal: Refusal::Closed, told: format!("a {other} page") },
        // Data that breaks off holds names and texts from its first line on.
        None if text.starts_with(['{', '[', '"']) => {
            Error::drift("JSON was expected, the answer breaks off or is malformed")
        }
        None => Error::drift(format!("JSON was expected, the answer begins `{}`", beginning(text))),
    })
}

/// The code by which a refusal in JSON names itself (`notAllowed`): a word, never a sentence.
pub(super) fn word_of(answer: &Answer<'_>) -> Option<String> {
    let value = json_of(answer).ok()?;
    let word = |value: &Value| {
        let word =
            ["code", "error", "message", "status"].iter().find_map(|name| value.get(name)?.as_str())?;
        is_code(word).then(|| word.to_owned())
    };
    word(&value).or_else(|| word(value.get("error")?)).or_else(|| word(value.get(0)?))
}

fn is_code(word: &str) -> bool {
    (1..=40).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
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

/// The path of an interface below its base address, which may itself have a path.
pub(super) fn below(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}/{}", base.path().trim_end_matches('/'), path.trim_start_matches('/')));
    url.set_query(None);
    url.set_fragment(None);
    url
}

/// A value as HTML or text: a string, a number, the `language` of an object by languages, the parts of an array.
pub(super) fn html_of(value: &Value, language: &str) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(parts) => {
            parts.iter().filter_map(|part| html_of(part, language)).collect::<Vec<_>>().join("\n")
        }
        Value::Object(members) => {
            let names = [language, "ru", "kk", "kz", "name", "title", "text", "content"];
            names.iter().filter_map(|name| members.get(*name)).find_map(|inner| html_of(inner, language))?
        }
        Value::Bool(_) | Value::Null => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A value as one line of text.
pub(super) fn line_of(value: &Value, language: &str) -> Option<String> {
    html_of(value, language).map(|html| plain_line(&html)).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use dauys_model::Page;
    use serde_json::json;

    use super::*;

    fn page(body: &str) -> Page {
        let url = Url::parse("https://demo.example/api?apiKey=hidden").unwrap();
        Page { url, content_type: None, body: body.into() }
    }

    #[test]
    fn what_stands_before_an_interface_is_named() {
        let code = |body: &str| json_of(&Answer::page(&page(body))).unwrap_err().code();
        assert_eq!(code("<div class=\"g-recaptcha\"></div>"), "blocked: captcha");
        assert_eq!(code("<form><input type=\"password\"></form>"), "refused: closed");
        assert_eq!(code("<p>Ведутся работы"), "parse: drift");
        assert_eq!(code(""), "parse: drift");
        let cut = json_of(&Answer::page(&page("[{\"author\":\"Айгүл"))).unwrap_err();
        assert!(!cut.to_string().contains("Айгүл"), "{cut}");
        assert_eq!(json_of(&Answer::page(&page("\u{feff}\n[1]"))).unwrap(), json!([1]));
    }

    #[test]
    fn the_word_of_a_refusal_is_a_code_and_no_sentence() {
        let word = |body: &str| word_of(&Answer::page(&page(body)));
        assert_eq!(word("{\"error\":{\"code\":\"notAllowed\"}}").as_deref(), Some("notAllowed"));
        assert_eq!(word("{\"message\":\"notAllowed\"}").as_deref(), Some("notAllowed"));
        assert_eq!(word("{\"message\":\"Айгүл жазды\"}"), None);
        assert_eq!(word("<html>"), None);
    }

    #[test]
    fn paths_are_laid_below_a_base_with_or_without_one() {
        let below = |base: &str| below(&Url::parse(base).unwrap(), "/api/v4/x").to_string();
        assert_eq!(below("https://demo.example"), "https://demo.example/api/v4/x");
        assert_eq!(below("http://127.0.0.1:8000/mirror/?a=1"), "http://127.0.0.1:8000/mirror/api/v4/x");
    }

    #[test]
    fn texts_are_found_in_whatever_they_are_wrapped() {
        assert_eq!(line_of(&json!({"kk": "Су жоқ", "ru": "Нет воды"}), "kk").as_deref(), Some("Су жоқ"));
        assert_eq!(line_of(&json!([{"title": "<b>Су</b>"}, "жоқ"]), "ru").as_deref(), Some("Су жоқ"));
        assert_eq!(line_of(&json!({"document": "/uploads/1.pdf"}), "ru"), None);
        assert_eq!(line_of(&json!(17), "ru").as_deref(), Some("17"));
    }
}
