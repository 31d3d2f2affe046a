//! The outbox: what is to be sent, and what became of it. Each step is written before the next one is taken, so that after a
//! crash it is known which messages have left, which have not, and of which that cannot be known.

use dauys_model::EditionId;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use crate::{Result, Store, columns};

/// An edition on its way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outgoing {
    /// Which.
    pub edition: EditionId,
    /// By what the receiving side can know a second attempt from another message; the same at every attempt.
    pub key: String,
    /// How far it has come.
    pub state: OutgoingState,
    /// When it was to be sent.
    pub due_at: Timestamp,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Of a message in parts: so many have arrived.
    pub parts_done: u32,
    /// What stood in the way last.
    pub why: Option<String>,
    /// What the receiving side said when it took it.
    pub receipt: Option<String>,
    /// What was last reported of it.
    pub told: Option<String>,
}

/// How far a message has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OutgoingState {
    /// It waits for its next attempt.
    Waiting,
    /// It is being sent; found after a crash, nobody knows whether it arrived.
    Sending,
    /// The receiving side took it.
    Sent,
    /// It may have arrived or not; it is not sent again unless somebody says so.
    Unsure,
    /// It is tried no more.
    Failed,
}

impl OutgoingState {
    const ALL: [Self; 5] = [Self::Waiting, Self::Sending, Self::Sent, Self::Unsure, Self::Failed];

    /// The code in the database and in reports.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Unsure => "unsure",
            Self::Failed => "failed",
        }
    }
}

const COLUMNS: &str = "edition, key, state, due_at, next_at, attempts, parts_done, why, receipt, told";

impl Store {
    /// Has an approved edition sent from `at` on. False when it is not approved, or is in the outbox already.
    pub fn queue(&mut self, edition: EditionId, key: &str, at: Timestamp) -> Result<bool> {
        let queued = self.connection.execute(
            "INSERT INTO outbox (edition, key, state, due_at, next_at)
             SELECT id, ?2, 'waiting', ?3, ?3 FROM editions WHERE id = ?1 AND state = 'approved'
             ON CONFLICT DO NOTHING",
            params![edition.0, key, at.as_second()],
        )?;
        Ok(queued == 1)
    }

    /// What became of an edition in the outbox.
    pub fn outgoing(&self, edition: EditionId) -> Result<Option<Outgoing>> {
        Ok(self.outbox("edition = ?1", [edition.0])?.pop())
    }

    /// What is to be tried by now, the longest waiting first.
    pub fn due(&self, now: Timestamp) -> Result<Vec<Outgoing>> {
        self.outbox("state = 'waiting' AND next_at <= ?1", [now.as_second()])
    }

    /// Everything that has not arrived for sure, the longest waiting first.
    pub fn unsettled(&self) -> Result<Vec<Outgoing>> {
        self.outbox("state <> 'sent'", [])
    }

    /// Notes that a message is about to leave: call it before anything is written to anybody. False when it does not wait (any
    /// more): then it must not be sent.
    pub fn begin_sending(&mut self, edition: EditionId) -> Result<bool> {
        let begun = self.connection.execute(
            "UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE edition = ?1 AND state = 'waiting'",
            [edition.0],
        )?;
        Ok(begun == 1)
    }

    /// Notes that the first `parts` parts have arrived.
    pub fn part_done(&mut self, edition: EditionId, parts: u32) -> Result<()> {
        self.connection
            .execute("UPDATE outbox SET parts_done = ?2 WHERE edition = ?1", params![edition.0, parts])?;
        Ok(())
    }

