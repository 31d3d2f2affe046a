//! SQLite with FTS5: the texts beside an index of their words, facets by grouping the matching rows. Its table also gives the
//! texts that our own hits are shown with, as the store of an installation does.

use std::path::Path;

use rusqlite::{Connection, params};

use crate::posts::Posts;
use crate::queries::{Asked, Part};

/// A database of posts.
pub(crate) struct Sqlite {
    connection: Connection,
}

const TABLES: &str = "
    CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, text TEXT, published_at INTEGER, day INTEGER, lang TEXT, kind TEXT,
        source TEXT, category TEXT, region TEXT, root INTEGER);
    CREATE VIRTUAL TABLE words USING fts5(title, text, content='posts', content_rowid='id', tokenize='unicode61');";
const COLUMNS: [&str; 6] = ["day", "lang", "kind", "source", "category", "region"];

impl Sqlite {
    /// Fills a database.
    pub(crate) fn fill(folder: &Path, posts: &Posts, count: u64) -> Self {
        let mut connection = Connection::open(folder.join("posts.db")).unwrap();
        connection.pragma_update(None, "journal_mode", "WAL").unwrap();
        connection.pragma_update(None, "synchronous", "OFF").unwrap();
        connection.pragma_update(None, "cache_size", -512_000).unwrap();
        connection.execute_batch(TABLES).unwrap();
        for batch in crate::batches(count) {
            let transaction = connection.transaction().unwrap();
            {
                let mut row = transaction
                    .prepare_cached("INSERT INTO posts VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)")
                    .unwrap();
                let mut words = transaction
                    .prepare_cached("INSERT INTO words (rowid, title, text) VALUES (?1, ?2, ?3)")
                    .unwrap();
                for number in batch {
                    let (post, repeats) = posts.post(number);
                    row.execute(params![
                        post.id.0,
                        post.title,
                        post.text,
                        post.published_at.as_second(),
                        (post.published_at.as_second() + 18_000) / 86_400,
                        post.language.code(),
                        post.kind.code(),
                        post.source.as_str(),
                        post.category.as_ref().map(|category| category.0.as_str()),
                        post.places.first().map(ToString::to_string),
                        repeats.unwrap_or(post.id).0,
                    ])
                    .unwrap();
                    words.execute(params![post.id.0, post.title, post.text]).unwrap();
                }
            }
            transaction.commit().unwrap();
        }
        connection.execute("INSERT INTO words(words) VALUES ('optimize')", []).unwrap();
        connection
            .execute_batch(
                "CREATE TEMP TABLE matching (id INTEGER PRIMARY KEY); PRAGMA wal_checkpoint(TRUNCATE);",
            )
            .unwrap();
        Self { connection }
    }

    /// Title and text of a post.
    pub(crate) fn text(&self, id: i64) -> (String, String) {
        let mut statement =
            self.connection.prepare_cached("SELECT title, text FROM posts WHERE id = ?1").unwrap();
        statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    }

    /// Twenty best hits with highlights, counts of six columns, and how many rows match.
    pub(crate) fn ask(&self, asked: &Asked) -> usize {
        let query = expression(asked);
        let mut filter = String::new();
        for (column, value) in &asked.filters {
            filter.push_str(&format!(" AND posts.{column} = '{value}'"));
        }
        self.connection.execute("DELETE FROM matching", []).unwrap();
        let matching = self
            .connection
            .execute(
                &format!(
                    "INSERT INTO matching SELECT posts.id FROM words JOIN posts ON posts.id = words.rowid
                     WHERE words MATCH ?1{filter}"
                ),
                [&query],
            )
            .unwrap();
        for column in COLUMNS {
            let mut statement = self
                .connection
                .prepare_cached(&format!(
                    "SELECT {column}, count(*) FROM matching JOIN posts USING (id) GROUP BY {column}"
                ))
                .unwrap();
            let mut rows = statement.query([]).unwrap();
            while rows.next().unwrap().is_some() {}
        }
        let mut statement = self
            .connection
            .prepare(&format!(
                "SELECT posts.id, snippet(words, 1, '[', ']', '…', 30) FROM words JOIN posts ON posts.id = words.rowid
                 WHERE words MATCH ?1{filter} ORDER BY bm25(words, 3.0, 1.0) LIMIT 20"
            ))
            .unwrap();
        let mut rows = statement.query([&query]).unwrap();
        while rows.next().unwrap().is_some() {}
        matching
    }
}

fn expression(asked: &Asked) -> String {
    let part = |part: &Part| match part {
        Part::Word(word) => format!("\"{word}\""),
        Part::Beginning(word) => format!("\"{word}\"*"),
        Part::Phrase(words) => format!("\"{}\"", words.join(" ")),
    };
    let all = |parts: &Vec<Part>| parts.iter().map(part).collect::<Vec<_>>().join(" AND ");
    let mut text = asked.any.iter().map(|parts| format!("({})", all(parts))).collect::<Vec<_>>().join(" OR ");
    for word in &asked.not {
        text = format!("({text}) NOT \"{word}\"");
    }
    text
}
