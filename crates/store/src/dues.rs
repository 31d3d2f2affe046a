//! Answers that an office waits for: about which topic, until when, and when they came.

use dauys_model::{Due, DueId, TopicId};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::params;

use crate::{Result, Store, columns};

impl Store {
    /// Notes that an answer is due on `day`.
    pub fn add_due(
        &mut self,
        topic: Option<&TopicId>,
        day: Date,
        what: &str,
        now: Timestamp,
    ) -> Result<DueId> {
        self.connection.execute(
            "INSERT INTO dues (topic, day, what, made_at) VALUES (?1, ?2, ?3, ?4)",
            params![topic.map(|topic| &topic.0), day.to_string(), what, now.as_second()],
        )?;
        Ok(DueId(self.connection.last_insert_rowid()))
    }

    /// Notes that an answer came on `day`; false when none is waited for under this number.
    pub fn answer_due(&mut self, due: DueId, day: Date) -> Result<bool> {
        let answered = self.connection.execute(
            "UPDATE dues SET answered = ?2 WHERE id = ?1 AND answered IS NULL",
            params![due.0, day.to_string()],
        )?;
        Ok(answered == 1)
    }

    /// Answers waited for, the earliest due first; with those that came unless `open`.
    pub fn dues(&self, open: bool) -> Result<Vec<Due>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, topic, day, what, answered FROM dues WHERE answered IS NULL OR NOT ?1 ORDER BY day, id",
        )?;
        let mut rows = statement.query([open])?;
        let mut dues = Vec::new();
        while let Some(row) = rows.next()? {
            dues.push(Due {
                id: DueId(row.get(0)?),
                topic: row.get::<_, Option<String>>(1)?.map(TopicId),
                day: columns::date(&row.get::<_, String>(2)?)?,
                what: row.get(3)?,
                answered: row.get::<_, Option<String>>(4)?.map(|day| columns::date(&day)).transpose()?,
            });
        }
        Ok(dues)
    }
}
