//! What must stand in every printed form of a digest: each statement, quote, title and number of its JSON.

use dauys_digest::Digest;
use serde_json::Value;

/// All of it, each as it is written in the JSON.
pub(crate) fn expected(digest: &Digest) -> Vec<String> {
    let json: Value = serde_json::from_str(&dauys_digest::json(digest)).unwrap();
    let mut texts = Vec::new();
    gather(&json, &mut texts);
    // A quiet day is told by its own sentence instead of counts of nothing.
    if digest.quiet_day.is_some() {
        texts.retain(|text| *text != digest.summary.sentence.text);
    }
    texts.extend([digest.title.clone(), digest.date.clone(), digest.as_of.clone()]);
    for row in digest.rollup.iter().flat_map(|rollup| &rollup.rows) {
        let counts = [Some(row.voices), row.before, row.last_year];
        texts.extend(counts.into_iter().flatten().map(|count| count.to_string()));
        texts.extend([row.region_name.clone(), row.category_name.clone()]);
    }
    for region in digest.regions.iter().filter(|region| region.voices > 0) {
        texts.extend([region.name.clone(), region.voices.to_string()]);
    }
    for topic in digest.topics() {
        texts.extend(topic.quotes.iter().map(|quote| quote.source.clone()));
        texts.extend(topic.quotes.iter().map(|quote| quote.post.to_string()));
        texts.extend(topic.sources.iter().chain(&topic.responsible).cloned());
        texts.extend([topic.confirmation_name.clone(), topic.curve_caption.clone()]);
    }
    assert!(texts.len() > 8, "something is looked for");
    texts
}

/// Every `text` of a statement, a quote, a title, a phrase or a note; rows of tables are told by their cells.
fn gather(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(text)) = fields.get("text") {
                texts.push(text.clone());
            }
            for (_, field) in fields.iter().filter(|(name, _)| *name != "rows") {
                gather(field, texts);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, texts)),
        _ => {}
    }
}

/// A text without what setting it changes: spaces, and places where a long word may be broken.
pub(crate) fn packed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}').collect()
}
