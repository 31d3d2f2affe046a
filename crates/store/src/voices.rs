//! The random bytes that hide persons: the keys under which a day's authors become voices, which are destroyed, and the salt of the
//! installation, which stays.

use dauys_model::{DayKey, Salt};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rusqlite::{OptionalExtension, params};

use crate::{Error, Result, Store};

impl Store {
    /// The key of a civil day of publication; `fresh` (16 random bytes) becomes the key when there is none yet.
    pub fn day_key(&mut self, day: Date, now: Timestamp, fresh: [u8; 16]) -> Result<DayKey> {
        let transaction = self.begin()?;
        let known: Option<Vec<u8>> = transaction
            .prepare_cached("SELECT key FROM voice_keys WHERE day = ?1")?
            .query_row([day.to_string()], |row| row.get(0))
            .optional()?;
        let key = match known {
            Some(bytes) => bytes.try_into().map_err(|_| Error::Corrupt("a day key".into()))?,
            None => {
                transaction
                    .prepare_cached("INSERT INTO voice_keys VALUES (?1, ?2, ?3)")?
                    .execute(params![day.to_string(), fresh, now.as_second()])?;
                fresh
            }
        };
        transaction.commit()?;
        Ok(DayKey(key))
    }

    /// The salt of this installation; `fresh` (16 random bytes) becomes it when there is none yet. With another one, what persons
    /// wrote would be announced anew under other keys.
    pub fn salt(&self, fresh: [u8; 16]) -> Result<Salt> {
        let known = |store: &Self| {
            let mut statement = store.connection.prepare_cached("SELECT bytes FROM salt WHERE id = 1")?;
            statement.query_row([], |row| row.get::<_, Vec<u8>>(0)).optional()
        };
        // Whoever only looks, writes nothing once it is there, and waits for no writer.
        let bytes = match known(self)? {
            Some(bytes) => Some(bytes),
            None => {
                self.connection.execute("INSERT OR IGNORE INTO salt VALUES (1, ?1)", [fresh])?;
                known(self)?
            }
        };
        bytes.unwrap_or_default().try_into().map(Salt).map_err(|_| Error::Corrupt("the salt".into()))
    }

    /// The salt of this installation if it has one; writes nothing.
    pub fn kept_salt(&self) -> Result<Option<Salt>> {
        let mut statement = self.connection.prepare_cached("SELECT bytes FROM salt WHERE id = 1")?;
        let bytes = statement.query_row([], |row| row.get::<_, Vec<u8>>(0)).optional()?;
        bytes
            .map(|bytes| bytes.try_into().map(Salt).map_err(|_| Error::Corrupt("the salt".into())))
            .transpose()
    }

    /// Destroys every key made 47 hours ago or earlier, so that with an hourly run none reaches 48. Every pass that
    /// may meet an author calls it first; the number destroyed is returned.
    pub fn destroy_keys(&mut self, now: Timestamp) -> Result<usize> {
        let old = now.checked_sub(47.hours()).unwrap_or(Timestamp::MIN);
        let destroyed =
            self.connection.execute("DELETE FROM voice_keys WHERE made_at <= ?1", [old.as_second()])?;
        if destroyed > 0 {
            self.settle()?;
        }
        Ok(destroyed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_salt_stays() {
        let store = Store::in_memory().unwrap();
        assert_eq!(store.salt([1; 16]).unwrap().0, [1; 16]);
        assert_eq!(store.salt([2; 16]).unwrap().0, [1; 16]);
    }

    #[test]
    fn a_key_lives_less_than_two_days() {
        let mut store = Store::in_memory().unwrap();
        let made: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
        let day = jiff::civil::date(2026, 11, 20);
        let first = store.day_key(day, made, [1; 16]).unwrap();
        let again = store.day_key(day, made, [2; 16]).unwrap();
        assert_eq!(first.0, again.0);
        assert_eq!(store.destroy_keys(made + 46.hours()).unwrap(), 0);
        assert_eq!(store.destroy_keys(made + 47.hours()).unwrap(), 1);
        assert_eq!(store.day_key(day, made + 48.hours(), [3; 16]).unwrap().0, [3; 16]);
    }
}
