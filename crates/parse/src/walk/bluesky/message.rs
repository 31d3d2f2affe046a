//! A message of Jetstream in; what it says of a post out, without anything that names the writer but the voice on its way.
//!
//! Two forms are read: that of `/subscribe` (`commit` within a message with `time_us`), and that of `subscribeEvents` (`payload` with
//! `time`).

use dauys_model::Salt;
use jiff::Timestamp;
use serde_json::Value;

use crate::hash::hidden_name;
use crate::walk::answered::text;
use crate::walk::mentions::without_handles;

/// The collection of posts.
pub(super) const POSTS: &str = "app.bsky.feed.post";

/// A message.
pub(super) struct Message {
    /// What tells it from other messages.
    pub(super) name: String,
    /// When the stream had it, microseconds since 1970.
    pub(super) time: u64,
    /// What it says.
    pub(super) heard: Heard,
}

/// What a message says.
pub(super) enum Heard {
    /// A post is written or written anew.
    Post(Post),
    /// The post with this key is withdrawn.
    Withdrawn(String),
    /// Something that is no post.
    Other,
}

/// A post.
pub(super) struct Post {
    /// A hidden name made from repository and record: the repository is the number of a person.
    pub(super) key: String,
    /// The repository, on its way to becoming a voice.
    pub(super) writer: String,
    /// Its text, without handles; none when nothing else stands in it.
    pub(super) text: Option<String>,
    /// Whether the record has a text at all.
    pub(super) has_text: bool,
    /// The tags of its languages.
    pub(super) languages: Vec<String>,
    /// When it was written, by its own word.
    pub(super) written_at: Option<String>,
    /// Whether the writer marked it as not for everybody.
    pub(super) is_labelled: bool,
    /// Whether it was there before.
    pub(super) is_update: bool,
}

/// Why a message says nothing.
pub(super) enum Unheard {
    /// It is no JSON, or of another form.
    NotRead,
    /// The stream refuses, by a name of its own.
    Refused(String),
}

/// What a message says.
pub(super) fn heard(bytes: &[u8], salt: Salt) -> Result<Message, Unheard> {
    let message: Value = serde_json::from_slice(bytes).map_err(|_| Unheard::NotRead)?;
    if let Some(told) = text(&message, &["error"]) {
        let name = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '_';
        return Err(Unheard::Refused(told.chars().filter(name).take(40).collect()));
    }
    // The newer form wraps a flat event, the older one wraps the commit.
    let event = message.get("payload").unwrap_or(&message);
    let commit = event.get("commit").unwrap_or(event);
    let time = time_of(event).ok_or(Unheard::NotRead)?;
    let writer = text(event, &["did"]).filter(|did| did.starts_with("did:")).ok_or(Unheard::NotRead)?;
    let Some(operation) = text(commit, &["operation"]) else {
        // Identities and accounts come unasked.
        return Ok(Message {
            name: hidden_name(salt, &["event", writer, &time.to_string()]),
            time,
            heard: Heard::Other,
        });
    };
    let collection = text(commit, &["collection"]).ok_or(Unheard::NotRead)?;
    let record = text(commit, &["rkey"]).ok_or(Unheard::NotRead)?;
    let revision = text(commit, &["rev"]).unwrap_or_default();
    let name = hidden_name(salt, &["message", writer, collection, record, revision, operation]);
    let key = hidden_name(salt, &["bluesky", writer, record]);
    let heard = match (collection, operation) {
        (POSTS, "delete") => Heard::Withdrawn(key),
        (POSTS, "create" | "update") => {
            let is_update = operation == "update";
            let record = commit.get("record").filter(|record| record.is_object()).ok_or(Unheard::NotRead)?;
            Heard::Post(post(record, key, writer, is_update))
        }
        _ => Heard::Other,
    };
    Ok(Message { name, time, heard })
}

fn time_of(event: &Value) -> Option<u64> {
    if let Some(time) = event.get("time_us").and_then(Value::as_u64) {
        return Some(time);
    }
    let moment: Timestamp = text(event, &["time"])?.parse().ok()?;
    u64::try_from(moment.as_microsecond()).ok()
}

fn post(record: &Value, key: String, writer: &str, is_update: bool) -> Post {
    let words = record.get("text").and_then(Value::as_str);
    let languages = record.get("langs").and_then(Value::as_array).into_iter().flatten();
    let labels = record.pointer("/labels/values").and_then(Value::as_array);
    Post {
        key,
        writer: writer.to_owned(),
        has_text: words.is_some(),
        text: words
            .map(|words| without_handles(&without_mentions(words, record)))
            .filter(|words| !words.is_empty()),
        languages: languages.filter_map(Value::as_str).map(str::to_owned).collect(),
        written_at: text(record, &["createdAt"]).map(str::to_owned),
        is_labelled: labels.is_some_and(|labels| !labels.is_empty()),
        is_update,
    }
}

