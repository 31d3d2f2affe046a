//! A value held against a schema, as far as the document of the interface uses JSON Schema; what it does not know is a
//! failure of the test, so that nothing passes unseen.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

/// Keywords that say nothing of a value.
const SAYING: [&str; 5] = ["description", "example", "examples", "default", "title"];

/// What is wrong with a value, with the place of each fault; `whole` is the document that references lead into. A field that
/// its schema does not name is a fault.
pub(crate) fn faults(whole: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut wrong = |what: String| found.push(format!("{at}: {what}"));
    let mut inner = Vec::new();
    for (keyword, said) in schema.as_object().expect("a schema is an object") {
        match keyword.as_str() {
            "$ref" => {
                let pointer = said.as_str().and_then(|reference| reference.strip_prefix('#'));
                let there = whole.pointer(pointer.expect("within the document")).expect("leads somewhere");
                inner.extend(faults(whole, there, value, at));
            }
            "oneOf" => {
                let fits = |one: &&Value| faults(whole, one, value, at).is_empty();
                let count = said.as_array().unwrap().iter().filter(fits).count();
                if count != 1 {
                    wrong(format!("fits {count} of the ways it may be"));
                }
            }
            "type" => {
                let one = [said.clone()];
                let kinds = said.as_array().map_or(&one[..], Vec::as_slice);
                if !kinds.iter().any(|kind| is(value, kind.as_str().unwrap())) {
                    wrong(format!("is no {said}: {value}"));
                }
            }
            "required" => {
                for name in said.as_array().unwrap() {
                    if value.is_object() && value.get(name.as_str().unwrap()).is_none() {
                        wrong(format!("lacks {name}"));
                    }
                }
            }
            "properties" => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    match said.get(name) {
                        Some(schema) => inner.extend(faults(whole, schema, value, &format!("{at}/{name}"))),
                        None => wrong(format!("`{name}` is not described")),
                    }
                }
            }
            "items" => {
                for value in value.as_array().into_iter().flatten() {
                    inner.extend(faults(whole, said, value, &format!("{at}/*")));
                }
            }
            "enum" => {
                if !said.as_array().unwrap().contains(value) {
                    wrong(format!("is none of {said}: {value}"));
                }
            }
            "format" => {
                if let Some(text) = value.as_str()
                    && !has_format(text, said.as_str().unwrap())
                {
                    wrong(format!("is no {said}: {text}"));
                }
            }
            "minimum" | "maximum" => {
                if let (Some(number), Some(end)) = (value.as_f64(), said.as_f64())
                    && (if keyword == "minimum" { number < end } else { number > end })
                {
                    wrong(format!("{number} is beyond {end}"));
                }
            }
            "minItems" => {
                if let (Some(values), Some(least)) = (value.as_array(), said.as_u64())
                    && (values.len() as u64) < least
                {
                    wrong(format!("has fewer than {least}"));
                }
            }
            "minLength" | "maxLength" | "additionalProperties" => {}
            known if SAYING.contains(&known) => {}
            unknown => wrong(format!("the keyword `{unknown}` is not known to this test")),
        }
    }
    found.extend(inner);
    found
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("`{other}` is no type"),
    }
}

fn has_format(text: &str, format: &str) -> bool {
    match format {
        "date" => text.parse::<Date>().is_ok(),
        "date-time" => text.parse::<Timestamp>().is_ok(),
        "uri" => url::Url::parse(text).is_ok(),
        other => panic!("`{other}` is no format of a text that this test knows"),
    }
}

#[test]
fn faults_are_found() {
    let whole = serde_json::json!({"a": {"type": "object", "required": ["n"], "properties": {
        "n": {"type": ["integer", "null"], "minimum": 0}, "at": {"type": "string", "format": "date"},
        "all": {"type": "array", "items": {"$ref": "#/a"}}}}});
    let count = |value: Value| faults(&whole, &whole["a"], &value, "").len();
    assert_eq!(count(serde_json::json!({"n": 1, "at": "2026-11-20", "all": [{"n": null}]})), 0);
    for wrong in [
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!({"n": -1}),
        serde_json::json!({"n": 1.5}),
        serde_json::json!({"n": 1, "at": "today"}),
        serde_json::json!({"n": 1, "all": [{}]}),
        serde_json::json!({"n": 1, "more": 2}),
    ] {
        assert_eq!(count(wrong.clone()), 1, "{wrong}");
    }
}
