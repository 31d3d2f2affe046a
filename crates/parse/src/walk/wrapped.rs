//! A value of JSON in, the text in it out, in whatever it is wrapped: state bodies write the same field as a text, as an object by
//! languages, or as a list of parts.

use serde_json::Value;

use crate::plain::plain_line;

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
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_found_in_whatever_they_are_wrapped() {
        assert_eq!(line_of(&json!({"kk": "Су жоқ", "ru": "Нет воды"}), "kk").as_deref(), Some("Су жоқ"));
        assert_eq!(line_of(&json!([{"title": "<b>Су</b>"}, "жоқ"]), "ru").as_deref(), Some("Су жоқ"));
        assert_eq!(line_of(&json!({"document": "/uploads/1.pdf"}), "ru"), None);
        assert_eq!(line_of(&json!(17), "ru").as_deref(), Some("17"));
    }
}
