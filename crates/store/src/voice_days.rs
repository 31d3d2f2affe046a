//! Voices by day, source, leaf, district and topic: written with the groupings they follow from, in their transaction. When a
//! text is no longer kept its voice goes over to those that stand; when it is erased its day is counted anew.

use std::collections::BTreeMap;

use dauys_model::{CategoryId, Kato, SourceId, TopicId};
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};

use crate::{Result, Store, columns, open};

/// Voices of one source on one day that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceCount {
    /// The civil day of Kazakhstan.
    pub day: Date,
    /// Who told.
    pub source: SourceId,
    /// The leaf of the tree.
    pub category: CategoryId,
    /// The district they name, or the region where they name nothing more exact.
    pub kato: Option<Kato>,
    /// A place they name that the gazetteer does not know, in small letters.
    pub name: Option<String>,
    /// The topic they belong to.
    pub topic: Option<TopicId>,
    /// How many.
    pub voices: u32,
}

/// The leaf of what is of none.
const NO_LEAF: &str = "other/other";
/// A text that names more regions is an overview and speaks of no place.
const MOST_REGIONS: usize = 2;

/// Day, source, category, district, name, topic.
type Key = (String, String, String, String, String, String);

/// The columns that [`key`] reads.
const COLUMNS: &str =
    "g.day, i.source, coalesce(p.category, ''), p.places, coalesce(p.place, ''), coalesce(g.topic, '')";
const TABLES: &str = "groupings g JOIN posts p ON p.id = g.post JOIN items i ON i.id = p.id";

fn key(row: &Row<'_>) -> Result<Key> {
    let category: String = row.get(2)?;
    let category = if category.is_empty() { NO_LEAF.to_owned() } else { category };
    let district = district(&columns::katos(&row.get::<_, String>(3)?)?);
    let name: String = row.get(4)?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let kato = district.map_or_else(String::new, |kato| kato.to_string());
    Ok((row.get(0)?, row.get(1)?, category, kato, name, row.get(5)?))
}

/// The district that a text speaks of, the most telling of its places first; the region where it names no district of it.
fn district(places: &[Kato]) -> Option<Kato> {
    let mut regions: Vec<Kato> = places.iter().map(|kato| kato.region()).collect();
    regions.sort();
    regions.dedup();
    if regions.len() > MOST_REGIONS {
        return None;
    }
    let first = places.first()?.district();
    if !first.is_region() {
        return Some(first);
    }
    let mut within: Vec<Kato> = places
        .iter()
        .map(|kato| kato.district())
        .filter(|kato| !kato.is_region() && kato.is_within(first))
        .collect();
    within.sort();
    within.dedup();
    // Two districts of a region: it speaks of the region.
    Some(if let [only] = within[..] { only } else { first })
}

/// Counts the voices of the days from `first` on anew, and remembers the first of them on which something is otherwise.
pub(crate) fn count(connection: &Connection, first: Date) -> Result<()> {
    let is_begun = open::position(connection, COUNTED)? > 0;
    let first = if is_begun { first.to_string() } else { String::new() };
    let mut now: BTreeMap<Key, i64> = BTreeMap::new();
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE g.role = 'voice' AND g.day >= ?1"))?;
    let mut rows = statement.query([&first])?;
    while let Some(row) = rows.next()? {
        *now.entry(key(row)?).or_default() += 1;
    }
    let mut statement = connection.prepare_cached(
        "SELECT day, source, category, kato, name, topic, kept FROM voice_days WHERE day >= ?1 AND kept > 0",
    )?;
    let mut rows = statement.query([&first])?;
    let mut before: BTreeMap<Key, i64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let key = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
        before.insert(key, row.get(6)?);
    }
    let mut changed: Option<String> = None;
    let lost = before.keys().filter(|key| !now.contains_key(key)).map(|key| (key, 0));
    let differs = now
        .iter()
        .filter(|(key, voices)| before.get(key) != Some(voices))
        .map(|(key, voices)| (key, *voices));
    for (key, voices) in lost.chain(differs) {
        set(connection, key, voices)?;
        if changed.as_ref().is_none_or(|changed| key.0 < *changed) {
            changed = Some(key.0.clone());
        }
    }
    if let Some(changed) = changed {
        note_change(connection, columns::date(&changed)?)?;
    }
    connection.execute("DELETE FROM voice_days WHERE day >= ?1 AND kept = 0 AND gone = 0", [&first])?;
    open::set_position(connection, COUNTED, 1)
}

fn set(connection: &Connection, key: &Key, kept: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO voice_days VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)
             ON CONFLICT DO UPDATE SET kept = excluded.kept",
        )?
        .execute(params![key.0, key.1, key.2, key.3, key.4, key.5, kept])?;
    Ok(())
}

