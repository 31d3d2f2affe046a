//! Signals: what waits to be judged, what was heard when, what the norms had learnt, and what was found.

use dauys_model::{Signal, SourceId};
use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

use crate::voice_days::{self, CHANGED, day, note_change, number};
use crate::{Result, Store, columns, open};

/// Days whose signals are to be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignalsDue {
    /// The first of them.
    pub from: Date,
    /// The last of them.
    pub to: Date,
}

/// The last day that was judged, as a number.
const JUDGED: &str = "signals_to";
/// Changes of posts, and the moment of checks, up to which it was noted what was heard.
const HEARD_POSTS: &str = "heard_posts";
const HEARD_CHECKS: &str = "heard_checks";
/// zstd's default level.
const COMPRESSION_LEVEL: i32 = 3;

impl Store {
    /// Which days are to be judged, up to `today`: from the first of which counts or coverage are otherwise than when it was judged;
    /// at least from the last one judged, which may not have been over then. `None` when nothing is new.
    pub fn signals_due(&mut self, today: Date) -> Result<Option<SignalsDue>> {
        let transaction = self.begin()?;
        // Nothing to do but for a database that is older than the counts.
        if open::position(&transaction, "voice_days")? == 0 {
            voice_days::count(&transaction, Date::MAX)?;
        }
        note_heard(&transaction)?;
        let changed = day(open::position(&transaction, CHANGED)?);
        let judged = day(open::position(&transaction, JUDGED)?);
        transaction.commit()?;
        let (from, to) = match judged {
            None => (self.first_voice_day()?, today),
            Some(judged) if judged < today => {
                (Some(changed.map_or(judged, |changed| changed.min(judged))), today)
            }
            Some(judged) => (changed, judged),
        };
        Ok(from.filter(|from| *from <= to).map(|from| SignalsDue { from, to }))
    }

    /// Forgets that days were judged and what was learnt of them, so that all are judged anew.
    pub fn judge_again(&mut self) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute("DELETE FROM positions WHERE pass = ?1", [JUDGED])?;
        transaction.execute("DELETE FROM signal_states", [])?;
        transaction.commit()?;
        Ok(())
    }

    /// What is on record of sources from one day to another, both included: heard, or asked in vain.
    pub fn heard_records(&self, from: Date, to: Date) -> Result<Vec<(SourceId, Date, bool)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT source, day, heard FROM heard_days WHERE day >= ?1 AND day <= ?2 ORDER BY day, source",
        )?;
        let mut rows = statement.query(params![from.to_string(), to.to_string()])?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push((
                columns::source(&row.get::<_, String>(0)?)?,
                columns::date(&row.get::<_, String>(1)?)?,
                row.get(2)?,
            ));
        }
        Ok(records)
    }

    /// What the norms had learnt up to the last day before this one of which that is kept.
    pub fn signal_state(&self, before: Date) -> Result<Option<(Date, Vec<u8>)>> {
        let found: Option<(String, Vec<u8>)> = self
            .connection
            .prepare_cached("SELECT day, state FROM signal_states WHERE day < ?1 ORDER BY day DESC LIMIT 1")?
            .query_row([before.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((day, state)) = found else { return Ok(None) };
        Ok(Some((columns::date(&day)?, zstd::decode_all(state.as_slice()).map_err(columns::corrupt)?)))
    }

    /// Writes the signals of the days that were due, what the norms had learnt up to one of them, and that they are judged, all or
    /// nothing. Of what was learnt the last is kept, and one of a month before for changes that come late.
    pub fn save_signals(
        &mut self,
        due: &SignalsDue,
        signals: &[(Date, Vec<Signal>)],
        state: Option<(Date, &[u8])>,
    ) -> Result<()> {
        let transaction = self.begin()?;
        let (from, to) = (due.from.to_string(), due.to.to_string());
        transaction.execute("DELETE FROM signals WHERE day >= ?1 AND day <= ?2", [&from, &to])?;
        transaction.execute("DELETE FROM signal_states WHERE day >= ?1", [&from])?;
        for (day, signals) in signals {
            for (rank, signal) in (1_i64..).zip(signals) {
                let told = serde_json::to_string(signal).map_err(columns::corrupt)?;
                transaction.prepare_cached("INSERT INTO signals VALUES (?1, ?2, ?3)")?.execute(params![
                    day.to_string(),
                    rank,
                    told
                ])?;
            }
        }
        if let Some((day, state)) = state {
            let state = zstd::encode_all(state, COMPRESSION_LEVEL).map_err(columns::corrupt)?;
            transaction
                .prepare_cached("INSERT OR REPLACE INTO signal_states VALUES (?1, ?2)")?
                .execute(params![day.to_string(), state])?;
            let month = day.checked_sub(30.days()).unwrap_or(Date::MIN).to_string();
            transaction.execute(
                "DELETE FROM signal_states WHERE day < ?1
                    AND day <> coalesce((SELECT max(day) FROM signal_states WHERE day <= ?2), '')
                    AND day <> coalesce((SELECT min(day) FROM signal_states WHERE day > ?2), '')",
                params![day.to_string(), month],
            )?;
        }
        open::set_position(&transaction, JUDGED, number(due.to))?;
        transaction.execute("DELETE FROM positions WHERE pass = ?1", [CHANGED])?;
        transaction.commit()?;
        Ok(())
    }

    /// The signals of a day, least probable first.
    pub fn signals(&self, day: Date) -> Result<Vec<Signal>> {
        let mut statement =
            self.connection.prepare_cached("SELECT told FROM signals WHERE day = ?1 ORDER BY rank")?;
        let told = statement.query_map([day.to_string()], |row| row.get::<_, String>(0))?;
        told.map(|told| serde_json::from_str(&told?).map_err(columns::corrupt)).collect()
    }
}

/// Notes which sources were heard on which days, from the posts and checks that came since it was last noted.
fn note_heard(connection: &Connection) -> Result<()> {
    let posts = open::position(connection, HEARD_POSTS)?;
    let checks = open::position(connection, HEARD_CHECKS)?;
    let last_check: i64 = connection
        .prepare_cached("SELECT coalesce(max(at), 0) FROM checks")?
        .query_row([], |row| row.get(0))?;
    let last_change = open::position(connection, "change")?;
    let told = "ON CONFLICT DO UPDATE SET heard = 1 WHERE excluded.heard > heard RETURNING day";
    let mut changed: Vec<String> = Vec::new();
    let mut statement = connection.prepare_cached(&format!(
        "INSERT INTO heard_days SELECT DISTINCT p.day, i.source, 1 FROM posts p JOIN items i ON i.id = p.id
         WHERE p.change > ?1 {told}"
    ))?;
    for day in statement.query_map([posts], |row| row.get(0))? {
        changed.push(day?);
    }
    // A check is looked at again when another falls into the same second.
    let mut statement = connection.prepare_cached(&format!(
        "INSERT INTO heard_days SELECT date(at + ?2, 'unixepoch') AS civil, source, max(failed = 0) FROM checks
         WHERE at >= ?1 GROUP BY civil, source {told}"
    ))?;
    let ahead = i64::from(dauys_model::KAZAKHSTAN.seconds());
    for day in statement.query_map([checks, ahead], |row| row.get(0))? {
        changed.push(day?);
    }
    if let Some(first) = changed.into_iter().min() {
        note_change(connection, columns::date(&first)?)?;
    }
    open::set_position(connection, HEARD_POSTS, last_change)?;
    open::set_position(connection, HEARD_CHECKS, last_check)
}
