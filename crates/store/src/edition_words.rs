//! The archive's search: the terms of an edition as hashes. Those of its titles stay; those of a post it quotes go with the post.

use std::collections::BTreeSet;
use std::hash::Hasher;

use dauys_model::EditionId;
use rusqlite::{Connection, params};
use siphasher::sip::SipHasher13;

use crate::Result;

/// Writes the terms of an edition anew: those it was kept with, and those of the posts it quotes that are still kept.
pub(crate) fn put(connection: &Connection, id: EditionId) -> Result<()> {
    let own: String = connection
        .prepare_cached("SELECT words FROM editions WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))?;
    let mut words: BTreeSet<String> = own.split_whitespace().map(hashed).collect();
    let mut statement = connection.prepare_cached(
        "SELECT posts.terms FROM edition_posts JOIN posts ON posts.id = edition_posts.post
         WHERE edition_posts.edition = ?1 AND NOT edition_posts.gone",
    )?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        words.extend(row.get::<_, String>(0)?.split(' ').filter(|term| !term.is_empty()).map(hashed));
    }
    let words: Vec<String> = words.into_iter().collect();
    connection.prepare_cached("DELETE FROM edition_words WHERE rowid = ?1")?.execute([id.0])?;
    connection
        .prepare_cached("INSERT INTO edition_words (rowid, words) VALUES (?1, ?2)")?
        .execute(params![id.0, words.join(" ")])?;
    Ok(())
}

/// The question of editions that have all of these terms; none when there is no term.
pub(crate) fn sought(words: &[String]) -> Option<String> {
    let words: Vec<String> = words
        .iter()
        .flat_map(|word| word.split_whitespace())
        .map(|word| format!("\"{}\"", hashed(word)))
        .collect();
    (!words.is_empty()).then(|| words.join(" AND "))
}

/// Sixteen hexadecimal digits: a term of the text crate may hold marks that the tokenizer of the database would part.
fn hashed(word: &str) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(word.as_bytes());
    format!("{:016x}", hasher.finish())
}