/// Lets the voice of a post stand whose text is about to go. Call it while the post is still there.
pub(crate) fn let_stand(connection: &Connection, post: i64) -> Result<()> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE g.post = ?1 AND g.role = 'voice'"))?;
    let mut rows = statement.query([post])?;
    let Some(key) = rows.next()?.map(key).transpose()? else { return Ok(()) };
    connection
        .prepare_cached(
            "UPDATE voice_days SET kept = kept - 1, gone = gone + 1
             WHERE day = ?1 AND source = ?2 AND category = ?3 AND kato = ?4 AND name = ?5 AND topic = ?6 AND kept > 0",
        )?
        .execute(params![key.0, key.1, key.2, key.3, key.4, key.5])?;
    Ok(())
}

/// Forgets all counts of a source, those that stand included.
pub(crate) fn forget_source(connection: &Connection, source: &SourceId) -> Result<()> {
    let first: Option<String> = connection
        .prepare_cached("SELECT min(day) FROM voice_days WHERE source = ?1")?
        .query_row([source.as_str()], |row| row.get(0))?;
    if let Some(first) = first {
        note_change(connection, columns::date(&first)?)?;
        // What was found and learnt names its sources; the days are judged anew without this one.
        connection.execute("DELETE FROM signals WHERE day >= ?1", [&first])?;
        connection.execute("DELETE FROM signal_states WHERE day >= ?1", [&first])?;
    }
    connection.execute("DELETE FROM voice_days WHERE source = ?1", [source.as_str()])?;
    connection.execute("DELETE FROM heard_days WHERE source = ?1", [source.as_str()])?;
    Ok(())
}

/// 1 once all groupings were counted: databases older than the counts have groupings without them.
const COUNTED: &str = "voice_days";
/// The first day of which counts or coverage changed since signals were last judged, as [`number`] has it; 0 when none did.
pub(crate) const CHANGED: &str = "signals_from";

/// Remembers that what signals of a day follow from is otherwise than it was.
pub(crate) fn note_change(connection: &Connection, day: Date) -> Result<()> {
    let (noted, day) = (open::position(connection, CHANGED)?, number(day));
    if noted == 0 || day < noted {
        open::set_position(connection, CHANGED, day)?;
    }
    Ok(())
}

/// A day as a whole number that reads as the day: 20261126.
pub(crate) fn number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// The inverse of [`number`]; `None` for 0.
pub(crate) fn day(number: i64) -> Option<Date> {
    let part = |value: i64| i8::try_from(value % 100).ok();
    Date::new(i16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?).ok()
}

impl Store {
    /// Voices from one day to another, both included.
    pub fn voice_counts(&self, from: Date, to: Date) -> Result<Vec<VoiceCount>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT day, source, category, kato, name, topic, kept + gone FROM voice_days
             WHERE day >= ?1 AND day <= ?2 ORDER BY day, source, category, kato, name, topic",
        )?;
        read(&mut statement.query(params![from.to_string(), to.to_string()])?)
    }

    /// Voices of one topic by day and source, ascending, those whose texts are no longer kept included.
    pub fn voice_counts_of_topic(&self, topic: &TopicId) -> Result<Vec<VoiceCount>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT day, source, category, kato, name, topic, kept + gone FROM voice_days
             WHERE topic = ?1 AND topic <> '' ORDER BY day, source, category, kato, name",
        )?;
        read(&mut statement.query([&topic.0])?)
    }

    /// The first day of which voices are known.
    pub fn first_voice_day(&self) -> Result<Option<Date>> {
        let day: Option<String> = self
            .connection
            .prepare_cached("SELECT min(day) FROM voice_days")?
            .query_row([], |row| row.get(0))?;
        day.map(|day| columns::date(&day)).transpose()
    }
}

fn read(rows: &mut rusqlite::Rows<'_>) -> Result<Vec<VoiceCount>> {
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    let mut counts = Vec::new();
    while let Some(row) = rows.next()? {
        counts.push(VoiceCount {
            day: columns::date(&row.get::<_, String>(0)?)?,
            source: columns::source(&row.get::<_, String>(1)?)?,
            category: CategoryId(row.get(2)?),
            kato: columns::kato(given(row.get(3)?))?,
            name: given(row.get(4)?),
            topic: given(row.get(5)?).map(TopicId),
            voices: row.get(6)?,
        });
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_speaks_of_the_district_it_tells_of_first() {
        let check = |places: &[u32], expected: Option<u32>| {
            let places: Vec<Kato> = places.iter().copied().map(Kato).collect();
            assert_eq!(district(&places), expected.map(Kato), "{places:?}");
        };
        check(&[], None);
        check(&[391_643_200, 390_000_000], Some(391_600_000));
        check(&[390_000_000, 391_643_200], Some(391_600_000));
        check(&[390_000_000, 391_643_200, 392_400_000], Some(390_000_000));
        check(&[390_000_000], Some(390_000_000));
        check(&[750_000_000, 751_110_000], Some(751_110_000));
        check(&[391_643_200, 631_000_000, 111_000_000], None);
    }

    #[test]
    fn days_are_numbers_that_read_as_days() {
        let of = jiff::civil::date(2026, 11, 6);
        assert_eq!((number(of), day(number(of)), day(0)), (20_261_106, Some(of), None));
    }
}
