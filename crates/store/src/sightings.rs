//! Sightings: what aggregators say that outlets told, to be held against what was heard.

use dauys_model::{Sighting, SourceId};
use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::{Result, Store, columns};

pub(crate) fn save(
    connection: &Connection,
    source: &SourceId,
    sightings: &[Sighting],
    at: Timestamp,
) -> Result<()> {
    for sighting in sightings {
        connection
            .prepare_cached("INSERT OR IGNORE INTO sightings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![
                source.as_str(),
                sighting.key,
                sighting.host,
                sighting.outlet,
                sighting.title,
                sighting.published_at.map(Timestamp::as_second),
                at.as_second(),
            ])?;
    }
    Ok(())
}

impl Store {
    /// Sightings since a moment, by host, oldest first; one headline seen by several queries comes once.
    pub fn sightings(&self, since: Timestamp) -> Result<Vec<Sighting>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT min(key), host, min(outlet), title, min(published_at) FROM sightings WHERE seen_at >= ?1
             GROUP BY host, title ORDER BY host, min(published_at), title",
        )?;
        let mut rows = statement.query([since.as_second()])?;
        let mut sightings = Vec::new();
        while let Some(row) = rows.next()? {
            sightings.push(Sighting {
                key: row.get(0)?,
                host: row.get(1)?,
                outlet: row.get(2)?,
                title: row.get(3)?,
                published_at: row.get::<_, Option<i64>>(4)?.map(columns::timestamp).transpose()?,
            });
        }
        Ok(sightings)
    }

    /// Titles and addresses of items of outlets seen since a moment, with their sources.
    pub fn headlines(&self, since: Timestamp) -> Result<Vec<Headline>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT source, title, canonical, published_at FROM items
             WHERE seen_at >= ?1 AND kind IN ('news', 'notice') ORDER BY id",
        )?;
        let mut rows = statement.query([since.as_second()])?;
        let mut headlines = Vec::new();
        while let Some(row) = rows.next()? {
            headlines.push(Headline {
                source: columns::source(&row.get::<_, String>(0)?)?,
                title: row.get(1)?,
                canonical: row.get(2)?,
                published_at: columns::timestamp(row.get(3)?)?,
            });
        }
        Ok(headlines)
    }
}

/// What an item of an outlet is called and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// Its source.
    pub source: SourceId,
    /// Its title.
    pub title: String,
    /// Its canonical address.
    pub canonical: Option<String>,
    /// When it was published.
    pub published_at: Timestamp,
}
