//! What a topic is made of: its posts by role, source, language, kind and place, and page by page.

use dauys_model::{Kato, Kind, Language, Role, SourceId, TopicId};
use rusqlite::params;
use rusqlite::types::FromSql;

use crate::heard::count;
use crate::posts::{COLUMNS, StoredPost, TABLES, stored_post};
use crate::{Result, Store, columns};

/// The posts of a topic that are still kept, counted in several ways: each list most first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Makeup {
    /// By what they are to the topic.
    pub roles: Vec<(Role, u64)>,
    /// By source.
    pub sources: Vec<(SourceId, u64)>,
    /// By language.
    pub languages: Vec<(Language, u64)>,
    /// By kind.
    pub kinds: Vec<(Kind, u64)>,
    /// By the most telling place they name; posts without one are not counted here.
    pub places: Vec<(Kato, u64)>,
}

impl Store {
    /// What a topic is made of. Its day counts may be higher, since they outlive its texts.
    pub fn makeup(&self, topic: &TopicId) -> Result<Makeup> {
        Ok(Makeup {
            roles: self.counted(topic, "g.role", |code: String| columns::role(&code))?,
            sources: self.counted(topic, "i.source", |id: String| columns::source(&id))?,
            languages: self.counted(topic, "p.language", |code: String| columns::language(&code))?,
            kinds: self.counted(topic, "p.kind", |code: String| columns::kind(&code))?,
            places: self
                .counted(topic, "nullif(substr(p.places, 1, 9), '')", columns::kato)?
                .into_iter()
                .filter_map(|(kato, posts)| Some((kato?, posts)))
                .collect(),
        })
    }

    /// Posts of a topic, newest first, of one role only when it is given, from the `skip`ped on.
    pub fn posts_of_topic_page(
        &self,
        topic: &TopicId,
        role: Option<Role>,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<StoredPost>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM {TABLES} WHERE g.topic = ?1 AND (?2 IS NULL OR g.role = ?2)
             ORDER BY p.published_at DESC, p.id DESC LIMIT ?3 OFFSET ?4"
        ))?;
        let mut rows = statement.query(params![
            topic.0,
            role.map(columns::role_code),
            i64::try_from(limit).unwrap_or(i64::MAX),
            i64::try_from(skip).unwrap_or(i64::MAX),
        ])?;
        let mut posts = Vec::new();
        while let Some(row) = rows.next()? {
            posts.push(stored_post(row)?);
        }
        Ok(posts)
    }

    fn counted<C: FromSql, T>(
        &self,
        topic: &TopicId,
        by: &str,
        read: impl Fn(C) -> Result<T>,
    ) -> Result<Vec<(T, u64)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {by} AS by, count(*) AS n FROM {TABLES} WHERE g.topic = ?1 GROUP BY by ORDER BY n DESC, by"
        ))?;
        let mut rows = statement.query([&topic.0])?;
        let mut counted = Vec::new();
        while let Some(row) = rows.next()? {
            counted.push((read(row.get(0)?)?, count(row, 1)?));
        }
        Ok(counted)
    }
}
