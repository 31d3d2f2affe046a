//! What was heard, counted by day, by region and by source: what pages on sources and coverage show.

use dauys_model::{Kato, Language, SourceId, civil_day};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::params;

use crate::{Result, Store, columns};

/// Posts published on one civil day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayHeard {
    /// The civil day of Kazakhstan.
    pub day: Date,
    /// Posts of all kinds.
    pub posts: u64,
    /// Those of citizens among them: comments and appeals.
    pub of_citizens: u64,
}

/// Posts that speak of one region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionHeard {
    /// The region of the most telling place; `None` for posts that name no place.
    pub region: Option<Kato>,
    /// Posts of all kinds.
    pub posts: u64,
    /// Those of citizens among them.
    pub of_citizens: u64,
}

/// Posts of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceHeard {
    /// The source.
    pub source: SourceId,
    /// Its posts.
    pub posts: u64,
    /// When the newest of them was published.
    pub newest_at: Timestamp,
}

/// How the sources that were asked on one civil day fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayAsked {
    /// The civil day of Kazakhstan.
    pub day: Date,
    /// Sources that answered at least once.
    pub answered: u32,
    /// Sources that were asked and never answered.
    pub failed: u32,
}

/// One poll of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// When.
    pub at: Timestamp,
    /// Whether it failed.
    pub failed: bool,
    /// The named state after it.
    pub state: String,
    /// New or changed items it brought.
    pub items: u32,
}

/// Seconds by which the civil time of Kazakhstan is ahead of UTC, for counting by civil day.
const AHEAD: i64 = dauys_model::KAZAKHSTAN.seconds() as i64;

const OF_CITIZENS: &str = "coalesce(sum(kind IN ('comment', 'appeal')), 0)";

impl Store {
    /// Posts by day from one day to another, both included, ascending, without days of nothing; of one source only when it
    /// is given.
    pub fn heard_by_day(&self, from: Date, to: Date, source: Option<&SourceId>) -> Result<Vec<DayHeard>> {
        let (join, only) = match source {
            Some(_) => ("JOIN items i ON i.id = p.id", "AND i.source = ?3"),
            None => ("", "AND ?3 IS NULL"),
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT p.day, count(*), coalesce(sum(p.kind IN ('comment', 'appeal')), 0) FROM posts p {join}
             WHERE p.day >= ?1 AND p.day <= ?2 {only} GROUP BY p.day ORDER BY p.day"
        ))?;
        let mut rows =
            statement.query(params![from.to_string(), to.to_string(), source.map(SourceId::as_str)])?;
        let mut days = Vec::new();
        while let Some(row) = rows.next()? {
            days.push(DayHeard {
                day: columns::date(&row.get::<_, String>(0)?)?,
                posts: count(row, 1)?,
                of_citizens: count(row, 2)?,
            });
        }
        Ok(days)
    }

    /// The first and the last day on which a post was published; `None` without posts.
    pub fn days_heard(&self) -> Result<Option<(Date, Date)>> {
        let (first, last): (Option<String>, Option<String>) = self
            .connection
            .prepare_cached("SELECT (SELECT min(day) FROM posts), (SELECT max(day) FROM posts)")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (Some(first), Some(last)) = (first, last) else { return Ok(None) };
        Ok(Some((columns::date(&first)?, columns::date(&last)?)))
    }

    /// Posts by the region they speak of, from one day to another, both included, by code; those without a place first.
    pub fn heard_by_region(&self, from: Date, to: Date) -> Result<Vec<RegionHeard>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT CASE WHEN places = '' THEN NULL ELSE substr(places, 1, 2) || '0000000' END AS region, count(*),
                {OF_CITIZENS} FROM posts WHERE day >= ?1 AND day <= ?2 GROUP BY region ORDER BY region"
        ))?;
        let mut rows = statement.query(params![from.to_string(), to.to_string()])?;
        let mut regions = Vec::new();
        while let Some(row) = rows.next()? {
            regions.push(RegionHeard {
                region: columns::kato(row.get(0)?)?,
                posts: count(row, 1)?,
                of_citizens: count(row, 2)?,
            });
        }
        Ok(regions)
    }

    /// Posts by source, from one day to another, both included, by id.
    pub fn heard_by_source(&self, from: Date, to: Date) -> Result<Vec<SourceHeard>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT i.source, count(*), max(p.published_at) FROM posts p JOIN items i ON i.id = p.id
             WHERE p.day >= ?1 AND p.day <= ?2 GROUP BY i.source ORDER BY i.source",
        )?;
        let mut rows = statement.query(params![from.to_string(), to.to_string()])?;
        let mut sources = Vec::new();
        while let Some(row) = rows.next()? {
            sources.push(SourceHeard {
                source: columns::source(&row.get::<_, String>(0)?)?,
                posts: count(row, 1)?,
                newest_at: columns::timestamp(row.get(2)?)?,
            });
        }
        Ok(sources)
    }

    /// How the sources fared by day, within `from..to`, ascending, without days on which none was asked; one source only when
    /// it is given.
    pub fn asked_by_day(
        &self,
        from: Timestamp,
        to: Timestamp,
        source: Option<&SourceId>,
    ) -> Result<Vec<DayAsked>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT min(at), sum(answered), sum(1 - answered) FROM (
                SELECT (at + ?3) / 86400 AS civil, min(at) AS at, max(failed = 0) AS answered FROM checks
                WHERE at >= ?1 AND at < ?2 AND (?4 IS NULL OR source = ?4) GROUP BY civil, source)
             GROUP BY civil ORDER BY civil",
        )?;
        let mut rows = statement.query(params![
            from.as_second(),
            to.as_second(),
            AHEAD,
            source.map(SourceId::as_str)
        ])?;
        let mut days = Vec::new();
        while let Some(row) = rows.next()? {
            days.push(DayAsked {
                day: civil_day(columns::timestamp(row.get(0)?)?),
                answered: row.get(1)?,
                failed: row.get(2)?,
            });
        }
        Ok(days)
    }

    /// The last polls of a source, newest first.
    pub fn last_asked(&self, source: &SourceId, limit: usize) -> Result<Vec<Asked>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT at, failed, state, new_items FROM checks WHERE source = ?1 ORDER BY at DESC LIMIT ?2",
        )?;
        let mut rows = statement.query(params![source.as_str(), limit as i64])?;
        let mut asked = Vec::new();
        while let Some(row) = rows.next()? {
            asked.push(Asked {
                at: columns::timestamp(row.get(0)?)?,
                failed: row.get(1)?,
                state: row.get(2)?,
                items: row.get(3)?,
            });
        }
        Ok(asked)
    }

    /// The languages of a source's posts from one day to another, both included, most first.
    pub fn languages_of_source(
        &self,
        source: &SourceId,
        from: Date,
        to: Date,
    ) -> Result<Vec<(Language, u64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.language, count(*) AS n FROM posts p JOIN items i ON i.id = p.id
             WHERE i.source = ?1 AND p.day >= ?2 AND p.day <= ?3 GROUP BY p.language ORDER BY n DESC, p.language",
        )?;
        let mut rows = statement.query(params![source.as_str(), from.to_string(), to.to_string()])?;
        let mut languages = Vec::new();
        while let Some(row) = rows.next()? {
            languages.push((columns::language(&row.get::<_, String>(0)?)?, count(row, 1)?));
        }
        Ok(languages)
    }
}

pub(crate) fn count(row: &rusqlite::Row<'_>, index: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(index).map(i64::unsigned_abs)
}
