//! What is remembered of hosts between runs: their robots.txt, and that they want to be left alone.

use jiff::{Timestamp, ToSpan};
use rusqlite::params;

use crate::{Result, Store, columns};

/// A robots.txt as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRobots {
    /// Scheme, host and port.
    pub origin: String,
    /// The file; none where the origin has none.
    pub rules: Option<Vec<u8>>,
    /// When it was fetched.
    pub fetched_at: Timestamp,
}

/// A host that is left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestingHost {
    /// The host.
    pub host: String,
    /// Until when.
    pub until: Timestamp,
    /// The code of the failure that led to it.
    pub code: String,
}

impl Store {
    /// All robots.txt that are kept, the old ones too.
    pub fn robots(&self) -> Result<Vec<KeptRobots>> {
        let mut statement =
            self.connection.prepare_cached("SELECT origin, rules, fetched_at FROM robots ORDER BY origin")?;
        let mut rows = statement.query([])?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next()? {
            let fetched_at = columns::timestamp(row.get(2)?)?;
            kept.push(KeptRobots { origin: row.get(0)?, rules: row.get(1)?, fetched_at });
        }
        Ok(kept)
    }

    /// Hosts that are to be left alone after `now`.
    pub fn resting_hosts(&self, now: Timestamp) -> Result<Vec<RestingHost>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT host, until, code FROM hosts WHERE until > ?1 ORDER BY host")?;
        let mut rows = statement.query([now.as_second()])?;
        let mut resting = Vec::new();
        while let Some(row) = rows.next()? {
            resting.push(RestingHost {
                host: row.get(0)?,
                until: columns::timestamp(row.get(1)?)?,
                code: row.get(2)?,
            });
        }
        Ok(resting)
    }

    /// Keeps what a run learnt of hosts. A host that is not among `resting` any more may be asked again.
    pub fn save_manners(&mut self, robots: &[KeptRobots], resting: &[RestingHost]) -> Result<()> {
        let transaction = self.begin()?;
        for kept in robots {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO robots VALUES (?1, ?2, ?3)")?
                .execute(params![kept.origin, kept.rules, kept.fetched_at.as_second()])?;
        }
        for host in resting {
            // A second less than a moment is lost in rounding: the host is asked a second later, never earlier.
            let until = host.until.checked_add(1.second()).unwrap_or(Timestamp::MAX);
            transaction
                .prepare_cached("INSERT OR REPLACE INTO hosts VALUES (?1, ?2, ?3)")?
                .execute(params![host.host, until.as_second(), host.code])?;
        }
        transaction.commit()?;
        Ok(())
    }
}
