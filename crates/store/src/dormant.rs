//! Topics that fell silent: what a problem that comes back is compared with.

use dauys_model::{CategoryId, Kato, SubjectId, TopicId};
use jiff::civil::Date;
use rusqlite::params;

use crate::{Result, Store, columns};

/// What is left of a topic beyond the window.
#[derive(Clone, PartialEq, Debug)]
pub struct StoredDormant {
    /// The topic.
    pub id: TopicId,
    /// Its matter.
    pub category: CategoryId,
    /// What exactly was wrong.
    pub subject: Option<SubjectId>,
    /// Its place.
    pub kato: Option<Kato>,
    /// Its place, where the gazetteer does not know it.
    pub place: Option<String>,
    /// Its telling terms.
    pub terms: Vec<String>,
    /// The last day on which it was raised, of the days asked for.
    pub last: Date,
    /// How many voices raised it until then.
    pub voices: u32,
}

impl Store {
    /// Topics of a matter that were last raised on a day from `from` to before `before`; what was raised on `before` and later is
    /// not looked at. By id.
    pub fn dormant(&self, category: &CategoryId, from: Date, before: Date) -> Result<Vec<StoredDormant>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT t.id, t.kato, t.place, t.terms, max(d.day) AS last, sum(d.voices), t.subject FROM topics t
                JOIN topic_days d ON d.topic = t.id AND d.day < ?3 AND d.voices > 0
             WHERE t.category = ?1 AND t.last_at >= ?4 AND t.id NOT IN (SELECT strand FROM united)
             GROUP BY t.id HAVING last >= ?2 ORDER BY t.id",
        )?;
        let since = dauys_model::day_start(from).as_second();
        let mut rows = statement.query(params![category.0, from.to_string(), before.to_string(), since])?;
        let mut dormant = Vec::new();
        while let Some(row) = rows.next()? {
            dormant.push(StoredDormant {
                id: TopicId(row.get(0)?),
                category: category.clone(),
                subject: row.get::<_, Option<String>>(6)?.map(SubjectId),
                kato: columns::kato(row.get(1)?)?,
                place: row.get(2)?,
                terms: columns::split(&row.get::<_, String>(3)?),
                last: columns::date(&row.get::<_, String>(4)?)?,
                voices: row.get(5)?,
            });
        }
        Ok(dormant)
    }
}
