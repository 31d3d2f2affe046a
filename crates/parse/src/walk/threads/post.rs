//! Posts of a search of Threads in, entries without a writer out; and what the errors of the interface mean.

use serde_json::Value;

use crate::date::absolute;
use crate::error::{Error, Refusal};
use crate::items::Entry;
use crate::walk::answered::{self, have_fields, refusal_of, text};
use crate::walk::mentions::without_handles;

/// Fields without which a post is none.
const FIELDS: [&[&str]; 2] = [&["id"], &["timestamp"]];

/// Posts of which one at least has a text, which a picture alone has not: a search for words finds words.
const SOME: usize = 5;

/// A post of a search.
pub(super) struct Post {
    /// The platform's number of the post; no way leads from it to the writer without a token.
    pub(super) id: String,
    /// When it was written, seconds since 1970.
    pub(super) second: Option<u64>,
    /// What it says; none for pictures alone and for reposts of another's words.
    pub(super) entry: Option<Entry>,
}

/// The posts of a page, and how many of its elements are none.
pub(super) fn posts(data: &[Value]) -> Result<(Vec<Post>, u32), Error> {
    have_fields(data, &FIELDS)?;
    if data.len() >= SOME {
        have_fields(data, &[&["text"]])?;
    }
    let mut nameless = 0;
    let mut posts = Vec::with_capacity(data.len());
    for post in data {
        let Some(id) = text(post, &["id"]) else {
            nameless += 1;
            continue;
        };
        let timestamp = text(post, &["timestamp"]);
        let second =
            timestamp.and_then(absolute).and_then(|(moment, _)| u64::try_from(moment.as_second()).ok());
        let is_repost = text(post, &["media_type"]) == Some("REPOST_FACADE");
        let words = text(post, &["text"]).filter(|_| !is_repost).map(without_handles);
        let words = words.filter(|words| !words.is_empty());
        let entry = words.map(|words| Entry {
            id: Some(id.to_owned()),
            text: Some(words),
            dates: timestamp.map(str::to_owned).into_iter().collect(),
            ..Entry::default()
        });
        posts.push(Post { id: id.to_owned(), second, entry });
    }
    Ok((posts, nameless))
}

/// What an error of the interface means, by the codes of Meta's Graph interface. What it says in words is not kept.
pub(super) fn refused(found: &Value, status: u16) -> Result<(), Error> {
    let Some(error) = found.get("error") else {
        let refusal = refusal_of(status, Refusal::Key);
        return refusal.map_or(Ok(()), |refusal| Err(answered::refused(refusal, status, None)));
    };
    let number = |key: &str| error.get(key).and_then(Value::as_i64);
    let is_transient = error.get("is_transient").and_then(Value::as_bool) == Some(true);
    let refusal = match number("code") {
        // 102: the session has ended; 200 to 299: a right is missing, that of the search among them.
        Some(10 | 102 | 190 | 200..=299) => Refusal::Key,
        // The limit of the user, which for searches is that of a day.
        Some(17) => Refusal::Quota,
        Some(4 | 32 | 613) => Refusal::TooFast,
        Some(1 | 2) => Refusal::Trouble,
        _ if is_transient => Refusal::Trouble,
        Some(100) => Refusal::Ours,
        _ => refusal_of(status, Refusal::Key).unwrap_or(Refusal::Ours),
    };
    let named = |name: &str, value: Option<i64>| value.map(|value| format!("{name} {value}"));
    let told = [named("code", number("code")), named("subcode", number("error_subcode"))];
    let told: Vec<String> = told.into_iter().flatten().collect();
    let told = if told.is_empty() { format!("HTTP {status}") } else { told.join(", ") };
    Err(Error::refused(refusal, told))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(error: Value, status: u16, expected: &str) {
        let found = refused(&json!({ "error": error }), status).unwrap_err();
        assert_eq!(found.to_string(), expected, "{error}");
    }

    #[test]
    fn codes_say_what_to_do() {
        check(
            json!({"code": 190, "error_subcode": 463, "message": "Айгүл"}),
            401,
            "refused (key): code 190, subcode 463",
        );
        check(json!({"code": 10}), 500, "refused (key): code 10");
        check(json!({"code": 4, "is_transient": true}), 400, "refused (too fast): code 4");
        check(json!({"code": 17}), 400, "refused (quota): code 17");
        check(json!({"code": 613}), 400, "refused (too fast): code 613");
        check(json!({"code": 2, "is_transient": true}), 500, "refused (trouble): code 2");
        check(json!({"code": 100}), 400, "refused (question): code 100");
        check(json!("no"), 429, "refused (too fast): HTTP 429");
        assert!(refused(&json!({"data": []}), 200).is_ok());
        assert!(refused(&json!({"data": []}), 503).is_err());
    }

    #[test]
    fn posts_that_say_nothing_have_no_entry() {
        let (posts, nameless) = posts(&[
            json!({"id": "1", "text": "Су жоқ @aigul_77", "timestamp": "2026-09-21T05:00:00+0000", "media_type": "TEXT_POST"}),
            json!({"id": "2", "timestamp": "2026-09-21T05:00:00+0000", "media_type": "IMAGE"}),
            json!({"id": "3", "text": "Су жоқ", "timestamp": "2026-09-21T05:00:00+0000", "media_type": "REPOST_FACADE"}),
            json!({"text": "Су жоқ"}),
        ])
        .unwrap();
        assert_eq!((posts.len(), nameless), (3, 1));
        assert!(posts[1].entry.is_none() && posts[2].entry.is_none());
        let text = posts[0].entry.as_ref().and_then(|entry| entry.text.as_deref());
        assert_eq!((text, posts[0].second), (Some("Су жоқ"), Some(1_789_966_800)));
    }
}
