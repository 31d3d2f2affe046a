//! The document against the router it describes.

use std::collections::BTreeSet;

use super::ROUTES;
use super::document::document;

#[test]
fn the_document_describes_every_route_and_no_other() {
    let document = serde_json::to_value(document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            described.insert(format!("{method} {path}"));
        }
    }
    let routed: BTreeSet<String> = ROUTES
        .iter()
        .flat_map(|route| route.methods.iter().map(|method| format!("{method} {}", route.path)))
        .collect();
    assert_eq!(described, routed);
    println!("{document}");
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    fn check(value: &serde_json::Value, whole: &serde_json::Value) {
        match value {
            serde_json::Value::Object(fields) => {
                if let Some(reference) = fields.get("$ref").and_then(|reference| reference.as_str()) {
                    let pointer = reference.strip_prefix('#').unwrap();
                    assert!(whole.pointer(pointer).is_some(), "`{reference}` leads nowhere");
                }
                fields.values().for_each(|value| check(value, whole));
            }
            serde_json::Value::Array(values) => values.iter().for_each(|value| check(value, whole)),
            _ => {}
        }
    }
    let document = serde_json::to_value(document()).unwrap();
    check(&document, &document);
}
