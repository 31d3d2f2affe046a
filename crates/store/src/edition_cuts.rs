//! Cutting the words of posts that are no longer kept out of kept editions. Counts, days and the posts' numbers stay.

use std::collections::BTreeSet;

use dauys_model::{EditionId, ItemId};
use rusqlite::{Connection, params};
use serde_json::Value;

use crate::{Result, columns, edition_words, editions};

/// What stands where words were.
const CUT: &str = "[…]";

/// Shorter words stand elsewhere by chance.
const TELLING_CHARS: usize = 12;

/// Notes that a post is no longer kept; [`cut`] does the rest at the end of the transaction.
pub(crate) fn note(connection: &Connection, item: ItemId) -> Result<()> {
    connection.prepare_cached("UPDATE edition_posts SET gone = 1 WHERE post = ?1")?.execute([item.0])?;
    Ok(())
}

/// Cuts the words of all posts that [`note`] noted, each edition once.
pub(crate) fn cut(connection: &Connection) -> Result<()> {
    let editions: Vec<EditionId> = connection
        .prepare_cached("SELECT DISTINCT edition FROM edition_posts WHERE gone ORDER BY edition")?
        .query_map([], |row| row.get(0).map(EditionId))?
        .collect::<rusqlite::Result<_>>()?;
    for edition in editions {
        let gone: BTreeSet<i64> = connection
            .prepare_cached("SELECT post FROM edition_posts WHERE gone AND edition = ?1")?
            .query_map([edition.0], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        if let Some(json) = editions::json_of(connection, edition)? {
            let json = without(&json, &gone)?;
            connection
                .prepare_cached("UPDATE editions SET json = ?2 WHERE id = ?1")?
                .execute(params![edition.0, editions::packed(&json)?])?;
        }
        connection
            .prepare_cached("DELETE FROM edition_posts WHERE gone AND edition = ?1")?
            .execute([edition.0])?;
        edition_words::put(connection, edition)?;
    }
    Ok(())
}

/// The JSON of a digest without the words of some posts: objects that name such a post by `post` and hold a `text` go, and
/// where their text stands within another one (a clause in a sentence) it is cut out.
fn without(json: &str, gone: &BTreeSet<i64>) -> Result<String> {
    let mut value: Value = serde_json::from_str(json).map_err(columns::corrupt)?;
    let mut words = BTreeSet::new();
    remove(&mut value, gone, &mut words);
    // Longest first: a clause may be part of a quote.
    let mut words: Vec<String> = words.into_iter().collect();
    words.sort_by_key(|text| std::cmp::Reverse(text.len()));
    if !words.is_empty() {
        blank(&mut value, &words);
    }
    let mut text = serde_json::to_string_pretty(&value).map_err(columns::corrupt)?;
    text.push('\n');
    Ok(text)
}

fn is_of(value: &Value, gone: &BTreeSet<i64>) -> bool {
    let post = value.get("post").and_then(Value::as_i64);
    post.is_some_and(|post| gone.contains(&post)) && value.get("text").is_some_and(Value::is_string)
}

fn remove(value: &mut Value, gone: &BTreeSet<i64>, words: &mut BTreeSet<String>) {
    let mut leave = |taken: &Value| {
        let text = taken.get("text").and_then(Value::as_str).unwrap_or_default();
        let text = text.trim_matches(|letter: char| letter == '…' || letter.is_whitespace());
        if text.chars().count() >= TELLING_CHARS {
            words.insert(text.to_owned());
        }
    };
    match value {
        Value::Array(list) => {
            list.retain(|entry| {
                let goes = is_of(entry, gone);
                if goes {
                    leave(entry);
                }
                !goes
            });
            list.iter_mut().for_each(|entry| remove(entry, gone, words));
        }
        Value::Object(fields) => {
            for field in fields.values_mut() {
                if is_of(field, gone) {
                    leave(field);
                    *field = Value::Null;
                }
            }
            fields.values_mut().for_each(|field| remove(field, gone, words));
        }
        _ => {}
    }
}

fn blank(value: &mut Value, words: &[String]) {
    match value {
        Value::String(text) => {
            for word in words {
                if text.contains(word.as_str()) {
                    *text = text.replace(word.as_str(), CUT);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|entry| blank(entry, words)),
        Value::Object(fields) => fields.values_mut().for_each(|field| blank(field, words)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str) {
        let cut: Value = serde_json::from_str(&without(json, &BTreeSet::from([7])).unwrap()).unwrap();
        assert_eq!(cut, serde_json::from_str::<Value>(expected).unwrap(), "{json}");
    }

    #[test]
    fn quotes_and_clauses_of_a_post_go_and_nothing_else() {
        check(
            r#"{"quotes":[{"post":7,"text":"a"},{"post":8,"text":"b"}]}"#,
            r#"{"quotes":[{"post":8,"text":"b"}]}"#,
        );
        check(r#"{"phrase":{"post":7,"text":"…воды нет"},"n":3}"#, r#"{"phrase":null,"n":3}"#);
        check(r#"{"refs":[{"post":7}],"text":"12 голосов"}"#, r#"{"refs":[{"post":7}],"text":"12 голосов"}"#);
        check(r#"[[{"x":{"quotes":[{"post":7,"text":"a"}]}}]]"#, r#"[[{"x":{"quotes":[]}}]]"#);
    }

    #[test]
    fn a_clause_within_a_sentence_is_cut_out() {
        check(
            r#"{"phrase":{"post":7,"text":"…третий день нет воды"},"fact":{"text":"Пишут: «третий день нет воды», 5 голосов","refs":[{"post":7}]}}"#,
            r#"{"phrase":null,"fact":{"text":"Пишут: «[…]», 5 голосов","refs":[{"post":7}]}}"#,
        );
        check(
            r#"{"quotes":[{"post":7,"text":"Нет воды"}],"title":"Нет воды"}"#,
            r#"{"quotes":[],"title":"Нет воды"}"#,
        );
    }
}