    /// Notes that the receiving side took a message, in the outbox and with the edition.
    pub fn sent(&mut self, edition: EditionId, receipt: &str, now: Timestamp) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute(
            "UPDATE outbox SET state = 'sent', receipt = ?2, why = NULL WHERE edition = ?1",
            params![edition.0, receipt],
        )?;
        transaction.execute(
            "UPDATE editions SET state = 'sent', sent_at = ?2 WHERE id = ?1",
            params![edition.0, now.as_second()],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// Notes that a message has not arrived and why, and when it is tried again.
    pub fn postpone(&mut self, edition: EditionId, why: &str, next_at: Timestamp) -> Result<()> {
        self.connection.execute(
            "UPDATE outbox SET state = 'waiting', why = ?2, next_at = ?3 WHERE edition = ?1",
            params![edition.0, why, next_at.as_second()],
        )?;
        Ok(())
    }

    /// Notes that nobody can know whether a message arrived.
    pub fn unsure(&mut self, edition: EditionId, why: &str) -> Result<()> {
        self.connection.execute(
            "UPDATE outbox SET state = 'unsure', why = ?2 WHERE edition = ?1",
            params![edition.0, why],
        )?;
        Ok(())
    }

    /// Notes that a message is tried no more, and why: a bounce, or too many attempts.
    pub fn give_up(&mut self, edition: EditionId, why: &str) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute(
            "UPDATE outbox SET state = 'failed', why = ?2 WHERE edition = ?1",
            params![edition.0, why],
        )?;
        transaction.execute("UPDATE editions SET state = 'failed' WHERE id = ?1", [edition.0])?;
        transaction.commit()?;
        Ok(())
    }

    /// Has a message sent again that is unsure or given up, because somebody says so; false when it is neither.
    pub fn send_again(&mut self, edition: EditionId, at: Timestamp) -> Result<bool> {
        let transaction = self.begin()?;
        let again = transaction.execute(
            "UPDATE outbox SET state = 'waiting', attempts = 0, next_at = ?2, told = NULL
             WHERE edition = ?1 AND state IN ('unsure', 'failed')",
            params![edition.0, at.as_second()],
        )?;
        if again == 1 {
            transaction.execute(
                "UPDATE editions SET state = 'approved' WHERE id = ?1 AND state = 'failed'",
                [edition.0],
            )?;
        }
        transaction.commit()?;
        Ok(again == 1)
    }

    /// Notes what was reported of a message, so that it is reported once for each change.
    pub fn note_told(&mut self, edition: EditionId, told: &str) -> Result<()> {
        self.connection
            .execute("UPDATE outbox SET told = ?2 WHERE edition = ?1", params![edition.0, told])?;
        Ok(())
    }

    fn outbox(&self, which: &str, parameters: impl rusqlite::Params) -> Result<Vec<Outgoing>> {
        let query = format!("SELECT {COLUMNS} FROM outbox WHERE {which} ORDER BY next_at, edition");
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut rows = statement.query(parameters)?;
        let mut outgoing = Vec::new();
        while let Some(row) = rows.next()? {
            outgoing.push(outgoing_of(row)?);
        }
        Ok(outgoing)
    }
}

fn outgoing_of(row: &Row<'_>) -> Result<Outgoing> {
    let state: String = row.get(2)?;
    Ok(Outgoing {
        edition: EditionId(row.get(0)?),
        key: row.get(1)?,
        state: OutgoingState::ALL
            .into_iter()
            .find(|known| known.code() == state)
            .ok_or_else(|| columns::corrupt(format!("state `{state}` of a message")))?,
        due_at: columns::timestamp(row.get(3)?)?,
        next_at: columns::timestamp(row.get(4)?)?,
        attempts: row.get(5)?,
        parts_done: row.get(6)?,
        why: row.get(7)?,
        receipt: row.get(8)?,
        told: row.get(9)?,
    })
}

/// Takes an edition out of the outbox if it has not begun to leave; whether it is not on its way now.
pub(crate) fn take_back(connection: &rusqlite::Connection, edition: EditionId) -> Result<bool> {
    connection
        .prepare_cached("DELETE FROM outbox WHERE edition = ?1 AND state = 'waiting' AND parts_done = 0")?
        .execute([edition.0])?;
    let left: Option<i64> = connection
        .prepare_cached("SELECT edition FROM outbox WHERE edition = ?1")?
        .query_row([edition.0], |row| row.get(0))
        .optional()?;
    Ok(left.is_none())
}
