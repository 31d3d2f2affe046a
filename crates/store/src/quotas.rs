//! What was spent of platforms' quotas.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

use crate::sources::Spent;
use crate::{Result, Store};

pub(crate) fn spend(connection: &Connection, spent: &Spent) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO quotas VALUES (?1, ?2, ?3) ON CONFLICT (secret, day) DO UPDATE SET units = units + excluded.units",
        )?
        .execute(params![spent.secret, spent.day.to_string(), spent.units])?;
    Ok(())
}

impl Store {
    /// Units spent with a key on a day of its platform.
    pub fn spent(&self, secret: &str, day: Date) -> Result<u32> {
        let units = self
            .connection
            .prepare_cached("SELECT units FROM quotas WHERE secret = ?1 AND day = ?2")?
            .query_row(params![secret, day.to_string()], |row| row.get(0))
            .optional()?;
        Ok(units.unwrap_or(0))
    }
}
