//! Topics read back.

use dauys_model::{CategoryId, PostId, SubjectId, Topic, TopicId};
use jiff::civil::Date;
use rusqlite::{Row, params};

use crate::groupings::day_counts;
use crate::posts::{COLUMNS, StoredPost, TABLES, stored_post};
use crate::{Result, Store, columns};

/// Which topics are meant.
#[derive(Clone, Debug)]
pub struct TopicFilter {
    /// Raised on or after this day …
    pub from: Date,
    /// … and on or before this one.
    pub to: Date,
}

const TOPIC_COLUMNS: &str = "id, category, kato, place, first_at, last_at, terms, quotes, urgent, subject";

impl Store {
    /// Topics with a text on the days meant, by id. Their counts are of all days.
    pub fn topics(&self, filter: &TopicFilter) -> Result<Vec<Topic>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {TOPIC_COLUMNS} FROM topics
             WHERE id IN (SELECT coalesce(u.topic, d.topic) FROM topic_days d LEFT JOIN united u ON u.strand = d.topic
                          WHERE d.day >= ?1 AND d.day <= ?2)
                AND id NOT IN (SELECT strand FROM united)
             ORDER BY id"
        ))?;
        let mut rows = statement.query(params![filter.from.to_string(), filter.to.to_string()])?;
        let mut topics = Vec::new();
        while let Some(row) = rows.next()? {
            topics.push(self.topic_of(row)?);
        }
        Ok(topics)
    }

    /// One topic.
    pub fn topic(&self, id: &TopicId) -> Result<Option<Topic>> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {TOPIC_COLUMNS} FROM topics WHERE id = ?1"))?;
        let mut rows = statement.query([&id.0])?;
        rows.next()?.map(|row| self.topic_of(row)).transpose()
    }

    /// The posts of a topic up to and including a day, newest first.
    pub fn posts_of_topic(&self, id: &TopicId, to: Date, limit: usize) -> Result<Vec<StoredPost>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM {TABLES} WHERE g.topic = ?1 AND g.day <= ?2
             ORDER BY p.published_at DESC, p.id DESC LIMIT ?3"
        ))?;
        let mut rows = statement.query(params![id.0, to.to_string(), limit as i64])?;
        let mut posts = Vec::new();
        while let Some(row) = rows.next()? {
            posts.push(stored_post(row)?);
        }
        Ok(posts)
    }

    fn topic_of(&self, row: &Row<'_>) -> Result<Topic> {
        let id: String = row.get(0)?;
        Ok(Topic {
            days: day_counts(&self.connection, &id)?,
            id: TopicId(id),
            category: CategoryId(row.get(1)?),
            kato: columns::kato(row.get(2)?)?,
            place: row.get(3)?,
            first_at: columns::timestamp(row.get(4)?)?,
            last_at: columns::timestamp(row.get(5)?)?,
            terms: columns::split(&row.get::<_, String>(6)?),
            quotes: columns::split(&row.get::<_, String>(7)?)
                .iter()
                .map(|post| post.parse().map(PostId).map_err(columns::corrupt))
                .collect::<Result<_>>()?,
            urgent: row.get(8)?,
            subject: row.get::<_, Option<String>>(9)?.map(SubjectId),
        })
    }
}
