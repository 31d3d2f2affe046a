//! JSON Feed 1.x in, entries out. Read leniently: a number for an id, a missing title or what a template spoilt costs
//! nothing.

use serde_json::Value;
use url::Url;

use crate::items::entry::Entry;
use crate::items::{Announced, MOST_ENTRIES};
use crate::links::resolved;
use crate::mend::{self, Found};
use crate::plain::{plain, plain_line, tidy};

/// Reads a JSON Feed; `None` when the text is none.
pub(super) fn read(text: &str, url: &Url) -> Option<Announced> {
    let (feed, found) = mend::json(text)?;
    let items = feed.get("items")?.as_array()?;
    let home = string(&feed, "home_page_url").and_then(|home| resolved(url, &home));
    let base = if url.scheme().starts_with("http") { url } else { home.as_ref().unwrap_or(url) };
    let objects = items.iter().filter(|item| item.is_object()).take(MOST_ENTRIES);
    let mut entries: Vec<Entry> = objects.map(|item| entry(item, base)).collect();
    if found == Found::Cut {
        // Cut before anything told it from others, it would be another entry at each reading.
        entries.pop_if(|entry| entry.id.is_none() && entry.link.is_none());
    }
    let warning = match found {
        Found::Whole => None,
        Found::Mended => Some("not valid JSON, mended"),
        Found::Cut => Some("the page ends within an entry"),
    };
    Some(Announced {
        entries,
        language: string(&feed, "language"),
        home,
        fresh_for: None,
        warnings: warning.map(str::to_owned).into_iter().collect(),
    })
}

fn entry(item: &Value, base: &Url) -> Entry {
    let full = string(item, "content_html").map(|html| plain(&html));
    let full =
        full.filter(|text| !text.is_empty()).or_else(|| string(item, "content_text").map(|text| tidy(&text)));
    let link = ["url", "external_url", "id"].iter().find_map(|key| {
        let link = string(item, key)?;
        // An id is an address only when it looks like one.
        (*key != "id" || link.starts_with("http")).then(|| resolved(base, &link))?
    });
    let author = item.get("authors").and_then(|authors| authors.get(0)).or_else(|| item.get("author"));
    Entry {
        id: string(item, "id"),
        link,
        title: string(item, "title").map(|title| plain_line(&title)),
        is_summary: full.is_none(),
        text: full.or_else(|| string(item, "summary").map(|summary| plain(&summary))),
        dates: ["date_published", "date_modified"].iter().filter_map(|key| string(item, key)).collect(),
        language: string(item, "language"),
        answers: None,
        // An entry of a picture alone still is one.
        rest: item.as_object().filter(|item| !item.is_empty()).map(|_| item.to_string()),
        author: author
            .and_then(|author| string(author, "name").or_else(|| author.as_str().map(str::to_owned))),
        place: None,
        comments: None,
    }
}

/// A member as text, numbers included.
fn string(object: &Value, key: &str) -> Option<String> {
    let text = match object.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}