/// The text without the stretches that its facets call mentions of a person. Facets count bytes.
fn without_mentions(words: &str, record: &Value) -> String {
    let facets = record.get("facets").and_then(Value::as_array).into_iter().flatten();
    let mut mentions: Vec<(usize, usize)> = facets
        .filter(|facet| {
            let features = facet.get("features").and_then(Value::as_array).into_iter().flatten();
            features
                .into_iter()
                .any(|feature| text(feature, &["$type"]) == Some("app.bsky.richtext.facet#mention"))
        })
        .filter_map(|facet| {
            let byte = |pointer| facet.pointer(pointer)?.as_u64().and_then(|byte| usize::try_from(byte).ok());
            Some((byte("/index/byteStart")?, byte("/index/byteEnd")?))
        })
        .collect();
    mentions.sort_unstable();
    let mut kept = String::with_capacity(words.len());
    let mut at = 0;
    for (start, end) in mentions {
        // A facet that cuts a letter, or another facet, is not believed.
        if start >= at && start < end && words.get(start..end).is_some() {
            kept.push_str(words.get(at..start).unwrap_or_default());
            at = end;
        }
    }
    kept.push_str(words.get(at..).unwrap_or_default());
    kept
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SALT: Salt = Salt([7; 16]);

    fn record(text: &str) -> Value {
        json!({"$type": POSTS, "text": text, "langs": ["kk", "en"], "createdAt": "2026-09-21T05:00:00Z"})
    }

    fn read(message: &Value) -> Message {
        heard(message.to_string().as_bytes(), SALT).ok().unwrap()
    }

    fn legacy(operation: &str, record: Value) -> Value {
        json!({"did": "did:plc:aigul77", "time_us": 1_789_966_800_000_000_u64, "kind": "commit", "commit": {"rev": "r1",
            "operation": operation, "collection": POSTS, "rkey": "3k", "record": record}})
    }

    #[test]
    fn both_forms_say_the_same() {
        let newer = json!({"$type": "message", "payload": {"$type": "network.bsky.jetstream.subscribeEvents#commit", "seq": 4,
            "did": "did:plc:aigul77", "time": "2026-09-21T05:00:00Z", "rev": "r1", "operation": "create", "collection": POSTS,
            "rkey": "3k", "record": record("Су жоқ")}});
        for message in [legacy("create", record("Су жоқ")), newer] {
            let message = read(&message);
            assert_eq!(message.time, 1_789_966_800_000_000);
            let Heard::Post(post) = message.heard else { panic!("no post") };
            assert_eq!((post.text.as_deref(), post.languages.len()), (Some("Су жоқ"), 2));
            assert_eq!(post.key, hidden_name(SALT, &["bluesky", "did:plc:aigul77", "3k"]));
        }
    }

    #[test]
    fn withdrawals_and_other_things_are_told_apart() {
        assert!(matches!(read(&legacy("delete", Value::Null)).heard, Heard::Withdrawn(_)));
        let identity = json!({"did": "did:plc:aigul77", "time_us": 5, "kind": "identity", "identity": {"handle": "aigul"}});
        assert!(matches!(read(&identity).heard, Heard::Other));
        let mut like = legacy("create", record(""));
        like["commit"]["collection"] = json!("app.bsky.feed.like");
        assert!(matches!(read(&like).heard, Heard::Other));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for bytes in ["", "{", "[]", "{\"did\":\"x\",\"time_us\":1}", "{\"did\":\"did:plc:x\"}"] {
            assert!(matches!(heard(bytes.as_bytes(), SALT), Err(Unheard::NotRead)), "{bytes}");
        }
        assert!(matches!(
            heard(legacy("create", json!("x")).to_string().as_bytes(), SALT),
            Err(Unheard::NotRead)
        ));
        let refused = heard(br#"{"error":"ConsumerTooSlow","message":"aigul"}"#, SALT);
        assert!(matches!(refused, Err(Unheard::Refused(told)) if told == "ConsumerTooSlow"));
    }

    #[test]
    fn mentions_go_by_their_facets() {
        let mention = |start: usize, end: usize| json!({"index": {"byteStart": start, "byteEnd": end}, "features": [{"$type": "app.bsky.richtext.facet#mention", "did": "x"}]});
        let check = |text: &str, facets: Value, expected: &str| {
            assert_eq!(without_mentions(text, &json!({"facets": facets})), expected, "{text}");
        };
        check("Айгүл, су жоқ", json!([mention(0, 10)]), ", су жоқ");
        check("Айгүл, су жоқ", json!([mention(0, 9)]), "Айгүл, су жоқ");
        check("a b c", json!([mention(2, 3), mention(0, 1), mention(0, 99)]), "  c");
        check("a b", json!("?"), "a b");
    }
}
