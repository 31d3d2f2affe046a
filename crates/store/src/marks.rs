//! What persons said of posts, and which posts wait to be looked at. A mark goes with its item: erasing or forgetting the one takes the
//! other.

use dauys_model::{Mark, PostId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use crate::posts::{COLUMNS, StoredPost, TABLES, stored_post};
use crate::{Result, Store, columns};

/// A mark with its post.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The post.
    pub post: StoredPost,
    /// What a person said it is.
    pub mark: Mark,
    /// When they did.
    pub at: Timestamp,
}

/// How many posts bear each mark, in the order of [`Mark::ALL`], and how many wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MarkCounts {
    /// By mark.
    pub marked: [u64; 4],
    /// Posts without a mark that repeat no other.
    pub waiting: u64,
}

impl MarkCounts {
    /// All posts with a mark.
    pub fn all(&self) -> u64 {
        self.marked.iter().sum()
    }
}

/// From how many voices on a topic is shown, and needs nobody to decide.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Of an ordinary topic.
    pub voices: u32,
    /// Of one that touches life and limb.
    pub urgent_voices: u32,
}

/// Topics with fewer voices than are shown: `?1` and `?2` are those of [`Shown`].
const SMALL: &str = "SELECT t.id FROM topics t JOIN topic_days d ON d.topic = t.id
    GROUP BY t.id HAVING sum(d.voices) < CASE WHEN t.urgent THEN ?2 ELSE ?1 END";

const WAITING: &str = "g.duplicate_of IS NULL AND NOT EXISTS (SELECT 1 FROM marks m WHERE m.post = p.id)";

impl Store {
    /// Says what a post is, in place of what was said before; false when there is no such post.
    pub fn set_mark(&mut self, post: PostId, mark: Mark, at: Timestamp) -> Result<bool> {
        let set = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO marks SELECT id, ?2, ?3 FROM posts WHERE id = ?1")?
            .execute(params![post.0, mark.code(), at.as_second()])?;
        Ok(set > 0)
    }

    /// Takes a mark back; false when there was none.
    pub fn clear_mark(&mut self, post: PostId) -> Result<bool> {
        Ok(self.connection.prepare_cached("DELETE FROM marks WHERE post = ?1")?.execute([post.0])? > 0)
    }

    /// What was said of a post, and when.
    pub fn mark(&self, post: PostId) -> Result<Option<(Mark, Timestamp)>> {
        let found: Option<(String, i64)> = self
            .connection
            .prepare_cached("SELECT mark, at FROM marks WHERE post = ?1")?
            .query_row([post.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        found.map(|(mark, at)| Ok((mark_of(&mark)?, columns::timestamp(at)?))).transpose()
    }

    /// How many posts bear which mark, and how many wait.
    pub fn mark_counts(&self) -> Result<MarkCounts> {
        let mut counts = MarkCounts::default();
        let mut statement =
            self.connection.prepare_cached("SELECT mark, count(*) FROM marks GROUP BY mark")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mark = mark_of(&row.get::<_, String>(0)?)?;
            if let Some(at) = Mark::ALL.iter().position(|known| *known == mark) {
                counts.marked[at] = row.get::<_, i64>(1)?.unsigned_abs();
            }
        }
        let waiting: i64 = self
            .connection
            .prepare_cached(&format!("SELECT count(*) FROM {TABLES} WHERE {WAITING}"))?
            .query_row([], |row| row.get(0))?;
        counts.waiting = waiting.unsigned_abs();
        Ok(counts)
    }

    /// Calls `take` with every marked post, by number, without holding more than one.
    pub fn each_mark<E: From<crate::Error>>(
        &self,
        mut take: impl FnMut(Marked) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut walk = || -> Result<std::result::Result<(), E>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT {COLUMNS}, m.mark, m.at FROM {TABLES} JOIN marks m ON m.post = p.id ORDER BY p.id"
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                if let Err(error) = take(marked(row)?) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        };
        walk().map_err(E::from)?
    }

    /// Marked posts by number, those behind one, at most so many.
    pub fn marks_behind(&self, after: Option<PostId>, limit: usize) -> Result<Vec<Marked>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, m.mark, m.at FROM {TABLES} JOIN marks m ON m.post = p.id
             WHERE p.id > ?1 ORDER BY p.id LIMIT ?2"
        ))?;
        let mut rows = statement.query([after.map_or(i64::MIN, |post| post.0), limit as i64])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(marked(row)?);
        }
        Ok(found)
    }

    /// The posts marked last, the last first.
    pub fn last_marks(&self, limit: usize) -> Result<Vec<Marked>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, m.mark, m.at FROM {TABLES} JOIN marks m ON m.post = p.id
             ORDER BY m.at DESC, m.post DESC LIMIT ?1"
        ))?;
        let mut rows = statement.query([limit as i64])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(marked(row)?);
        }
        Ok(found)
    }

    /// Posts that wait for a person, those behind `after` in this order: first posts of topics that have too few voices to be shown,
    /// since a person decides of these; then all others; each the newest first. Reprints do not wait: their original does.
    pub fn waiting_for_triage(
        &self,
        shown: Shown,
        limit: usize,
        after: Option<PostId>,
    ) -> Result<Vec<StoredPost>> {
        let behind = after.map(|post| self.place_in_triage(shown, post)).transpose()?.flatten();
        let mut found = Vec::new();
        for is_small in [true, false] {
            let before = match behind {
                Some((of_small, ..)) if of_small != is_small => {
                    if is_small {
                        continue;
                    }
                    (i64::MAX, i64::MAX)
                }
                Some((_, at, id)) => (at, id),
                None => (i64::MAX, i64::MAX),
            };
            let rest = limit - found.len();
            if rest == 0 {
                break;
            }
            let small = if is_small {
                format!("g.topic IN ({SMALL})")
            } else {
                format!("(g.topic IS NULL OR g.topic NOT IN ({SMALL}))")
            };
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM {TABLES}
                 WHERE {small} AND {WAITING} AND (p.published_at, p.id) < (?3, ?4)
                 ORDER BY p.published_at DESC, p.id DESC LIMIT ?5"
            ))?;
            let mut rows = statement.query(params![
                shown.voices,
                shown.urgent_voices,
                before.0,
                before.1,
                rest as i64
            ])?;
            while let Some(row) = rows.next()? {
                found.push(stored_post(row)?);
            }
        }
        Ok(found)
    }

    /// Whether a post is of a topic that is not shown, when it was published, and its number.
    fn place_in_triage(&self, shown: Shown, post: PostId) -> Result<Option<(bool, i64, i64)>> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT coalesce(g.topic IN ({SMALL}), 0), p.published_at, p.id FROM {TABLES} WHERE p.id = ?3"
            ))?
            .query_row(params![shown.voices, shown.urgent_voices, post.0], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?)
    }
}

/// The columns of a mark stand behind those of its post.
fn marked(row: &Row<'_>) -> Result<Marked> {
    let behind = row.as_ref().column_count() - 2;
    Ok(Marked {
        post: stored_post(row)?,
        mark: mark_of(&row.get::<_, String>(behind)?)?,
        at: columns::timestamp(row.get(behind + 1)?)?,
    })
}

fn mark_of(code: &str) -> Result<Mark> {
    code.parse().map_err(columns::corrupt)
}
