//! Posts read back: one, many by number, or all by filter as a stream.

use dauys_model::{Post, PostId, Role, TopicId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use crate::{Result, Store, columns};

/// A post with what grouping made of it.
#[derive(Clone, Debug)]
pub struct StoredPost {
    /// The post.
    pub post: Post,
    /// When it was first seen.
    pub seen_at: Timestamp,
    /// How often its text changed at the source, from 1.
    pub revision: u32,
    /// The post it repeats.
    pub duplicate_of: Option<PostId>,
    /// Its topic.
    pub topic: Option<TopicId>,
    /// What it is to its topic; absent before the first grouping.
    pub role: Option<Role>,
}

/// Which posts are meant; everything by default.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Published at or after.
    pub from: Option<Timestamp>,
    /// Published before.
    pub to: Option<Timestamp>,
    /// Of this topic only.
    pub topic: Option<TopicId>,
}

pub(crate) const COLUMNS: &str =
    "p.id, i.source, i.key, i.url, i.thread, i.title, i.text, p.published_at, p.kind, p.language, p.iso,
    p.category, p.category_score, p.complaint, p.places, p.place, p.terms, p.fingerprint, i.policy, i.seen_at,
    i.revision, g.duplicate_of, g.topic, g.role, p.subject, p.problem, p.stance, p.urgent";

pub(crate) const TABLES: &str = "posts p JOIN items i ON i.id = p.id LEFT JOIN groupings g ON g.post = p.id";

impl Store {
    /// One post.
    pub fn post(&self, id: PostId) -> Result<Option<StoredPost>> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE p.id = ?1"))?;
        let mut rows = statement.query([id.0])?;
        rows.next()?.map(stored_post).transpose()
    }

    /// Calls `take` with every post that passes the filter, by time and number, without holding more than one.
    pub fn each_post<E: From<crate::Error>>(
        &self,
        filter: &Filter,
        mut take: impl FnMut(StoredPost) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut walk = || -> Result<std::result::Result<(), E>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM {TABLES}
                 WHERE p.published_at >= ?1 AND p.published_at < ?2 AND (?3 IS NULL OR g.topic = ?3)
                 ORDER BY p.published_at, p.id"
            ))?;
            let mut rows = statement.query(params![
                filter.from.map_or(i64::MIN, Timestamp::as_second),
                filter.to.map_or(i64::MAX, Timestamp::as_second),
                filter.topic.as_ref().map(|topic| topic.0.as_str()),
            ])?;
            while let Some(row) = rows.next()? {
                if let Err(error) = take(stored_post(row)?) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        };
        walk().map_err(E::from)?
    }

    /// Why an item became no post, if that is so.
    pub fn rejection(&self, id: PostId) -> Result<Option<(String, String)>> {
        Ok(self
            .connection
            .prepare_cached("SELECT reason, detail FROM rejections WHERE item = ?1")?
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }
}

pub(crate) fn stored_post(row: &Row<'_>) -> Result<StoredPost> {
    Ok(StoredPost {
        post: Post {
            id: PostId(row.get(0)?),
            source: columns::source(&row.get::<_, String>(1)?)?,
            key: row.get(2)?,
            url: columns::url(row.get(3)?)?,
            thread: columns::url(row.get(4)?)?,
            title: row.get(5)?,
            text: row.get(6)?,
            published_at: columns::timestamp(row.get(7)?)?,
            kind: columns::kind(&row.get::<_, String>(8)?)?,
            language: columns::language(&row.get::<_, String>(9)?)?,
            iso: row.get(10)?,
            category: row.get::<_, Option<String>>(11)?.map(dauys_model::CategoryId),
            category_score: row.get(12)?,
            subject: row.get::<_, Option<String>>(24)?.map(dauys_model::SubjectId),
            complaint: row.get(13)?,
            problem: row.get(25)?,
            stance: columns::stance(&row.get::<_, String>(26)?)?,
            urgent: row.get(27)?,
            places: columns::katos(&row.get::<_, String>(14)?)?,
            place: row.get(15)?,
            terms: columns::split(&row.get::<_, String>(16)?),
            fingerprint: row.get::<_, i64>(17)?.cast_unsigned(),
            policy: columns::policy(&row.get::<_, String>(18)?)?,
        },
        seen_at: columns::timestamp(row.get(19)?)?,
        revision: row.get(20)?,
        duplicate_of: row.get::<_, Option<i64>>(21)?.map(PostId),
        topic: row.get::<_, Option<String>>(22)?.map(TopicId),
        role: row.get::<_, Option<String>>(23)?.map(|code| columns::role(&code)).transpose()?,
    })
}
